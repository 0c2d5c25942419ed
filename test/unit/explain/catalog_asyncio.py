"""Reads the catalog's names about asyncio as JSON and prints, as JSON, what CPython does not confirm."""

import asyncio
import contextlib
import inspect
import json
import sys

# What is no coroutine function but gives a future, shown by calling it.
CALLS = {
    "asyncio.gather": lambda: asyncio.gather(),
    "asyncio.shield": lambda: asyncio.shield(asyncio.get_running_loop().create_future()),
    "asyncio.wrap_future": lambda: asyncio.wrap_future(asyncio.get_running_loop().create_future()),
    "asyncio.AbstractEventLoop.run_in_executor": lambda: asyncio.get_running_loop().run_in_executor(None, int),
    "builtins.anext": lambda: anext(agen()),
}


async def agen():
    yield


def find(name):
    root, *rest = name.split(".")
    value = {"asyncio": asyncio, "contextlib": contextlib}.get(root)
    if root in ("builtins", "collections"):
        value = __import__(root)
        if root == "collections":
            import collections.abc
    for part in rest:
        # A condition has its lock's methods from its constructor on.
        owner = value() if value is asyncio.Condition else value
        value = getattr(value, part, None) or getattr(owner, part)
    return value


async def problems(entries):
    for name, parts in entries:
        try:
            value = find(name)
        except AttributeError:
            yield f"{name}: not in Python {sys.version.split()[0]}"
            continue
        if "await" in parts and name in CALLS:
            result = CALLS[name]()
            if not inspect.isawaitable(result):
                yield f"{name}: gives no awaitable"
            elif not isinstance(result, asyncio.Future):
                try:
                    await result
                except StopAsyncIteration:
                    pass
        elif "await" in parts and not (inspect.iscoroutinefunction(value) or hasattr(value, "__await__")):
            # Methods of abstract classes may be plain; then their names are all that can be checked.
            if not getattr(value, "__isabstractmethod__", False) and name.startswith("asyncio."):
                yield f"{name}: is no coroutine function"
        if "enter" in parts and not hasattr(value, "__aenter__"):
            yield f"{name}: cannot be entered"
        if "exit" in parts and not hasattr(value, "__aexit__"):
            yield f"{name}: cannot be left"


async def main():
    print(json.dumps([problem async for problem in problems(json.load(sys.stdin))]))


asyncio.run(main())
