import assert from 'node:assert/strict';
import { Analysis } from '../../../src/core/analysis';
import { contradicts } from '../../../src/core/explain/contradiction';
import type { MeasuredWait } from '../../../src/core/trace/measured';
import { measuredWaits } from '../../../src/core/trace/measured';
import { TraceWriter } from '../../../src/core/trace/writer';
import { reader } from '../../support/syntax';

const source = `async def fetch(session):
    async with session.get() as reply:
        return await reply.text()

async def main(session):
    await fetch(session)
`;
const [main, enter, read] = [
  { function: 'main', line: 6, column: 5 },
  { function: 'fetch', line: 2, column: 16 },
  { function: 'fetch', line: 3, column: 16 },
];

describe('measured waits', () => {
  let points: Analysis['suspensions']['points'] = [];
  let waits = new Map<number, MeasuredWait>();
  before(async () => {
    const analysis = await Analysis.open(reader, 'python', source);
    ({ points } = analysis.suspensions);
    analysis.dispose();
    const writer = new TraceWriter();
    const task = writer.addTask({ name: 'Task-1', function: 'main', parent: null });
    for (const [place, ms, waitsFor] of [
      [enter, 20, 'network'],
      [read, 50, 'network'],
      [read, 30, 'timer'],
    ] as const) {
      const { line, column } = place;
      const at = { task, line, column };
      writer.emit({
        ...{ kind: 'suspend', ...at, keyword: 'await', waitsFor, detail: null },
        ...{ watches: [], tasks: [], chain: [main, place] },
      });
      writer.now += ms;
      const entry = writer.nextEntry();
      const waker = {
        kind: waitsFor === 'timer' ? 'timer' : 'io',
        task: null,
        watch: null,
      } as const;
      writer.emit({ kind: 'enqueue', task, entry, queue: 'ready', label: '', waker });
      writer.emit({ kind: 'resume', ...at, first: false, entry });
    }
    const trace = writer.finish({ mode: 'recording', language: 'python', file: 'a.py' });
    waits = new Map(measuredWaits(trace, points));
  });

  /** What was measured on a line, counted from 1. */
  const on = (line: number) =>
    waits.get(points.findIndex(({ range }) => range.start.line === line - 1));

  it('are those of the await that gave up control: how often, how long, what woke it and what it waited for', () => {
    const { waker, ...wait } = on(3) ?? {};
    assert.deepEqual(wait, { count: 2, total: 80, longest: 50, waitsFor: ['network', 'timer'] });
    assert.equal(waker?.kind, 'io');
  });

  it('are found for an async with, which a trace names by its item', () => {
    assert.equal(on(2)?.total, 20);
  });

  it('count for the awaits through which they were reached, which waited for nothing themselves', () => {
    const { count, total, longest, waitsFor } = on(6) ?? {};
    assert.deepEqual(
      { count, total, longest, waitsFor },
      {
        ...{ count: 3, total: 100, longest: 50, waitsFor: [] },
      },
    );
  });
});

describe('a contradiction', () => {
  it('is a suspension where none was said to be, or something else in the world outside', () => {
    const said = (suspends: 'always' | 'never', waitsFor: 'timer' | 'nothing' | 'task') => ({
      suspends,
      waitsFor,
    });
    assert.ok(contradicts(said('never', 'nothing'), []));
    assert.ok(contradicts(said('always', 'timer'), ['timer', 'network']));
    assert.ok(!contradicts(said('always', 'timer'), ['timer', 'promise']));
    assert.ok(!contradicts(said('always', 'timer'), []));
    assert.ok(!contradicts(said('always', 'task'), ['network']));
  });
});
