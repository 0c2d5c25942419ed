import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { contextOf } from '../../../src/core/replay/context';
import { excerptOf, excerptRows } from '../../../src/core/replay/excerpt';
import { narrate } from '../../../src/core/replay/narrate';
import { Replay } from '../../../src/core/replay/replay';
import type { Trace } from '../../../src/core/trace/format';
import { TraceWriter } from '../../../src/core/trace/writer';
import { nonsense } from '../../support/nonsense';
import { coffeeShop } from '../../support/traces';

const source = readFileSync(
  path.resolve(__dirname, '../../../samples/python/coffee_shop.py'),
  'utf8',
);

function at(trace: Trace, step: number, text = source) {
  const found = new Replay(trace).steps.at(step);
  return found ? excerptOf(found, contextOf(trace, text)) : null;
}

/** A task that is parked in `inner`, which `middle` awaits, which `outer` awaits, and so on, each on a line of its own. */
function parkedIn(functions: readonly string[]): Trace {
  const writer = new TraceWriter();
  const task = writer.addTask({ name: 'Task-1', function: functions[0] ?? '', parent: null });
  writer.emit({ kind: 'create', task, by: null });
  const line = functions.length * 2;
  writer.emit({ kind: 'resume', task, first: true, entry: null, line: 1, column: 1 });
  writer.emit({
    ...{ kind: 'suspend', task, keyword: 'await', waitsFor: 'timer', detail: '2 s' },
    ...{ watches: [], tasks: [], line, column: 5, endLine: line, endColumn: 12 },
    chain: functions.map((name, index) => ({ function: name, line: index * 2 + 2, column: 5 })),
  });
  writer.emit({
    ...{ kind: 'resume', task, first: false, entry: null },
    ...{ line, column: 5, endLine: line, endColumn: 12 },
  });
  return writer.finish({ mode: 'recording', language: 'python', file: 'nested.py' });
}

/** The text of `parkedIn`. */
const nested = (functions: readonly string[]): string =>
  functions.map((name) => `async def ${name}():\n    await ${name}_leaf\n`).join('');

describe('excerptOf', () => {
  it('is the lines around the await at which a task suspends, with the await marked', () => {
    const found = at(coffeeShop(), 6);
    assert.deepEqual(
      [found?.task, found?.function, found?.current, found?.quote],
      [2, 'order_coffee', true, 'await asyncio.sleep(2)'],
    );
    assert.deepEqual(
      found?.lines.map(({ number }) => number),
      [9, 10, 11, 12, 13, 14, 15],
    );
    const marks = found.lines.flatMap(({ number, text, marked }) =>
      marked ? [`${number}: ${text.slice(...marked)}`] : [],
    );
    assert.deepEqual(marks, ['11: await asyncio.sleep(2)']);
  });

  it('marks each line of an await that has several, without its indentation', () => {
    const found = at(coffeeShop(), 3);
    assert.deepEqual(
      found?.lines.flatMap(({ number, text, marked }) =>
        marked ? [`${number}: ${text.slice(...marked)}`] : [],
      ),
      [
        '16: await asyncio.gather(',
        '17: order_coffee("Alice"),',
        '18: order_coffee("Bob"),',
        '19: order_coffee("Charlie"),',
        '20: )',
      ],
    );
  });

  it('takes off the indentation that all of its lines have', () => {
    const text = '        async def f():\n            await g()';
    const lines = at(parkedIn(['f']), 1, text)?.lines;
    assert.deepEqual(
      lines?.map((line) => line.text),
      ['async def f():', '    await g()'],
    );
  });

  it('has the callers above the await that is parked, the nearest two, and tells how many more there are', () => {
    const functions = ['main', 'serve', 'handle', 'query'];
    const found = at(parkedIn(functions), 1, nested(functions));
    assert.deepEqual(
      found?.callers.map(({ function: name, place, text }) => [name, place.line, text]),
      [
        ['serve', 4, 'await serve_leaf'],
        ['handle', 6, 'await handle_leaf'],
      ],
    );
    assert.equal(found.moreCallers, 1);
    assert.equal(found.function, 'query');
    assert.equal(found.lines.length + 3, excerptRows);
  });

  it('has the same callers when the task goes on', () => {
    const functions = ['main', 'query'];
    const found = at(parkedIn(functions), 2, nested(functions));
    assert.deepEqual(
      found?.callers.map(({ function: name }) => name),
      ['main'],
    );
    assert.equal(found.function, 'query');
  });

  it('is where the task is meanwhile when the loop is at work', () => {
    const found = at(coffeeShop(), 13);
    assert.deepEqual([found?.place.line, found?.current], [11, false]);
  });

  it('has the quoted await alone where the trace has no source, or not this line', () => {
    for (const text of ['', 'one line']) {
      const found = at(coffeeShop(), 6, text);
      assert.deepEqual(found?.lines, []);
      assert.deepEqual(found.callers, []);
      assert.equal(found.quote, 'await');
    }
  });

  it('shows a few characters of a line of megabytes, with the mark in sight', () => {
    const trace = parkedIn(['f']);
    const far = { line: 1, column: 5_000_001, endLine: 1, endColumn: 5_000_010 };
    const events = trace.events.map((event) =>
      event.kind === 'suspend' ? { ...event, ...far } : event,
    );
    const text = `${' x'.repeat(2_500_000)}await g()${' y'.repeat(2_000_000)}`;
    const found = at({ ...trace, events }, 1, text);
    const [line] = found?.lines ?? [];
    assert(line?.marked);
    assert(line.text.length <= 202);
    assert.equal(line.text.slice(...line.marked), 'await g()');
  });

  it('keeps to its size, and its marks to their lines, whatever a trace says', () => {
    fc.assert(
      fc.property(nonsense, fc.array(fc.string(), { maxLength: 12 }), (trace, lines) => {
        const text = lines.join('\n');
        const { steps } = new Replay(trace);
        const context = contextOf(trace, text);
        for (let index = 0; index < steps.length; index++) {
          const step = steps.at(index);
          const found = step && excerptOf(step, context);
          if (!found) continue;
          const rows = found.lines.length + found.callers.length + Number(found.moreCallers > 0);
          assert(rows <= Math.min(excerptRows, context.lines.length));
          for (const { text: shown, marked } of found.lines)
            if (marked)
              assert(0 <= marked[0] && marked[0] < marked[1] && marked[1] <= shown.length);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('a source of a single line of megabytes', () => {
  it('is not read through for each sentence', () => {
    const shop = coffeeShop();
    const place = { line: 1, column: 4_999_999, endLine: 1, endColumn: 10_000_000 };
    const events = shop.events.map((event) =>
      event.line === undefined ? event : { ...event, ...place },
    );
    const trace = { ...shop, events };
    const { steps } = new Replay(trace);
    const text = 'async with '.repeat(900_000);
    for (let round = 0; round < 40; round++)
      for (let index = 0; index < steps.length; index++) {
        const step = steps.at(index);
        assert(step && narrate(trace, step, text).length < 1_000);
      }
  });
});
