import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A manual on the web, and where Debian's package of it has the same pages. */
interface Manual {
  readonly url: string;
  readonly apt: string;
  readonly folder: string;
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
  packed('https://discordpy.readthedocs.io/en/stable/', 'python-discord-doc'),
  packed('https://docs.sqlalchemy.org/en/20/', 'python-sqlalchemy-doc'),
  packed('https://docs.aio-pika.com/', 'python-aio-pika-doc'),
  packed('https://aiosqlite.omnilib.dev/en/stable/', 'python-aiosqlite-doc'),
];

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
