// @ts-check
/**
 * `npm run l10n`: writes every text of the sources that users see into l10n/bundle.l10n.json, which
 * a translator copies. With `--check` it only says whether that file is current.
 */

import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { PROJECT } from './vscode/cache.mjs';

const bundle = path.join(PROJECT, 'l10n', 'bundle.l10n.json');

async function textsOfSources() {
  const sources = path.join(PROJECT, 'src');
  const names = (await readdir(sources, { recursive: true }))
    .filter((name) => /\.tsx?$/.test(name))
    .sort();
  const files = await Promise.all(
    names.map(async (name) => ({
      extension: /** @type {'.ts' | '.tsx'} */ (path.extname(name)),
      contents: await readFile(path.join(sources, name), 'utf8'),
    })),
  );
  const texts = Object.entries(await getL10nJson(files)).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(texts), null, 2) + '\n';
}

const texts = await textsOfSources();
if (process.argv.includes('--check')) {
  const present = await readFile(bundle, 'utf8').catch(() => '');
  if (present !== texts) {
    console.error('l10n/bundle.l10n.json is not what the sources say: run `npm run l10n`.');
    process.exitCode = 1;
  }
} else {
  await mkdir(path.dirname(bundle), { recursive: true });
  await writeFile(bundle, texts);
}
