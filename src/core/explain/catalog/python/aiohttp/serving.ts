import * as l10n from '@vscode/l10n';
import type { Entry, KnownWait } from '../../schema';
import { receive, web } from './shared';

/** Starting and stopping a server; facts from aiohttp 3's web_runner.py. */

/** What a runner does in this task, one after another. */
const inTurn: Pick<KnownWait, 'waitsFor' | 'mechanism' | 'suspends' | 'value' | 'raises'> &
  Partial<KnownWait> = {
  waitsFor: 'coroutine',
  mechanism: 'task',
  suspends: 'maybe',
  value: () => l10n.t('None'),
  watches: () => l10n.t('The loop watches for whatever the handlers wait for.'),
  wokenBy: () => l10n.t('What a handler waits for wakes the task.'),
  cancelled: () => l10n.t('If the task is cancelled while it waits, in the handler that runs.'),
  raises: [{ error: null, when: () => l10n.t('What one of the handlers raises.') }],
};
const setUp: KnownWait = {
  ...inTurn,
  thing: () => l10n.t('the application’s start-up handlers'),
  because: () => l10n.t('If none of the handlers waits, it does not suspend.'),
  registers: () =>
    l10n.t('It runs the start-up handlers and clean-up contexts one after another, in this task.'),
};
const cleanUp: KnownWait = {
  ...inTurn,
  thing: () => l10n.t('the application’s connections and clean-up handlers'),
  because: () => l10n.t('If setup() has not been called, there is nothing to wait for.'),
  registers: () =>
    l10n.t('It closes the connections, after a time-out by force, and runs the clean-up handlers.'),
};

/** `loop.create_server()` and `create_unix_server()` end with a turn of the loop. */
const listens = receive(
  () => l10n.t('the site to listen'),
  () => l10n.t('None'),
  [
    {
      error: 'OSError',
      when: () => l10n.t('If it cannot listen: the address may be in use.'),
    },
  ],
  {
    suspends: 'always',
    because: () => l10n.t('The server gives the loop one turn to begin to listen.'),
    registers: () =>
      l10n.t('A host name is looked up in a thread; then the socket is bound and listens.'),
  },
);
const stops = receive(
  () => l10n.t('the site to stop listening'),
  () => l10n.t('None'),
  [],
  {
    because: () =>
      l10n.t('Since aiohttp 3.9 it only closes the listening socket, and does not suspend.'),
  },
);

export const servingEntries: Readonly<Record<string, Entry>> = {
  'aiohttp.web.AppRunner.setup': { page: web('BaseRunner.setup'), await: setUp },
  'aiohttp.web.AppRunner.cleanup': { page: web('BaseRunner.cleanup'), await: cleanUp },
  'aiohttp.web.BaseSite.start': { page: web('BaseSite.start'), await: listens },
  'aiohttp.web.BaseSite.stop': { page: web('BaseSite.stop'), await: stops },
};
