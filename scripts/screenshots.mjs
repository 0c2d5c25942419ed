// @ts-check

/**
 * `npm run screenshots`: takes the README's pictures again, of the extension as it is now, in the newest
 * VS Code. `-- hover replay` takes only those.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { launchBrowser } from './vscode/browser.mjs';
import { PROJECT } from './vscode/cache.mjs';
import { Driver } from './vscode/driver.mjs';
import { atEnd, endAll, endOnSignals } from './vscode/processes.mjs';
import { startServer } from './vscode/server.mjs';
import { NEWEST_EDITOR } from './vscode/versions.mjs';
import { workbenchAddress } from './vscode/workbench.mjs';

const FOLDER = path.join(PROJECT, 'media', 'screenshots');
const PYTHON = path.join(PROJECT, 'samples', 'python', 'coffee_shop.py');
const TYPESCRIPT = path.join(PROJECT, 'samples', 'typescript', 'coffee-shop.ts');
const EXTENSION = 'await-lens.await-lens';

/** What is not the extension is out of the picture. */
const SETTINGS = {
  'breadcrumbs.enabled': false,
  'editor.fontSize': 14,
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.hideCursorInOverviewRuler': true,
  'editor.overviewRulerBorder': false,
  'editor.scrollbar.horizontal': 'hidden',
  'editor.scrollbar.vertical': 'hidden',
  'editor.guides.indentation': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.editor.editorActionsLocation': 'hidden',
  'workbench.iconTheme': null,
  'workbench.layoutControl.enabled': false,
  'workbench.statusBar.visible': false,
};

/**
 * @typedef {object} Picture
 * @property {number} width in CSS pixels
 * @property {number} height
 * @property {Readonly<Record<string, unknown>>} [settings]
 * @property {(user: Driver) => Promise<unknown>} take brings about what is to be seen
 */

/** @type {Readonly<Record<string, Picture>>} */
const PICTURES = {
  hover: {
    width: 900,
    height: 580,
    take: async (user) => {
      await user.openFile(PYTHON, { line: 9 });
      await user.lens(/timer/);
      await user.hover('await', { line: 11 });
    },
  },
  replay: {
    width: 1280,
    height: 860,
    take: async (user) => {
      await user.openFile(PYTHON, { line: 16, column: 9 });
      await user.lens(/timer/);
      await user.command('Await Lens: Open Lifecycle Panel');
      await user.leave();
      const panel = user.panel(EXTENSION);
      const scrub = panel.getByRole('slider', { name: 'Step' });
      await scrub.waitFor();
      const steps = Number(await scrub.getAttribute('max')) + 1;
      for (let step = 1; step < Math.round(steps * 0.6); step++) {
        await user.page.keyboard.press('ArrowRight');
      }
      await panel.getByText(new RegExp(`^${Math.round(steps * 0.6)} of`)).waitFor();
    },
  },
  comparison: {
    width: 1100,
    height: 620,
    take: async (user) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'await-lens-'));
      atEnd(() => rm(folder, { recursive: true, force: true }));
      for (const { name, sample } of [
        { name: 'one by one', sample: 'coffee_shop_sequential.py' },
        { name: 'together', sample: 'coffee_shop.py' },
      ]) {
        const trace = path.join(folder, `${name}.awaitlens.json`);
        await writeFile(trace, replayed(path.join('samples', 'python', sample)));
        await user.command('Await Lens: Open Trace…');
        await user.chooseFile(trace);
        await user
          .panel(EXTENSION)
          .getByRole('heading', { name: `${name}.awaitlens.json` })
          .waitFor();
      }
      await user.command('Await Lens: Compare Traces…');
      await user.pick('one by one.awaitlens.json');
      await user.pick('together.awaitlens.json');
      await user.panel(EXTENSION).getByRole('heading', { name: 'Comparison' }).waitFor();
      await user.leave();
    },
  },
  'end-of-line': {
    width: 1100,
    height: 440,
    settings: { 'awaitLens.annotations.placement': 'endOfLine' },
    take: async (user) => {
      await user.openFile(TYPESCRIPT, { line: 1 });
      await user.annotation(/timer/);
    },
  },
};

/**
 * The walkthrough of a whole program, as a trace in JSON.
 * @param {string} file
 */
function replayed(file) {
  const args = [path.join('dist', 'cli.js'), 'replay', '--json', file];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: PROJECT,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout;
}

endOnSignals();
try {
  await main(process.argv.slice(2));
} finally {
  await endAll();
}

/** @param {string[]} names */
async function main(names) {
  const unknown = names.find((name) => !(name in PICTURES));
  if (unknown) {
    throw new Error(`There is no picture "${unknown}": ${Object.keys(PICTURES).join(', ')}.`);
  }
  const build = spawnSync(process.execPath, ['esbuild.js'], { cwd: PROJECT, stdio: 'inherit' });
  if (build.status !== 0) {
    throw new Error('The extension did not build.');
  }
  await mkdir(FOLDER, { recursive: true });
  const browser = await launchBrowser();
  atEnd(() => browser.close());
  for (const [name, picture] of Object.entries(PICTURES)) {
    if (names.length === 0 || names.includes(name)) {
      await take(browser, name, picture);
      console.log(path.relative(process.cwd(), path.join(FOLDER, `${name}.webp`)));
    }
  }
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} name
 * @param {Picture} picture
 */
async function take(browser, name, { width, height, settings, take: bringAbout }) {
  const server = await startServer({
    version: NEWEST_EDITOR,
    settings: { ...SETTINGS, ...settings },
  });
  const page = await browser.newPage({ viewport: { width, height } });
  const user = new Driver(page);
  const folder = path.join(PROJECT, 'samples');
  await user.open(workbenchAddress(server, { folder, extension: PROJECT }));
  await user.command('View: Toggle Primary Side Bar Visibility');
  await bringAbout(user);
  // What moves into place, and what blinks, has come to rest.
  await page.waitForTimeout(1000);
  const shot = await page.screenshot({ caret: 'hide', animations: 'disabled' });
  // The pictures ship with the extension: with a palette of the colours that it takes they are a sixth as large, and look the same.
  const plain = await sharp(shot)
    .png({ palette: true, quality: 90, effort: 10, dither: 0 })
    .toBuffer();
  await sharp(plain)
    .webp({ lossless: true, effort: 6 })
    .toFile(path.join(FOLDER, `${name}.webp`));
  await page.close();
  await server.close();
}
