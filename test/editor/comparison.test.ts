import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { command, comparisonViewType } from '../../src/editor/names';
import { ComparisonPanel } from '../../src/editor/panel/comparisonPanel';
import { PanelPreferences } from '../../src/editor/panel/preferences';
import { FakePage, MemoryFiles, MemoryState } from './fakes';
import { closeAllEditors, eventually, extension } from './support';

describe('Comparing traces', () => {
  const files = new MemoryFiles();
  const owned: { dispose(): unknown }[] = [];
  const uris = ['compared:/old.awaitlens.json', 'compared:/new.awaitlens.json'] as const;
  const [old, now] = uris.map((uri) => ({ uri, title: uri.slice(10), source: null }));
  assert(old && now);

  before(() => {
    owned.push(vscode.workspace.registerFileSystemProvider('compared', files));
    for (const uri of uris) {
      const file = `${uri.slice(10, 13)}.py`;
      const text = JSON.stringify({ version: 1, file });
      files.write(vscode.Uri.parse(uri), new TextEncoder().encode(text));
    }
  });
  after(async () => {
    for (const one of owned.splice(0)) one.dispose();
    await closeAllEditors();
  });

  /** A panel whose page is this test; `state` is what an earlier window left. */
  function open(state: MemoryState): { readonly page: FakePage; readonly panel: ComparisonPanel } {
    const log = vscode.window.createOutputChannel('Await Lens test', { log: true });
    const preferences = new PanelPreferences(new MemoryState());
    const page = new FakePage();
    const panel = new ComparisonPanel(page as unknown as vscode.WebviewPanel, {
      ...{ extensionUri: extension().extensionUri, preferences, memory: state, log },
    });
    owned.push(log, preferences, panel);
    return { page, panel };
  }

  it('opens a panel for the two files that the explorer names', async () => {
    const [first, second] = uris.map((uri) => vscode.Uri.parse(uri));
    await vscode.commands.executeCommand(command.compareTraces, first, [first, second]);
    await eventually('the comparison', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(
          ({ input }) =>
            input instanceof vscode.TabInputWebview && input.viewType.endsWith(comparisonViewType),
        ),
    );
  });

  it('gives both traces to the page as plain bytes, and swaps them', async () => {
    const { page, panel } = open(new MemoryState());
    await panel.compare(old, now);
    page.say({ type: 'ready' });
    const shown = await page.hears('compare');
    assert.deepEqual([shown.before.title, shown.after.title], [old.title, now.title]);
    assert.equal(shown.before.trace.constructor.name, 'Uint8Array');
    assert.equal(shown.selected, null);
    page.say({ type: 'swap' });
    const swapped = await page.hears('compare');
    assert.deepEqual([swapped.before.uri, swapped.after.uri], [now.uri, old.uri]);
  });

  it('shows in the next window what was compared, and which await was selected', async () => {
    const state = new MemoryState();
    const { page, panel } = open(state);
    await panel.compare(old, now);
    page.say({ type: 'ready' });
    await page.hears('compare');
    page.say({ type: 'selected', selected: 3 });
    const next = open(state).page;
    next.say({ type: 'ready' });
    const shown = await next.hears('compare');
    assert.deepEqual([shown.before.uri, shown.after.uri, shown.selected], [old.uri, now.uri, 3]);
  });

  it('says which file is gone, and that there is nothing to compare', async () => {
    const nothing = open(new MemoryState()).page;
    nothing.say({ type: 'ready' });
    assert.equal((await nothing.hears('empty')).reason, 'Nothing is compared yet.');
    const { page, panel } = open(new MemoryState());
    await panel.compare(old, { ...now, uri: 'compared:/gone.awaitlens.json', title: 'gone' });
    page.say({ type: 'ready' });
    assert.equal((await page.hears('empty')).reason, 'gone is not there any more.');
  });

  it('opens no file that is not in the workspace', async () => {
    const { page, panel } = open(new MemoryState());
    await panel.compare(old, now);
    const place = { line: 1, column: 1, endLine: null, endColumn: null };
    for (const uri of [old.uri, 'file:///etc/passwd']) {
      page.say({ type: 'goToSource', id: 1, uri, place, focus: true });
      assert.equal((await page.hears('failed')).id, 1);
    }
  });
});
