import assert from 'node:assert/strict';
import { lanesOf } from '../../../src/core/replay/lanes';
import { Replay } from '../../../src/core/replay/replay';
import type { LoopState } from '../../../src/core/replay/state';
import { stepsOf } from '../../../src/core/replay/steps';
import type { Trace } from '../../../src/core/trace/format';
import { TraceWriter } from '../../../src/core/trace/writer';

/** Two loops, whose events come by turns: main starts a task in a worker, and another task of its own. */
function twoThreads(): Trace {
  const writer = new TraceWriter();
  const begin = (name: string, parent: number | null): number => {
    const task = writer.addTask({ name, function: name, parent });
    writer.emit({ kind: 'create', task, by: parent });
    writer.emit({ kind: 'resume', task, first: true, entry: null });
    return task;
  };
  const enter = (phase: 'main' | 'timers' | 'poll', iteration: number): void =>
    writer.emit({ kind: 'phase', task: null, phase, iteration });
  enter('main', 0);
  const main = begin('main', null);
  writer.thread = 'worker 1';
  enter('timers', 3);
  const inWorker = begin('inWorker', main);
  writer.thread = null;
  const other = begin('other', main);
  writer.emit({ kind: 'end', task: other, outcome: 'returned' });
  writer.thread = 'worker 1';
  writer.emit({ kind: 'end', task: inWorker, outcome: 'returned' });
  writer.thread = null;
  writer.emit({ kind: 'end', task: main, outcome: 'returned' });
  return writer.finish({ mode: 'recording', language: 'javascript', file: 'two.mjs' });
}

describe('A replay of several threads', () => {
  const trace = twoThreads();
  const replay = new Replay(trace, stepsOf(trace));

  /** The state after the step that tells of the last event of this kind of the task. */
  const after = (kind: 'resume' | 'end', task: number): LoopState => {
    const index = trace.events.findLastIndex((event) => event.kind === kind && event.task === task);
    const step = Array.from(replay.steps).findIndex(({ last }) => last >= index);
    return replay.stateAt(step);
  };
  const stackOf = ({ stack }: Pick<LoopState, 'stack'>) =>
    stack.map((frame) => (frame.kind === 'task' ? frame.task : frame.label));

  it('shows the loop of the thread in which the step happens', () => {
    const inWorker = after('resume', 2);
    assert.deepEqual(
      [inWorker.thread, inWorker.phase, inWorker.iteration],
      ['worker 1', 'timers', 3],
    );
    assert.deepEqual(stackOf(inWorker), [2]);
    const inMain = after('resume', 3);
    assert.deepEqual([inMain.thread, inMain.phase, inMain.iteration], [null, 'main', 0]);
    assert.deepEqual(stackOf(inMain), [1, 3]);
    assert.deepEqual(stackOf(inMain.others.get('worker 1') ?? { stack: [] }), [2]);
  });

  it('goes back to a state with all its loops', () => {
    const before = after('resume', 3);
    const end = after('end', 1);
    assert.deepEqual(stackOf(end), []);
    assert.deepEqual(after('resume', 3), before);
  });

  it('has no step of two threads', () => {
    for (const { first, last } of replay.steps) {
      const threads = new Set(trace.events.slice(first, last + 1).map(({ thread }) => thread));
      assert.equal(threads.size, 1);
    }
  });

  it('lists the lanes of a thread together, as families of their own', () => {
    const { lanes } = lanesOf(trace, replay.steps);
    assert.deepEqual(
      lanes.map(({ task, depth }) => [task.thread, task.name, depth]),
      [
        [undefined, 'main', 0],
        [undefined, 'other', 1],
        ['worker 1', 'inWorker', 0],
      ],
    );
  });
});
