"""Whose a piece of code is."""

import os

_library = os.path.dirname(os.__file__) + os.sep
_packages = ("site-packages", "dist-packages")
_here = os.path.dirname(__file__)
_known = {}
_folders = []


def add_library(module):
    """A library may be installed where none is expected."""
    _folders.append(os.path.dirname(module.__file__) + os.sep)
    _known.clear()


def is_foreign(code):
    """Whether code is a library's and not the program's own."""
    file = code.co_filename
    known = _known.get(file)
    if known is None:
        known = _known[file] = (
            file.startswith((_library, "<frozen", _here))
            or file.startswith(tuple(_folders))
            or any(name in file for name in _packages)
        )
    return known


def own_frame(frame):
    """The innermost frame from here on that is the program's own; None where there is none."""
    while frame is not None and is_foreign(frame.f_code):
        frame = frame.f_back
    return frame
