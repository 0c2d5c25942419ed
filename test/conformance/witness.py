"""Runs Python programs and tells at which awaits control really went back to the event loop.

Reads the path of a program a line, runs each in a process of its own for at most LIMIT seconds, and prints a line of
JSON for it. For each `await`, step of an `async for`, and end of an `async with` (by line and column in UTF-16, from 1) it says how often
that was done without giving up control ("passed"); of the times with, the lines of the file at which that was done, each set of lines
once ("through"), and of those times that an exception ended, or the limit, the same ("broken").

The interpreter itself is the witness: `sys.monitoring` (from 3.12) hears of each instruction of the file, and of each
yield to the loop. The names of the instructions are those of CPython's Lib/dis.py and Python/compile.c.
"""

import dis
import json
import os
import signal
import sys
import types

LIMIT = 10
TOOL = 4

# What the argument of GET_AWAITABLE says of where it stands.
PARTS = {0: "await", 1: "enter", 2: "exit"}


class Visit:
    def __init__(self, part):
        self.part = part
        self.lines = set()


class Seen:
    def __init__(self):
        self.passed = 0
        self.through = set()
        self.broken = set()


class Witness:
    def __init__(self, source):
        self.lines = source.splitlines()
        # By place and part.
        self.seen = {}
        # The visits that are not over, by the frame and the place; in their order.
        self.open = {}
        self.instructions = {}
        # Two bytes each.
        self.places = {}

    def watch(self, code):
        events = sys.monitoring.events
        self.places[code] = [(line, column) for line, _, column, _ in code.co_positions()]
        self.instructions[code] = {
            each.offset: (each.opname, each.arg) for each in dis.get_instructions(code)
        }
        sys.monitoring.set_local_events(TOOL, code, events.INSTRUCTION | events.PY_YIELD)
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                self.watch(constant)

    def instruction(self, code, offset):
        name, argument = self.instructions[code][offset]
        if name not in ("GET_ANEXT", "GET_AWAITABLE", "END_SEND", "END_ASYNC_FOR"):
            return
        frame = id(sys._getframe(1))
        key = (frame, self.places[code][offset // 2])
        if name in ("GET_ANEXT", "GET_AWAITABLE"):
            self.end(key, is_broken=True)
            self.open[key] = Visit("next" if name == "GET_ANEXT" else PARTS[argument])
        elif name == "END_SEND":
            self.end(key)
        else:
            # The end of an `async for` has another place than its steps.
            steps = [
                key
                for key, visit in self.open.items()
                if key[0] == frame and visit.part == "next"
            ]
            if steps:
                self.end(steps[-1])

    def end(self, key, is_broken=False):
        visit = self.open.pop(key, None)
        if visit is None:
            return
        seen = self.seen.setdefault((key[1], visit.part), Seen())
        if visit.lines:
            (seen.broken if is_broken else seen.through).add(tuple(sorted(visit.lines)))
        elif not is_broken:
            seen.passed += 1

    def yielded(self, code, offset, value):
        frame = sys._getframe(1)
        place = self.places[code][offset // 2]
        line = place[0]
        if (id(frame), place) not in self.open:
            return
        # All that wait for this one give up control with it.
        while frame is not None:
            places = self.places.get(frame.f_code)
            if places is not None:
                visit = self.open.get((id(frame), places[frame.f_lasti // 2]))
                if visit is not None:
                    visit.lines.add(line)
            frame = frame.f_back

    def told(self):
        for key in list(self.open):
            self.end(key, is_broken=True)
        return [
            {
                "line": line,
                "column": self.column(line, column),
                "part": part,
                "passed": seen.passed,
                "through": sorted(seen.through),
                "broken": sorted(seen.broken),
            }
            for ((line, column), part), seen in sorted(self.seen.items())
        ]

    def column(self, line, column):
        before = self.lines[line - 1].encode()[:column].decode()
        return len(before.encode("utf-16-le")) // 2 + 1


def run(path, out):
    with open(path, encoding="utf-8") as file:
        source = file.read()
    witness = Witness(source)
    error = None

    def tell(*_):
        sys.monitoring.free_tool_id(TOOL)
        out.write(json.dumps({"visits": witness.told(), "error": error}) + "\n")
        out.flush()
        os._exit(0)

    signal.signal(signal.SIGALRM, tell)
    signal.alarm(LIMIT)
    module = types.ModuleType("__main__")
    module.__file__ = path
    sys.modules["__main__"] = module
    sys.argv = [path]
    sys.path.insert(0, os.path.dirname(path))
    try:
        code = compile(source, path, "exec")
        sys.monitoring.use_tool_id(TOOL, "witness")
        events = sys.monitoring.events
        sys.monitoring.register_callback(TOOL, events.INSTRUCTION, witness.instruction)
        sys.monitoring.register_callback(TOOL, events.PY_YIELD, witness.yielded)
        witness.watch(code)
        exec(code, module.__dict__)
    except BaseException as raised:
        error = f"{type(raised).__name__}: {raised}"
    tell()


def main():
    # What the programs print goes nowhere.
    out = os.fdopen(os.dup(1), "w")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for path in sys.stdin.read().splitlines():
        child = os.fork()
        if child == 0:
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            run(path, out)
        _, status = os.waitpid(child, 0)
        if status != 0:
            out.write(json.dumps({"visits": [], "error": f"status {status}"}) + "\n")
            out.flush()


main()
