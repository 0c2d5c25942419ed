import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contextOf } from '../../../src/core/replay/context';
import { lifeOf, protagonist, stageTitle } from '../../../src/core/replay/life';
import { tellPlainly } from '../../../src/core/replay/plain';
import { Replay } from '../../../src/core/replay/replay';
import type { Trace } from '../../../src/core/trace/format';
import { nonsense } from '../../support/nonsense';
import { coffeeShop, coffeeShopNode, fetchOnce } from '../../support/traces';

/** The stages that a task goes through, each once for as long as it stays in it. */
function lifeIn(trace: Trace, task: number): string[] {
  const replay = new Replay(trace);
  const titles: string[] = [];
  for (let step = 0; step < replay.steps.length; step++) {
    const life = lifeOf(replay.stateAt(step), task);
    const title = life ? stageTitle(life.stage, life.task) : 'none';
    if (titles.at(-1) !== title) titles.push(title);
  }
  return titles;
}

describe('lifeOf', () => {
  it('goes once around, as a coroutine does', () => {
    assert.deepEqual(lifeIn(coffeeShop(), 2), [
      ...['none', 'created', 'running', 'awaiting', 'timer is due', 'resumed', 'done'],
    ]);
    assert.deepEqual(lifeIn(fetchOnce(), 1), [
      ...['created', 'running', 'awaiting', 'I/O completes', 'resumed', 'done'],
    ]);
    assert.deepEqual(lifeIn(coffeeShopNode(), 2).slice(0, 3), ['none', 'running', 'awaiting']);
  });

  it('says what ended a wait, and of I/O only where that did', () => {
    const replay = new Replay(coffeeShop());
    const ends = (task: number): string[] => {
      const titles = Array.from({ length: replay.steps.length }, (_, step) => {
        const life = lifeOf(replay.stateAt(step), task);
        return life ? stageTitle('completes', life.task) : 'none';
      });
      return titles.filter((title, index) => title !== titles[index - 1]);
    };
    assert.deepEqual(ends(1), ['wait is over', 'task is done']);
    assert.deepEqual(ends(2), ['none', 'wait is over', 'timer is due']);
    assert.equal(stageTitle('completes', null), 'I/O completes');
  });

  it('calls an end what it was', () => {
    const failed = fetchOnce();
    const events = failed.events.map((event) =>
      event.kind === 'end' ? { ...event, outcome: 'cancelled' as const } : event,
    );
    assert.equal(lifeIn({ ...failed, events }, 1).at(-1), 'cancelled');
  });

  it('has a place for each task of any trace', () => {
    fc.assert(
      fc.property(nonsense, (trace) => {
        const replay = new Replay(trace);
        for (let step = 0; step < replay.steps.length; step++) {
          const state = replay.stateAt(step);
          for (const { id, status } of state.tasks) {
            const life = lifeOf(state, id);
            assert(life);
            assert.equal(life.stage === 'done', status === 'done');
            assert.equal(life.stage === 'awaiting', status === 'waiting');
          }
        }
      }),
    );
  });

  it('is of the task that was last told of', () => {
    const trace = coffeeShop();
    const { steps } = new Replay(trace);
    const context = contextOf(trace, '');
    assert.equal(protagonist(steps.at(9)?.last ?? -1, context), 3);
    assert.equal(protagonist(-1, context), null);
  });
});

describe('tellPlainly', () => {
  const story = (trace: Trace): string[] =>
    [...new Replay(trace).steps].map((step) => tellPlainly(trace, step));

  it('tells of a barista who serves two orders', () => {
    assert.deepEqual(story(coffeeShop(['Alice', 'Bob'])).slice(1, 12), [
      'The barista starts with main (Task-1).',
      'New orders: Task-2, Task-3. They get in line.',
      'main (Task-1) cannot go on without Task-2, Task-3, so the barista puts it aside. Next in line: order_coffee (Task-2).',
      'The barista starts with order_coffee (Task-2).',
      'For order_coffee (Task-2) the barista calls out: “Alice ordered coffee”',
      'order_coffee (Task-2) needs a machine: 2 s timer. The barista sets it going, puts the order aside and has both hands free. Next in line: order_coffee (Task-3).',
      'The barista starts with order_coffee (Task-3).',
      'For order_coffee (Task-3) the barista calls out: “Bob ordered coffee”',
      'order_coffee (Task-3) needs a machine: 2 s timer. The barista sets it going, puts the order aside and has both hands free.',
      'Nobody is in line. The barista rests for 2 s, until a machine has finished.',
      'T = 2000 ms: a machine has finished for Task-2, Task-3.',
    ]);
  });

  it('has words for each step of any trace', () => {
    fc.assert(
      fc.property(nonsense, (trace) => {
        for (const sentence of story(trace)) assert.match(sentence, /\S/);
      }),
    );
  });
});
