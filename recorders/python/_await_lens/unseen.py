"""Keeps the recorder's functions out of the program's sight: from Python 3.12 on no trace or profile function hears of them, and no traceback or stack shows them.

To CPython a call has begun once it is past its RESUME instruction. One that has not it leaves out of tracebacks, `sys._getframe` and
`f_back` (`_PyFrame_IsIncomplete`, Include/internal/pycore_frame.h), and code without that instruction out of tracing, profiling and
`sys.monitoring` (`_co_firsttraceable`, Python/instrumentation.c). All else that it does is to look for signals and for threads that
wait, as whoever calls these functions does too.
"""

import sys
from importlib.machinery import FileFinder, SourceFileLoader
from types import CodeType

#: `CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR`: these resume more than once.
_resuming = 0x20 | 0x80 | 0x200


class _Loader(SourceFileLoader):
    """Loads a module from its source alone: the recorder's folder may be shared, and is not to be written to."""

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        code = self.source_to_code(self.get_data(path), path)
        return _unseen(code) if _is_possible() else code


def load_from(folder):
    """Modules of a package in `folder` are loaded so from now on."""
    sys.path_importer_cache[folder] = FileFinder(folder, (_Loader, [".py"]))


def leave_out(error, function):
    """Takes the frame of `function`, one of the recorder's that an exception goes through, out of its traceback, where it is there."""
    trace = error.__traceback__
    if trace is not None and trace.tb_frame.f_code is function.__code__:
        error.__traceback__ = trace.tb_next


def _is_possible():
    """Whether this Python can do without; before 3.12 it would tell a profile function of returns alone.

    One for debugging makes sure that frames have begun, and one without the interpreter's lock does more when they begin.
    """
    return sys.version_info >= (3, 12) and not getattr(sys, "abiflags", "")


def _unseen(code):
    """The same code, and that of the functions in it, without the instruction."""
    from opcode import opmap

    constants = tuple([_unseen(each) if type(each) is CodeType else each for each in code.co_consts])
    instructions = bytearray(code.co_code)
    if not code.co_flags & _resuming:
        # Only instructions of two bytes stand before it.
        instructions[2 * instructions[::2].index(opmap["RESUME"])] = opmap["NOP"]
    return code.replace(co_consts=constants, co_code=bytes(instructions))
