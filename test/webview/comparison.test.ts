import assert from 'node:assert/strict';
import type { Trace, TraceEvent } from '../../src/core/trace/format';
import { coffeeShop, fetchOnce, slower } from '../support/traces';
import { eventually } from './eventually';
import type { PanelPage } from './panel-page';
import { bytesOf } from './panel-page';
import { openPanel } from './setup';

/** The coffee shop after an edit: three lines further down, half as fast again, with another order of guests and one more. */
function changedShop(): Trace {
  return slower(coffeeShop(['Charlie', 'Alice', 'Bob', 'Dora']), 3, 1.5);
}

async function tableOf({ page }: PanelPage, title: string): Promise<string[][]> {
  const rows = page.getByRole('table', { name: title }).locator('tbody tr');
  const cells = await rows.evaluateAll((found) =>
    found.map((row) => [...row.children].map((cell) => cell.textContent)),
  );
  return cells.map((row) => row.map((cell) => cell.trim()));
}

describe('a comparison of two traces', () => {
  it('tells what became slower, what changed order, and what only one of them has', async () => {
    const panel = await openPanel();
    await panel.compare(coffeeShop(), changedShop());
    assert.deepEqual(await tableOf(panel, 'Slower'), [
      ['await on line 11 → 14 of order_coffee', '4 tasks', '6 s', '12 s', '+6 s', '3 → 4'],
      ['await on line 16 → 19 of main', 'Task-1  main', '2 s', '3 s', '+1 s', '1'],
    ]);
    assert.deepEqual(await tableOf(panel, 'Changed order'), [
      ['printed', 'Charlie ordered coffee', '3', '1'],
      ['printed', 'Charlie got coffee', '6', '4'],
    ]);
    assert.deepEqual(await tableOf(panel, 'Only after'), [
      ['Task', 'Task-5  order_coffee', '3 s'],
      ['Printed line', 'Dora ordered coffee', ''],
      ['Printed line', 'Dora got coffee', ''],
    ]);
    assert.equal(await panel.page.getByRole('table', { name: 'Faster' }).count(), 0);
    assert.deepEqual(await panel.violations(), []);
  });

  it('selects an await in both traces with a click, and goes to its source', async () => {
    const panel = await openPanel();
    await panel.compare(coffeeShop(), changedShop());
    await panel.page.getByRole('button', { name: /line 16/ }).click();
    const status = panel.page.getByRole('status');
    await status.getByText('await on line 16 → 19 of main: suspended 1×, 2 s in all').waitFor();
    const [selected] = await panel.sent('selected');
    assert.equal(selected?.selected, 1);
    const [asked] = await panel.sent('goToSource');
    assert.equal(asked?.uri, 'file:///after.awaitlens.json');
    assert.deepEqual(asked.place, { line: 19, column: 5, endLine: null, endColumn: null });
    await panel.page.getByRole('button', { name: 'Code before' }).click();
    await eventually(async () => (await panel.sent('goToSource')).at(-1)?.place.line, 16);
    await panel.send({ type: 'failed', id: asked.id, message: 'It is gone.' });
    await panel.page.getByRole('alert').getByText('It is gone.').waitFor();
    assert.deepEqual(await tableOf(panel, 'Tasks at the selected await'), [
      ['Task-1  main', '2 s', '3 s', '+1 s', '1'],
    ]);
  });

  it('selects the await at which a lane is clicked', async () => {
    for (const width of [640, 1100]) {
      const panel = await openPanel({ width });
      await panel.compare(coffeeShop(), changedShop());
      await panel.settled();
      // The middle of what Task-2 did after the change: below in one column, to the right in two.
      const canvas = panel.page.locator('.drawing canvas');
      const box = await canvas.boundingBox();
      assert(box);
      const position =
        width < 800 ? { x: box.width / 4, y: 48 + 35 } : { x: box.width * 0.6, y: 28 + 14 };
      await canvas.click({ position });
      await panel.page
        .getByRole('status')
        .getByText(/line 11 → 14/)
        .waitFor();
      assert.deepEqual(await panel.page.locator('tr[aria-current="true"] th').allInnerTexts(), [
        'await on line 11 → 14 of order_coffee',
      ]);
    }
  });

  it('needs no mouse', async () => {
    const panel = await openPanel();
    await panel.compare(coffeeShop(), changedShop());
    const current = panel.page.locator('tr[aria-current="true"] th');
    for (const [key, line] of [
      ['ArrowDown', 11],
      ['ArrowDown', 16],
      ['ArrowDown', 16],
      ['ArrowUp', 11],
      ['End', 16],
      ['Home', 11],
    ] as const) {
      await panel.page.keyboard.press(key);
      await current.getByText(new RegExp(`line ${line}`)).waitFor();
    }
    await panel.page.keyboard.press('g');
    const [asked] = await panel.sent('goToSource');
    assert.equal(asked?.place.line, 14);
    await panel.page.keyboard.press('?');
    const help = panel.page.getByRole('dialog');
    await help.getByText('Go to the code of the selected await').waitFor();
    await panel.page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    await current.waitFor();
    await panel.page.keyboard.press('Escape');
    await current.waitFor({ state: 'detached' });
    const widthOf = () => panel.page.locator('.drawing').evaluate((it) => it.clientWidth);
    const fitting = await widthOf();
    await panel.page.keyboard.press('z');
    await eventually(async () => (await widthOf()) > fitting * 1.4, true);
    await panel.page.keyboard.press('0');
    await eventually(widthOf, fitting);
  });

  it('finds tasks, awaits and printed lines by their names', async () => {
    const panel = await openPanel();
    await panel.compare(coffeeShop(), changedShop());
    const find = panel.page.getByRole('searchbox', { name: 'Find tasks, awaits and lines' });
    const names = () => panel.page.locator('.names .name').allInnerTexts();
    await find.fill('task-1');
    await eventually(names, ['Task-1']);
    assert.deepEqual(
      (await tableOf(panel, 'Slower')).map(([name]) => name),
      ['await on line 16 → 19 of main'],
    );
    assert.equal(await panel.page.getByRole('table', { name: 'Changed order' }).count(), 0);
    await panel.page.getByRole('button', { name: 'Zoom In' }).focus();
    await panel.page.keyboard.press('ArrowDown');
    await panel.page
      .getByRole('status')
      .getByText(/line 16/)
      .waitFor();
    await find.fill('dora');
    await eventually(names, []);
    assert.equal((await tableOf(panel, 'Only after')).length, 2);
    await panel.page.getByText('Of what is searched for no await').waitFor();
    await find.fill('');
    await eventually(async () => (await names()).length, 5);
  });

  it('groups many tasks by their function', async () => {
    const guests = Array.from({ length: 200 }, (_, index) => `guest ${index}`);
    const panel = await openPanel();
    await panel.compare(coffeeShop(guests), slower(coffeeShop(guests), 0, 2));
    const names = () => panel.page.locator('.names .name').allInnerTexts();
    await eventually(names, ['Task-1', 'order_coffee']);
    const group = panel.page.getByRole('button', { name: 'Tasks of order_coffee' });
    const told = panel.page.locator('.names li', { has: group }).locator('.hidden');
    assert.equal(
      await told.innerText(),
      'before: suspended 200×, 400 s in all; after: suspended 200×, 800 s in all',
    );
    await group.focus();
    await panel.page.keyboard.press('Enter');
    await eventually(async () => (await names()).slice(0, 3), ['Task-1', 'order_coffee', 'Task-2']);
    assert.equal(await group.getAttribute('aria-expanded'), 'true');
    await panel.page.getByRole('button', { name: 'Group by Function' }).click();
    await group.waitFor({ state: 'detached' });
  });

  it('gives the awaits that are listed as a Markdown table', async () => {
    const panel = await openPanel();
    await panel.compare(coffeeShop(), changedShop());
    await panel.page.getByRole('searchbox').fill('main');
    await panel.page.getByRole('button', { name: 'Copy as a Markdown Table' }).click();
    const [copied] = await panel.sent('copy');
    assert.deepEqual(copied?.text.split('\n'), [
      'Before: before.awaitlens.json. After: after.awaitlens.json.',
      '',
      '| Await | Before | After | Difference | Times |',
      '| --- | ---: | ---: | ---: | ---: |',
      '| await on line 16 → 19 of main | 2 s | 3 s | +1 s | 1 |',
      '',
    ]);
    await panel.page.getByText('Copied', { exact: true }).waitFor();
  });

  it('begins with the await that was selected, and swaps its sides on request', async () => {
    const panel = await openPanel();
    await panel.compare(coffeeShop(), changedShop(), 1);
    await panel.page
      .getByRole('status')
      .getByText(/line 16 → 19/)
      .waitFor();
    await panel.page.getByRole('button', { name: 'Swap Before and After' }).click();
    assert.equal((await panel.sent('swap')).length, 1);
    await panel.compare(changedShop(), coffeeShop());
    await panel.page.getByRole('table', { name: 'Faster' }).waitFor();
    await panel.page.getByText('Select an await to see it in both traces.').waitFor();
  });

  it('says of traces that are none, or not of one program, why they are not compared', async () => {
    const panel = await openPanel();
    await panel.configure();
    const text = (content: string) => new TextEncoder().encode(content);
    const side = (trace: Uint8Array) => ({ uri: 'file:///a.json', title: 'a.json', trace });
    for (const [before, after, problem] of [
      [text('<html>'), bytesOf(coffeeShop()), /^The first trace: /],
      [bytesOf(coffeeShop()), text('{"version":7}'), /^The second trace: .*version 7/],
      [new Uint8Array([0xff]), new Uint8Array(), /^The first trace: /],
      [bytesOf(coffeeShop()), bytesOf(fetchOnce()), /different programs/],
    ] as const) {
      await panel.send({
        type: 'compare',
        before: side(before),
        after: side(after),
        selected: null,
      });
      await panel.page.locator('.problems li').getByText(problem).first().waitFor();
    }
    assert.deepEqual(await panel.violations(), []);
  });

  it('does not hang on traces with very many tasks, awaits and lines, and shows names as text', async () => {
    const count = 12_000;
    const name = '<img src=x onerror=alert(1)>';
    const events: TraceEvent[] = [];
    for (let id = 0; id < count; id++) {
      const place = { line: id + 1, column: 1 };
      const at = { t: id, task: id };
      const chain = [{ function: name, ...place }];
      events.push(
        { ...at, kind: 'create', by: null },
        { ...at, kind: 'resume', first: true, entry: null },
        {
          ...{ ...at, ...place, kind: 'suspend', keyword: 'await', waitsFor: 'timer' },
          ...{ detail: null, watches: [], tasks: [], chain },
        },
      );
    }
    const trace = (endMs: number, prime: number): Trace => ({
      ...coffeeShop(),
      ...{ endMs, events, assumptions: [] },
      tasks: Array.from({ length: count }, (_, id) => ({ id, name, function: name, parent: null })),
      stdout: Array.from({ length: count }, (_, line) => String((line * prime) % count)),
    });
    const panel = await openPanel();
    await panel.compare(trace(count, 7919), trace(count + 3, 7927));
    await panel.page.getByRole('table', { name: 'Changed order' }).waitFor();
    await panel.page.getByRole('note').getByText('entries of the lists are left out').waitFor();
    assert.equal((await tableOf(panel, 'Slower')).length, 100);
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.getByRole('status').getByText(`of ${name}`).waitFor();
    assert.equal(await panel.page.locator('img').count(), 0);
    assert((await panel.page.locator('.names li').count()) < 50);
  });
});
