"""What the recorder sends: definitions, and events that refer to them by number.

A frame is four bytes with the length of its payload, then the payload. Its first byte says what it is:

- a capital letter: a definition. Its fields follow as UTF-8 text, separated by NUL (see `define` in each module):
  H hello, F file, C code, P place (-1 where it tells nothing), N link of a chain of awaits, S string, L label of a callback, G group of tasks,
  W the thread that runs a stream's loop and its name (empty for the main thread), X end.
- `e`: the number of the stream (one a loop) in four bytes, then its events as `marshal` writes a list in its version 2: a `[` and how many
  there are, then an `i` and four bytes for an integer, a `g` and eight for a float, or the one byte of a constant. It is the cheapest of
  what Python has.

An event begins with its kind and the clock in seconds, the only float; the kind says how many integers follow.
"""

import marshal
import os
import struct
import sys
from _thread import allocate_lock
from itertools import count
from time import perf_counter

# The kinds of events; the comment gives the integers that follow. The most frequent are constants, which marshal writes in one byte.
TASK = 1  # task, code, name (number in Task-N, or a negative string), creator, place
ENQUEUE = True  # task (it is woken), or minus the label of a plain callback; code of who called call_soon
RUN = None  # task, or minus the label of a plain callback
SUSPEND = False  # link, what it waits on (0, task, minus a group, or `THREAD`), whether it put itself in the ready queue
END = 5  # 1 returned, 2 raised, 3 cancelled; string of the value or exception, or 0
CALLBACK_END = 6  # nothing; where another entry runs right after a plain callback, its RUN says so
SELECT = 7  # timeout in microseconds, or -1 for none
TIMER = 8  # watch, microseconds until it is due, label
FIRE = 9  # watch, task or 0
UNWATCH = 10  # watch
READY = ...  # watch, or minus the label where it is not known: a file descriptor is ready and its callback joins the queue
OUTPUT = 12  # 1 stdout or 2 stderr, string, place or 0
BLOCK = 13  # microseconds, place
WARN = 14  # string
CALL = 15  # code
RETURN = 16  # code, string of the value or minus that of the exception, place
GAP = 17  # events that are missing
CANCEL = 18  # task that is to be cancelled
VALUE = 19  # string of the value that the await gives, or minus the string of its exception
DROP = 20  # an entry is left out that was cancelled in the ready queue
IO = 21  # watch, file descriptor, 1 to read or 2 to write, label
NAME = 22  # task, name as in TASK: it got another one before its first step
TURN = 23  # link: SUSPEND that waits on nothing and puts itself in the ready queue (`sleep(0)`)
STEP = 24  # task, code of who called call_soon: ENQUEUE of a task that no future wakes, as of a new one
EAGER = 25  # task: its first step begins within what runs, and its SUSPEND or END gives control back to that

#: What a task waits on where a thread, or another process, does it.
THREAD = -0x7FFFFFFF

FLUSH_VALUES = 8192
#: So many values are taken for one event of a trace where events are counted: a turn of `sleep(0)` has six, which become three events.
EVENT_VALUES = 2
MAX_PENDING = 8 * 1024 * 1024
MAX_TEXT = 2000


class Stream:
    """The events of one loop, and where that loop is."""

    __slots__ = ("number", "only", "events", "task", "work", "again", "begun", "thread", "place")

    def __init__(self, number, thread):
        self.number = number
        #: Whether no other loop is there whose events these might be.
        self.only = False
        #: Events as they are sent.
        self.events = []
        #: The task whose step runs, or None; of one that starts eagerly and is not made yet, what `Hooks.starting` notes of it.
        self.task = None
        #: The number of the task that ran last.
        self.work = 0
        #: Whether the running task has put itself in the ready queue again.
        self.again = 0
        #: When the running entry began, by the clock in seconds; 0 while none runs.
        self.begun = 0
        self.thread = thread
        #: Where the watchdog saw the running entry hold the loop up.
        self.place = 0

    def tell(self, kind, *integers):
        """An event that happens now; the hooks that run most often do the same in place."""
        self.events.extend((kind, perf_counter(), *integers))


