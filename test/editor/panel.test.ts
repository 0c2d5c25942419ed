import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Shown, ToPanel } from '../../src/protocol/messages';
import { receiveInPanel } from '../../src/protocol/messages';
import { AnalysisStore } from '../../src/editor/analysisStore';
import { CursorFollower } from '../../src/editor/panel/cursorFollower';
import type { PanelParts } from '../../src/editor/panel/lifecyclePanel';
import { LifecyclePanel } from '../../src/editor/panel/lifecyclePanel';
import { PanelMemory } from '../../src/editor/panel/memory';
import { PanelPreferences } from '../../src/editor/panel/preferences';
import { RecordingStore } from '../../src/editor/panel/recordingStore';
import { restorePanel } from '../../src/editor/panel/restore';
import { coffeeShop } from '../support/traces';
import { closeAllEditors, eventually, extension, showSample, showText } from './support';

/** A webview panel whose page is this test: it reads what the extension says, and answers. */
class Page {
  readonly heard: ToPanel[] = [];
  visible = true;
  viewColumn: vscode.ViewColumn | undefined;
  title = '';
  private readonly messages = new vscode.EventEmitter<unknown>();
  private readonly seen = new vscode.EventEmitter<void>();
  private readonly never = new vscode.EventEmitter<never>();
  readonly onDidDispose = this.never.event;
  readonly onDidChangeViewState = this.seen.event;
  readonly webview = {
    html: '',
    options: {},
    cspSource: 'https://csp.example',
    onDidReceiveMessage: this.messages.event,
    asWebviewUri: (uri: vscode.Uri) => uri,
    postMessage: (data: unknown) => {
      const { message, problems } = receiveInPanel(structuredClone(data));
      assert.ok(message, problems?.join('; '));
      this.heard.push(message);
      return Promise.resolve(true);
    },
  };

  say(message: unknown): void {
    this.messages.fire(message);
  }

  /** As VS Code does when another tab is chosen, or this one again, whose page then starts anew. */
  turn(visible: boolean): void {
    this.visible = visible;
    this.seen.fire();
    if (visible) this.say({ type: 'ready' });
  }

  /** The replay that it shows at the moment. */
  shown() {
    const last = this.heard.findLast(({ type }) => type === 'show' || type === 'empty');
    return last?.type === 'show' ? last.shown : undefined;
  }
}

function stdoutOf(shown: Shown | undefined): readonly string[] | undefined {
  return shown && !(shown.trace instanceof Uint8Array) ? shown.trace.stdout : undefined;
}

