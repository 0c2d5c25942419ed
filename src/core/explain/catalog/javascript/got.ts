import * as l10n from '@vscode/l10n';
import type { Library, Text, KnownWait } from '../schema';
import { answer, methods, plainArgument } from '../waits';
import { verbs } from './http';

/** Facts from Got's documentation and source/as-promise. */

const gotPage = 'https://github.com/sindresorhus/got/blob/main/documentation/1-promise.md';

const gotResponse: KnownWait = answer(
  (call) => l10n.t('the HTTP response from {0}', plainArgument(call, 0)),
  () => l10n.t('the response with its body'),
  {
    raises: [
      {
        error: 'got.HTTPError',
        when: () => l10n.t('If the status is outside 2xx, unless throwHttpErrors is false.'),
      },
      { error: 'got.TimeoutError', when: () => l10n.t('If a timeout that was set is over.') },
      { error: 'got.RequestError', when: () => l10n.t('If the connection fails.') },
    ],
    mistakes: [
      () =>
        l10n.t(
          'GET and its like are retried twice, with growing pauses, before it rejects; there is no time limit unless timeout is set.',
        ),
    ],
  },
);

const gotBody = (value: Text): KnownWait => ({
  ...gotResponse,
  thing: () => l10n.t('the whole HTTP response, to hand out its body'),
  value,
});

export const got: Library = {
  title: 'Got',
  packages: { npm: ['got@15.1.0'] },
  entries: {
    got: { page: gotPage, returns: 'got.CancelableRequest' },
    ...methods(
      'got',
      verbs.filter((name) => name !== 'options'),
      () => ({
        page: gotPage,
        returns: 'got.CancelableRequest',
      }),
    ),
    'got.CancelableRequest': { page: gotPage, await: gotResponse },
    'got.CancelableRequest.json': {
      page: gotPage,
      await: gotBody(() => l10n.t('the body, parsed from JSON,')),
    },
    'got.CancelableRequest.text': {
      page: gotPage,
      await: gotBody(() => l10n.t('the body, a string,')),
    },
    'got.CancelableRequest.buffer': {
      page: gotPage,
      await: gotBody(() => l10n.t('the body, a Buffer,')),
    },
  },
  classes: ['got.CancelableRequest'],
  aliases: { 'got.got': 'got' },
};
