import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Trace } from '../../src/core/trace/format';
import { busyServer } from '../support/busy-server';
import { coffeeShop, coffeeShopNode, fetchOnce, slower } from '../support/traces';
import type { PanelPage } from './panel-page';
import { bytesOf, themeNames } from './panel-page';
import { openPanel } from './setup';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds that is serious or critical. The page's own policy would not let axe in as a script. */
async function serious({ page }: PanelPage): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

/** Elements whose content is wider than the window, and pairs of boxes that lie over each other. */
function misplaced({ page }: PanelPage): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} px wide`);
    const name = (element: Element): string => element.getAttribute('class') ?? element.tagName;
    const boxes = [
      ...document.querySelectorAll(
        '.top, .story, .code, .life, .phases, .place, .lanes, .legend, .below > *',
      ),
      ...document.querySelectorAll('.selection, .compared'),
      ...document.querySelectorAll('.toolbar button, .toolbar input, .count, .toolbar select'),
      ...document.querySelectorAll('.place h3, .place .nothing, .sides dt, .sides dd'),
      ...document.querySelectorAll('.lane-controls > *, .inquiry label, .inquiry select'),
    ];
    for (const place of document.querySelectorAll('.place'))
      if (place.scrollWidth > place.clientWidth + 1) found.push(`${name(place)} is too wide`);
    const rows = [...document.querySelectorAll('.place li, .console li, .assumptions li')];
    for (const row of [...rows, ...document.querySelectorAll('.count')])
      if (row.scrollWidth > row.clientWidth + 1) found.push(`${name(row)} is too wide`);
    for (const group of [boxes, ...rows.map((row) => [...row.children])])
      for (const [index, one] of group.entries())
        for (const other of group.slice(index + 1)) {
          if (one.contains(other) || other.contains(one)) continue;
          const a = one.getBoundingClientRect();
          const b = other.getBoundingClientRect();
          const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (wide > 1 && high > 1) found.push(`${name(one)} over ${name(other)}`);
        }
    return found;
  });
}

const source = readFileSync(path.resolve(__dirname, '../../samples/python/coffee_shop.py'), 'utf8');

/** A program in which everything is long or many. */
function crowded(): Trace {
  const trace = coffeeShop(Array.from({ length: 30 }, (_, index) => `guest number ${index}`));
  return {
    ...trace,
    tasks: trace.tasks.map((task) => ({
      ...task,
      name: `A-task-with-a-rather-long-name-${task.id}`,
      function: 'Restaurant.Kitchen.prepare_the_whole_order.<locals>.cook_one_dish',
    })),
  };
}

const texts = readFileSync(path.resolve(__dirname, '../../l10n/bundle.l10n.json'), 'utf8');

/** Texts whose words are half as long again, as those of German can be. */
function lengthened(): Readonly<Record<string, string>> {
  const word = /\{\d+\}|\p{L}{3,}/gu;
  const longer = (found: string): string =>
    found.startsWith('{') ? found : found + found.slice(0, Math.ceil(found.length / 2));
  return Object.fromEntries(
    Object.keys(JSON.parse(texts) as object).map((text) => [text, text.replace(word, longer)]),
  );
}

describe('how the panel looks', () => {
  for (const theme of themeNames)
    it(`is accessible in ${theme}`, async () => {
      const panel = await openPanel({ theme });
      await panel.configure();
      await panel.send({ type: 'empty', reason: 'Nothing here.', advice: 'Go elsewhere.' });
      await panel.page.locator('.message').waitFor();
      assert.deepEqual(await serious(panel), []);
      for (const [trace, step] of [
        [coffeeShop(), 6],
        [coffeeShop(), 27],
        [coffeeShopNode(), 3],
        [fetchOnce(), 3],
        [crowded(), 40],
      ] as const) {
        await panel.show(trace, { step, source, uri: `${trace.file}:${step}` });
        await panel.settled();
        assert.deepEqual(await serious(panel), [], `${trace.file}, step ${step}`);
      }
      await panel.show(coffeeShop(), { step: 6, uri: 'without source' });
      assert.deepEqual(await serious(panel), [], 'without a source');
      const press = (name: string) => panel.page.getByRole('button', { name }).click();
      await press('Show as a Table');
      assert.deepEqual(await serious(panel), [], 'the lanes as a table');
      await press('Group by Function');
      assert.deepEqual(await serious(panel), [], 'groups as a table');
      await press('Show as a Table');
      assert.deepEqual(await serious(panel), [], 'groups');
      await panel.compare(crowded(), slower(crowded(), 100, 3), 0);
      await panel.settled();
      assert.deepEqual(await serious(panel), [], 'a comparison');
      await press('Group by Function');
      assert.deepEqual(await serious(panel), [], 'a comparison in groups');
      await panel.page.keyboard.press('?');
      await panel.page.getByRole('dialog').waitFor();
      await panel.settled();
      assert.deepEqual(await serious(panel), []);
    });

  for (const [what, width] of [
    ['320 px', 320],
    ['640 px', 640],
    ['1100 px', 1100],
  ] as const)
    it(`has nothing beside or over each other at ${what}`, async () => {
      const panel = await openPanel({ width });
      for (const [trace, step] of [
        [coffeeShop(), 6],
        [coffeeShopNode(), 3],
        [crowded(), 40],
      ] as const) {
        await panel.show(trace, { step, source, uri: `${trace.file}:${trace.events.length}` });
        await panel.page.locator('.count', { hasText: `${step + 1} of` }).waitFor();
        await panel.settled();
        assert.deepEqual(await misplaced(panel), [], trace.file);
      }
      await panel.page.locator('.inquiry select').selectOption('2');
      await panel.page.locator('.inquiry h3').first().waitFor();
      await panel.page.evaluate(() => window.scrollTo(0, 0));
      await panel.settled();
      assert.deepEqual(await misplaced(panel), [], 'a selected task');
      await panel.compare(crowded(), slower(crowded(), 100, 3), 0);
      await panel.settled();
      assert.deepEqual(await misplaced(panel), [], 'a comparison');
      await panel.page.getByRole('button', { name: 'Group by Function' }).click();
      await panel.settled();
      assert.deepEqual(await misplaced(panel), [], 'a comparison in groups');
    });

  for (const [what, width, zoom] of [
    ['320 px', 320, 1],
    ['640 px', 640, 1],
    ['200 % zoom', 640, 2],
  ] as const)
    it(`has room for a language with long words at ${what}`, async () => {
      const panel = await openPanel({ width, texts: lengthened(), plainWords: true });
      await panel.page.evaluate((value) => {
        document.documentElement.style.setProperty('zoom', String(value));
      }, zoom);
      for (const [trace, step] of [
        [coffeeShop(), 17],
        [coffeeShopNode(), 8],
      ] as const) {
        await panel.show(trace, { step, source, uri: trace.file });
        await panel.page.locator('.inquiry select').selectOption('2');
        await panel.page.locator('.inquiry p').first().waitFor();
        await panel.settled();
        assert.deepEqual(await misplaced(panel), [], trace.file);
      }
      await panel.compare(coffeeShop(), slower(coffeeShop(), 3, 1.5), 0);
      await panel.settled();
      assert.deepEqual(await misplaced(panel), [], 'a comparison');
    });

  it('has room for the steps of a long replay at 320 px', async () => {
    const panel = await openPanel({ width: 320 });
    await panel.show(bytesOf(busyServer(25_000)), { step: 5_000 });
    await panel.settled();
    assert.deepEqual(await misplaced(panel), []);
  });

  it('has nothing over each other at 200 % zoom', async () => {
    const panel = await openPanel({ width: 700 });
    await panel.show(coffeeShop(), { step: 6, source });
    await panel.page.evaluate(() => document.documentElement.style.setProperty('zoom', '2'));
    await panel.page.setViewportSize({ width: 640, height: 900 });
    await panel.settled();
    assert.deepEqual(await misplaced(panel), []);
    await panel.compare(crowded(), slower(crowded(), 100, 3), 0);
    await panel.settled();
    assert.deepEqual(await misplaced(panel), [], 'a comparison');
  });

  it('keeps still where less motion is wanted', async () => {
    /** How many animations a step begins: whether they are still running when this looks does not matter. */
    const moving = async (panel: PanelPage): Promise<number> => {
      await panel.show(coffeeShop(), { step: 5 });
      await panel.page.locator('[data-place="running"] .chip').waitFor();
      await panel.page.evaluate(() => {
        window.animations = 0;
        const animate = Reflect.get<Element, 'animate'>(Element.prototype, 'animate');
        Element.prototype.animate = function (...given) {
          window.animations++;
          return animate.apply(this, given);
        };
      });
      await panel.page.keyboard.press('ArrowRight');
      await panel.page.locator('[data-place="timers"] .chip').waitFor();
      await panel.rendered();
      return panel.page.evaluate(() => window.animations);
    };
    assert((await moving(await openPanel())) > 0, 'chips glide');
    assert.equal(await moving(await openPanel({ reducedMotion: true })), 0);
    const told = await openPanel();
    await told.page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
    assert.equal(await moving(told), 0);
  });

  it('weighs less than 150 KB, gzipped, script and style together', () => {
    const size = ['main.js', 'main.css']
      .map((file) => gzipSync(readFileSync(path.resolve(__dirname, '../../dist/webview', file))))
      .reduce((sum, packed) => sum + packed.length, 0);
    assert(size < 150_000, `${size} bytes`);
  });
});

declare global {
  interface Window {
    animations: number;
  }
}
