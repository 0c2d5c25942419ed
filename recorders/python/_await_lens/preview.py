"""Short texts for values, without ever running the program's own code."""

_plain = (int, float, bool, str, bytes, type(None))
_limit = 60


def preview(value, depth=0):
    """What a value looks like: built-in types as `repr` shows them, anything else by the name of its type."""
    if value is None:
        return "None"
    kind = type(value)
    if kind in _plain:
        if kind in (str, bytes) and len(value) > _limit:
            return repr(value[:_limit]) + "\u2026"
        if kind is int and value.bit_length() > 256:
            return "<int>"
        return repr(value)
    if kind in (list, tuple) and depth < 2:
        inside = ", ".join([preview(item, depth + 1) for item in value[:5]])
        if len(value) > 5:
            inside += ", \u2026"
        if kind is list:
            return "[%s]" % inside
        return "(%s,)" % inside if len(value) == 1 else "(%s)" % inside
    return "<%s>" % kind.__name__


def error_text(error):
    """An exception on one line: its type, and its arguments where they are plain."""
    arguments = BaseException.args.__get__(error)
    name = type(error).__name__
    if not arguments:
        return name
    if len(arguments) == 1:
        only = arguments[0]
        return "%s: %s" % (name, only[:200] if type(only) is str else preview(only))
    return "%s: %s" % (name, preview(arguments))
