"""What a callback of a loop is: the step of a task, or a plain one, which has a name."""

import asyncio.tasks
from functools import partial
from types import BuiltinMethodType, FunctionType, MethodType

#: Both tasks: C's, and the pure Python one, which tests and some debuggers use.
TASK_TYPES = (asyncio.tasks._PyTask, asyncio.tasks.Task)
_step_names = ("_step", "__step", "__wakeup")


class Callbacks:
    """Tells steps of tasks from plain callbacks, and sends the name of a plain one once."""

    def __init__(self, wire):
        self._wire = wire
        #: The types of the C task's own callbacks, as they are met.
        self.step_types = set()
        #: Minus the number of the label, by a function of asyncio's that is there for good.
        self.functions = {}
        #: The same, by address of a code object, or by type and name of a callback that has none.
        self._labels = {}
        self._names = {}
        #: Keeps alive what is known by its address.
        self._alive = []

    def task_of(self, callback, kind):
        """The task whose step the callback runs, if any; `kind` is the callback's type."""
        if kind is FunctionType:
            return None
        if kind in self.step_types or kind is BuiltinMethodType and callback.__name__ == "task_wakeup":
            return callback.__self__
        task = None
        if kind is MethodType:
            if getattr(callback.__func__, "__name__", None) in _step_names:
                task = callback.__self__
        elif kind.__name__ in ("TaskStepMethWrapper", "TaskWakeupMethWrapper"):
            self.step_types.add(kind)
            task = callback.__self__
        return task if isinstance(task, TASK_TYPES) else None

    def label(self, callback):
        """Minus the number of the name of a callback that is no task's step."""
        function = callback
        while True:
            kind = type(function)
            if kind is MethodType:
                function = function.__func__
            elif kind is partial:
                function = function.func
            else:
                break
        if kind is FunctionType:
            number = self.functions.get(function)
            if number is not None:
                return number
        code = getattr(function, "__code__", None)
        key = id(code) if code is not None else (kind, getattr(function, "__name__", ""))
        number = self._labels.get(key)
        if number is None:
            module = str(getattr(function, "__module__", None) or "")
            name = str(getattr(function, "__qualname__", None) or kind.__qualname__)
            number = self._names.get((module, name))
            if number is None:
                number = -len(self._names) - 1
                self._wire.define("L", -number, module, name)
                self._names[(module, name)] = number
            self._labels[key] = number
            self._alive.append(code)
            # A function that a module or a class has stays; one inside another function is made anew each time.
            if kind is FunctionType and "<locals>" not in name and module.startswith("asyncio."):
                self.functions[function] = number
        return number
