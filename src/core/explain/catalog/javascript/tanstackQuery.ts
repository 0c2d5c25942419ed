import * as l10n from '@vscode/l10n';
import type { Entry, Library, Text, Wait } from '../schema';
import { answer, promised, undefinedValue } from '../waits';

/** Facts from @tanstack/query-core's src/queryClient.ts, query.ts and retryer.ts; the adapters hand these on. */

const client = '@tanstack/query-core.QueryClient';
const page = (name: string) =>
  `https://tanstack.com/query/latest/docs/reference/QueryClient#queryclient${name.toLowerCase()}`;

const retries: Text = () =>
  l10n.t(
    'fetchQuery does not retry unless retry is set; the error of the query function is thrown here.',
  );
const silent: Text = () => l10n.t('It never throws: a failed fetch is only kept in the cache.');

const fetches = (notes: readonly Text[], value: Text): Wait =>
  answer(() => l10n.t('the query’s data, from the cache or fetched'), value, {
    registers: () =>
      l10n.t(
        'Data younger than staleTime comes from the cache; else the query function runs, and others that ask share its promise.',
      ),
    wokenBy: () =>
      l10n.t(
        'When the query function settles, so does the promise, and the rest of the function is queued as a microtask.',
      ),
    notes,
  });

const data: Text = () => l10n.t('the data');

const allOf = (thing: Text, notes: readonly Text[]): Wait =>
  promised('network', 'task', thing, undefinedValue, { notes });

const waits: Readonly<Record<string, Wait>> = {
  fetchQuery: fetches([retries], data),
  fetchInfiniteQuery: fetches([retries], data),
  ensureQueryData: fetches([retries], data),
  ensureInfiniteQueryData: fetches([retries], data),
  prefetchQuery: fetches([silent], undefinedValue),
  prefetchInfiniteQuery: fetches([silent], undefinedValue),
  invalidateQueries: allOf(
    () => l10n.t('the active queries that match to be fetched again'),
    [
      () =>
        l10n.t(
          'Without await the cache is marked stale at once all the same; only the fetches are waited for.',
        ),
      silent,
    ],
  ),
  refetchQueries: allOf(() => l10n.t('the queries that match to be fetched again'), [silent]),
  resetQueries: allOf(() => l10n.t('the active queries that match to be fetched anew'), [silent]),
  cancelQueries: allOf(
    () => l10n.t('the fetches that match to be cancelled'),
    [() => l10n.t('Await it before an optimistic update, or a late answer overwrites that.')],
  ),
};

const entries = Object.entries(waits).map(([name, wait]): [string, Entry] => [
  `${client}.${name}`,
  { page: page(name), await: wait },
]);

const adapters = ['react', 'vue', 'solid', 'svelte'];

export const tanstackQuery: Library = {
  title: 'TanStack Query',
  packages: {
    npm: [
      '@tanstack/query-core@5.108.0',
      '@tanstack/react-query@5.108.0',
      '@tanstack/vue-query@5.104.0',
      '@tanstack/solid-query@5.104.5',
      '@tanstack/svelte-query@6.3.6',
    ],
  },
  entries: {
    ...Object.fromEntries(entries),
    ...Object.fromEntries(
      adapters.map((adapter): [string, Entry] => [
        `@tanstack/${adapter}-query.useQueryClient`,
        { page: 'https://tanstack.com/query/latest/docs/reference/QueryClient', returns: client },
      ]),
    ),
  },
  classes: [client],
  bases: Object.fromEntries(
    adapters.map((adapter) => [`@tanstack/${adapter}-query.QueryClient`, client]),
  ),
};
