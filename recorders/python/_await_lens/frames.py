"""Calls and returns of the program's own coroutines, through sys.monitoring (Python 3.12 and later)."""

import sys
from time import perf_counter

from .code import CO_COROUTINE, is_foreign
from .preview import error_text, preview
from .wire import CALL, RETURN


def install(wire):
    """Listens to coroutines of the program; returns a function that ends it.

    What a callback raises, the program would get instead of what it does itself. Where the recursion limit is near, a
    callback therefore does with its own frame, and says less.
    """
    monitoring = sys.monitoring
    free = [number for number in (4, 3, 5) if monitoring.get_tool(number) is None]
    if not free:
        return lambda: None
    tool = free[0]
    events = monitoring.events
    known = {}
    untold = wire.string("\u2026")
    nothing = wire.string("None")

    def started(code, offset):
        if not code.co_flags & CO_COROUTINE:
            return monitoring.DISABLE
        stream = wire.active
        number = known.get(id(code))
        if number is None:
            try:
                if is_foreign(code):
                    return monitoring.DISABLE
                if not stream.begun:
                    return None
                number = wire.code(code)
            except RecursionError:
                return None
            known[id(code)] = number
            monitoring.set_local_events(tool, code, events.PY_RETURN)
        elif not stream.begun:
            return None
        stream.events.extend((CALL, perf_counter(), number))
        return None

    def returned(code, offset, value):
        number = known.get(id(code))
        stream = wire.active
        if number is None or not stream.begun:
            return
        try:
            text = nothing if value is None else wire.string(preview(value))
            place = wire.place(code, offset)
        except RecursionError:
            text, place = untold, 0
        stream.events.extend((RETURN, perf_counter(), number, text, place))

    def unwound(code, offset, error):
        # This event cannot be had for some functions only, and the library has many that raise.
        if not code.co_flags & CO_COROUTINE:
            return
        number = known.get(id(code))
        stream = wire.active
        if number is None or not stream.begun:
            return
        try:
            text = -wire.string(error_text(error))
            # The offset has no position; the traceback knows where the exception left this frame.
            trace = error.__traceback__
            place = wire.place(code, trace.tb_lasti) if trace and trace.tb_frame.f_code is code else 0
        except RecursionError:
            text, place = -untold, 0
        stream.events.extend((RETURN, perf_counter(), number, text, place))

    monitoring.use_tool_id(tool, "await lens")
    monitoring.register_callback(tool, events.PY_START, started)
    monitoring.register_callback(tool, events.PY_RETURN, returned)
    monitoring.register_callback(tool, events.PY_UNWIND, unwound)
    monitoring.set_events(tool, events.PY_START | events.PY_UNWIND)

    def stop():
        monitoring.set_events(tool, 0)
        monitoring.free_tool_id(tool)

    return stop
