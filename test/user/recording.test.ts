import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive, processesOf, stubborn } from '../support/stubborn';
import { focusInPanel } from './harness/coffeeShop';
import { editor } from './harness/hooks';
import { until } from './harness/until';

/** They print for as long as they run, and run for as long as nobody stops them. */
const endless = {
  'ticks.py': `import asyncio


async def main():
    ticks = 0
    while True:
        print("tick", ticks)
        ticks += 1
        await asyncio.sleep(0.1)


asyncio.run(main())
`,
  'ticks.mjs': `import { setTimeout as sleep } from 'node:timers/promises';

async function main() {
  for (let ticks = 0; ; ticks++) {
    console.log('tick', ticks);
    await sleep(100);
  }
}

await main();
`,
} as const;

const twoGreetings = `import asyncio

async def greet(name):
    await asyncio.sleep(0)
    print("hello", name)

asyncio.run(greet("selection"))
asyncio.run(greet("rest"))
`;

const guarded = `if __name__ == "__main__":
# To try it out
    import asyncio
    async def greet():
        await asyncio.sleep(0)
        print("hello")
    asyncio.run(greet())
    print("rest")
`;

describe('Somebody who records a program', () => {
  const written: string[] = [];
  /** Opens a program that is no sample. */
  async function open(name: string, text: string): Promise<void> {
    const { user, sample } = editor();
    const file = sample(name);
    await writeFile(file, text);
    written.push(file);
    await user.openFile(file);
    await user.lens(/suspension/);
  }
  afterEach(async () => {
    for (const file of written.splice(0)) await rm(file, { force: true });
  });

  const live = () => editor().panel().locator('.live');
  /** The lines on the console, once the page is there. */
  async function printed(): Promise<string[]> {
    const console = editor().panel().locator('.console');
    await console.waitFor();
    return console.locator('.lines .text').allInnerTexts();
  }
  /** The step that is shown and how many there are, as the panel says. */
  async function step(): Promise<readonly [at: number, of: number]> {
    const text = await editor().panel().locator('.count').innerText();
    const [at = NaN, of = NaN] = text.split(' of ').map(Number);
    return [at, of];
  }
  const ended = () => live().waitFor({ state: 'detached' });

  it('chooses a sample, which opens, runs and is measured', async () => {
    const { user, sample } = editor();
    // The palette knows the commands of an extension from some time after the start on.
    await user.openFile(sample('python/streams.py'));
    await user.lens(/suspension/);
    await user.command('Await Lens: Run Sample Snippet…');
    await user.page.locator('.quick-input-title', { hasText: 'Run a sample' }).waitFor();
    await user.pick('Coffee shop');
    await user.lens(/waited .* in all, 3 times/);
    await until('six lines on the console', async () => (await printed()).length === 6);
    await ended();
    assert.deepEqual((await printed()).slice(0, 3), [
      'Alice ordered coffee',
      'Bob ordered coffee',
      'Charlie ordered coffee',
    ]);
  });

  for (const [name, text] of Object.entries(endless))
    it(`sees ${name} print and follows it, goes back, follows again, and stops it`, async () => {
      const { user, panel } = editor();
      await open(name, text);
      await user.command('Await Lens: Record This File');
      await live().waitFor();
      await until('ten lines on the console', async () => (await printed()).length >= 10);
      await live().getByText('The program runs, and the replay follows it.').waitFor();
      await panel().locator('.scrub').fill('2');
      await panel()
        .getByText(/^3 of \d+$/)
        .waitFor();
      const [, before] = await step();
      await until('more steps', async () => (await step())[1] > before + 10);
      assert.equal((await step())[0], 3);
      await live().getByRole('button', { name: 'Follow' }).click();
      await until('the end of what there is', async () => {
        const [at, of] = await step();
        return at === of && at > before + 10;
      });
      await live().getByRole('button', { name: 'Stop' }).click();
      await ended();
      await user.lens(/waited .* times/);
    });

  it('looks at other code in its place meanwhile, and finds the replay where the program is', async () => {
    const { user, sample, panel } = editor();
    await open('ticks.py', endless['ticks.py']);
    await user.command('Await Lens: Record This File');
    await live().waitFor();
    await until('three lines on the console', async () => (await printed()).length >= 3);
    const before = (await step())[1];
    await user.page.keyboard.press('Control+2');
    await focusInPanel();
    await user.openFile(sample('python/streams.py'));
    await panel().locator('body').waitFor({ state: 'detached' });
    await user.command('View: Close Editor');
    await live().getByText('The program runs, and the replay follows it.').waitFor();
    await until('the present step', async () => {
      const [at, of] = await step();
      return at === of && of > before;
    });
    await live().getByRole('button', { name: 'Stop' }).click();
    await ended();
  });

  it('finds the recording again after the window has been reloaded', async () => {
    const { user, panel } = editor();
    await open('greetings.py', twoGreetings);
    await user.command('Await Lens: Record This File');
    await until('two lines on the console', async () => (await printed()).length === 2);
    await ended();
    const before = await step();
    await user.reload();
    await panel().getByRole('heading', { name: 'greetings.py', exact: true }).waitFor();
    await until('the same step', async () => (await step()).join() === before.join());
    assert.deepEqual(await printed(), ['hello selection', 'hello rest']);
    await user.page.locator('.tab', { hasText: 'Recording: greetings.py' }).waitFor();
    await user.lens(/waited /);
  });

  it('reloads the window, and what runs ends with all its processes', async () => {
    const { user, sample } = editor();
    const folder = path.dirname(sample('stubborn.py'));
    written.push(path.join(folder, 'parent.pid'), path.join(folder, 'child.pid'));
    await open('stubborn.py', stubborn);
    await user.command('Await Lens: Record This File');
    await until('both processes', () => Promise.resolve(processesOf(folder) !== undefined));
    const processes = processesOf(folder) ?? [];
    await live().waitFor();
    await user.reload();
    await until('the end of both', () => Promise.resolve(!processes.some(isAlive)));
    await user.page.locator('.tab', { hasText: 'Recording: stubborn.py' }).waitFor();
    assert.equal(await live().count(), 0);
  });

  it('is told that there is no Python, and offered the walkthrough instead', async () => {
    const { user, panel, configure } = editor();
    await configure({ 'awaitLens.record.env': { PATH: '/nowhere' } });
    await open('greetings.py', twoGreetings);
    await user.cursor(4, 5);
    await user.command('Await Lens: Record This File');
    await user.command('Notifications: Show Notifications');
    const notice = user.page.locator('.notifications-center .notification-list-item', {
      hasText: /There is no Python 3\.8 or newer on the PATH/,
    });
    await notice.getByRole('button', { name: 'Open the Walkthrough' }).click();
    await panel().getByRole('heading', { name: 'greet()' }).waitFor();
  });

  it('presses the button in the title of the editor, and then the one that stops', async () => {
    const { user } = editor();
    await open('ticks.py', endless['ticks.py']);
    const title = user.page.locator('.editor-group-container.active .editor-actions');
    await title.getByRole('button', { name: 'Record This File' }).click();
    await live().waitFor();
    await title.getByRole('button', { name: 'Stop Recording' }).click();
    await ended();
    await title.getByRole('button', { name: 'Record This File' }).waitFor();
  });

  it('clicks on the lens above main', async () => {
    const { user } = editor();
    await open('ticks.mjs', endless['ticks.mjs']);
    await user.clickLens('Record');
    await live().getByRole('button', { name: 'Stop' }).click();
    await ended();
  });

  it('records what is selected, and nothing else', async () => {
    const { user } = editor();
    await open('greetings.py', twoGreetings);
    await user.cursor(1, 1);
    for (let line = 1; line < 8; line++) await user.page.keyboard.press('Shift+ArrowDown');
    await user.page.getByText(/\(\d+ selected\)/).waitFor();
    await user.command('Await Lens: Record Selection');
    await until('a line on the console', async () => (await printed()).length > 0);
    await ended();
    assert.deepEqual(await printed(), ['hello selection']);
  });

  it('records an indented block that begins with a comment which is not', async () => {
    const { user } = editor();
    await open('guarded.py', guarded);
    await user.cursor(2, 1);
    for (let line = 2; line < 8; line++) await user.page.keyboard.press('Shift+ArrowDown');
    await user.page.getByText(/\(\d+ selected\)/).waitFor();
    await user.command('Await Lens: Record Selection');
    await until('a line on the console', async () => (await printed()).length > 0);
    await ended();
    assert.deepEqual(await printed(), ['hello']);
  });
});
