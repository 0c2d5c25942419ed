import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import sharp from 'sharp';
import { coffeeShop, slower } from '../support/traces';
import type { PanelPage } from './panel-page';
import { themeNames } from './panel-page';
import { openPanel } from './setup';

/** The pictures as they were looked at and found good. */
const references = path.join(__dirname, 'pictures');

/** Where a picture that differs or is new is put, beside what differs in it. */
const differing = path.resolve(__dirname, '../../out/pictures');

/** CSS pixels; the pictures are half as large, so that how a machine smooths the edges of letters does not count. */
const size = { width: 640, height: 1_000 };
const [width, height] = [size.width / 2, size.height / 2];

/** How different two colours may be, from 0 to 1, and what share of the pixels may differ by more. */
const tolerance = { colour: 0.12, share: 0.01 };

const source = readFileSync(path.resolve(__dirname, '../../samples/python/coffee_shop.py'), 'utf8');

const many = Array.from({ length: 60 }, (_, index) => `guest ${index}`);

const scenes: Readonly<Record<string, (panel: PanelPage) => Promise<void>>> = {
  replay: (panel) => panel.show(coffeeShop(), { step: 17, source }),
  groups: async (panel) => {
    await panel.show(coffeeShop(many), { step: 150 });
    await panel.page.locator('.lanes').scrollIntoViewIfNeeded();
  },
  comparison: (panel) =>
    panel.compare(coffeeShop(), slower(coffeeShop(['Charlie', 'Alice', 'Bob', 'Dora']), 3, 1.5), 0),
};

interface Picture {
  readonly png: Buffer;
  readonly pixels: Uint8Array;
}

async function pictureOf(image: Buffer | string): Promise<Picture> {
  const half = sharp(image).resize(width, height, { kernel: 'cubic' }).ensureAlpha();
  return {
    png: await half.clone().png({ palette: true, effort: 10, dither: 0 }).toBuffer(),
    pixels: new Uint8Array(await half.raw().toBuffer()),
  };
}

/** The share of the pixels that differ; `marked` becomes a picture of them. */
function difference(one: Picture, other: Picture, marked?: Uint8Array): number {
  const count = pixelmatch(one.pixels, other.pixels, marked, width, height, {
    threshold: tolerance.colour,
  });
  return count / (width * height);
}

describe('a picture of the panel', () => {
  for (const theme of themeNames)
    for (const [scene, show] of Object.entries(scenes))
      it(`shows the ${scene} in ${theme} as it was found good`, async () => {
        const name = `${scene}-${theme}.png`;
        const panel = await openPanel({ ...size, theme, reducedMotion: true, ownFont: true });
        await show(panel);
        await panel.settled();
        const shot = await panel.page.screenshot({ caret: 'hide', animations: 'disabled' });
        const picture = await pictureOf(shot);
        const file = path.join(references, name);
        const marked = new Uint8Array(width * height * 4);
        const isKnown = existsSync(file);
        const share = isKnown ? difference(picture, await pictureOf(file), marked) : 1;
        if (share <= tolerance.share) return;
        await mkdir(differing, { recursive: true });
        await writeFile(path.join(differing, name), picture.png);
        if (!isKnown) assert.fail(`${name} is new: look at it in ${differing}.`);
        const raw = { width, height, channels: 4 } as const;
        await sharp(marked, { raw })
          .png()
          .toFile(path.join(differing, `different-${name}`));
        assert.fail(`${(share * 100).toFixed(1)} % of ${name} differ: see ${differing}.`);
      });

  for (const scene of Object.keys(scenes))
    it(`of the ${scene} in another theme would not pass`, async () => {
      const names = readdirSync(references).filter((name) => name.startsWith(`${scene}-`));
      assert.equal(names.length, themeNames.length);
      const pictures = await Promise.all(
        names.map((name) => pictureOf(path.join(references, name))),
      );
      for (const [index, one] of pictures.entries())
        for (const other of pictures.slice(index + 1))
          assert(difference(one, other) > 2 * tolerance.share);
    });
});
