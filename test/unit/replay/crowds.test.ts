import assert from 'node:assert/strict';
import { counted } from '../../../src/core/replay/crowds';
import { lanesOf } from '../../../src/core/replay/lanes';
import { Replay } from '../../../src/core/replay/replay';
import { busyServer } from '../../support/busy-server';
import { coffeeShop } from '../../support/traces';

describe('crowds', () => {
  it('count at each step what the tasks of a function do, as the replay has it', () => {
    for (const trace of [coffeeShop(), busyServer(3_000)]) {
      const replay = new Replay(trace);
      const { crowds } = lanesOf(trace, replay.steps);
      assert(crowds.size > 0);
      const functions = new Map(trace.tasks.map((task) => [task.id, task.function]));
      for (let step = 0; step < replay.steps.length; step++) {
        const tasks = [...replay.stateAt(step).tasks];
        for (const [name, crowd] of crowds) {
          const change = crowd.changeBefore(step);
          const expected = counted.map(
            (status) =>
              tasks.filter((each) => functions.get(each.id) === name && each.status === status)
                .length,
          );
          assert.deepEqual(
            counted.map((status) => crowd.count(change, status)),
            expected,
            `${name} at step ${step}`,
          );
        }
      }
    }
  });

  it('are of functions with several tasks only', () => {
    const trace = coffeeShop();
    const { crowds } = lanesOf(trace, new Replay(trace).steps);
    assert.deepEqual([...crowds.keys()], ['order_coffee']);
    assert.equal(crowds.get('order_coffee')?.most, 3);
  });
});
