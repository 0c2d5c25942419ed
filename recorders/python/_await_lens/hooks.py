"""The hooks in asyncio's event loop: what joins the ready queue and why, what runs, what it waits on when it stops."""

import asyncio.futures
import sys
from _thread import get_ident
from asyncio.events import _get_running_loop
from sys import _getframe
from time import perf_counter
from types import BuiltinMethodType, FunctionType, MethodType

from . import wire as w
from .callbacks import TASK_TYPES, Callbacks
from .chains import Chains
from .code import is_transport
from .loops import Loops
from .members import ends, members
from .preview import error_text, preview
from .tasks import Tasks
from .watches import Watches
from .wire import ENQUEUE, FLUSH_VALUES, RUN, STEP, SUSPEND, TURN


class Hooks:
    """The public methods are what the changed functions call. None of them may raise or wait."""

    def __init__(self, wire):
        self.wire = wire
        self.loops = Loops(wire)
        tasks = self._tasks = Tasks(wire)
        #: The threads that are in `call_soon_threadsafe`.
        self._from_threads = set()
        #: The string of None, which most tasks give.
        self._nothing = wire.string("None")
        self._callbacks = Callbacks(wire)
        #: By a function of asyncio's: its label, and the number of the code that schedules it, where that is always one of a transport; else 0.
        self._schedules = {}
        self._chains = Chains(wire, tasks.numbers, ends(), members())
        #: More hooks.
        self.watches = Watches(wire, self.loops, self._callbacks)
        # What the hooks that run most often use of others.
        self._functions, self._step_types = self._callbacks.functions, self._callbacks.step_types
        self._codes, self._numbers, self._marked = wire.codes, tasks.numbers, tasks.marked
        self._stream, self._new_task, self._leaf = self.loops.stream, tasks.add, self._chains.leaf

    def fault(self):
        """A hook has failed: the program goes on unrecorded."""
        self.wire.fail("%s: %s" % sys.exc_info()[:2])

    # Loops

    def opened(self, loop):
        """A loop is made; one that was never closed may have had its address."""
        self.close(loop)
        self.wire.switch(self.loops.add(loop))

    def meet(self, loop):
        """A loop is about to be told of that may have been made unseen."""
        if loop not in self.loops:
            self.opened(loop)

    def close(self, loop):
        """The loop is closed; another one may get its address."""
        stream = self.loops.remove(loop)
        if stream is not None and stream.begun:
            self._close(stream, perf_counter())

    # Joining the ready queue

    def enqueue(self, loop, handle, by=None):
        """`_call_soon` has put `handle` in the ready queue; `by` is the frame that asked for it, where that is not the third below this one."""
        stream = self.wire.active
        if not stream.only:
            stream = self._stream(loop)
        callback = handle._callback
        kind = type(callback)
        if kind is BuiltinMethodType and callback.__name__ == "task_wakeup":
            task = callback.__self__
        elif kind in self._step_types:
            task = callback.__self__
            if task is stream.task and not handle._args and not stream.place:
                # The step gave control up for one turn only (`asyncio.sleep(0)`), which is the last that it does.
                stream.events.extend((TURN, perf_counter(), self._leaf(task.get_coro()).number))
                stream.task = None
                stream.begun = 0
                return
        else:
            function = callback.__func__ if kind is MethodType else callback
            # What is no function may have a hash of the program's own.
            work, code = self._schedules.get(function, _unknown) if type(function) is FunctionType else _unknown
            if code and not self._from_threads:
                stream.events.extend((ENQUEUE, perf_counter(), work, code))
                return
            task = None
            if work == 0:
                if kind is not FunctionType:
                    task = self._callbacks.task_of(callback, kind)
                if task is None:
                    work = self._callbacks.label(callback)
        if by is None:
            try:
                by = _getframe(3)
            except ValueError:
                # C code called, and no frame of Python's is below.
                pass
        event = ENQUEUE
        if task is not None:
            if task is stream.task:
                stream.again = 1
                return
            if type(stream.task) is tuple and task.get_coro() is stream.task[1]:
                # Its first step, which has begun already, gave control up for one turn only.
                stream.again = 1
                return
            if handle._args:
                work = self._numbers.get(id(task)) or self._new_task(stream, task, by)
                future = handle._args[0]
                if getattr(future, "_state", None) == "CANCELLED" and not isinstance(future, TASK_TYPES):
                    # A cancelled future wakes its task with the cancellation that somebody asked for.
                    stream.tell(w.CANCEL, work)
            else:
                # Where it has a number, that is of another one which had the same address.
                event = STEP
                work = self._new_task(stream, task, by)
        if self._from_threads and get_ident() in self._from_threads:
            self._from_threads.remove(get_ident())
            code = -1
        elif by is None:
            code = 0
        else:
            caller = by.f_code
            code = self._codes.get(id(caller)) or self.wire.code(caller)
            if task is None and type(function) is FunctionType and function in self._functions:
                one_reason = function.__name__.startswith("_") and is_transport(function.__code__) and is_transport(caller)
                self._schedules[function] = work, code if one_reason else 0
        stream.events.extend((event, perf_counter(), work, code))

    def from_thread(self, loop, running):
        """`call_soon_threadsafe` is about to put a handle in the ready queue."""
        # asyncio calls it in the loop's own thread too, as when a process has ended.
        if running and _get_running_loop() is not loop:
            self._from_threads.add(get_ident())

    # Running

    def select(self, loop, timeout):
        """`_run_once` is about to poll."""
        stream = self._stream(loop)
        if stream.begun:
            self._close(stream, perf_counter())
        thread = get_ident()
        if thread != stream.thread:
            self.wire.move(stream, thread)
        if self.wire.revive is not None:
            self.wire.revive()
        wait = -1 if timeout is None else min(int(timeout * 1e6), 0x7FFFFFFF)
        stream.tell(w.SELECT, wait)
        if wait != 0 or len(stream.events) > w.FLUSH_VALUES:
            # Nothing is ready to run: this is the time to send.
            self.wire.flush()

    def starting(self, loop, coroutine, constructor, eager):
        """A task is about to be made that starts eagerly: within what runs, if its loop does."""
        is_task = isinstance(constructor, type) and issubclass(constructor, TASK_TYPES)
        if not eager or not is_task or getattr(loop, "_thread_id", None) is None:
            return
        stream = self._stream(loop)
        named = self._tasks.next_name()
        number = self._tasks.tell(stream, coroutine, named, _getframe(1))
        stream.tell(w.EAGER, number)
        # Until it is made, this stands for the task: its number, coroutine and name as told, and what is its outer task's.
        stream.task = number, coroutine, named, stream.task, stream.work, stream.again
        stream.work, stream.again = number, 0

    def started(self, loop, coroutine, task):
        """It is made; None where its first step has ended the loop."""
        if loop not in self.loops:
            return
        stream = self._stream(loop)
        if type(stream.task) is not tuple or stream.task[1] is not coroutine:
            return
        number, _, named, *outer = stream.task
        if task is None:
            stream.tell(w.END, 2, 0)
        else:
            name = task.get_name()
            self._tasks.note(task, number, name)
            actual = self._tasks.named(name)
            if actual != named:
                stream.tell(w.NAME, number, actual)
            self._leave(stream, task, perf_counter())
        stream.task, stream.work, stream.again = outer

    def drop(self, loop, handle):
        """A handle that was cancelled in the ready queue is left out."""
        stream = self._stream(loop)
        if stream.begun:
            self._close(stream, perf_counter())
        stream.tell(w.DROP)

    def begin(self, loop, handle):
        """A handle is about to run; the one before it is over."""
        stream = self.wire.active
        if not stream.only:
            stream = self._stream(loop)
        # One begins when the other has ended: the clock is read once. Of a plain callback the reader knows that it ends here.
        now = perf_counter()
        if stream.task is not None or stream.place:
            self._close(stream, now)
        stream.begun = now
        callback = handle._callback
        kind = type(callback)
        work = task = None
        if kind is MethodType:
            function = callback.__func__
            if type(function) is FunctionType:
                work = self._functions.get(function)
        elif kind is BuiltinMethodType and callback.__name__ == "task_wakeup" or kind in self._step_types:
            task = callback.__self__
            work = self._numbers.get(id(task))
        elif kind is FunctionType:
            work = self._functions.get(callback)
        if work is None:
            work = self._work(stream, callback, kind)
        stream.events.extend((RUN, now, work))
        if work > 0:
            if task is None:
                task = callback.__self__
            stream.task = task
            stream.work = work
            if work in self._marked:
                self._begin_marked(stream, task, work, handle._args)
            if len(stream.events) > FLUSH_VALUES:
                self.wire.flush()

    def _work(self, stream, callback, kind):
        """What runs, as in `RUN`."""
        task = self._callbacks.task_of(callback, kind)
        if task is None:
            return self._callbacks.label(callback)
        return self._numbers.get(id(task)) or self._new_task(stream, task, None)

    def _begin_marked(self, stream, task, number, arguments):
        self._marked.remove(number)
        name = self._tasks.names.pop(number, None)
        if name is None:
            if arguments:
                self._value(stream, arguments[0])
        elif name != task.get_name():
            # Before its first step a task may get another one.
            stream.tell(w.NAME, number, self._tasks.named(task.get_name()))

    def _value(self, stream, future):
        error = getattr(future, "_exception", None)
        if error is not None:
            text = -self.wire.string(error_text(error))
        elif getattr(future, "_state", None) == "FINISHED":
            text = self.wire.string(preview(future._result))
        else:
            return
        stream.tell(w.VALUE, text)

    def idle(self, loop):
        """All that was ready has run."""
        stream = self._stream(loop)
        if stream.begun:
            self._close(stream, perf_counter())

    def _close(self, stream, now):
        """The running entry is over: says where its task stands now."""
        if stream.place:
            # Seen by the watchdog.
            place, stream.place = stream.place, 0
            if not stream.begun:
                # The entry was over before its place was known, and nothing runs.
                return
            stream.events.extend((w.BLOCK, now, int((now - stream.begun) * 1e6), place))
        stream.begun = 0
        task = stream.task
        if task is None:
            stream.events.extend((w.CALLBACK_END, now))
            return
        stream.task = None
        self._leave(stream, task, now)

    def _leave(self, stream, task, now):
        """A step of the task is over."""
        future = task._fut_waiter
        if future is None and task.done():
            self._numbers.pop(id(task), None)
            outcome, text = self._outcome(task)
            stream.events.extend((w.END, now, outcome, text))
            return
        link = self._leaf(task.get_coro())
        own = link.instruction >= 0 and future is not None
        if own:
            self._marked.add(stream.work)
        if link.members is not None or type(future) not in _plain:
            waits = self._chains.waits(future, link, task.get_coro())
        elif own:
            waits = self._chains.behind(future)
        else:
            waits = 0
        stream.events.extend((SUSPEND, now, link.number, waits, stream.again))
        stream.again = 0

    def _outcome(self, task):
        # `exception()` would count as retrieving it; the attribute does not.
        error = getattr(task, "_exception", None)
        if error is not None:
            return 2, self.wire.string(error_text(error))
        if task.cancelled():
            return 3, 0
        value = task._result
        return 1, self._nothing if value is None else self.wire.string(preview(value))

    def finish(self):
        for stream in self.loops.streams():
            if stream.begun:
                self._close(stream, perf_counter())

    # Complaints

    def complain(self, loop, context):
        """`call_exception_handler`: an exception never retrieved, a task destroyed while it was pending, and others."""
        stream = self._stream(loop)
        text = str(context.get("message") or "")
        error = context.get("exception")
        if error is not None:
            text += ": " + error_text(error)
        stream.tell(w.WARN, self.wire.string(text))

    def unawaited(self, coroutine):
        """A coroutine is thrown away that was never awaited."""
        stream = self.wire.active
        if not stream.number:
            stream = self.wire.stream(get_ident())
            self.wire.switch(stream)
        text = "coroutine '%s' was never awaited" % coroutine.__qualname__
        stream.tell(w.WARN, self.wire.string(text))


#: The types of what a task waits on, if anything, of which there is nothing to tell.
_plain = (type(None), asyncio.futures.Future, asyncio.futures._PyFuture)
#: Of a callback that was not scheduled before: as in `_schedules`.
_unknown = (0, 0)
