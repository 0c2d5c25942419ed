/** The life of a coroutine as a circle of stages, and where a task is in it. */

import * as l10n from '@vscode/l10n';
import type { Context } from './context';
import type { LoopState, TaskState } from './state';

export const stages = ['created', 'running', 'awaiting', 'completes', 'resumed', 'done'] as const;
export type Stage = (typeof stages)[number];

export interface Life {
  readonly task: TaskState;
  readonly stage: Stage;
}

/**
 * Where a task is in its life; null for one that does not exist yet. That it is created includes the wait for its first turn;
 * that what it awaited is complete, the wait for the turn in which it goes on.
 */
export function lifeOf({ tasks }: LoopState, id: number): Life | null {
  const task = tasks.get(id);
  return task ? { task, stage: stageOf(task) } : null;
}

/** What a stage is called for a task, as it is now; null stands for any task. */
export function stageTitle(stage: Stage, task: TaskState | null): string {
  switch (stage) {
    case 'created':
      return l10n.t('created');
    case 'running':
      return l10n.t('running');
    case 'awaiting':
      return l10n.t('awaiting');
    case 'completes':
      return completion(task);
    case 'resumed':
      return l10n.t('resumed');
    case 'done':
      return task?.outcome?.outcome === 'cancelled'
        ? l10n.t('cancelled')
        : task?.outcome?.outcome === 'raised'
          ? l10n.t('failed')
          : l10n.t('done');
  }
}

function stageOf({ status, suspensions }: TaskState): Stage {
  switch (status) {
    case 'created':
      return 'created';
    case 'ready':
      return suspensions === 0 ? 'created' : 'completes';
    case 'running':
      return suspensions === 0 ? 'running' : 'resumed';
    case 'waiting':
      return 'awaiting';
    case 'done':
      return 'done';
  }
}

/** What ends the wait that a task is in, or ended the one that it was in last. */
function completion(task: TaskState | null): string {
  if (task === null) return l10n.t('I/O completes');
  switch (task.status === 'waiting' ? task.waiting?.waitsFor : task.wokenBy?.kind) {
    case 'timer':
      return l10n.t('timer is due');
    case 'task':
    case 'tasks':
      return l10n.t('task is done');
    case 'io':
    case 'network':
    case 'file':
    case 'process':
      return l10n.t('I/O completes');
    default:
      return l10n.t('wait is over');
  }
}

/** Events that are looked back over for a task that does something. */
const mostBack = 2_000;

/** The task that a step tells of, or that the last step did which told of one; null where none did. */
export function protagonist(last: number, { trace: { events } }: Context): number | null {
  for (let index = last; index > Math.max(-1, last - mostBack); index--) {
    const task = events.at(index)?.task ?? null;
    if (task !== null) return task;
  }
  return null;
}
