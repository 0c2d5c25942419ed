import { build } from 'esbuild';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../scripts/vscode/browser.mjs';
import { PanelPage } from '../test/webview/panel-page';
import type { Bench, Measurement } from './harness';

const root = path.resolve(__dirname, '..');

/** Frames that are measured of each kind of use. */
const frames = 120;

/** The panel's page in a real browser, with traces that are made inside it: sending them is not measured. */
export const panel: Bench = {
  name: 'Panel',
  run: async () => [...(await measure(100_000)), ...(await measure(1_000_000))],
};

async function measure(events: number): Promise<Measurement[]> {
  const browser = await launchBrowser();
  try {
    const { page } = await PanelPage.open(browser, { width: 1000, height: 1000 });
    // DevTools' own evaluation is not bound by the page's policy, as a script element would be.
    await page.evaluate(await generator());
    const opened = await page.evaluate(open, events);
    const name = `${events.toLocaleString('en')} events`;
    const scrub = await page.evaluate(scrubbing, frames);
    const zoom = await page.evaluate(zooming, frames);
    return [
      {
        name: `${name}: from the message to the first picture`,
        value: opened,
        unit: 'ms',
        aim: 2_000,
      },
      {
        name: `${name}: a frame while scrubbing, 95th percentile`,
        value: late(scrub),
        unit: 'ms',
        aim: 16,
      },
      {
        name: `${name}: a frame while zooming, 95th percentile`,
        value: late(zoom),
        unit: 'ms',
        aim: 16,
      },
      {
        name: `${name}: memory of the page's script`,
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

/** Shows a trace; the ms until the page has drawn it. Runs in the page. */
async function open(events: number): Promise<number> {
  const { busyServer } = window as unknown as { busyServer: (size: number) => { file: string } };
  const trace = busyServer(events);
  const settings = { speed: 1, reducedMotion: false };
  window.dispatchEvent(
    new MessageEvent('message', { data: { type: 'configure', settings, texts: null } }),
  );
  const shown = {
    ...{ uri: 'file:///server.py', function: 'main', title: 'server', file: trace.file, trace },
    ...{ source: '', step: 0, pinned: false, fromFile: true },
  };
  const start = performance.now();
  window.dispatchEvent(new MessageEvent('message', { data: { type: 'show', shown } }));
  do await new Promise((resolve) => requestAnimationFrame(resolve));
  while (document.querySelector('.lanes canvas') === null);
  await new Promise((resolve) => setTimeout(resolve));
  return performance.now() - start;
}

/** The ms of work of each frame while the scrubber moves through the replay. Runs in the page. */
async function scrubbing(count: number): Promise<number[]> {
  const times: number[] = [];
  const scrub = document.querySelector<HTMLInputElement>('.scrub');
  for (let at = 0; scrub && at < count; at++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const start = performance.now();
    // Forward through the middle of the replay, ten steps a frame, as a hand moves.
    scrub.value = String(Math.floor(Number(scrub.max) / 2) + at * 10);
    scrub.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve));
    times.push(performance.now() - start);
  }
  return times;
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

/** Bytes that are in use after a collection. */
async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

function late(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}
