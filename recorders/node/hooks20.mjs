/** The hooks of Node's loader thread, for ES modules on Nodes before 22.15. */

import fs from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const { moduleKind } = require('./load.cjs');
const { Sources } = require('./sources.cjs');

let sources;

export function initialize({ tools, main, pieceOf, firstId }) {
  const ignore = () => undefined;
  sources = new Sources({ tools, main, pieceOf, define: ignore, note: ignore, firstId });
}

export async function resolve(specifier, given, nextResolve) {
  const { main, pieceOf } = sources;
  const own = pieceOf !== null && given.parentURL === pathToFileURL(main).href;
  const context = own ? { ...given, parentURL: pathToFileURL(pieceOf).href } : given;
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    if (Sources.isTyped(sources.main))
      for (const file of sources.candidates(specifier, context.parentURL))
        return { url: pathToFileURL(file).href, shortCircuit: true };
    const lines = error.stack.split('\n').filter((line) => !line.includes(import.meta.url));
    error.stack = lines.join('\n');
    throw error;
  }
}

export async function load(url, context, nextLoad) {
  const file = url.startsWith('file:') ? fileURLToPath(url) : '';
  if (!Sources.concerns(file)) return nextLoad(url, context);
  if (/tsx?$|jsx$/.test(file)) {
    if (!moduleKind(sources, file)) return { format: 'commonjs', source: null, shortCircuit: true };
    const { code } = sources.prepare(file, fs.readFileSync(file, 'utf8'), true, true);
    return { format: 'module', source: code, shortCircuit: true };
  }
  const loaded = await nextLoad(url, context);
  if (loaded.format !== 'module') return loaded;
  const prepared = sources.prepare(file, String(loaded.source), true, true);
  return prepared === null ? loaded : { ...loaded, source: prepared.code };
}
