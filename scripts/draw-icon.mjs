/** Draws media/icon.png, which the Marketplace shows, from media/icon.svg: `node scripts/draw-icon.mjs`. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from './vscode/browser.mjs';

const media = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'media');
const size = { width: 128, height: 128 };

const browser = await launchBrowser();
const page = await browser.newPage({ viewport: size });
await page.setContent(
  `<style>body { margin: 0 }</style>${await readFile(path.join(media, 'icon.svg'), 'utf8')}`,
);
await page.screenshot({ path: path.join(media, 'icon.png'), omitBackground: true });
await browser.close();
