/** What a suspended task waits for, in words. */

import * as l10n from '@vscode/l10n';
import type { SuspendEvent } from '../trace/format';
import type { Context } from './context';
import type { Runtime } from './words';
import { runtimeOf } from './words';

type Waiting = Pick<SuspendEvent, 'detail' | 'watches' | 'waitsFor'>;

/** What no task ends, as a part of a sentence: `2 s`, `queue orders`, `data on file descriptor 7`, `a lock`. */
export function waitLabel({ detail, watches, waitsFor }: Waiting, context: Context): string {
  if (detail !== null) return detail;
  const labels = watches.flatMap((id) => context.watch(id)?.label ?? []);
  return labels.length > 0 ? labels.join(', ') : kindLabel(waitsFor, runtimeOf(context.trace));
}

/** What a suspension waits for, in a word or two: the tasks, where they are few. */
export function reasonLabel(
  suspend: Waiting & Pick<SuspendEvent, 'tasks'>,
  context: Context,
): string {
  const { tasks } = suspend;
  return tasks.length === 0 || tasks.length > 3
    ? waitLabel(suspend, context)
    : context.names(tasks);
}

/** The kind of thing that is waited for, as a part of a sentence. */
export function kindLabel(waitsFor: SuspendEvent['waitsFor'], runtime: Runtime): string {
  switch (waitsFor) {
    case 'timer':
      return l10n.t('a timer');
    case 'network':
      return l10n.t('the network');
    case 'file':
      return l10n.t('a file');
    case 'process':
      return l10n.t('a process');
    case 'thread':
      return l10n.t('a thread');
    case 'task':
      return l10n.t('a task');
    case 'tasks':
      return l10n.t('several tasks');
    case 'lock':
      return l10n.t('a lock');
    case 'queue':
      return l10n.t('a queue');
    case 'event':
      return l10n.t('an event');
    case 'coroutine':
      return l10n.t('a coroutine');
    case 'iterator':
      return l10n.t('an iterator');
    case 'promise':
      return runtime === 'asyncio' ? l10n.t('a future') : l10n.t('a promise');
    case 'nothing':
      return l10n.t('its next turn');
    case 'unknown':
      return l10n.t('something that could not be told');
  }
}
