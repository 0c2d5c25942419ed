"""Puts the recorder in place when the program first imports asyncio, and takes it out again."""

import sys


class _AsyncioFinder:
    """Finds nothing; it only hears when asyncio is complete but for its last module.

    asyncio/__init__.py imports the platform's events last, so every module that is changed is there by then.
    """

    def __init__(self, then):
        self._then = then

    def find_spec(self, name, path=None, target=None):
        if name in ("asyncio.unix_events", "asyncio.windows_events"):
            sys.meta_path.remove(self)
            self._then()
        return None


def install(settings):
    """Opens the wire and waits for asyncio. `settings` is `key=value` pairs, joined by semicolons."""
    from .wire import Wire

    values = dict(pair.split("=", 1) for pair in settings.split(";"))
    wire = Wire(
        int(values["fd"]), int(values["events"]), int(values["bytes"]), int(values["ms"])
    )
    wire.define("H", 1, "%d.%d.%d" % sys.version_info[:3])
    wire.flush()

    def start():
        try:
            _start(wire)
        except Exception as error:
            wire.define("X", "install", repr(error))
            wire.flush()

    if "asyncio" in sys.modules:
        # A .pth file of the installation may have needed it.
        start()
    else:
        sys.meta_path.insert(0, _AsyncioFinder(start))


def _start(wire):
    from . import loop, output, watchdog

    stops = [loop.install(wire), output.install(wire), watchdog.install(wire)]
    if sys.version_info >= (3, 12):
        from . import frames

        stops.append(frames.install(wire))

    def stop():
        """Takes every hook off; the program goes on at plain speed."""
        while stops:
            stops.pop()()

    wire.on_full(stop)
    _survive_fork(wire)


def _survive_fork(wire):
    """A forked child is another program: it must not write to its parent's pipe."""
    import os

    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=wire.abandon)
