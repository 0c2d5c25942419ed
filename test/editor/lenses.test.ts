import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAllEditors, lensesOf, set, showSample, showText } from './support';

const twoFunctions = `import asyncio

async def first():
    await asyncio.sleep(1)

async def second():
    value = (1)
    await asyncio.sleep(2)
`;

describe('Code lenses', () => {
  afterEach(async () => {
    for (const name of ['placement', 'scope', 'functions']) {
      await set(`annotations.${name}`, undefined);
    }
    await closeAllEditors();
  });

  it('tell what each await of the coffee shop waits for, and count them above each async function', async () => {
    const { document } = await showSample('python/coffee_shop.py');
    const lenses = await lensesOf(document);
    assert.deepEqual(
      lenses.filter((lens) => /suspension|Replay|Record/.test(lens)),
      [
        '9: 1 suspension point',
        '9: Replay lifecycle',
        '15: 1 suspension point',
        '15: Replay lifecycle',
        '15: Record',
      ],
    );
    const waits = lenses.filter((lens) => !/suspension|Replay|Record/.test(lens));
    assert.deepEqual(
      waits.map((lens) => lens.slice(0, lens.indexOf(':'))),
      ['11', '16'],
    );
    assert.match(waits[0] ?? '', /2 s/);
    assert.match(waits[1] ?? '', /order_coffee/);
  });

  it('are there in TypeScript, TSX, JavaScript and JSX', async () => {
    for (const language of ['typescript', 'typescriptreact', 'javascript', 'javascriptreact']) {
      const { document } = await showText(language, 'async function f() {\n  await g();\n}\n');
      const lenses = await lensesOf(document);
      assert.deepEqual(
        lenses.map((lens) => lens.slice(0, 2)),
        ['1:', '1:', '2:'],
        language,
      );
    }
  });

  it('count no points where a stub has no bodies', async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider('await-lens-stub', {
      provideTextDocumentContent: () => 'async def f() -> int: ...\n',
    });
    const uri = vscode.Uri.parse('await-lens-stub:/library/module.pyi');
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.languageId, 'python');
    assert.deepEqual(await lensesOf(document), []);
    provider.dispose();
  });

  it('share a line that has several points', async () => {
    const { document } = await showText('python', 'async def f():\n    await g(); await h()\n');
    const own = (await lensesOf(document)).filter((lens) => lens.startsWith('2:'));
    assert.equal(own.length, 1);
    assert.ok((own[0] ?? '').length <= '2: '.length + 60, own[0]);
  });

  it('draw no icon that the source asks for', async () => {
    const { document } = await showText('python', 'async def f():\n    await x["$(zap)"]()\n');
    for (const lens of await lensesOf(document)) {
      assert.doesNotMatch(lens, /(?<!\\)\$\(/);
    }
  });

  it('stay where they are while a line is half typed', async () => {
    const editor = await showText('python', twoFunctions);
    const before = await lensesOf(editor.document);
    await editor.edit((edit) => edit.delete(new vscode.Range(6, 14, 6, 15)));
    assert.deepEqual(await lensesOf(editor.document), before);
    await editor.edit((edit) => edit.insert(new vscode.Position(6, 14), ')'));
    assert.deepEqual(await lensesOf(editor.document), before);
  });

  it('go when the setting says so, and come back, at once', async () => {
    const { document } = await showText('python', twoFunctions);
    const before = await lensesOf(document);
    assert.equal(before.length, 6);
    for (const placement of ['endOfLine', 'gutter', 'off']) {
      await set('annotations.placement', placement);
      assert.deepEqual(await lensesOf(document), [], placement);
    }
    await set('annotations.placement', 'codeLens');
    assert.deepEqual(await lensesOf(document), before);
    await set('annotations.functions', false);
    assert.deepEqual(
      await lensesOf(document),
      before.filter((lens) => !/suspension|Replay|Record/.test(lens)),
    );
  });

  it('can be those of the function that has the cursor', async () => {
    const editor = await showText('python', twoFunctions);
    await set('annotations.scope', 'function');
    const linesAt = async (line: number) => {
      editor.selection = new vscode.Selection(line, 0, line, 0);
      const lenses = await lensesOf(editor.document);
      return [...new Set(lenses.map((lens) => lens.slice(0, lens.indexOf(':'))))];
    };
    assert.deepEqual(await linesAt(3), ['3', '4']);
    assert.deepEqual(await linesAt(7), ['6', '8']);
    assert.deepEqual(await linesAt(0), []);
  });

  it('come for a file with thousands of points too, also while it is edited', async () => {
    const call = '    await asyncio.sleep(1)\n';
    const text = `import asyncio\nasync def f():\n${call.repeat(2500)}`;
    const editor = await showText('python', text);
    assert.equal((await lensesOf(editor.document)).length, 2502);
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), call));
    const lenses = lensesOf(editor.document);
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), call));
    await lenses;
    assert.equal((await lensesOf(editor.document)).length, 2504);
  });

  it('are there in a document that is on no disk', async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider('await-lens-test', {
      provideTextDocumentContent: () => twoFunctions,
    });
    const uri = vscode.Uri.parse('await-lens-test:/remote/file.py');
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    assert.equal((await lensesOf(document)).length, 6);
    provider.dispose();
  });

  it('leave a file alone that is longer than the limit', async () => {
    const { document } = await showText('python', twoFunctions);
    await set('maxFileLength', 20);
    const other = await showText('python', twoFunctions);
    assert.deepEqual(await lensesOf(other.document), []);
    await set('maxFileLength', undefined);
    assert.equal((await lensesOf(other.document)).length, 6);
    assert.equal((await lensesOf(document)).length, 6);
  });
});
