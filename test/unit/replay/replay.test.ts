import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linesOf, outputsOf } from '../../../src/core/replay/console';
import { Machine } from '../../../src/core/replay/machine';
import { Replay } from '../../../src/core/replay/replay';
import { Picker } from '../../../src/core/replay/roster';
import type { LoopState, TaskState } from '../../../src/core/replay/state';
import { decodeTrace } from '../../../src/core/trace/decode';
import type { Trace } from '../../../src/core/trace/format';
import { nonsense } from '../../support/nonsense';
import { coffeeShop, coffeeShopNode, fetchOnce } from '../../support/traces';

/** The state after each step, worked out from the start each time: no keyframes, no way back. */
function plainStates({ steps, trace }: Replay): LoopState[] {
  const machine = new Machine();
  let applied = 0;
  return [...steps].map(({ last }) => {
    for (; applied <= last; applied++) {
      const event = trace.events.at(applied);
      assert(event);
      machine.apply(event);
    }
    return machine.snapshot();
  });
}

/** A state without what its roster of tasks shares with others. */
function plain(state: LoopState) {
  return { ...state, tasks: [...state.tasks] };
}

const waiting = new Picker<TaskState>(({ status }) => status === 'waiting');

/** Goes forward through all steps, back through all, and to the given ones; the states must agree. */
function checkWays(trace: Trace, jumps: readonly number[]): void {
  const replay = new Replay(trace);
  const expected = plainStates(replay).map(plain);
  for (const step of expected.keys()) assert.deepEqual(plain(replay.stateAt(step)), expected[step]);
  for (const step of [...expected.keys()].reverse())
    assert.deepEqual(plain(replay.stateAt(step)), expected[step]);
  for (const jump of jumps) {
    const step = expected.length === 0 ? -1 : jump % expected.length;
    const state = replay.stateAt(step);
    if (step >= 0) assert.deepEqual(plain(state), expected[step]);
    const tasks = [...state.tasks];
    assert.deepEqual(
      waiting.pick(state.tasks),
      tasks.filter(({ status }) => status === 'waiting'),
    );
    for (const { id } of trace.tasks)
      assert.equal(
        state.tasks.get(id),
        tasks.find((task) => task.id === id),
      );
  }
}

function checkCover({ steps, trace }: Replay): void {
  let next = 0;
  for (const { first, last, headline } of steps) {
    assert.equal(first, next);
    assert(first <= headline && headline <= last);
    next = last + 1;
  }
  assert.equal(next, trace.events.length);
}

const jumps = fc.array(fc.nat(10_000), { maxLength: 20 });

describe('Replay', () => {
  it('reaches the same state forward, back and by jumps, over many keyframes', () => {
    const large = coffeeShop(Array.from({ length: 200 }, (_, index) => `guest ${index}`));
    assert(large.events.length > 2500, 'a trace of several keyframes');
    for (const trace of [coffeeShop(), coffeeShopNode(), fetchOnce()])
      fc.assert(
        fc.property(jumps, (steps) => checkWays(trace, steps)),
        { numRuns: 20 },
      );
    checkWays(large, [0, 700, 3, 699, 350]);
  });

  it('does so for nonsense too', () => {
    fc.assert(fc.property(nonsense, jumps, checkWays), { numRuns: 200 });
  });

  it('is tried with nonsense that a file could hold', () => {
    fc.assert(
      fc.property(nonsense, (trace) => {
        assert.deepEqual(decodeTrace(trace).problems, undefined);
      }),
    );
  });

  it('gives each event to exactly one step', () => {
    for (const trace of [coffeeShop(), coffeeShopNode(), fetchOnce()])
      checkCover(new Replay(trace));
    fc.assert(fc.property(nonsense, (trace) => checkCover(new Replay(trace))));
  });

  it('starts before the first event and stays on the last step', () => {
    const replay = new Replay(fetchOnce());
    assert.deepEqual([...replay.stateAt(-1).tasks], []);
    const last = replay.stateAt(replay.steps.length - 1);
    assert.deepEqual(plain(replay.stateAt(1000)), plain(last));
    assert.equal(last.tasks.at(0)?.status, 'done');
  });

  it('knows which steps are near, and how far it is prepared for one', () => {
    const large = coffeeShop(Array.from({ length: 300 }, (_, index) => `guest ${index}`));
    const replay = new Replay(large);
    const last = replay.steps.length - 1;
    assert.deepEqual([replay.isNear(0, 1_500), replay.isNear(last, 1_500)], [true, false]);
    assert.equal(replay.preparedFor(last), 0);
    while (replay.prepare(500));
    assert.deepEqual([replay.isNear(last, 1_500), replay.preparedFor(last)], [true, 1]);
  });

  it('never changes a state that it gave out', () => {
    const replay = new Replay(coffeeShop());
    const early = replay.stateAt(5);
    const copy = structuredClone(plain(early));
    replay.stateAt(25);
    replay.stateAt(3);
    assert.deepEqual(plain(early), copy);
  });
});

