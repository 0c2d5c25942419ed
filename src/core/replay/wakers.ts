import * as l10n from '@vscode/l10n';
import type { Waker } from '../trace/format';

/** What woke a task, as a part of a sentence; `by` is the name of the task that did it, where there is one. */
export function wakerText({ kind }: Waker, by: string | null): string {
  switch (kind) {
    case 'timer':
      return l10n.t('a timer');
    case 'io':
      return l10n.t('input or output that became ready');
    case 'thread':
      return l10n.t('a thread');
    case 'task':
      return by === null ? l10n.t('the end of a task') : l10n.t('the end of {0}', by);
    case 'cancel':
      return by === null ? l10n.t('its cancellation') : l10n.t('its cancellation by {0}', by);
    case 'release':
      return by === null ? l10n.t('a release') : l10n.t('a release by {0}', by);
    case 'put':
      return by === null ? l10n.t('a queue') : l10n.t('a queue that {0} used', by);
    case 'set':
      return by === null ? l10n.t('an event') : l10n.t('an event that {0} set', by);
    case 'start':
    case 'resolve':
    case 'callback':
      return by === null ? l10n.t('code') : l10n.t('code of {0}', by);
  }
}
