import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contextOf } from '../../../src/core/replay/context';
import { digest, readDigest } from '../../../src/core/replay/digest';
import { narrate } from '../../../src/core/replay/narrate';
import { Replay } from '../../../src/core/replay/replay';
import type { LoopState } from '../../../src/core/replay/state';
import type { Trace } from '../../../src/core/trace/format';
import { tableOf } from '../../../src/core/trace/table';
import { busyServer } from '../../support/busy-server';
import { nonsense } from '../../support/nonsense';
import { coffeeShop, coffeeShopNode } from '../../support/traces';

/** The same trace with its events in columns, as a long one is read. */
function inColumns(trace: Trace) {
  return { ...trace, events: tableOf(trace.events) };
}

describe('digest', () => {
  it('is the same for events in columns', () => {
    for (const trace of [coffeeShop(), coffeeShopNode(), busyServer(3000)])
      assert.deepEqual(digest(inColumns(trace)), digest(trace));
    fc.assert(
      fc.property(nonsense, (trace) => assert.deepEqual(digest(inColumns(trace)), digest(trace))),
    );
  });

  it('goes from one thread to another', () => {
    const found = digest(busyServer(3000));
    assert.deepEqual(structuredClone(found), found);
    const { steps, lanes, axis } = readDigest(structuredClone(found));
    const expected = readDigest(found);
    assert.deepEqual([...steps], [...expected.steps]);
    assert.deepEqual([...axis.gaps], [...expected.axis.gaps]);
    assert.deepEqual(
      lanes.lanes.map(({ segments, outputs }) => [[...segments], [...outputs]]),
      expected.lanes.lanes.map(({ segments, outputs }) => [[...segments], [...outputs]]),
    );
  });

  it('finds watches, entries and the events of a task as a search does', () => {
    fc.assert(
      fc.property(nonsense, (trace) => {
        const { lookup } = readDigest(digest(trace));
        const { events } = trace;
        for (let id = 0; id <= 6; id++) {
          const last = (found: boolean[]) => {
            const index = found.lastIndexOf(true);
            return index < 0 ? undefined : index;
          };
          const watches = events.map((event) => event.kind === 'watch' && event.watch === id);
          const entries = events.map((event) => event.kind === 'enqueue' && event.entry === id);
          assert.equal(lookup.watch(id), last(watches));
          assert.equal(lookup.entry(id), last(entries));
          const own = events.flatMap(({ task }, index) => (task === id ? [index] : []));
          assert.deepEqual([...lookup.ofTask(id)], own);
        }
      }),
    );
  });
});

/** A state without the places of tasks that come later, which a replay may know already. */
function seen(state: LoopState): object {
  return { ...state, tasks: [...state.tasks] };
}

describe('a replay of events in columns', () => {
  it('has the states and the story of the trace itself', () => {
    for (const trace of [coffeeShop(), coffeeShopNode(), busyServer(4000)]) {
      const long = inColumns(trace);
      const { lookup, steps } = readDigest(digest(long));
      const [one, other] = [new Replay(trace), new Replay(long, steps)];
      contextOf(long, '', lookup);
      for (let step = 0; step < one.steps.length; step += 7) {
        assert.deepEqual(other.stateAt(step), one.stateAt(step));
        const [of, ofLong] = [one.steps.at(step), other.steps.at(step)];
        assert(of && ofLong);
        assert.equal(narrate(long, ofLong), narrate(trace, of));
      }
    }
  });

  it('is the same with keyframes that were made ahead', () => {
    const trace = busyServer(5000);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2000), fc.nat(3000)), { maxLength: 8 }), (uses) => {
        const [plain, prepared] = [new Replay(trace), new Replay(trace)];
        for (const [events, step] of uses) {
          prepared.prepare(events);
          assert.deepEqual(seen(prepared.stateAt(step)), seen(plain.stateAt(step)));
        }
        while (prepared.prepare(1000));
        assert.deepEqual(seen(prepared.stateAt(1500)), seen(plain.stateAt(1500)));
      }),
      { numRuns: 20 },
    );
  });
});
