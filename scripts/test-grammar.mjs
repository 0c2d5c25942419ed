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

/** Each file of assertions counts as one test. */
const results = cases.map((file) => {
  const { status } = spawnSync(
    process.execPath,
    [
      require.resolve('vscode-tmgrammar-test/dist/unit.js'),
      ...bases.flatMap((name) => ['-g', require.resolve(`tm-grammars/grammars/${name}.json`)]),
      file,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  return status === 0;
});

const failing = results.filter((passed) => !passed).length;
console.log(`\n  ${results.length - failing} passing`);
if (failing > 0) console.log(`  ${failing} failing`);
process.exitCode = failing > 0 ? 1 : 0;
