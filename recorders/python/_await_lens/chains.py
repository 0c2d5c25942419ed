"""What a suspended task waits on: the chain of awaits from its own coroutine down to the leaf."""

import gc
from types import AsyncGeneratorType, CoroutineType, GeneratorType

from .code import is_foreign


class Link:
    """An await, of those that lead to it."""

    __slots__ = ("number", "code", "instruction", "members", "latest", "all")

    def __init__(self, number, code, instruction, members):
        self.number = number
        self.code = code
        #: The byte offset in the program's own code; -1 in a library's, of which it tells nothing.
        self.instruction = instruction
        #: What takes from its frame the tasks that it waits for; None where there are none.
        self.members = members
        #: The links that follow: the one met last, and all by the address of their code and their offset.
        self.latest = None
        self.all = {}


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
        #: Begins every chain.
        self._root = Link(0, None, -1, None)
        self._last_link = 0
        self._groups = {}
        self._last_group = 0

    def leaf(self, awaited):
        """The last link of the chain of awaits from a suspended coroutine on, and the coroutine that awaits there.

        The link is number 0 where the coroutine does not show what it awaits.
        """
        link = self._root
        sleep = self._sleep
        leaf = awaited
        while True:
            kind = type(awaited)
            if kind is CoroutineType:
                code = awaited.cr_code
                inner = awaited.cr_await
            elif kind is GeneratorType:
                code = awaited.gi_code
                inner = awaited.gi_yieldfrom
            elif kind is AsyncGeneratorType:
                code = awaited.ag_code
                inner = awaited.ag_await
            else:
                awaited = _behind(awaited)
                if awaited is None:
                    return link, leaf
                continue
            after = link.latest
            # A frame object, once made, stays as long as the coroutine, and the program's garbage collector has one more thing to look at.
            if (
                after is None
                or after.code is not code
                or (after.instruction >= 0 and after.instruction != _instruction_of(awaited))
            ):
                after = self._after(link, code, awaited)
            # What is inside of `sleep` tells nothing more, and is never the program's.
            if inner is None or code is sleep:
                return after, awaited
            link = after
            leaf = awaited
            awaited = inner

    def _after(self, link, code, awaited):
        """The link for the await of `awaited`, whose code is `code`, to which that of `link` leads."""
        instruction = -1 if is_foreign(code) else _instruction_of(awaited)
        key = (id(code), instruction)
        after = link.all.get(key)
        if after is None:
            self._last_link = number = self._last_link + 1
            self._wire.define("N", number, link.number, self._wire.place(code, instruction))
            after = link.all[key] = Link(number, code, instruction, self._members.get(id(code)))
        link.latest = after
        return after

    def waits(self, future, link, leaf):
        """The number of the task, or minus that of the group of tasks, that a task waits for; 0 where it is something else.

        `future` is what the task waits on, `link` the last one of the chain of awaits of its coroutine, and `leaf` the coroutine there.
        """
        number = self._tasks.get(id(future))
        if number is not None:
            return number
        children = getattr(future, "_children", None)
        if children is None and link.members is not None:
            children = link.members(_frame_of(leaf))
        return self.group(children) if children else 0

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


def _frame_of(awaited):
    """The frame of a coroutine or a generator; None where it is over."""
    kind = type(awaited)
    if kind is CoroutineType:
        return awaited.cr_frame
    return awaited.gi_frame if kind is GeneratorType else awaited.ag_frame


def _instruction_of(awaited):
    """Where it stands, as a byte offset in its code; -1 where it is over."""
    frame = awaited.cr_frame if type(awaited) is CoroutineType else _frame_of(awaited)
    return -1 if frame is None else frame.f_lasti


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
