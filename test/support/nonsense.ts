import fc from 'fast-check';
import type { Trace, TraceEvent } from '../../src/core/trace/format';

const id = fc.integer({ min: 1, max: 5 });
const task = fc.option(id);
const place = fc.constantFrom(
  {},
  { line: 1, column: 1 },
  { line: 2, column: 3, endLine: 2, endColumn: 9 },
);
const words = fc.constantFrom('a', 'two words', '`', '{0}');
const waker = fc.record(
  {
    kind: fc.constantFrom('start', 'timer', 'io', 'thread', 'task', 'resolve'),
    task,
    watch: fc.option(id),
  } as const,
  // As JSON.parse makes its objects.
  { noNullPrototype: true },
);

/** One event that the decoder accepts, of any kind, with no regard for what came before. */
const event: fc.Arbitrary<TraceEvent> = fc.oneof(
  fc.record({ kind: fc.constant('create'), t: fc.constant(0), task: id, by: task } as const),
  fc.record({
    kind: fc.constant('resume'),
    t: fc.constant(0),
    task: id,
    first: fc.boolean(),
    entry: fc.option(id),
  } as const),
  fc.record({
    kind: fc.constant('suspend'),
    t: fc.constant(0),
    task: id,
    keyword: fc.constant('await'),
    waitsFor: fc.constantFrom('timer', 'tasks', 'lock'),
    detail: fc.option(words),
    watches: fc.array(id, { maxLength: 2 }),
    tasks: fc.array(id, { maxLength: 2 }),
    chain: fc.constant([]),
  } as const),
  fc.record({
    kind: fc.constant('pass'),
    t: fc.constant(0),
    task,
    keyword: fc.constant('await'),
  } as const),
  fc.record({ kind: fc.constant('call'), t: fc.constant(0), task, function: words } as const),
  fc.record({ kind: fc.constant('return'), t: fc.constant(0), task, function: words } as const),
  fc.record({
    kind: fc.constant('end'),
    t: fc.constant(0),
    task: id,
    outcome: fc.constantFrom('returned', 'raised', 'cancelled'),
  } as const),
  fc.record({ kind: fc.constant('cancel'), t: fc.constant(0), task, target: id } as const),
  fc.record({
    kind: fc.constant('enqueue'),
    t: fc.constant(0),
    task,
    entry: id,
    queue: fc.constantFrom('ready', 'microtask', 'timers'),
    label: words,
    waker,
  } as const),
  fc.record({
    kind: fc.constant('callback'),
    t: fc.constant(0),
    task: fc.constant(null),
    entry: id,
    label: words,
    internal: fc.boolean(),
  } as const),
  fc.record({
    kind: fc.constant('callbackEnd'),
    t: fc.constant(0),
    task: fc.constant(null),
    entry: id,
  } as const),
  fc.record({ kind: fc.constant('drop'), t: fc.constant(0), task, entry: id } as const),
  fc.record({
    kind: fc.constant('watch'),
    t: fc.constant(0),
    task,
    watch: id,
    place: fc.constantFrom('timers', 'selector', 'poll', 'threads', 'other'),
    label: words,
    due: fc.option(fc.nat(100)),
  } as const),
  fc.record({
    kind: fc.constantFrom('fire', 'unwatch'),
    t: fc.constant(0),
    task,
    watch: id,
  } as const),
  fc.record({
    kind: fc.constant('phase'),
    t: fc.constant(0),
    task: fc.constant(null),
    phase: fc.constantFrom('iteration', 'select', 'timers', 'poll'),
    iteration: fc.nat(9),
  } as const),
  fc.record({
    kind: fc.constant('output'),
    t: fc.constant(0),
    task,
    stream: fc.constantFrom('stdout', 'stderr'),
    text: fc.constantFrom('a\n', 'half', '\n', 'a\nb\n'),
  } as const),
  fc.record({
    kind: fc.constant('block'),
    t: fc.constant(0),
    task,
    ms: fc.nat(9),
    label: words,
  } as const),
  fc.record({
    kind: fc.constant('assume'),
    t: fc.constant(0),
    task,
    assumption: fc.constant(1),
  } as const),
  fc.record({ kind: fc.constant('warn'), t: fc.constant(0), task, text: words } as const),
);

/** The kinds of events that may tell of an exception. */
const failing: ReadonlySet<TraceEvent['kind']> = new Set([
  'resume',
  'return',
  'end',
  'callbackEnd',
]);

/**
 * Traces that the decoder accepts and no event loop would write: what a replay must show as nonsense, but
 * without failing. Time moves by 0 to 3 ms between events.
 */
export const nonsense: fc.Arbitrary<Trace> = fc
  .array(fc.tuple(event, place, fc.nat(3), fc.constantFrom({}, { error: 'a' }, { error: '' })), {
    maxLength: 120,
  })
  .map((parts) => {
    let t = 0;
    const events = parts.map(([each, at, ms, error]): TraceEvent => ({
      ...each,
      ...at,
      ...(failing.has(each.kind) ? error : {}),
      t: (t += ms),
    }));
    return {
      version: 1,
      mode: 'walkthrough',
      language: 'python',
      file: 'nonsense.py',
      endMs: t,
      tasks: [1, 2, 3, 4, 5].map((number) => ({
        id: number,
        name: `Task-${number}`,
        function: 'f',
        parent: number === 1 ? 2 : number - 1,
      })),
      events,
      stdout: [],
      assumptions: [
        {
          id: 1,
          kind: 'value',
          text: 'Something.',
          subject: null,
          line: null,
          column: null,
          value: null,
          alternatives: [],
          chosen: false,
        },
      ],
      dropped: 0,
    };
  });
