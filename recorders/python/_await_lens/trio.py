"""Trio's event loop, through an instrument of its own (`trio.abc.Instrument`)."""

import sys
from _thread import get_ident
from time import perf_counter

from . import wire as w
from .chains import Chains
from .code import add_library, is_foreign, own_frame
from .preview import error_text, preview

#: In seconds: what 32 bits hold in microseconds.
_longest = 2147


def install(wire, run_module):
    """Adds an instrument to each run; `run_module` is `trio._core._run`. Returns a function that ends it."""
    add_library(sys.modules["trio"])
    instruments = run_module.Instruments
    made = []

    def with_ours(incoming):
        made.append(_Instrument(wire, run_module))
        return instruments([*incoming, made[-1]])

    run_module.Instruments = with_ours

    def stop():
        run_module.Instruments = instruments
        for instrument in made:
            instrument.on = False

    return stop


class _Instrument:
    """Hears from one run of trio's loop. Trio calls the public methods, and takes off an instrument that raises."""

    def __init__(self, wire, run_module):
        self.on = True
        self._wire = wire
        self._run = run_module
        self._stream = wire.stream(get_ident())
        #: By address, while they live: number of a task.
        self._tasks = {}
        self._last_watch = 0
        #: By number of a task: its watch, and when it is due on the run's clock.
        self._timers = {}
        self._last_task = 0
        #: How many tasks have had a name.
        self._names = {}
        self._loop = run_module.unrolled_run.__code__
        self._entry_queue = sys.modules["trio._core._entry_queue"].EntryQueue.task.__code__
        self._chains = Chains(wire, self._tasks, (), {})
        timeouts = sys.modules["trio._timeouts"]
        #: By the address of their code: what trio's coroutines have in their variables that says what they wait for.
        self._reasons = {
            id(timeouts.sleep.__code__): "seconds",
            id(timeouts.sleep_until.__code__): "deadline",
            id(run_module.Nursery._nested_child_finished.__code__): "self",
        }

    # What trio calls

    def task_spawned(self, task):
        if self.on and not self._is_own(task):
            self._guard(self._spawned, task, sys._getframe(2))

    def task_scheduled(self, task):
        number = self._tasks.get(id(task))
        if self.on and number is not None:
            self._guard(self._scheduled, task, number, sys._getframe(2))

    def before_task_step(self, task):
        number = self._tasks.get(id(task))
        if self.on and number is not None:
            self._guard(self._begin, task, number)

    def task_exited(self, task):
        if self.on and id(task) in self._tasks:
            runner = self._run.GLOBAL_RUN_CONTEXT.runner
            if task is runner.main_task:
                outcome = runner.main_task_outcome
            else:
                # Trio keeps it in a variable of its caller only.
                outcome = sys._getframe(2).f_locals.get("outcome")
            self._guard(self._exited, task, outcome)

    def after_task_step(self, task):
        if self.on and self._stream.task is task:
            self._guard(self._suspended, task)

    def before_io_wait(self, timeout):
        if self.on:
            self._guard(self._select, timeout)

    def after_run(self):
        if self.on:
            self._wire.flush()

    # What is told

    def _guard(self, tell, *arguments):
        try:
            tell(*arguments)
        except Exception:
            self._wire.fail("%s: %s" % sys.exc_info()[:2])

    def _is_own(self, task):
        """Whether trio made the task for itself."""
        runner = self._run.GLOBAL_RUN_CONTEXT.runner
        nursery = task.parent_nursery
        code = getattr(task.coro, "cr_code", None)
        return nursery is None or nursery is runner.system_nursery or code is self._entry_queue

    def _tell(self, kind, *integers):
        self._wire.switch(self._stream)
        self._stream.tell(kind, *integers)

    def _spawned(self, task, frame):
        wire = self._wire
        self._last_task = number = self._last_task + 1
        self._tasks[id(task)] = number
        frame = own_frame(frame)
        place = 0 if frame is None else wire.place(frame.f_code, frame.f_lasti)
        code = getattr(task.coro, "cr_code", None)
        function = wire.native(task.coro) if code is None else wire.code(code)
        creator = self._tasks.get(id(self._stream.task), 0)
        self._tell(w.TASK, number, function, -wire.string(self._name(task)), creator, place)

    def _name(self, task):
        """Trio's name without its module; tasks of one name are numbered."""
        plain = task.name.rsplit(".", 1)[-1]
        self._names[plain] = count = self._names.get(plain, 0) + 1
        return plain if count == 1 else "%s %d" % (plain, count)

    def _scheduled(self, task, number, frame):
        stream = self._stream
        if task is stream.task:
            # A checkpoint: it goes on after the others that are ready.
            stream.again = 1
            return
        watch, due = self._timers.pop(number, (0, 0))
        if watch and self._run.GLOBAL_RUN_CONTEXT.runner.clock.current_time() >= due:
            self._tell(w.FIRE, watch, number)
            return
        if watch:
            self._tell(w.UNWATCH, watch)
        self._tell(w.ENQUEUE, number, self._wire.code(self._waker(frame)))

    def _waker(self, frame):
        """The outermost of trio's functions by which the program, or trio's loop, wakes a task."""
        code = frame.f_code
        while frame is not None and is_foreign(frame.f_code) and frame.f_code is not self._loop:
            # Before trio 0.26 a wrapper stands around many of them.
            if not frame.f_code.co_filename.endswith("_ki.py"):
                code = frame.f_code
            frame = frame.f_back
        return code

    def _begin(self, task, number):
        stream = self._stream
        self._tell(w.RUN, number)
        stream.task = task
        stream.begun = perf_counter()
        if len(stream.events) > w.FLUSH_VALUES:
            self._wire.flush()

    def _exited(self, task, outcome):
        error = getattr(outcome, "error", None)
        self._stop_running()
        if error is None:
            self._tell(w.END, 1, self._wire.string(preview(getattr(outcome, "value", None))))
        elif isinstance(error, self._run.Cancelled):
            self._tell(w.END, 3, 0)
        else:
            self._tell(w.END, 2, self._wire.string(error_text(error)))
        self._tasks.pop(id(task), None)

    def _suspended(self, task):
        stream = self._stream
        again, stream.again = stream.again, 0
        link = self._chains.leaf(task.coro)
        waits = 0
        if not again:
            found = self._found(task.coro)
            if "deadline" in found:
                self._set_timer(self._tasks[id(task)], found)
            if "self" in found:
                waits = self._chains.group(found["self"].child_tasks)
        self._stop_running()
        self._tell(w.SUSPEND, link.number, waits, again)

    def _found(self, coroutine):
        """The variables of trio's own coroutines, in the task's chain of awaits, that say what it waits for."""
        found = {}
        while coroutine is not None:
            name = self._reasons.get(id(getattr(coroutine, "cr_code", None)))
            if name is not None:
                found[name] = coroutine.cr_frame.f_locals[name]
            coroutine = getattr(coroutine, "cr_await", None)
        return found

    def _stop_running(self):
        """What the watchdog saw of the step, if it was long, is told before its end."""
        stream = self._stream
        begun, stream.begun = stream.begun, 0
        stream.task = None
        if stream.place:
            place, stream.place = stream.place, 0
            self._tell(w.BLOCK, int((perf_counter() - begun) * 1e6), place)

    def _set_timer(self, number, found):
        due = found["deadline"]
        now = self._run.GLOBAL_RUN_CONTEXT.runner.clock.current_time()
        delay = found.get("seconds", due - now)
        self._last_watch = watch = self._last_watch + 1
        self._timers[number] = (watch, due)
        self._tell(w.TIMER, watch, int(min(max(0, delay), _longest) * 1e6 + 0.5), 0)

    def _select(self, timeout):
        self._stream.thread = get_ident()
        if self._wire.revive is not None:
            self._wire.revive()
        self._tell(w.SELECT, min(int(timeout * 1e6), 0x7FFFFFFF))
        if timeout > 0 or len(self._stream.events) > w.FLUSH_VALUES:
            self._wire.flush()
