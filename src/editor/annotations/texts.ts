import * as l10n from '@vscode/l10n';
import type { WaitsFor } from '../../core/explain/types';

/** What stands above an async function. */
export function pointCount(points: number): string {
  if (points === 0) return l10n.t('No suspension points');
  return points === 1 ? l10n.t('1 suspension point') : l10n.t('{0} suspension points', points);
}

/** The gutter has one icon for each kind of waiting that people tell apart at a glance. */
export const families = ['timer', 'io', 'thread', 'task', 'sync', 'promise', 'unknown'] as const;
export type Family = (typeof families)[number];

export const familyOf: Readonly<Record<WaitsFor, Family>> = {
  timer: 'timer',
  network: 'io',
  file: 'io',
  process: 'io',
  thread: 'thread',
  task: 'task',
  tasks: 'task',
  coroutine: 'task',
  lock: 'sync',
  queue: 'sync',
  event: 'sync',
  iterator: 'promise',
  promise: 'promise',
  nothing: 'unknown',
  unknown: 'unknown',
};
