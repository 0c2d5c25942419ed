"""What the loop watches or has scheduled, and what comes of it."""

import asyncio.base_events
from sys import _getframe
from time import monotonic, perf_counter

from . import wire as w
from .wire import READY


class Watches:
    """The public methods are what the changed functions call, as those of `Hooks`."""

    def __init__(self, wire, loops, callbacks):
        self._wire = wire
        self._loops = loops
        self._callbacks = callbacks
        #: By address of a handle that the loop watches or has scheduled: its watch.
        self._numbers = {}
        self._last = 0

    def ready(self, loop, handle):
        """The selector has reported a file descriptor, and its callback has joined the ready queue."""
        stream = self._wire.active
        if not stream.only:
            stream = self._loops.stream(loop)
        which = self._numbers.get(id(handle)) or self._callbacks.label(handle._callback)
        stream.events.extend((READY, perf_counter(), which))

    def io(self, loop, handle, fd, direction):
        """The selector begins to watch a file descriptor, for data (1) or for room (2)."""
        stream = self._loops.stream(loop)
        self._last = self._numbers[id(handle)] = number = self._last + 1
        fd = fd if type(fd) is int else fd.fileno()
        stream.events.extend((w.IO, perf_counter(), number, fd, direction, -self._callbacks.label(handle._callback)))

    def timer(self, loop, handle):
        """`call_at` has scheduled a handle."""
        caller = _getframe(2)
        if caller.f_code is _call_later:
            # What the program asked for; the time until then is a little less by now.
            delay = caller.f_locals["delay"]
        else:
            # Asking the loop would be one call more of what a trace function hears, or the program has in place of it.
            now = monotonic() if type(loop).time is _time else loop.time()
            delay = handle._when - now
        self._numbers[id(handle)] = self.schedule(self._loops.stream(loop), handle._callback, delay)

    def schedule(self, stream, callback, delay):
        """A callback is to run in `delay` seconds; gives the number of its watch."""
        self._last = number = self._last + 1
        delay = 0 if delay < 0 else min(int(delay * 1e6 + 0.5), 0x7FFFFFFF)
        stream.tell(w.TIMER, number, delay, -self._callbacks.label(callback))
        return number

    def fire(self, loop, handle):
        """A scheduled handle is due and has joined the ready queue."""
        self.due(self._loops.stream(loop), self._numbers.pop(id(handle), 0))

    def due(self, stream, watch):
        """The time of a watch has come."""
        stream.tell(w.FIRE, watch, 0)

    def cancel(self, handle):
        """Somebody cancels a handle."""
        if handle._cancelled:
            return
        watch = self._numbers.pop(id(handle), 0)
        if watch:
            self.unwatch(self._loops.stream(handle._loop), watch)

    def unwatch(self, stream, watch):
        """Nobody waits any more for what was watched."""
        stream.events.extend((w.UNWATCH, perf_counter(), watch))


_time = asyncio.base_events.BaseEventLoop.time
_call_later = asyncio.base_events.BaseEventLoop.call_later.__code__
