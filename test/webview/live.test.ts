import assert from 'node:assert/strict';
import type { Trace } from '../../src/core/trace/format';
import { coffeeShop } from '../support/traces';
import { busyServer } from '../support/busy-server';
import { eventually } from './eventually';
import type { PanelPage } from './panel-page';
import { bytesOf } from './panel-page';
import { openPanel } from './setup';

const whole: Trace = { ...coffeeShop(), mode: 'recording' };

/** As much of a recording as there is after some of its events. */
function firstEvents(trace: Trace, count: number): Trace {
  const events = trace.events.slice(0, count);
  return { ...trace, events, endMs: events.at(-1)?.t ?? 0 };
}

/** What the program has printed so far, as the panel has it. */
function printed({ page }: PanelPage): Promise<string[]> {
  return page.locator('.console .lines .text').allInnerTexts();
}

describe('a recording of a program that runs', () => {
  /** Shows what there is after `count` events, as the extension does from time to time. */
  async function grow(
    panel: PanelPage,
    count: number,
    { running = true, over = false, run = 1, following = true } = {},
  ): Promise<void> {
    await panel.show(firstEvents(whole, count), {
      recording: { run, running, over, following },
      pinned: true,
    });
  }
  const status = (panel: PanelPage) => panel.page.locator('.live p').innerText();
  const button = (panel: PanelPage, name: string) =>
    panel.page.locator('.live').getByRole('button', { name, exact: true });

  it('is followed: the last step, and what was printed up to it', async () => {
    const panel = await openPanel();
    await grow(panel, 10);
    const first = await panel.step();
    assert.equal(first.at, first.of);
    assert.deepEqual(await printed(panel), []);
    await grow(panel, 30);
    const second = await panel.step();
    assert.ok(second.at > first.at && second.at === second.of);
    assert.deepEqual(await printed(panel), whole.stdout.slice(0, 3));
    assert.equal(await status(panel), 'The program runs, and the replay follows it.');
    assert.match(await panel.sentence(), /The program has come this far, at T = .*\.$/);
    await grow(panel, 40, { over: true });
    assert.equal(await status(panel), 'The program runs on, but nothing more of it is recorded.');
    assert.match(await panel.sentence(), /The recording ends here/);
    await panel.page.keyboard.press('Home');
    await panel.reaches(1);
    assert.equal(await button(panel, 'Follow').count(), 0);
    await panel.page.keyboard.press('End');
    await grow(panel, whole.events.length, { running: false });
    await panel.reaches(28);
    assert.deepEqual(await printed(panel), whole.stdout);
    assert.match(await panel.sentence(), /The recording ends here/);
    assert.equal(await panel.page.locator('.live').count(), 0);
  });

  it('can be scrubbed: it stays where it is put, until it is to follow again', async () => {
    const panel = await openPanel();
    await grow(panel, 20);
    await panel.page.locator('.scrub').fill('2');
    await panel.reaches(3);
    const story = await panel.sentence();
    await grow(panel, 30);
    await panel.reaches(3);
    assert.equal(await panel.sentence(), story);
    assert.equal(await status(panel), 'The program runs. The replay stays at this step.');
    await panel.page.keyboard.press('b');
    await grow(panel, 40);
    const bookmark = panel.page.getByRole('button', { name: /^Bookmark/ });
    assert.equal(await bookmark.getAttribute('aria-pressed'), 'true');
    await button(panel, 'Follow').click();
    const { of } = await panel.step();
    await panel.reaches(of);
    assert.equal(await button(panel, 'Follow').count(), 0);
    await grow(panel, whole.events.length);
    await panel.reaches(28);
    await panel.press('ArrowLeft', 27);
    await grow(panel, whole.events.length, { running: false });
    await panel.reaches(27);
  });

  it('is begun anew by another run', async () => {
    const panel = await openPanel();
    await grow(panel, 20);
    await panel.press('Home', 1);
    await grow(panel, 10, { run: 2 });
    const { at, of } = await panel.step();
    assert.equal(at, of);
  });

  it('is stopped by a button', async () => {
    const panel = await openPanel();
    await grow(panel, 20);
    await button(panel, 'Stop').click();
    assert.deepEqual(await panel.sent('stop'), [{ type: 'stop' }]);
  });

  it('is followed when it is long, without going back to its beginning in between', async () => {
    const panel = await openPanel();
    const long = { ...busyServer(25_000), mode: 'recording' } as const;
    const show = (count: number, running: boolean) =>
      panel.show(bytesOf(firstEvents(long, count)), {
        recording: { run: 1, running, over: false, following: true },
      });
    await show(22_000, true);
    const { at: before } = await panel.step();
    await panel.page.evaluate(() => {
      const count = document.querySelector('.count');
      Object.assign(window, { counts: [] as number[] });
      if (count)
        new MutationObserver(() => window.counts.push(parseInt(count.textContent))).observe(count, {
          characterData: true,
          childList: true,
          subtree: true,
        });
    });
    await show(24_000, false);
    await eventually(async () => (await panel.step()).at > before, true);
    const counts = await panel.page.evaluate(() => window.counts);
    assert.ok(
      counts.every((count) => count > before),
      counts.join(),
    );
  });
});

declare global {
  interface Window {
    counts: number[];
  }
}
