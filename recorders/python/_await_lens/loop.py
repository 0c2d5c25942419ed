"""Hooks in asyncio's event loop: what joins the ready queue and why, what runs, what it waits on when it stops."""

import ast
import asyncio.base_events
import asyncio.events
import asyncio.futures
import asyncio.selector_events
import asyncio.tasks
import atexit
import sys
import warnings
from _thread import get_ident
from sys import _getframe
from time import perf_counter_ns
from types import BuiltinMethodType, FunctionType, MethodType

from . import uvloop
from . import wire as w
from .chains import Chains
from .code import own_frame, run_by
from .preview import error_text, preview
from .transplant import PREFIX, call, transplant
from .wire import ENQUEUE, FLUSH_INTS, READY, RUN, STEP, SUSPEND, TURN

_step_names = ("_step", "__step", "__wakeup")


def install(wire):
    """Changes asyncio's functions; returns a function that changes them back."""
    hooks = _Hooks(wire)
    selector = asyncio.selector_events.BaseSelectorEventLoop
    base = asyncio.base_events.BaseEventLoop
    plan = [
        (asyncio.base_events, base._call_soon, _before_return("enqueue", "self", "handle")),
        (asyncio.base_events, base.call_soon_threadsafe, _from_thread),
        (asyncio.base_events, base.call_at, _before_return("timer", "self", "timer")),
        (asyncio.base_events, base._add_callback, _after_append("ready")),
        (asyncio.base_events, base._run_once, _in_run_once),
        (asyncio.base_events, base.close, _first("close", "self")),
        (asyncio.base_events, base.call_exception_handler, _first("complain", "self", "context")),
        (asyncio.selector_events, selector._add_reader, _after_handle("reader")),
        (asyncio.selector_events, selector._add_writer, _after_handle("writer")),
        (asyncio.events, asyncio.events.Handle.cancel, _first("cancel", "self")),
        (warnings, warnings._warn_unawaited_coroutine, _first("unawaited", "coro")),
    ]
    restores = []
    for module, function, change in plan:
        # Of the class: to look into the object would give it a dictionary, through which Python finds its attributes more slowly.
        for name in dir(_Hooks):
            if not name.startswith("_"):
                vars(module)[PREFIX + name] = getattr(hooks, name)
        try:
            restores.append(transplant(function, change))
        except (ValueError, SyntaxError, OSError) as error:
            wire.define("X", "transplant", "%s: %s" % (function.__qualname__, error))

    atexit.register(hooks._finish)
    restores.append(uvloop.install(hooks))

    def stop():
        for restore in restores:
            restore()

    return stop


def _like(text):
    return ast.dump(ast.parse(text).body[0])


def _before_return(hook, *arguments):
    def change(statements):
        if statements and isinstance(statements[-1], ast.Return):
            return statements[:-1] + [call(hook, *arguments), statements[-1]]
        return statements

    return change


def _first(hook, *arguments):
    """At the start of the outermost body, that is the one whose change comes last."""

    def change(statements):
        return statements

    change.outer = lambda statements: [call(hook, *arguments)] + statements
    return change


def _after_append(hook):
    wanted = _like("self._ready.append(handle)")

    def change(statements):
        result = []
        for statement in statements:
            result.append(statement)
            if ast.dump(statement) == wanted:
                result.append(call(hook, "self", "handle"))
        return result

    return change


def _after_handle(hook):
    wanted = _like("handle = events.Handle(callback, args, self, None)")

    def change(statements):
        result = []
        for statement in statements:
            result.append(statement)
            if ast.dump(statement) == wanted:
                result.append(call(hook, "self", "handle", "fd"))
        return result

    return change


def _from_thread(statements):
    # CPython 3.14 has a handle of its own for other threads, and puts it in the ready queue itself.
    hooks = {
        _like("handle = self._call_soon(callback, args, context)"): [call("from_thread", "self")],
        _like("self._ready.append(handle)"): [call("from_thread", "self"), call("enqueue", "self", "handle")],
    }
    result = []
    for statement in statements:
        result.extend(hooks.get(ast.dump(statement), ()))
        result.append(statement)
    return result


