"""A thread that looks at the running step when it takes long, and names the line that holds the loop up."""

import os
import sys
from _thread import allocate_lock, start_new_thread

from .code import own_frame

#: A step that runs longer than this blocks the loop, in microseconds.
_long = 50_000
_interval = 0.02


def install(wire):
    """Starts the thread; returns a function that ends it."""
    state = {"lock": None}

    def start():
        lock = allocate_lock()
        lock.acquire()
        try:
            start_new_thread(_watch, (wire, lock))
        except RuntimeError:
            # No thread is to be had: what blocks the loop is not named, all else is recorded.
            return
        state["lock"] = lock

    def stop():
        lock, state["lock"] = state["lock"], None
        if lock is not None:
            lock.release()

    def before_fork():
        # Python 3.12 warns of a fork where there are several threads.
        if state["lock"] is not None:
            stop()
            _wait_for_end()
            # Not right after the fork: Python counts the threads only then.
            wire.revive = revive

    def revive():
        wire.revive = None
        start()

    start()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=before_fork)
    return stop


_running = []


def _wait_for_end():
    from time import sleep

    for _ in range(100):
        if not _running:
            break
        sleep(0.001)
    # The thread has left Python; the operating system needs a moment more.
    sleep(0.001)


def _watch(wire, lock):
    _running.append(1)
    try:
        while not lock.acquire(True, _interval):
            try:
                _look(wire)
            except Exception:
                return
    finally:
        _running.pop()


def _look(wire):
    now = wire.now()
    for stream in wire.streams:
        if stream.handle is None or now - stream.begun < _long:
            continue
        if not stream.place:
            frame = sys._current_frames().get(stream.thread)
            frame = own_frame(frame)
            if frame is not None:
                stream.place = wire.place(frame.f_code, frame.f_lasti)
        # A step that never ends is seen, and what it prints, only if it is sent while the step runs.
        if stream.ints:
            wire.flush()
