import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { traceEditorType } from '../../src/editor/names';
import { TraceEditorProvider } from '../../src/editor/panel/traceEditor';
import { PanelPreferences } from '../../src/editor/panel/preferences';
import { FakePage, MemoryFiles, MemoryState } from './fakes';
import { closeAllEditors, eventually, extension } from './support';

describe('Saved traces', () => {
  const memory = new MemoryFiles();
  const owned: { dispose(): unknown }[] = [];
  const uri = vscode.Uri.parse('kept:/coffee.awaitlens.json');

  const open = async (text: string): Promise<FakePage> => {
    memory.write(uri, new TextEncoder().encode(text));
    const log = vscode.window.createOutputChannel('Await Lens test', { log: true });
    const preferences = new PanelPreferences(new MemoryState());
    owned.push(log, preferences);
    const parts = { extensionUri: extension().extensionUri, preferences, log };
    const provider = new TraceEditorProvider(parts);
    const page = new FakePage();
    await provider.resolveCustomEditor(
      provider.openCustomDocument(uri),
      page as unknown as vscode.WebviewPanel,
    );
    page.say({ type: 'ready' });
    return page;
  };

  before(() => {
    owned.push(vscode.workspace.registerFileSystemProvider('kept', memory));
  });
  after(async () => {
    for (const one of owned.splice(0)) one.dispose();
    await closeAllEditors();
  });

  it('are shown as files: nothing to follow, nothing to choose', async () => {
    const page = await open('{"version":1}');
    const shown = page.heard.find((message) => message.type === 'show')?.shown;
    assert.equal(shown?.fromFile, true);
    assert.equal(shown.title, 'coffee.awaitlens.json');
    assert.deepEqual(shown.trace, { version: 1 }, 'the page checks it');
  });

  it('that are long go to the page as plain bytes, which VS Code hands over as they are', async () => {
    const text = `{"version":1}${' '.repeat(1_100_000)}`;
    const page = await open(text);
    const shown = page.heard.find((message) => message.type === 'show')?.shown;
    assert(shown?.trace instanceof Uint8Array);
    assert.equal(shown.trace.constructor.name, 'Uint8Array');
    assert.equal(shown.trace.length, text.length);
  });

  it('that are no JSON are explained', async () => {
    const page = await open('<html>');
    assert.deepEqual(page.heard.at(-1), {
      type: 'empty',
      reason: 'coffee.awaitlens.json is not JSON.',
      advice: 'Open a trace that Await Lens has saved.',
    });
  });

  it('open no file that is not in the workspace, whatever they name', async () => {
    for (const file of ['/etc/passwd', '../../secret.py', '**/*', '{a,b}', 'nowhere.py', 7]) {
      const page = await open(JSON.stringify({ version: 1, file }));
      const place = { line: 1, column: 1, endLine: null, endColumn: null };
      page.say({ type: 'goToSource', id: 1, uri: uri.toString(), place, focus: true });
      const answer = await eventually('an answer', () =>
        page.heard.find(({ type }) => type === 'failed'),
      );
      assert.equal(answer.type, 'failed');
    }
  });

  it('say that the source has changed since, and lead to where its lines are now', async () => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    const file = vscode.Uri.joinPath(workspace.uri, 'python', 'coffee_shop.py');
    const now = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const source = now.split('\n').slice(1, -1).concat('print("gone")', '').join('\n');
    const page = await open(JSON.stringify({ version: 1, file: 'python/coffee_shop.py', source }));
    const place = { line: 10, column: 5, endLine: null, endColumn: null };
    page.say({ type: 'goToSource', id: 7, uri: uri.toString(), place, focus: true });
    await eventually('an answer', () =>
      page.heard.find((message) => message.type === 'done' && message.id === 7),
    );
    const shown = vscode.window.activeTextEditor;
    assert.equal(shown?.document.uri.path, file.path);
    assert.deepEqual(shown.selection.active, new vscode.Position(10, 4));
    const changed = page.heard.find((message) => message.type === 'changed');
    assert.deepEqual(changed, { type: 'changed', uri: uri.toString(), lost: 1 });
  });

  it('open with a double click', async () => {
    memory.write(uri, new TextEncoder().encode('{"version":1}'));
    await vscode.commands.executeCommand('vscode.open', uri);
    await eventually('the editor of traces', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(
          ({ input }) =>
            input instanceof vscode.TabInputCustom && input.viewType === traceEditorType,
        ),
    );
  });
});
