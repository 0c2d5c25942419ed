/**
 * Runs vscode-tmgrammar-test over test/grammar: our injection grammars, as package.json contributes
 * them, on top of VS Code's own grammars as the package tm-grammars carries them.
 */

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);

const bases = ['python', 'typescript', 'tsx', 'javascript', 'jsx'];
const cases = readdirSync(path.join(root, 'test/grammar')).map((name) => `test/grammar/${name}`);

const { status } = spawnSync(
  process.execPath,
  [
    require.resolve('vscode-tmgrammar-test/dist/unit.js'),
    ...bases.flatMap((name) => ['-g', require.resolve(`tm-grammars/grammars/${name}.json`)]),
    ...cases,
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