describe('the state of the coffee shop', () => {
  const replay = new Replay(coffeeShop());
  const stepOf = (kind: string, task: number, nth = 0): number =>
    [...replay.steps].flatMap((step, index) => {
      const event = replay.trace.events.at(step.headline);
      return event?.kind === kind && event.task === task ? [index] : [];
    })[nth] ?? assert.fail(`no ${kind} of ${task}`);
  const statuses = (step: number): string[] =>
    [...replay.stateAt(step).tasks].map((task) => task.status);

  it('has the orders ready, in order, while main runs', () => {
    const state = replay.stateAt(stepOf('create', 2));
    assert.deepEqual(state.stack, [{ kind: 'task', task: 1 }]);
    assert.deepEqual(
      state.queues.ready.map((entry) => entry.task),
      [2, 3, 4],
    );
    assert.deepEqual(statuses(stepOf('create', 2)), ['running', 'ready', 'ready', 'ready']);
  });

  it('has main wait for the three tasks', () => {
    const main = replay.stateAt(stepOf('suspend', 1)).tasks.at(0);
    assert.equal(main?.status, 'waiting');
    assert.deepEqual(main.waiting?.tasks, [2, 3, 4]);
    assert.deepEqual(main.at, { line: 16, column: 5, endLine: 20, endColumn: 6 });
    assert.equal(main.suspensions, 1);
  });

  it('has three timers, all due at 2000 ms, while the loop sleeps', () => {
    const state = replay.stateAt(stepOf('suspend', 4) + 1);
    assert.deepEqual([state.phase, state.timeout, state.stack], ['select', 2000, []]);
    assert.deepEqual(
      state.watches.map(({ place, due, task }) => [place, due, task]),
      [
        ['timers', 2000, 2],
        ['timers', 2000, 3],
        ['timers', 2000, 4],
      ],
    );
  });

  it('remembers what woke a task and since when it runs', () => {
    const task = replay.stateAt(stepOf('resume', 3, 1)).tasks.at(2);
    assert.deepEqual(task?.wokenBy, { kind: 'timer', task: null, watch: 2 });
    assert.deepEqual([task.status, task.since, task.waiting], ['running', 2000, null]);
  });

  it('keeps what a task returned', () => {
    const state = replay.stateAt(replay.steps.length - 1);
    assert.deepEqual(statuses(replay.steps.length - 1), ['done', 'done', 'done', 'done']);
    assert.deepEqual(state.tasks.at(1)?.outcome, { outcome: 'returned', value: 'None' });
    assert.equal(state.printed, 6);
  });
});

describe('the call stack of Node', () => {
  it('has an async call above its caller, and the caller again after the suspension', () => {
    const replay = new Replay(coffeeShopNode());
    const stacks = [...replay.steps].map((step, index) => ({
      kind: replay.trace.events.at(step.headline)?.kind,
      stack: replay
        .stateAt(index)
        .stack.map((frame) => (frame.kind === 'task' ? frame.task : frame.label)),
    }));
    assert.deepEqual(stacks.slice(0, 5), [
      { kind: 'resume', stack: [1] },
      { kind: 'resume', stack: [1, 2] },
      { kind: 'resume', stack: [1, 2, 3] },
      { kind: 'output', stack: [1, 2, 3] },
      { kind: 'suspend', stack: [1, 2] },
    ]);
  });
});

describe('linesOf', () => {
  const event = (text: string, stream: 'stdout' | 'stderr', task: number | null) =>
    ({ kind: 'output', t: 0, task, stream, text }) as const;

  it('joins what is printed in parts, and keeps the streams apart', () => {
    const events = [
      event('a', 'stdout', 1),
      event('error\n', 'stderr', null),
      event('b\nc\n\n', 'stdout', 1),
    ];
    const shownAfter = (printed: number) =>
      linesOf(events, outputsOf({ events }), printed).map(({ stream, text }) => [stream, text]);
    assert.deepEqual(shownAfter(1), [['stdout', 'a']]);
    assert.deepEqual(shownAfter(3), [
      ['stdout', 'ab'],
      ['stderr', 'error'],
      ['stdout', 'c'],
      ['stdout', ''],
    ]);
  });
});
