import type { SuspendEvent, TraceEvent, Waker } from '../../core/trace/format';
import type { ProgramState, Promised, Resource } from './state';

/** What a suspension says of the thing it waits for. */
type Wait = Pick<SuspendEvent, 'waitsFor' | 'detail' | 'watches' | 'tasks'>;

/** The wait of a generator for whoever asks for its next value. */
export const produced = { waitsFor: 'iterator', detail: null, watches: [], tasks: [] } as const;

/** The wait for a value or a settled promise, and that for what only has a `then`; one object each, as most waits are these. */
const settled = { ...produced, waitsFor: 'promise' } as const;
const thenable = { ...produced, waitsFor: 'unknown' } as const;

/** Settled by something that nothing was told of. */
export const unknownPromise: Promised = {
  waiters: new Set(),
  members: [],
  combinator: null,
  resource: null,
  producer: null,
};

/** What an awaited thing is, as far as it is known now. */
export function waitFor(state: ProgramState, operand: number | 'settled' | 'thenable'): Wait {
  if (operand === 'settled') return settled;
  if (operand === 'thenable') return thenable;
  const call = state.calls.get(operand);
  if (call) return { waitsFor: 'task', detail: null, watches: [], tasks: [call.task] };
  const { members, combinator, resource, producer } = state.promised(operand);
  const generator = producer === null ? undefined : state.calls.get(producer);
  if (generator) return { waitsFor: 'task', detail: null, watches: [], tasks: [generator.task] };
  if (combinator !== null) {
    const tasks = members.flatMap((member) => state.calls.get(member)?.task ?? []);
    const watches = members.flatMap((member) => state.promises.get(member)?.resource?.watch ?? []);
    return { waitsFor: 'tasks', detail: combinator, watches, tasks };
  }
  return resource === null ? settled : waitingFor(resource);
}

/** What settled a promise, for those that waited for it. */
export function wakerOf(
  state: ProgramState,
  events: readonly TraceEvent[],
  { members, combinator, producer }: Promised,
  by: number,
): Waker {
  const generator = producer === null ? undefined : state.calls.get(producer);
  if (generator) return { kind: 'task', task: generator.task, watch: null };
  const last = combinator === null ? undefined : lastOver(state, events, members);
  if (last !== undefined) return { kind: 'task', task: last, watch: null };
  const task = state.taskOf(by);
  const { cause } = state;
  const foreign = cause?.site !== undefined && !cause.owned;
  if (task !== null || cause === null || cause.kind.queued || foreign)
    return { kind: 'resolve', task, watch: null };
  return { kind: cause.kind.waitsFor === 'timer' ? 'timer' : 'io', task, watch: cause.watch };
}

/** The task among a combinator's members that ended last. */
function lastOver(
  state: ProgramState,
  events: readonly TraceEvent[],
  members: readonly number[],
): number | undefined {
  const tasks = new Set(members.map((member) => state.calls.get(member)?.task));
  for (let index = events.length - 1; index >= 0; index--) {
    const event = events[index];
    if (event?.kind === 'end' && tasks.has(event.task)) return event.task;
    if (event?.kind === 'phase') return undefined;
  }
  return undefined;
}

export function waitingFor({ kind, label, watch }: Resource): Wait {
  return {
    waitsFor: kind.waitsFor,
    detail: kind.waitsFor === 'timer' ? label.replace(/ timer$/, '') : label,
    watches: watch === null ? [] : [watch],
    tasks: [],
  };
}

/** What was taken for a wait for a resource, and was none. */
export function notWatched({
  waitsFor,
  detail,
  watches,
  tasks,
}: SuspendEvent): Partial<SuspendEvent> {
  return watches.length === 0
    ? { waitsFor, detail, watches, tasks }
    : { waitsFor: 'promise', detail: null, watches: [], tasks };
}