class Wire:
    """Sends definitions and events without ever waiting for the reader."""

    def __init__(self, descriptor, max_events, max_bytes, max_ms):
        self._descriptor = _move_away(descriptor)
        self._max_values = max_events * EVENT_VALUES
        self._max_bytes = max_bytes
        self._until = perf_counter() + max_ms / 1000
        self._values = 0
        self._bytes = 0
        #: Frames that wait for those in `_unsent`, of which the first `_sent` bytes are sent.
        self._pending = []
        self._unsent = b""
        self._sent = 0
        self._pending_bytes = 0
        self._dropped = 0
        self._full = None
        self._lock = allocate_lock()
        self._flushing = allocate_lock()
        self._stopping = False
        self.open = True
        #: Starts the watchdog again, where a fork has stopped it.
        self.revive = None
        self.streams = []
        #: The stream that wrote last; another one is flushed before it writes. Number 0 is that of no loop.
        self.active = Stream(0, 0)
        #: Numbers of what is defined. One is noted only when its definition is on its way: where the limit of recursion is near, that may fail.
        self._new_number = count(1).__next__
        self._strings = {}
        self._files = {}
        #: By address of a code object, or by the name of a compiled function: its number.
        self.codes = {}
        self._places = {}
        #: Keeps alive what is known by its address.
        self._alive = []

    def on_full(self, stop):
        self._full = stop

    def stream(self, thread):
        stream = Stream(len(self.streams) + 1, thread)
        self.streams.append(stream)
        self.define("W", stream.number, thread, _name_of(thread))
        return stream

    def stream_of(self, thread):
        """The stream of the thread's last loop, or one for what it does without a loop."""
        for stream in reversed(self.streams):
            if stream.thread == thread:
                return stream
        return self.stream(thread)

    def move(self, stream, thread):
        """The loop is run by another thread than the one that has made it."""
        stream.thread = thread
        self.flush_stream(stream)
        self.define("W", stream.number, thread, _name_of(thread))

    def switch(self, stream):
        """`stream` is about to write."""
        before = self.active
        if before is not stream:
            self.active = stream
            self.flush_stream(before)

    # Definitions

    def string(self, text):
        """The number of a text, which is sent once while it is one of the recent ones."""
        number = self._strings.get(text)
        if number is None:
            number = self._new_number()
            self.define("S", number, text[:MAX_TEXT])
            if len(self._strings) > 5000:
                self._strings.clear()
            self._strings[text] = number
        return number

    def code(self, code):
        """The number of a code object."""
        number = self.codes.get(id(code))
        if number is None:
            file = code.co_filename
            file_number = self._files.get(file)
            if file_number is None:
                file_number = self._new_number()
                self.define("F", file_number, file)
                self._files[file] = file_number
            number = self._new_number()
            name = getattr(code, "co_qualname", code.co_name)
            self.define("C", number, file_number, name, code.co_firstlineno)
            self._alive.append(code)
            self.codes[id(code)] = number
        return number

    def native(self, coroutine):
        """The number of the function of a compiled coroutine, which has a name and no code object."""
        name = getattr(coroutine, "__qualname__", None) or type(coroutine).__qualname__
        number = self.codes.get(name)
        if number is None:
            number = self._new_number()
            self.define("C", number, 0, name, 0)
            self.codes[name] = number
        return number

    def place(self, code, instruction):
        """The number of the source position of the instruction at byte offset `instruction`."""
        key = (id(code), instruction)
        number = self._places.get(key)
        if number is None:
            number = self._new_number()
            self.define("P", number, self.code(code), *position(code, instruction))
            self._places[key] = number
        return number

    def define(self, letter, *fields):
        text = "\0".join([str(field).replace("\0", "\u2400") for field in fields])
        self._send(letter.encode() + text.encode("utf-8", "backslashreplace"))

    # Sending

    def flush(self):
        for stream in self.streams:
            self.flush_stream(stream)
        self._write()

    def flush_stream(self, stream):
        # One at a time: the watchdog flushes too. Whoever comes second leaves it to the first.
        if not self._flushing.acquire(False):
            return
        # Other threads may append meanwhile: what is taken is exactly what is deleted.
        events = stream.events[:]
        del stream.events[: len(events)]
        self._flushing.release()
        if not events:
            return
        if not self.open:
            return
        self._values += len(events)
        if self._pending_bytes > MAX_PENDING:
            self._dropped += len(events) // EVENT_VALUES
        else:
            if self._dropped:
                events[:0] = (GAP, events[1], self._dropped)
                self._dropped = 0
            self._send(struct.pack("<sI", b"e", stream.number), marshal.dumps(events, 2))
        # Also where nobody reads: definitions are kept, and only the limit bounds them.
        if self._values > self._max_values or self._bytes > self._max_bytes or perf_counter() > self._until:
            self._stop("limit")

    def fail(self, text):
        """The recorder itself has failed."""
        self._stop("fault", text)

    def _stop(self, reason, text=""):
        if self._full is None or self._stopping:
            return
        self._stopping = True
        self.define("X", reason, text)
        self.open = False
        self._write()
        self._full()
        for stream in self.streams:
            stream.events = []

    def _send(self, head, body=b""):
        """Sends the two parts of a payload, which are not put together before they are written."""
        if not self.open:
            return
        length = len(head) + len(body)
        self._bytes += length
        self._pending.extend((struct.pack("<I", length), head, body))
        self._pending_bytes += length + 4
        if self._pending_bytes > 65536:
            self._write()

    def _write(self):
        """Hands the kernel what it takes at once, and keeps the rest."""
        # Another thread, or a hook that runs inside this one, leaves it to whoever writes already.
        if not self._waiting() or not self._lock.acquire(False):
            return
        try:
            self._write_pending()
        finally:
            self._lock.release()

    def send_rest(self):
        """Sends more of what the reader had no room for; returns whether some is left."""
        self._write()
        return self._waiting()

    def _waiting(self):
        return self._pending or self._sent < len(self._unsent)

    def _write_pending(self):
        # What the kernel has no room for is not touched again before it has: a reader that does not read costs no copies.
        before = self._sent
        try:
            while self._waiting():
                if self._sent == len(self._unsent):
                    pending, self._pending = self._pending, []
                    self._pending_bytes -= self._sent - before
                    before = self._sent = 0
                    self._unsent = b"".join(pending)
                self._sent += os.write(self._descriptor, memoryview(self._unsent)[self._sent : self._sent + 65536])
        except BlockingIOError:
            self._pending_bytes -= self._sent - before
            return
        except OSError:
            # The reader is gone: the program goes on without a recording.
            self._forget()
            if self._full is not None:
                self._full()
            return
        self._unsent = b""
        self._sent = 0
        self._pending_bytes = sum(map(len, self._pending))

    def finish(self):
        """Sends the rest when the program ends; a reader that does not read is not waited for long."""
        self.flush()
        until = perf_counter() + 1
        while self._waiting() and perf_counter() < until:
            _wait_writable(self._descriptor)
            self._write()

    def abandon(self):
        """In a forked child: the pipe is the parent's."""
        self._forget()
        if self._full is not None:
            self._full()
        try:
            os.close(self._descriptor)
        except OSError:
            pass

    def _forget(self):
        self.open = False
        self._pending = []
        self._unsent = b""
        self._sent = 0


