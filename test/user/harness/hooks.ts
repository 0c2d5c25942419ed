import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Context, RootHookObject } from 'mocha';
import { PROJECT } from '../../../scripts/vscode/cache.mjs';
import { endAll, endOnSignals } from '../../../scripts/vscode/processes.mjs';
import { startEditor, type Editor } from './editor';

const START_LIMIT_MS = 120_000;

let running: Editor | undefined;

/** The editor that is running: for tests and their hooks only, not for the time before them. */
export function editor(): Editor {
  if (running === undefined)
    throw new Error('The editor is started before the first test, not now.');
  return running;
}

/** One editor for all tests; each of them starts with no editor tab open and the default settings. */
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
      await keepEvidence(editor(), this.currentTest.fullTitle());
    await editor().reset();
  },
  async afterAll() {
    await running?.close();
    await endAll();
  },
};

/** Keeps what was on the screen, and shows what the extension had logged, when a test failed. */
async function keepEvidence({ user, version }: Editor, title: string): Promise<void> {
  const folder = path.join(PROJECT, '.cache', 'test', 'user');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${version} ${title.replaceAll(/[^\w]+/g, '-')}.png`);
  await user.page.screenshot({ path: file });
  console.log(`      The screen is in ${path.relative(PROJECT, file)}`);
  for (const line of user.hostLog) console.log(`      [extension host] ${line}`);
}
