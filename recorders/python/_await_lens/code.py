"""Whose a piece of code is."""

import os
from gc import get_referents
from types import CoroutineType, FunctionType

#: `inspect.CO_COROUTINE`, without importing a module that the program may not need.
CO_COROUTINE = 0x80

_library = os.path.dirname(os.__file__) + os.sep
_here = os.path.dirname(__file__)
#: Whose coroutines run none of the program's: those of asyncio's loops.
_loops = tuple(os.path.join("asyncio", module + "_events.py") for module in ("base", "selector", "proactor", "unix", "windows"))
#: Whose private methods are scheduled by these modules alone, for what a transport hears of the system.
_transports = tuple(os.path.join("asyncio", module + ".py") for module in ("selector_events", "unix_events", "base_subprocess"))
_known = {}
_folders = []


def add_library(module):
    """A library may be installed where none is expected."""
    _folders.append(os.path.dirname(module.__file__) + os.sep)
    _known.clear()


def is_foreign(code):
    """Whether code is a library's and not the program's own."""
    file = code.co_filename
    known = _known.get(file)
    if known is None:
        known = _known[file] = (
            file.startswith((_library, "<frozen", _here))
            or file.startswith(tuple(_folders))
            or "site-packages" in file
            or "dist-packages" in file
        )
    return known


def is_transport(code):
    """Whether code is that of asyncio's transports."""
    return code.co_filename.endswith(_transports)


def own_frame(frame, until=None):
    """The innermost frame from here on that is the program's own; None where there is none before that of the code `until`."""
    while frame is not None:
        code = frame.f_code
        if code is until:
            return None
        # The same as `is_foreign`, without a call for each frame.
        foreign = _known.get(code.co_filename)
        if not foreign and (foreign is False or not is_foreign(code)):
            break
        frame = frame.f_back
    return frame


def run_by(coroutine, code):
    """The code of the program's own coroutine that a library's is about to run for it, as anyio's are; None where there is none.

    `coroutine`, whose code is `code`, has not begun. The program's is in a variable of it, or in an object there, or is made by a
    function around it.
    """
    frame = None if code.co_filename.endswith(_loops) else getattr(coroutine, "cr_frame", None)
    if frame is None:
        return None
    variables = frame.f_locals
    for name in code.co_freevars:
        value = variables.get(name)
        if type(value) is FunctionType and value.__code__.co_flags & CO_COROUTINE and not is_foreign(value.__code__):
            return value.__code__
    # An attribute might be a property, which would run.
    values = (*variables.values(), *get_referents(*variables.values()))
    # Most have none, and every task of a library's is asked.
    if CoroutineType in map(type, values):
        for value in values:
            if type(value) is CoroutineType and not is_foreign(value.cr_code):
                return value.cr_code
    return None
