import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Analysis } from '../../src/core/analysis';
import { Recordings } from '../../src/editor/record/recordings';
import { WaitsMemory } from '../../src/editor/record/waitsMemory';
import { coffeeShop } from '../support/traces';
import { MemoryState } from './fakes';
import { closeAllEditors, eventually, reader, showSample } from './support';

describe('Measured waits', () => {
  const state = new MemoryState();
  const windows: Recordings[] = [];
  let log: vscode.LogOutputChannel;

  before(() => (log = vscode.window.createOutputChannel('Await Lens test', { log: true })));
  after(() => {
    for (const recordings of windows) recordings.dispose();
    log.dispose();
  });
  afterEach(closeAllEditors);

  const openWindow = (): Recordings => {
    const recordings = new Recordings(state, log);
    windows.push(recordings);
    return recordings;
  };

  it('are there again in the next window, unless the code has changed, and when that is undone', async () => {
    const { document } = await showSample('python/coffee_shop.py');
    const source = document.getText();
    const analysis = await Analysis.open(reader(), 'python', source);
    const { points } = analysis.suspensions;
    analysis.dispose();
    const start = points[0]?.keywordRange.start;
    assert.ok(start);
    const { version } = document;
    const trace = coffeeShop();
    const run = { document, source, points, version, trace, shown: trace };
    openWindow().report({ run: 1, ...run, over: false, done: true });
    await eventually('the waits to be kept', () => state.keys()[0]);
    const next = openWindow();
    const { count, total } = await eventually('the waits', () => next.waitAt(document, start));
    assert.deepEqual([count, total], [3, 6000]);

    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# changed\n');
    await vscode.workspace.applyEdit(edit);
    assert.equal(next.waitAt(document, start), undefined);
    assert.equal(await new WaitsMemory(state).find(document), null);
    await vscode.commands.executeCommand('undo');
    await eventually('the waits of the text that is back', () => next.waitAt(document, start));
  });
});
