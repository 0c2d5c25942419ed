"""Puts the recorder in place when the program first imports an event loop's library, and takes it out again."""

import sys


class _Finder:
    """Finds nothing of its own; it hears when a library of event loops is there.

    asyncio/__init__.py imports the platform's events last, so every module that is changed is there by then. Of trio it is
    enough that one module has run.
    """

    def __init__(self, asyncio, trio):
        self._asyncio = asyncio
        self._trio = trio

    def find_spec(self, name, path=None, target=None):
        if name in ("asyncio.unix_events", "asyncio.windows_events"):
            # A program may look at this list, now that it has what it came for.
            sys.meta_path.remove(self)
            self._asyncio()
            _hear_of_trio(self._trio)
        elif name == _trio_module:
            for finder in sys.meta_path:
                spec = None if finder is self else finder.find_spec(name, path, target)
                if spec is not None:
                    return _heard(spec, self._trio)
        return None


_trio_module = "trio._core._run"


def _hear_of_trio(then):
    """Waits for trio in the finder of the folder that has its module, which Python keeps and no program looks at."""
    import os
    from importlib.machinery import PathFinder

    package = PathFinder.find_spec("trio")
    for folder in package and package.submodule_search_locations or ():
        finder = PathFinder._path_importer_cache(os.path.join(folder, "_core"))
        if finder is not None:
            _listen(finder, then)


def _listen(finder, then):
    found = finder.find_spec

    def find_spec(name, target=None):
        spec = found(name, target)
        if name != _trio_module or spec is None:
            return spec
        del finder.find_spec
        return _heard(spec, then)

    finder.find_spec = find_spec


def _heard(spec, then):
    if spec.loader is not None:
        spec.loader = _Loader(spec.loader, then)
    return spec


class _Loader:
    """Loads a module as its own loader does, and tells of it."""

    def __init__(self, loader, then):
        self._loader = loader
        self._then = then

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self._loader
        self._loader.exec_module(module)
        self._then(module)


def install(settings):
    """Opens the wire and waits for asyncio. `settings` is `key=value` pairs, joined by semicolons."""
    from .wire import Wire

    values = dict(pair.split("=", 1) for pair in settings.split(";"))
    wire = Wire(
        int(values["fd"]), int(values["events"]), int(values["bytes"]), int(values["ms"])
    )
    wire.define("H", 2, "%d.%d.%d" % sys.version_info[:3])
    wire.flush()

    stops = []

    def stop():
        """Takes every hook off; the program goes on at plain speed."""
        while stops:
            stops.pop()()

    wire.on_full(stop)

    def start(part):
        try:
            if not stops:
                _watch_all(wire, stops)
            stops.append(part())
        except Exception as error:
            wire.define("X", "install", repr(error))
            wire.flush()

    def asyncio():
        from . import loop

        start(lambda: loop.install(wire))

    def trio(run_module):
        from . import trio

        start(lambda: trio.install(wire, run_module))

    if "asyncio" in sys.modules:
        # A .pth file of the installation may have needed it.
        asyncio()
        _hear_of_trio(trio)
    else:
        sys.meta_path.insert(0, _Finder(asyncio, trio))


def _watch_all(wire, stops):
    """Hooks that are the same for every library."""
    import atexit

    from . import output, watchdog

    stops.append(output.install(wire))
    stops.append(watchdog.install(wire))
    if sys.version_info >= (3, 12):
        from . import frames

        stops.append(frames.install(wire))
    # What is registered later runs before it, and may have more to tell.
    atexit.register(wire.finish)
    _survive_fork(wire)


def _survive_fork(wire):
    """A forked child is another program: it must not write to its parent's pipe."""
    import os

    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=wire.abandon)
