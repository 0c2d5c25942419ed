import * as l10n from '@vscode/l10n';
import type { Library } from '../schema';
import { methods, promised } from '../waits';
import { verbs } from './http';

/** Facts from Express's lib/router and from @types/express-serve-static-core. */

const api = 'https://expressjs.com/en/5x/api.html';
const handled = ['express.Request', 'express.Response', 'express.next'];

export const express: Library = {
  title: 'Express',
  packages: { npm: ['@types/express@5.0.6'] },
  entries: {
    express: { page: `${api}#express`, returns: 'express.Application' },
    'express.Router': { page: `${api}#express.router`, returns: 'express.Application' },
    ...methods('express.Application', [...verbs, 'all', 'use'], (name) => ({
      page: `${api}#app.${name}`,
      returns: 'express.Application',
      calledWith: handled,
    })),
    'express.next': {
      page: 'https://expressjs.com/en/guide/writing-middleware.html',
      await: {
        ...promised(
          'nothing',
          'turn',
          () => l10n.t('one turn of the microtask queue'),
          () => l10n.t('undefined'),
          { raises: [] },
        ),
        lens: () => l10n.t('next() gives no promise: one microtask turn'),
        mistakes: [
          () =>
            l10n.t(
              'Express’s next() returns nothing: this does not wait for the handlers that come after.',
            ),
        ],
      },
    },
  },
  classes: ['express.Application', 'express.Response'],
  bases: { 'express.Request': 'http.IncomingMessage' },
  aliases: {
    'express.default': 'express',
    'express.express': 'express',
    'express.NextFunction': 'express.next',
    'express.Express': 'express.Application',
  },
};
