import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contextOf } from '../../../src/core/replay/context';
import { inquire } from '../../../src/core/replay/inquiry';
import { jumpFrom } from '../../../src/core/replay/jumps';
import { Lookup, lookupNumbers } from '../../../src/core/replay/lookup';
import { Replay } from '../../../src/core/replay/replay';
import type { Trace } from '../../../src/core/trace/format';
import { nonsense } from '../../support/nonsense';
import { coffeeShop, fetchOnce } from '../../support/traces';

function ask(trace: Trace, step: number, task: number) {
  const replay = new Replay(trace);
  const last = replay.steps.at(step)?.last ?? -1;
  return inquire(replay.stateAt(step), task, last, contextOf(trace, ''));
}

describe('inquire', () => {
  it('says why a suspended task is parked and what wakes it', () => {
    const found = ask(coffeeShop(), 9, 1);
    assert.equal(
      found?.why,
      'main (Task-1) has been suspended since T = 0 ms, for 0 ms: it waits for these: Task-2, Task-3, Task-4.',
    );
    assert.equal(
      found.wakes,
      'What wakes it, at T = 2000 ms: order_coffee (Task-4) is done, so main (Task-1) joins the ready queue.',
    );
  });

  it('says in words what a task waits for of which only the kind is known', () => {
    const shop = coffeeShop();
    const order = 3;
    const waiting = (fields: object): Trace => ({
      ...shop,
      events: shop.events.map((event) =>
        event.kind === 'suspend' && event.task === order
          ? { ...event, detail: null, watches: [], ...fields }
          : event,
      ),
    });
    const steps = new Replay(shop).steps;
    const parked = Array.from({ length: steps.length }, (_, at) => at).find(
      (at) => new Replay(shop).stateAt(at).tasks.get(order)?.waiting,
    );
    assert.ok(parked !== undefined);
    const why = (fields: object, language = shop.language) =>
      ask({ ...waiting(fields), language }, parked, order)?.why.replace(/^.*: /, '');
    assert.equal(why({ waitsFor: 'network' }), 'it waits for the network.');
    assert.equal(why({ waitsFor: 'promise' }), 'it waits for a future.');
    assert.equal(why({ waitsFor: 'promise' }, 'typescript'), 'it waits for a promise.');
    assert.equal(why({ waitsFor: 'lock', detail: 'lock till' }), 'it waits for lock till.');
  });

  it('says of a task that is over with what it ended', () => {
    const shop = coffeeShop();
    const ended = (fields: object): Trace => ({
      ...shop,
      events: shop.events.map((event) =>
        event.kind === 'end' && event.task === 3 ? { ...event, ...fields } : event,
      ),
    });
    const last = new Replay(shop).steps.length - 1;
    const why = (trace: Trace) => ask(trace, last, 3)?.why;
    assert.equal(why(shop), 'order_coffee (Task-3) has been over since T = 2000 ms.');
    assert.equal(
      why(ended({ outcome: 'raised', error: 'ValueError: no beans' })),
      'order_coffee (Task-3) has been over since T = 2000 ms: it ended with ValueError: no beans.',
    );
    assert.equal(
      why(ended({ outcome: 'cancelled' })),
      'order_coffee (Task-3) has been over since T = 2000 ms: it was cancelled.',
    );
  });

  it('follows the awaits down to the leaf and up to who waits', () => {
    const below = ask(coffeeShop(), 9, 1);
    assert.deepEqual(
      below?.down.map(({ task, function: name, place }) => [task, name, place?.line]),
      [
        [1, 'main', 16],
        [2, 'order_coffee', 11],
      ],
    );
    assert.equal(below.leaf, '2 s');
    assert.deepEqual(below.up, []);
    const above = ask(coffeeShop(), 9, 2);
    assert.deepEqual(
      above?.up.map(({ task, function: name }) => [task, name]),
      [[1, 'main']],
    );
  });

  it('says what woke a task that is not suspended', () => {
    const ready = ask(coffeeShop(['Alice']), 2, 2);
    assert.match(ready?.why ?? '', /waits for its turn/);
    assert.match(ready?.wakes ?? '', /^What woke it last, at T = 0 ms: .* for its first turn\.$/);
    const running = ask(fetchOnce(), 4, 1);
    assert.ok(running);
  });

  it('knows nothing of a task that does not exist yet', () => {
    assert.equal(ask(coffeeShop(), 0, 3), null);
  });

  it('answers for every task of every trace, in circles too', () => {
    fc.assert(
      fc.property(nonsense, (trace) => {
        for (const step of [...new Replay(trace).steps].keys())
          for (const { id } of trace.tasks) {
            const found = ask(trace, step, id);
            if (found) assert(found.why !== '' && found.down.length <= 50);
          }
      }),
    );
  });
});

function coffee() {
  const trace = coffeeShop();
  return { replay: new Replay(trace), lookup: new Lookup(lookupNumbers(trace)) };
}

describe('jumpFrom', () => {
  it('stays in a task, or goes to the next suspension or wake-up', () => {
    const { replay, lookup } = coffee();
    const kindAt = (step: number | null): string | undefined =>
      replay.trace.events.at(replay.steps.at(step ?? Infinity)?.headline ?? Infinity)?.kind;
    const suspension = jumpFrom(replay, lookup, 0, 'nextSuspension', null);
    assert.equal(kindAt(suspension), 'suspend');
    const mine = jumpFrom(replay, lookup, 6, 'nextOfTask', 2);
    assert.equal(mine, 14);
    assert.equal(jumpFrom(replay, lookup, mine, 'previousOfTask', 2), 6);
    assert.equal(kindAt(jumpFrom(replay, lookup, 0, 'nextWakeUp', null)), 'callback');
  });

  it('leads nowhere from the end, or without a task to stay in', () => {
    const { replay, lookup } = coffee();
    assert.equal(jumpFrom(replay, lookup, 27, 'nextSuspension', null), null);
    assert.equal(jumpFrom(replay, lookup, 0, 'nextOfTask', null), null);
  });
});
