"""The tasks of the program: their numbers, and what there is to tell of a new one."""

import asyncio.events
from time import perf_counter

from .code import is_foreign, own_frame, run_by
from .wire import TASK


class Tasks:
    """The number of each task, and its name."""

    def __init__(self, wire):
        self._wire = wire
        #: By address, while they are not done: number of a task.
        self.numbers = {}
        self._last = 0
        #: The number in the last name that was `Task-N`.
        self._last_named = 0
        #: By number, the names of the tasks that have not run yet: before Python 3.13 a task is made before it gets its own.
        self.names = {}
        #: The numbers of those of whose next step there is more to tell than that it begins.
        self.marked = set()

    def add(self, stream, task, frame):
        """The number of a task that is new; `frame` is the innermost one of those that made it, or None."""
        name = task.get_name()
        number = self.tell(stream, task.get_coro(), self.named(name), frame)
        self.note(task, number, name)
        return number

    def note(self, task, number, name):
        """A task that has been told of has this name."""
        self.numbers[id(task)] = number
        self.names[number] = name
        self.marked.add(number)

    def tell(self, stream, coroutine, named, frame):
        """Tells of the new task of a coroutine; gives its number."""
        self._last = number = self._last + 1
        wire = self._wire
        code = getattr(coroutine, "cr_code", None) or getattr(coroutine, "gi_code", None)
        if code is not None and is_foreign(code):
            code = run_by(coroutine, code) or code
        creator = 0 if stream.task is None else stream.work
        frame = own_frame(frame, _handle_run)
        place = 0 if frame is None else wire.place(frame.f_code, frame.f_lasti)
        function = wire.native(coroutine) if code is None else wire.code(code)
        stream.events.extend((TASK, perf_counter(), number, function, named, creator, place))
        return number

    def next_name(self):
        """The name that the next task has, as in `TASK`, if it gets none of its own."""
        return self._last_named + 1

    def named(self, name):
        """A name as in `TASK`."""
        # Names of Python's own count up, but those that got another one are passed over.
        number = self._last_named + 1
        if name == "Task-%d" % number:
            self._last_named = number
            return number
        suffix = name[5:]
        if suffix.isdigit() and suffix.isascii() and len(suffix) < 9 and name == "Task-%d" % int(suffix):
            self._last_named = int(suffix)
            return self._last_named
        return -self._wire.string(str(name))


_handle_run = asyncio.events.Handle._run.__code__
