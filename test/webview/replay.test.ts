import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { coffeeShop, coffeeShopNode, fetchOnce } from '../support/traces';
import { eventually } from './eventually';
import { openPanel } from './setup';

const source = readFileSync(path.resolve(__dirname, '../../samples/python/coffee_shop.py'), 'utf8');

describe('the panel, shown a walkthrough', () => {
  it('shows its first step, where every task is, and what it would print', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { source });
    assert.deepEqual(await panel.step(), { at: 1, of: 28 });
    assert.match(await panel.sentence(), /^main \(Task-1\) is created\./);
    assert.deepEqual(await panel.rows('ready'), ['Task-1\nmain\nfirst turn']);
    assert.deepEqual(await panel.rows('running'), []);
    assert.equal(await panel.page.locator('.console .nothing').innerText(), 'Nothing printed yet.');
  });

  it('moves the tasks between the places of asyncio', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { source, step: 6 });
    assert.deepEqual(await panel.rows('timers'), ['Task-2\norder_coffee\ndue 2000 ms']);
    assert.deepEqual(await panel.rows('ready'), [
      'Task-3\norder_coffee\nfirst turn',
      'Task-4\norder_coffee\nfirst turn',
    ]);
    await panel.page.keyboard.press('ArrowRight');
    await eventually(() => panel.rows('running'), ['Task-3\norder_coffee']);
  });

  it('shows the call stack and queues of Node', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShopNode(), { step: 3 });
    assert.deepEqual(await panel.rows('running'), ['orderCoffee', 'main', '<module>']);
    assert.deepEqual(await panel.page.locator('.place h3').allInnerTexts(), [
      'Call stack\n3',
      'nextTick queue',
      'Microtask queue',
      'Timers',
      'Poll',
      'Check phase',
      'Other waits',
      'Done',
    ]);
    assert.equal(await panel.page.locator('.phases [aria-current]').innerText(), 'Main module');
  });

  it('prints in step with the replay, beside the task that prints, labelled as predicted', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { source, step: 27 });
    assert.deepEqual(await panel.page.locator('.console li').allInnerTexts(), [
      'Alice ordered coffee\nTask-2',
      'Bob ordered coffee\nTask-3',
      'Charlie ordered coffee\nTask-4',
      'Alice got coffee\nTask-2',
      'Bob got coffee\nTask-3',
      'Charlie got coffee\nTask-4',
    ]);
    assert.equal(await panel.page.locator('.console .tag').innerText(), 'predicted');
    await panel.page.keyboard.press('Home');
    await eventually(() => panel.page.locator('.console li').allInnerTexts(), []);
  });

  it('goes from a line of the console to the step that printed it, by mouse and by keys', async () => {
    const panel = await openPanel();
    const { page } = panel;
    await panel.show(coffeeShop(), { step: 27 });
    const tells = (text: string) =>
      eventually(async () => (await panel.sentence()).includes(text), true, text);
    await page.locator('.console .text', { hasText: 'Bob ordered coffee' }).click();
    await tells('prints “Bob ordered coffee”');
    await panel.press('End', 28);
    const last = page.getByRole('button', { name: /^Task-4: go to the step .*Charlie got coffee/ });
    await last.focus();
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
    await tells('prints “Charlie ordered coffee”');
    await panel.press('End', 28);
    await page.locator('.console .text').first().selectText();
    await page.locator('.console .text').first().dispatchEvent('click');
    await panel.rendered();
    assert.equal((await panel.step()).at, 28, 'who marks text stays');
  });

  it('keeps the end of the console in sight, unless somebody has scrolled up', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(Array.from({ length: 30 }, (_, index) => `guest ${index}`)));
    await panel.page.keyboard.press('End');
    const last = panel.page.locator('.console li', { hasText: 'guest 29 got coffee' });
    const screen = panel.page.locator('.console .screen');
    const isInSight = async (): Promise<boolean> => {
      const [line, room] = [await last.boundingBox(), await screen.boundingBox()];
      return line !== null && room !== null && line.y + line.height <= room.y + room.height;
    };
    await eventually(isInSight, true);
    const lines = await panel.page.locator('.console li').count();
    await panel.page.keyboard.press('Home');
    await eventually(() => panel.page.locator('.console li').count(), 0);
    await panel.page.keyboard.press('End');
    await eventually(() => panel.page.locator('.console li').count(), lines);
    await eventually(isInSight, true, 'after going back and forth');
    await screen.evaluate((element) => element.scrollBy(0, -200));
    await panel.page.keyboard.press('ArrowLeft');
    await panel.page.keyboard.press('ArrowRight');
    await panel.rendered();
    assert.equal(await isInSight(), false);
  });

  it('names what is assumed, at its step and in a list that leads to the code', async () => {
    const panel = await openPanel();
    await panel.show(fetchOnce(), { step: 2 });
    const assumption = 'The HTTP response is assumed to take 100 ms.';
    assert((await panel.sentence()).includes(`Assumption: ${assumption}`));
    assert.equal(await panel.page.locator('.assumptions li > span').innerText(), assumption);
    await panel.page.getByRole('button', { name: 'line 2' }).click();
    const [request] = await panel.sent('goToSource');
    assert.deepEqual(request?.place, { line: 2, column: 16, endLine: null, endColumn: null });
  });

  it('tells the life of the task that has control, or of the selected one', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 5 });
    const life = panel.page.locator('.life');
    const now = () => life.locator('[aria-current] .stage').innerText();
    await eventually(() => life.locator('.whose').innerText(), 'Life of Task-2');
    assert.equal(await now(), 'running');
    await panel.press('ArrowRight', 7);
    await eventually(now, 'awaiting');
    await panel.page.locator('.place [data-task="4"]').first().click();
    await eventually(() => life.locator('.whose').innerText(), 'Life of Task-4');
    await eventually(now, 'created');
    await panel.press('End', 28);
    await eventually(now, 'done');
  });

  it('tells the story in plain words when asked to, and remembers that', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 4 });
    await panel.page.keyboard.press('v');
    await eventually(() => panel.sentence(), 'The barista starts with order_coffee (Task-2).');
    await panel.page.getByRole('heading', { name: 'In line at the counter' }).waitFor();
    assert.deepEqual(
      (await panel.sent('plainWords')).map(({ on }) => on),
      [true],
    );
    await panel.page.getByRole('button', { name: 'Tell it in plain words' }).click();
    await eventually(async () => (await panel.sentence()).includes('first turn'), true);
    await panel.send({
      type: 'configure',
      settings: { speed: 1, reducedMotion: false, plainWords: true, codeShown: true },
      texts: null,
    });
    await eventually(async () => (await panel.sentence()).includes('barista'), true);
  });

  it('has a lane for each task, and goes to the step that is clicked', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { source });
    assert.deepEqual(await panel.page.locator('.lanes .names .name').allInnerTexts(), [
      'Task-1',
      'Task-2',
      'Task-3',
      'Task-4',
    ]);
    const drawing = panel.page.locator('.lanes .drawing');
    const { width = 0 } = (await drawing.boundingBox()) ?? {};
    await drawing.click({ position: { x: width - 2, y: 5 } });
    await eventually(() => panel.step(), { at: 28, of: 28 });
    await drawing.click({ position: { x: 2, y: 5 } });
    await eventually(() => panel.step(), { at: 1, of: 28 });
  });

  it('lets nothing jump while it plays: all below keeps its place', async () => {
    const panel = await openPanel({ height: 1200 });
    await panel.show(coffeeShop(), { source });
    const tops: number[] = [];
    for (let step = 0; step < 28; step++) {
      await panel.reaches(step + 1);
      await panel.rendered();
      tops.push(Math.round((await panel.page.locator('.lanes').boundingBox())?.y ?? -1));
      await panel.page.keyboard.press('ArrowRight');
    }
    assert.deepEqual([...new Set(tops)], [tops[0]]);
  });
});

