import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { closeAllEditors, eventually, hoverAt, lensesOf } from './support';

const program = `import asyncio


async def main():
    await asyncio.sleep(0.05)
    print("done")


asyncio.run(main())
`;

const endless = `import asyncio


async def main():
    await asyncio.sleep(0)
    while True:
        pass


asyncio.run(main())
`;

describe('Recording in the editor', () => {
  let folder = '';

  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'await-lens-'))));
  afterEach(async () => {
    await closeAllEditors();
    rmSync(folder, { recursive: true });
  });

  async function show(text: string): Promise<vscode.TextEditor> {
    const file = path.join(folder, 'program.py');
    writeFileSync(file, text);
    const document = await vscode.workspace.openTextDocument(file);
    return vscode.window.showTextDocument(document);
  }

  it('measures what each await waited, until the code changes', async () => {
    const { document } = await show(program);
    await vscode.commands.executeCommand('awaitLens.recordFile');
    const measured = async () =>
      (await lensesOf(document)).filter((lens) => /^5: waited \d/.test(lens));
    assert.equal((await measured()).length, 1);
    const hover = await hoverAt(document, 4, 5);
    assert.ok(hover.some(({ value }) => value.includes('In the last recording it waited once')));

    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# changed\n');
    await vscode.workspace.applyEdit(edit);
    assert.deepEqual(await measured(), []);
    await document.save();
  });

  it('offers to record main', async () => {
    const { document } = await show(program);
    assert.ok((await lensesOf(document)).includes('4: Record'));
  });

  it('stops a program that does not end', async () => {
    await show(endless);
    let ended = false;
    const recording = vscode.commands
      .executeCommand('awaitLens.recordFile')
      .then(() => (ended = true));
    // Stop may come before the program has started: it is asked again until the recording has ended.
    await eventually('the recording to stop', () => {
      void vscode.commands.executeCommand('awaitLens.stopRecording');
      return ended || undefined;
    });
    await recording;
  });
});
