import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { toSvg } from '../../../src/core/export/svg';
import { axisOf } from '../../../src/core/replay/axis';
import { contextOf } from '../../../src/core/replay/context';
import { inquire } from '../../../src/core/replay/inquiry';
import { stepOf } from '../../../src/core/replay/jumps';
import { lanesOf } from '../../../src/core/replay/lanes';
import { narrate } from '../../../src/core/replay/narrate';
import { tellPlainly } from '../../../src/core/replay/plain';
import { Replay } from '../../../src/core/replay/replay';
import { tellHop } from '../../../src/core/replay/narrate-travel';
import { placeOfHop, travelAt, travelOf } from '../../../src/core/replay/travels';
import { decodeTrace } from '../../../src/core/trace/decode';
import type { Trace, TraceEvent } from '../../../src/core/trace/format';
import { TraceWriter } from '../../../src/core/trace/writer';
import { nonsense } from '../../support/nonsense';
import { coffeeShop } from '../../support/traces';

const folder = path.resolve(__dirname, '../../fixtures/travels');

/** What CPython and Node really did with the program of this name. */
function recorded(name: string): Trace {
  const text = readFileSync(path.join(folder, `${name}.awaitlens.json`), 'utf8');
  const { trace, problems } = decodeTrace(JSON.parse(text));
  assert(trace, problems?.join(' '));
  return trace;
}

/** The way that the exception of the event has gone, each station with its line. */
function wayOf(trace: Trace, wanted: (event: TraceEvent) => boolean, which = 0): string[] {
  const context = contextOf(trace, '');
  const index = trace.events.flatMap((event, at) => (wanted(event) ? [at] : []))[which];
  assert(index !== undefined);
  return travelOf(index, context).map((hop) => {
    const place = placeOfHop(hop, context);
    return place ? `${tellHop(hop, context)}, line ${place.line}` : tellHop(hop, context);
  });
}

const fails = (task: number) => (event: TraceEvent) =>
  event.kind === 'end' && event.task === task && event.outcome !== 'returned';
const gets = (task: number) => (event: TraceEvent) =>
  event.kind === 'resume' && event.task === task && event.error !== undefined;

