"""Says which task wrote what to standard output and standard error."""

import sys
from _thread import get_ident

from . import wire as w
from .code import own_frame


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
    write = stream.write

    def note(text):
        active = wire.active
        if not active.number or type(text) is not str or not text:
            return
        thread = get_ident()
        if active.thread != thread:
            active = wire.stream_of(thread)
        frame = sys._getframe(2)
        frame = own_frame(frame)
        place = 0 if frame is None else wire.place(frame.f_code, frame.f_lasti)
        text = wire.string(text)
        wire.switch(active)
        active.tell(w.OUTPUT, number, text, place)

    def listen(text, /):
        count = write(text)
        try:
            note(text)
        except Exception:
            # Python writes its last words where no frame is left, for example.
            pass
        return count

    stream.write = listen

    def stop():
        if vars(stream).get("write") is listen:
            del stream.write

    return stop
