import type { Phase, Trace } from '../../src/core/trace/format';
import { TraceWriter } from '../../src/core/trace/writer';

/**
 * The coffee shop as CPython's event loop runs it (`samples/python/coffee_shop.py`), written by hand from
 * asyncio/base_events.py, tasks.py and futures.py, so that replay tests need no simulator.
 */
export function coffeeShop(names: readonly string[] = ['Alice', 'Bob', 'Charlie']): Trace {
  const writer = new TraceWriter();
  const ready = (task: number | null, label: string, waker: Waker): number => {
    const entry = writer.nextEntry();
    writer.emit({ kind: 'enqueue', task, entry, queue: 'ready', label, waker });
    return entry;
  };
  const turn = (iteration: number, timeout: number): void => {
    writer.emit({ kind: 'phase', task: null, phase: 'select', iteration, timeout });
  };
  const run = (iteration: number): void =>
    writer.emit({ kind: 'phase', task: null, phase: 'iteration', iteration });
  const main = writer.addTask({ name: 'Task-1', function: 'main', parent: null });
  writer.emit({ kind: 'create', task: main, by: null });
  const first = ready(main, 'Task.__step', { kind: 'start', task: null, watch: null });
  turn(1, 0);
  run(1);
  writer.emit({ kind: 'resume', task: main, first: true, entry: first, line: 15, column: 1 });
  const gather = { line: 16, column: 5, endLine: 20, endColumn: 6 };
  const orders = names.map((name, index) => {
    const task = writer.addTask({
      name: `Task-${index + 2}`,
      function: 'order_coffee',
      parent: main,
    });
    writer.emit({ kind: 'create', task, by: main, line: 16, column: 11 });
    const entry = ready(task, 'Task.__step', { kind: 'start', task: main, watch: null });
    return { name, task, entry, watch: 0, fired: 0 };
  });
  writer.emit({
    kind: 'suspend',
    task: main,
    keyword: 'await',
    waitsFor: 'tasks',
    detail: null,
    watches: [],
    tasks: orders.map((order) => order.task),
    chain: [{ function: 'main', line: 16, column: 5 }],
    ...gather,
  });
  turn(2, 0);
  run(2);
  const sleep = { line: 11, column: 5, endLine: 11, endColumn: 27 };
  for (const order of orders) {
    const { task, entry, name } = order;
    writer.emit({ kind: 'resume', task, first: true, entry, line: 9, column: 1 });
    writer.emit({
      kind: 'output',
      task,
      stream: 'stdout',
      text: `${name} ordered coffee\n`,
      line: 10,
      column: 5,
    });
    order.watch = writer.nextWatch();
    const due = writer.now + 2000;
    const { watch } = order;
    writer.emit({ kind: 'watch', task, watch, place: 'timers', label: '2 s timer', due });
    writer.emit({
      kind: 'suspend',
      task,
      keyword: 'await',
      waitsFor: 'timer',
      detail: '2 s',
      watches: [watch],
      tasks: [],
      chain: [{ function: 'order_coffee', line: 11, column: 5 }],
      ...sleep,
    });
  }
  turn(3, 2000);
  writer.now = 2000;
  for (const order of orders) {
    writer.emit({ kind: 'fire', task: order.task, watch: order.watch });
    order.fired = ready(null, 'futures._set_result_unless_cancelled', {
      kind: 'timer',
      task: null,
      watch: order.watch,
    });
  }
  run(3);
  for (const order of orders) {
    const callback = {
      task: null,
      entry: order.fired,
      label: 'futures._set_result_unless_cancelled',
    };
    writer.emit({ kind: 'callback', internal: true, ...callback });
    order.entry = ready(order.task, 'Task.task_wakeup', {
      kind: 'timer',
      task: null,
      watch: order.watch,
    });
    writer.emit({ kind: 'callbackEnd', task: null, entry: order.fired });
  }
  turn(4, 0);
  run(4);
  const done = 'gather.<locals>._done_callback';
  for (const order of orders) {
    const { task, entry, name } = order;
    writer.emit({ kind: 'resume', task, first: false, entry, ...sleep });
    writer.emit({
      kind: 'output',
      task,
      stream: 'stdout',
      text: `${name} got coffee\n`,
      line: 12,
      column: 5,
    });
    writer.emit({ kind: 'end', task, outcome: 'returned', value: 'None', line: 12, column: 5 });
    order.entry = ready(null, done, { kind: 'task', task, watch: null });
  }
  turn(5, 0);
  run(5);
  let wakeup = 0;
  for (const [index, order] of orders.entries()) {
    writer.emit({ kind: 'callback', task: null, entry: order.entry, label: done, internal: true });
    if (index === orders.length - 1)
      wakeup = ready(main, 'Task.task_wakeup', { kind: 'task', task: order.task, watch: null });
    writer.emit({ kind: 'callbackEnd', task: null, entry: order.entry });
  }
  turn(6, 0);
  run(6);
  const value = '[None, None, None]';
  writer.emit({ kind: 'resume', task: main, first: false, entry: wakeup, value, ...gather });
  writer.emit({ kind: 'end', task: main, outcome: 'returned', value: 'None', line: 20, column: 5 });
  return writer.finish({ mode: 'walkthrough', language: 'python', file: 'coffee_shop.py' });
}

