import * as l10n from '@vscode/l10n';
import type { Own, Raise, Text, KnownWait } from '../schema';
import { plainArgument, promised } from '../waits';

/** What Playwright and Puppeteer share: both send commands to a browser. */

/** A command for the browser, which is another process behind a pipe or WebSocket. */
export function browser(thing: Text, value: Text, more: Own): KnownWait {
  return promised('process', 'process', thing, value, {
    registers: () =>
      l10n.t('The command is sent to the browser, and a promise is given for its end.'),
    watches: () =>
      l10n.t('The event loop watches the pipe or WebSocket to the browser, which does the work.'),
    wokenBy: () =>
      l10n.t(
        'When the browser reports it done, the promise is settled, and the rest is queued as a microtask.',
      ),
    ...more,
  });
}

/** What goes wrong with a page that is on its way. */
export const notLoaded: Raise = {
  error: 'Error',
  when: () => l10n.t('If the page cannot be reached: the message names the cause (net::ERR_…).'),
};

/** What can be missed: begin to wait first, then act. */
export const beginBefore: Text = () =>
  l10n.t('Begin to wait before the action that causes it, or it may be missed.');

/** A page that is on its way. */
export const navigation = (raises: readonly Raise[]): KnownWait =>
  browser(
    (call) => l10n.t('page {0} to load', plainArgument(call, 0)),
    () => l10n.t('the main response'),
    {
      raises,
      notes: [() => l10n.t('It waits for the load event; waitUntil chooses another.')],
      mistakes: [
        () =>
          l10n.t(
            'A response with an error status, such as 404, rejects nothing: look at status().',
          ),
      ],
    },
  );

/** Code of the caller that runs in the page. */
export const inPage: Raise = {
  error: 'Error',
  when: () => l10n.t('If the function throws in the page: the message is its own.'),
};
