import * as l10n from '@vscode/l10n';

/** A sample program that ships with the extension. */
export interface Sample {
  /** Its file under samples/. A folder cannot be listed in the browser, so the list is here; a test compares. */
  readonly path: string;
  readonly languageId: 'python' | 'typescript';
  readonly title: string;
  readonly detail: string;
}

/** The samples in the order in which they teach. */
export function samples(): Sample[] {
  return [
    ...pair('coffee_shop.py', 'coffee-shop.ts', {
      title: l10n.t('Coffee shop'),
      detail: l10n.t('Three orders at the same time: they wait together, for about 2 seconds'),
    }),
    ...pair('coffee_shop_sequential.py', 'coffee-shop-sequential.ts', {
      title: l10n.t('Coffee shop, one after the other'),
      detail: l10n.t('The same three orders in sequence: the waits add up to 6 seconds'),
    }),
    ...pair('http_fetches.py', 'http-fetches.ts', {
      title: l10n.t('HTTP fetches'),
      detail: l10n.t('Three requests that overlap: as long as the slowest of them'),
    }),
    ...pair('http_fetches_sequential.py', 'http-fetches-sequential.ts', {
      title: l10n.t('HTTP fetches, one after the other'),
      detail: l10n.t('The same three requests in sequence: the sum of their waits'),
    }),
    ...pair('race_across_await.py', 'race-across-await.ts', {
      title: l10n.t('Race across an await'),
      detail: l10n.t('Two withdrawals read the same balance; a lock repairs it'),
    }),
    ...pair('blocking_call.py', 'blocking-call.ts', {
      title: l10n.t('Blocking call'),
      detail: l10n.t('One call that does not await freezes everyone'),
    }),
    ...pair('blocking_call_repaired.py', 'blocking-call-repaired.ts', {
      title: l10n.t('Blocking call, repaired'),
      detail: l10n.t('The same work in a thread, or in slices, lets the others run'),
    }),
    ...pair('timeout_and_cancellation.py', 'timeout-and-cancellation.ts', {
      title: l10n.t('Timeout and cancellation'),
      detail: l10n.t('Both end an await early, by an exception that comes out of it'),
    }),
    ...pair('worker_pool.py', 'worker-pool.ts', {
      title: l10n.t('Worker pool'),
      detail: l10n.t('Two workers share a queue of five jobs'),
    }),
    ...pair('backpressure.py', 'backpressure.ts', {
      title: l10n.t('Producer and consumer with backpressure'),
      detail: l10n.t('A fast producer has to wait for a slow consumer when the queue is full'),
    }),
    ...pair('chat_room.py', 'chat-room.ts', {
      title: l10n.t('Chat room'),
      detail: l10n.t('Each member waits on an inbox, and one message wakes all of them'),
    }),
    ...pair('streams.py', 'streams.ts', {
      title: l10n.t('Streams'),
      detail: l10n.t('Reading and writing wait for the other side'),
    }),
    ...pair('ten_thousand_coroutines.py', 'ten-thousand-coroutines.ts', {
      title: l10n.t('Ten thousand coroutines'),
      detail: l10n.t('They all wait at the same time, in one thread'),
    }),
    {
      path: 'typescript/microtasks-against-timers.ts',
      languageId: 'typescript',
      title: l10n.t('Microtasks against timers'),
      detail: l10n.t('In which order ticks, promises, immediates and timers run'),
    },
  ];
}

function pair(
  python: string,
  typescript: string,
  texts: Pick<Sample, 'title' | 'detail'>,
): [Sample, Sample] {
  return [
    { path: `python/${python}`, languageId: 'python', ...texts },
    { path: `typescript/${typescript}`, languageId: 'typescript', ...texts },
  ];
}
