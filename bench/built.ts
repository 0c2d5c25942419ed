import { build } from 'esbuild';
import { createRequire } from 'node:module';
import path from 'node:path';
import { readWasm } from '../test/support/syntax';

type Core = typeof import('./core');

/**
 * The core as it is shipped, with a reader of its own. Source that tsx runs gives every closure its
 * name when it is made (esbuild's `keepNames`), which takes a third of the time of what makes many.
 */
export async function builtCore(): Promise<Core & { reader: InstanceType<Core['SyntaxReader']> }> {
  const outfile = path.resolve(__dirname, '../.cache/bench/core.cjs');
  await build({
    entryPoints: [path.join(__dirname, 'core.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    external: ['web-tree-sitter'],
  });
  const core = createRequire(__filename)(outfile) as Core;
  return { ...core, reader: new core.SyntaxReader(readWasm) };
}
