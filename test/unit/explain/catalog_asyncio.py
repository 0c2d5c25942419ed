"""Compares the catalog with this Python's asyncio. Reads the catalog's names and the exceptions that it says they
raise, as JSON, {"names": [[name, parts], ...], "errors": [name, ...]}, and prints, as JSON, {"wrong": what CPython does not confirm, "public": [[name, part], ...]}: all that
asyncio lets its users await, enter, leave and iterate over. Runs on Python 3.8 and later."""

import asyncio
import collections.abc
import contextlib
import importlib
import inspect
import json
import sys
import warnings

PARTS = {"await": "__await__", "enter": "__aenter__", "exit": "__aexit__", "next": "__anext__"}
# What blocks, ends or exchanges the loop that this script runs on.
LEFT_ALONE = {"run", "run_forever", "run_until_complete", "stop", "close"}
LEFT_ALONE_BEGINNINGS = ("_", "set_", "add_", "remove_", "call_")


async def agen():
    yield


def find(name):
    root, *rest = name.split(".")
    value = {"asyncio": asyncio, "contextlib": contextlib, "collections": collections}.get(root) or __import__(root)
    for part in rest:
        # A condition has its lock's methods from its constructor on.
        owner = value() if value is asyncio.Condition else value
        value = getattr(value, part, None) or getattr(owner, part)
    return value


async def call(function):
    """What a plain function gives, called in one of the ways that one could; None if in none."""
    future = asyncio.get_running_loop().create_future()
    future.set_result(None)
    for arguments in ((), (None,), (future,), ([future],), (None, int), (agen(),), (asyncio.sleep(0),)):
        try:
            return function(*arguments)
        except Exception:
            continue
    return None


async def finish(value):
    """Ends what was only made to be looked at."""
    if inspect.iscoroutine(value):
        value.close()
    elif isinstance(value, asyncio.Future) and value is not asyncio.current_task():
        value.cancel()
        await asyncio.gather(value, return_exceptions=True)


async def wrong(entries):
    problems = []
    for name, parts in entries:
        try:
            value = find(name)
        except AttributeError:
            problems.append(f"{name}: not in Python {sys.version.split()[0]}")
            continue
        abstract = getattr(value, "__isabstractmethod__", False)
        if "await" in parts and not (inspect.iscoroutinefunction(value) or hasattr(value, "__await__") or abstract):
            # A plain function may give a future.
            owner = name.rpartition(".")[0]
            bound = getattr(asyncio.get_running_loop(), value.__name__) if owner == "asyncio.AbstractEventLoop" else value
            result = await call(bound)
            if name.startswith(("asyncio.", "builtins.")) and not inspect.isawaitable(result):
                problems.append(f"{name}: gives no awaitable")
            await finish(result)
        ends = [part for part in ("enter", "exit") if part in parts]
        # A plain function may give what is entered.
        entered = await call(value) if ends and inspect.isfunction(value) else value
        problems.extend(f"{name}: has no {PARTS[part]}" for part in ends if not hasattr(entered, PARTS[part]))
    return problems


def wrong_errors(names):
    for name in names:
        module, _, short = name.rpartition(".")
        error = getattr(importlib.import_module(module or "builtins"), short, None)
        if not (inspect.isclass(error) and issubclass(error, BaseException)):
            yield f"{name}: no exception in Python {sys.version.split()[0]}"


def members(owner):
    return [(name, getattr(owner, name)) for name in dir(owner) if not name.startswith("_") and hasattr(owner, name)]


def left_alone(name):
    return name in LEFT_ALONE or name.startswith(LEFT_ALONE_BEGINNINGS)


async def public():
    found = []
    names = [(f"asyncio.{name}", value) for name, value in members(asyncio) if name in asyncio.__all__]
    names.append(("asyncio.subprocess.Process", asyncio.subprocess.Process))
    loop = asyncio.get_running_loop()
    for name, value in names:
        if inspect.isclass(value):
            # `yield from lock`, of before Python 3.9, is no way to await.
            old = sys.version_info < (3, 9) and name.split(".")[-1] not in ("Task", "Future")
            found += [(name, part) for part, method in PARTS.items() if hasattr(value, method) and not (old and part == "await")]
            found += [(f"{name}.{member}", "await") for member, method in members(value) if inspect.iscoroutinefunction(method)]
        elif inspect.iscoroutinefunction(value):
            found.append((name, "await"))
        elif inspect.isfunction(value) or inspect.isbuiltin(value):
            found += await given(name, value)
    for member, method in members(loop):
        if not inspect.iscoroutinefunction(method) and callable(method):
            found += await given(f"asyncio.AbstractEventLoop.{member}", method)
    return found


async def given(name, function):
    """The uses of what a plain function gives."""
    if left_alone(function.__name__):
        return []
    result = await call(function)
    parts = [(name, part) for part, method in PARTS.items() if hasattr(type(result), method)]
    await finish(result)
    return parts


async def main():
    catalog = json.load(sys.stdin)
    problems = await wrong(catalog["names"]) + [*wrong_errors(catalog["errors"])]
    print(json.dumps({"wrong": problems, "public": await public()}))


warnings.simplefilter("ignore")
asyncio.run(main())
