import * as l10n from '@vscode/l10n';
import type { Entry, Wait } from '../../schema';
import { futurePage, taskPage } from './pages';

/** Facts from CPython's Lib/asyncio/threads.py and futures.py. */

/** Work that a thread of a pool does. */
export const inThread: Wait = {
  waitsFor: 'thread',
  mechanism: 'pool',
  thing: (call) => l10n.t('{0} in a thread', call.argument(0, 'func') ?? '?'),
  suspends: 'always',
  value: (call) => l10n.t('what {0} returns', call.argument(0, 'func') ?? '?'),
  gives: 'unknown',
  notes: [
    () =>
      l10n.t(
        'Cancelling the task does not stop the thread: its work runs to the end, and the result is dropped.',
      ),
  ],
};

export const threadEntries: Readonly<Record<string, Entry>> = {
  'asyncio.to_thread': { page: taskPage('to_thread'), await: inThread },
  'asyncio.wrap_future': {
    page: futurePage('wrap_future'),
    await: {
      ...inThread,
      thing: (call) => l10n.t('future {0} of another thread', call.argument(0) ?? '?'),
      value: () => l10n.t('its result'),
    },
  },
};
