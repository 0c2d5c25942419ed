import type { TraceEvent } from '../trace/format';
import type { List, Shape } from '../trace/list';
import { Numbers, Packed } from '../trace/list';
import type { LongTrace } from '../trace/read';

/**
 * One step of a replay as people follow it: the events `first` to `last` of the trace (indices, both
 * included), told by the one at `headline`. Every event belongs to exactly one step.
 */
export interface Step {
  readonly first: number;
  readonly last: number;
  readonly headline: number;
}

const shape: Shape<Step> = {
  width: 3,
  write: ({ first, last, headline }) => [first, last, headline],
  read: (numbers, at) => ({
    first: numbers[at] ?? 0,
    last: numbers[at + 1] ?? 0,
    headline: numbers[at + 2] ?? 0,
  }),
};

/** The steps that `stepNumbers` wrote. */
export function readSteps(numbers: Float64Array): List<Step> {
  return new Packed(shape, numbers);
}

/**
 * Cuts a trace into steps. An event that only prepares the next one leads into it (the loop enters a phase, a
 * timer is set for the `await` that follows); one that only completes the last one belongs to it (the new
 * task's entry in the ready queue). Like events of one moment are one step: timers
 * that are due together, the loop's own callbacks in a row, tasks created by one call.
 */
export function stepsOf(trace: Pick<LongTrace, 'events'>): List<Step> {
  return readSteps(stepNumbers(trace));
}

/** The same as numbers. */
export function stepNumbers({ events }: Pick<LongTrace, 'events'>): Float64Array<ArrayBuffer> {
  const numbers = new Numbers();
  const put = (step: Step): void => {
    for (const number of shape.write(step)) numbers.push(number);
  };
  // The step that may still grow.
  let open = null as Step | null;
  let first = 0;
  for (let index = 0; index < events.length; index++) {
    const event = events.at(index);
    if (!event) break;
    if (leads(events, index)) continue;
    const headline: TraceEvent | null | undefined = open && events.at(open.headline);
    const adjacent = open && adjoins(events, open.last + 1, index);
    if (open && headline && adjacent && belongsTo(event, headline)) {
      const takesOver: boolean = headline.kind === 'create' && event.kind === 'resume';
      open = { first: open.first, last: index, headline: takesOver ? index : open.headline };
    } else {
      if (open) put(open);
      open = { first, last: index, headline: index };
    }
    first = index + 1;
  }
  const end = events.length - 1;
  if (open) put({ ...open, last: end });
  else if (end >= 0) put({ first: 0, last: end, headline: end });
  return numbers.take();
}

/**
 * Whether the event at `index` comes directly after what ends before `from`. What is assumed on the way does not
 * count, nor the end of a callback before another one.
 */
function adjoins(events: List<TraceEvent>, from: number, index: number): boolean {
  const isCallback = events.at(index)?.kind === 'callback';
  for (let between = from; between < index; between++) {
    const kind = events.at(between)?.kind;
    if (kind !== 'assume' && !(kind === 'callbackEnd' && isCallback)) return false;
  }
  return true;
}

/** Whether the event is only the beginning of the one that follows. */
function leads(events: List<TraceEvent>, index: number): boolean {
  const event = events.at(index);
  const next = events.at(index + 1);
  if (!event || !next || next.thread !== event.thread) return false;
  switch (event.kind) {
    case 'assume':
      return true;
    case 'callbackEnd':
      // So that the callback is still to be seen on the stack at the end of its own step.
      return event.error === undefined;
    case 'phase':
      return !isSleep(events, index);
    case 'watch':
      return suspendsNext(events, index, event.task);
    case 'enqueue':
      // A step that schedules its own next step and then gives up control: `await` of a finished promise.
      return event.task !== null && next.kind === 'suspend' && next.task === event.task;
    default:
      return false;
  }
}

/** Whether the event begins a phase in which the loop has nothing to do until something it watches happens. */
export function isSleep(events: List<TraceEvent>, index: number): boolean {
  const phase = events.at(index);
  const next = events.at(index + 1);
  if (phase?.kind !== 'phase' || !next) return false;
  if (phase.phase !== 'select' && phase.phase !== 'poll') return false;
  // A real poll takes a little time even where it does not wait.
  return phase.timeout !== 0 && next.t > phase.t;
}

/** Whether the same task gives up control next, with nothing but preparations in between. */
function suspendsNext(events: List<TraceEvent>, index: number, task: number | null): boolean {
  for (let at = index + 1; at < Math.min(events.length, index + 50); at++) {
    const event = events.at(at);
    if (event?.kind === 'suspend') return event.task === task;
    if (event?.kind !== 'watch' && event?.kind !== 'assume') return false;
  }
  return false;
}

/** Whether the event completes the step before it, or does the same once more. */
function belongsTo(event: TraceEvent, headline: TraceEvent): boolean {
  if (event.thread !== headline.thread) return false;
  switch (event.kind) {
    case 'unwatch':
    case 'drop':
      return headline.kind !== 'output';
    case 'enqueue':
      return completes(event, headline);
    case 'fire':
      return headline.kind === 'fire';
    case 'callback':
      return event.internal && headline.kind === 'callback' && headline.internal;
    case 'create':
      return (
        headline.kind === 'create' &&
        headline.by === event.by &&
        headline.line === event.line &&
        headline.column === event.column
      );
    case 'resume':
      // An async function of JavaScript starts at once, on its caller's stack.
      return headline.kind === 'create' && headline.task === event.task && event.entry === null;
    default:
      return false;
  }
}

/** Whether the entry is in its queue because of what the step tells. */
function completes(event: TraceEvent & { kind: 'enqueue' }, headline: TraceEvent): boolean {
  switch (headline.kind) {
    case 'create':
    case 'fire':
    case 'end':
    case 'cancel':
      return true;
    case 'suspend':
      return event.task === headline.task;
    case 'callback':
      return headline.internal || event.task !== null;
    default:
      return false;
  }
}
