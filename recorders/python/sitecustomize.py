"""Starts the recorder in a Python that Await Lens has started.

`site` imports this module before the program begins, because its folder is on PYTHONPATH. So the program's own command
stays as it is: __main__, sys.argv, -m, -c, standard input and virtual environments are Python's own work.
The module takes back everything by which the program, or a Python that the program starts, could notice it.
"""

import os
import sys


def _boot():
    settings = os.environ.pop("AWAIT_LENS_RECORDER", None)
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != here]
    if settings is None:
        return
    before = os.environ.pop("AWAIT_LENS_PYTHONPATH", None)
    if before is None:
        os.environ.pop("PYTHONPATH", None)
    else:
        os.environ["PYTHONPATH"] = before
    _chain()
    writes_bytecode = sys.dont_write_bytecode
    # The recorder's folder may be shared and is not to be written to.
    sys.dont_write_bytecode = True
    sys.path.insert(0, here)
    try:
        from _await_lens import install

        install.install(settings)
    except Exception:
        # A program that cannot be recorded runs as it is; the missing hello says so.
        pass
    finally:
        sys.path.remove(here)
        sys.dont_write_bytecode = writes_bytecode


def _chain():
    """Runs the sitecustomize that this module hides, as `site` would have run it."""
    from importlib.machinery import PathFinder

    spec = PathFinder.find_spec("sitecustomize")
    if spec is None or spec.loader is None:
        return
    from importlib.util import module_from_spec

    module = module_from_spec(spec)
    sys.modules["sitecustomize"] = module
    spec.loader.exec_module(module)


_boot()
