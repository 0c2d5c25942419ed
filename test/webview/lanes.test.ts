import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stepOf } from '../../src/core/replay/jumps';
import { Replay } from '../../src/core/replay/replay';
import type { Trace } from '../../src/core/trace/format';
import { busyServer } from '../support/busy-server';
import { coffeeShop, twoLoops } from '../support/traces';
import { eventually } from './eventually';
import type { PanelPage } from './panel-page';
import { bytesOf } from './panel-page';
import { openPanel } from './setup';

async function widthOf({ page }: PanelPage): Promise<number> {
  return (await page.locator('.lanes .drawing').boundingBox())?.width ?? 0;
}

/** How many different colours are drawn: more than one, unless the canvas is blank. */
function coloursOf({ page }: PanelPage): Promise<number> {
  return page.locator('.lanes .drawing canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    const seen = new Set<number>();
    for (let at = 0; at + 3 < data.length; at += 4)
      seen.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
    return seen.size;
  });
}

describe('the lanes', () => {
  it('draw only what is in sight, however long the trace', async () => {
    const panel = await openPanel();
    await panel.show(bytesOf(busyServer(25_000)), { step: 5000 });
    assert((await widthOf(panel)) > 50_000);
    const { width = 0, height = 0 } =
      (await panel.page.locator('.lanes .drawing canvas').boundingBox()) ?? {};
    assert(width <= 640 && height <= 320, `${width} x ${height}`);
    assert((await coloursOf(panel)) > 2);
  });

  it('are not drawn anew for a step that is in sight', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 5 });
    const drawing = panel.page.locator('.lanes .drawing canvas');
    const mark = () =>
      drawing.evaluate((canvas: HTMLCanvasElement) => {
        const pen = canvas.getContext('2d');
        return pen ? [...pen.getImageData(0, 0, 1, 1).data] : [];
      });
    // What is drawn anew is cleared before.
    await drawing.evaluate((canvas: HTMLCanvasElement) => {
      const pen = canvas.getContext('2d');
      if (pen) Object.assign(pen, { fillStyle: 'rgb(1, 2, 3)' }).fillRect(0, 0, 2, 2);
    });
    const now = panel.page.locator('.lanes .drawing .now');
    const before = (await now.boundingBox())?.x ?? NaN;
    await panel.press('ArrowRight', 7);
    await eventually(async () => ((await now.boundingBox())?.x ?? NaN) > before, true);
    assert.deepEqual(await mark(), [1, 2, 3, 255]);
    await panel.page.keyboard.press('z');
    await eventually(async () => (await mark())[2] === 3, false, 'a zoom draws');
  });

  it('follow a step at once in sight, and out of sight when the steps rest', async () => {
    const panel = await openPanel({ height: 320, ownClock: true });
    await panel.show(coffeeShop());
    await panel.holdTime();
    const now = panel.page.locator('.lanes .drawing .now');
    const place = () => now.evaluate((element: HTMLElement) => element.style.transform);
    const scrub = async (step: number): Promise<void> => {
      await panel.page.locator('.scrub').evaluate((input: HTMLInputElement, value) => {
        input.value = String(value);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }, step);
      await panel.page.clock.runFor(50);
    };
    const first = await place();
    await scrub(5);
    assert.equal((await panel.step()).at, 6);
    assert.equal(await place(), first);
    await scrub(9);
    assert.equal(await place(), first);
    await panel.page.clock.runFor(200);
    const rested = await place();
    assert.notEqual(rested, first);
    await now.evaluate((element) => element.scrollIntoView());
    await eventually(async () => {
      await scrub(5);
      const there = await place();
      await scrub(9);
      return there !== rested;
    }, true);
  });

  it('zoom by key, button and wheel, and fit', async () => {
    const panel = await openPanel();
    await panel.show(bytesOf(busyServer(25_000)), { step: 5000 });
    await panel.page.keyboard.press('0');
    await eventually(async () => (await widthOf(panel)) < 640, true);
    const fitted = await widthOf(panel);
    await panel.page.keyboard.press('z');
    await eventually(async () => (await widthOf(panel)) > fitted * 1.4, true);
    await panel.page.getByRole('button', { name: 'Zoom Out' }).click();
    await eventually(async () => Math.abs((await widthOf(panel)) - fitted) < 3, true);
    await panel.page.locator('.lanes .drawing').hover();
    await panel.page.keyboard.down('Control');
    await panel.page.mouse.wheel(0, -300);
    await panel.page.keyboard.up('Control');
    await eventually(async () => (await widthOf(panel)) > fitted * 2, true);
    assert((await coloursOf(panel)) > 2);
  });

  it('are drawn once for a zoom, as they are in sight after it', async () => {
    const panel = await openPanel();
    await panel.show(bytesOf(busyServer(25_000)), { step: 5000 });
    // The lanes follow the step when the page has time for it.
    const box = panel.page.locator('.lanes .box');
    await eventually(() => box.evaluate(({ scrollLeft }) => scrollLeft > 0), true);
    await panel.settled();
    const drawing = panel.page.locator('.lanes .drawing canvas');
    await drawing.evaluate((canvas: HTMLCanvasElement) => {
      const pen = canvas.getContext('2d');
      if (!pen) return;
      const clear = pen.clearRect.bind(pen);
      window.drawn = 0;
      pen.clearRect = (...box) => {
        window.drawn++;
        clear(...box);
      };
    });
    const picture = () => drawing.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const width = await widthOf(panel);
    await panel.page.keyboard.press('Z');
    await eventually(async () => (await widthOf(panel)) < width, true);
    await panel.rendered();
    assert.equal(await panel.page.evaluate(() => window.drawn), 1);
    const zoomed = await picture();
    await panel.page.evaluate(() => document.body.classList.add('another-theme'));
    // How often a page with another theme is drawn is not what this test asks.
    await eventually(() => panel.page.evaluate(() => window.drawn > 1), true);
    await panel.settled();
    assert.equal(await picture(), zoomed);
  });

  it('say that there are none of a program without tasks', async () => {
    const panel = await openPanel();
    const at = { t: 0, task: null, line: 1, column: 1 } as const;
    await panel.show({
      ...coffeeShop(),
      ...{ tasks: [], stdout: ['hello'], endMs: 0 },
      events: [{ ...at, kind: 'output', stream: 'stdout', text: 'hello\n' }],
    });
    await panel.page.getByText('There are no tasks.').waitFor();
    await panel.page.getByRole('searchbox').fill('order');
    await panel.page.getByText('No task has this name.').waitFor();
  });

  it('go where the minimap is clicked', async () => {
    const panel = await openPanel();
    await panel.show(bytesOf(busyServer(25_000)));
    const box = panel.page.locator('.lanes .box');
    assert.equal(await box.evaluate((element) => element.scrollLeft), 0);
    await panel.page.locator('.minimap').click({ position: { x: 300, y: 10 } });
    const all = await widthOf(panel);
    await eventually(
      async () => (await box.evaluate((element) => element.scrollLeft)) > all / 3,
      true,
    );
  });

  it('show the tasks that are searched for', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop());
    const names = () => panel.page.locator('.lanes .names .name').allInnerTexts();
    await panel.page.getByRole('searchbox', { name: 'Find tasks' }).fill('order');
    await eventually(names, ['Task-2', 'Task-3', 'Task-4']);
    await panel.page.getByRole('searchbox', { name: 'Find tasks' }).fill('nobody');
    await panel.page.getByText('No task has this name.').waitFor();
  });

  it('group many tasks by function, and find tasks in their groups', async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show(bytesOf(busyServer(25_000)), { step: 5000 });
    const names = () => page.locator('.lanes .names .name').allInnerTexts();
    const groups = ['Task-1', 'query', 'render', 'serve', 'handle'];
    await eventually(names, groups);
    assert((await coloursOf(panel)) > 2);
    await page.getByRole('button', { name: 'Tasks of handle' }).focus();
    await page.keyboard.press('Enter');
    await eventually(async () => (await names()).slice(4, 7), ['handle', 'Task-5', 'Task-9']);
    await page.locator('.lanes .names .group-name').last().click();
    await eventually(names, groups);
    await page.getByRole('searchbox', { name: 'Find tasks' }).fill('Task-10');
    await eventually(async () => (await names()).slice(0, 2), ['query', 'Task-10']);
  });

  it('stand below the names of their threads, grouped too', async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show(twoLoops());
    const names = () =>
      page.locator('.lanes .names').locator('.name, .thread-name').allInnerTexts();
    await eventually(names, [
      ...['Main thread', 'main', 'job 1', 'job 2'],
      ...['Thread: worker 1', 'job 3', 'job 4', 'job 5'],
    ]);
    await page.getByRole('button', { name: 'Group by Function' }).click();
    await eventually(names, ['Main thread', 'main', 'job', 'Thread: worker 1', 'job']);
    const sizes = page.locator('.lanes .names .group-name .function');
    assert.deepEqual(await sizes.allInnerTexts(), ['2×', '3×']);
    await page.locator('.lanes .names .group-name').last().click();
    await eventually(
      async () => (await names()).slice(3),
      [...['Thread: worker 1', 'job', 'job 3', 'job 4', 'job 5']],
    );
    await page.getByRole('button', { name: 'Show as a Table' }).click();
    const heads = page.locator('.lanes tbody th');
    assert.deepEqual(await heads.allInnerTexts(), [
      ...['Main thread', 'main', 'Tasks of job 2×'],
      ...['Thread: worker 1', 'Tasks of job 3×', 'job 3', 'job 4', 'job 5'],
    ]);
  });

  it('fold the tasks that a task created', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop());
    const names = () => panel.page.locator('.lanes .names .name').allInnerTexts();
    const twisty = panel.page.getByRole('button', { name: 'Tasks that Task-1 created' });
    await twisty.click();
    await eventually(names, ['Task-1']);
    assert.equal(await twisty.getAttribute('aria-expanded'), 'false');
    await twisty.click();
    await eventually(names, ['Task-1', 'Task-2', 'Task-3', 'Task-4']);
  });

  it('are a table on demand', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 27 });
    await panel.page.getByRole('button', { name: 'Show as a Table' }).click();
    await eventually(
      () => panel.page.locator('.lanes tbody tr').nth(1).locator('th, td').allInnerTexts(),
      ['Task-2', 'order_coffee', 'done', '1×, 2 s in all', '', 'T = 2000 ms'],
    );
  });

  it('show at another theme what they showed before', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 9 });
    const picture = () =>
      panel.page
        .locator('.lanes .drawing canvas')
        .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const before = await picture();
    await panel.page.evaluate(() =>
      document.documentElement.style.setProperty('--vscode-charts-green', 'rgb(1, 2, 3)'),
    );
    await eventually(async () => (await picture()) !== before, true);
  });
});

