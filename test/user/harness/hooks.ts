import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Context, RootHookObject } from 'mocha';
import { PROJECT } from '../../../scripts/vscode/cache.mjs';
import { endAll, endOnSignals } from '../../../scripts/vscode/processes.mjs';
import { editors, startEditor, type Editor } from './editor';

const START_LIMIT_MS = 120_000;

let running: Editor | undefined;

/** The editor that is running: for tests and their hooks only, not for the time before them. */
export function editor(): Editor {
  if (running === undefined)
    throw new Error('The editor is started before the first test, not now.');
  return running;
}

/** One editor for all tests that start none of their own; each starts with no tab open and the default settings. */
export const mochaHooks: RootHookObject = {
  async beforeAll(this: Context) {
    this.timeout(START_LIMIT_MS);
    endOnSignals();
    running = await startEditor();
    console.log(`  Embedded VS Code ${running.version}`);
  },
  async afterEach(this: Context) {
    // A test that will be tried again is not "failed" yet.
    if (this.currentTest && this.currentTest.state !== 'passed')
      await keepEvidence(this.currentTest.fullTitle());
    for (const each of editors) await each.reset();
  },
  async afterAll() {
    await running?.close();
    await endAll();
  },
};

/** Keeps what was on the screens, and shows what the extension had logged, when a test failed. */
async function keepEvidence(title: string): Promise<void> {
  const folder = path.join(PROJECT, '.cache', 'test', 'user');
  await mkdir(folder, { recursive: true });
  for (const [index, { user, version }] of [...editors].entries()) {
    const name = `${version} ${title.replaceAll(/[^\w]+/g, '-')}${index > 0 ? ` ${index + 1}` : ''}`;
    const file = path.join(folder, `${name}.png`);
    await user.page.screenshot({ path: file });
    console.log(`      The screen is in ${path.relative(PROJECT, file)}`);
    for (const line of user.hostLog) console.log(`      [extension host] ${line}`);
  }
}
