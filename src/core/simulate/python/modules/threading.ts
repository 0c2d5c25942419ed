import type { PyList, PyTuple } from '../objects/containers';
import { PyDict } from '../objects/containers';
import { raise, exceptionClass } from '../objects/exceptions';
import { PyClass, PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { machine } from '../machine';
import { call } from '../operations/call';
import { callMethod } from '../operations/attributes';
import { define, defineGetters, makeModule, nativeClass } from '../operations/native';
import { perWalkthrough } from '../machine';
import { namedOf } from './contextvars';

/*
 * threading and queue. A thread's function is evaluated where it is started; while a thread's code runs its clock is
 * its own (`Machine.threadMs`), so `time.sleep` in it does not hold up the loop.
 */

const threadClass = nativeClass('Thread', 'threading', (cls) => new Thread(cls));
const lockClass = nativeClass('lock', '_thread', (cls) => new Lock(cls));
const eventClass = nativeClass('Event', 'threading', (cls) => new Event(cls));
const queueClass = nativeClass('Queue', 'queue', (cls) => new ThreadQueue(cls));
const localClass = nativeClass('local', '_thread', (cls) => new PyObject(cls));

const counter = perWalkthrough(() => ({ threads: 0 }));

class Thread extends PyObject {
  target: Value = null;
  args: readonly Value[] = [];
  kwargs = new PyDict();
  name = 'MainThread';
  ms = 0;
}

define(threadClass, {
  '__init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None)': (
    self: Thread,
    _: Value,
    target: Value,
    name: Value,
    args: PyTuple | PyList,
    kwargs: PyDict | null,
  ) => {
    self.target = target;
    self.args = args.items;
    self.kwargs = kwargs ?? new PyDict();
    self.name = typeof name === 'string' ? name : `Thread-${++counter().threads}`;
  },
  'run(self)': (self: Thread) => {
    if (self.target !== null) call(self.target, self.args, namedOf(self.kwargs));
  },
  'start(self)': (self: Thread) => {
    const outer = machine.threadMs;
    machine.threadMs = outer ?? 0;
    try {
      callMethod(self, 'run');
      self.ms = machine.threadMs - (outer ?? 0);
    } finally {
      machine.threadMs = outer;
    }
  },
  'join(self, timeout=None)': () => null,
  'is_alive(self)': () => false,
});
defineGetters(threadClass, {
  name: (self: Thread) => self.name,
  ident: () => 1,
  daemon: () => false,
});

class Lock extends PyObject {
  locked = false;
}

define(lockClass, {
  '__init__(self)': () => null,
  'acquire(self, blocking=True, timeout=-1)': (self: Lock) => {
    self.locked = true;
    return true;
  },
  'release(self)': (self: Lock) => {
    self.locked = false;
  },
  'locked(self)': (self: Lock) => self.locked,
  '__enter__(self)': (self: Lock) => {
    self.locked = true;
    return true;
  },
  '__exit__(self, *args)': (self: Lock) => {
    self.locked = false;
  },
});

class Event extends PyObject {
  isSet = false;
}

define(eventClass, {
  '__init__(self)': () => null,
  'set(self)': (self: Event) => {
    self.isSet = true;
  },
  'clear(self)': (self: Event) => {
    self.isSet = false;
  },
  'is_set(self)': (self: Event) => self.isSet,
  'wait(self, timeout=None)': (self: Event) => self.isSet,
});

const mainThread = new Thread(threadClass);

export const threadingModule = makeModule(
  'threading',
  {
    'current_thread()': () => mainThread,
    'main_thread()': () => mainThread,
    'get_ident()': () => 1,
    'active_count()': () => 1,
  },
  {
    Thread: threadClass,
    Lock: lockClass,
    RLock: lockClass,
    Condition: lockClass,
    Semaphore: lockClass,
    Event: eventClass,
    local: localClass,
  },
);

const emptyClass = new PyClass('Empty', [exceptionClass('Exception')]);
const fullClass = new PyClass('Full', [exceptionClass('Exception')]);
emptyClass.module = '_queue';
fullClass.module = 'queue';

class ThreadQueue extends PyObject {
  items: Value[] = [];
}

define(queueClass, {
  '__init__(self, maxsize=0)': () => null,
  'put(self, item, block=True, timeout=None)': (self: ThreadQueue, item: Value) => {
    self.items.push(item);
  },
  'put_nowait(self, item)': (self: ThreadQueue, item: Value) => {
    self.items.push(item);
  },
  'get(self, block=True, timeout=None)': (self: ThreadQueue) =>
    self.items.shift() ?? raise(emptyClass),
  'get_nowait(self)': (self: ThreadQueue) => self.items.shift() ?? raise(emptyClass),
  'empty(self)': (self: ThreadQueue) => self.items.length === 0,
  'qsize(self)': (self: ThreadQueue) => self.items.length,
  'task_done(self)': () => null,
  'join(self)': () => null,
});

export const queueModule = makeModule(
  'queue',
  {},
  { Queue: queueClass, SimpleQueue: queueClass, Empty: emptyClass, Full: fullClass },
);
