import assert from 'node:assert/strict';
import fc from 'fast-check';
import { axisOf } from '../../../src/core/replay/axis';
import { contextOf } from '../../../src/core/replay/context';
import { lanesOf } from '../../../src/core/replay/lanes';
import { placesOf, placesUsed, roomOf } from '../../../src/core/replay/places';
import { Replay } from '../../../src/core/replay/replay';
import { runtimeOf } from '../../../src/core/replay/words';
import type { Trace, TraceEvent } from '../../../src/core/trace/format';
import { nonsense } from '../../support/nonsense';
import { coffeeShop, coffeeShopNode, fetchOnce } from '../../support/traces';

function placesAt(trace: Trace, step: number) {
  const runtime = runtimeOf(trace);
  const used = placesUsed(trace.events, runtime);
  return placesOf(new Replay(trace).stateAt(step), used, runtime, contextOf(trace, ''));
}

/** `place: task label note, …` of the places that hold something. */
function drawn(trace: Trace, step: number): string[] {
  return placesAt(trace, step)
    .filter((place) => place.rows.length > 0)
    .map(({ title, rows }) => {
      const items = rows.map((row) =>
        [row.task, row.present ? '' : '(ghost)', row.label, row.note].filter(Boolean).join(' '),
      );
      return `${title}: ${items.join('; ')}`;
    });
}

