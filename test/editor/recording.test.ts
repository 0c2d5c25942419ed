import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { closeAllEditors, eventually, hoverAt, lensesOf, showText } from './support';

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

const typescript = `enum Delay { Short = 20 }
const pause = (ms: number): Promise<string> => new Promise((done) => setTimeout(done, ms, 'done'));

async function main(): Promise<void> {
  const text: string = await pause(Delay.Short);
  console.log(text);
}

await main();
export {};
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

  it('records TypeScript that is in no file yet', async () => {
    const { document } = await showText('typescript', typescript);
    assert.ok((await lensesOf(document)).includes('4: Record'));
    await vscode.commands.executeCommand('awaitLens.recordFile');
    const lenses = await lensesOf(document);
    const measured = lenses.filter((lens) => /: waited \d/.test(lens));
    assert.deepEqual(
      measured.map((lens) => lens.split(':')[0]),
      ['5', '9'],
      lenses.join('\n'),
    );
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

  it('stops the program when its panel is closed', async () => {
    await show(endless);
    let ended = false;
    const recording = vscode.commands
      .executeCommand('awaitLens.recordFile')
      .then(() => (ended = true));
    const panels = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ label }) => label.startsWith('Recording:'));
    const [panel] = await eventually('the recording to be shown', () => {
      const found = panels();
      return found.length > 0 ? found : undefined;
    });
    assert.ok(panel);
    await vscode.window.tabGroups.close(panel);
    await eventually('the recording to stop', () => ended || undefined);
    await recording;
    assert.deepEqual(panels(), []);
  });
});
