import * as l10n from '@vscode/l10n';
import type { Library, Text } from '../schema';
import { promised } from '../waits';

/** Facts from Next.js's server/request (cookies.ts, headers.ts, draft-mode.ts, connection.ts) and its API reference. */

const page = (name: string) => `https://nextjs.org/docs/app/api-reference/functions/${name}`;

const dynamic: Text = () =>
  l10n.t('It makes the route dynamic: it is rendered for each request, not at build time.');

const ofRequest = (name: string, thing: Text, value: Text) => ({
  page: page(name),
  await: promised('promise', 'turn', thing, value, { notes: [dynamic] }),
});

export const next: Library = {
  title: 'Next.js',
  packages: { npm: ['next@16.4.6'] },
  entries: {
    'next/headers.cookies': ofRequest(
      'cookies',
      () => l10n.t('the cookies of the request, there already'),
      () => l10n.t('the cookies'),
    ),
    'next/headers.headers': ofRequest(
      'headers',
      () => l10n.t('the headers of the request, there already'),
      () => l10n.t('the headers'),
    ),
    'next/headers.draftMode': ofRequest(
      'draft-mode',
      () => l10n.t('the state of draft mode, there already'),
      () => l10n.t('the draft mode'),
    ),
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
