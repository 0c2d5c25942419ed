import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as v from 'valibot';
import { checkOf } from '../../../src/core/trace/check';
import type { Trace, TraceEvent } from '../../../src/core/trace/format';
import type { Reading } from '../../../src/core/trace/read';
import { readTrace } from '../../../src/core/trace/read';
import { maxDepth } from '../../../src/core/trace/scan';
import { eventSchemas } from '../../../src/core/trace/schema';
import { EventTable, layouts, tableOf } from '../../../src/core/trace/table';
import { busyServer } from '../../support/busy-server';
import { nonsense } from '../../support/nonsense';
import { coffeeShop, coffeeShopNode, fetchOnce } from '../../support/traces';

const decoder = new TextDecoder('utf-8', { fatal: true });

function readings(text: string | Uint8Array, most?: number): Reading[] {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return [...readTrace(bytes, (part) => decoder.decode(part), most)];
}

/** What becomes of a text: a trace, or the problems with it. */
function outcome(text: string | Uint8Array, most?: number): Trace | readonly string[] {
  const last = readings(text, most).at(-1);
  if (last?.kind === 'broken') return last.problems;
  assert(last?.kind === 'whole');
  return { ...last.head, events: [...new EventTable(last.columns)] };
}

describe('EventTable', () => {
  it('has a place for each field of each event', () => {
    for (const [kind, { entries }] of Object.entries(eventSchemas)) {
      const { required, optional } = layouts[kind as keyof typeof layouts];
      const schemas: Readonly<Record<string, { readonly type: string }>> = entries;
      const fields = Object.entries(schemas).filter(([name]) => name !== 'kind');
      const isOptional = ([, schema]: (typeof fields)[number]): boolean =>
        schema.type === 'exact_optional';
      const namesOf = (part: typeof fields): string[] => part.map(([name]) => name).sort();
      assert.deepEqual(
        required.map(({ name }) => name).sort(),
        namesOf(fields.filter((field) => !isOptional(field))),
        kind,
      );
      assert.deepEqual(
        optional.map(({ name }) => name).sort(),
        namesOf(fields.filter(isOptional)),
        kind,
      );
    }
  });

  it('gives back each event as it was added', () => {
    for (const { events } of [coffeeShop(), coffeeShopNode(), fetchOnce(), busyServer(3000)])
      assert.deepEqual([...tableOf(events)], events);
    fc.assert(
      fc.property(nonsense, fc.array(fc.nat(200)), ({ events }, indices) => {
        const table = tableOf(events);
        assert.equal(table.length, events.length);
        for (const index of indices) assert.deepEqual(table.at(index), events.at(index));
        assert.deepEqual(table.at(-1), events.at(-1));
      }),
    );
  });

  it('knows nothing from no value, and large numbers', () => {
    const events: TraceEvent[] = [
      { kind: 'phase', t: 0, task: null, phase: 'select', iteration: 1, timeout: null },
      { kind: 'phase', t: 0, task: null, phase: 'select', iteration: 1 },
      {
        kind: 'drop',
        t: 0.25,
        task: null,
        entry: Number.MAX_SAFE_INTEGER,
        line: 2 ** 40,
        column: 1,
      },
    ];
    assert.deepEqual([...tableOf(events)], events);
  });
});

