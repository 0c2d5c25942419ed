import * as l10n from '@vscode/l10n';
import type { Text, Wait } from '../schema';
import { plainArgument, promised } from '../waits';

/** What Playwright and Puppeteer share: both send commands to a browser. */

/** A command for the browser, which is another process behind a pipe or WebSocket. */
export function browser(thing: Text, value: Text, more: Partial<Wait> = {}): Wait {
  return promised('process', 'process', thing, value, {
    registers: () =>
      l10n.t('The command is sent to the browser, and a promise is given for its end.'),
    watches: () =>
      l10n.t('The event loop watches the pipe or WebSocket to the browser, which does the work.'),
    wokenBy: () =>
      l10n.t(
        'When the browser reports it done, the promise is settled, and the rest of the function is queued as a microtask.',
      ),
    ...more,
  });
}

export const times: Text = () =>
  l10n.t('It gives up with a TimeoutError after 30 s, unless a timeout says otherwise.');

/** A page that is on its way. */
export const navigation = browser(
  (call) => l10n.t('page {0} to load', plainArgument(call, 0)),
  () => l10n.t('the main response'),
  {
    notes: [
      times,
      () =>
        l10n.t('It waits for the load event; waitUntil chooses another. A 404 rejects nothing.'),
    ],
  },
);
