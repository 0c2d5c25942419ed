"""Where asyncio's event loop calls the hooks."""

import ast
import asyncio.base_events
import asyncio.events
import asyncio.selector_events
import asyncio.tasks
import atexit
import sys
import warnings

from . import uvloop
from .hooks import Hooks
from .transplant import PREFIX, adopt, call, inserted, transplant


def install(wire):
    """Changes asyncio's functions; returns a function that changes them back."""
    hooks = Hooks(wire)
    selector = asyncio.selector_events.BaseSelectorEventLoop
    base = asyncio.base_events.BaseEventLoop
    plan = [
        (asyncio.base_events, base.__init__, _first("opened", "self")),
        (asyncio.base_events, base._call_soon, _before_return("enqueue", "self", "handle")),
        (asyncio.base_events, base.call_soon_threadsafe, _from_thread),
        (asyncio.base_events, base.call_at, _before_return("timer", "self", "timer")),
        (asyncio.base_events, base._add_callback, _after_append("ready")),
        (asyncio.base_events, base._run_once, _in_run_once),
        (asyncio.base_events, base.close, _first("close", "self")),
        (asyncio.base_events, base.call_exception_handler, _first("complain", "self", "context")),
        (asyncio.selector_events, selector._add_reader, _after_handle("io", "1")),
        (asyncio.selector_events, selector._add_writer, _after_handle("io", "2")),
        (asyncio.events, asyncio.events.Handle.cancel, _first("cancel", "self")),
        (warnings, warnings._warn_unawaited_coroutine, _first("unawaited", "coro")),
    ]
    if hasattr(asyncio.tasks, "create_eager_task_factory"):
        plan.append((asyncio.tasks, asyncio.tasks.create_eager_task_factory, _around_construction))
    if sys.version_info >= (3, 14):
        plan.append((asyncio.base_events, base.create_task, _around_construction))
    restores = []
    for module, function, change in plan:
        # Found in the class: to look into the object would give it a dictionary, through which Python finds its attributes more slowly.
        for part in (hooks, hooks.watches):
            for name, method in vars(type(part)).items():
                if not name.startswith("_"):
                    vars(module)[PREFIX + name] = method.__get__(part)
        try:
            restores.append(transplant(function, change))
            if module is asyncio.tasks:
                # The factory that asyncio has made for all.
                restores.append(adopt(asyncio.tasks.eager_task_factory, function))
        except (ValueError, SyntaxError, OSError) as error:
            wire.define("X", "transplant", "%s: %s" % (function.__qualname__, error))

    atexit.register(hooks.finish)
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


def _after_handle(hook, direction):
    wanted = _like("handle = events.Handle(callback, args, self, None)")

    def change(statements):
        result = []
        for statement in statements:
            result.append(statement)
            if ast.dump(statement) == wanted:
                result.append(call(hook, "self", "handle", "fd", direction))
        return result

    return change


def _from_thread(statements):
    called = call("from_thread", "self", "self._thread_id is not None")
    # CPython 3.14 has a handle of its own for other threads, and puts it in the ready queue itself.
    hooks = {
        _like("handle = self._call_soon(callback, args, context)"): [called],
        _like("self._ready.append(handle)"): [called, call("enqueue", "self", "handle")],
    }
    result = []
    for statement in statements:
        result.extend(hooks.get(ast.dump(statement), ()))
        result.append(statement)
    return result


def _around_construction(statements):
    """Around the construction of a task that may start eagerly, whose value is assigned or returned."""
    result = []
    for statement in statements:
        made = getattr(statement, "value", None)
        given = {each.arg: ast.unparse(each.value) for each in getattr(made, "keywords", ())}
        if "loop" not in given:
            result.append(statement)
            continue
        name = statement.targets[0].id if isinstance(statement, ast.Assign) else "__task__"
        begin, around, end = inserted("%s = None\ntry:\n %s = None\nfinally:\n pass\nreturn %s" % (name, name, name))
        around.body[0].value = made
        around.finalbody = [call("started", given["loop"], ast.unparse(made.args[0]), name)]
        eager = given.get("eager_start") or "%s.get('eager_start')" % given[None]
        constructed = [given["loop"], ast.unparse(made.args[0]), ast.unparse(made.func), eager]
        around = [call("starting", *constructed), begin, around, *([end] if name == "__task__" else [])]
        result.extend([ast.copy_location(each, statement) for each in around])
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
