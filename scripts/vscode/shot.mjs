#!/usr/bin/env node
// @ts-check

/**
 * Looks at the extension in a real editor: a debugging tool for people who have no window.
 *
 *   node scripts/vscode/shot.mjs STEP...
 *
 * The steps are done in the order they are given:
 *   --open FILE[:LINE[:COLUMN]]  open a file (default folder: samples/), cursor at the place
 *   --lens TEXT                  wait for a code lens with this text
 *   --hover TEXT[@LINE]          move the mouse over a text in the code; the hover's text is printed
 *   --click TEXT[@LINE]          click on a text in the code
 *   --click-lens TEXT            click on a code lens
 *   --command TITLE              run a command from the palette
 *   --palette TEXT               open the palette and type, without choosing
 *   --pick LABEL                 choose an entry of the open list
 *   --press KEYS                 press a key: ArrowRight, Control+Alt+L
 *   --type TEXT                  type text
 *   --panel SELECTOR             click on an element inside the extension's panel
 *   --theme NAME                 "Dark Modern", "Light Modern", "Dark High Contrast", "Light High Contrast";
 *                                as --set it takes back what an earlier --set has changed
 *   --set JSON                   change the user's settings while it runs
 *   --wait MS                    wait
 *   --text                       print the tabs, lenses, annotations, notifications and the panel's text
 *   --out FILE.png               take a screenshot
 * and, wherever they stand:
 *   --editor 1.100|1.139   --size 1280x800   --scale 2   --folder DIR   --extension DIR
 *   --settings JSON (the user's settings)   --trust (ask for workspace trust, as VS Code does)
 *
 * The extension is used as it is built: run `node esbuild.js` first. What extensions log is printed last.
 */
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchBrowser } from './browser.mjs';
import { PROJECT } from './cache.mjs';
import { Driver } from './driver.mjs';
import { atEnd, endAll, endOnSignals } from './processes.mjs';
import { startServer } from './server.mjs';
import { EDITORS, NEWEST_EDITOR } from './versions.mjs';
import { workbenchAddress } from './workbench.mjs';

/** @typedef {import('./server.mjs').Server} Server */

/** The names people see, and the ids that every supported version knows. */
const THEMES = /** @type {Readonly<Record<string, string>>} */ ({
  'Dark Modern': 'Default Dark Modern',
  'Light Modern': 'Default Light Modern',
  'Dark High Contrast': 'Default High Contrast',
  'Light High Contrast': 'Default High Contrast Light',
});

/** @type {Readonly<Record<string, (driver: Driver, value: string, server: Server) => Promise<unknown>>>} */
const STEPS = {
  open: (driver, value) => {
    const [, file = value, line, column] = /^(.*?)(?::(\d+))?(?::(\d+))?$/.exec(value) ?? [];
    const at = line === undefined ? {} : { line: Number(line), column: Number(column ?? 1) };
    return driver.openFile(path.resolve(file), at);
  },
  lens: (driver, value) => driver.lens(value),
  hover: async (driver, value) => console.log(await driver.hover(...textAndLine(value))),
  click: (driver, value) => driver.clickText(...textAndLine(value)),
  'click-lens': (driver, value) => driver.clickLens(value),
  command: (driver, value) => driver.command(value),
  palette: (driver, value) => driver.openPalette(value),
  pick: (driver, value) => driver.pick(value),
  press: (driver, value) => driver.page.keyboard.press(value),
  type: (driver, value) => driver.page.keyboard.type(value),
  panel: (driver, value) => panelOf(driver).locator(value).first().click(),
  set: (driver, value, server) => driver.settings({ ...server.settings, ...JSON.parse(value) }),
  theme: (driver, value, server) =>
    driver.settings({ ...server.settings, 'workbench.colorTheme': THEMES[value] ?? value }),
  wait: (_driver, value) => sleep(Number(value)),
  out: (driver, value) => driver.page.screenshot({ path: path.resolve(value) }),
};

const options = {
  editor: /** @type {import('./versions.mjs').EditorVersion} */ (NEWEST_EDITOR),
  size: '1280x800',
  scale: '1',
  folder: path.join(PROJECT, 'samples'),
  extension: PROJECT,
  settings: '{}',
};
/** @type {[string, string][]} */
const steps = [];
let trust = false;
let extensionId = '';

await main(process.argv.slice(2));

/** @param {string[]} args */
async function main(args) {
  while (args.length > 0) {
    const name = (args.shift() ?? '').replace(/^--/, '');
    if (name === 'text') {
      steps.push([name, '']);
    } else if (name === 'trust') {
      trust = true;
    } else {
      const value = args.shift();
      if (value === undefined) {
        throw new Error(`--${name} needs a value.`);
      } else if (name in options) {
        Object.assign(options, { [name]: value });
      } else if (name in STEPS) {
        steps.push([name, value]);
      } else {
        throw new Error(`There is no --${name}; see the head of scripts/vscode/shot.mjs.`);
      }
    }
  }
  if (!(options.editor in EDITORS)) {
    throw new Error(`--editor is one of ${Object.keys(EDITORS).join(', ')}.`);
  }
  extensionId = await idOf(options.extension);
  endOnSignals();
  try {
    await run();
  } finally {
    await endAll();
  }
}

async function run() {
  const server = await startServer({
    version: options.editor,
    settings: JSON.parse(options.settings),
    workspaceTrust: trust,
  });
  const browser = await launchBrowser();
  atEnd(() => browser.close());
  const [width = 1280, height = 800] = options.size.split('x').map(Number);
  const driver = new Driver(
    await browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: Number(options.scale),
    }),
  );
  try {
    await driver.open(
      workbenchAddress(server, {
        folder: path.resolve(options.folder),
        extension: path.resolve(options.extension),
      }),
    );
    for (const [name, value] of steps) {
      await (STEPS[name]?.(driver, value, server) ?? printText(driver));
    }
  } catch (error) {
    const picture = path.join(tmpdir(), 'shot-failed.png');
    await driver.page.screenshot({ path: picture });
    console.error(`Failed; the screen is in ${picture}.`);
    throw error;
  } finally {
    for (const line of driver.hostLog) {
      console.log(`[extension host] ${line}`);
    }
  }
}

/** @param {Driver} driver */
async function printText(driver) {
  console.log('tabs:', await driver.tabs());
  console.log('lenses:', await driver.lenses());
  console.log('annotations:', await driver.annotations());
  console.log('gutter icons:', await driver.gutterIcons());
  console.log('notifications:', await driver.notifications());
  const body = panelOf(driver).locator('body');
  if (await body.isVisible()) {
    console.log(`panel:\n${await body.innerText()}`);
  }
}

/** @param {Driver} driver */
function panelOf(driver) {
  return driver.panel(extensionId);
}

/** @param {string} folder */
async function idOf(folder) {
  const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  return `${manifest.publisher}.${manifest.name}`;
}

/**
 * @param {string} value
 * @returns {[text: string, on: { line?: number }]}
 */
function textAndLine(value) {
  const [, text = value, line] = /^(.*?)(?:@(\d+))?$/.exec(value) ?? [];
  return line === undefined ? [text, {}] : [text, { line: Number(line) }];
}
