import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** What VS Code calls inside its extension host: runs every test that lies beside this file. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: true, timeout: 60_000, retries: 1 });
  for (const name of readdirSync(__dirname)) {
    if (name.endsWith('.test.js')) mocha.addFile(path.join(__dirname, name));
  }
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      if (failures > 0) reject(new Error(`${failures} tests failed in the editor`));
      else resolve();
    });
    // The name on a line of its own, as scripts/test/step.mjs reads it.
    runner.on('retry', (test: Mocha.Test, error: Error) => {
      console.log(`  Tried again: ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
  });
}
