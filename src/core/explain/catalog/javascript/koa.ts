import * as l10n from '@vscode/l10n';
import type { Library } from '../schema';
import { methods, promised, undefinedValue } from '../waits';
import { verbs } from './http';

/** Facts from Koa's lib/application.js and koa-compose. */

const api = 'https://github.com/koajs/koa/blob/master/docs/api/index.md';
const handled = ['koa.Context', 'koa.Next'];

export const koa: Library = {
  title: 'Koa',
  packages: {
    npm: ['koa@3.3.0', '@types/koa@3.0.3', '@koa/router@15.7.0', '@types/koa__router@12.0.5'],
  },
  entries: {
    'koa.use': { page: `${api}#appusefunction`, returns: 'koa', calledWith: handled },
    ...methods('@koa/router', [...verbs, 'all', 'use'], () => ({
      page: 'https://github.com/koajs/router/blob/master/API.md',
      returns: '@koa/router',
      calledWith: handled,
    })),
    'koa.Next': {
      page: 'https://github.com/koajs/koa/blob/master/docs/guide.md',
      await: promised(
        'promise',
        'task',
        () => l10n.t('the middleware that comes after to end'),
        undefinedValue,
        {
          registers: () =>
            l10n.t(
              'next() calls the middleware after this one at once, and gives a promise for its end.',
            ),
          raises: [
            { error: null, when: () => l10n.t('What one of them throws.') },
            { error: 'Error', when: () => l10n.t('If next() was called before.') },
          ],
          notes: [
            () =>
              l10n.t(
                'What stands after it runs on the way back, when the response has been made by those further in.',
              ),
          ],
        },
      ),
    },
  },
  classes: ['koa', '@koa/router', 'koa.Context'],
  aliases: {
    'koa.default': 'koa',
    'koa-router': '@koa/router',
    '@koa/router.Router': '@koa/router',
  },
};
