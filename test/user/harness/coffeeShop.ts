import { editor } from './hooks';
import { until } from './until';

/** Opens the panel of `main` in the coffee shop from the command palette. */
export async function openCoffeeShop() {
  const { user, sample, panel } = editor();
  await user.openFile(sample('python/coffee_shop.py'), { line: 16, column: 9 });
  await user.lens(/2 s/);
  await user.command('Await Lens: Open Lifecycle Panel');
  const page = panel();
  await page.getByRole('heading', { name: 'main()' }).waitFor();
  await focusInPanel();
  return { user, page };
}

/** The editor gives a panel the focus some time after it has shown it: keys pressed before go elsewhere, and a list closes. */
export async function focusInPanel(): Promise<void> {
  await until('the focus in the panel', () =>
    editor()
      .panel()
      .locator('body')
      .evaluate(() => document.hasFocus()),
  );
}
