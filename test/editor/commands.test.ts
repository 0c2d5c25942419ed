import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { command, internalCommand, panelViewType } from '../../src/editor/names';
import manifest from '../../package.json';
import { closeAllEditors, eventually, lensesOf, showSample, showText } from './support';

interface Keybinding {
  readonly key: string;
  readonly command: string;
}

/** The tab of the lifecycle panel, if there is one. */
function panelTab(): vscode.Tab | undefined {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.endsWith(panelViewType),
    );
}

describe('The commands', () => {
  afterEach(closeAllEditors);

  it('are all there', async () => {
    await showText('python', 'pass\n');
    await eventually('the extension to start', () =>
      vscode.extensions.getExtension(`${manifest.publisher}.${manifest.name}`)?.isActive
        ? true
        : undefined,
    );
    const known = new Set(await vscode.commands.getCommands(true));
    for (const id of [...Object.values(command), ...Object.values(internalCommand)]) {
      assert.ok(known.has(id), id);
    }
  });

  // Ctrl+K begins the chords of editor features (Ctrl+K V opens the Markdown preview to the side), and A is
  // for await; Alt+. and Alt+, step like the frame keys of video players, only while a panel is seen.
  it('have keys that VS Code uses for nothing else', async () => {
    const document = await vscode.workspace.openTextDocument(
      vscode.Uri.parse('vscode://defaultsettings/keybindings.json'),
    );
    const json = document.getText().replace(/^\s*\/\/.*$/gm, '');
    const defaults = JSON.parse(json) as Keybinding[];
    assert.ok(defaults.length > 500);
    const ours = manifest.contributes.keybindings.map(({ key }) => key);
    const others = defaults.filter((binding) => !binding.command.startsWith('awaitLens.'));
    for (const key of ours) {
      const collisions = others.filter(
        (binding) => binding.key === key || binding.key.startsWith(`${key} `),
      );
      assert.deepEqual(collisions, []);
    }
    const bound = defaults.filter((binding) => binding.command.startsWith('awaitLens.'));
    assert.deepEqual(bound.map(({ key }) => key).sort(), [...ours].sort());
  });

  it('open the panel of the function at the cursor, beside the editor', async () => {
    const editor = await showSample('python/coffee_shop.py');
    editor.selection = new vscode.Selection(15, 8, 15, 8);
    await vscode.commands.executeCommand(command.openPanel);
    const tab = await eventually('the panel', panelTab);
    assert.match(tab.label, /: main\(\)$/);
    assert.equal(tab.group.viewColumn, vscode.ViewColumn.Two);
  });

  it('open the panel of the whole file outside its functions, or of its first function where the file itself waits for nothing', async () => {
    const editor = await showSample('python/coffee_shop.py');
    editor.selection = new vscode.Selection(5, 0, 5, 0);
    await vscode.commands.executeCommand(command.openPanel);
    await eventually('the file', () => panelTab()?.label.endsWith(': coffee_shop.py') || undefined);
    await closeAllEditors();
    await showText('typescript', 'import "x";\nexport async function load() {\n  await x();\n}\n');
    await vscode.commands.executeCommand(command.openPanel);
    await eventually('the function', () => panelTab()?.label.endsWith(': load()') || undefined);
  });

  it('move the one panel to another function', async () => {
    const { document } = await showSample('python/coffee_shop.py');
    const place = { uri: document.uri.toString(), line: 14, character: 0 };
    await vscode.commands.executeCommand(internalCommand.replayAt, place);
    await eventually('main()', () => (panelTab()?.label.includes('main()') ? true : undefined));
    await vscode.commands.executeCommand(internalCommand.replayAt, { ...place, line: 8 });
    await eventually('order_coffee()', () =>
      panelTab()?.label.includes('order_coffee()') ? true : undefined,
    );
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    assert.equal(tabs.filter(({ input }) => input instanceof vscode.TabInputWebview).length, 1);
  });

  it('follow the cursor to another function, unless they are told to stay', async () => {
    const editor = await showSample('python/coffee_shop.py');
    const place = { uri: editor.document.uri.toString(), line: 14, character: 0 };
    await vscode.commands.executeCommand(internalCommand.replayAt, place);
    await eventually('main()', () => (panelTab()?.label.includes('main()') ? true : undefined));
    const shown = await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
    shown.selection = new vscode.Selection(10, 8, 10, 8);
    await eventually('order_coffee()', () =>
      panelTab()?.label.includes('order_coffee()') ? true : undefined,
    );
    await vscode.commands.executeCommand(command.stayOnFunction);
    shown.selection = new vscode.Selection(15, 8, 15, 8);
    await new Promise((resolve) => setTimeout(resolve, 700));
    assert.match(panelTab()?.label ?? '', /order_coffee\(\)/);
  });

  it('ignore arguments that are no place', async () => {
    for (const id of Object.values(internalCommand)) {
      for (const argument of [undefined, 1, {}, { uri: 'x', line: -1, character: 0 }]) {
        await vscode.commands.executeCommand(id, argument);
      }
    }
    assert.equal(panelTab(), undefined);
  });

  it('open a sample as a copy of its own', async () => {
    const opened = vscode.commands.executeCommand(command.openSample);
    // The list is filled before it is shown, so accepting takes its first entry.
    await eventually('the list', () => true);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await opened;
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    assert.match(document.getText(), /order_coffee/);
    assert.equal((await lensesOf(document)).length, 7);
  });
});