describe('the panel and the extension', () => {
  it('tells each step and the code it is about', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { source, step: 11 });
    const toldOf = (step: number) =>
      panel.page.waitForFunction(
        (wanted) => window.sent.some((each) => each.type === 'stepped' && each.step === wanted),
        step,
      );
    await toldOf(11);
    await panel.page.keyboard.press('ArrowRight');
    await toldOf(12);
    await panel.page.keyboard.press('ArrowRight');
    await toldOf(13);
    const told = await panel.sent('stepped');
    assert.deepEqual(
      told.map(({ step, place }) => [step, place?.line ?? null, place?.endColumn ?? null]),
      [
        [11, 10, null],
        [12, 11, 27],
        [13, null, null],
      ],
    );
  });

  it('shows what happened at the await that the cursor is on', async () => {
    const panel = await openPanel();
    const trace = coffeeShop();
    const uri = `file:///${trace.file}`;
    await panel.show(trace);
    const place = { line: 11, column: 5, endLine: 11, endColumn: 27 };
    await panel.send({ type: 'await', uri, place });
    await panel.page.getByText('Suspended 3 times, 6 s in all, woken by a timer.').waitFor();
    await panel.page.locator('.await button').nth(1).click();
    await panel.reaches(10);
    await panel.send({ type: 'await', uri: 'file:///other.py', place });
    await panel.page.locator('.await').waitFor({ state: 'detached' });
  });

  it('says that the source has changed', async () => {
    const panel = await openPanel();
    const trace = coffeeShop();
    const uri = `file:///${trace.file}`;
    await panel.show(trace);
    await panel.send({ type: 'changed', uri, lost: 2 });
    await panel.page.getByText('The source has changed since this run.').waitFor();
    await panel.send({ type: 'changed', uri, lost: null });
    await panel.page.getByText('The source has changed').waitFor({ state: 'detached' });
  });

  it('keeps its bookmarks with the extension', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 4, bookmarks: [2] });
    await panel.page.keyboard.press('b');
    await eventually(
      async () => (await panel.sent('bookmarks')).map(({ bookmarks }) => bookmarks),
      [[2, 4]],
    );
    await panel.page.keyboard.press('B');
    await panel.reaches(3);
  });

  it('asks to see the code, and says why that failed', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { source, step: 12 });
    await panel.page.keyboard.press('g');
    const [request] = await panel.sent('goToSource');
    assert(request);
    assert.deepEqual(request.place, { line: 11, column: 5, endLine: 11, endColumn: 27 });
    await panel.send({ type: 'failed', id: request.id, message: 'The file is gone.' });
    assert.equal(await panel.page.getByRole('alert').innerText(), 'The file is gone.');
  });

  it('tells the last of many steps, not each, while somebody scrubs', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { source });
    await panel.page.locator('.scrub').evaluate((scrub: HTMLInputElement) => {
      for (let step = 1; step <= 20; step++) {
        scrub.value = String(step);
        scrub.dispatchEvent(new Event('input', { bubbles: true }));
      }
    });
    await panel.page.waitForFunction(() =>
      window.sent.some((message) => message.type === 'stepped' && message.step === 20),
    );
    assert.ok((await panel.sent('stepped')).length < 10);
  });

  it('obeys commands of the editor', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { source });
    for (const [action, at] of [
      ['next', 2],
      ['next', 3],
      ['previous', 2],
      ['last', 28],
      ['first', 1],
    ] as const) {
      await panel.send({ type: 'act', action });
      await panel.page.locator('.count', { hasText: new RegExp(`^${at} of`) }).waitFor();
    }
  });

  it('stays on a function when pinned, without losing its step', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { source, step: 9 });
    await panel.page.getByRole('button', { name: 'Stay on this function' }).click();
    assert.deepEqual(await panel.sent('pin'), [{ type: 'pin', pinned: true }]);
    await panel.show(coffeeShop(), { source, step: 9, pinned: true });
    await eventually(() => panel.step(), { at: 10, of: 28 });
  });

  it('shows another function from its own step', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { source, step: 9 });
    await panel.show(fetchOnce(), { title: 'fetch()', function: 'fetch' });
    await panel.page.locator('.title', { hasText: 'fetch()' }).waitFor();
    await eventually(() => panel.step(), { at: 1, of: 7 });
  });

  it('speaks the language that it is given', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { source });
    await panel.send({
      type: 'configure',
      settings: { speed: 1, reducedMotion: false, plainWords: false, codeShown: true },
      texts: { 'Ready queue': 'Warteschlange' },
    });
    await panel.page.getByRole('heading', { name: 'Warteschlange' }).waitFor();
  });
});

