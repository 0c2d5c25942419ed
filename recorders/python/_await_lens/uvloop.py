"""Hooks in uvloop's event loop, as far as it can be seen: what is scheduled and by whom, what runs, and when.

uvloop's loop is compiled. The methods by which callbacks are handed to it are hidden by ours in the one class that is Python's own,
and each callback is wrapped. Its turns, its polls and its transports stay unseen.
"""

import sys
from asyncio.events import AbstractEventLoop
from collections import deque
from time import perf_counter

from .unseen import leave_out

#: In seconds.
_flush_after = 0.05
#: So many of the timers that one task has set last are looked at when its step ends: the compiled handles tell nobody that
#: they are cancelled.
_looked_at = 32


def install(hooks):
    """Waits for uvloop's class to be made; returns a function that takes everything back."""
    # `timers` has, by the address of the task that has set them, timers that are not due yet.
    state = {"on": True, "used": False, "flushed": 0, "timers": {}}
    restores = []

    def found(loop_class):
        restores.append(_follow(loop_class, hooks, state))

    def stop():
        state["on"] = False
        while restores:
            restores.pop()()

    # Where the program imports uvloop first, that imports asyncio before it makes its class.
    loop_class = getattr(sys.modules.get("uvloop"), "Loop", None)
    if loop_class is not None:
        found(loop_class)
    else:
        restores.append(_wait(found))
    return stop


def _wait(then):
    """Hears of the class of uvloop's loop when it is made; a finder on `sys.meta_path` would be seen by programs."""
    base = AbstractEventLoop

    def __init_subclass__(cls, **arguments):
        super(base, cls).__init_subclass__(**arguments)
        if cls.__module__ == "uvloop" and cls.__name__ == "Loop":
            remove()
            then(cls)

    def remove():
        if "__init_subclass__" in vars(base):
            del base.__init_subclass__

    base.__init_subclass__ = classmethod(__init_subclass__)
    return remove


def _follow(loop_class, hooks, state):
    """Hides the methods of `loop_class`; returns a function that shows them again."""
    compiled = {}
    for name, method in _methods(compiled, hooks, state).items():
        compiled[name] = getattr(loop_class, name)
        method.__name__ = name
        method.__qualname__ = "Loop." + name
        setattr(loop_class, name, method)

    def restore():
        for name in compiled:
            delattr(loop_class, name)

    return restore


def _methods(compiled, hooks, state):
    soon = deque()

    def call_soon(self, callback, *args, context=None):
        run = _Run(self, callback, args, hooks, state, soon)
        handle = compiled["call_soon"](self, run, *args, context=context)
        run.joined(handle, sys._getframe(1))
        return handle

    def call_soon_threadsafe(self, callback, *args, context=None):
        run = _Run(self, callback, args, hooks, state, soon)
        handle = compiled["call_soon_threadsafe"](self, run, *args, context=context)
        _safely(hooks, hooks.from_thread, self, self.is_running())
        run.joined(handle, sys._getframe(1))
        return handle

    def call_later(self, delay, callback, *args, context=None):
        timer = _Timer(self, callback, args, hooks, state, soon)
        handle = compiled["call_later"](self, delay, timer, *args, context=context)
        timer.scheduled(handle, delay)
        return handle

    def call_at(self, when, callback, *args, context=None):
        timer = _Timer(self, callback, args, hooks, state, soon)
        handle = compiled["call_at"](self, when, timer, *args, context=context)
        timer.scheduled(handle, when - self.time())
        return handle

    def call_exception_handler(self, context):
        _safely(hooks, hooks.complain, self, context)
        return compiled["call_exception_handler"](self, context)

    def close(self):
        _safely(hooks, hooks.close, self)
        return compiled["close"](self)

    return {
        "call_soon": call_soon,
        "call_soon_threadsafe": call_soon_threadsafe,
        "call_later": call_later,
        "call_at": call_at,
        "call_exception_handler": call_exception_handler,
        "close": close,
    }


def _safely(hooks, hook, *arguments):
    try:
        hook(*arguments)
    except Exception:
        hooks.fault()


class _Run:
    """A callback that tells when it begins and ends; to the hooks it looks like asyncio's own handle."""

    __slots__ = ("_loop", "_callback", "_args", "_hooks", "_state", "_soon", "_handle")

    def __init__(self, loop, callback, args, hooks, state, soon):
        self._loop = loop
        self._callback = callback
        self._args = args
        self._hooks = hooks
        self._state = state
        self._soon = soon
        self._handle = None

    def __getattr__(self, name):
        # What uvloop says of a callback (its name) is said of the program's own.
        return getattr(self._callback, name)

    def __repr__(self):
        return repr(self._callback)

    def joined(self, handle, frame):
        """It is in the ready queue; `frame` is that which asked for it."""
        self._handle = handle
        self._soon.append(self)
        if not self._state["used"]:
            self._state["used"] = True
            self._hooks.wire.define("X", "uvloop")
        _safely(self._hooks, self._hooks.meet, self._loop)
        _safely(self._hooks, self._hooks.enqueue, self._loop, self, frame)

    def __call__(self, *args):
        on = self._state["on"]
        if on:
            _safely(self._hooks, self._begin)
        try:
            return self._callback(*args)
        except BaseException as error:
            leave_out(error, _Run.__call__)
            raise
        finally:
            if on:
                _safely(self._hooks, self._end)

    def _begin(self):
        soon = self._soon
        # They run in the order in which they joined: whoever is passed over was cancelled.
        while soon:
            first = soon.popleft()
            if first is self:
                break
            self._hooks.drop(first._loop, first)
        self._hooks.begin(self._loop, self)

    def _end(self):
        hooks = self._hooks
        stream = hooks.loops.stream(self._loop)
        task = stream.task
        all_timers = self._state["timers"]
        timers = all_timers.get(id(task))
        if timers:
            all_timers[id(task)] = [timer for timer in timers[-_looked_at:] if timer.waits()]
        if task is not None and task.done():
            all_timers.pop(id(task), None)
        hooks.idle(self._loop)
        now = perf_counter()
        if now - self._state["flushed"] > _flush_after:
            # The loop does not say when it has nothing to do.
            self._state["flushed"] = now
            hooks.wire.flush()


class _Timer(_Run):
    __slots__ = ("_watch",)

    def scheduled(self, handle, delay):
        self._handle = handle
        self._watch = 0
        _safely(self._hooks, self._hooks.meet, self._loop)
        _safely(self._hooks, self._schedule, delay)

    def _schedule(self, delay):
        hooks = self._hooks
        stream = hooks.loops.stream(self._loop)
        self._state["timers"].setdefault(id(stream.task), []).append(self)
        self._watch = hooks.watches.schedule(stream, self._callback, delay)

    def waits(self):
        """Whether it is still to come; where it has been cancelled, that is told."""
        if self._watch and self._handle.cancelled():
            self._hooks.watches.unwatch(self._hooks.loops.stream(self._loop), self._watch)
            self._watch = 0
        return self._watch != 0

    def _begin(self):
        if self._watch:
            self._hooks.watches.due(self._hooks.loops.stream(self._loop), self._watch)
            self._watch = 0
        self._hooks.begin(self._loop, self)
