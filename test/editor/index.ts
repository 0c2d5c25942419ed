import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** What VS Code calls inside its extension host: runs every test that lies beside this file. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: true, timeout: 60_000 });
  for (const name of readdirSync(__dirname)) {
    if (name.endsWith('.test.js')) mocha.addFile(path.join(__dirname, name));
  }
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) => {
      if (failures > 0) reject(new Error(`${failures} tests failed in the editor`));
      else resolve();
    });
  });
}