describe('the panel without a replay', () => {
  it('says why there is none and what to do', async () => {
    const panel = await openPanel();
    await panel.configure();
    await panel.send({
      type: 'empty',
      reason: 'No async function at the cursor.',
      advice: 'Put the cursor into one.',
    });
    await panel.page.getByRole('heading', { name: 'No async function' }).waitFor();
    assert(await panel.page.getByText('Put the cursor into one.').isVisible());
    await panel.page.getByRole('button', { name: 'Open a Sample' }).click();
    assert.equal((await panel.sent('openSample')).length, 1);
  });

  it('says what is wrong with a trace, and tells the extension', async () => {
    const panel = await openPanel();
    await panel.configure();
    await panel.send({
      type: 'show',
      shown: {
        uri: '',
        function: '',
        title: '',
        file: '',
        trace: { ...fetchOnce(), endMs: 1 },
        source: '',
        step: 0,
        bookmarks: [],
        pinned: false,
        fromFile: false,
        recording: null,
      },
    });
    await panel.page.getByRole('heading', { name: 'cannot be shown' }).waitFor();
    const text = 'endMs: the trace ends at 1, before its last event at 100.';
    assert.equal(await panel.page.locator('.problems').innerText(), text);
    assert.deepEqual(await panel.sent('problem'), [{ type: 'problem', message: text }]);
  });
});
