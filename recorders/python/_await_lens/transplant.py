"""Puts calls of hooks into functions of the standard library.

The function's own source is parsed, calls are inserted in its syntax tree, and the compiled result becomes the function's
`__code__`. File name, lines and columns stay, and there is no further frame: tracebacks, `print_stack`, recursion
depth, subclasses and references to the function are as before.
"""

import ast
import linecache
import warnings

#: Hooks are reached as globals of the changed module; a space keeps them apart from every name a program can write.
PREFIX = "await lens "


def call(name, *arguments):
    """A statement that calls the hook `name` with expressions given as text; a hook that fails is the recorder's loss alone."""
    return inserted("try:\n __%s__(%s)\nexcept Exception:\n __fault__()" % (name, ", ".join(arguments)))[0]


def inserted(text):
    """Statements for a function; names between double underscores are the recorder's.

    They get the place of what they stand beside, or a trace function would hear of another line.
    """
    statements = ast.parse(text).body
    for statement in statements:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and node.id.startswith("__"):
                node.id = PREFIX + node.id[2:-2]
            for position in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
                if hasattr(node, position):
                    delattr(node, position)
    return statements


def transplant(function, change):
    """Gives `function` the code that `change` makes of its syntax tree.

    `change` gets the statements of each body, inner ones first, and returns those that take their place.
    Returns a function that puts the old code back. Raises ValueError where the source is not that of the function.
    """
    old = function.__code__
    # A library in an archive is read by the loader that its module names.
    tree = _source_tree(old, linecache.getlines(old.co_filename, function.__globals__))
    definition = tree.body[0]
    if isinstance(definition, ast.ClassDef):
        definition = definition.body[0]
    if definition.name != old.co_name:
        raise ValueError("%s is not at line %d" % (old.co_name, old.co_firstlineno))
    before = ast.dump(definition)
    _rewrite(definition, change)
    if hasattr(change, "outer"):
        documented = ast.get_docstring(definition) is not None
        definition.body[documented:] = _located(change.outer(definition.body[documented:]))
    if ast.dump(definition) == before:
        raise ValueError("nothing to change in %s" % old.co_name)
    ast.fix_missing_locations(definition)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compiled = compile(tree, old.co_filename, "exec", dont_inherit=True)
    holder = _find(compiled, "_") if isinstance(tree.body[0], ast.ClassDef) else compiled
    new = _find(holder, old.co_name)
    if new.co_freevars != old.co_freevars:
        raise ValueError("other free variables in %s" % old.co_name)
    changes = {"co_name": old.co_name}
    if hasattr(old, "co_qualname"):
        changes["co_qualname"] = old.co_qualname
    return _give(function, new.replace(**changes))


def adopt(function, maker):
    """Gives `function`, which `maker` has made before, the code that it would have if that made it now."""
    return _give(function, _find(maker.__code__, function.__name__))


def _give(function, code):
    old = function.__code__
    function.__code__ = code

    def restore():
        function.__code__ = old

    return restore


def _source_tree(code, lines):
    """The function inside a class, at its own lines and columns, so that a method's indentation parses."""
    first = code.co_firstlineno - 1
    if first >= len(lines):
        raise ValueError("no source")
    head = lines[first]
    indent = len(head) - len(head.lstrip())
    last = first + 1
    while last < len(lines):
        line = lines[last]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        last += 1
    body = "".join(lines[first:last])
    if indent:
        return ast.parse("\n" * (first - 1) + "class _:\n" + body)
    return ast.parse("\n" * first + body)


def _rewrite(node, change):
    for field in ("body", "orelse", "finalbody"):
        statements = getattr(node, field, None)
        if isinstance(statements, list):
            for statement in statements:
                _rewrite(statement, change)
            setattr(node, field, _located(change(statements)))
    for handler in getattr(node, "handlers", ()):
        _rewrite(handler, change)


def _located(statements):
    """Gives what was inserted the place of the statement before it, or of the one after it where there is none or it has lines of its own."""
    for at, statement in enumerate(statements):
        if not hasattr(statement, "lineno"):
            before = statements[at - 1] if at else None
            after = statements[at + 1] if at + 1 < len(statements) else None
            beside = after if before is None or after is not None and hasattr(before, "body") else before
            ast.copy_location(statement, beside)
    return statements


def _find(code, name):
    for constant in code.co_consts:
        if getattr(constant, "co_name", None) == name:
            return constant
    raise ValueError("no code of %s" % name)
