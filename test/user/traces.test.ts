import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { exportAs } from '../../src/core/export/formats';
import type { Trace } from '../../src/core/trace/format';
import { coffeeShop } from '../support/traces';
import { openCoffeeShop } from './harness/coffeeShop';
import { editor } from './harness/hooks';
import { until } from './harness/until';

const saved = 'coffee.awaitlens.json';

describe('Somebody who keeps traces', () => {
  const written: string[] = [];
  afterEach(async () => {
    for (const file of written.splice(0)) await rm(file, { force: true });
  });

  /** The path of a file that is deleted after the test. */
  function fileFor(name: string): string {
    const file = editor().sample(name);
    written.push(file);
    return file;
  }

  /** Writes a trace to a file, and waits until the explorer has it. */
  async function fileInExplorer(name: string, trace: Trace) {
    await writeFile(fileFor(name), JSON.stringify(trace));
    const explorer = editor().user.page.locator('.explorer-folders-view');
    const row = explorer.getByRole('treeitem', { name });
    await row.waitFor();
    return row;
  }

  /** The trace that `fileInExplorer` has written is replayed. */
  async function isOpen(): Promise<void> {
    const { panel } = editor();
    await panel().getByRole('heading', { name: saved }).waitFor();
    await panel()
      .getByText(/^1 of 28$/)
      .waitFor();
  }

  /** Saves what the panel shows; `label` names the format, `suggested` is the name that the dialog suggests. */
  async function save(label: string, suggested: string, file: string): Promise<void> {
    const { user, panel } = editor();
    await panel().getByRole('button', { name: 'Save or Export' }).click();
    await user.pick(label);
    await user.saveAs(suggested, file);
    await until(`the file ${file}`, () => Promise.resolve(existsSync(file)));
  }

  it('saves one, opens it again and exports it for other tools, by dialogs', async () => {
    const { user, sample } = editor();
    await openCoffeeShop();
    const file = fileFor(saved);
    await save('Await Lens trace', 'coffee_shop.awaitlens.json', file);
    const trace = JSON.parse(await readFile(file, 'utf8')) as Trace;
    assert.equal(trace.source, await readFile(sample('python/coffee_shop.py'), 'utf8'));
    assert.equal(trace.stdout.length, 6);
    await user.command('View: Close All Editors');
    await user.command('Await Lens: Open Trace…');
    await user.chooseFile(file);
    await editor().panel().getByRole('heading', { name: saved }).waitFor();
    for (const [label, format, ending] of [
      ['Chrome trace', 'chrome', 'json'],
      ['Mermaid sequence diagram', 'mermaid', 'mmd'],
      ['Picture of the lanes (SVG)', 'svg', 'svg'],
    ] as const) {
      const exported = fileFor(`exported.${ending}`);
      await save(label, `coffee.${ending}`, exported);
      assert.equal(await readFile(exported, 'utf8'), exportAs(format, trace));
    }
  });

  it('opens one with a double click in the explorer', async () => {
    await (await fileInExplorer(saved, coffeeShop())).dblclick();
    await isOpen();
  });

  /** Drags a trace from the explorer to the middle of the last group of editors, and lets it fall there. */
  async function drop(): Promise<void> {
    const { page } = editor().user;
    const row = await fileInExplorer(saved, coffeeShop());
    const group = page.locator('.editor-group-container').last();
    const [from, to] = [await row.boundingBox(), await group.boundingBox()];
    assert.ok(from && to);
    await page.mouse.move(from.x + 60, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 10 });
    await page.locator('.editor-group-overlay-indicator').waitFor();
    await page.mouse.up();
  }

  it('drops one onto the panel', async () => {
    await openCoffeeShop();
    await drop();
    await isOpen();
  });

  it('drops one onto the code', async () => {
    const { user, sample } = editor();
    await user.openFile(sample('python/coffee_shop.py'));
    await drop();
    await isOpen();
  });

  it('exports the lanes as a picture', async () => {
    await openCoffeeShop();
    const file = fileFor('lanes.png');
    await save('Picture of the lanes (PNG)', 'coffee_shop.png', file);
    const { format, width, height } = await sharp(file).metadata();
    const { isOpaque, entropy } = await sharp(file).stats();
    assert.equal(format, 'png');
    assert.ok(width > 300 && height > 80, `${width} x ${height}`);
    // An empty picture has an entropy of 0.
    assert.ok(isOpaque && entropy > 0.5, `entropy ${entropy}`);
  });

  it('exports a web page that replays by itself, and loads nothing', async () => {
    await openCoffeeShop();
    const file = fileFor('replay.html');
    await save('Web page that replays by itself (HTML)', 'coffee_shop.html', file);
    const page = await editor().user.page.context().browser()?.newPage();
    assert.ok(page);
    try {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).protocol));
      await page.goto(pathToFileURL(file).href);
      await page.getByRole('heading', { name: 'main()' }).waitFor();
      await page.keyboard.press('End');
      const lines = page.locator('.console .lines .text');
      await lines.nth(5).waitFor();
      assert.equal(await lines.last().innerText(), 'Charlie got coffee');
      assert.deepEqual(
        asked.filter((protocol) => protocol !== 'data:'),
        ['file:'],
      );
    } finally {
      await page.close();
    }
  });

  it('chooses two and sees them side by side', async () => {
    const { user, panel } = editor();
    const slower = coffeeShop(['Alice', 'Bob', 'Charlie', 'Dora']);
    // What is open is offered, whether or not the editor can search for files.
    for (const [name, trace] of [
      ['before.awaitlens.json', coffeeShop()],
      ['after.awaitlens.json', slower],
    ] as const) {
      await (await fileInExplorer(name, trace)).dblclick();
      await panel().getByRole('heading', { name }).waitFor();
    }
    await user.commandAndPick('Await Lens: Compare Traces…', 'before.awaitlens.json');
    await user.page.getByText('Compare Traces: before.awaitlens.json With (2 of 2)').waitFor();
    assert.ok(!(await user.pickLabels()).includes('before.awaitlens.json'));
    await user.pick('after.awaitlens.json');
    await panel().getByRole('heading', { name: 'Comparison' }).waitFor();
    for (const name of ['before', 'after'])
      await panel().getByText(`${name}.awaitlens.json: walkthrough`).waitFor();
  });

  it('compares what the panel shows with one', async () => {
    const { user, panel } = editor();
    await fileInExplorer(saved, coffeeShop());
    await openCoffeeShop();
    await user.commandAndPick('Await Lens: Compare Traces…', 'Lifecycle: main()');
    await user.page.getByText('Compare Traces: Lifecycle: main() With (2 of 2)').waitFor();
    await user.pick('Another File…');
    await user.chooseFile(editor().sample(saved));
    await panel().getByRole('heading', { name: 'Comparison' }).waitFor();
    await panel().getByText('Lifecycle: main(): walkthrough').waitFor();
  });
});
