// @ts-check
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { chromium } from 'playwright-core';
import { cached } from './cache.mjs';
import { installPackage } from './npm.mjs';
import { CHROMIUM } from './versions.mjs';

/**
 * @typedef {{ executable: string, env: Record<string, string> }} Browser
 *   `env`: what must be added to the environment to run it
 */

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where Chrome, Chromium and Edge are installed, by platform. */
const INSTALLED = {
  linux: [
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    process.env['PROGRAMFILES'],
    process.env['PROGRAMFILES(X86)'],
    process.env['LOCALAPPDATA'],
  ]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
      `${folder}\\Chromium\\Application\\chrome.exe`,
      `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`,
    ]),
};

/**
 * A browser to drive: the one that CHROME_PATH names, an installed Chrome, Chromium or Edge, else
 * (on 64-bit Intel Linux) a Chromium from the npm registry.
 *
 * @returns {Promise<Browser>}
 * @throws {Error} saying what to do if there is none
 */
export async function findBrowser() {
  const named = process.env['CHROME_PATH'];
  if (named) {
    if (!existsSync(named)) {
      throw new Error(`CHROME_PATH names ${named}, which does not exist.`);
    }
    return { executable: named, env: {} };
  }
  const places = INSTALLED[/** @type {keyof typeof INSTALLED} */ (process.platform)] ?? [];
  const installed = places.find((place) => existsSync(place));
  if (installed) {
    return { executable: installed, env: {} };
  }
  if (process.platform === 'linux' && process.arch === 'x64') {
    return installChromium();
  }
  throw new Error(
    'No browser was found. Install Chrome, Chromium or Edge, or name one with CHROME_PATH.',
  );
}

/**
 * Starts a browser without a window.
 *
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser() {
  const { executable, env } = await findBrowser();
  return chromium.launch({
    executablePath: executable,
    args: FLAGS,
    env: { .../** @type {Record<string, string>} */ (process.env), ...env },
    // The scripts end the browser themselves, in an orderly way, together with the editor's server.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/** @returns {Promise<Browser>} */
async function installChromium() {
  const folder = await cached(
    `chromium-${CHROMIUM.version}`,
    `Chromium (${CHROMIUM.package} ${CHROMIUM.version})`,
    async (partial) => {
      const packed = path.join(partial, 'packed');
      await mkdir(packed);
      const bin = path.join(await installPackage(packed, CHROMIUM), 'bin');
      // The package unpacks itself for cloud functions only, into the system's temporary folder.
      const { extract } = createRequire(path.join(bin, '..', 'package.json'))('tar-fs');
      await Promise.all([
        unpack(
          path.join(bin, 'chromium.br'),
          createWriteStream(path.join(partial, 'chromium'), { mode: 0o755 }),
        ),
        unpack(path.join(bin, 'al2023.tar.br'), extract(path.join(partial, 'libraries'))),
        unpack(path.join(bin, 'fonts.tar.br'), extract(path.join(partial, 'fonts'))),
      ]);
      await rm(packed, { recursive: true });
    },
  );
  const env = { LD_LIBRARY_PATH: libraryPath(path.join(folder, 'libraries', 'lib')) };
  const executable = path.join(folder, 'chromium');
  // A bare machine has no fonts: those that come with the browser are better than none.
  return existsSync('/etc/fonts/fonts.conf')
    ? { executable, env }
    : { executable, env: { ...env, FONTCONFIG_PATH: path.join(folder, 'fonts') } };
}

/** @param {string} folder comes after what the user has set, but before the system's own folders */
function libraryPath(folder) {
  return [process.env['LD_LIBRARY_PATH'], folder].filter(Boolean).join(path.delimiter);
}

/**
 * @param {string} file compressed with Brotli
 * @param {NodeJS.WritableStream} target
 */
async function unpack(file, target) {
  await pipeline(createReadStream(file), createBrotliDecompress(), target);
}
