import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Trace } from '../../src/core/trace/format';
import { replayFileHtml } from '../../src/protocol/replayFile';
import { busyServer } from '../support/busy-server';
import { coffeeShop } from '../support/traces';
import { eventually } from './eventually';
import { openPanel } from './setup';

const built = path.resolve(__dirname, '../../dist/webview');

/** A replay as a page of its own, as the extension saves it. */
function page(trace: Trace, title = 'main()'): string {
  return replayFileHtml({
    script: readFileSync(path.join(built, 'main.js'), 'utf8'),
    style: readFileSync(path.join(built, 'main.css'), 'utf8').replace(
      /url\([^)]*\)/,
      'url(data:,)',
    ),
    nonce: 'abcdefghijklmnopqrstuvwxyz012345',
    language: 'en',
    theme: { '--vscode-foreground': 'rgb(1, 2, 3)' },
    kind: 'vscode-light',
    replay: {
      shown: {
        ...{ uri: 'replay:a.py', function: 'main', title, file: 'a.py', trace, source: '' },
        ...{ step: 4, bookmarks: [], pinned: true, fromFile: true, recording: null },
      },
      settings: { speed: 1, reducedMotion: false, plainWords: false, codeShown: true },
      texts: null,
    },
  });
}

const files: Page[] = [];

/** Opens a page in a browser that has no VS Code around it, and no network. */
async function openFile(html: string) {
  const browser = (await openPanel()).page.context().browser();
  assert(browser);
  const opened = await browser.newPage();
  files.push(opened);
  const asked: string[] = [];
  const violations: string[] = [];
  await opened.route('**/*', async (route) => {
    const url = route.request().url();
    if (url === 'https://file.test/') await route.fulfill({ contentType: 'text/html', body: html });
    else {
      asked.push(url);
      await route.abort();
    }
  });
  opened.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  await opened.goto('https://file.test/');
  return { page: opened, asked, violations };
}

describe('a replay as a page of its own', () => {
  afterEach(async () => {
    await Promise.all(files.splice(0).map((file) => file.close()));
  });

  it('replays without VS Code and without a network', async () => {
    const file = await openFile(page(coffeeShop()));
    const count = file.page.locator('.count');
    await count.getByText('5 of 28').waitFor();
    await file.page.keyboard.press('ArrowRight');
    await count.getByText('6 of 28').waitFor();
    assert.equal(await file.page.getByRole('button', { name: 'Save or Export' }).count(), 0);
    assert.equal(
      await file.page.locator('body').evaluate((body) => getComputedStyle(body).color),
      'rgb(1, 2, 3)',
    );
    assert.deepEqual(file.asked, []);
    assert.deepEqual(file.violations, []);
  });

  it('shows what a stranger wrote as text', async () => {
    const markup = '</script><script>window.hit=1</script><img src=x onerror="window.hit=1"><!--';
    const trace = coffeeShop();
    const tasks = trace.tasks.map((task) => ({ ...task, name: `${task.name}${markup}` }));
    const file = await openFile(page({ ...trace, tasks, file: markup }, markup));
    await file.page.locator('.count').getByText('5 of 28').waitFor();
    assert((await file.page.locator('.title').innerText()).includes('<img src=x'));
    assert.equal(await file.page.evaluate(() => 'hit' in window), false);
    assert.equal(await file.page.locator('#root img').count(), 0);
    assert.deepEqual(file.asked, []);
  });

  it('reads a long trace in a worker', async () => {
    const file = await openFile(page(busyServer(25_000)));
    await file.page.locator('main.replay').waitFor();
    await file.page.locator('.reading').waitFor({ state: 'detached' });
    assert.deepEqual(file.violations, []);
  });
});

describe('the picture that the extension asks for', () => {
  it('is a PNG of all lanes, with the look of the page', async () => {
    const panel = await openPanel({ theme: 'light' });
    await panel.show(coffeeShop());
    await panel.send({ type: 'depict', id: 7 });
    await panel.sent('depicted');
    const found = () =>
      panel.page.evaluate(() => {
        const answer = window.sent.find((message) => message.type === 'depicted');
        if (answer?.type !== 'depicted') return null;
        const view = new DataView(answer.png.buffer);
        return {
          id: answer.id,
          signature: [...answer.png.slice(1, 4)].map((byte) => String.fromCharCode(byte)).join(''),
          wide: view.getUint32(16) > 400,
          high: view.getUint32(20) > 100,
          kind: answer.kind,
          foreground: answer.theme['--vscode-foreground'],
        };
      });
    await eventually(found, {
      ...{ id: 7, signature: 'PNG', wide: true, high: true },
      ...{ kind: 'vscode-light', foreground: '#3b3b3b' },
    });
    assert.equal(await panel.page.locator('.lanes > canvas').count(), 0);
    assert.deepEqual(await panel.violations(), []);
  });
});
