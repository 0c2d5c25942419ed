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
import { Replay } from '../../../src/core/replay/replay';
import { placeOfHop, tellHop, travelAt, travelOf } from '../../../src/core/replay/travels';
import { decodeTrace } from '../../../src/core/trace/decode';
import type { Trace, TraceEvent } from '../../../src/core/trace/format';
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
      'Raised in order (Task-2), line 4',
      'order (Task-2) ends with it, line 4',
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
      'No task waits for main (Task-1) before the trace ends, line 4',
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
      'Raised in order (Task-5), line 4',
      'order (Task-5) ends with it, line 4',
      'The event loop asks for sleep (Task-6) to be cancelled',
      'sleep (Task-6) gets it at its await',
      'sleep (Task-6) ends with it',
    ]);
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

  it('is nothing where nothing is raised', () => {
    const shop = coffeeShop();
    const context = contextOf(shop, '');
    for (const index of shop.events.keys()) assert.deepEqual(travelOf(index, context), []);
    assert.deepEqual(travelAt(77, 3, context), []);
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
