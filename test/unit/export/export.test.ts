import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toChrome } from '../../../src/core/export/chrome';
import { toMermaid } from '../../../src/core/export/mermaid';
import { toSvg } from '../../../src/core/export/svg';
import { axisOf } from '../../../src/core/replay/axis';
import { lanesOf } from '../../../src/core/replay/lanes';
import { Replay } from '../../../src/core/replay/replay';
import type { Trace } from '../../../src/core/trace/format';
import { TraceWriter } from '../../../src/core/trace/writer';
import { nonsense } from '../../support/nonsense';
import { busyServer } from '../../support/busy-server';
import { coffeeShop, coffeeShopNode } from '../../support/traces';

interface ChromeEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly tid: number;
  readonly dur?: number;
  readonly id?: number;
}

function chromeEvents(trace: Trace): ChromeEvent[] {
  return (JSON.parse(toChrome(trace)) as { traceEvents: ChromeEvent[] }).traceEvents;
}

/** As a viewer takes them: by time, and those of one time as they are written. */
function inOrder(events: readonly ChromeEvent[]): ChromeEvent[] {
  return events.toSorted((one, other) => one.ts - other.ts);
}

/** A task that holds the loop up from its resumption until it suspends, at times that are no whole microseconds. */
function blocked(): Trace {
  const writer = new TraceWriter();
  const task = writer.addTask({ name: 'Task-1', function: 'main', parent: null });
  for (let turn = 0; turn < 50; turn++) {
    writer.emit({ kind: 'resume', task, first: turn === 0, entry: null });
    const ms = 100.1007;
    writer.emit({ kind: 'block', task, label: 'time.sleep', ms });
    writer.now += ms;
    const waits = { detail: null, watches: [], tasks: [], chain: [] };
    writer.emit({ kind: 'suspend', task, keyword: 'await', waitsFor: 'nothing', ...waits });
  }
  return writer.finish({ mode: 'recording', language: 'python', file: 'main.py' });
}

function picture(trace: Trace): string {
  const { steps } = new Replay(trace);
  return toSvg(trace, lanesOf(trace, steps), axisOf(trace, steps));
}

const markup = '<script>alert(1)</script>';
const hostile: Trace = {
  ...coffeeShop(['Alice']),
  file: markup,
  tasks: coffeeShop(['Alice']).tasks.map((task) => ({
    ...task,
    name: `${markup};\nend`,
    function: markup,
  })),
};

describe('The Chrome trace', () => {
  it('has a track for each task, with a slice for each time it runs', () => {
    const events = chromeEvents(coffeeShop(['Alice']));
    const tracks = events.filter(({ name }) => name === 'thread_name').length;
    assert.equal(tracks, 3);
    const slices = events
      .filter(({ ph }) => ph === 'X')
      .map(({ name, tid, ts }) => [name, tid, ts]);
    assert.deepEqual(slices, [
      ['main', 3, 0],
      ['order_coffee', 4, 0],
      ['order_coffee', 4, 2_000_000],
      ['main', 3, 2_000_000],
    ]);
  });

  it('has slices that end before the next of their track begins or lie within it', () => {
    // Perfetto requires it: perfetto.dev/docs/getting-started/other-formats, “Chrome JSON format”.
    for (const trace of [coffeeShop(), coffeeShopNode(), busyServer(2_000), blocked()]) {
      const open = new Map<number, number[]>();
      for (const { ph, tid, ts, dur } of inOrder(chromeEvents(trace))) {
        if (ph !== 'X') continue;
        assert(dur !== undefined);
        const ends = (open.get(tid) ?? []).filter((end) => end > ts);
        for (const end of ends) assert(ts + dur <= end, `${ts} to ${ts + dur}, over ${end}`);
        open.set(tid, [...ends, ts + dur]);
      }
    }
  });

  it('begins and ends each flow within a slice', () => {
    for (const trace of [coffeeShop(), coffeeShopNode(), busyServer(2_000)]) {
      const last = new Map<number, ChromeEvent>();
      for (const event of inOrder(chromeEvents(trace))) {
        if (event.ph === 'X') last.set(event.tid, event);
        if (event.ph !== 's' && event.ph !== 'f') continue;
        const { ts = NaN, dur = NaN } = last.get(event.tid) ?? {};
        assert(event.ts >= ts && event.ts <= ts + dur, `${event.ph} at ${event.ts}`);
      }
    }
  });

  it('closes each suspension that it opens, in every trace', () => {
    fc.assert(
      fc.property(nonsense, (trace) => {
        const open = new Map<number, ChromeEvent>();
        for (const event of chromeEvents(trace)) {
          const { ph, id = -1 } = event;
          if (ph === 'b') {
            assert(!open.has(id));
            open.set(id, event);
          } else if (ph === 'e') {
            const begun = open.get(id);
            assert(begun);
            assert.deepEqual([begun.name, begun.tid], [event.name, event.tid]);
            assert(begun.ts <= event.ts);
            open.delete(id);
          }
          assert((event.dur ?? 0) >= 0);
        }
        assert.equal(open.size, 0);
      }),
    );
  });

  it('ends no flow that has not begun', () => {
    fc.assert(
      fc.property(nonsense, (trace) => {
        const begun = new Set<number>();
        for (const { ph, id = -1 } of chromeEvents(trace)) {
          if (ph === 's') begun.add(id);
          if (ph === 'f') assert(begun.has(id));
        }
      }),
    );
  });
});

describe('The Mermaid diagram', () => {
  it('tells who has control', () => {
    const lines = toMermaid(coffeeShop(['Alice'])).split('\n');
    assert.deepEqual(lines.slice(0, 9), [
      'sequenceDiagram',
      '  participant L as event loop',
      '  participant T1 as Task-1 main',
      '  participant T2 as Task-2 order_coffee',
      '  L->>T1: starts',
      '  T1-)T2: creates',
      '  T1-->>L: await Task-2',
      '  L->>T2: starts',
      '  Note over T2: Alice ordered coffee',
    ]);
    assert(lines.includes('  Note over L: T = 2000 ms'));
  });

  it('takes no name for a statement of its own', () => {
    const text = toMermaid(hostile);
    // A semicolon ends a statement, unless it ends the code of a character.
    assert.doesNotMatch(text, /<script|(?<!#\d+);|^end/m);
  });

  it('leaves out what is too much', () => {
    const names = Array.from({ length: 500 }, (_, index) => `guest ${index}`);
    const lines = toMermaid(coffeeShop(names)).split('\n');
    assert(lines.length < 500);
    assert(lines.some((line) => line.includes('461 more tasks are left out.')));
  });
});

describe('The picture', () => {
  it('has a row for each task, and its times', () => {
    const svg = picture(coffeeShop());
    assert.equal(svg.match(/class="name"/g)?.length, 4);
    assert.match(svg, />2 s<\/text>/);
  });

  it('has no markup of a trace, and nothing that XML cannot hold', () => {
    assert.doesNotMatch(picture(hostile), /<script/);
    const [first] = hostile.tasks;
    assert(first);
    const odd = {
      ...hostile,
      tasks: hostile.tasks.map((task) => ({ ...task, name: '\u0000\uD800x' })),
    };
    assert.doesNotMatch(picture(odd), /[\u0000\uD800]/);
  });
});
