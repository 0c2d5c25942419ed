import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Trace } from '../../src/core/trace/format';
import { Replay } from '../../src/core/replay/replay';
import { nonsense } from '../support/nonsense';
import { coffeeShop, fetchOnce } from '../support/traces';
import { bytesOf } from './panel-page';
import { openPanel } from './setup';

const markup = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';

/** The same trace with markup in each of its texts. */
function poisoned(trace: Trace): Trace {
  const poison = (value: unknown, key: string): unknown =>
    typeof value === 'string' &&
    ['name', 'function', 'label', 'detail', 'text', 'value'].includes(key)
      ? `${value}${markup}`
      : value;
  return JSON.parse(JSON.stringify(trace, (key, value: unknown) => poison(value, key))) as Trace;
}

describe('the panel, shown a trace of a stranger', () => {
  it('shows markup as text, everywhere', async () => {
    const panel = await openPanel();
    await panel.show(poisoned(coffeeShop()), { title: markup, file: markup, source: markup });
    for (let step = 0; step < 28; step++) {
      await panel.press('ArrowRight', Math.min(step + 2, 28));
      assert.equal(await panel.page.locator('#root img, #root script').count(), 0);
    }
    assert((await panel.page.locator('.title').innerText()).includes('<img src=x'));
    // The console follows when the steps rest.
    await panel.page.locator('.console', { hasText: '<script>' }).waitFor();
    await panel.show(poisoned(fetchOnce()), { step: 2 });
    await panel.page.locator('.assumptions li', { hasText: '<script>' }).waitFor();
    assert.equal(await panel.page.evaluate(() => 'hit' in window), false);
    assert.deepEqual(await panel.violations(), []);
  });

  it('breaks no rule of its own security policy', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 12 });
    await panel.page.keyboard.press('?');
    await panel.page.getByRole('dialog').waitFor();
    await panel.page.keyboard.press('Escape');
    await panel.page.getByRole('dialog').waitFor({ state: 'hidden' });
    await panel.press('End', 28);
    await panel.settled();
    assert.deepEqual(await panel.violations(), []);
  });

  it('lets nothing in that is not in the bundle', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop());
    await panel.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.hit = 1';
      document.body.append(script);
      const image = document.createElement('img');
      image.src = 'https://elsewhere.test/x.png';
      document.body.append(image);
    });
    await panel.page.waitForFunction(
      () => window.sent.filter((message) => message.type === 'violation').length === 2,
    );
    assert.equal(await panel.page.evaluate(() => 'hit' in window), false);
  });

  it('shows nonsense without failing', async () => {
    const panel = await openPanel();
    const errors: Error[] = [];
    panel.page.on('pageerror', (error) => errors.push(error));
    for (const [index, trace] of fc.sample(nonsense, 25).entries()) {
      if (new Replay(trace).steps.length === 0) continue;
      await panel.show(trace, { uri: `nonsense:${index}` });
      for (const key of ['End', 'ArrowLeft', 'ArrowLeft', 'Home', 'ArrowRight'])
        await panel.page.keyboard.press(key);
      await panel.rendered();
    }
    assert.deepEqual(errors, []);
  });

  it('ignores messages that do not fit, and goes on', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 3 });
    await panel.page.evaluate(() => window.postMessage({ type: 'act', action: 'explode' }, '*'));
    await panel.sent('problem');
    await panel.show(coffeeShop(), { step: 4, uri: 'again' });
    await panel.reaches(5);
  });

  it('stays quick with thousands of tasks', async () => {
    const panel = await openPanel();
    const trace = coffeeShop(Array.from({ length: 1000 }, (_, index) => `guest ${index}`));
    await panel.show(bytesOf(trace), { step: 3000 });
    await panel.press('ArrowRight', 3002);
    const elements = await panel.page.evaluate(() => document.querySelectorAll('*').length);
    assert(elements < 5000, `${elements} elements`);
  });
});