describe('The lifecycle panel', () => {
  let log: vscode.LogOutputChannel;
  let store: AnalysisStore;
  let page: Page;
  let panel: LifecyclePanel;
  let parts: PanelParts;
  let kept: PanelMemory;
  let folder: string;
  let recordings: RecordingStore;
  const owned: { dispose(): unknown }[] = [];

  // One for all tests: a channel of the name of one that has just been disposed of may be closed with it.
  before(() => (log = vscode.window.createOutputChannel('Await Lens test', { log: true })));
  after(() => log.dispose());
  beforeEach(() => {
    const values = new Map<string, unknown>();
    const memento = {
      keys: () => [...values.keys()],
      get: (key: string, otherwise?: unknown) => values.get(key) ?? otherwise,
      update: (key: string, value: unknown) => {
        values.set(key, value);
        return Promise.resolve();
      },
    } as vscode.Memento;
    kept = new PanelMemory(memento);
    folder = mkdtempSync(path.join(tmpdir(), 'await-lens-'));
    recordings = new RecordingStore(vscode.Uri.file(folder), log);
    store = new AnalysisStore(extension().extensionUri, log);
    const preferences = new PanelPreferences(memento);
    const follower = new CursorFollower(store, () => false);
    page = new Page();
    parts = {
      extensionUri: extension().extensionUri,
      store,
      preferences,
      memory: kept,
      recordings,
      follower,
      log,
    };
    panel = new LifecyclePanel(page as unknown as vscode.WebviewPanel, parts);
    owned.push(panel, follower, preferences, recordings, store);
  });
  afterEach(async () => {
    for (const one of owned.splice(0)) one.dispose();
    await closeAllEditors();
    rmSync(folder, { recursive: true });
  });

  /** Another window's panel, as it is shown after this one's. */
  function nextWindow(): { readonly page: Page; readonly panel: LifecyclePanel } {
    const other = new Page();
    const restored = new LifecyclePanel(other as unknown as vscode.WebviewPanel, parts);
    owned.push(restored);
    return { page: other, panel: restored };
  }

  it('has a page that loads nothing but its own script and style', () => {
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page.webview.html) ?? [];
    const [, nonce] = /script nonce="([^"]*)"/.exec(page.webview.html) ?? [];
    assert.match(nonce ?? '', /^[0-9a-f]{32}$/);
    const plain = policy?.replaceAll('&#39;', "'") ?? '';
    assert.match(plain, /^default-src 'none'; /);
    assert.ok(plain.includes(`script-src 'nonce-${nonce}'`));
    assert.doesNotMatch(plain, /unsafe|\*|data:/);
    const options: vscode.WebviewOptions = page.webview.options;
    assert.deepEqual(
      options.localResourceRoots?.map(({ path }) => path.split('/').slice(-2)),
      [['dist', 'webview']],
    );
  });

  it('says nothing before the page listens, then its settings and what it replays', async () => {
    const { document } = await showSample('python/coffee_shop.py');
    await panel.replay({ document, function: 'main', occurrence: 0 });
    assert.deepEqual(page.heard, []);
    page.say({ type: 'ready' });
    assert.deepEqual(
      page.heard.map(({ type }) => type),
      ['configure', 'show'],
    );
    assert.equal(page.shown()?.function, 'main');
    assert.equal(page.shown()?.uri, document.uri.toString());
    assert.equal(stdoutOf(page.shown())?.length, 6);
  });

  it('shows the same step again when its page comes back into view', async () => {
    const { document } = await showSample('python/coffee_shop.py');
    await panel.replay({ document, function: 'main', occurrence: 0 });
    page.say({ type: 'ready' });
    page.say({
      type: 'stepped',
      uri: document.uri.toString(),
      step: 3,
      place: null,
      following: false,
    });
    page.say({ type: 'pin', pinned: true });
    page.say({ type: 'ready' });
    assert.equal(page.shown()?.step, 3);
    assert.equal(page.shown()?.pinned, true);
    assert.equal(panel.follows, false);
  });

  it('is told again on which await the cursor rests when its page comes back into view', async () => {
    const { document } = await showSample('python/coffee_shop.py');
    await panel.replay({ document, function: 'main', occurrence: 0 });
    const place = { line: 16, column: 5, endLine: 20, endColumn: 6 };
    panel.showAwait(document, place);
    page.say({ type: 'ready' });
    page.say({ type: 'ready' });
    const told = page.heard.filter(({ type }) => type === 'await');
    const message = { type: 'await', uri: document.uri.toString(), place };
    assert.deepEqual(told, [message, message]);
  });

  it('is told on which await the cursor comes to rest, and that it has left it', async () => {
    const editor = await showSample('python/coffee_shop.py');
    const { document } = editor;
    await panel.replay({ document, function: 'main', occurrence: 0 });
    page.say({ type: 'ready' });
    const follower = new CursorFollower(parts.store, () => true);
    owned.push(
      follower,
      follower.onDidRest((rest) => panel.showAwait(rest.document, rest.place)),
    );
    const told = () => page.heard.findLast((message) => message.type === 'await');
    const put = (line: number, character: number): void => {
      editor.selection = new vscode.Selection(line, character, line, character);
    };
    const start = document.positionAt(document.getText().indexOf('await asyncio.gather'));
    put(start.line, start.character + 2);
    const { place } = await eventually('the await is told', () => {
      const message = told();
      return message?.place ? message : undefined;
    });
    assert.deepEqual([place?.line, place?.column], [start.line + 1, start.character + 1]);
    put(0, 0);
    await eventually('the cursor has left it', () => told()?.place === null || undefined);
  });

  it('keeps what it shows for the next window', async () => {
    const { document } = await showSample('python/coffee_shop.py');
    const uri = document.uri.toString();
    assert.equal(kept.last, null);
    await panel.replay({ document, function: 'main', occurrence: 0 });
    page.say({ type: 'ready' });
    page.say({ type: 'stepped', uri, step: 3, place: null, following: false });
    assert.deepEqual(kept.last, {
      uri,
      function: 'main',
      occurrence: 0,
      step: 3,
      bookmarks: [],
      pinned: false,
      choices: [],
      recording: null,
    });
    page.say({ type: 'pin', pinned: true });
    assert.deepEqual(kept.last, {
      uri,
      function: 'main',
      occurrence: 0,
      step: 3,
      bookmarks: [],
      pinned: true,
      choices: [],
      recording: null,
    });
  });

  describe('of a recording', () => {
    const whole = { ...coffeeShop(), mode: 'recording' } as const;
    let document: vscode.TextDocument;

    beforeEach(async () => {
      ({ document } = await showSample('python/coffee_shop.py'));
      page.say({ type: 'ready' });
    });

    /** What a run has recorded so far, as the recorder reports it. */
    function report(events: number, { run = 1, over = false, done = false } = {}): void {
      const trace = { ...whole, events: whole.events.slice(0, events) };
      const source = document.getText();
      // Its events last, as the extension gives it to the page.
      const { events: shownEvents, ...head } = trace;
      const shown = { ...head, source, events: shownEvents };
      panel.showRecording({
        ...{ run, document, source, points: [], version: document.version },
        ...{ trace, shown, over, done },
      });
    }
    const eventsShown = (on: Page) => {
      const trace = on.shown()?.trace;
      if (!(trace instanceof Uint8Array)) return trace?.events.length;
      const read = JSON.parse(new TextDecoder().decode(trace)) as { events: unknown[] };
      return read.events.length;
    };
    const files = () => readdirSync(folder);
    const uri = () => document.uri.toString();

    it('is told nothing while it is hidden, and shows the present state afterwards', () => {
      report(10);
      page.say({ type: 'stepped', uri: uri(), step: 5, place: null, following: true });
      page.turn(false);
      const heard = page.heard.length;
      report(20);
      report(30);
      assert.equal(page.heard.length, heard);
      page.turn(true);
      assert.equal(eventsShown(page), 30);
      assert.deepEqual(page.shown()?.recording, {
        run: 1,
        running: true,
        over: false,
        following: true,
      });
      page.turn(false);
      report(40, { done: true });
      page.turn(true);
      assert.deepEqual(page.shown()?.recording, {
        run: 1,
        running: false,
        over: false,
        following: true,
      });
    });

    it('stays at its step, while it is hidden too, where the user does not follow', () => {
      report(10);
      page.say({ type: 'stepped', uri: uri(), step: 2, place: null, following: false });
      page.turn(false);
      report(20);
      page.turn(true);
      assert.equal(page.shown()?.step, 2);
      assert.equal(page.shown()?.recording?.following, false);
    });

    it('shows it again in the next window, with the code that ran', async () => {
      report(whole.events.length, { done: true });
      const source = document.getText();
      page.say({ type: 'stepped', uri: uri(), step: 7, place: null, following: false });
      page.say({ type: 'bookmarks', uri: uri(), bookmarks: [3] });
      await eventually('the file', () => files()[0]);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), '# changed\n');
      await vscode.workspace.applyEdit(edit);
      const next = nextWindow();
      await restorePanel(next.panel, kept.last, recordings);
      next.page.say({ type: 'ready' });
      assert.equal(next.page.title, 'Recording: coffee_shop.py');
      const shown = next.page.shown();
      assert.equal(eventsShown(next.page), whole.events.length);
      assert.deepEqual([shown?.source, shown?.step, shown?.bookmarks], [source, 7, [3]]);
      assert.deepEqual(shown?.recording, { run: 0, running: false, over: false, following: false });
      assert.deepEqual(
        next.page.heard.findLast(({ type }) => type === 'changed'),
        { type: 'changed', uri: uri(), lost: 0 },
      );
    });

    it('says in the next window that it could not be kept', async () => {
      report(whole.events.length, { done: true });
      panel.forgetRecording();
      const next = nextWindow();
      await restorePanel(next.panel, kept.last, recordings);
      next.page.say({ type: 'ready' });
      const empty = next.page.heard.find((message) => message.type === 'empty');
      assert.match(empty?.reason ?? '', /^The recording is not there any more/);
    });

    it('keeps it no longer than it is shown', async () => {
      report(20);
      const [first] = await eventually('the file', () => (files()[0] ? files() : undefined));
      report(20, { run: 2 });
      await eventually('another file', () => (files()[0] !== first && files()[0]) || undefined);
      assert.equal(files().length, 1);
      await panel.replay({ document, function: 'main', occurrence: 0 });
      await eventually('no file', () => files().length === 0 || undefined);
      assert.equal(kept.last?.recording, null);
    });
  });

  it('tells functions of one name apart', async () => {
    const text = ['first', 'second'].map((word) => `go(async () => { console.log('${word}'); });`);
    const { document } = await showText('typescript', text.join('\n'));
    page.say({ type: 'ready' });
    for (const [occurrence, word] of ['first', 'second'].entries()) {
      const subject = { document, function: '<arrow>', occurrence };
      assert.equal(panel.shows(subject), false);
      await panel.replay(subject);
      assert.deepEqual(stdoutOf(page.shown()), [word]);
    }
    await panel.replay({ document, function: '<arrow>', occurrence: 2 });
    assert.equal(page.shown(), undefined);
  });

  it('works the replay out again after an edit, and keeps the old one while the code is broken', async () => {
    const text = 'import asyncio\n\nasync def f():\n    await asyncio.sleep(1)\n    print("old")\n';
    const editor = await showText('python', text);
    await panel.replay({ document: editor.document, function: 'f', occurrence: 0 });
    page.say({ type: 'ready' });
    assert.deepEqual(stdoutOf(page.shown()), ['old']);
    await editor.edit((edit) => edit.replace(new vscode.Range(4, 11, 4, 14), 'new'));
    await eventually('the new replay', () =>
      stdoutOf(page.shown())?.[0] === 'new' ? true : undefined,
    );
    const heard = page.heard.length;
    await editor.edit((edit) => edit.replace(new vscode.Range(2, 0, 2, 14), 'async def ('));
    await new Promise((resolve) => setTimeout(resolve, 800));
    assert.ok(page.heard.slice(heard).every(({ type }) => type !== 'empty'));
  });

  it('says what to do when there is nothing to replay any more', async () => {
    const editor = await showText(
      'python',
      'async def f():\n    await g()\n\nasync def g(): pass\n',
    );
    await panel.replay({ document: editor.document, function: 'g', occurrence: 0 });
    page.say({ type: 'ready' });
    await editor.edit((edit) => edit.delete(new vscode.Range(3, 0, 4, 0)));
    const empty = await eventually('the advice', () =>
      page.heard.find((message) => message.type === 'empty'),
    );
    assert.ok(empty.reason.includes('g') && empty.advice !== '');
  });

  it('goes to the source, and says when it cannot', async () => {
    const { document } = await showSample('python/coffee_shop.py');
    const place = { line: 11, column: 5, endLine: null, endColumn: null };
    page.say({ type: 'ready' });
    page.say({ type: 'goToSource', id: 1, uri: document.uri.toString(), place, focus: true });
    await eventually('the answer', () => page.heard.find((message) => message.type === 'done'));
    assert.deepEqual(vscode.window.activeTextEditor?.selection.active, new vscode.Position(10, 4));
    page.say({ type: 'goToSource', id: 2, uri: 'file:///no/such/file.py', place, focus: true });
    const failed = await eventually('the failure', () =>
      page.heard.find((message) => message.type === 'failed'),
    );
    assert.ok(failed.id === 2 && failed.message !== '');
  });

  it('shows the code beside it, and keeps the focus where it is, when a task is clicked', async () => {
    const { document } = await showSample('python/coffee_shop.py');
    const other = await showText('plaintext', 'elsewhere');
    page.say({ type: 'ready' });
    const place = { line: 11, column: 5, endLine: null, endColumn: null };
    const uri = document.uri.toString();
    page.viewColumn = vscode.ViewColumn.One;
    page.say({ type: 'goToSource', id: 3, uri, place, focus: false });
    await eventually('the answer', () => page.heard.find((message) => message.type === 'done'));
    const shown = await eventually('the editor', () =>
      vscode.window.visibleTextEditors.find((editor) => editor.document === document),
    );
    assert.deepEqual(shown.selection.active, new vscode.Position(10, 4));
    assert.equal(shown.viewColumn, vscode.ViewColumn.Two, 'the panel stays in sight');
    assert.equal(vscode.window.activeTextEditor?.document, other.document);
  });

  it('ignores messages that it does not know', () => {
    for (const message of [undefined, 'x', {}, { type: 'stepped', step: -1 }, { type: 'show' }]) {
      page.say(message);
    }
    assert.deepEqual(page.heard, []);
  });
});
