import assert from 'node:assert/strict';
import { coffeeShop } from '../support/traces';
import { eventually } from './eventually';
import type { PanelPage } from './panel-page';
import { openPanel } from './setup';

/** What has the focus, as a screen reader names it. */
function focused({ page }: PanelPage): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return '';
    const label = element.getAttribute('aria-labelledby');
    const text = label ? document.getElementById(label)?.innerText : null;
    return element.getAttribute('aria-label') ?? text ?? element.textContent;
  });
}

describe('the panel by keyboard alone', () => {
  it('steps, jumps and plays', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop());
    await panel.press('ArrowRight', 2);
    await panel.press('ArrowDown', 3);
    await panel.press('ArrowLeft', 2);
    await panel.press('ArrowUp', 1);
    await panel.press('ArrowUp', 1);
    await panel.press('End', 28);
    await panel.press('ArrowRight', 28);
    await panel.press('Home', 1);
  });

  it('plays at the chosen speed, pauses, and stops at the end', async () => {
    const panel = await openPanel({ ownClock: true });
    const speed = () => panel.page.locator('.speed').inputValue();
    await panel.show(coffeeShop(), { step: 20 });
    for (const expected of ['2', '4', '8', '8']) {
      await panel.page.keyboard.press('+');
      await eventually(speed, expected);
    }
    await eventually(async () => (await panel.sent('speed')).at(-1)?.speed, 8);
    await panel.holdTime();
    await panel.page.keyboard.press(' ');
    await panel.page.getByRole('button', { name: 'Pause' }).waitFor();
    // At eight steps a second, and no two frames more for each step.
    await panel.page.clock.runFor(2 * (1000 / 8 + 2 * 16));
    await panel.reaches(23);
    await panel.page.keyboard.press('Escape');
    await panel.page.getByRole('button', { name: 'Play' }).waitFor();
    await panel.page.clock.runFor(1000);
    await panel.reaches(23, 'it stays where it was paused');
    await panel.page.keyboard.press(' ');
    await panel.page.getByRole('button', { name: 'Pause' }).waitFor();
    await panel.page.clock.runFor(2000);
    await panel.reaches(28);
    await panel.page.getByRole('button', { name: 'Play' }).waitFor();
    await panel.page.keyboard.press('-');
    await eventually(speed, '4');
  });

  it('starts again when it plays from the end', async () => {
    const panel = await openPanel({ ownClock: true });
    await panel.show(coffeeShop(), { step: 27 });
    await panel.holdTime();
    await panel.press(' ', 1);
    await panel.page.getByRole('button', { name: 'Pause' }).waitFor();
  });

  it('reaches every control, in reading order, and leaves again', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 5 });
    const seen: string[] = [];
    for (let presses = 0; presses < 40; presses++) {
      await panel.page.keyboard.press('Tab');
      const name = await focused(panel);
      if (name === '') break;
      seen.push(name);
    }
    assert.deepEqual(seen, [
      'Stay on this function',
      'Tell it in plain words',
      'Save or Export',
      'Keys (?)',
      'First Step (Home)',
      'Step Back (←)',
      'Play (Space)',
      'Step (→)',
      'Last Step (End)',
      'Step',
      'Bookmark (B)',
      'Speed',
      'Go to Code (G)',
      'CodeTask-2: order_coffee, line 10',
      'Code',
      'Task-2order_coffee',
      'Find tasks',
      'Zoom Out (Shift+Z)',
      'Zoom In (Z)',
      'Fit Everything (0)',
      'Group by Function',
      'Show as a Table',
      'Tasks over time',
      'Tasks that Task-1 created',
      'Task-1',
      'Task',
      'Task-2: go to the step that printed “Alice ordered coffee”',
    ]);
  });

  it('shows where the focus is', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 5 });
    for (let presses = 0; presses < 20; presses++) {
      await panel.page.keyboard.press('Tab');
      const outline = await panel.page.evaluate(() => {
        const style = document.activeElement && getComputedStyle(document.activeElement);
        return style ? `${style.outlineStyle} ${style.outlineWidth}` : '';
      });
      assert.match(outline, /^solid [1-9]/, await focused(panel));
    }
  });

  it('lets Space press a button that has the focus, and no more', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 5 });
    await panel.page.getByRole('button', { name: 'Step (→)' }).focus();
    await panel.press(' ', 7);
    await panel.page.getByRole('button', { name: 'Play' }).waitFor();
  });

  it('scrubs', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop());
    const slider = panel.page.getByRole('slider', { name: 'Step' });
    await slider.focus();
    await panel.press('ArrowRight', 2);
    await panel.rendered();
    await panel.reaches(2, 'one step, not two');
    await slider.fill('13');
    await panel.reaches(14);
    await eventually(() => slider.getAttribute('aria-valuetext'), 'Step 14, T = 0 ms');
  });

  it('lists its keys on ?, and gives the focus back', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 5 });
    await panel.page.getByRole('button', { name: 'Play' }).focus();
    await panel.page.keyboard.press('?');
    const dialog = panel.page.getByRole('dialog', { name: 'Keys' });
    await dialog.waitFor();
    assert.equal(await dialog.locator('dt').count(), 20);
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await eventually(() => focused(panel), 'Play (Space)');
    await panel.reaches(6, 'the replay has not moved behind the dialog');
  });

  it('leaves the keys of the editor alone', async () => {
    const panel = await openPanel();
    await panel.show(coffeeShop(), { step: 5 });
    for (const key of ['Control+ArrowRight', 'Alt+ArrowLeft', 'Meta+End', 'Control+Equal'])
      await panel.page.keyboard.press(key);
    await panel.rendered();
    assert.equal((await panel.step()).at, 6);
    assert.equal(await panel.page.locator('.speed').inputValue(), '1');
  });
});
