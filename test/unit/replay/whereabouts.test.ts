import assert from 'node:assert/strict';
import { contextOf } from '../../../src/core/replay/context';
import { Replay } from '../../../src/core/replay/replay';
import { whereabouts } from '../../../src/core/replay/whereabouts';
import type { Trace } from '../../../src/core/trace/format';
import { coffeeShop } from '../../support/traces';

/** Line and column of a task after a step. */
function placeOf(trace: Trace, step: number, task: number): readonly number[] | null {
  const last = new Replay(trace).steps.at(step)?.last ?? -1;
  const place = whereabouts(task, last, contextOf(trace, ''));
  return place && [place.line, place.column];
}

describe('whereabouts', () => {
  it('is the await where a task is parked', () => {
    assert.deepEqual(placeOf(coffeeShop(), 9, 1), [16, 5]);
    assert.deepEqual(placeOf(coffeeShop(), 9, 2), [11, 5]);
  });

  it('is where a task is created that has not begun, or does not exist yet', () => {
    assert.deepEqual(placeOf(coffeeShop(), 3, 4), [16, 11]);
    assert.deepEqual(placeOf(coffeeShop(), 0, 4), [16, 11]);
  });

  it('is where a task begins that nobody is seen to create', () => {
    assert.deepEqual(placeOf(coffeeShop(), 0, 1), [15, 1]);
  });

  it('stays where a task has come to while others wake it', () => {
    const shop = coffeeShop();
    const woken = { ...shop, events: shop.events.map((event) => elsewhere(event)) };
    const last = new Replay(shop).steps.length - 1;
    for (let step = 9; step < last; step++)
      assert.notDeepEqual(placeOf(woken, step, 2), [1, 1], `step ${step}`);
  });

  it('is nowhere for a task that the trace does not have, and one without places', () => {
    assert.equal(placeOf(coffeeShop(), 9, 77), null);
    const [create] = coffeeShop().events;
    assert(create);
    assert.equal(placeOf({ ...coffeeShop(), events: [create] }, 0, 1), null);
  });
});

/** What puts a task in a queue, with the place of the code that did it. */
function elsewhere(event: Trace['events'][number]): Trace['events'][number] {
  return event.kind === 'enqueue' ? { ...event, line: 1, column: 1 } : event;
}
