import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { editor } from './harness/hooks';
import { until } from './harness/until';

describe('Somebody who reads async code', () => {
  it('sees above each await what it waits for', async () => {
    const { user, sample } = editor();
    await user.openFile(sample('python/coffee_shop.py'));
    await until('four lenses', async () => (await user.lenses()).length === 4);
    const lenses = await user.lenses();
    assert.deepEqual(
      lenses.map(({ line }) => line),
      [9, 11, 15, 16],
    );
    assert.equal(lenses[0]?.text, '1 suspension point | Replay lifecycle');
  });

  it('sees the lenses tell what imported files say, without touching the file', async () => {
    const { user, sample } = editor();
    const folder = await mkdtemp(path.join(tmpdir(), 'await-lens-imports-'));
    try {
      const main = path.join(folder, 'main.py');
      await writeFile(main, 'import helper\n\nasync def main():\n    await helper.load()\n');
      await writeFile(path.join(folder, 'helper.py'), 'async def load():\n    return 1\n');
      // With everything loaded, the first lenses come before the import has been read.
      await user.openFile(sample('python/coffee_shop.py'));
      await user.lens(/2 s/);
      await user.openFile(main);
      await user.lens(/runs load\(\) to its end/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('hovers over an await and reads its five steps', async () => {
    const { user, sample } = editor();
    await user.openFile(sample('python/coffee_shop.py'));
    await user.lens(/2 s/);
    const text = await user.hover('await', { line: 11 });
    assert.match(text, /Always suspends/);
    assert.match(text, /Replay lifecycle/);
    await until('five steps', async () => (await user.hovers().locator('ol > li').count()) === 5);
    const links = await user
      .hovers()
      .locator('a[data-href]')
      .evaluateAll((all) => all.map((link) => link.getAttribute('data-href') ?? ''));
    assert.equal(links.length, 2);
    assert.match(links[0] ?? '', /^command:awaitLens\.internal\.replayAt\?/);
    assert.match(links[1] ?? '', /^https:\/\/docs\.python\.org\//);
  });

  it('replays the function from the link in the hover', async () => {
    const { user, sample, panel } = editor();
    await user.openFile(sample('python/coffee_shop.py'));
    await user.lens(/2 s/);
    await user.hover('await', { line: 16 });
    await user.hovers().getByText('Replay lifecycle').click();
    await panel().getByRole('heading', { name: 'main()' }).waitFor();
  });

  it('chooses which await of a line to read, from the lens of them all', async () => {
    const { user, sample } = editor();
    const file = sample('python/two.py');
    await writeFile(
      file,
      'import asyncio\n\nasync def main():\n    await asyncio.sleep(1); await asyncio.sleep(2)\n',
    );
    await user.openFile(file);
    await user.lens(/1 s timer/);
    await user.clickLens('1 s timer');
    await user.pick(/2 s timer/);
    await user.page
      .locator('.monaco-hover:focus-within', { hasText: 'Waits for a 2 s timer' })
      .waitFor();
  });

  it('asks for the explanation with the keyboard, and reads it with the focus on it', async () => {
    const { user, sample } = editor();
    await user.openFile(sample('typescript/coffee-shop.ts'), { line: 10, column: 20 });
    await user.lens(/suspension/);
    await user.page.keyboard.press('Control+k');
    await user.page.keyboard.press('Shift+a');
    await user.page
      .locator('.monaco-hover:focus-within', { hasText: 'Waits for a 2 s timer' })
      .waitFor();
  });

  it('is told what to do where there is no await', async () => {
    const { user, sample } = editor();
    await user.openFile(sample('python/coffee_shop.py'), { line: 24 });
    await user.lens(/suspension/);
    await user.command('Await Lens: Explain Await at Cursor');
    await user.page.getByText('Put the cursor inside an async function').first().waitFor();
  });

  it('has the annotations at the end of the line or in the gutter as soon as the setting says so', async () => {
    const { user, sample, configure } = editor();
    await user.openFile(sample('python/coffee_shop.py'));
    await user.lens(/2 s/);
    await configure({ 'awaitLens.annotations.placement': 'endOfLine' });
    await until('two annotations', async () => (await user.annotations()).length === 2);
    assert.deepEqual(
      (await user.annotations()).map(({ line }) => line),
      [11, 16],
    );
    await until('no lenses', async () => (await user.lenses()).length === 0);
    await configure({ 'awaitLens.annotations.placement': 'gutter' });
    await until('two icons', async () => (await user.gutterIcons()).length === 2);
    assert.deepEqual(await user.gutterIcons(), [11, 16]);
    assert.deepEqual(await user.annotations(), []);
    await configure({ 'awaitLens.annotations.placement': 'off' });
    await until('no icons', async () => (await user.gutterIcons()).length === 0);
  });

  it('sees no line jump while typing half a line', async () => {
    const { user, sample } = editor();
    await user.openFile(sample('python/coffee_shop.py'), { line: 10, column: 11 });
    await user.lens(/2 s/);
    const before = (await user.lenses()).map(({ text }) => text);
    const seen = new Set<string>();
    for (const key of ['(', '"', 'x', '[']) {
      await user.page.keyboard.insertText(key);
      for (let look = 0; look < 8; look++) {
        seen.add(JSON.stringify((await user.lenses()).map(({ text }) => text)));
        await user.page.waitForTimeout(60);
      }
    }
    assert.deepEqual([...seen], [JSON.stringify(before)]);
  });

  it('can colour suspension keywords, for they have a scope of their own', async () => {
    const { user, sample } = editor();
    for (const [file, line] of [
      ['python/coffee_shop.py', 11],
      ['typescript/coffee-shop.ts', 10],
    ] as const) {
      await user.openFile(sample(file));
      await user.lens(/suspension/);
      await user.clickText('await', { line });
      await user.command('Developer: Inspect Editor Tokens and Scopes');
      const inspector = user.page.locator('.token-inspect-widget');
      await inspector
        .getByText(/keyword\.control\.flow\.suspension\.await/)
        .first()
        .waitFor();
      await user.page.keyboard.press('Escape');
    }
  });
});
