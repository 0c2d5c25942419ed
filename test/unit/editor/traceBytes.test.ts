import assert from 'node:assert/strict';
import { traceBytes } from '../../../src/editor/record/traceBytes';
import type { Trace } from '../../../src/core/trace/format';
import { coffeeShop } from '../../support/traces';

describe('The bytes of a trace', () => {
  const read = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));
  const short: Trace = { ...coffeeShop(), source: 'print("é")\n' };

  it('are its JSON, with the events last', async () => {
    const bytes = await traceBytes(short);
    assert.deepEqual(read(bytes), JSON.parse(JSON.stringify(short)));
    assert.deepEqual(Object.keys(read(bytes) as Trace).slice(-2), ['tasks', 'events']);
    const empty = { ...short, events: [], tasks: [] };
    assert.deepEqual(read(await traceBytes(empty)), JSON.parse(JSON.stringify(empty)));
  });

  it('leave time for other work while there are many events', async () => {
    const events = Array.from({ length: 2000 }, () => short.events).flat();
    let turns = 0;
    const other = setInterval(() => turns++, 0);
    const bytes = await traceBytes({ ...short, events });
    clearInterval(other);
    assert.equal((read(bytes) as Trace).events.length, events.length);
    assert.ok(turns >= 10, `${turns} turns for ${events.length} events`);
  });
});