describe('checkOf', () => {
  it('says of each event what valibot says', () => {
    const odd = fc.oneof(
      fc.anything(),
      fc.constantFrom(-1, 0.5, NaN, Infinity, null, undefined, '', 'x'.repeat(1001), [], [-1], {}),
    );
    const field = fc.constantFrom(
      ...new Set(Object.values(eventSchemas).flatMap(({ entries }) => Object.keys(entries))),
    );
    fc.assert(
      fc.property(
        nonsense,
        fc.array(fc.tuple(field, odd), { maxLength: 2 }),
        ({ events }, changes) => {
          for (const event of events.slice(0, 5)) {
            const schema = eventSchemas[event.kind];
            for (const changed of [event, { ...event, ...Object.fromEntries(changes) }])
              assert.equal(checkOf(schema)(changed), v.safeParse(schema, changed).success);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('readTrace', () => {
  const text = JSON.stringify(coffeeShop());

  it('reads what was written, however it is laid out', () => {
    assert.deepEqual(outcome(text), coffeeShop());
    assert.deepEqual(outcome(`\uFEFF ${JSON.stringify(coffeeShop(), null, 2)}\n`), coffeeShop());
    fc.assert(
      fc.property(nonsense, fc.boolean(), (trace, eventsFirst) => {
        const { events, ...head } = trace;
        const ordered = eventsFirst ? { events, ...head } : trace;
        assert.deepEqual(outcome(JSON.stringify({ later: [{}], ...ordered })), trace);
      }),
    );
  });

  it('reads texts of any kind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (value) => {
        const [first, ...others] = coffeeShop().events;
        const output = { kind: 'output', t: 0, task: null, stream: 'stdout', text: value };
        const trace = { ...coffeeShop(), events: [first, output, ...others] };
        // A lone half of a pair cannot be written as UTF-8, unless it is escaped as JSON.stringify does.
        assert.deepEqual(outcome(JSON.stringify(trace)), trace);
      }),
    );
  });

  it('tells how far it is, and shows the beginning of a long trace', () => {
    const trace = busyServer(120_000);
    const [beginning, ...others] = readings(JSON.stringify(trace));
    assert(beginning?.kind === 'beginning');
    const events = [...new EventTable(beginning.columns)];
    assert(events.length >= 20_000 && events.length < 30_000);
    assert.deepEqual(events, trace.events.slice(0, events.length));
    assert.deepEqual(
      others.map(({ kind }) => kind),
      ['progress', 'progress', 'whole'],
    );
  });

  it('says that a text is cut off, wherever it is', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), (length) => {
        assert.deepEqual(outcome(text.slice(0, length)), ['The file is not JSON.']);
      }),
    );
  });

  it('takes nothing for JSON that JSON.parse does not', () => {
    const place = fc.nat(text.length);
    const piece = fc.constantFrom(',', ':', '"', '{', '}', '[', ']', '1', 'null', ' ', '\\', '\n');
    fc.assert(
      fc.property(place, place, piece, (from, to, put) => {
        const changed =
          text.slice(0, Math.min(from, to)) + put + text.slice(Math.min(from, to) + 1);
        const found = outcome(changed);
        try {
          JSON.parse(changed);
        } catch {
          assert.deepEqual(found, ['The file is not JSON.']);
        }
      }),
      { numRuns: 1000 },
    );
    assert.deepEqual(outcome(new Uint8Array([0x7b, 0x22, 0xff, 0x22])), ['The file is not JSON.']);
  });

  it('names the place of a problem', () => {
    const trace = coffeeShop();
    const events = trace.events.with(4, { ...trace.events[4], t: -1 } as TraceEvent);
    assert.deepEqual(outcome(JSON.stringify({ ...trace, events })), [
      'events[4].t: expected >=0, but found -1.',
    ]);
    const problems = outcome('{"version":1}');
    assert(Array.isArray(problems));
    assert(problems.includes('events: expected Array, but found nothing.'));
    assert.deepEqual(outcome('{}'), ['This is not an Await Lens trace: it has no "version".']);
  });

  it('follows no file that is nested too deeply', () => {
    const depth = maxDepth + 1;
    const deep = '['.repeat(depth) + ']'.repeat(depth);
    for (const hostile of [
      `{"later":${deep}}`,
      `{"events":[${deep}]}`,
      `{"events":[{"t":${deep}}]}`,
    ])
      assert.deepEqual(outcome(hostile), [
        `The file is nested deeper than ${maxDepth} levels, which no trace is.`,
      ]);
    assert.deepEqual(outcome(`{"later":${'['.repeat(1_000_000)}`), [
      `The file is nested deeper than ${maxDepth} levels, which no trace is.`,
    ]);
  });

  it('reads no more events than it may', () => {
    const trace = coffeeShop();
    const { length } = trace.events;
    assert.deepEqual(outcome(JSON.stringify(trace), length), trace);
    assert.deepEqual(outcome(JSON.stringify(trace), length - 1), [
      `The trace has more events than the ${length - 1} that can be opened.`,
    ]);
  });
});
