import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compareOutlines } from '../../../src/core/compare/compare';
import { lifeOf, livesOf } from '../../../src/core/compare/lives';
import { outlineOf } from '../../../src/core/compare/outline';
import type { Trace } from '../../../src/core/trace/format';
import { runRecorded } from '../../support/run-node';

const together = "await Promise.all(['a', 'b', 'c'].map((name) => order(name)));";
const oneByOne = "for (const name of ['c', 'a', 'b']) await order(name);";

function program(ms: number, orders: string): string {
  return `
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function order(name) {
  await sleep(${ms});
  console.log(name);
}
async function main() {
  ${orders}
}
main();
`;
}

describe('comparing recordings of Node programs', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'await-lens-compare-'));
  const file = path.join(folder, 'shop.mjs');
  let old: Trace;
  let now: Trace;

  async function recording(ms: number, orders: string): Promise<Trace> {
    writeFileSync(file, program(ms, orders));
    return (await runRecorded(process.execPath, file)).trace;
  }

  before(async () => {
    old = await recording(20, together);
    now = await recording(80, oneByOne);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('finds the await that waits longer by what the timers were set to', () => {
    const { awaits } = compareOutlines(outlineOf(old), outlineOf(now));
    const sleep = awaits.find(({ site }) => site.before?.function === 'order');
    assert(sleep);
    assert.equal(sleep.site.after?.line, sleep.site.before?.line);
    assert.deepEqual([sleep.before.count, sleep.after.count], [3, 3]);
    // A timer never fires early by more than the millisecond that libuv rounds to: three of 80 ms each.
    assert(sleep.after.totalMs >= 3 * 79, `${sleep.after.totalMs} ms`);
    assert(sleep.before.totalMs >= 3 * 19, `${sleep.before.totalMs} ms`);
    assert.equal(sleep.differenceMs, sleep.after.totalMs - sleep.before.totalMs);
  });

  it('finds that the orders ended in another order', () => {
    const { order } = compareOutlines(outlineOf(old), outlineOf(now));
    assert.deepEqual(
      order.printed.map(({ text }) => text),
      ['c'],
    );
  });

  it('gives each task the stretches of its life, without a gap, as the events tell', () => {
    for (const [trace, side] of [
      [old, 'before'],
      [now, 'after'],
    ] as const) {
      const outlines = [outlineOf(old), outlineOf(now)] as const;
      const { awaits } = compareOutlines(...outlines);
      const lives = livesOf(outlines[side === 'before' ? 0 : 1], awaits, side);
      for (const task of trace.tasks) {
        const life = [...lifeOf(lives, task.id)];
        const events = trace.events.filter((event) => event.task === task.id);
        const [created, end] = [events.find(({ kind }) => kind === 'create'), events.at(-1)];
        assert.equal(life[0]?.from, created?.t);
        assert.equal(life.at(-1)?.to, end?.kind === 'end' ? end.t : trace.endMs);
        for (const [index, { from, to }] of life.entries()) {
          assert(from <= to);
          assert.equal(to, life[index + 1]?.from ?? to);
        }
        const suspends = events.filter((event) => event.kind === 'suspend');
        assert.deepEqual(
          life
            .filter(({ status }) => status === 'suspended')
            .map(({ from, await: place }) => [from, awaits[place ?? -1]?.site[side]?.line]),
          suspends.map(({ t, line }) => [t, line]),
        );
      }
    }
  });
});
