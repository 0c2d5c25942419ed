"""Judges Python sources by the running interpreter's own `ast`.

Reads file names, one a line, from standard input, or, given `--stdlib`, takes the interpreter's
whole standard library and test suite. Writes one JSON object a line and file:

    {"file": ..., "error": ...}                       the interpreter rejects it
    {"file": ..., "functions": [...], "points": [...]}

with `"text"` where the file is not UTF-8. A function is
[name, async, generator, start, end, parent] and a point is [keyword, start, end, function]:
offsets are UTF-16 code units, `parent` and `function` the index of a function or null.
"""

import ast
import bisect
import itertools
import json
import os
import re
import sys
import sysconfig
import tokenize
import warnings


class Offsets:
    """Turns the positions of `ast` (one-based lines, UTF-8 columns) into offsets."""

    def __init__(self, text):
        self.text = text
        self.lines = [0] + [m.end() for m in re.finditer(r"\r\n|\r|\n", text)] + [len(text)]
        self.astral = [m.start() for m in re.finditer("[\U00010000-\U0010ffff]", text)]
        self.bom = text.startswith("\ufeff")

    def index(self, line, column):
        """Offset in code points."""
        start = self.lines[line - 1]
        if line == 1 and self.bom:
            start += 1
        source = self.text[start : self.lines[line]]
        return start + (column if source.isascii() else len(source.encode()[:column].decode()))

    def utf16(self, index):
        return index + bisect.bisect_left(self.astral, index)

    def start(self, node):
        return self.index(node.lineno, node.col_offset)

    def end(self, node):
        return self.index(node.end_lineno, node.end_col_offset)


class Visitor(ast.NodeVisitor):
    def __init__(self, text):
        self.offsets = Offsets(text)
        self.functions = []
        self.points = []
        self.names = []
        self.owners = [None]

    def point(self, keyword, start, end):
        self.points.append([keyword, start, end, self.owners[-1]])

    def point_at(self, keyword, node):
        self.point(keyword, self.offsets.start(node), self.offsets.end(node))

    def visit_all(self, nodes):
        for node in nodes:
            if node is not None:
                self.visit(node)

    def function(self, node, name, is_async, body):
        """Only the body belongs to a function; the rest is evaluated where it is defined."""
        qualified = ".".join([*self.names, name])
        start, end = self.offsets.start(node), self.offsets.end(node)
        self.functions.append([qualified, is_async, False, start, end, self.owners[-1]])
        self.owners.append(len(self.functions) - 1)
        self.names.append(name)
        self.visit_all(body)
        self.names.pop()
        self.owners.pop()

    def visit_FunctionDef(self, node):
        self.visit_all(node.decorator_list)
        self.visit(node.args)
        self.visit_all([node.returns, *getattr(node, "type_params", [])])
        self.function(node, node.name, isinstance(node, ast.AsyncFunctionDef), node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        self.visit(node.args)
        self.function(node, "<lambda>", False, [node.body])

    def visit_ClassDef(self, node):
        self.visit_all([*node.decorator_list, *node.bases, *node.keywords])
        self.visit_all(getattr(node, "type_params", []))
        self.names.append(node.name)
        self.visit_all(node.body)
        self.names.pop()

    def visit_Await(self, node):
        self.point_at("await", node)
        self.generic_visit(node)

    def visit_AsyncFor(self, node):
        self.point_at("async for", node)
        self.generic_visit(node)

    def visit_AsyncWith(self, node):
        self.point_at("async with", node)
        self.generic_visit(node)

    def visit_Yield(self, node):
        if self.owners[-1] is not None:
            self.functions[self.owners[-1]][2] = True
            self.point_at("yield", node)
        self.generic_visit(node)

    def visit_YieldFrom(self, node):
        if self.owners[-1] is not None:
            self.functions[self.owners[-1]][2] = True
        self.generic_visit(node)

    def visit_comprehension(self, node):
        if node.is_async:
            text = self.offsets.text
            # `ast` gives a clause no position: take it from `async` before its target ...
            before = text[: self.offsets.start(node.target)]
            start = re.search(r"\basync(?:\s|\\|#[^\n]*\n)+for(?:[\s(\[\\]|#[^\n]*\n)*\Z", before[-1000:])
            # ... to the parenthesis that closes the last one opened before its iterable.
            opening = re.search(r"\bin((?:[\s(\\]|#[^\n]*\n)*)\Z", text[: self.offsets.start(node.iter)][-1000:])
            end = self.offsets.end(node.iter)
            for _ in range(opening[1].count("(")):
                end = re.compile(r"(?:[\s\\]|#[^\n]*\n)*\)").match(text, end).end()
            self.point("async comprehension", start.start() + max(0, len(before) - 1000), end)
        self.generic_visit(node)

    def result(self):
        utf16 = self.offsets.utf16
        # A `yield` suspends only async generators; a lambda's is nobody's but its own.
        return {
            "functions": [
                [name, is_async, generator, utf16(start), utf16(end), parent]
                for name, is_async, generator, start, end, parent in self.functions
            ],
            "points": [
                [keyword, utf16(start), utf16(end), owner]
                for keyword, start, end, owner in self.points
                if keyword != "yield" or self.functions[owner][1]
            ],
        }


def judge(path):
    with open(path, "rb") as file:
        data = file.read()
    try:
        encoding, _ = tokenize.detect_encoding(iter(data.splitlines(keepends=True)).__next__)
        text = data.decode("utf-8" if encoding == "utf-8-sig" else encoding)
        tree = ast.parse(data, path)
        visitor = Visitor(text)
        visitor.visit(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError, LookupError) as error:
        return {"file": path, "error": f"{type(error).__name__}: {error}"}
    result = {"file": path, **visitor.result()}
    if not encoding.startswith("utf-8"):
        result["text"] = text
    return result


def standard_library():
    for folder, folders, files in os.walk(sysconfig.get_path("stdlib")):
        folders[:] = sorted(set(folders) - {"site-packages", "__pycache__"})
        for file in sorted(files):
            if file.endswith(".py"):
                yield os.path.join(folder, file)


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20_000)
    sys.stdout.reconfigure(encoding="utf-8")
    if sys.argv[1:2] == ["--stdlib"]:
        # `--stdlib N`: every N-th file.
        paths = itertools.islice(standard_library(), 0, None, int(sys.argv[2]))
    else:
        paths = (line.rstrip("\n") for line in sys.stdin)
    for path in paths:
        print(json.dumps(judge(path)))


main()
