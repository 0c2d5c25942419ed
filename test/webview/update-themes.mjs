// @ts-check
/**
 * Writes themes.json: the theme colours that the page uses, as the embedded VS Code gives them to a
 * webview in each of its four kinds of theme. Run it when a style or a script uses another colour:
 *
 *   node test/webview/update-themes.mjs
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { launchBrowser } from '../../scripts/vscode/browser.mjs';
import { PROJECT } from '../../scripts/vscode/cache.mjs';
import { Driver } from '../../scripts/vscode/driver.mjs';
import { endAll } from '../../scripts/vscode/processes.mjs';
import { startServer } from '../../scripts/vscode/server.mjs';
import { NEWEST_EDITOR } from '../../scripts/vscode/versions.mjs';
import { workbenchAddress } from '../../scripts/vscode/workbench.mjs';

/** By kind: what the setting calls the theme, and its file, which the workbench has as a class. */
const themes = {
  dark: ['Dark Modern', 'dark_modern'],
  light: ['Light Modern', 'light_modern'],
  'high-contrast': ['Default High Contrast', 'hc_black'],
  'high-contrast-light': ['Default High Contrast Light', 'hc_light'],
};

const page = new URL('../../src/webview/', import.meta.url);
const files = (await readdir(page, { recursive: true })).filter((file) =>
  /\.(css|tsx?)$/.test(file),
);
const texts = await Promise.all(files.map((file) => readFile(new URL(file, page), 'utf8')));
const used = [...new Set(texts.join('\n').match(/--vscode-[\w-]+/g))].sort();
const browser = await launchBrowser();
try {
  /** @type {Record<string, Record<string, string>>} */
  const values = {};
  for (const [kind, [title, file]] of Object.entries(themes)) {
    const settings = { 'workbench.colorTheme': title };
    const server = await startServer({ version: NEWEST_EDITOR, settings });
    const driver = new Driver(await browser.newPage());
    // With the extension, which has colours of its own.
    await driver.open(workbenchAddress(server, { extension: PROJECT }));
    // The extension with the themes comes after the workbench; until then it shows a stand-in.
    await driver.page.waitForSelector(`.monaco-workbench[class*="${file}"]`);
    values[kind] = await driver.page.evaluate((names) => {
      const root = document.querySelector('.monaco-workbench');
      if (!root) throw new Error('There is no workbench.');
      const style = getComputedStyle(root);
      const found = names.map((name) => [name, style.getPropertyValue(name).trim()]);
      return Object.fromEntries(found.filter(([, value]) => value !== ''));
    }, used);
    await server.close();
  }
  await writeFile(new URL('themes.json', import.meta.url), `${JSON.stringify(values, null, 2)}\n`);
} finally {
  await browser.close();
  await endAll();
}
