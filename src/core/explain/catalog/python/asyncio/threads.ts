import * as l10n from '@vscode/l10n';
import type { Entry, KnownWait } from '../../schema';
import { futurePage, taskPage } from './pages';

/** Facts from CPython's Lib/asyncio/threads.py and futures.py. */

/** Work that a thread of a pool does. */
export const inThread: KnownWait = {
  waitsFor: 'thread',
  mechanism: 'pool',
  thing: (call) => l10n.t('{0} in a thread', call.argument(0, 'func') ?? '?'),
  suspends: 'always',
  value: (call) => l10n.t('what {0} returns', call.argument(0, 'func') ?? '?'),
  gives: 'unknown',
  raises: [
    {
      error: null,
      when: () => l10n.t('Whatever the function raises in its thread comes out here.'),
    },
  ],
  mistakes: [
    () => l10n.t('Pure Python gets no faster: one thread at a time has the interpreter lock.'),
  ],
};

export const threadEntries: Readonly<Record<string, Entry>> = {
  'asyncio.to_thread': {
    page: taskPage('to_thread'),
    await: {
      ...inThread,
      mistakes: [
        ...(inThread.mistakes ?? []),
        () => l10n.t('A coroutine function would only make a coroutine there, which nobody runs.'),
      ],
    },
  },
  'asyncio.wrap_future': {
    page: futurePage('wrap_future'),
    await: {
      ...inThread,
      thing: (call) => l10n.t('future {0} of another thread', call.argument(0) ?? '?'),
      suspends: 'maybe',
      because: () =>
        l10n.t(
          'A future that is done already when it is wrapped takes a turn all the same; one that has been wrapped for long need not.',
        ),
      value: () => l10n.t('its result'),
      raises: [
        {
          error: null,
          when: () => l10n.t('Whatever the work of the future raises comes out here.'),
        },
      ],
      cancelled: () =>
        l10n.t(
          'If the task is cancelled while it waits: the work is cancelled too, if no thread has begun it.',
        ),
      mistakes: [],
    },
  },
};
