"""The event loops of the program, and the stream of each."""

from _thread import get_ident


class Loops:
    """Streams by loop; the one of a loop that is closed, or whose address another one has got, is over."""

    def __init__(self, wire):
        self._wire = wire
        #: By address of a loop.
        self._streams = {}

    def stream(self, loop):
        """The stream of the loop, which is about to write. Hooks that run often look at the active one themselves first."""
        stream = self._wire.active
        if not stream.only:
            stream = self._streams.get(id(loop)) or self.add(loop)
            self._wire.switch(stream)
        return stream

    def add(self, loop):
        """A stream for a loop that has none."""
        stream = self._streams[id(loop)] = self._wire.stream(get_ident())
        self._count()
        return stream

    def remove(self, loop):
        """Takes the stream of a loop away and gives it, if there is one."""
        stream = self._streams.pop(id(loop), None)
        if stream is not None:
            stream.only = False
            self._count()
        return stream

    def __contains__(self, loop):
        return id(loop) in self._streams

    def streams(self):
        return list(self._streams.values())

    def _count(self):
        streams = self._streams.values()
        for stream in streams:
            stream.only = len(streams) == 1
