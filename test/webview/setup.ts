import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../scripts/vscode/browser.mjs';
import type { PanelPageOptions } from './panel-page';
import { PanelPage } from './panel-page';

let browser: Promise<Browser> | undefined;
const pages: PanelPage[] = [];

/** Mocha runs this once: the tests look at the panel as it is now. */
export function mochaGlobalSetup(): void {
  const root = path.resolve(__dirname, '../..');
  execFileSync(process.execPath, ['esbuild.js', '--only', 'webview', '--production'], {
    cwd: root,
    stdio: 'inherit',
  });
}

export const mochaHooks = {
  async afterEach(): Promise<void> {
    await Promise.all(pages.splice(0).map((page) => page.close()));
  },
  async afterAll(): Promise<void> {
    await (await browser)?.close();
  },
};

/** A panel of its own for a test; it is closed after the test. */
export async function openPanel(options: PanelPageOptions = {}): Promise<PanelPage> {
  browser ??= launchBrowser();
  const page = await PanelPage.open(await browser, options);
  pages.push(page);
  return page;
}