type Waker = Parameters<TraceWriter['emit']>[0] extends infer Event
  ? Event extends { kind: 'enqueue'; waker: infer W }
    ? W
    : never
  : never;

/**
 * The coffee shop as Node runs it (`samples/typescript/coffee-shop.ts`), written by hand from the
 * ECMAScript specification's await and libuv's loop.
 */
export function coffeeShopNode(names: readonly string[] = ['Alice', 'Bob', 'Charlie']): Trace {
  const writer = new TraceWriter();
  const phase = (name: Phase, iteration: number, timeout?: number): void =>
    writer.emit({
      kind: 'phase',
      task: null,
      phase: name,
      iteration,
      ...(timeout === undefined ? {} : { timeout }),
    });
  phase('main', 0);
  const module = writer.addTask({ name: '<module>', function: '<module>', parent: null });
  writer.emit({ kind: 'create', task: module, by: null });
  writer.emit({ kind: 'resume', task: module, first: true, entry: null, line: 1, column: 1 });
  const main = writer.addTask({ name: 'main', function: 'main', parent: module });
  writer.emit({ kind: 'create', task: main, by: module, line: 18, column: 1 });
  writer.emit({ kind: 'resume', task: main, first: true, entry: null, line: 14, column: 1 });
  const sleep = { line: 10, column: 3, endLine: 10, endColumn: 20 };
  const orders = names.map((name, index) => {
    const task = writer.addTask({
      name: index === 0 ? 'orderCoffee' : `orderCoffee #${index + 1}`,
      function: 'orderCoffee',
      parent: main,
    });
    writer.emit({ kind: 'create', task, by: main, line: 15, column: 22 + index * 20 });
    writer.emit({ kind: 'resume', task, first: true, entry: null, line: 8, column: 1 });
    const text = `${name} ordered coffee\n`;
    writer.emit({ kind: 'output', task, stream: 'stdout', text, line: 9, column: 3 });
    const watch = writer.nextWatch();
    writer.emit({ kind: 'watch', task, watch, place: 'timers', label: '2 s timer', due: 2000 });
    writer.emit({
      kind: 'suspend',
      task,
      keyword: 'await',
      waitsFor: 'timer',
      detail: '2 s',
      watches: [watch],
      tasks: [],
      chain: [{ function: 'orderCoffee', line: 10, column: 3 }],
      ...sleep,
    });
    return { name, task, watch, entry: 0 };
  });
  writer.emit({
    kind: 'suspend',
    task: main,
    keyword: 'await',
    waitsFor: 'tasks',
    detail: null,
    watches: [],
    tasks: orders.map((order) => order.task),
    chain: [{ function: 'main', line: 15, column: 3 }],
    line: 15,
    column: 3,
    endLine: 15,
    endColumn: 88,
  });
  writer.emit({ kind: 'end', task: module, outcome: 'returned', line: 18, column: 1 });
  phase('timers', 1);
  phase('poll', 1, 2000);
  writer.now = 2000;
  phase('check', 1);
  phase('timers', 2);
  const join = (task: number | null, label: string, by: number | null): number => {
    const entry = writer.nextEntry();
    const waker = { kind: by === null ? 'timer' : 'resolve', task: by, watch: null } as const;
    writer.emit({ kind: 'enqueue', task, entry, queue: 'microtask', label, waker });
    return entry;
  };
  let last = 0;
  for (const [index, order] of orders.entries()) {
    const { task, watch, name } = order;
    writer.emit({ kind: 'fire', task, watch });
    const entry = writer.nextEntry();
    const label = 'setTimeout callback';
    const waker = { kind: 'timer', task: null, watch } as const;
    writer.emit({ kind: 'enqueue', task: null, entry, queue: 'timers', label, waker });
    writer.emit({ kind: 'callback', task: null, entry, label, internal: false });
    order.entry = join(task, 'await continuation', null);
    writer.emit({ kind: 'callbackEnd', task: null, entry });
    writer.emit({ kind: 'resume', task, first: false, entry: order.entry, ...sleep });
    const text = `${name} got coffee\n`;
    writer.emit({ kind: 'output', task, stream: 'stdout', text, line: 11, column: 3 });
    writer.emit({ kind: 'end', task, outcome: 'returned', line: 12, column: 1 });
    const element = join(null, 'Promise.all resolve element', task);
    writer.emit({
      kind: 'callback',
      task: null,
      entry: element,
      label: 'Promise.all',
      internal: true,
    });
    if (index === orders.length - 1) last = join(main, 'await continuation', task);
    writer.emit({ kind: 'callbackEnd', task: null, entry: element });
  }
  writer.emit({ kind: 'resume', task: main, first: false, entry: last, line: 15, column: 3 });
  writer.emit({ kind: 'end', task: main, outcome: 'returned', line: 16, column: 1 });
  return writer.finish({ mode: 'walkthrough', language: 'typescript', file: 'coffee-shop.ts' });
}

