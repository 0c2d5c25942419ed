import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { narrate } from '../../../src/core/replay/narrate';
import { Replay } from '../../../src/core/replay/replay';
import type { SuspendEvent, Trace, TraceEvent } from '../../../src/core/trace/format';
import { nonsense } from '../../support/nonsense';
import { coffeeShop, coffeeShopNode, fetchOnce } from '../../support/traces';

const root = path.resolve(__dirname, '../../..');
const sample = (file: string): string => readFileSync(path.join(root, 'samples', file), 'utf8');

function story(trace: Trace, source: string): string {
  return [...new Replay(trace).steps]
    .map((step) => `${trace.events[step.headline]?.t ?? 0}\t${narrate(trace, step, source)}\n`)
    .join('');
}

/** Compares with the file of that name; `BLESS=1` writes it anew. */
function assertGolden(name: string, text: string): void {
  const file = path.join(root, 'test/fixtures/stories', `${name}.txt`);
  if (process.env.BLESS === '1') writeFileSync(file, text);
  assert.equal(text, readFileSync(file, 'utf8'));
}

/** The sentence for the one step that these events make. */
function sentence(events: readonly TraceEvent[], language: Trace['language'] = 'python'): string {
  const trace: Trace = {
    ...fetchOnce(),
    language,
    tasks: [1, 2].map((id) => ({ id, name: `Task-${id}`, function: 'work', parent: null })),
    events: [...setting, ...events],
  };
  const step = new Replay(trace).steps.at(-1);
  assert(step);
  // The end of the trace, which every last step tells of, is tested with the stories.
  return narrate(trace, step).replace(/ The walkthrough ends here, at T = 100 ms\.$/, '');
}

const base = { t: 0, task: 1 } as const;
const setting: readonly TraceEvent[] = [
  { ...base, kind: 'watch', watch: 1, place: 'timers', label: '1 s timer', due: 1000 },
  { ...base, kind: 'watch', watch: 2, place: 'threads', label: 'hash() in a thread', due: null },
  { ...base, kind: 'output', stream: 'stdout', text: 'before\n' },
];

describe('narrate', () => {
  it('tells the coffee shop of Python', () => {
    assertGolden('coffee-shop-python', story(coffeeShop(), sample('python/coffee_shop.py')));
  });

  it('tells the coffee shop of TypeScript', () => {
    assertGolden(
      'coffee-shop-typescript',
      story(coffeeShopNode(), sample('typescript/coffee-shop.ts')),
    );
  });

  it('tells one request, and names what it assumes, without the source', () => {
    assertGolden('fetch-python', story(fetchOnce(), ''));
  });

  const waker = (
    kind: 'put' | 'set' | 'release' | 'resolve' | 'task' | 'cancel',
    task: number | null,
  ) => ({
    kind,
    task,
    watch: null,
  });
  const wakes = (
    kind: 'put' | 'set' | 'release' | 'resolve' | 'task' | 'cancel',
    by: number | null,
  ) =>
    sentence([
      {
        t: 0,
        task: 2,
        kind: 'enqueue',
        entry: 9,
        queue: 'ready',
        label: 'Task.task_wakeup',
        waker: waker(kind, by),
      },
    ]);

  it('says who woke whom, and how', () => {
    assert.equal(
      wakes('put', 1),
      'work (Task-1) makes the queue ready for work (Task-2), which joins the ready queue.',
    );
    assert.equal(
      wakes('release', 1),
      'work (Task-1) releases what work (Task-2) waits for, so work (Task-2) joins the ready queue.',
    );
    assert.equal(
      wakes('set', null),
      'The event it waits for is set, so work (Task-2) joins the ready queue.',
    );
    assert.equal(
      wakes('task', 1),
      'work (Task-1) is done, so work (Task-2) joins the ready queue.',
    );
  });

  it('says what a thread, a cancellation and a warning are', () => {
    assert.equal(
      sentence([{ t: 5, task: 1, kind: 'fire', watch: 2 }]),
      'T = 5 ms: a thread has finished (hash() in a thread).',
    );
    assert.equal(
      sentence([{ ...base, kind: 'cancel', target: 2 }]),
      'work (Task-1) asks for work (Task-2) to be cancelled. work (Task-2) hears of it when it next runs.',
    );
    assert.equal(
      sentence([{ ...base, kind: 'warn', text: "coroutine 'f' was never awaited" }]),
      "The runtime warns: coroutine 'f' was never awaited",
    );
  });

  it('says whether only other code can wake a task of which the trace has no watch', () => {
    const told = (waitsFor: SuspendEvent['waitsFor']): string =>
      sentence([
        {
          ...base,
          kind: 'suspend',
          keyword: 'await',
          waitsFor,
          detail: null,
          watches: [],
          tasks: [],
          chain: [],
        },
      ]);
    assert.match(told('network'), / It waits for the network\./);
    assert.match(told('lock'), / Only other code can wake it: it waits for a lock\./);
    assert.match(told('unknown'), / Only other code can wake it\./);
  });

  it('says that blocking code stops everybody', () => {
    assert.equal(
      sentence([{ ...base, kind: 'block', ms: 500, label: 'time.sleep(0.5)' }]),
      'time.sleep(0.5) holds up the whole event loop for 500 ms: it does not give up control, so nothing else can run.',
    );
  });

  it('tells awaits that do not suspend, and calls within a task', () => {
    assert.equal(
      sentence([{ ...base, kind: 'pass', keyword: 'await', value: '3', into: 'n' }]),
      '`await` has nothing to wait for here, so work (Task-1) keeps control and goes on. The await gives 3, which goes into n.',
    );
    assert.match(sentence([{ ...base, kind: 'call', function: 'load' }]), /inside the same task/);
    assert.equal(
      sentence([{ ...base, kind: 'return', function: 'load', error: 'ValueError: no' }]),
      'load() raises ValueError: no, which work (Task-1) gets at its await.',
    );
  });

  it('tells how a task ends', () => {
    const end = (outcome: 'returned' | 'raised' | 'cancelled', rest = {}) =>
      sentence([{ ...base, kind: 'end', outcome, ...rest }]);
    assert.equal(end('returned'), 'work (Task-1) is done.');
    assert.equal(
      end('raised', { error: 'KeyError: 1' }),
      'work (Task-1) ends with KeyError: 1. No task waits for it before the trace ends.',
    );
    assert.equal(end('cancelled'), 'work (Task-1) is cancelled, and over.');
  });

  it('has a sentence for every step of any trace', () => {
    fc.assert(
      fc.property(nonsense, fc.boolean(), (python, node) => {
        const trace: Trace = node ? { ...python, language: 'javascript' } : python;
        for (const step of new Replay(trace).steps) {
          const text = narrate(trace, step, 'some source\nof two lines');
          assert.match(text, /^\S.*[.”:]/s);
          assert.doesNotMatch(text, /undefined|NaN|null/);
        }
      }),
    );
  });
});
