import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contextOf } from '../../../src/core/replay/context';
import { mapLines } from '../../../src/core/replay/lineMap';
import { tellVisits, Visits, visitNumbers } from '../../../src/core/replay/visits';
import type { Trace } from '../../../src/core/trace/format';
import { waitsOf } from '../../../src/core/trace/waits';
import { nonsense } from '../../support/nonsense';
import { coffeeShop, coffeeShopNode, fetchOnce } from '../../support/traces';

function told(trace: Trace, line: number, column = 1, endColumn: number | null = null): string {
  const place = { line, column, endLine: line, endColumn };
  return tellVisits(new Visits(visitNumbers(trace)).at(place), contextOf(trace, ''));
}

describe('visits', () => {
  it('tell what happened at an await, over the whole trace', () => {
    const trace = coffeeShop();
    assert.equal(told(trace, 11), 'Suspended 3 times, 6 s in all, woken by a timer.');
    assert.equal(told(trace, 16), 'Suspended once, for 2 s, woken by the end of a task.');
    assert.equal(told(trace, 1), 'No task came to this await.');
  });

  it('count what did not suspend', () => {
    const trace = fetchOnce();
    const pass = { kind: 'pass', t: 0, task: 1, keyword: 'await', line: 90, column: 5 } as const;
    const events = [...trace.events, { ...pass, t: trace.endMs }];
    assert.equal(
      told({ ...trace, events }, 90),
      'Never suspended: 1 times there was nothing to wait for.',
    );
  });

  it('are those within the place, or else of its line', () => {
    const trace = coffeeShopNode();
    const visits = new Visits(visitNumbers(trace));
    const suspend = trace.events.find((event) => event.kind === 'suspend');
    assert(suspend?.line !== undefined && suspend.column !== undefined);
    const { line, column } = suspend;
    const at = (from: number, to: number) =>
      visits.at({ line, column: from, endLine: line, endColumn: to }).length;
    assert(at(column, column + 5) > 0);
    assert.equal(at(column + 100, column + 105), at(1, 1000));
  });

  it('are as long as the waits of the trace', () => {
    fc.assert(
      fc.property(nonsense, (trace) => {
        const numbers = visitNumbers(trace);
        const visits = new Visits(numbers);
        const all = [1, 2].flatMap((line) =>
          visits.at({ line, column: 1, endLine: null, endColumn: null }),
        );
        const ms = all.flatMap(({ event, resumed }) => {
          const [from, to] = [trace.events.at(event), trace.events.at(resumed ?? Infinity)];
          return from?.kind === 'suspend' && to ? [to.t - from.t] : [];
        });
        const expected = waitsOf(trace).filter(({ suspend }) => suspend.line !== undefined);
        assert.deepEqual(
          ms.sort((a, b) => a - b),
          expected.map((wait) => wait.ms).sort((a, b) => a - b),
        );
      }),
    );
  });
});

describe('mapLines', () => {
  it('follows lines that move, and loses those that change', () => {
    assert.deepEqual(mapLines('a\nb\nc', 'a\nb\nc'), [1, 2, 3]);
    assert.deepEqual(mapLines('a\nb\nc', 'new\na\nb\nmore\nc\n'), [2, 3, 5]);
    assert.deepEqual(mapLines('a\nb\nc', 'a\nB\nc'), [1, 0, 3]);
    assert.deepEqual(mapLines('f\n\ng\n\nh', 'f\n\nnew\n\ng\n\nh'), [1, 2, 5, 6, 7]);
  });

  it('leads to the same text, in the same order, whatever was edited', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '', 'e'), { maxLength: 30 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const map = mapLines(before.join('\n'), after.join('\n'));
        const now = after.join('\n').split('\n');
        let last = 0;
        for (const [index, line] of map.entries()) {
          if (line === 0) continue;
          assert.equal(now[line - 1], before.join('\n').split('\n')[index]);
          assert(line > last);
          last = line;
        }
      }),
    );
  });

  it('loses nothing when lines are only added', () => {
    const lines = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3, unit: 'grapheme-ascii' }));
    fc.assert(
      fc.property(lines, fc.array(fc.tuple(fc.nat(50), fc.constant('# new'))), (before, added) => {
        const after = [...before];
        for (const [at, text] of added) after.splice(Math.min(at, after.length), 0, text);
        const map = mapLines(before.join('\n'), after.join('\n'));
        if (before.length > 0) assert(map.every((line) => line > 0));
      }),
    );
  });
});
