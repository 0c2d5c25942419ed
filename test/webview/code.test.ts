import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { coffeeShop } from '../support/traces';
import { eventually } from './eventually';
import type { PanelPage } from './panel-page';
import { openPanel } from './setup';

const source = readFileSync(path.resolve(__dirname, '../../samples/python/coffee_shop.py'), 'utf8');

/** The line of the excerpt at which the step happens, and what of it is marked. */
async function here({ page }: PanelPage): Promise<readonly string[]> {
  const line = page.locator('.code [aria-current="step"]');
  return [
    await line.locator('.number').innerText(),
    await line.locator('mark').innerText(),
    await line.locator('mark').evaluate((mark) => getComputedStyle(mark).outlineStyle),
  ];
}

describe('the excerpt of the code', () => {
  it('shows the await of the step, marked by a box, and follows the replay', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { source, step: 6 });
    assert.deepEqual(await here(panel), ['11', 'await asyncio.sleep(2)', 'solid']);
    assert.equal(await panel.page.locator('.code li').count(), 7);
    await panel.press('ArrowLeft', 6);
    await eventually(() => here(panel), ['10', 'print(f"{name} ordered coffee")', 'solid']);
    await panel.press('Home', 1);
    await panel.page.locator('.code [aria-current="location"]').waitFor();
    assert.equal(await panel.page.locator('.code .where').innerText(), 'Task-1: main, line 15');
  });

  it('leads to its code in the editor', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { source, step: 6 });
    await panel.page.getByRole('button', { name: 'order_coffee, line 11' }).click();
    const [request] = await panel.sent('goToSource');
    assert.deepEqual(request?.place, { line: 11, column: 5, endLine: 11, endColumn: 27 });
  });

  it('has the awaits that wait for it above it', async () => {
    const panel = await openPanel();
    const shop = coffeeShop();
    const chain = [
      { function: 'main', line: 16, column: 5 },
      { function: 'order_coffee', line: 11, column: 5 },
    ];
    const events = shop.events.map((event) =>
      event.kind === 'suspend' && event.task !== 1 ? { ...event, chain } : event,
    );
    await panel.show({ ...shop, events }, { source, step: 6 });
    const lines = panel.page.locator('.code li');
    assert.equal(await lines.count(), 7);
    assert.match(await lines.first().innerText(), /^16\s+await asyncio\.gather\(\s+main$/);
    assert.deepEqual(await here(panel), ['11', 'await asyncio.sleep(2)', 'solid']);
    await panel.page.getByRole('button', { name: 'main, line 16' }).click();
    assert.equal((await panel.sent('goToSource'))[0]?.place.line, 16);
  });

  it('has the await alone where a trace does not have its source', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 6, fromFile: true });
    const text = await panel.page.locator('.code .excerpt').innerText();
    assert.equal(text, 'This trace does not have its source. await');
    await panel.show(coffeeShop(), {
      step: 6,
      source: 'import asyncio\n',
      uri: 'file:///other.py',
    });
    await panel.page.getByText('does not have this line').waitFor();
  });

  it('stays folded away once it is, and the extension is told', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { source, step: 6 });
    const summary = panel.page.locator('.code summary');
    await summary.focus();
    await panel.page.keyboard.press('Enter');
    await panel.page.locator('.code .excerpt').waitFor({ state: 'detached' });
    assert.deepEqual(
      (await panel.sent('codeShown')).map(({ on }) => on),
      [false],
    );
    await panel.press('ArrowRight', 8);
    assert.equal(await panel.page.locator('.code li').count(), 0);
    await summary.click();
    await panel.page.locator('.code [aria-current]').waitFor();
  });

  it('shows the last of many steps, not each, while somebody scrubs', async () => {
    const panel = await openPanel({ ownClock: true });
    await panel.show(coffeeShop(), { source, step: 5 });
    const where = () => panel.page.locator('.code .where').innerText();
    await panel.holdTime();
    await panel.press('ArrowRight', 7);
    await eventually(where, 'Task-2: order_coffee, line 11');
    for (const at of [8, 9, 10]) await panel.press('ArrowRight', at);
    assert.equal(await where(), 'Task-2: order_coffee, line 11', 'no time has passed');
    await panel.page.clock.runFor(200);
    await eventually(where, 'Task-3: order_coffee, line 11');
  });
});
