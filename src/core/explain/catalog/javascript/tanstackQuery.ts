import * as l10n from '@vscode/l10n';
import type { Entry, Library, Own, Raise, Text, KnownWait } from '../schema';
import { answer, promised, undefinedValue } from '../waits';

/** Facts from @tanstack/query-core's src/queryClient.ts, query.ts and retryer.ts; the adapters hand these on. */

const client = '@tanstack/query-core.QueryClient';
const page = (name: string) =>
  `https://tanstack.com/query/latest/docs/reference/QueryClient#queryclient${name.toLowerCase()}`;

const noRetries: Text = () => l10n.t('It does not retry unless retry is set, unlike useQuery.');
const silent: Text = () => l10n.t('It never throws: a failed fetch is only kept in the cache.');
const anyAge: Text = () =>
  l10n.t('Data from the cache is given whatever its age: fetchQuery looks at staleTime.');

const failures: readonly Raise[] = [
  { error: null, when: () => l10n.t('What the query function throws.') },
  {
    error: 'CancelledError',
    when: () => l10n.t('If the fetch is cancelled and there is no earlier data.'),
  },
];

const ifFresh: Text = () =>
  l10n.t(
    'Data younger than staleTime comes from the cache; else the query function runs, and others that ask share its promise.',
  );
const ifThere: Text = () =>
  l10n.t(
    'Data that is in the cache is given; else the query function runs, and others that ask share its promise.',
  );

const fetches = (value: Text, more: Own): KnownWait =>
  answer(() => l10n.t('the query’s data, from the cache or fetched'), value, {
    registers: ifFresh,
    wokenBy: () =>
      l10n.t(
        'When the query function settles, so does the promise, and the rest is queued as a microtask.',
      ),
    ...more,
  });

const data: Text = () => l10n.t('the data');

const throwing: Own = { raises: failures, mistakes: [noRetries] };
const ensuring: Own = {
  registers: ifThere,
  raises: failures,
  mistakes: [anyAge, noRetries],
};
const prefetching: Own = { raises: [], mistakes: [silent] };

/** Errors are kept from the caller unless throwOnError asks for them. */
const ifAsked: readonly Raise[] = [
  {
    error: null,
    when: () => l10n.t('What a query function throws, if the option throwOnError is set.'),
  },
];

const allOf = (
  thing: Text,
  mistakes: readonly Text[],
  raises: readonly Raise[] = ifAsked,
): KnownWait => promised('network', 'task', thing, undefinedValue, { raises, mistakes });

const waits: Readonly<Record<string, KnownWait>> = {
  fetchQuery: fetches(data, throwing),
  fetchInfiniteQuery: fetches(data, throwing),
  ensureQueryData: fetches(data, ensuring),
  ensureInfiniteQueryData: fetches(data, ensuring),
  prefetchQuery: fetches(undefinedValue, prefetching),
  prefetchInfiniteQuery: fetches(undefinedValue, prefetching),
  invalidateQueries: allOf(
    () => l10n.t('the active queries that match to be fetched again'),
    [
      () =>
        l10n.t(
          'Without await the cache is marked stale at once all the same; only the fetches are waited for.',
        ),
    ],
  ),
  refetchQueries: allOf(() => l10n.t('the queries that match to be fetched again'), []),
  resetQueries: allOf(() => l10n.t('the active queries that match to be fetched again'), []),
  cancelQueries: allOf(
    () => l10n.t('the fetches that match to be cancelled'),
    [() => l10n.t('Await it before an optimistic update, or a late answer overwrites that.')],
    [],
  ),
};

const entries = Object.entries(waits).map(([name, wait]): [string, Entry] => [
  `${client}.${name}`,
  { page: page(name), await: wait },
]);

/** What hooks give: methods that fetch, and settle with what is known then. */
const state: Text = () => l10n.t('the new state of the query');
const hookPages: Readonly<Record<string, string>> = {
  UseQueryResult: 'useQuery',
  UseInfiniteQueryResult: 'useInfiniteQuery',
  UseMutationResult: 'useMutation',
};

const refetched: KnownWait = {
  ...allOf(
    () => l10n.t('the query to be fetched again'),
    [
      () =>
        l10n.t('It never throws unless throwOnError is set: isError and error of the result tell.'),
    ],
  ),
  value: state,
};

const mutated: KnownWait = answer(
  () => l10n.t('the mutation and its callbacks to end'),
  () => l10n.t('what the mutation function returns'),
  {
    registers: () =>
      l10n.t('onMutate is called, then the mutation function; a promise is given for the end.'),
    wokenBy: () =>
      l10n.t('When onSuccess or onError, and onSettled have ended, the promise is settled.'),
    raises: [{ error: null, when: () => l10n.t('What the mutation function throws.') }],
    mistakes: [() => l10n.t('Its error is thrown here: mutate() hands it to onError only.')],
  },
);

const methodsOfHooks: Readonly<Record<string, KnownWait>> = {
  'UseQueryResult.refetch': refetched,
  'UseInfiniteQueryResult.refetch': refetched,
  'UseInfiniteQueryResult.fetchNextPage': {
    ...refetched,
    thing: () => l10n.t('the next page of the query'),
  },
  'UseInfiniteQueryResult.fetchPreviousPage': {
    ...refetched,
    thing: () => l10n.t('the page before of the query'),
  },
  'UseMutationResult.mutateAsync': mutated,
};

/** Hooks of React's adapter, and the types of what they give. */
const hooks: Readonly<Record<string, string>> = {
  useQuery: 'UseQueryResult',
  useSuspenseQuery: 'UseQueryResult',
  useInfiniteQuery: 'UseInfiniteQueryResult',
  useSuspenseInfiniteQuery: 'UseInfiniteQueryResult',
  useMutation: 'UseMutationResult',
};

const react = '@tanstack/react-query';
const hookPage = (name: string) =>
  `https://tanstack.com/query/latest/docs/framework/react/reference/${name}`;

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
      Object.entries(hooks).map(([name, type]): [string, Entry] => [
        `${react}.${name}`,
        { page: hookPage(name), returns: `${react}.${type}` },
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(methodsOfHooks).map(([name, wait]): [string, Entry] => [
        `${react}.${name}`,
        { page: hookPage(hookPages[name.replace(/\..*/, '')] ?? ''), await: wait },
      ]),
    ),
    ...Object.fromEntries(
      adapters.map((adapter): [string, Entry] => [
        `@tanstack/${adapter}-query.useQueryClient`,
        { page: 'https://tanstack.com/query/latest/docs/reference/QueryClient', returns: client },
      ]),
    ),
  },
  classes: [client, ...Object.keys(hookPages).map((name) => `${react}.${name}`)],
  bases: Object.fromEntries(
    adapters.map((adapter) => [`@tanstack/${adapter}-query.QueryClient`, client]),
  ),
};
