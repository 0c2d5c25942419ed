"""The recorder: what `sitecustomize` puts in place before the program begins."""

from .unseen import load_from

load_from(*__path__)
