import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { RecordingStore } from '../../src/editor/panel/recordingStore';
import { coffeeShop } from '../support/traces';
import { eventually } from './support';

describe('Kept recordings', () => {
  let log: vscode.LogOutputChannel;
  let folder = '';
  let store: RecordingStore;

  before(() => (log = vscode.window.createOutputChannel('Await Lens test', { log: true })));
  after(() => log.dispose());
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'await-lens-'));
    store = new RecordingStore(vscode.Uri.file(folder), log);
  });
  afterEach(() => {
    store.dispose();
    rmSync(folder, { recursive: true });
  });

  const files = () => readdirSync(folder).sort();

  it('are read as they were written, the longest of them', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify(coffeeShop()));
    store.keep('a', { ...coffeeShop(), events: [] }, false);
    store.keep('a', coffeeShop(), false);
    await eventually('the file', () => files()[0]);
    assert.deepEqual(await store.read('a'), bytes);
    assert.equal(await store.read('b'), null);
  });

  it('are the newest four', async () => {
    for (const [index, name] of ['a', 'b', 'c', 'd', 'e'].entries()) {
      const file = path.join(folder, `${name}.json`);
      writeFileSync(file, '{}');
      utimesSync(file, 1000 + index, 1000 + index);
    }
    store.keep('new', coffeeShop(), true);
    await eventually('the oldest to go', () => files().length === 4 || undefined);
    assert.deepEqual(files(), ['c.json', 'd.json', 'e.json', 'new.json']);
  });

  it('are not those that are too long', async () => {
    store.keep('a', new Uint8Array(10), true);
    await eventually('the file', () => files()[0]);
    store.keep('a', new Uint8Array(50_000_001), true);
    await eventually('no file', () => files().length === 0 || undefined);
    assert.equal(await store.read('a'), null);
  });
});
