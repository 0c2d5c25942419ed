import type { TraceTask } from '../trace/format';
import type { List, Shape } from '../trace/list';
import { Numbers, Packed } from '../trace/list';
import type { LongTrace } from '../trace/read';
import type { Crowd, CrowdNumbers } from './crowds';
import { CrowdCounter, readCrowds } from './crowds';
import { Machine } from './machine';
import type { TaskStatus } from './state';
import type { Step } from './steps';

/** A stretch of steps in which a task keeps one status: from step `from` until before step `to`. */
export interface Segment {
  readonly status: Exclude<TaskStatus, 'done'>;
  readonly from: number;
  readonly to: number;
  /** For a suspended task: the event that suspended it (index in `Trace.events`). */
  readonly suspend: number | null;
}

/** A stretch in which a task's code held the whole loop up. */
export interface Block {
  readonly step: number;
  readonly ms: number;
  readonly label: string;
}

/** A task's life over the steps of a replay. */
export interface Lane {
  readonly task: TraceTask;
  /** 0 for a task that no other of its thread created, 1 for its children, and so on. */
  readonly depth: number;
  readonly segments: List<Segment>;
  /** The step in which it was over; null if the trace ends before. */
  readonly end: number | null;
  /** The steps in which it printed. */
  readonly outputs: Readonly<Float64Array>;
  /** Whether it ended with an exception, or was cancelled. */
  readonly failed: boolean;
  /** The steps in which an await of it raised. */
  readonly raises: readonly number[];
  readonly blocks: readonly Block[];
}

/** In `step`, one task made another runnable: it created it, or woke it. */
export interface Arrow {
  readonly step: number;
  readonly from: number;
  readonly to: number;
  readonly created: boolean;
}

export interface Lanes {
  /** Those of a thread together, each task after the task of the thread that created it. */
  readonly lanes: readonly Lane[];
  readonly arrows: List<Arrow>;
  /** By `crowdKey`, of the functions that have several tasks in a thread. */
  readonly crowds: ReadonlyMap<string, Crowd>;
}

/** Lanes as plain data: what the tasks did is in a few long lists, of which each lane has a part. */
export interface LaneNumbers {
  readonly lanes: readonly LaneParts[];
  readonly segments: Float64Array<ArrayBuffer>;
  readonly outputs: Float64Array<ArrayBuffer>;
  readonly arrows: Float64Array<ArrayBuffer>;
  readonly crowds: CrowdNumbers;
}

interface LaneParts extends Pick<Lane, 'task' | 'depth' | 'end' | 'failed' | 'raises' | 'blocks'> {
  /** From the first to before the last of `LaneNumbers.segments`. */
  readonly segments: readonly [number, number];
  readonly outputs: readonly [number, number];
}

const statuses: readonly TaskStatus[] = ['created', 'ready', 'running', 'waiting'];

const segmentShape: Shape<Segment> = {
  width: 4,
  write: ({ status, from, to, suspend }) => [statuses.indexOf(status), from, to, suspend ?? -1],
  read: (numbers, at) => {
    const suspend = numbers[at + 3] ?? -1;
    return {
      status: (statuses[numbers[at] ?? 0] ?? 'created') as Segment['status'],
      from: numbers[at + 1] ?? 0,
      to: numbers[at + 2] ?? 0,
      suspend: suspend < 0 ? null : suspend,
    };
  },
};

const arrowShape: Shape<Arrow> = {
  width: 4,
  write: ({ step, from, to, created }) => [step, from, to, Number(created)],
  read: (numbers, at) => ({
    step: numbers[at] ?? 0,
    from: numbers[at + 1] ?? 0,
    to: numbers[at + 2] ?? 0,
    created: numbers[at + 3] === 1,
  }),
};

/** The lanes of all tasks that are created in the trace. */
export function lanesOf(trace: LongTrace, steps: List<Step>): Lanes {
  return readLanes(laneNumbers(trace, steps));
}

export function readLanes({ lanes, segments, outputs, arrows, crowds }: LaneNumbers): Lanes {
  return {
    lanes: lanes.map((parts) => ({
      ...parts,
      segments: new Packed(segmentShape, segments, ...parts.segments),
      outputs: outputs.subarray(...parts.outputs),
    })),
    arrows: new Packed(arrowShape, arrows),
    crowds: readCrowds(crowds),
  };
}

interface Open {
  status: TaskStatus;
  from: number;
  suspend: number | null;
  /** As `segmentShape` writes them. */
  segments: number[];
  end: number | null;
  outputs: number[];
  failed: boolean;
  raises: number[];
  blocks: Block[];
}

