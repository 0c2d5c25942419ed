import assert from 'node:assert/strict';
import { counted, crowdKey } from '../../../src/core/replay/crowds';
import { lanesOf } from '../../../src/core/replay/lanes';
import { Replay } from '../../../src/core/replay/replay';
import { busyServer } from '../../support/busy-server';
import { coffeeShop, twoLoops } from '../../support/traces';

describe('crowds', () => {
  it('count at each step what the tasks of a function do, as the replay has it', () => {
    for (const trace of [coffeeShop(), busyServer(3_000), twoLoops()]) {
      const replay = new Replay(trace);
      const { crowds } = lanesOf(trace, replay.steps);
      assert(crowds.size > 0);
      const keys = new Map(trace.tasks.map((task) => [task.id, crowdKey(task)]));
      for (let step = 0; step < replay.steps.length; step++) {
        const tasks = [...replay.stateAt(step).tasks];
        for (const [key, crowd] of crowds) {
          const change = crowd.changeBefore(step);
          const expected = counted.map(
            (status) =>
              tasks.filter((each) => keys.get(each.id) === key && each.status === status).length,
          );
          assert.deepEqual(
            counted.map((status) => crowd.count(change, status)),
            expected,
            `${key} at step ${step}`,
          );
        }
      }
    }
  });

  it('are of functions with several tasks only', () => {
    const trace = coffeeShop();
    const { crowds } = lanesOf(trace, new Replay(trace).steps);
    assert.deepEqual(
      [...crowds.values()].map(({ name, most }) => [name, most]),
      [['order_coffee', 3]],
    );
  });

  it('are of one thread each', () => {
    const trace = twoLoops();
    const { crowds } = lanesOf(trace, new Replay(trace).steps);
    assert.deepEqual(
      [...crowds.values()].map(({ key, name, most }) => [key, name, most]),
      [
        ['\njob', 'job', 2],
        ['worker 1\njob', 'job', 3],
      ],
    );
  });
});
