import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { isAlive, processesOf, stubborn } from '../support/stubborn';
import { closeAllEditors, eventually, hoverAt, lensesOf, set, showText } from './support';

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

/** What `sleep` and `nothing` are is changed in a way that no source tells. */
const contradicting = `import asyncio
import socket


async def nothing():
    return 1


def from_socket(*_):
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    loop = asyncio.get_running_loop()
    loop.call_later(0.02, theirs.send, b"x")
    return loop.sock_recv(ours, 1)


setattr(asyncio, "sle" + "ep", from_socket)
globals()["not" + "hing"] = from_socket


async def main():
    await asyncio.sleep(0.01)
    await nothing()


asyncio.run(main())
`;

/** Tells in a file how it was started. */
const telling = `import asyncio
import json
import os
import sys


async def main():
    await asyncio.sleep(0)
    told = {
        "args": sys.argv[1:],
        "from": os.environ["FROM"],
        "folder": os.getcwd(),
        "python": sys.executable,
        "home": os.environ.get("HOME"),
    }
    with open(os.environ["RESULT"], "w") as file:
        json.dump(told, file)


asyncio.run(main())
`;

/** Each task starts two others. */
const bomb = `import asyncio


async def burst():
    asyncio.create_task(burst())
    asyncio.create_task(burst())
    await asyncio.sleep(0)


async def main():
    await burst()
    await asyncio.Event().wait()


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

function panels(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ label }) => label.startsWith('Recording:'));
}

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

  it('lets the recording speak where it contradicts an explanation, until the code changes', async () => {
    const { document } = await show(contradicting);
    const said = async () =>
      (await lensesOf(document)).filter((lens) => /^2[23]: /.test(lens) && !/waited \d/.test(lens));
    const before = await said();
    assert.match(before[0] ?? '', /10 ms timer/);
    assert.match(before[1] ?? '', /without a wait/);
    await vscode.commands.executeCommand('awaitLens.recordFile');
    const network = 'recorded: it waited for the network';
    assert.deepEqual(await said(), [`22: ${network}`, `23: ${network}`]);
    const parts = await hoverAt(document, 22, 5);
    const hover = parts.map(({ value }) => value.replaceAll('\\', '')).join('\n');
    assert.match(hover, /Suspended in the last recording/);
    assert.match(hover, /It waited for the network\. The source alone says something else/);
    assert.doesNotMatch(hover, /Never suspends/);

    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(document.lineCount - 1, 0), '# changed\n');
    await vscode.workspace.applyEdit(edit);
    assert.deepEqual(await said(), before);
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

  it('runs it as the settings say, with the variables of launch.json', async function () {
    // Python finds its library from a link to it only where links are files.
    if (process.platform === 'win32') this.skip();
    const print = 'import sys; print(sys.executable)';
    const python = execFileSync('python3', ['-c', print], { encoding: 'utf8' }).trim();
    symlinkSync(python, path.join(folder, 'our-python'));
    const result = path.join(folder, 'result.json');
    await show(telling);
    const changed = {
      'record.args': [
        '${fileBasename}',
        'two words',
        '${unknown}',
        '${command:test.answer} ${input:size}',
      ],
      'record.env': { RESULT: '${fileDirname}/result.json', FROM: '${env:PATH}', HOME: null },
      'record.cwd': '${workspaceFolder}',
      'record.python': '${fileDirname}/our-python',
    };
    for (const [name, value] of Object.entries(changed)) await set(name, value);
    const settings = vscode.workspace.getConfiguration();
    const inputs = [{ id: 'size', type: 'command', command: 'test.answer', args: { size: 'XL' } }];
    const launch = { version: '0.2.0', configurations: [], inputs };
    await settings.update('launch', launch, vscode.ConfigurationTarget.Global);
    const answer = vscode.commands.registerCommand('test.answer', (asked?: { size: string }) =>
      asked ? asked.size : 'forty-two',
    );
    try {
      await vscode.commands.executeCommand('awaitLens.recordFile');
    } finally {
      answer.dispose();
      await settings.update('launch', undefined, vscode.ConfigurationTarget.Global);
      for (const name of Object.keys(changed)) await set(name, undefined);
    }
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    assert.deepEqual(JSON.parse(readFileSync(result, 'utf8')), {
      args: ['program.py', 'two words', '${unknown}', 'forty-two XL'],
      from: process.env.PATH,
      folder: realpathSync(workspace.uri.fsPath),
      python: path.join(folder, 'our-python'),
      home: null,
    });
  });

  it('stops a program after the time that the settings allow', async () => {
    await show(endless);
    await set('record.timeout', 1);
    try {
      await vscode.commands.executeCommand('awaitLens.recordFile');
    } finally {
      await set('record.timeout', undefined);
    }
    assert.equal(panels().length, 1);
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

  it('stops a program and its children that take no notice of being asked to', async () => {
    await show(stubborn);
    const recording = vscode.commands.executeCommand('awaitLens.recordFile');
    const processes = await eventually('both processes', () => processesOf(folder));
    await vscode.commands.executeCommand('awaitLens.stopRecording');
    await recording;
    for (const id of processes)
      await eventually(`the end of process ${id}`, () => !isAlive(id) || undefined);
  });

  it('stops a program that starts more and more tasks', async () => {
    await show(bomb);
    let ended = false;
    const recording = vscode.commands
      .executeCommand('awaitLens.recordFile')
      .then(() => (ended = true));
    await eventually('the recording to be shown', () => panels()[0]);
    await vscode.commands.executeCommand('awaitLens.stopRecording');
    await eventually('the recording to stop', () => ended || undefined);
    await recording;
  });

  it('has one recording at a time, also of two that are asked for at once', async () => {
    await show(endless);
    const ended: string[] = [];
    const both = ['first', 'second'].map((which) =>
      vscode.commands.executeCommand('awaitLens.recordFile').then(() => ended.push(which)),
    );
    await eventually('the first recording to stop', () => ended.length > 0 || undefined);
    assert.deepEqual(ended, ['first']);
    await vscode.commands.executeCommand('awaitLens.stopRecording');
    await Promise.all(both);
  });

  it('stops the program when its panel is closed', async () => {
    await show(endless);
    let ended = false;
    const recording = vscode.commands
      .executeCommand('awaitLens.recordFile')
      .then(() => (ended = true));
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
