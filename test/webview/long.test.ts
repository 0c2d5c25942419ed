import assert from 'node:assert/strict';
import { Replay } from '../../src/core/replay/replay';
import { timeLabel } from '../../src/core/replay/words';
import type { ToPanel } from '../../src/protocol/messages';
import { busyServer } from '../support/busy-server';
import { coffeeShop } from '../support/traces';
import { eventually } from './eventually';
import type { PanelPage } from './panel-page';
import { bytesOf } from './panel-page';
import { openPanel } from './setup';

const trace = busyServer(25_000);
const bytes = bytesOf(trace);
const steps = new Replay(trace).steps.length;

/** Waits until nothing is being read any more. */
async function read({ page }: PanelPage): Promise<void> {
  await page.locator('.reading').waitFor({ state: 'detached' });
  await page.locator('.count', { hasText: `of ${steps}` }).waitFor();
}

describe('a long trace, as the bytes of its file', () => {
  it('is read by a worker, within the security policy', async () => {
    const panel = await openPanel();
    await panel.page.evaluate(() => {
      const Plain = window.Worker;
      window.workers = 0;
      window.Worker = class extends Plain {
        constructor(address: string | URL) {
          super(address);
          window.workers++;
        }
      };
    });
    await panel.show(bytes, { step: steps - 1 });
    await read(panel);
    await panel.reaches(steps);
    assert.equal(await panel.page.evaluate(() => window.workers), 1);
    assert.deepEqual(await panel.violations(), []);
    await panel.press('ArrowLeft', steps - 1);
  });

  it('is read by the page where there can be no worker', async () => {
    const panel = await openPanel();
    await panel.page.evaluate(() => {
      window.Worker = function () {
        throw new Error('There are no workers here.');
      } as unknown as typeof Worker;
    });
    await panel.show(bytes);
    await read(panel);
    await panel.press('End', steps);
  });

  it('goes to a step for which nothing is prepared yet', async () => {
    const panel = await openPanel();
    // The page never has time to spare.
    await panel.page.evaluate(() => (window.requestIdleCallback = () => 0));
    await panel.show(bytes);
    await panel.press('End', steps);
    const { t } = new Replay(trace).stateAt(steps - 1);
    await panel.page.locator('.clock', { hasText: timeLabel(t) }).waitFor();
    await panel.press('Home', 1);
    await panel.page.locator('.clock', { hasText: timeLabel(0) }).waitFor();
  });

  it('has the rows of a place in the page that can be seen, wherever it is scrolled to', async () => {
    const panel = await openPanel();
    await panel.show(bytes, { step: 2_000 });
    const { watches } = new Replay(trace).stateAt(2_000);
    const timers = watches.flatMap(({ place, task }) => (place === 'timers' && task) || []);
    const room = panel.page.locator('[data-place="timers"] .room');
    const listed = (): Promise<(string | null)[]> =>
      room
        .locator('li')
        .evaluateAll((rows) =>
          rows.map((row) => row.querySelector('[data-task]')?.getAttribute('data-task') ?? null),
        );
    const all = timers.map(String);
    assert(all.length > 40);
    assert.deepEqual(await listed(), all.slice(0, 7));
    assert.equal(await room.locator('li').first().getAttribute('aria-setsize'), `${all.length}`);
    await room.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await eventually(listed, all.slice(-7));
    const last = room.locator('li').last();
    assert.equal(await last.getAttribute('aria-posinset'), `${all.length}`);
    const [within, below] = [await room.boundingBox(), await last.boundingBox()];
    assert(within && below);
    assert(below.y >= within.y && below.y + below.height <= within.y + within.height + 1);
  });

  it('gives way to what is shown next', async () => {
    const panel = await openPanel();
    await panel.page.evaluate(() => {
      window.workers = 0;
      // It never answers.
      window.Worker = class extends EventTarget {
        terminate(): void {
          window.workers++;
        }
      } as unknown as typeof Worker;
    });
    await panel.configure();
    await panel.send(showing(bytes));
    await panel.show(coffeeShop(), { uri: 'file:///other.py', step: 3 });
    await panel.page.locator('.count', { hasText: '4 of 28' }).waitFor();
    assert.equal(await panel.page.evaluate(() => window.workers), 1);
  });

  it('is told to be broken, in the middle of it', async () => {
    const panel = await openPanel();
    await panel.configure();
    await panel.send(showing(bytes.slice(0, bytes.length - 10)));
    await panel.page.getByText('The file is not JSON.').waitFor();
    assert.match((await panel.sent('problem'))[0]?.message ?? '', /not JSON/);
  });
});

function showing(trace: Uint8Array): ToPanel {
  return {
    type: 'show',
    shown: {
      ...{ uri: 'file:///a', function: '', title: 'a', file: 'a', trace, source: '' },
      ...{ step: 0, bookmarks: [], pinned: false, fromFile: true, recording: null },
    },
  };
}

declare global {
  interface Window {
    workers: number;
  }
}
