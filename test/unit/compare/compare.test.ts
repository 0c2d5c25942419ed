import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Comparison } from '../../../src/core/compare/compare';
import { areRelated, compareTraces } from '../../../src/core/compare/compare';
import { moves } from '../../../src/core/compare/order';
import { pairs } from '../../../src/core/compare/pairs';
import type { Trace } from '../../../src/core/trace/format';
import { coffeeShop, coffeeShopNode, fetchOnce, slower } from '../../support/traces';

/** What a comparison says, without the order of what it lists, and with the sides swapped if wanted. */
function facts({ tasks, awaits, order }: Comparison, swap: boolean): unknown {
  const sides = <T>(pair: { readonly before: T; readonly after: T }): readonly T[] =>
    swap ? [pair.after, pair.before] : [pair.before, pair.after];
  const sign = swap ? -1 : 1;
  const sorted = (items: readonly unknown[]): string[] =>
    items.map((item) => JSON.stringify(item)).sort();
  return {
    tasks: sorted(
      tasks.map((item) => [sides(item.task), sides(item), sign * item.differenceMs + 0]),
    ),
    awaits: sorted(
      awaits.map((item) => [sides(item.site), sides(item), sign * item.differenceMs + 0]),
    ),
    resumed: sorted(order.resumed.map((move) => [sides(move.task), move.turn, sides(move)])),
    ended: sorted(order.ended.map((move) => [sides(move.task), sides(move)])),
    printed: sorted(order.printed.map((move) => [move.text, sides(move)])),
  };
}

describe('comparing traces', () => {
  const traces: readonly Trace[] = [
    coffeeShop(),
    coffeeShop(['Charlie', 'Alice']),
    slower(coffeeShop(), 3, 2),
    coffeeShopNode(),
    fetchOnce(),
  ];

  it('finds no difference between a trace and itself', () => {
    for (const trace of traces) {
      const { tasks, awaits, order, printedOnly } = compareTraces(trace, trace);
      assert.equal(tasks.length, trace.tasks.length);
      for (const { task, differenceMs } of tasks) {
        assert.equal(task.before?.id, task.after?.id);
        assert.equal(differenceMs, 0);
      }
      for (const { site, before, after } of awaits) {
        assert.deepEqual(site.before, site.after);
        assert.deepEqual(before, after);
      }
      assert.deepEqual(order, { resumed: [], ended: [], printed: [] });
      assert.deepEqual(printedOnly, { before: [], after: [] });
    }
  });

  it('says the same of both directions', () => {
    for (const a of traces)
      for (const b of traces)
        assert.deepEqual(facts(compareTraces(a, b), false), facts(compareTraces(b, a), true));
  });

  it('finds an await again whose line has moved, and by how much it became slower', () => {
    const { awaits, tasks } = compareTraces(coffeeShop(), slower(coffeeShop(), 3, 2));
    const sleep = awaits.find(({ site }) => site.before?.line === 11);
    assert(sleep);
    assert.equal(sleep.site.after?.line, 14);
    assert.deepEqual(sleep.before, { count: 3, totalMs: 6000, longestMs: 2000 });
    assert.deepEqual(sleep.after, { count: 3, totalMs: 12000, longestMs: 4000 });
    assert.equal(sleep.differenceMs, 6000);
    assert.equal(awaits[0], sleep);
    const [main] = tasks;
    assert.equal(main?.differenceMs, 2000);
  });

  it('names the tasks and lines that only one has', () => {
    const { tasks, printedOnly } = compareTraces(coffeeShop(), coffeeShop(['Alice', 'Bob']));
    const gone = tasks.filter(({ task }) => task.after === null);
    assert.deepEqual(
      gone.map(({ task }) => task.before?.name),
      ['Task-4'],
    );
    assert(printedOnly.before.every((line) => line.includes('Charlie')));
    assert.equal(printedOnly.after.length, 0);
  });

  it('tells a task by its name and not by its turn, unless the runtime only counted', () => {
    const named = (names: readonly string[]): Trace => {
      const trace = coffeeShop(names);
      const tasks = trace.tasks.map((task) =>
        task.parent === null ? task : { ...task, name: names[task.id - 2] ?? '' },
      );
      return { ...trace, tasks };
    };
    const { tasks, order } = compareTraces(named(['Ann', 'Bo', 'Cy']), named(['Cy', 'Ann', 'Bo']));
    for (const { task } of tasks) assert.equal(task.before?.name, task.after?.name);
    assert.deepEqual(
      order.ended.map(({ task, before, after }) => [task.before?.name, before, after]),
      [['Cy', 2, 0]],
    );
  });

  it('knows that different programs have nothing in common', () => {
    const related = (before: Trace, after: Trace): boolean =>
      areRelated(before, after, compareTraces(before, after));
    assert.equal(related(coffeeShop(), fetchOnce()), false);
    assert.equal(related(coffeeShop(), coffeeShopNode()), false);
    assert.equal(related(coffeeShop(), coffeeShop(['Alice'])), true);
  });

  it('ends where tasks are each other’s parents', () => {
    const { tasks, ...rest } = coffeeShop();
    const circle = { ...rest, tasks: tasks.map((task) => ({ ...task, parent: task.id })) };
    const found = compareTraces(circle, circle).tasks;
    assert(found.length > 0 && found.every(({ task }) => task.before?.id === task.after?.id));
  });
});

describe('the fewest moves', () => {
  const order = fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'));

  /** The length of a longest common subsequence by its definition: Wagner and Fischer's table. */
  function common(a: readonly string[], b: readonly string[]): number {
    let row = b.map(() => 0);
    for (const item of a) {
      const next: number[] = [];
      b.forEach((other, at) => {
        const [left, above, both] = [next[at - 1] ?? 0, row[at] ?? 0, row[at - 1] ?? 0];
        next.push(item === other ? both + 1 : Math.max(left, above));
      });
      row = next;
    }
    return row.at(-1) ?? 0;
  }

  it('are as many as a longest common subsequence leaves, and the same in both directions', () => {
    fc.assert(
      fc.property(order, order, (before, after) => {
        const both = before.filter((key) => after.includes(key));
        const found = moves(before, after);
        assert.equal(found.length, both.length - common(before, after));
        const moved = new Set(found.map(({ key }) => key));
        const rest = (keys: readonly string[]): string[] =>
          keys.filter((key) => both.includes(key) && !moved.has(key));
        assert.deepEqual(rest(before), rest(after));
        const back = moves(after, before).map(({ key }) => key);
        assert.deepEqual(new Set(back), moved);
      }),
    );
  });
});

describe('pairs', () => {
  it('hold each item once, and are mirrored', () => {
    const items = fc.array(
      fc.record({ name: fc.constantFrom<string[]>('a', 'b'), kind: fc.nat(2) }),
    );
    fc.assert(
      fc.property(items, items, (before, after) => {
        const keys = [
          (item: { name: string; kind: number }) => `${item.name}${item.kind}`,
          (item: { name: string }) => (item.name === 'a' ? 'a' : null),
        ];
        const found = pairs(before, after, keys);
        const of = (side: 'before' | 'after') => new Set(found.map((pair) => pair[side]));
        assert.deepEqual(
          of('before'),
          new Set([...before, ...(of('before').has(null) ? [null] : [])]),
        );
        assert.deepEqual(
          of('after'),
          new Set([...after, ...(of('after').has(null) ? [null] : [])]),
        );
        const back = pairs(after, before, keys);
        for (const { before: one, after: other } of found)
          assert(back.some((pair) => pair.before === other && pair.after === one));
      }),
    );
  });
});
