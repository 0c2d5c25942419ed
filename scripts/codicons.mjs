// @ts-check
/**
 * Leaves only those of VS Code's icons in the panel's style sheet and font that the panel names: the whole set is as large as
 * the panel's own program.
 */

import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import subsetFont from 'subset-font';

const rule = /\.codicon-([\w-]+):before\s*\{\s*content:\s*"\\([0-9a-f]+)"\s*;?\s*\}\s*/g;

/**
 * @param {string} sources the folder whose files name icons, as texts or in style sheets
 * @returns {import('esbuild').Plugin}
 */
export function usedCodicons(sources) {
  return {
    name: 'used-codicons',
    setup: (build) => {
      build.onLoad({ filter: /codicon\.css$/ }, async ({ path: file }) => {
        const [sheet, isUsed] = await Promise.all([readFile(file, 'utf8'), usedIn(sources)]);
        const contents = sheet.replace(rule, (text, name) => (isUsed(name) ? text : ''));
        return { contents, loader: 'css' };
      });
      build.onLoad({ filter: /codicon\.ttf$/ }, async ({ path: file }) => {
        const [font, sheet, isUsed] = await Promise.all([
          readFile(file),
          readFile(path.join(path.dirname(file), 'codicon.css'), 'utf8'),
          usedIn(sources),
        ]);
        const characters = [...sheet.matchAll(rule)].flatMap(([, name = '', code = '']) =>
          isUsed(name) ? String.fromCodePoint(parseInt(code, 16)) : [],
        );
        const contents = await subsetFont(font, characters.join(''), { targetFormat: 'truetype' });
        return { contents, loader: 'file' };
      });
    },
  };
}

/**
 * @param {string} folder
 * @returns {Promise<(name: string) => boolean>} whether a file names an icon; other texts that are called so do no harm
 */
async function usedIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map((entry) => readFile(path.join(entry.parentPath, entry.name), 'utf8'));
  const all = (await Promise.all(texts)).join('\n');
  const named = new Set(all.match(/(?<=['"]|codicon-)[a-z][\w-]*(?![\w-])/g));
  return (name) => named.has(name);
}
