// @ts-check
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../src/core/explain/catalog');

/** The languages of the catalog: a folder each, and the list of it beside. */
const lists = {
  python: 'The libraries of Python that the catalog knows.',
  javascript: 'The libraries of JavaScript and TypeScript that the catalog knows.',
};

/**
 * Writes the lists of the catalog's libraries anew, so that a library is added by adding its file. The build
 * does this first. A file is a library's if it exports a `Library` under its own name; others are parts.
 *
 * @returns {Promise<string[]>} the lists that were out of date
 */
export async function listLibraries() {
  const changed = [];
  for (const [language, head] of Object.entries(lists)) {
    const file = path.join(root, `${language}.ts`);
    const text = await listOf(path.join(root, language), head);
    if (text === (await readFile(file, 'utf8').catch(() => ''))) continue;
    await writeFile(file, text);
    changed.push(file);
  }
  return changed;
}

/**
 * @param {string} folder
 * @param {string} head
 */
async function listOf(folder, head) {
  const names = [];
  for (const file of (await readdir(folder)).sort()) {
    const name = path.basename(file, '.ts');
    if (name === file) continue;
    const text = await readFile(path.join(folder, file), 'utf8');
    if (text.includes(`export const ${name}: Library`)) names.push(name);
  }
  const lines = names.map(
    (name) => `export { ${name} } from './${path.basename(folder)}/${name}';`,
  );
  return `/** ${head} Written by the build (scripts/catalog.mjs). */\n${lines.join('\n')}\n`;
}