describe('travelOf', () => {
  const python = recorded('failing.py');
  const node = recorded('failing.ts');

  it('follows an exception out of a task, through gather, to the await that catches it', () => {
    const way = [
      'Raised in leaf, line 5',
      'order (Task-2) ends with it, line 8',
      'main (Task-1) gets it at its await, line 12',
      'main (Task-1) goes on: it has caught it, line 12',
    ];
    assert.deepEqual(wayOf(python, fails(2)), way);
    assert.deepEqual(wayOf(python, gets(1)), way, 'the same from its other end');
  });

  it('follows a rejection from call to call, through Promise.all', () => {
    assert.deepEqual(wayOf(node, gets(2)), [
      'Raised in leaf, line 3',
      'leaf ends with it, line 3',
      'order gets it at its await, line 7',
      'order ends with it, line 7',
      'main gets it at its await, line 11',
      'main goes on: it has caught it, line 11',
    ]);
  });

  it('says that nobody caught it', () => {
    assert.deepEqual(wayOf(node, fails(2)).slice(-3), [
      'main gets it at its await, line 15',
      'main ends with it, line 15',
      'No task waits for main before the trace ends, line 15',
    ]);
    assert.equal(
      wayOf(python, fails(1)).at(-1),
      'No task waits for main (Task-1) before the trace ends, line 30',
    );
    const cut = { ...python, dropped: 3 };
    assert.deepEqual(wayOf(cut, fails(1)).length, 2, 'a trace with holes does not know');
  });

  it('follows a cancellation from who asks for it', () => {
    assert.deepEqual(wayOf(python, fails(4)), [
      'main (Task-1) asks for main.child (Task-4) to be cancelled',
      'main.child (Task-4) gets it at its await, line 16',
      'main.child (Task-4) ends with it, line 16',
    ]);
  });

  it('tells on account of which task a task group cancels the others', () => {
    assert.deepEqual(wayOf(python, fails(6)), [
      'Raised in leaf, line 5',
      'order (Task-5) ends with it, line 8',
      'The event loop asks for sleep (Task-6) to be cancelled',
      'sleep (Task-6) gets it at its await',
      'sleep (Task-6) ends with it',
    ]);
  });

  it('goes on after what a finally, or the end of an async with, waits for', () => {
    const cleaning = recorded('cleaning.py');
    assert.deepEqual(wayOf(cleaning, gets(1)), [
      'Raised in brew (Task-2), line 14',
      'brew (Task-2) ends with it, line 14',
      'main (Task-1) gets it at its await, line 19',
      'tidy lets it through, line 19',
      'main (Task-1) goes on: it has caught it, line 19',
    ]);
    assert.deepEqual(wayOf(cleaning, fails(6)), [
      'main (Task-1) asks for keep (Task-6) to be cancelled',
      'keep (Task-6) gets it at its await, line 39',
      'keep (Task-6) ends with it, line 39',
    ]);
    for (const name of ['cleaning.py', 'cleaning-3.11.py'])
      assert.match(wayOf(recorded(name), gets(7)).at(-1) ?? '', /^rinse \(Task-7\) ends with it/);
    assert.deepEqual(wayOf(recorded('cleaning.ts'), gets(3)), [
      'Raised in brew, line 4',
      'brew ends with it, line 4',
      'rinse gets it at its await, line 10',
      'rinse ends with it, line 12',
      'main gets it at its await, line 28',
      'main goes on: it has caught it, line 28',
    ]);
  });

  it('ends where an exception is caught before another one with the same words comes', () => {
    for (const which of [2, 3])
      assert.equal(
        wayOf(recorded('cleaning.py'), gets(1), which).at(-1),
        'main (Task-1) goes on: it has caught it, line 32',
      );
    // Without calls, as before Python 3.12, nobody knows whether the task ends with this exception or with another one.
    const events = python.events.filter(({ kind }) => kind !== 'call' && kind !== 'return');
    assert.equal(
      wayOf({ ...python, events }, gets(1)).at(-1),
      'main (Task-1) gets it at its await, line 12',
    );
  });

  it('is part of the story', () => {
    const { steps } = new Replay(node);
    const told = (wanted: (event: TraceEvent) => boolean): string => {
      const step = steps.at(stepOf(steps, node.events.findIndex(wanted)));
      return step ? narrate(node, step) : '';
    };
    assert.match(told(fails(4)), /order gets it at its await on line 7\./);
    assert.match(told(gets(3)), /It comes from leaf, from line 3\. order does not catch it\./);
    assert.match(told(gets(2)), /It comes from leaf, from line 3\. main catches it and goes on\./);
  });

  it('is part of the story of the barista', () => {
    const cleaning = recorded('cleaning.py');
    const { steps } = new Replay(cleaning);
    const told = (wanted: (event: TraceEvent) => boolean): string => {
      const step = steps.at(stepOf(steps, cleaning.events.findIndex(wanted)));
      return step ? tellPlainly(cleaning, step) : '';
    };
    assert.match(told(fails(8)), /rinse \(Task-7\), which waits for it, gets to know that\./);
    assert.match(
      told(gets(7)),
      /went wrong meanwhile: ValueError: no beans\. It began with brew \(Task-8\)\. There is no way out for rinse/,
    );
    const calledOff = cleaning.events.findIndex(({ kind }) => kind === 'cancel');
    const hears = (event: TraceEvent): boolean =>
      event.kind === 'resume' && event.task === 6 && cleaning.events.indexOf(event) > calledOff;
    assert.match(told(hears), /put aside\. But it has been called off meanwhile\.$/);
    assert.match(
      told((event) => event.kind === 'return' && event.error !== undefined),
      /^That part goes wrong: tidy ends with ValueError: no beans\. There is a way out: main \(Task-1\) goes on\.$/,
    );
  });

  it('is marked on the lanes, and in a picture of them: where an await raises, and which task failed', () => {
    const { steps } = new Replay(node);
    const lanes = lanesOf(node, steps);
    assert.deepEqual(
      lanes.lanes.map(({ task, failed, raises }) => [task.name, failed, raises.length]),
      [
        ['<module>', false, 0],
        ['main', true, 2],
        ['order', true, 1],
        ['leaf', true, 0],
        ['order #2', true, 1],
        ['leaf #2', true, 0],
      ],
    );
    for (const { raises } of lanes.lanes)
      for (const step of raises) {
        const headline = node.events.at(steps.at(step)?.headline ?? Infinity);
        assert(headline?.kind === 'resume' && headline.error !== undefined);
      }
    const picture = toSvg(node, lanes, axisOf(node, steps));
    assert.equal(picture.match(/<path class="failed"/g)?.length, 5);
    assert.equal(picture.match(/<path class="raised"/g)?.length, 4);
    assert.equal(picture.match(/<circle/g)?.length, 1);
  });

  it('is what a task is asked for from when it has the exception until it goes on without', () => {
    const replay = new Replay(python);
    const { steps } = replay;
    const stationsAt = (index: number): number => {
      const step = stepOf(steps, index);
      const last = steps.at(step)?.last ?? -1;
      const context = contextOf(python, '');
      return inquire(replay.stateAt(step), 1, last, context)?.travel.length ?? NaN;
    };
    const got = python.events.findIndex(gets(1));
    assert.equal(stationsAt(got), 4);
    const parked = python.events.findIndex(
      ({ kind, task }, at) => at > got && kind === 'suspend' && task === 1,
    );
    assert.equal(stationsAt(parked), 0);
  });

  it('is what a task has still while its finally waits', () => {
    const cleaning = recorded('cleaning.py');
    const context = contextOf(cleaning, '');
    const got = cleaning.events.findIndex(gets(7));
    const parked = cleaning.events.findIndex(
      ({ kind, task }, at) => at > got && kind === 'suspend' && task === 7,
    );
    assert.deepEqual(travelAt(7, parked, context), travelOf(got, context));
    assert.equal(travelAt(7, parked, context).length, 4);
  });

  it('is told without the words that Node does not tell', () => {
    const cleaning = recorded('cleaning.ts');
    const { steps } = new Replay(cleaning);
    const step = steps.at(stepOf(steps, cleaning.events.findIndex(gets(3))));
    assert(step);
    assert.match(
      narrate(cleaning, step),
      /The await raises an exception\. .*rinse does not catch it\./,
    );
  });

  it('is nothing where nothing is raised', () => {
    const shop = coffeeShop();
    const context = contextOf(shop, '');
    for (const index of shop.events.keys()) assert.deepEqual(travelOf(index, context), []);
    assert.deepEqual(travelAt(77, 3, context), []);
  });

  it('looks once at the tasks for which one waits, however many of them fail', () => {
    const writer = new TraceWriter();
    const [waiting, ...failing] = Array.from({ length: 60 }, (_, index) =>
      writer.addTask({ name: `Task-${index}`, function: 'f', parent: null }),
    );
    assert(waiting !== undefined);
    let looked = 0;
    const tasks = Object.assign([...failing], {
      *[Symbol.iterator]() {
        looked++;
        yield* failing;
      },
    });
    const about = { keyword: 'await', waitsFor: 'tasks', detail: null } as const;
    const at = { line: 1, column: 1 };
    writer.emit({
      ...{ kind: 'suspend', task: waiting, ...about, ...at },
      ...{ watches: [], tasks, chain: [] },
    });
    for (const task of failing)
      writer.emit({ kind: 'end', task, outcome: 'raised', error: `E: ${task}` });
    writer.emit({ kind: 'resume', task: waiting, first: false, entry: null, error: 'E: 9', ...at });
    const trace = writer.finish({ mode: 'recording', language: 'python', file: 'wide.py' });
    const context = contextOf(trace, '');
    for (const index of trace.events.keys()) travelOf(index, context);
    assert.equal(looked, 1);
    assert.equal(wayOf(trace, gets(waiting))[0], 'Raised in f (Task-8)');
  });

  it('ends, whatever a trace says, and has the event in it', () => {
    fc.assert(
      fc.property(nonsense, (trace) => {
        const context = contextOf(trace, '');
        for (const index of trace.events.keys()) {
          const hops = travelOf(index, context);
          assert(hops.length <= 120);
          assert(hops.length === 0 || hops.some(({ event }) => event === index));
        }
      }),
      { numRuns: 100 },
    );
  });
});
