import * as l10n from '@vscode/l10n';
import type { PyList, PyTuple } from '../objects/containers';
import { PyDict } from '../objects/containers';
import type { PyException } from '../objects/exceptions';
import { Raised, exceptionClass, raise } from '../objects/exceptions';
import { PyClass, PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { machine, perWalkthrough } from '../machine';
import { call } from '../operations/call';
import { callMethod, findAttribute } from '../operations/attributes';
import { define, defineGetters, makeModule, nativeClass } from '../operations/native';
import { numberOf } from '../operations/compare';
import { fullName, str } from '../operations/repr';
import { namedOf } from './contextvars';
import { block } from './time';

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

export class Thread extends PyObject {
  target: Value = null;
  args: readonly Value[] = [];
  kwargs = new PyDict();
  name = 'MainThread';
  daemon = false;
  /** When its function ends, in ms of the virtual clock; null before it starts. */
  endsAt: number | null = null;

  /** A thread of a pool, which the program did not make itself. */
  static named(name: string): Thread {
    const thread = new Thread(threadClass);
    thread.name = name;
    return thread;
  }
}

/** Does something as this thread does it. */
export function within<T>(thread: Thread, body: () => T): T {
  const outer = machine.thread;
  machine.thread = thread;
  try {
    return body();
  } finally {
    machine.thread = outer;
  }
}

/** What `threading.current_thread()` gives. */
export function currentThread(): Thread {
  return machine.thread instanceof Thread ? machine.thread : mainThread;
}

/** Lib/threading.py, `_newname` and `Thread.__init__`. */
function newName(target: Value): string {
  const name = `Thread-${++counter().threads}`;
  const of = target === null ? undefined : findAttribute(target, '__name__');
  return of === undefined ? name : `${name} (${str(of)})`;
}

define(threadClass, {
  '__init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None)': (
    self: Thread,
    _: Value,
    target: Value,
    name: Value,
    args: PyTuple | PyList,
    kwargs: PyDict | null,
    daemon: boolean | null,
  ) => {
    self.target = target;
    self.args = args.items;
    self.kwargs = kwargs ?? new PyDict();
    self.name = typeof name === 'string' ? name : newName(target);
    self.daemon = daemon ?? machine.thread?.daemon ?? false;
  },
  'run(self)': (self: Thread) => {
    if (self.target !== null) call(self.target, self.args, namedOf(self.kwargs));
  },
  'start(self)': (self: Thread) => {
    const outer = machine.threadMs;
    machine.threadMs = outer ?? 0;
    try {
      within(self, () => callMethod(self, 'run'));
    } catch (thrown) {
      if (!(thrown instanceof Raised)) throw thrown;
      printException(self, thrown.exception);
    } finally {
      self.endsAt = machine.time();
      machine.threadMs = outer;
    }
  },
  'join(self, timeout=None)': (self: Thread, timeout: Value) => {
    if (self.endsAt === null) raise('RuntimeError', 'cannot join thread before it is started');
    const now = machine.time();
    const ms = Math.min(self.endsAt - now, Number(numberOf(timeout) ?? Infinity) * 1000);
    if (ms > 0) block(ms, l10n.t('join() holds up the event loop until {0} ends', self.name));
  },
  'is_alive(self)': (self: Thread) => self.endsAt !== null && machine.time() < self.endsAt,
});
defineGetters(threadClass, {
  name: (self: Thread) => self.name,
  ident: () => 1,
  daemon: (self: Thread) => self.daemon,
});

/** `threading.excepthook`: an exception ends its thread alone, SystemExit without a word. */
function printException(thread: Thread, exception: PyException): void {
  if (exception.cls === exceptionClass('SystemExit')) return;
  const text = `${fullName(exception.cls)}: ${str(exception)}`;
  machine.write('stderr', `Exception in thread ${thread.name}:\n${text}\n`);
}

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
    'current_thread()': currentThread,
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

  /** What was put first; what a thread will put only later does not come. */
  next(): Value {
    const item = this.items.shift();
    return item === undefined ? raise(emptyClass) : item;
  }
}

define(queueClass, {
  '__init__(self, maxsize=0)': () => null,
  'put(self, item, block=True, timeout=None)': (self: ThreadQueue, item: Value) => {
    self.items.push(item);
  },
  'put_nowait(self, item)': (self: ThreadQueue, item: Value) => {
    self.items.push(item);
  },
  'get(self, block=True, timeout=None)': (self: ThreadQueue) => self.next(),
  'get_nowait(self)': (self: ThreadQueue) => self.next(),
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
