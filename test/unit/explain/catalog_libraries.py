"""Reads the catalog's libraries as JSON, {title: {"names": [[name, parts], ...], "errors": [name, ...]}}, and prints, for each that is
installed here, what it does not confirm: names that it does not have, what cannot be awaited, and what is no exception."""

import importlib
import inspect
import json
import sys
import typing

# The catalog names a class by its users' name for it; some are built when they are first needed.
NAMES = {
    "aiofiles.File": ["aiofiles.threadpool.text.AsyncTextIOWrapper"],
    "trio.socket.SocketType": ["trio.socket.SocketType", "trio._socket._SocketType"],
    "trio.AsyncFile": ["trio._file_io.AsyncIOWrapper"],
    "websockets.ClientConnection": [
        "websockets.asyncio.client.ClientConnection",
        "websockets.legacy.client.WebSocketClientProtocol",
    ],
    "websockets.Server": ["websockets.asyncio.server.Server", "websockets.legacy.server.WebSocketServer"],
}
# Names that came with a later version than the oldest that a distribution still ships, or that are there only beside pytest.
NEWER = {
    "redis.asyncio.Redis.aclose",
    "redis.asyncio.client.PubSub.aclose",
    "aiohttp.pytest_plugin.AiohttpClient.__call__",
}
# Methods of which the annotation leaves out that they give an awaitable.
UNDERSTATED = {f"redis.asyncio.Redis.{name}" for name in ("lpop", "rpop", "spop", "srandmember")} | {
    f"sqlalchemy.ext.asyncio.AsyncConnection.{name}" for name in ("stream", "stream_scalars")
}
# Members that only some of the classes under one name have.
ELSEWHERE = {
    "aiofiles.File.read1": ["aiofiles.threadpool.binary.AsyncBufferedReader.read1"],
    "aiofiles.File.readinto": ["aiofiles.threadpool.binary.AsyncBufferedReader.readinto"],
    "aiofiles.File.readall": ["aiofiles.threadpool.binary.AsyncFileIO.readall"],
}
# Classes whose objects make up methods when they are asked for, and the names of these.
MADE_UP = {"trio.AsyncFile": "trio._file_io._FILE_ASYNC_METHODS"}
# Parts of the names that libraries give the types of their awaitables.
AWAITABLE_WORDS = ("Await", "Coro", "Future", "ResponseT", "ContextManager", "Startable")


class Missing(Exception):
    """The library itself is not installed."""


def find(name):
    for short, candidates in [*ELSEWHERE.items(), *NAMES.items()]:
        if name == short or name.startswith(short + "."):
            rest = name[len(short):]
            for candidate in candidates[:-1]:
                try:
                    return load(candidate + rest)
                except AttributeError:
                    pass
            return load(candidates[-1] + rest)
    return load(name)


def load(name):
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            value = importlib.import_module(".".join(parts[:end]))
        except ImportError as error:
            if end == 1:
                raise Missing from error
            continue
        for part in parts[end:]:
            value = getattr(value, part)
        return value


def returns_awaitable(value):
    """What a plain function says of its result; libraries write it in many ways."""
    if inspect.iscoroutinefunction(value) or inspect.isclass(value):
        return inspect.iscoroutinefunction(value) or hasattr(value, "__await__")
    flags = getattr(getattr(value, "__code__", None), "co_flags", 0)
    if flags & inspect.CO_ITERABLE_COROUTINE:
        return True
    inner = getattr(value, "__wrapped__", None)
    if inner is not None and returns_awaitable(inner):
        return True
    annotation = getattr(value, "__annotations__", {}).get("return", None)
    if isinstance(annotation, str):
        annotation = getattr(value, "__globals__", {}).get(annotation.strip("'\""), annotation)
    if isinstance(annotation, type) and annotation is not typing.Any:
        return hasattr(annotation, "__await__")
    if any(word in str(annotation) for word in AWAITABLE_WORDS):
        return True
    # Motor makes its methods of PyMongo's, and their annotations stay those of PyMongo.
    if "motor" in getattr(getattr(value, "__code__", None), "co_filename", "").split("/"):
        return True
    # A plain function that does not say is believed to hand on what a coroutine function gives.
    return str(annotation) in ("None", "typing.Any") and callable(value)


def check(name, parts):
    try:
        value = find(name)
    except AttributeError as error:
        owner, _, method = name.rpartition(".")
        made_up = load(MADE_UP[owner]) if owner in MADE_UP else ()
        if name not in NEWER and method not in made_up:
            yield f"{name}: {error}"
        return
    is_class = inspect.isclass(value)
    if "await" in parts and name not in UNDERSTATED and not returns_awaitable(value):
        yield f"{name}: gives no awaitable"
    if is_class:
        for part, method in (("enter", "__aenter__"), ("exit", "__aexit__"), ("next", "__aiter__")):
            if part in parts and not hasattr(value, method):
                yield f"{name}: has no {method}"


def check_error(name):
    try:
        error = load(name if "." in name else f"builtins.{name}")
    except AttributeError as missing:
        # ExceptionGroup came with Python 3.11.
        if sys.version_info >= (3, 11) or "ExceptionGroup" not in name:
            yield f"{name}: {missing}"
        return
    if not (inspect.isclass(error) and issubclass(error, BaseException)):
        yield f"{name}: no exception"


def problems(library):
    try:
        return [problem for name, parts in library["names"] for problem in check(name, parts)] + [
            problem for name in library["errors"] for problem in check_error(name)
        ]
    except Missing:
        return None


print(json.dumps({title: problems(library) for title, library in json.load(sys.stdin).items()}))
