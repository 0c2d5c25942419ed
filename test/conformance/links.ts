import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A manual on the web, and where Debian's package of it has the same pages. */
interface Manual {
  readonly url: string;
  readonly apt: string;
  readonly folder: string;
  /** Links to what is newer than the packed manual. */
  readonly newer?: readonly string[];
}

/** Debian's usual place for the pages of a package. */
function packed(url: string, apt: string): Manual {
  return { url, apt, folder: `usr/share/doc/${apt}/html` };
}

/** Only those packages that have the whole reference: aiohttp's and psycopg's are built without parts of it. */
export const manuals: readonly Manual[] = [
  {
    url: 'https://docs.python.org/3/',
    apt: 'python3.11-doc',
    folder: 'usr/share/doc/python3.11/html',
  },
  {
    url: 'https://nodejs.org/api/',
    apt: 'nodejs-doc',
    folder: 'usr/share/doc/nodejs/api',
    // Debian 12 packs the manual of Node 18.
    newer: [
      'fs.html#dirsymbolasyncdispose',
      'fs.html#fspromisesglobpattern-options',
      'fs.html#fspromisesmkdtempdisposableprefix-options',
      'inspector.html#sessionpostmethod-params',
      'sqlite.html#sqlitebackupsourcedb-path-options',
      'stream.html#writablesymbolasyncdispose',
      'test.html#contextwaitforcondition-options',
      'test.html#suitename-options-fn',
      'worker_threads.html#workergetheapsnapshotoptions',
      'worker_threads.html#workersymbolasyncdispose',
    ].map((page) => `https://nodejs.org/api/${page}`),
  },
  packed('https://discordpy.readthedocs.io/en/stable/', 'python-discord-doc'),
  {
    ...packed('https://docs.sqlalchemy.org/en/20/', 'python-sqlalchemy-doc'),
    // Debian 12 packs the manual of 1.4.
    newer: [
      'async_sessionmaker',
      'async_sessionmaker.begin',
      'AsyncConnection.aclose',
      'AsyncResult.fetchall',
      'AsyncSession.aclose',
      'AsyncSession.get_one',
      'AsyncSession.reset',
    ].map(
      (name) =>
        `https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html#sqlalchemy.ext.asyncio.${name}`,
    ),
  },
  packed('https://docs.aio-pika.com/', 'python-aio-pika-doc'),
  {
    ...packed('https://aiosqlite.omnilib.dev/en/stable/', 'python-aiosqlite-doc'),
    newer: ['https://aiosqlite.omnilib.dev/en/stable/api.html#aiosqlite.Connection.set_authorizer'],
  },
];

/** Type declarations that link to the pages of a site: what they name is there, of the rest they say nothing. */
export const declarations: readonly { readonly url: string; readonly folder: string }[] = [
  { url: 'https://developer.mozilla.org/docs/Web/API/', folder: 'node_modules/typescript/lib' },
  {
    url: 'https://playwright.dev/docs/api/',
    folder: '.cache/catalog/npm/playwright@1.65.1/node_modules/playwright-core/types',
  },
];

/** The addresses that the declaration files of a folder mention. */
export function mentioned(folder: string): ReadonlySet<string> {
  if (!existsSync(folder)) return new Set();
  return new Set(
    readdirSync(folder)
      .filter((name) => name.endsWith('.d.ts'))
      .flatMap(
        (name) => readFileSync(join(folder, name), 'utf8').match(/https:\/\/[^\s)]+/g) ?? [],
      ),
  );
}

/** Those of the links below `base` whose page, or whose anchor on it, is not in `folder`. */
export function brokenLinks(
  urls: readonly string[],
  base: string,
  folder: string,
): readonly string[] {
  const pages = new Map<string, ReadonlySet<string> | null>();
  return urls.filter((url) => {
    const [page = '', anchor] = url.slice(base.length).split('#');
    const file = join(folder, page === '' || page.endsWith('/') ? `${page}index.html` : page);
    const anchors = pages.get(file) ?? anchorsOf(file);
    pages.set(file, anchors);
    return anchors === null || (anchor !== undefined && !anchors.has(anchor));
  });
}

/** What a page can be entered at; null if there is no such page. */
function anchorsOf(file: string): ReadonlySet<string> | null {
  if (!existsSync(file)) return null;
  return new Set(
    Array.from(readFileSync(file, 'utf8').matchAll(/\bid="([^"]+)"/g), ([, id]) => id ?? ''),
  );
}
