import type { List } from '../trace/list';
import type { LongTrace } from '../trace/read';
import type { Axis, AxisNumbers } from './axis';
import { axisNumbers, readAxis } from './axis';
import { collect } from './collect';
import { outputCollector } from './console';
import type { LaneNumbers, Lanes } from './lanes';
import { laneNumbers, readLanes } from './lanes';
import type { LookupNumbers } from './lookup';
import { Lookup, LookupCollector } from './lookup';
import { placeCollector } from './places';
import type { Step } from './steps';
import { readSteps, stepNumbers } from './steps';
import { VisitCollector, Visits } from './visits';
import { runtimeOf } from './words';

/** Columns into which the axis is cut for a picture of the whole. */
export const densityColumns = 512;

/**
 * What the panel needs of a whole trace, as plain data that one thread can work out and another show: numbers in long
 * arrays, which are handed over without being copied.
 */
export interface Digest {
  readonly steps: Float64Array<ArrayBuffer>;
  readonly axis: AxisNumbers;
  readonly lanes: LaneNumbers;
  readonly outputs: Float64Array<ArrayBuffer>;
  readonly lookup: LookupNumbers;
  readonly visits: Float64Array<ArrayBuffer>;
  readonly places: readonly string[];
  /** How many stretches of running begin in each column of the axis, and how many of blocking. */
  readonly running: Float64Array<ArrayBuffer>;
  readonly blocked: Float64Array<ArrayBuffer>;
}

/** A digest with what reads its numbers. */
export interface Digested {
  readonly steps: List<Step>;
  readonly axis: Axis;
  readonly lanes: Lanes;
  readonly outputs: Readonly<Float64Array>;
  readonly lookup: Lookup;
  readonly visits: Visits;
  readonly places: ReadonlySet<string>;
  readonly running: Readonly<Float64Array>;
  readonly blocked: Readonly<Float64Array>;
}

export function digest(trace: LongTrace): Digest {
  const numbers = stepNumbers(trace);
  const steps = readSteps(numbers);
  const axis = axisNumbers(trace, steps);
  const lanes = laneNumbers(trace, steps);
  const [outputs, lookup] = [outputCollector(), new LookupCollector()];
  const [visits, places] = [new VisitCollector(), placeCollector(runtimeOf(trace))];
  collect(trace.events, outputs, lookup, visits, places);
  return {
    steps: numbers,
    axis,
    lanes,
    outputs: outputs.take(),
    lookup: lookup.take(),
    visits: visits.take(),
    places: [...places.take()],
    ...density(readAxis(axis), readLanes(lanes)),
  };
}

export function readDigest(digest: Digest): Digested {
  const { steps, axis, lanes, outputs, lookup, visits, places, running, blocked } = digest;
  return {
    steps: readSteps(steps),
    axis: readAxis(axis),
    lanes: readLanes(lanes),
    outputs,
    lookup: new Lookup(lookup),
    visits: new Visits(visits),
    places: new Set(places),
    running,
    blocked,
  };
}

/** The memory that is handed over with a digest. */
export function buffersOf({
  steps,
  axis,
  lanes,
  outputs,
  lookup,
  visits,
  running,
  blocked,
}: Digest): ArrayBuffer[] {
  const { watches, entries, ofTasks, tasks } = lookup;
  return [
    ...[
      steps,
      axis.starts,
      axis.gaps,
      lanes.segments,
      lanes.outputs,
      lanes.arrows,
      lanes.crowds.changes,
      outputs,
    ],
    ...[watches, entries, ofTasks, tasks, visits, running, blocked],
  ].map((numbers) => numbers.buffer);
}

function density(axis: Axis, { lanes }: Lanes): Pick<Digest, 'running' | 'blocked'> {
  const running = new Float64Array(densityColumns);
  const blocked = new Float64Array(densityColumns);
  const count = (counts: Float64Array, step: number): void => {
    const share = (axis.starts[step] ?? 0) / Math.max(1, axis.length);
    const column = Math.min(densityColumns - 1, Math.floor(share * densityColumns));
    counts[column] = (counts[column] ?? 0) + 1;
  };
  for (const { segments, blocks } of lanes) {
    for (const { status, from } of segments) if (status === 'running') count(running, from);
    for (const { step } of blocks) count(blocked, step);
  }
  return { running, blocked };
}
