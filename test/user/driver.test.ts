import assert from 'node:assert/strict';
import { editor } from './harness/hooks';

/** Tests of the harness itself: what it reads is what the editor shows, with no help of the extension. */
describe('The driver', () => {
  it('opens a file at a place and moves the cursor', async () => {
    const { user, sample } = editor();
    await user.openFile(sample('python/coffee_shop.py'), { line: 11, column: 5 });
    await user.page.getByText('Ln 11, Col 5').waitFor();
    await user.cursor(16, 3);
    await user.page.getByText('Ln 16, Col 3').waitFor();
    await user.clickText('asyncio.sleep');
    await user.page.getByText('Ln 11, Col 11').waitFor();
    assert.deepEqual(await user.tabs(), ['coffee_shop.py']);
  });

  it('finds a text by its line, and none that is not there', async () => {
    const { user, sample } = editor();
    await user.openFile(sample('python/coffee_shop.py'));
    const first = await user.textBox('await', { line: 11 });
    const second = await user.textBox('await', { line: 16 });
    assert.equal(first.x, second.x);
    assert.ok(second.y > first.y + 4 * first.height);
    await assert.rejects(user.textBox('await', { line: 12 }, 200), /the text "await"/);
  });

  it('lists what the command palette offers, and runs a command', async () => {
    const { user } = editor();
    await user.openPalette('Await Lens: Open');
    await user.page.getByRole('option', { name: /Open Lifecycle Panel/ }).waitFor();
    await user.page.getByRole('option', { name: /Open Sample…/ }).waitFor();
    const labels = await user.pickLabels();
    assert.ok(labels.includes('Await Lens: Open Lifecycle Panel'));
    assert.ok(labels.includes('Await Lens: Open Sample…'));
    await user.page.keyboard.press('Escape');
    await user.command('File: New Untitled Text File');
    await user.page.locator('.tab.active', { hasText: 'Untitled-1' }).waitFor();
    assert.deepEqual(await user.tabs(), ['Untitled-1']);
  });

  it('changes the settings, the colour theme too, and a reset takes them back', async () => {
    const { user, configure, reset } = editor();
    const highContrast = user.page.locator('.monaco-workbench.hc-black');
    await configure({
      'workbench.activityBar.location': 'hidden',
      'workbench.colorTheme': 'Default High Contrast',
    });
    await highContrast.waitFor();
    await user.page.locator('.part.activitybar').waitFor({ state: 'hidden' });
    await reset();
    await highContrast.waitFor({ state: 'detached' });
    await user.page.locator('.part.activitybar').waitFor();
  });
});
