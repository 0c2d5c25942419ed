import assert from 'node:assert/strict';
import { focusInPanel, openCoffeeShop } from './harness/coffeeShop';
import { editor } from './harness/hooks';

/** Puts the focus where it was before the panel took it. */
async function backToTheCode(): Promise<void> {
  const { page } = editor().user;
  await page.keyboard.press('Control+1');
  await page.locator('.editor-container .monaco-editor.focused').waitFor();
}

describe('Somebody who replays a function', () => {
  it('opens the panel from the command palette and steps with the keyboard', async () => {
    const { user, page } = await openCoffeeShop();
    const story = page.locator('[aria-live="polite"]').first();
    const first = await story.innerText();
    assert.notEqual(first.trim(), '');
    await user.page.keyboard.press('ArrowRight');
    await page.getByText(/^2 of \d+$/).waitFor();
    assert.notEqual(await story.innerText(), first);
    await user.page.keyboard.press('ArrowLeft');
    await page.getByText(/^1 of \d+$/).waitFor();
    assert.equal(await story.innerText(), first);
  });

  it('reads all that the program will print at the last step', async () => {
    const { user, page } = await openCoffeeShop();
    await user.page.keyboard.press('End');
    const lines = page.locator('.console .lines .text');
    await lines.nth(5).waitFor();
    assert.deepEqual(await lines.allInnerTexts(), [
      'Alice ordered coffee',
      'Bob ordered coffee',
      'Charlie ordered coffee',
      'Alice got coffee',
      'Bob got coffee',
      'Charlie got coffee',
    ]);
  });

  it('steps from the code, without leaving it, and sees the line in the code', async () => {
    const { user, page } = await openCoffeeShop();
    await backToTheCode();
    await page.getByText(/^1 of \d+$/).waitFor();
    for (const step of [2, 3]) {
      await user.page.keyboard.press('Alt+.');
      await page.getByText(new RegExp(`^${step} of \\d+$`)).waitFor();
    }
    await user.page.keyboard.press('Alt+,');
    await page.getByText(/^2 of \d+$/).waitFor();
    await user.page.locator('.editor-container .monaco-editor.focused').waitFor();
  });

  it('clicks on a chip, and on a lane, and sees the code move there while the panel keeps the focus', async () => {
    const { user, page } = await openCoffeeShop();
    await user.page.keyboard.press('End');
    const activeLine = (line: number) =>
      user.page
        .locator('.editor-container .active-line-number', { hasText: new RegExp(`^${line}$`) })
        .waitFor();
    await page.locator('.place.done .chip', { hasText: 'Task-2' }).click();
    await activeLine(12);
    await page.locator('.lanes .names li', { hasText: 'Task-1' }).click();
    await activeLine(16);
    await page.locator('.lanes .drawing').click({ position: { x: 150, y: 28 + 14 } });
    await activeLine(11);
    await focusInPanel();
    await user.page.keyboard.press('End');
    await page.getByText(/^(\d+) of \1$/).waitFor();
  });

  it('finds the panel as it was after the window has been reloaded', async () => {
    const { user, page } = await openCoffeeShop();
    await user.page.keyboard.press('ArrowRight');
    await user.page.keyboard.press('ArrowRight');
    await page.getByText(/^3 of \d+$/).waitFor();
    await user.reload();
    const again = editor().panel();
    await again.getByRole('heading', { name: 'main()' }).waitFor();
    await again.getByText(/^3 of \d+$/).waitFor();
  });

  it('moves the cursor to another function and sees that one', async () => {
    const { user, page } = await openCoffeeShop();
    await backToTheCode();
    await user.clickText('asyncio.sleep', { line: 11 });
    await page.getByRole('heading', { name: 'order_coffee()' }).waitFor();
  });

  it('clicks on the lens above a function', async () => {
    const { user, sample, panel } = editor();
    await user.openFile(sample('typescript/coffee-shop.ts'));
    await user.clickLens('Replay lifecycle');
    await panel().getByRole('heading', { name: 'orderCoffee()' }).waitFor();
  });
});
