import { build } from 'esbuild';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../scripts/vscode/browser.mjs';
import { PanelPage } from '../test/webview/panel-page';
import type { Bench, Measurement } from './harness';
import { median } from './harness';

const root = path.resolve(__dirname, '..');

/** Frames that are measured of each kind of use, and how often: the median of each time's 95th percentile counts. */
const frames = 120;
const rounds = 5;

/** The panel's page in a real browser, with traces that are made inside it: sending them is not measured. */
export const panel: Bench = {
  name: 'Panel',
  beside: [
    'Perfetto has what a browser gives a page, typically 2 GB, for more than the trace itself (perfetto.dev/docs/visualization/large-traces).',
    'JavaScript Visualizer 9000 stops a program after 500 events or 5 s (Hopding/js-visualizer-9000-server).',
  ],
  run: async () => [...(await measure(100_000)), ...(await measure(1_000_000))],
};

async function measure(events: number): Promise<Measurement[]> {
  const browser = await launchBrowser();
  try {
    const { page } = await PanelPage.open(browser, { width: 1000, height: 1000 });
    // DevTools' own evaluation is not bound by the page's policy, as a script element would be.
    await page.evaluate(await generator());
    const { first, whole } = await page.evaluate(open, events);
    const name = `${events.toLocaleString('en')} events`;
    const jump = await page.evaluate(scrubbing, [0.9, 1, 0] as const);
    // The way there is gone once; who scrubs then is not held up by it.
    const arrived = await page.evaluate(arrival);
    const scrub: number[] = [];
    const zoom: number[] = [];
    for (let round = 0; round < rounds; round++) {
      scrub.push(late(await page.evaluate(scrubbing, [0.5, frames, 10] as const)));
      zoom.push(late(await page.evaluate(zooming, frames)));
    }
    return [
      {
        name: `${name}: from the message to the first picture`,
        value: first,
        unit: 'ms',
        aim: 2_000,
      },
      { name: `${name}: until all of it is read, in the worker`, value: whole, unit: 'ms' },
      { name: `${name}: a jump to the end, at once`, value: late(jump), unit: 'ms' },
      { name: `${name}: until that jump is shown`, value: arrived, unit: 'ms' },
      {
        name: `${name}: a frame while scrubbing, 95th percentile`,
        value: median(scrub),
        unit: 'ms',
        aim: 16,
      },
      {
        name: `${name}: a frame while zooming, 95th percentile`,
        value: median(zoom),
        unit: 'ms',
        aim: 16,
      },
      {
        name: `${name}: memory of the page's script, its arrays included`,
        value: await heap(page),
        unit: 'bytes',
        aim: 400e6,
      },
    ];
  } finally {
    await browser.close();
  }
}

/** `busyServer` as a script for the page. */
async function generator(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'test/support/busy-server.ts')],
    bundle: true,
    format: 'iife',
    globalName: 'made',
    write: false,
  });
  return `${outputFiles[0]?.text ?? ''};window.busyServer = made.busyServer;`;
}

/**
 * Shows a trace, as the bytes that the extension sends; the ms until the page has drawn something of it, and until it
 * has read all. Runs in the page.
 */
async function open(events: number): Promise<{ readonly first: number; readonly whole: number }> {
  const { busyServer } = window as unknown as { busyServer: (size: number) => { file: string } };
  const made = busyServer(events);
  const trace = new TextEncoder().encode(JSON.stringify(made));
  const settings = { speed: 1, reducedMotion: false, plainWords: false, codeShown: true };
  window.dispatchEvent(
    new MessageEvent('message', { data: { type: 'configure', settings, texts: null } }),
  );
  const shown = {
    ...{ uri: 'file:///server.py', function: 'main', title: 'server', file: made.file, trace },
    ...{ source: '', step: 0, bookmarks: [], pinned: false, fromFile: true, recording: null },
  };
  const start = performance.now();
  window.dispatchEvent(new MessageEvent('message', { data: { type: 'show', shown } }));
  const reached = async (there: () => boolean): Promise<number> => {
    do await new Promise((resolve) => requestAnimationFrame(resolve));
    while (!there());
    await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - start;
  };
  const first = await reached(() => document.querySelector('.lanes canvas') !== null);
  const whole = await reached(() => document.querySelector('.reading') === null);
  return { first, whole };
}

/** The ms of work of each frame while the scrubber moves on from a part of the replay. Runs in the page. */
async function scrubbing([from, count, by]: readonly [number, number, number]): Promise<number[]> {
  const times: number[] = [];
  const scrub = document.querySelector<HTMLInputElement>('.scrub');
  for (let at = 0; scrub && at < count; at++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const start = performance.now();
    // A few steps a frame, as a hand moves.
    scrub.value = String(Math.floor(Number(scrub.max) * from) + at * by);
    scrub.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve));
    times.push(performance.now() - start);
  }
  return times;
}

/** The ms until the step is shown that was asked for. Runs in the page. */
async function arrival(): Promise<number> {
  const start = performance.now();
  while (document.querySelector('.reading'))
    await new Promise((resolve) => requestAnimationFrame(resolve));
  return performance.now() - start;
}

/** The same while the lanes are zoomed in and out. Runs in the page. */
async function zooming(count: number): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < count; at++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const start = performance.now();
    const key = Math.floor(at / 20) % 2 === 0 ? 'Z' : 'z';
    window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve));
    times.push(performance.now() - start);
  }
  return times;
}

/** Bytes that are in use after a collection: objects, and what typed arrays hold. */
async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const usage = await session.send('Runtime.getHeapUsage');
  const { usedSize, backingStorageSize } = usage as typeof usage & {
    readonly backingStorageSize: number;
  };
  return usedSize + backingStorageSize;
}

function late(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}
