import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { events } from '../../../src/recording/python/wire';

const python = readFileSync(
  path.join(__dirname, '../../../recorders/python/_await_lens/wire.py'),
  'utf8',
);

describe("The Python recorder's wire", () => {
  it('has the same events on both sides', () => {
    const written = [...python.matchAll(/^([A-Z_]+) = (\d+) {2}# /gm)].map(([, name, number]) => [
      name,
      Number(number),
    ]);
    assert.ok(written.length > 0);
    assert.deepEqual(
      Object.fromEntries(written),
      Object.fromEntries(Object.entries(events).map(([name, [number]]) => [name, number])),
    );
  });
});
