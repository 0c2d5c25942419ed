import * as l10n from '@vscode/l10n';
import type { KnownWait, Raise, Text } from '../../schema';
import { arrival } from '../../waits';

/** What several parts of aiohttp's entries are made from. */

export const web = (anchor: string) =>
  `https://docs.aiohttp.org/en/stable/web_reference.html#aiohttp.web.${anchor}`;

export const notJson: Raise = {
  error: 'json.JSONDecodeError',
  when: () => l10n.t('If it is no valid JSON.'),
};

/** A wait for data that the other side sends. */
export function receive(
  thing: Text,
  value: Text,
  raises: readonly Raise[],
  more: Partial<KnownWait> = {},
): KnownWait {
  return arrival(thing, value, { mechanism: 'socket', raises, ...more });
}

/** A stream is errored with what its connection ended with, a response's body with ClientPayloadError. */
export const ofStream: Raise = {
  error: null,
  when: () => l10n.t('The error that ended the connection: ClientPayloadError for a response.'),
};
