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