describe('placesOf', () => {
  it('shows where every task of the coffee shop is', () => {
    assert.deepEqual(drawn(coffeeShop(), 2), [
      'Ready queue: 2 first turn; 3 first turn; 4 first turn',
      'Running: 1',
    ]);
    assert.deepEqual(drawn(coffeeShop(), 6), [
      'Ready queue: 3 first turn; 4 first turn',
      'Scheduled timers: 2 due 2000 ms',
      'Other waits: 1 waits for Task-2, Task-3, Task-4',
    ]);
  });

  it('keeps a task beside the callback that will wake it', () => {
    assert.deepEqual(drawn(coffeeShop(['Alice']), 8), [
      'Ready queue: 2 futures._set_result_unless_cancelled',
      'Other waits: 1 waits for Task-2',
    ]);
  });

  it('shows the stack of Node with the innermost call on top', () => {
    assert.deepEqual(drawn(coffeeShopNode(), 3), ['Call stack: 3; 2; 1']);
  });

  it('shows what the selector watches', () => {
    assert.deepEqual(drawn(fetchOnce(), 2), ['Selector: 1 HTTP response']);
  });

  it('names the places of each runtime, and only those that the trace uses', () => {
    assert.deepEqual(
      placesAt(coffeeShop(), 0).map((place) => place.title),
      ['Ready queue', 'Running', 'Scheduled timers', 'Selector', 'Other waits'],
    );
    assert.deepEqual(
      placesAt(coffeeShopNode(), 0).map((place) => place.title),
      [
        'nextTick queue',
        'Microtask queue',
        'Call stack',
        'Timers',
        'Poll',
        'Check phase',
        'Other waits',
      ],
    );
  });

  it('has each task in one place at most, and each waiting task somewhere', () => {
    fc.assert(
      fc.property(nonsense, (trace) => {
        const replay = new Replay(trace);
        const used = placesUsed(trace.events, 'asyncio');
        for (const step of [...replay.steps].keys()) {
          const state = replay.stateAt(step);
          const places = placesOf(state, used, 'asyncio', contextOf(trace, ''));
          const present = places.flatMap(({ rows }) => rows).filter((row) => row.present);
          assert.equal(new Set(present.map((row) => row.task)).size, present.length);
        }
      }),
    );
  });

  it('knows how much room each place needs', () => {
    const trace = coffeeShop(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    const used = placesUsed(trace.events, 'asyncio');
    const room = roomOf(new Replay(trace), used, 'asyncio', contextOf(trace, ''), 5);
    assert.deepEqual(Object.fromEntries(room), {
      ready: 5,
      running: 1,
      timers: 5,
      selector: 0,
      other: 1,
    });
  });

  it('reserves the most where there are many tasks, also of those that a trace does not list', () => {
    const events = Array.from({ length: 600 }, (_, index): TraceEvent => {
      return { kind: 'resume', t: 0, task: index + 1, first: true, entry: null };
    });
    const trace: Trace = { ...coffeeShop(), tasks: [], events };
    const used = placesUsed(events, 'asyncio');
    const room = roomOf(new Replay(trace), used, 'asyncio', contextOf(trace, ''), 5);
    assert.equal(room.get('timers'), 5);
  });
});

describe('lanesOf', () => {
  const lanesFor = (trace: Trace) => lanesOf(trace, new Replay(trace).steps);

  it('draws what each task did, step by step', () => {
    const { lanes } = lanesFor(coffeeShop(['Alice', 'Bob']));
    assert.deepEqual(
      lanes.map((lane) => [
        lane.task.name,
        lane.depth,
        [...lane.segments].map(({ status, from, to }) => `${status} ${from}-${to}`).join(', '),
      ]),
      [
        ['Task-1', 0, 'ready 0-1, running 1-3, waiting 3-19, ready 19-20, running 20-21'],
        ['Task-2', 1, 'ready 2-4, running 4-6, waiting 6-12, ready 12-13, running 13-15'],
        ['Task-3', 1, 'ready 2-7, running 7-9, waiting 9-12, ready 12-16, running 16-18'],
      ],
    );
    assert.deepEqual(
      lanes.map((lane) => [lane.end, [...lane.outputs]]),
      [
        [21, []],
        [15, [5, 14]],
        [18, [8, 17]],
      ],
    );
  });

  it('draws who made whom runnable', () => {
    const { arrows } = lanesFor(coffeeShop(['Alice']));
    assert.deepEqual(
      [...arrows],
      [
        { step: 2, from: 1, to: 2, created: true },
        { step: 13, from: 2, to: 1, created: false },
      ],
    );
  });

  it('has no holes and no overlaps, whatever the trace', () => {
    fc.assert(
      fc.property(nonsense, (trace) => {
        for (const { segments } of lanesFor(trace).lanes)
          for (const [index, { from, to }] of [...segments].entries()) {
            assert(from < to);
            const next = segments.at(index + 1);
            if (next) assert(next.from >= to);
          }
      }),
    );
  });

  it('survives parents in a circle and very deep families', () => {
    const depth = 50_000;
    const tasks = Array.from({ length: depth }, (_, index) => ({
      id: index + 1,
      name: 't',
      function: 'f',
      parent: index === 0 ? null : index,
    }));
    const events = tasks.map(({ id, parent }) => ({
      kind: 'create' as const,
      t: 0,
      task: id,
      by: parent,
    }));
    const deep = { ...fetchOnce(), tasks, events };
    assert.equal(lanesFor(deep).lanes.at(-1)?.depth, depth - 1);
    const circle = {
      ...deep,
      tasks: tasks.map((task) => (task.id === 1 ? { ...task, parent: 2 } : task)),
    };
    assert.equal(lanesFor(circle).lanes.length, depth);
  });
});

describe('axisOf', () => {
  it('gives each step its place and each wait a gap', () => {
    const trace = coffeeShop();
    const { steps } = new Replay(trace);
    const axis = axisOf(trace, steps);
    assert.equal(axis.starts.length, steps.length);
    assert.deepEqual(
      [...axis.gaps].map(({ before, ms }) => [before, ms]),
      [[14, 2000]],
    );
    for (const [step, start] of axis.starts.entries())
      assert((axis.starts[step + 1] ?? axis.length) >= start + 1);
  });

  it('makes a longer wait wider, but not in proportion', () => {
    const widthOf = (ms: number): number => {
      const trace = fetchOnce();
      const events = trace.events.map((event) => ({ ...event, t: event.t > 0 ? ms : 0 }));
      const { steps } = new Replay({ ...trace, events });
      const gap = axisOf({ ...trace, events }, steps).gaps.at(0);
      return gap ? gap.end - gap.start : 0;
    };
    assert(widthOf(10) < widthOf(100) && widthOf(100) < widthOf(10_000));
    assert(widthOf(86_400_000) < 12);
  });
});
