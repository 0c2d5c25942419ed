import * as l10n from '@vscode/l10n';
import type { Library, Raise, Text } from '../schema';
import { promised } from '../waits';

/** Facts from Next.js's server/request (cookies.ts, headers.ts, draft-mode.ts, connection.ts) and its API reference. */

const page = (name: string) => `https://nextjs.org/docs/app/api-reference/functions/${name}`;

const dynamic: Text = () =>
  l10n.t('It makes the route dynamic: it is rendered for each request, not at build time.');

const outside: Raise = {
  error: 'Error',
  when: () => l10n.t('If it is called outside of a request, in a cached function or in after().'),
};
const swallowed: Text = () =>
  l10n.t(
    'A catch around it also gets what Next.js throws to leave prerendering: pass that on with unstable_rethrow().',
  );

const ofRequest = (name: string, thing: Text, value: Text) => ({
  page: page(name),
  await: promised('promise', 'turn', thing, value, {
    raises: [outside],
    notes: [dynamic],
    mistakes: [swallowed],
  }),
});

export const next: Library = {
  title: 'Next.js',
  packages: { npm: ['next@16.4.6'] },
  entries: {
    'next/headers.cookies': ofRequest(
      'cookies',
      () => l10n.t('the cookies of the request, there already'),
      () => l10n.t('the cookie store'),
    ),
    'next/headers.headers': ofRequest(
      'headers',
      () => l10n.t('the headers of the request, there already'),
      () => l10n.t('the Headers object'),
    ),
    // Draft mode is off while a page is prerendered, and may be asked for in a cached function.
    'next/headers.draftMode': {
      page: page('draft-mode'),
      await: promised(
        'promise',
        'turn',
        () => l10n.t('the state of draft mode, there already'),
        () => l10n.t('the draft mode'),
        {
          raises: [{ error: 'Error', when: () => l10n.t('If it is called outside of a request.') }],
        },
      ),
    },
    'next/server.connection': ofRequest(
      'connection',
      () => l10n.t('a request to render for'),
      () => l10n.t('undefined'),
    ),
  },
  classes: [],
  bases: {
    'next/server.NextRequest': 'Request',
    'next/server.NextResponse': 'Response',
  },
};