def _name_of(ident):
    """A thread's name as `threading` knows it, found without running code of the program's; empty for the main thread."""
    threading = sys.modules.get("threading")
    # A thread that `threading` does not know has no name, and asking for one would make it known.
    thread = None if threading is None else threading._active.get(ident)
    if thread is None:
        return "Thread"
    return "" if thread is threading._main_thread else vars(thread).get("_name", "Thread")


def _move_away(descriptor):
    """The same pipe under a high number, so that the program's own files get the numbers that they would get."""
    import fcntl

    high = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 700)
    os.close(descriptor)
    os.set_blocking(high, False)
    return high


def _wait_writable(descriptor):
    import select

    select.select([], [descriptor], [], 0.05)


if sys.version_info >= (3, 11):

    def position(code, instruction):
        """First line, column, last line, column: lines from 1, columns in UTF-8 bytes from 0; -1 where unknown."""
        index = instruction // 2
        for at, found in enumerate(code.co_positions()):
            if at == index:
                line, last, column, end = found
                return (line or -1, -1 if column is None else column, last or -1, -1 if end is None else end)
        return (-1, -1, -1, -1)

else:

    def position(code, instruction):
        """The line alone: this Python has no columns."""
        import dis

        line = code.co_firstlineno
        for start, number in dis.findlinestarts(code):
            if start > instruction:
                break
            line = number
        return (line, -1, -1, -1)
