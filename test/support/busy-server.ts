import type { Trace, TraceEvent, TraceTask } from '../../src/core/trace/format';

const functions = ['serve', 'handle', 'query', 'render'] as const;

/** Tasks that live at the same time, besides the one that starts them. */
const atOnce = 200;

/** Turns that each task takes before it is over. */
const turns = 50;

/**
 * A recording of a server under load: `size` events or a few more. Tasks are created, wait for timers and I/O, wake
 * each other, print, hold the loop up now and then, and end; all of it as regular as a synthetic trace is.
 */
export function busyServer(size: number): Trace {
  const tasks: TraceTask[] = [{ id: 1, name: 'Task-1', function: 'main', parent: null }];
  const events: TraceEvent[] = [];
  let [t, ids, iteration] = [0, 1, 0];
  const enqueue = (task: number, waker: Extract<TraceEvent, { kind: 'enqueue' }>['waker']) => {
    const entry = ids++;
    const label = waker.kind === 'start' ? 'Task.__step' : 'Task.task_wakeup';
    events.push({ t, kind: 'enqueue', task, entry, queue: 'ready', label, waker });
    return entry;
  };
  const start = (by: number | null) => {
    const id = tasks.length + 1;
    const of = functions[id % functions.length] ?? 'serve';
    tasks.push({ id, name: `Task-${id}`, function: of, parent: 1 });
    events.push({ t, kind: 'create', task: id, by, line: 40, column: 9 });
    return { id, left: turns, entry: enqueue(id, { kind: 'start', task: by, watch: null }) };
  };
  events.push({ t, kind: 'create', task: 1, by: null });
  const main = enqueue(1, { kind: 'start', task: null, watch: null });
  events.push({ t, kind: 'resume', task: 1, first: true, entry: main, line: 38, column: 1 });
  let alive = Array.from({ length: atOnce }, () => start(1));
  events.push({
    ...{ t, kind: 'suspend', task: 1, keyword: 'await', line: 44, column: 5 },
    ...{ waitsFor: 'event', detail: 'event closing', tasks: [], watches: [] },
    ...{ chain: [{ function: 'main', line: 44, column: 5 }] },
  });
  while (events.length < size) {
    iteration++;
    events.push({ t, kind: 'phase', task: null, phase: 'select', iteration, timeout: 2 });
    const next: typeof alive = [];
    for (const [index, task] of alive.entries()) {
      t += 0.01;
      const { id, entry } = task;
      const line = 10 + (index % 20);
      const first = task.left === turns;
      events.push({ t, kind: 'resume', task: id, first, entry, line, column: 5 });
      if (index % 50 === 0)
        events.push({ t, kind: 'output', task: id, stream: 'stdout', text: `${id} answers\n` });
      if (iteration % 40 === 0 && index === 0) {
        events.push({ t, kind: 'block', task: id, ms: 5, label: 'json.loads', line, column: 9 });
        t += 5;
      }
      if (--task.left === 0) {
        events.push({ t, kind: 'end', task: id, outcome: 'returned', value: 'None', line: 30 });
        next.push(start(null));
        continue;
      }
      const place = index % 2 === 0 ? 'timers' : 'selector';
      const label = place === 'timers' ? '2 ms timer' : 'HTTP response from example.com';
      const due = place === 'timers' ? t + 2 : null;
      events.push({ t, kind: 'watch', task: id, watch: ids, place, label, due });
      events.push({
        ...{ t, kind: 'suspend', task: id, keyword: 'await', line, column: 5 },
        ...{ waitsFor: place === 'timers' ? 'timer' : 'network', detail: label, tasks: [] },
        ...{ watches: [ids], chain: [{ function: 'handle', line, column: 5 }] },
      });
      next.push({ ...task, entry: ids++ });
    }
    t += 2;
    for (const task of next) {
      if (task.left === turns) continue;
      const watch = task.entry;
      events.push({ t, kind: 'fire', task: task.id, watch });
      const kind = watch % 2 === 0 ? 'timer' : 'io';
      task.entry = enqueue(task.id, { kind, task: null, watch });
    }
    alive = next;
  }
  return {
    version: 1,
    mode: 'recording',
    language: 'python',
    file: 'server.py',
    endMs: t,
    tasks,
    events,
    stdout: [],
    assumptions: [],
    dropped: 0,
  };
}
