import * as l10n from '@vscode/l10n';
import type { Entry, Library } from '../schema';
import { promised, undefinedValue } from '../waits';

/** Facts from ECMA-262: what the language's own objects give, beside promises and iterators. */

const mdn = 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/';

const disposed = promised(
  'promise',
  'task',
  (call) => l10n.t('what {0} holds to be disposed of, the last first', call.receiver),
  undefinedValue,
  {
    raises: [{ error: null, when: () => l10n.t('What a disposal throws.') }],
    notes: [() => l10n.t('After several errors it is a SuppressedError, which has them all.')],
  },
);

const stack = 'AsyncDisposableStack';

export const javascriptLanguage: Library = {
  title: 'MDN: JavaScript',
  entries: {
    ...Object.fromEntries(
      ['disposeAsync', '@@asyncDispose'].map((name): [string, Entry] => [
        `${stack}.${name}`,
        { page: `${mdn}${stack}/disposeAsync`, await: disposed },
      ]),
    ),
    ...Object.fromEntries(
      [stack, 'DisposableStack'].flatMap((owner) =>
        ['use', 'adopt'].map((name): [string, Entry] => [
          `${owner}.${name}`,
          { page: `${mdn}${owner}/${name}`, returns: 'first' },
        ]),
      ),
    ),
    'Atomics.waitAsync.value': {
      page: `${mdn}Atomics/waitAsync`,
      await: promised(
        'lock',
        'signal',
        () => l10n.t('Atomics.notify(), or the end of the time'),
        () => l10n.t('"ok", "not-equal" or "timed-out"'),
        { raises: [] },
      ),
    },
  },
  classes: [stack, 'DisposableStack', 'Atomics.waitAsync', 'Atomics.waitAsync.value'],
  attributes: { 'Atomics.waitAsync.value': 'Atomics.waitAsync.value' },
};
