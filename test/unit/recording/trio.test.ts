import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Trace } from '../../../src/core/trace/format';
import { findPythons } from '../../support/pythons';
import { compareRuns, record } from '../../support/recordings';

const program = path.join(__dirname, '../../fixtures/recording/trio_program.py');
const later = path.join(__dirname, '../../fixtures/recording/trio_later.py');
const pythons = findPythons('3.8').filter(
  ({ path: python }) => spawnSync(python, ['-c', 'import trio']).status === 0,
);

/** What a task waits for and what wakes it, by the lines of its awaits; checkpoints, of which there are many, left out. */
function story({ tasks, events }: Trace, name: string): readonly string[] {
  const id = tasks.find((task) => task.name === name)?.id;
  const lines: string[] = [];
  for (const event of events) {
    if (event.task !== id) continue;
    if (event.kind === 'suspend' && event.waitsFor !== 'nothing') {
      const members = event.tasks.map((task) => tasks[task - 1]?.name).join(', ');
      lines.push([event.line, event.waitsFor, event.detail ?? members].join(' ').trim());
    }
    if (event.kind === 'enqueue' && event.waker.kind !== 'callback')
      lines.push(`woken: ${event.waker.kind}`);
    if (event.kind === 'end') lines.push(event.outcome + (event.error ? ` ${event.error}` : ''));
  }
  // A loop that waits until another task has come so far takes as many turns as it needs.
  return lines.filter((line, at) => line !== lines[at - 2] || lines[at - 1] !== lines[at - 3]);
}

describe('A trio program', function () {
  this.timeout(60_000);

  if (pythons.length === 0)
    it('is recorded', function () {
      console.log('      No Python found has trio.');
      this.skip();
    });

  for (const { version, path: python } of pythons) {
    it(`is recorded beside asyncio, which it imports before (${version})`, async () => {
      assert.equal(await compareRuns(later, python), null);
      const { trace } = (await record(later, python)).end;
      assert.deepEqual(
        trace.tasks.map(({ name, function: from }) => [name, from]),
        [
          ['Task-1', 'first'],
          ['second', 'second'],
        ],
      );
      assert.deepEqual(story(trace, 'Task-1'), [
        'woken: start',
        '8 timer 10 ms',
        'woken: timer',
        'returned',
      ]);
      assert.deepEqual(story(trace, 'second'), [
        'woken: start',
        '12 timer 10 ms',
        'woken: timer',
        'returned',
      ]);
    });

    it(`is recorded through an instrument, and not changed (${version})`, async () => {
      assert.equal(await compareRuns(program, python), null);
      const { trace } = (await record(program, python)).end;
      assert.deepEqual(
        trace.tasks.map(({ name, function: from, parent }) => [name, from, parent]),
        [
          ['main', 'main', null],
          ['sleeper', 'sleeper', 1],
          ['listener', 'listener', 1],
          ['holder', 'holder', 1],
          ['sleeper 2', 'sleeper', 1],
        ],
      );
      assert.deepEqual(story(trace, 'main'), [
        'woken: start',
        '30 timer 40 ms',
        'woken: timer',
        '33 timer 10 ms',
        'woken: timer',
        '36 lock',
        'woken: release',
        '26 tasks 1 task',
        'woken: task',
        '40 timer 5 s',
        'woken: cancel',
        '41 thread',
        'woken: thread',
        'raised ValueError: no',
      ]);
      // Whether it waits once more before the channel is closed, trio leaves to chance.
      assert.deepEqual(story(trace, 'listener').slice(0, 5), [
        'woken: start',
        '12 event',
        'woken: set',
        '13 queue',
        'woken: put',
      ]);
      assert.deepEqual(story(trace, 'sleeper'), [
        'woken: start',
        '7 timer 20 ms',
        'woken: timer',
        'returned',
      ]);
      assert.ok(trace.events.some((event) => event.kind === 'phase' && event.phase === 'select'));
      assert.equal(trace.dropped, 0);
    });
  }
});
