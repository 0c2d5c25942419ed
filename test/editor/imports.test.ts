import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { MemoryFiles } from './fakes';
import { closeAllEditors, lensesOf } from './support';

const main = `import helper

async def main():
    await helper.load()
`;

describe('Imports of other files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'await-lens-'));

  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(closeAllEditors);

  it('are followed after the first lenses, and again when the other file is edited', async () => {
    writeFileSync(join(folder, 'main.py'), main);
    writeFileSync(join(folder, 'helper.py'), 'async def load():\n    return 1\n');
    const document = await open('main.py');
    await lensWith(document, /to its end, without a wait/);

    const helper = await vscode.window.showTextDocument(await open('helper.py'));
    await helper.edit((edit) =>
      edit.insert(new vscode.Position(0, 0), 'async def load():\n    await x.y()\n\n'),
    );
    await lensWith(document, /to its end, without a wait/);
    await helper.edit((edit) => edit.delete(new vscode.Range(3, 0, 5, 0)));
    const lens = await lensWith(document, /may wait/);
    assert.match(lens, /line 2 of helper\.py/);
  });

  it('are not followed from another version of a file, which has none beside it', async () => {
    const text =
      'import helper\nasync def load():\n    return 1\nasync def f():\n    await helper.load()\n';
    const files = new MemoryFiles();
    // As git does, it takes the file from the query.
    files.readFile = () => new TextEncoder().encode(text);
    files.stat = () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: text.length });
    const history = vscode.workspace.registerFileSystemProvider('await-lens-history', files);
    try {
      const uri = vscode.Uri.parse('await-lens-history:/project/main.py?version');
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await lensWith(document, /helper\.load\(\): not known here/);
    } finally {
      history.dispose();
    }
  });

  it('are found in the other cells of a notebook, also when those change', async () => {
    const cell = (text: string) =>
      new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python');
    const cells = [
      'import asyncio',
      'async def load():\n    await asyncio.sleep(1)',
      'await load()',
    ];
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData(cells.map(cell)),
    );
    await vscode.window.showNotebookDocument(notebook);
    const last = notebook.cellAt(2).document;
    await lensWith(last, /runs load\(\), which waits for a 1 s timer/);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(notebook.cellAt(1).document.uri, new vscode.Range(1, 24, 1, 25), '2');
    await vscode.workspace.applyEdit(edit);
    await lensWith(last, /which waits for a 2 s timer/);
    const insertion = new vscode.WorkspaceEdit();
    const nearer = cell('async def load():\n    await asyncio.sleep(3)');
    insertion.set(notebook.uri, [vscode.NotebookEdit.insertCells(2, [nearer])]);
    await vscode.workspace.applyEdit(insertion);
    await lensWith(last, /which waits for a 3 s timer/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('are asked of a language server where the source does not tell', async () => {
    writeFileSync(join(folder, 'typed.py'), 'async def main(thing):\n    await thing.load()\n');
    writeFileSync(join(folder, 'far.py'), 'async def load():\n    return 1\n');
    const far = vscode.Uri.file(join(folder, 'far.py'));
    const server = vscode.languages.registerDefinitionProvider('python', {
      provideDefinition: (document, position) =>
        document.getText(document.getWordRangeAtPosition(position)) === 'load'
          ? new vscode.Location(far, new vscode.Position(0, 10))
          : undefined,
    });
    try {
      await lensWith(await open('typed.py'), /runs load\(\) to its end, without a wait/);
    } finally {
      server.dispose();
    }
  });

  it('are asked for the lines that are shown only, and waited for by nobody', async () => {
    const calls = Array.from({ length: 300 }, (_, n) => `    await thing.load${n}()\n\n`);
    writeFileSync(join(folder, 'long.py'), `async def main(thing):\n${calls.join('')}`);
    writeFileSync(join(folder, 'other.py'), 'async def load():\n    return 1\n');
    const other = new vscode.Location(
      vscode.Uri.file(join(folder, 'other.py')),
      new vscode.Position(0, 10),
    );
    const asked: number[] = [];
    const server = vscode.languages.registerDefinitionProvider('python', {
      provideDefinition: async (_, { line }) => {
        asked.push(line);
        // Longer than anybody waits.
        await new Promise((resolve) => setTimeout(resolve, 4000));
        return other;
      },
    });
    try {
      const document = await open('long.py');
      await lensWith(document, /load0\(\): not known here/);
      await lensWith(document, /runs load\(\) to its end, without a wait/);
      const [visible] = vscode.window.activeTextEditor?.visibleRanges ?? [];
      assert.ok(visible && visible.end.line < 200, 'The editor shows all of it');
      assert.ok(asked.length > 0 && asked.every((line) => line <= visible.end.line), String(asked));
    } finally {
      server.dispose();
    }
  });

  it('are asked of the TypeScript that comes with the editor, down to what a hover shows', async () => {
    const features = vscode.extensions.getExtension('vscode.typescript-language-features');
    assert.ok(features, 'The editor has no TypeScript');
    await features.activate();
    writeFileSync(
      join(folder, 'mapped.ts'),
      [
        'type Lazy<T> = { [K in keyof T]: () => Promise<T[K]> };',
        'declare const lazy: Lazy<{ answer: number }>;',
        'export const main = async () => await lazy.answer();',
      ].join('\n'),
    );
    await lensWith(await open('mapped.ts'), /waits for the promise of lazy\.answer\(\)/);
  });

  async function open(name: string): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument(join(folder, name));
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    return document;
  }
});

/** Waits for a lens of the `await` that says this. */
async function lensWith(document: vscode.TextDocument, expected: RegExp): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const lens = (await lensesOf(document)).find((text) => expected.test(text));
    if (lens !== undefined) return lens;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No lens came that says ${String(expected)}`);
}
