"""What a suspended task waits on: the chain of awaits from its own coroutine down to the leaf."""

import gc
from types import AsyncGeneratorType, CoroutineType, FunctionType, GeneratorType

from .code import is_foreign
from .wire import THREAD


class Link:
    """An await, of those that lead to it."""

    __slots__ = ("number", "code", "instruction", "members", "last", "latest", "all")

    def __init__(self, number=0, code=None, instruction=-1, members=None, last=False, latest=None):
        self.number = number
        self.code = code
        #: The byte offset in the program's own code; -1 in a library's, of which it tells nothing.
        self.instruction = instruction
        #: What takes from its frame the tasks that it waits for; None where there are none.
        self.members = members
        #: Whether what it awaits tells nothing more.
        self.last = last
        #: The links that follow: the one met last, and all by the address of their code and their offset.
        self.latest = latest
        self.all = {}


#: Where futures are made that stand for something else.
_standing_in = ("asyncio.futures", "asyncio.tasks")
#: The link that no coroutine is at.
_nowhere = Link()


class Chains:
    """Chains of awaits, each link sent once.

    `tasks` has the numbers of tasks by their address. `ends` has the code of the library's coroutines that say themselves what they
    wait for, and `members`, by the address of their code, functions that take from the frame of a library's coroutine the tasks it waits for.
    """

    def __init__(self, wire, tasks, ends, members):
        self._wire = wire
        self._tasks = tasks
        self._ends = ends
        self._members = members
        #: The types, as they are met, of what shows nothing that it awaits.
        self._leaves = set()
        #: Begins every chain.
        self._root = Link(latest=_nowhere)
        self._last_link = 0
        self._groups = {}
        self._last_group = 0

    def leaf(self, awaited):
        """The last link of the chain of awaits from a suspended coroutine on; its number is 0 where the coroutine does not show what it awaits."""
        link = self._root
        while type(awaited) is CoroutineType:
            after = link.latest
            # A frame object, once made, stays as long as the coroutine, and the program's garbage collector has one more thing to look at.
            if after.code is not awaited.cr_code:
                after = self._after(link, awaited.cr_code, awaited)
            elif after.instruction >= 0:
                frame = awaited.cr_frame
                if frame is None or frame.f_lasti != after.instruction:
                    after = self._after(link, after.code, awaited)
            if after.last:
                return after
            link = after
            awaited = awaited.cr_await
        while awaited is not None and type(awaited) not in self._leaves:
            code, inner = _parts(awaited)
            if code is not None:
                link = self._after(link, code, awaited)
            elif type(awaited).__name__ not in _wrappers:
                self._leaves.add(type(awaited))
            awaited = inner
        return link

    def _after(self, link, code, awaited):
        """The link for the await of `awaited`, whose code is `code`, to which that of `link` leads."""
        instruction = -1 if is_foreign(code) else _instruction_of(awaited)
        key = (id(code), instruction)
        after = link.all.get(key)
        if after is None:
            self._last_link = number = self._last_link + 1
            self._wire.define("N", number, link.number, self._wire.place(code, instruction))
            after = Link(number, code, instruction, self._members.get(id(code)), code in self._ends, _nowhere)
            link.all[key] = after
        link.latest = after
        return after

    def waits(self, future, link, coroutine):
        """The number of the task, or minus that of the group of tasks, that a task waits for; 0 where it is something else.

        `future` is what the task waits on, and `link` the last one of the chain of awaits of its coroutine.
        """
        number = self._tasks.get(id(future))
        if number is not None:
            return number
        children = getattr(future, "_children", None)
        if children is None and link.members is not None:
            children = link.members(_innermost(coroutine).cr_frame)
        return self.group(children) if children else 0

    def behind(self, future):
        """What a task waits for as in `waits`, or `THREAD`, of a future that the program itself awaits: asyncio makes some that stand for something else."""
        for callback, _ in future._callbacks or ():
            if type(callback) is not FunctionType or callback.__module__ not in _standing_in:
                continue
            name = callback.__qualname__
            if name == "_chain_future.<locals>._call_check_cancel":
                return THREAD
            if name == "shield.<locals>._outer_done_callback":
                inner = callback.__closure__[callback.__code__.co_freevars.index("inner")].cell_contents
                return self.waits(inner, _nowhere, None)
        return 0

    def group(self, tasks):
        """Minus the number of these tasks as a group."""
        numbers = [self._tasks.get(id(task)) for task in tasks]
        key = " ".join([str(number) for number in numbers if number])
        group = self._groups.get(key)
        if group is None:
            if len(self._groups) > 1000:
                self._groups.clear()
            self._last_group = group = self._last_group + 1
            self._wire.define("G", group, key)
            self._groups[key] = group
        return -group


def _parts(awaited):
    """The code of what is awaited, and what it awaits itself; no code where it only leads on to that, neither where it shows nothing."""
    kind = type(awaited)
    if kind is CoroutineType:
        return awaited.cr_code, awaited.cr_await
    if kind is GeneratorType:
        return awaited.gi_code, awaited.gi_yieldfrom
    if kind is AsyncGeneratorType:
        return awaited.ag_code, awaited.ag_await
    return None, _behind(awaited)


def _innermost(awaited):
    """The last coroutine of a chain of awaits."""
    found = None
    while awaited is not None:
        if type(awaited) is CoroutineType:
            found = awaited
        _, awaited = _parts(awaited)
    return found


def _instruction_of(awaited):
    """Where it stands, as a byte offset in its code; -1 where it is over."""
    kind = type(awaited)
    if kind is CoroutineType:
        frame = awaited.cr_frame
    else:
        frame = awaited.gi_frame if kind is GeneratorType else awaited.ag_frame
    return -1 if frame is None else frame.f_lasti


#: The objects of C that lead on to a coroutine but do not show it.
_wrappers = ("async_generator_asend", "async_generator_athrow", "coroutine_wrapper", "anext_awaitable")


def _behind(awaited):
    """The coroutine behind one of `_wrappers`."""
    if type(awaited).__name__ in _wrappers:
        for candidate in gc.get_referents(awaited):
            if isinstance(candidate, (CoroutineType, AsyncGeneratorType)):
                return candidate
            if type(candidate).__name__ in ("async_generator_asend", "coroutine_wrapper"):
                return candidate
    return None
