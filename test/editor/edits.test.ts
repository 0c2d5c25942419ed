import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Analysis } from '../../src/core/analysis';
import { AnalysisStore } from '../../src/editor/analysisStore';
import { closeAllEditors, extension, reader, showSample, showText } from './support';

/** Numbers that are the same in every run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const pieces = [
  '\n',
  '    ',
  'await ',
  'async ',
  'def f():\n    ',
  '(',
  ')',
  '"',
  '😀',
  'x',
  '# ',
  ' = g()\r\n',
  '',
];

describe('The analysis of an edited document', () => {
  let log: vscode.LogOutputChannel;
  let store: AnalysisStore;

  beforeEach(() => {
    log = vscode.window.createOutputChannel('Await Lens test', { log: true });
    store = new AnalysisStore(extension().extensionUri, log);
  });
  afterEach(async () => {
    store.dispose();
    log.dispose();
    await closeAllEditors();
  });

  /** The store's analysis is what a new one of the document's present text would be. */
  async function assertFresh(document: vscode.TextDocument): Promise<void> {
    const edited = store.get(document);
    assert.ok(edited);
    assert.equal(edited.document.text, document.getText());
    const fresh = await Analysis.open(reader(), document.languageId, document.getText());
    assert.deepEqual(edited.suspensions, fresh.suspensions);
    fresh.dispose();
  }

  for (const path of ['python/http_fetches.py', 'typescript/coffee-shop.ts']) {
    it(`equals a new one after every edit, with several cursors, undone and redone: ${path}`, async () => {
      const sample = await showSample(path);
      const editor = await showText(sample.document.languageId, sample.document.getText());
      const { document } = editor;
      await store.open(document);
      const random = numbers(7);
      const next = (limit: number) => Math.floor(random.next().value * limit);
      for (let round = 0; round < 60; round++) {
        const offsets = [0, 0, 0, 0]
          .map(() => next(document.getText().length))
          .sort((a, b) => a - b);
        await editor.edit((edit) => {
          for (const pair of [offsets.slice(0, 2), offsets.slice(2)]) {
            const [start = 0, end = 0] = pair;
            const range = new vscode.Range(
              document.positionAt(start),
              document.positionAt(Math.min(end, start + 8)),
            );
            edit.replace(range, pieces[next(pieces.length)] ?? '');
          }
        });
        await assertFresh(document);
        if (round % 10 === 9) {
          await vscode.commands.executeCommand('undo');
          await assertFresh(document);
          await vscode.commands.executeCommand('redo');
          await assertFresh(document);
        }
      }
    });
  }

  it('equals a new one after the line ends changed', async () => {
    const editor = await showText('python', 'async def f():\n    await g()\n    await h()\n');
    await store.open(editor.document);
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF));
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), '    await i()\n'));
    await assertFresh(editor.document);
  });

  it('has the edits that came while it was being opened', async () => {
    const editor = await showText('python', 'async def f():\n    await g()\n');
    const opening = store.open(editor.document);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), '    await first()\n'));
    await opening;
    await assertFresh(editor.document);
  });

  it('is of the new language after the language has changed', async () => {
    const editor = await showText('python', 'await x\n');
    assert.equal((await store.open(editor.document))?.document.language, 'python');
    const document = await vscode.languages.setTextDocumentLanguage(editor.document, 'typescript');
    assert.equal((await store.open(document))?.document.language, 'typescript');
    assert.equal(
      await store.open(await vscode.languages.setTextDocumentLanguage(document, 'json')),
      undefined,
    );
  });
});
