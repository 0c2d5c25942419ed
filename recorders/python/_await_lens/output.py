"""Says which task wrote what to standard output and standard error."""

import sys
from _functools import partial, reduce
from _operator import matmul
from _thread import get_ident

from . import wire as w
from .code import own_frame
from .unseen import leave_out


def install(wire):
    """Listens to both streams through an attribute of the stream objects; returns a function that takes it away."""
    stops = []
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            stops.append(_listen(wire, number, stream))
        except (AttributeError, TypeError):
            # No stream, or one that takes no attributes: what is written is still in the program's output.
            pass

    def stop():
        for each in stops:
            each()

    return stop


def _listen(wire, number, stream):
    def note(text):
        """Tells of a text that has been written. It may fail where no frame is left, or none is left to go deeper."""
        active = wire.active
        if not active.number or type(text) is not str or not text:
            return
        thread = get_ident()
        if active.thread != thread:
            active = wire.stream_of(thread)
        frame = own_frame(sys._getframe(1))
        place = 0 if frame is None else wire.place(frame.f_code, frame.f_lasti)
        text = wire.string(text)
        wire.switch(active)
        active.tell(w.OUTPUT, number, text, place)

    heard = _heard if sys.version_info >= (3, 11) else _heard_between
    stream.write = listen = heard(stream.write, note)

    def stop():
        if vars(stream).get("write") is listen:
            del stream.write

    return stop


# An exception of `write` must not show the recorder's frame in its traceback, which a program prints and may look at.


def _heard(write, note):
    """`write`, which `note` hears of. From Python 3.11 a bare `raise` goes on with the exception's own traceback."""

    def listen(*args, **kwargs):
        try:
            count = write(*args, **kwargs)
        except BaseException as error:
            leave_out(error, listen)
            raise
        try:
            note(*args)
        except Exception:
            pass
        return count

    return listen


def _heard_between(write, note):
    """The same before 3.11, where `raise` brings the frame back: C code calls `write` between two functions of Python's.

    `reduce` computes `text @ remember @ write @ tell`, of which each part is called with what the one before gave.
    """
    texts = {}

    def remember(text):
        texts[get_ident()] = text
        return text

    def tell(count):
        try:
            note(texts.pop(get_ident(), None))
        except RecursionError:
            # Python before 3.10 aborts where a program has got over one and goes deeper.
            raise
        except Exception:
            pass
        return count

    return partial(reduce, matmul, (_operand(remember), _operand(write), _operand(tell)))


def _operand(function):
    """An object that calls a function with what stands on the left of its `@`."""
    return type("operand", (), {"__rmatmul__": staticmethod(function)})()
