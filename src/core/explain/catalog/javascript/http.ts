import * as l10n from '@vscode/l10n';
import type { Raise, Text, KnownWait } from '../schema';
import { answer, plainArgument } from '../waits';

/** What the HTTP clients have in common. */

export const verbs = ['get', 'delete', 'head', 'options', 'post', 'put', 'patch'];

export function response(
  position: number,
  value: Text,
  raises: readonly Raise[],
  more: Partial<KnownWait> = {},
): KnownWait {
  return answer(
    (call) => l10n.t('the HTTP response from {0}', plainArgument(call, position)),
    value,
    { raises, ...more },
  );
}