export function laneNumbers(trace: LongTrace, steps: List<Step>): LaneNumbers {
  const machine = new Machine();
  const open = new Map<number, Open>();
  const arrows = new Numbers();
  const crowds = new CrowdCounter(trace.tasks);
  // Of one step: its tasks, and the events by which some of them are suspended.
  const touched = new Set<number>();
  const suspends = new Map<number, number>();
  for (let number = 0; number < steps.length; number++) {
    const step = steps.at(number);
    if (!step) break;
    touched.clear();
    suspends.clear();
    for (let index = step.first; index <= step.last; index++) {
      const event = trace.events.at(index);
      if (!event) break;
      machine.apply(event);
      if (event.task !== null) touched.add(event.task);
      if (event.kind === 'suspend') suspends.set(event.task, index);
      if (event.kind === 'output' && event.task !== null)
        laneOf(open, event.task, number).outputs.push(number);
      if (event.kind === 'end' && event.outcome !== 'returned')
        laneOf(open, event.task, number).failed = true;
      if (event.kind === 'resume' && event.error !== undefined)
        laneOf(open, event.task, number).raises.push(number);
      if (event.kind === 'block' && event.task !== null) {
        const { ms, label } = event;
        laneOf(open, event.task, number).blocks.push({ step: number, ms, label });
      }
      if (event.kind === 'enqueue' && event.task !== null && event.waker.task !== null)
        if (event.waker.task !== event.task) {
          const { task: from, kind } = event.waker;
          const arrow = { step: number, from, to: event.task, created: kind === 'start' };
          for (const each of arrowShape.write(arrow)) arrows.push(each);
        }
    }
    for (const id of touched) {
      const status = machine.statusOf(id);
      if (status === undefined) continue;
      enter(laneOf(open, id, number), status, number, suspends.get(id) ?? null);
      crowds.change(id, status);
    }
    crowds.note(number);
  }
  for (const lane of open.values()) close(lane, steps.length);
  return { ...inFamilies(trace.tasks, open), arrows: arrows.take(), crowds: crowds.take() };
}

function laneOf(open: Map<number, Open>, id: number, step: number): Open {
  let lane = open.get(id);
  if (!lane) {
    lane = {
      ...{ status: 'created', from: step, suspend: null, end: null },
      ...{ segments: [], outputs: [], failed: false, raises: [], blocks: [] },
    };
    open.set(id, lane);
  }
  return lane;
}

function enter(lane: Open, status: TaskStatus, step: number, suspend: number | null): void {
  if (lane.status === status && suspend === null) return;
  close(lane, step);
  lane.status = status;
  lane.from = step;
  lane.suspend = status === 'waiting' ? suspend : null;
  if (status === 'done') lane.end = step;
}

function close(lane: Open, to: number): void {
  const { status, from, suspend } = lane;
  if (status !== 'done' && to > from)
    lane.segments.push(...segmentShape.write({ status, from, to, suspend }));
}

/**
 * The threads one after the other, and in each parents before their children, with how deep each is; tasks whose parents form
 * a circle come last.
 */
function inFamilies(
  tasks: readonly TraceTask[],
  open: ReadonlyMap<number, Open>,
): Omit<LaneNumbers, 'arrows' | 'crowds'> {
  const threads = new Map(tasks.map(({ id, thread }) => [id, thread]));
  const roots = new Map<string | undefined, TraceTask[]>();
  const children = new Map<number, TraceTask[]>();
  for (const task of tasks) {
    const { parent, thread } = task;
    const isRoot = parent === null || threads.get(parent) !== thread;
    const siblings = isRoot ? roots.get(thread) : children.get(parent);
    if (siblings) siblings.push(task);
    else if (isRoot) roots.set(thread, [task]);
    else children.set(parent, [task]);
  }
  const lanes: LaneParts[] = [];
  const segments = new Numbers();
  const outputs = new Numbers();
  const placed = new Set<number>();
  const place = (task: TraceTask, depth: number): void => {
    placed.add(task.id);
    const lane = open.get(task.id);
    if (!lane) return;
    const { end, failed, raises, blocks } = lane;
    const [segment, output] = [segments.length / segmentShape.width, outputs.length];
    for (const number of lane.segments) segments.push(number);
    for (const number of lane.outputs) outputs.push(number);
    lanes.push({
      ...{ task, depth, end, failed, raises, blocks },
      segments: [segment, segments.length / segmentShape.width],
      outputs: [output, outputs.length],
    });
  };
  const waiting = [...roots.values()]
    .flat()
    .map((task) => ({ task, depth: 0 }))
    .reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    place(next.task, next.depth);
    const below = children.get(next.task.id) ?? [];
    for (const task of [...below].reverse()) waiting.push({ task, depth: next.depth + 1 });
  }
  for (const task of tasks) if (!placed.has(task.id)) place(task, 0);
  return { lanes, segments: segments.take(), outputs: outputs.take() };
}