def _in_run_once(statements):
    select = _like("event_list = self._selector.select(timeout)")
    due = _like("self._ready.append(handle)")
    pop = _like("handle = self._ready.popleft()")
    result = []
    for at, statement in enumerate(statements):
        text = ast.dump(statement)
        if text == select:
            result.append(call("select", "self", "timeout"))
        result.append(statement)
        if text == due:
            result.append(call("fire", "self", "handle"))
        elif at > 0 and ast.dump(statements[at - 1]) == pop and isinstance(statement, ast.If):
            statement.body.insert(0, call("drop", "self", "handle"))
            result.append(call("begin", "self", "handle"))
        elif isinstance(statement, ast.For):
            result.append(call("idle", "self"))
    return result


class _Hooks:
    """The public methods are what the changed functions call. None of them may raise or wait."""

    def __init__(self, wire):
        self._wire = wire
        self._codes = wire.codes
        self._streams = {}
        #: By address, while they are not done: number of a task.
        self._tasks = {}
        self._last_task = 0
        #: The names of the tasks that have not run yet: before Python 3.13 a task is made before it gets its own.
        self._names = {}
        #: By address of a handle that the loop watches or has scheduled: numbers of its watch and its label.
        self._watches = {}
        self._last_watch = 0
        #: The threads that are in `call_soon_threadsafe`.
        self._from_threads = set()
        #: By address of a code object, or by type and name of a callback that has none: number of its label.
        self._labels = {}
        self._label_names = {}
        self._alive = []
        self._chains = Chains(wire, self._tasks, asyncio.tasks.sleep.__code__, _members())
        self._task_types = (asyncio.tasks._PyTask, asyncio.tasks.Task)
        #: The types of the C task's own callbacks, as they are met.
        self._step_types = set()
        #: By address of an entry in the ready queue: number of its task, or minus that of its label.
        self._entries = {}
        #: The tasks, by number, of whose next step there is more to tell than that it begins.
        self._marked = set()

    # What the hooks share

    def _stream(self, loop):
        """The stream of the loop, which is about to write. Hooks that run often look at the active one themselves first."""
        stream = self._streams.get(id(loop))
        if stream is None:
            stream = self._streams[id(loop)] = self._wire.stream(get_ident(), id(loop))
        self._wire.switch(stream)
        return stream

    def _work_of(self, callback, kind):
        """The task whose step the callback runs, else minus the number of the callback's label; `kind` is the callback's type."""
        if kind in self._step_types or kind is BuiltinMethodType and callback.__name__ == "task_wakeup":
            return callback.__self__
        task = None
        if kind is MethodType:
            # The pure Python task, which tests and some debuggers use.
            if getattr(callback.__func__, "__name__", None) in _step_names:
                task = callback.__self__
        elif kind.__name__ in ("TaskStepMethWrapper", "TaskWakeupMethWrapper"):
            self._step_types.add(kind)
            task = callback.__self__
        return task if isinstance(task, self._task_types) else -self._label(callback)

    def _label(self, callback):
        """The number of the name of a callback that is no task's step."""
        function = callback
        while True:
            inner = getattr(function, "func", None) if type(function).__name__ == "partial" else None
            if inner is None:
                break
            function = inner
        function = getattr(function, "__func__", function)
        code = getattr(function, "__code__", None)
        key = id(code) if code is not None else (type(function), getattr(function, "__name__", ""))
        number = self._labels.get(key)
        if number is None:
            module = getattr(function, "__module__", None) or ""
            name = getattr(function, "__qualname__", None) or type(function).__qualname__
            number = self._label_names.get((module, name))
            if number is None:
                number = self._label_names[(module, name)] = len(self._label_names) + 1
                self._wire.define("L", number, str(module), str(name))
            self._labels[key] = number
            self._alive.append(code)
        return number

    def _new_task(self, stream, task, frame):
        self._last_task = number = self._last_task + 1
        self._tasks[id(task)] = number
        wire = self._wire
        coroutine = task.get_coro()
        code = run_by(coroutine) or getattr(coroutine, "cr_code", None) or getattr(coroutine, "gi_code", None)
        name = self._names[number] = task.get_name()
        self._marked.add(number)
        named = self._named(name)
        creator = self._tasks.get(id(stream.task), 0) if stream.task is not None else 0
        frame = own_frame(frame)
        place = 0 if frame is None else wire.place(frame.f_code, frame.f_lasti)
        function = wire.native(coroutine) if code is None else wire.code(code)
        stream.tell(w.TASK, number, function, named, creator, place)
        return number

    def _named(self, name):
        suffix = name[5:]
        if name[:5] == "Task-" and suffix.isdigit() and len(suffix) < 9:
            return int(suffix)
        return -self._wire.string(str(name))

    def fault(self):
        """A hook has failed: the program goes on unrecorded."""
        self._wire.fail("%s: %s" % sys.exc_info()[:2])

    # Joining the ready queue

    def enqueue(self, loop, handle, by=None):
        """`_call_soon` has put `handle` in the ready queue; `by` is the frame that asked for it, where that is not the third below this one."""
        stream = self._wire.active
        if stream.loop != id(loop):
            stream = self._stream(loop)
        callback = handle._callback
        kind = type(callback)
        event = ENQUEUE
        label = None
        if kind is MethodType:
            try:
                label = self._labels[id(callback.__func__.__code__)]
            except (AttributeError, KeyError):
                pass
        elif kind is FunctionType:
            label = self._labels.get(id(callback.__code__))
        elif kind in self._step_types and callback.__self__ is stream.task and not handle._args and not stream.place:
            # The step gave control up for one turn only (`asyncio.sleep(0)`), which is the last that it does.
            self._entries[id(handle)] = stream.work
            link = self._chains.leaf(stream.task.get_coro())
            stream.ints.extend((TURN, perf_counter_ns(), link.number))
            stream.task = None
            stream.begun = 0
            return
        if by is None:
            try:
                by = _getframe(3)
            except ValueError:
                # C code called, and no frame of Python's is below.
                pass
        if label is not None:
            # A code object that has a label is no task's step.
            work = -label
        else:
            work = self._work_of(callback, kind)
            if type(work) is not int:
                task = work
                work = self._tasks.get(id(task))
                if task is stream.task:
                    self._entries[id(handle)] = work
                    stream.again = 1
                    return
                args = handle._args
                if not args and kind is not BuiltinMethodType:
                    # Where it has a number, that is of another one which had the same address.
                    event = STEP
                    work = None
                if work is None:
                    work = self._new_task(stream, task, by)
                if args and getattr(args[0], "_state", None) == "CANCELLED" and not isinstance(args[0], self._task_types):
                    # A cancelled future wakes its task with the cancellation that somebody asked for.
                    stream.tell(w.CANCEL, work)
        if self._from_threads and get_ident() in self._from_threads:
            self._from_threads.remove(get_ident())
            code = -1
        elif by is None:
            code = 0
        else:
            code = self._codes.get(id(by.f_code)) or self._wire.code(by.f_code)
        self._entries[id(handle)] = work
        stream.ints.extend((event, perf_counter_ns(), work, code))

    def from_thread(self, loop):
        """`call_soon_threadsafe` is about to put a handle in the ready queue."""
        # asyncio calls it in the loop's own thread too, as when a process has ended.
        thread = get_ident()
        if loop._thread_id not in (None, thread):
            self._from_threads.add(thread)

    def ready(self, loop, handle):
        """The selector has reported a file descriptor, and its callback has joined the ready queue."""
        stream = self._wire.active
        if stream.loop != id(loop):
            stream = self._stream(loop)
        watch, label = self._watches.get(id(handle)) or (0, self._label(handle._callback))
        self._entries[id(handle)] = -label
        stream.ints.extend((READY, perf_counter_ns(), watch or -label))

    def reader(self, loop, handle, fd):
        """The selector begins to watch a file descriptor for data."""
        self._watch_io(loop, handle, fd, 1)

    def writer(self, loop, handle, fd):
        """The selector begins to watch a file descriptor for room."""
        self._watch_io(loop, handle, fd, 2)

    def _watch_io(self, loop, handle, fd, direction):
        stream = self._stream(loop)
        self._last_watch = number = self._last_watch + 1
        fd = fd if type(fd) is int else fd.fileno()
        label = self._label(handle._callback)
        self._watches[id(handle)] = number, label
        stream.tell(w.IO, number, fd, direction, label)

    def timer(self, loop, handle):
        """`call_at` has scheduled a handle."""
        caller = sys._getframe(2)
        if caller.f_code is _call_later:
            # What the program asked for; the time until then is a little less by now.
            delay = caller.f_locals["delay"]
        else:
            delay = handle._when - loop.time()
        self._watches[id(handle)] = self.schedule(self._stream(loop), handle._callback, delay)

    def schedule(self, stream, callback, delay):
        """A callback is to run in `delay` seconds; gives the numbers of its watch and its label."""
        self._last_watch = number = self._last_watch + 1
        delay = 0 if delay < 0 else min(int(delay * 1e6 + 0.5), 0x7FFFFFFF)
        label = self._label(callback)
        stream.tell(w.TIMER, number, delay, label)
        return number, label

    def fire(self, loop, handle):
        """A scheduled handle is due and has joined the ready queue."""
        watch, label = self._watches.pop(id(handle), _unknown)
        self._entries[id(handle)] = -label
        self.due(self._stream(loop), watch)

    def due(self, stream, watch):
        """The time of a watch has come."""
        stream.tell(w.FIRE, watch, 0)

    def cancel(self, handle):
        """Somebody cancels a handle."""
        if handle._cancelled:
            return
        watch, _ = self._watches.pop(id(handle), _unknown)
        if watch:
            self.unwatch(self._stream(handle._loop), watch)

    def unwatch(self, stream, watch):
        """Nobody waits any more for what was watched."""
        stream.tell(w.UNWATCH, watch)

    # Running

    def select(self, loop, timeout):
        """`_run_once` is about to poll."""
        stream = self._stream(loop)
        if stream.begun:
            self._close(stream, perf_counter_ns())
        thread = get_ident()
        if thread != stream.thread:
            self._wire.move(stream, thread)
        if self._wire.revive is not None:
            self._wire.revive()
        wait = -1 if timeout is None else min(int(timeout * 1e6), 0x7FFFFFFF)
        stream.tell(w.SELECT, wait)
        if wait != 0 or len(stream.ints) > w.FLUSH_INTS:
            # Nothing is ready to run: this is the time to send.
            self._wire.flush()

    def drop(self, loop, handle):
        """A handle that was cancelled in the ready queue is left out; what it was is forgotten already."""
        stream = self._stream(loop)
        if stream.begun:
            self._close(stream, perf_counter_ns())
        self._entries.pop(id(handle), None)
        stream.tell(w.DROP)

    def begin(self, loop, handle):
        """A handle is about to run; the one before it is over."""
        stream = self._wire.active
        if stream.loop != id(loop):
            stream = self._stream(loop)
        # One begins when the other has ended: the clock is read once. Of a plain callback the reader knows that it ends here.
        now = perf_counter_ns()
        if stream.task is not None or stream.place:
            self._close(stream, now)
        stream.begun = now
        work = self._entries.pop(id(handle), 0) or self._entry(stream, handle)
        stream.ints.extend((RUN, now, work))
        if work > 0:
            stream.task = task = handle._callback.__self__
            stream.work = work
            if work in self._marked:
                self._begin_marked(stream, task, work, handle._args)
            if len(stream.ints) > FLUSH_INTS:
                self._wire.flush()

    def _entry(self, stream, handle):
        """What runs, as in RUN, of an entry that joined the queue unseen."""
        callback = handle._callback
        work = self._work_of(callback, type(callback))
        if type(work) is int:
            return work
        return self._tasks.get(id(work)) or self._new_task(stream, work, None)

    def _begin_marked(self, stream, task, number, arguments):
        self._marked.remove(number)
        name = self._names.pop(number, None)
        if name is None:
            if arguments:
                self._value(stream, arguments[0])
        elif name != task.get_name():
            # Before its first step a task may get another one.
            stream.tell(w.NAME, number, self._named(task.get_name()))

    def _value(self, stream, future):
        error = getattr(future, "_exception", None)
        if error is not None:
            text = -self._wire.string(error_text(error))
        elif getattr(future, "_state", None) == "FINISHED":
            text = self._wire.string(preview(future._result))
        else:
            return
        stream.tell(w.VALUE, text)

    def idle(self, loop):
        """All that was ready has run."""
        stream = self._stream(loop)
        if stream.begun:
            self._close(stream, perf_counter_ns())

    def _close(self, stream, now):
        """The running entry is over: says where its task stands now."""
        if stream.place:
            place, stream.place = stream.place, 0
            stream.ints.extend((w.BLOCK, now, (now - stream.begun) // 1000, place))
        stream.begun = 0
        task = stream.task
        if task is None:
            stream.ints.extend((w.CALLBACK_END, now))
            return
        stream.task = None
        future = task._fut_waiter
        if future is None and task.done():
            self._tasks.pop(id(task), None)
            outcome, text = self._outcome(task)
            stream.ints.extend((w.END, now, outcome, text))
            return
        link = self._chains.leaf(task.get_coro())
        if future is not None and link.instruction >= 0:
            self._marked.add(stream.work)
        if link.members is None and type(future) in _plain:
            waits = 0
        else:
            waits = self._chains.waits(future, link, task.get_coro())
        stream.ints.extend((SUSPEND, now, link.number, waits, stream.again))
        stream.again = 0

    def _outcome(self, task):
        # `exception()` would count as retrieving it; the attribute does not.
        error = getattr(task, "_exception", None)
        if error is not None:
            return 2, self._wire.string(error_text(error))
        if task.cancelled():
            return 3, 0
        return 1, self._wire.string(preview(task._result))

    def close(self, loop):
        """The loop is closed; another one may get its address."""
        stream = self._streams.pop(id(loop), None)
        if stream is None:
            return
        if stream.begun:
            self._close(stream, perf_counter_ns())
        stream.loop = 0
        if not self._streams:
            # What was in its queue is gone.
            self._entries.clear()

    def _finish(self):
        for stream in list(self._streams.values()):
            if stream.begun:
                self._close(stream, perf_counter_ns())

    # Complaints

    def complain(self, loop, context):
        """`call_exception_handler`: an exception never retrieved, a task destroyed while it was pending, and others."""
        stream = self._stream(loop)
        text = str(context.get("message") or "")
        error = context.get("exception")
        if error is not None:
            text += ": " + error_text(error)
        stream.tell(w.WARN, self._wire.string(text))

    def unawaited(self, coroutine):
        """A coroutine is thrown away that was never awaited."""
        stream = self._wire.active
        if not stream.number:
            stream = self._wire.stream(get_ident())
            self._wire.switch(stream)
        text = "coroutine '%s' was never awaited" % coroutine.__qualname__
        stream.tell(w.WARN, self._wire.string(text))


#: The types of what a task waits on, if anything, of which there is nothing to tell.
_plain = (type(None), asyncio.futures.Future, asyncio.futures._PyFuture)
#: The numbers of the watch and the label of a handle that was not seen.
_unknown = (0, 0)
_call_later = asyncio.base_events.BaseEventLoop.call_later.__code__


def _members():
    """The coroutines of asyncio's that wait for tasks which are in their own variables."""
    members = {id(asyncio.tasks._wait.__code__): _waited}
    group = getattr(sys.modules.get("asyncio.taskgroups"), "TaskGroup", None)
    if group is not None:
        members[id(group.__aexit__.__code__)] = _grouped
        if hasattr(group, "_aexit"):
            members[id(group._aexit.__code__)] = _grouped
    return members


def _waited(frame):
    return list(frame.f_locals.get("fs") or ())


def _grouped(frame):
    group = frame.f_locals.get("self")
    return list(getattr(group, "_tasks", ()))
