"""A thread that looks at the running step when it takes long, and names the line that holds the loop up.

At a limit it stays until the reader has had all that was told before.
"""

import _thread
import os
import sys
from _thread import allocate_lock, get_ident, start_new_thread
from time import perf_counter

from .code import own_frame

#: A step that runs longer than this blocks the loop, in seconds.
_long = 0.05
_interval = 0.02


def install(wire):
    """Starts the thread; returns a function that ends it, at the latest when all is sent."""
    state = {"lock": None, "ends": False}

    def start():
        lock = allocate_lock()
        lock.acquire()
        try:
            start_new_thread(_watch, (look, lock))
        except RuntimeError:
            # No thread is to be had: what blocks the loop is not named, all else is recorded.
            return
        state["lock"] = lock

    def look():
        if not state["ends"]:
            _look(wire)
        elif not wire.send_rest():
            leave()

    def stop():
        lock, state["lock"] = state["lock"], None
        if lock is not None:
            lock.release()

    def before_fork():
        # Python 3.12 warns of a fork where there are several threads.
        if state["lock"] is not None:
            stop()
            _wait_for_end()
            if state["ends"]:
                # What is not sent yet is left to the end of the program.
                show()
            else:
                # Not right after the fork: Python counts the threads only then.
                wire.revive = revive

    def revive():
        wire.revive = None
        start()

    start()
    show = _hide()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=before_fork)

    def leave():
        stop()
        show()

    def end():
        state["ends"] = True
        if not wire.send_rest():
            leave()

    return end


#: The watching threads, by their identifiers: one, but for a moment around a fork.
_running = []
_current_frames = sys._current_frames


def _hide():
    """Leaves the thread out of what Python tells of threads; `threading` knows nothing of it. Returns a function that undoes this."""
    counted = _thread._count

    def _count():
        return counted() - len(_running)

    def frames():
        found = _current_frames()
        for thread in _running:
            found.pop(thread, None)
        found[get_ident()] = sys._getframe(1)
        return found

    frames.__name__ = frames.__qualname__ = "_current_frames"
    _thread._count = _count
    sys._current_frames = frames

    def show():
        _thread._count = counted
        sys._current_frames = _current_frames

    return show


def _wait_for_end():
    from time import sleep

    for _ in range(100):
        if not _running:
            break
        sleep(0.001)
    # The thread has left Python; the operating system needs a moment more.
    sleep(0.001)


def _watch(look, lock):
    _running.append(get_ident())
    try:
        while not lock.acquire(True, _interval):
            try:
                look()
            except Exception:
                return
    finally:
        _running.remove(get_ident())


def _look(wire):
    now = perf_counter()
    for stream in wire.streams:
        begun = stream.begun
        if not begun or now - begun < _long:
            continue
        if not stream.place:
            frame = _current_frames().get(stream.thread)
            frame = own_frame(frame)
            if frame is not None:
                place = wire.place(frame.f_code, frame.f_lasti)
                if stream.begun == begun:
                    stream.place = place
        # A step that never ends is seen, and what it prints, only if it is sent while the step runs.
        if stream.events:
            wire.flush()
