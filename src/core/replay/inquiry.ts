/** Why a task is where it is, what wakes it, what it waits for in turn, and who waits for it. */

import * as l10n from '@vscode/l10n';
import { firstIndex } from '../trace/list';
import type { Context } from './context';
import { tellEnqueue } from './narrate-loop';
import { tellHop } from './narrate-travel';
import type { Roster } from './roster';
import type { LoopState, Place, TaskState } from './state';
import { placeOfHop, travelAt } from './travels';
import { waitLabel } from './waits';
import { durationLabel, timeLabel } from './words';

/** A chain of awaits is followed so far; beyond it is a circle of a broken trace, or unreadable. */
const maxLinks = 50;

/** An await on the way from a task down to what it really waits for, or up to who waits for it. */
export interface Link {
  readonly task: number;
  readonly function: string;
  readonly place: Place | null;
}

/** A station on the way of an exception. */
export interface Station {
  readonly text: string;
  readonly place: Place | null;
}

export interface Inquiry {
  /** Why the task is where it is now: one sentence. */
  readonly why: string;
  /** What wakes it, or woke it last: one sentence; null where nothing has and nothing need. */
  readonly wakes: string | null;
  /** From the task's own coroutine down through the tasks that it waits for. */
  readonly down: readonly Link[];
  /** What the last of `down` waits for: a timer, a reply; null where the chain ends in a task that does not wait. */
  readonly leaf: string | null;
  /** The way of the exception that it has got or ended with, from where it was raised; empty without one. */
  readonly travel: readonly Station[];
  /** Who waits for the task, then who waits for that, and so on. */
  readonly up: readonly Link[];
}

/** Answers for a task in the state after the event with index `last`; null for a task that does not exist yet. */
export function inquire(
  state: LoopState,
  task: number,
  last: number,
  context: Context,
): Inquiry | null {
  const { tasks } = state;
  const own = tasks.get(task);
  if (!own) return null;
  const down = linksDown(own, tasks, context);
  const deepest = tasks.get(down.at(-1)?.task ?? task)?.waiting;
  return {
    why: whyOf(own, state.t, context),
    wakes: wakesOf(own, last, context),
    down,
    leaf: deepest?.tasks.length === 0 ? waitLabel(deepest, context) : null,
    travel: travelAt(task, last, context).map((hop) => ({
      text: tellHop(hop, context),
      place: placeOfHop(hop, context),
    })),
    up: linksUp(task, tasks, context),
  };
}

function whyOf(task: TaskState, now: number, context: Context): string {
  const name = context.label(task.id);
  switch (task.status) {
    case 'created':
      return l10n.t('{0} exists, but nobody has scheduled it.', name);
    case 'ready':
      return l10n.t('{0} can go on and waits for its turn: only one task runs at a time.', name);
    case 'running':
      return l10n.t('{0} has control until it suspends or ends.', name);
    case 'done': {
      const since = timeLabel(task.since);
      const { outcome } = task;
      if (outcome?.outcome === 'raised')
        return l10n.t(
          '{0} has been over since {1}: it ended with {2}.',
          ...[name, since, outcome.error ?? l10n.t('an exception')],
        );
      return outcome?.outcome === 'cancelled'
        ? l10n.t('{0} has been over since {1}: it was cancelled.', name, since)
        : l10n.t('{0} has been over since {1}.', name, since);
    }
    case 'waiting': {
      const since = timeLabel(task.since);
      const long = durationLabel(now - task.since);
      const { waiting } = task;
      if (!waiting) return l10n.t('{0} has been suspended since {1}.', name, since);
      if (waiting.tasks.length > 1)
        return l10n.t(
          '{0} has been suspended since {1}, for {2}: it waits for these: {3}.',
          name,
          since,
          long,
          context.names(waiting.tasks),
        );
      if (waiting.tasks.length === 1)
        return l10n.t(
          '{0} has been suspended since {1}, for {2}: it waits until {3} is done.',
          name,
          since,
          long,
          context.names(waiting.tasks),
        );
      return l10n.t(
        '{0} has been suspended since {1}, for {2}: it waits for {3}.',
        name,
        since,
        long,
        waitLabel(waiting, context),
      );
    }
  }
}

/** What wakes a waiting task later in the trace; of any other, what woke it last. */
function wakesOf(task: TaskState, last: number, context: Context): string | null {
  const own = context.lookup.ofTask(task.id);
  const after = firstIndex(own.length, (at) => (own[at] ?? 0) > last);
  if (task.status === 'waiting') {
    for (let at = after; at < own.length; at++) {
      const event = context.trace.events.at(own[at] ?? Infinity);
      if (event?.kind === 'enqueue')
        return l10n.t(
          'What wakes it, at {0}: {1}',
          timeLabel(event.t),
          tellEnqueue(event, context),
        );
    }
    return l10n.t('Nothing wakes it before the trace ends.');
  }
  for (let at = after - 1; at >= 0; at--) {
    const event = context.trace.events.at(own[at] ?? Infinity);
    if (event?.kind === 'enqueue')
      return l10n.t(
        'What woke it last, at {0}: {1}',
        timeLabel(event.t),
        tellEnqueue(event, context),
      );
  }
  return null;
}

function linksDown(task: TaskState, tasks: Roster<TaskState>, context: Context): Link[] {
  const links: Link[] = [];
  const seen = new Set<number>();
  let at: TaskState | undefined = task;
  while (at && !seen.has(at.id) && links.length < maxLinks) {
    seen.add(at.id);
    links.push(...linksOf(at, context));
    at = unfinished(at, tasks);
  }
  return links.slice(0, maxLinks);
}

/** The first of the tasks that it waits for that is not over. */
function unfinished({ waiting }: TaskState, tasks: Roster<TaskState>): TaskState | undefined {
  for (const id of waiting?.tasks ?? []) {
    const task = tasks.get(id);
    if (task && task.status !== 'done') return task;
  }
  return undefined;
}

/** The awaits inside one task: its chain while it is suspended, else the place that it has come to. */
function linksOf({ id, waiting, calls, at }: TaskState, context: Context): Link[] {
  if (waiting === null || waiting.chain.length === 0)
    return [{ task: id, function: calls.at(-1) ?? context.task(id)?.function ?? '', place: at }];
  return waiting.chain.map(({ function: name, line, column }) => ({
    task: id,
    function: name,
    place: { line, column, endLine: null, endColumn: null },
  }));
}

function linksUp(task: number, tasks: Roster<TaskState>, context: Context): Link[] {
  const waiters = new Map<number, TaskState>();
  for (const each of tasks)
    for (const awaited of each.waiting?.tasks ?? [])
      if (each.status === 'waiting' && !waiters.has(awaited)) waiters.set(awaited, each);
  const links: Link[] = [];
  const seen = new Set([task]);
  for (let at = waiters.get(task); at && !seen.has(at.id); at = waiters.get(at.id)) {
    seen.add(at.id);
    links.push({ task: at.id, function: context.task(at.id)?.function ?? '', place: at.at });
    if (links.length >= maxLinks) break;
  }
  return links;
}
