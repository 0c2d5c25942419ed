import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeTrace } from '../../../src/core/trace/decode';
import type { Trace } from '../../../src/core/trace/format';
import { limits } from '../../../src/core/trace/schema';
import { coffeeShop, coffeeShopNode, fetchOnce } from '../../support/traces';

/** As the trace comes out of a file. */
function parsed(trace: Trace): Record<string, unknown> & { events: Record<string, unknown>[] } {
  return JSON.parse(JSON.stringify(trace)) as ReturnType<typeof parsed>;
}

function problemsOf(input: unknown): readonly string[] {
  const { problems } = decodeTrace(input);
  assert(problems, 'expected problems');
  return problems;
}

describe('decodeTrace', () => {
  it('reads what a walkthrough wrote, unchanged', () => {
    for (const trace of [coffeeShop(), coffeeShopNode(), fetchOnce()])
      assert.deepEqual(decodeTrace(parsed(trace)).trace, trace);
  });

  it('leaves out fields it does not know', () => {
    const input = { ...parsed(fetchOnce()), later: 1 };
    assert(input.events[0]);
    input.events[0].later = { deep: [] };
    assert.deepEqual(decodeTrace(input).trace, fetchOnce());
  });

  it('says what a foreign file or a later version is', () => {
    assert.deepEqual(problemsOf([]), ['This is not an Await Lens trace: it has no "version".']);
    assert.match(problemsOf({ version: 2 })[0] ?? '', /newer than this Await Lens/);
    assert.match(problemsOf({ version: '1' })[0] ?? '', /has version "1"; Await Lens reads/);
  });

  it('names the place of each problem', () => {
    const input = parsed(fetchOnce());
    const [first, second] = input.events;
    assert(first && second);
    first.task = 'one';
    delete second.entry;
    input.events[2] = { kind: 'explode', t: 0 };
    assert.deepEqual(problemsOf(input), [
      'events[0].task: expected number, but found "one".',
      'events[1].entry: missing.',
      'events[2]: this is not an event of a kind that is known.',
    ]);
  });

  it('is not fooled by names that every object has', () => {
    const input = parsed(fetchOnce());
    input.events[0] = { kind: 'constructor', t: 0 };
    input.events[1] = { kind: '__proto__', t: 0 };
    assert.equal(problemsOf(input).length, 2);
  });

  it('finds time that runs backwards, and tasks and assumptions that are not there', () => {
    const input = parsed(fetchOnce());
    const { length } = input.events;
    input.events.push(
      { kind: 'warn', t: 1, task: null, text: '' },
      { kind: 'cancel', t: 100, task: 7, target: 8 },
      { kind: 'assume', t: 100, task: null, assumption: 9 },
    );
    assert.deepEqual(problemsOf(input), [
      `events[${length}]: time runs backwards, from 100 to 1.`,
      `events[${length + 1}]: there is no task 7.`,
      `events[${length + 1}]: there is no task 8.`,
      `events[${length + 2}]: there is no assumption 9.`,
    ]);
  });

  it('finds an end before the last event, double ids and unknown parents', () => {
    const trace = fetchOnce();
    const [task] = trace.tasks;
    assert(task);
    assert.deepEqual(problemsOf({ ...trace, endMs: 5, tasks: [task, { ...task, parent: 3 }] }), [
      'tasks: two tasks have the same id.',
      'tasks: there is no task 3.',
      'endMs: the trace ends at 5, before its last event at 100.',
    ]);
  });

  it('refuses what is too large, and says so', () => {
    const trace = fetchOnce();
    const many = Array.from({ length: limits.events + 1 });
    assert.deepEqual(problemsOf({ ...trace, events: many }), [
      `The trace has ${limits.events + 1} events; at most ${limits.events} can be opened.`,
    ]);
    // So many that nobody looks at each of them.
    assert.deepEqual(problemsOf({ ...trace, tasks: Array.from({ length: limits.tasks + 1 }) }), [
      `tasks: too long, at most ${limits.tasks} are allowed.`,
    ]);
    const long = 'x'.repeat(limits.name + 1);
    assert.deepEqual(problemsOf({ ...trace, tasks: [{ ...trace.tasks[0], name: long }] }), [
      `tasks[0].name: too long, at most ${limits.name} are allowed.`,
    ]);
  });

  it('refuses numbers that are none', () => {
    for (const t of [Infinity, NaN, -1, Number('1e400')])
      assert.equal(problemsOf({ ...fetchOnce(), endMs: t }).length, 1);
    const input = parsed(fetchOnce());
    for (const event of input.events) if ('line' in event) event.line = 0.5;
    assert(problemsOf(input).every((problem) => problem.includes('.line')));
  });

  it('stops after a screenful of problems', () => {
    const events = Array.from({ length: 5000 }, () => ({ kind: 'fire' }));
    assert(problemsOf({ ...fetchOnce(), events }).length <= 20);
  });

  it('survives nesting that no stack survives', () => {
    const depth = 100_000;
    const deep: unknown = JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    for (const field of ['version', 'events', 'tasks', 'file'])
      assert(problemsOf({ ...fetchOnce(), [field]: deep }).length > 0);
    assert(problemsOf({ ...fetchOnce(), events: [deep, { kind: deep }] }).length > 0);
  });

  it('never throws, whatever it is given', () => {
    const trace = parsed(fetchOnce());
    fc.assert(fc.property(fc.anything(), (input) => void decodeTrace(input)));
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(trace)), fc.anything(), (field, value) => {
        decodeTrace({ ...trace, [field]: value });
      }),
    );
    fc.assert(
      fc.property(fc.nat(trace.events.length - 1), fc.anything(), (index, value) => {
        decodeTrace({ ...trace, events: trace.events.with(index, value as never) });
      }),
    );
  });
});
