import type { Trace, TraceTask } from '../trace/format';
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
  /** 0 for a task that no other created, 1 for its children, and so on. */
  readonly depth: number;
  readonly segments: readonly Segment[];
  /** The step in which it was over; null if the trace ends before. */
  readonly end: number | null;
  /** The steps in which it printed. */
  readonly outputs: readonly number[];
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
  /** Each task after the task that created it. */
  readonly lanes: readonly Lane[];
  readonly arrows: readonly Arrow[];
}

interface Open {
  status: TaskStatus;
  from: number;
  suspend: number | null;
  segments: Segment[];
  end: number | null;
  outputs: number[];
  blocks: Block[];
}

/** The lanes of all tasks that are created in the trace. */
export function lanesOf(trace: Trace, steps: readonly Step[]): Lanes {
  const machine = new Machine();
  const open = new Map<number, Open>();
  const arrows: Arrow[] = [];
  for (const [number, step] of steps.entries()) {
    const touched = new Set<number>();
    const suspends = new Map<number, number>();
    for (let index = step.first; index <= step.last; index++) {
      const event = trace.events[index];
      if (!event) break;
      machine.apply(event);
      if (event.task !== null) touched.add(event.task);
      if (event.kind === 'suspend') suspends.set(event.task, index);
      if (event.kind === 'output' && event.task !== null)
        laneOf(open, event.task, number).outputs.push(number);
      if (event.kind === 'block' && event.task !== null) {
        const { ms, label } = event;
        laneOf(open, event.task, number).blocks.push({ step: number, ms, label });
      }
      if (event.kind === 'enqueue' && event.task !== null && event.waker.task !== null)
        if (event.waker.task !== event.task)
          arrows.push({
            step: number,
            from: event.waker.task,
            to: event.task,
            created: event.waker.kind === 'start',
          });
    }
    for (const id of touched) {
      const status = machine.statusOf(id);
      if (status !== undefined)
        enter(laneOf(open, id, number), status, number, suspends.get(id) ?? null);
    }
  }
  for (const lane of open.values()) close(lane, steps.length);
  return { lanes: inFamilies(trace.tasks, open), arrows };
}

function laneOf(open: Map<number, Open>, id: number, step: number): Open {
  let lane = open.get(id);
  if (!lane) {
    lane = {
      ...{ status: 'created', from: step, suspend: null, end: null },
      ...{ segments: [], outputs: [], blocks: [] },
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
  if (status !== 'done' && to > from) lane.segments.push({ status, from, to, suspend });
}

/** Parents before their children, with how deep each is; tasks whose parents form a circle come last. */
function inFamilies(tasks: readonly TraceTask[], open: ReadonlyMap<number, Open>): Lane[] {
  const children = new Map<number | null, TraceTask[]>();
  for (const task of tasks) {
    const siblings = children.get(task.parent);
    if (siblings) siblings.push(task);
    else children.set(task.parent, [task]);
  }
  const lanes: Lane[] = [];
  const placed = new Set<number>();
  const place = (task: TraceTask, depth: number): void => {
    placed.add(task.id);
    const lane = open.get(task.id);
    if (!lane) return;
    const { segments, end, outputs, blocks } = lane;
    lanes.push({ task, depth, segments, end, outputs, blocks });
  };
  const waiting = (children.get(null) ?? []).map((task) => ({ task, depth: 0 })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    place(next.task, next.depth);
    const below = children.get(next.task.id) ?? [];
    for (const task of [...below].reverse()) waiting.push({ task, depth: next.depth + 1 });
  }
  for (const task of tasks) if (!placed.has(task.id)) place(task, 0);
  return lanes;
}