describe('a selected task', () => {
  it('says why it is parked, what wakes it, and leads to the code of its awaits', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 9 });
    await panel.page.locator('.lanes .names li').first().click();
    const inquiry = panel.page.locator('.inquiry');
    await inquiry.getByText('it waits for these: Task-2, Task-3, Task-4.').waitFor();
    await inquiry.getByText('What wakes it, at T = 2000 ms:').waitFor();
    await inquiry.getByRole('button', { name: 'order_coffee, line 11' }).click();
    await eventually(async () => (await panel.sent('goToSource')).length, 2);
    const request = (await panel.sent('goToSource')).at(-1);
    assert.deepEqual(request?.place, { line: 11, column: 5, endLine: null, endColumn: null });
  });

  it('is shown in the code when it is clicked, in the loop and in the lanes, while the panel keeps the focus', async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show(coffeeShop(), { step: 6 });
    const asked = async (count: number) => {
      await eventually(async () => (await panel.sent('goToSource')).length, count);
      const last = (await panel.sent('goToSource')).at(-1);
      return last && [last.place.line, last.focus];
    };
    const selected = () => page.getByRole('combobox', { name: 'Task' }).inputValue();
    await page.locator('.place.timers .chip').first().click();
    assert.deepEqual(await asked(1), [11, false], 'parked at its await');
    await eventually(selected, '2');
    await page.locator('.lanes .names li').nth(3).click();
    assert.deepEqual(await asked(2), [16, false], 'not begun: where it is created');
    await eventually(selected, '4');
    const drawing = page.locator('.lanes .drawing');
    const { width = 0 } = (await drawing.boundingBox()) ?? {};
    await drawing.click({ position: { x: width - 2, y: 28 + 14 } });
    await panel.reaches(28);
    assert.deepEqual(await asked(3), [12, false], 'as it is at the step that is clicked');
    await eventually(selected, '2');
    await page.getByRole('button', { name: 'Show as a Table' }).click();
    await page.getByRole('button', { name: 'Task-1', exact: true }).last().click();
    assert.equal((await asked(4))?.[1], false);
    await eventually(selected, '1');
  });

  it('is opened by Enter, and only selected by Space; the arrows lead to the next one', async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show(coffeeShop(), { step: 6 });
    const selected = () => page.getByRole('combobox', { name: 'Task' }).inputValue();
    const requests = () =>
      page.evaluate(() => window.sent.filter(({ type }) => type === 'goToSource').length);
    const name = page.locator('.lanes .names button.name');
    await name.first().focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', ' ']) await page.keyboard.press(key);
    await eventually(selected, '2');
    await eventually(() => name.nth(1).getAttribute('aria-current'), 'true');
    assert.equal(await requests(), 0);
    await page.keyboard.press('Enter');
    await eventually(requests, 1);
    const chip = page.locator('.loop .chip:visible');
    await chip.first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    const second = (await chip.nth(1).getAttribute('data-task')) ?? '';
    await eventually(selected, second);
    assert.equal(await requests(), 1);
    await page.keyboard.press('Enter');
    await eventually(requests, 2);
    assert.equal((await panel.step()).at, 7, 'the replay has not moved');
    await panel.press('ArrowRight', 8);
  });

  it('tells the way of its exception, from where it was raised to who caught it, and leads there', async () => {
    const panel = await openPanel();
    const file = path.resolve(__dirname, '../fixtures/travels/failing.ts.awaitlens.json');
    const trace = JSON.parse(readFileSync(file, 'utf8')) as Trace;
    const ended = trace.events.findIndex((event) => event.kind === 'end' && event.task === 3);
    await panel.show(trace, { step: stepOf(new Replay(trace).steps, ended) });
    await panel.page.getByRole('combobox', { name: 'Task' }).selectOption('3');
    const way = panel.page.locator('.inquiry ol').last().locator('li');
    await eventually(
      () => way.allInnerTexts(),
      [
        'Raised in leaf line 3',
        'leaf ends with it line 3',
        'order gets it at its await line 7',
        'order ends with it line 7',
        'main gets it at its await line 11',
        'main goes on: it has caught it line 11',
      ],
    );
    await way.nth(4).getByRole('button', { name: 'line 11' }).click();
    assert.equal((await panel.sent('goToSource')).at(-1)?.place.line, 11);
  });

  it('is stepped through, past what the others do', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 6 });
    await panel.page.locator('.place.timers .chip').first().click();
    await eventually(() => panel.page.getByRole('combobox', { name: 'Task' }).inputValue(), '2');
    await panel.press('n', 15);
    await panel.press('N', 7);
    await panel.press('s', 10);
  });

  it('does not keep a bookmark from being found again', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 6 });
    await panel.page.keyboard.press('b');
    await panel.page.getByRole('button', { name: 'Bookmark', pressed: true }).waitFor();
    await panel.press('End', 28);
    await panel.press('B', 7);
    await panel.page.keyboard.press('b');
    await panel.page.getByRole('button', { name: 'Bookmark', pressed: false }).waitFor();
  });
});

declare global {
  interface Window {
    drawn: number;
  }
}
