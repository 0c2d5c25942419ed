"""What a suspended task waits on: the chain of awaits from its own coroutine down to the leaf."""

import gc
from types import AsyncGeneratorType, CoroutineType, GeneratorType

from .code import is_foreign


class Chains:
    """Chains of awaits, each link sent once.

    `tasks` has the numbers of tasks by their address. `sleep` is the code of the library's own coroutine that waits for the clock, and
    `members` has, by the address of their code, functions that take from the frame of a library's coroutine the tasks it waits for.
    """

    def __init__(self, wire, tasks, sleep, members):
        self._wire = wire
        self._tasks = tasks
        self._sleep = sleep
        self._members = members
        self._links = {}
        self._last_link = 0
        self._groups = {}
        self._last_group = 0

    def of(self, awaited, future):
        """Link number of the leaf; a task's number or minus a group's; whether the program's own code awaits the future.

        `awaited` is the task's coroutine; `future` is None where the task has given up control for one turn only.
        """
        link = 0
        leaf = None
        links = self._links
        _sleep = self._sleep
        while True:
            kind = type(awaited)
            if kind is CoroutineType:
                if future is None and awaited.cr_code is _sleep:
                    # `sleep(0)`. Making its frame object costs as much as all the rest.
                    number = links.get((link, 0, 0))
                    if number is not None:
                        return number, 0, False
                frame = awaited.cr_frame
                inner = awaited.cr_await
            elif kind is GeneratorType:
                frame = awaited.gi_frame
                inner = awaited.gi_yieldfrom
            elif kind is AsyncGeneratorType:
                frame = awaited.ag_frame
                inner = awaited.ag_await
            else:
                awaited = _behind(awaited)
                if awaited is None:
                    break
                continue
            if frame is None:
                break
            code = frame.f_code
            key = (link, id(code), frame.f_lasti)
            number = links.get(key)
            if number is None:
                self._last_link = number = self._last_link + 1
                self._wire.define("N", number, link, self._wire.place(code, frame.f_lasti))
                links[key] = number
            if future is None and code is _sleep:
                links[link, 0, 0] = number
            link = number
            leaf = frame
            # What is inside of `sleep` tells nothing more, and is never the program's.
            if inner is None or code is _sleep:
                break
            awaited = inner
        if future is None:
            return link, 0, False
        waits, direct = self._waits(future, leaf)
        return link, waits, direct

    def _waits(self, future, leaf):
        direct = leaf is not None and not is_foreign(leaf.f_code)
        number = self._tasks.get(id(future))
        if number is not None:
            return number, direct
        children = getattr(future, "_children", None)
        if children is None and leaf is not None:
            members = self._members.get(id(leaf.f_code))
            children = members and members(leaf)
        if not children:
            return 0, direct
        return self.group(children), direct

    def group(self, tasks):
        """Minus the number of these tasks as a group."""
        numbers = [self._tasks.get(id(task)) for task in tasks]
        key = " ".join(str(number) for number in numbers if number)
        group = self._groups.get(key)
        if group is None:
            if len(self._groups) > 1000:
                self._groups.clear()
            self._last_group = group = self._last_group + 1
            self._groups[key] = group
            self._wire.define("G", group, key)
        return -group


def _behind(awaited):
    """The coroutine behind the objects of C that lead on to it but do not show it: `asend`, `coroutine_wrapper`."""
    name = type(awaited).__name__
    if name in ("async_generator_asend", "async_generator_athrow", "coroutine_wrapper", "anext_awaitable"):
        for candidate in gc.get_referents(awaited):
            if isinstance(candidate, (CoroutineType, AsyncGeneratorType)):
                return candidate
            if type(candidate).__name__ in ("async_generator_asend", "coroutine_wrapper"):
                return candidate
    return None
