"""What coroutines of asyncio's are known to wait for."""

import asyncio.base_events
import asyncio.streams
import asyncio.tasks
import sys


def ends():
    """The code of coroutines of which nothing is left to ask: they wait for the clock, or for the network."""
    streams = asyncio.streams
    reader, writer = streams.StreamReader, streams.StreamWriter
    functions = (
        asyncio.tasks.sleep,
        asyncio.base_events.BaseEventLoop.create_connection,
        streams.open_connection,
        reader.read,
        reader.readline,
        reader.readuntil,
        reader.readexactly,
        writer.drain,
        writer.wait_closed,
    )
    return [function.__code__ for function in functions]


def members():
    """By the address of a coroutine's code, what takes the tasks that it waits for from its frame's variables."""
    found = {id(asyncio.tasks._wait.__code__): _waited}
    group = getattr(sys.modules.get("asyncio.taskgroups"), "TaskGroup", None)
    if group is not None:
        found[id(group.__aexit__.__code__)] = _grouped
        if hasattr(group, "_aexit"):
            found[id(group._aexit.__code__)] = _grouped
    return found


def _waited(frame):
    return list(frame.f_locals.get("fs") or ())


def _grouped(frame):
    group = frame.f_locals.get("self")
    return list(getattr(group, "_tasks", ()))