/** One HTTP request of Python: an assumption, the selector, a value that lands in a name. */
export function fetchOnce(): Trace {
  const writer = new TraceWriter();
  const task = writer.addTask({ name: 'Task-1', function: 'fetch', parent: null });
  const label = 'Task.__step';
  const start = { kind: 'start', task: null, watch: null } as const;
  writer.emit({ kind: 'create', task, by: null });
  writer.emit({ kind: 'enqueue', task, entry: 1, queue: 'ready', label, waker: start });
  writer.emit({ kind: 'phase', task: null, phase: 'select', iteration: 1, timeout: 0 });
  writer.emit({ kind: 'resume', task, first: true, entry: 1, line: 1, column: 1 });
  writer.assume(
    {
      kind: 'duration',
      text: 'The HTTP response is assumed to take 100 ms.',
      subject: 'HTTP response',
      line: 2,
      column: 16,
      value: 100,
      chosen: false,
    },
    task,
  );
  const place = 'selector';
  writer.emit({ kind: 'watch', task, watch: 1, place, label: 'HTTP response', due: null });
  const at = { line: 2, column: 16, endLine: 2, endColumn: 38 };
  writer.emit({
    kind: 'suspend',
    task,
    keyword: 'await',
    waitsFor: 'network',
    detail: 'HTTP response',
    watches: [1],
    tasks: [],
    chain: [{ function: 'fetch', line: 2, column: 16 }],
    ...at,
  });
  writer.emit({ kind: 'phase', task: null, phase: 'select', iteration: 2, timeout: null });
  writer.now = 100;
  writer.emit({ kind: 'fire', task, watch: 1 });
  const io = { kind: 'io', task: null, watch: 1 } as const;
  writer.emit({ kind: 'enqueue', task, entry: 2, queue: 'ready', label, waker: io });
  const value = '<Response 200>';
  writer.emit({ kind: 'resume', task, first: false, entry: 2, value, into: 'response', ...at });
  writer.emit({ kind: 'end', task, outcome: 'returned', value, line: 3, column: 5 });
  return writer.finish({ mode: 'walkthrough', language: 'python', file: 'fetch.py' });
}

/** The trace as after an edit of its program: its lines moved, and everything slower by a factor. */
export function slower(trace: Trace, lines: number, factor: number): Trace {
  const events = trace.events.map((event) => ({
    ...event,
    t: event.t * factor,
    ...(event.line === undefined ? {} : { line: event.line + lines }),
  }));
  return { ...trace, events, endMs: trace.endMs * factor };
}

/** Two loops: in the main thread `main` and two tasks of `job`, in a worker three more of the same function. */
export function twoLoops(): Trace {
  const writer = new TraceWriter();
  const begin = (name: string, runs: string, parent: number | null): number => {
    const task = writer.addTask({ name, function: runs, parent });
    writer.emit({ kind: 'create', task, by: parent });
    writer.emit({ kind: 'resume', task, first: true, entry: null });
    return task;
  };
  const main = begin('main', 'main', null);
  const here = [1, 2].map((number) => begin(`job ${number}`, 'job', main));
  writer.thread = 'worker 1';
  const there = [3, 4, 5].map((number) => begin(`job ${number}`, 'job', null));
  for (const task of there) writer.emit({ kind: 'end', task, outcome: 'returned' });
  writer.thread = null;
  for (const task of [...here, main]) writer.emit({ kind: 'end', task, outcome: 'returned' });
  return writer.finish({ mode: 'recording', language: 'javascript', file: 'two.mjs' });
}
