import assert from 'node:assert/strict';
import fc from 'fast-check';
import { panelHtml } from '../../../src/protocol/html';
import type { FromPanel, ToPanel } from '../../../src/protocol/messages';
import { readPanelState, receiveFromPanel, receiveInPanel } from '../../../src/protocol/messages';
import { fetchOnce } from '../../support/traces';

const place = { line: 1, column: 2, endLine: null, endColumn: null };
const settings = { speed: 1, reducedMotion: false, plainWords: false, codeShown: true };
const shown = {
  uri: 'file:///a.py',
  function: 'main',
  title: 'main()',
  file: 'a.py',
  trace: fetchOnce(),
  source: '',
  step: 0,
  bookmarks: [3],
  pinned: false,
  fromFile: false,
  recording: null,
};

const side = { uri: 'file:///a.json', title: 'a.json', trace: new Uint8Array([123, 125]) };

const toPanel: Readonly<Record<ToPanel['type'], ToPanel>> = {
  configure: { type: 'configure', settings, texts: { Play: 'Abspielen' } },
  show: { type: 'show', shown },
  compare: { type: 'compare', before: side, after: side, selected: 2 },
  pinned: { type: 'pinned', pinned: true },
  await: { type: 'await', uri: 'file:///a.py', place },
  changed: { type: 'changed', uri: 'file:///a.py', lost: 2 },
  depict: { type: 'depict', id: 1 },
  empty: { type: 'empty', reason: 'No function here.', advice: 'Put the cursor in one.' },
  act: { type: 'act', action: 'next' },
  done: { type: 'done', id: 1 },
  failed: { type: 'failed', id: 1, message: 'The file is gone.' },
};

const fromPanel: Readonly<Record<FromPanel['type'], FromPanel>> = {
  ready: { type: 'ready' },
  stepped: { type: 'stepped', uri: 'file:///a.py', step: 3, place, following: false },
  goToSource: { type: 'goToSource', id: 1, uri: 'file:///a.py', place, focus: false },
  pin: { type: 'pin', pinned: true },
  bookmarks: { type: 'bookmarks', uri: 'file:///a.py', bookmarks: [1, 4] },
  plainWords: { type: 'plainWords', on: true },
  codeShown: { type: 'codeShown', on: false },
  speed: { type: 'speed', speed: 2 },
  choose: {
    type: 'choose',
    choice: { kind: 'branch', line: 3, column: 8, subject: 'user.active', value: 0 },
  },
  stop: { type: 'stop' },
  selected: { type: 'selected', selected: 2 },
  swap: { type: 'swap' },
  copy: { type: 'copy', text: '| a |' },
  export: { type: 'export' },
  depicted: {
    type: 'depicted',
    id: 1,
    png: new Uint8Array([1]),
    theme: { '--vscode-foreground': '#fff' },
    kind: 'vscode-dark',
  },
  openSample: { type: 'openSample' },
  problem: { type: 'problem', message: 'What?' },
};

describe('the messages', () => {
  for (const message of Object.values(toPanel))
    it(`lets ${message.type} through to the panel`, () => {
      assert.deepEqual(receiveInPanel(structuredClone(message)), { message });
    });

  for (const message of Object.values(fromPanel))
    it(`lets ${message.type} through from the panel`, () => {
      assert.deepEqual(receiveFromPanel(structuredClone(message)), { message });
    });

  it('says what is wrong with a message that does not fit', () => {
    assert.deepEqual(receiveFromPanel({ type: 'speed', speed: 1000 }).problems?.length, 1);
    assert.match(receiveFromPanel({ type: 'stepped' }).problems?.join() ?? '', /^uri: /);
    assert.match(receiveInPanel({ type: 'eval', code: '1' }).problems?.join() ?? '', /^type: /);
  });

  it('checks the trace that it is shown as it checks a file', () => {
    const broken = { ...shown, trace: { ...fetchOnce(), events: 'none' } };
    assert.deepEqual(receiveInPanel({ type: 'show', shown: broken }).problems, [
      'events: expected Array, but found "none".',
    ]);
  });

  it('lets the bytes of a trace through, to be checked when they are read', () => {
    const long = { ...shown, trace: new Uint8Array([1, 2, 3]) };
    assert.deepEqual(receiveInPanel(structuredClone({ type: 'show', shown: long })).message, {
      type: 'show',
      shown: long,
    });
  });

  it('takes no look that would end the element it is written into', () => {
    const depicted = { ...fromPanel.depicted, theme: { '--vscode-x': '</style><script>' } };
    assert.equal(receiveFromPanel(depicted).problems?.length, 1);
    const named = { ...fromPanel.depicted, theme: { '}*{--vscode-x': 'red' } };
    assert.equal(receiveFromPanel(named).problems?.length, 1);
  });

  it('never throws on what it receives', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        receiveFromPanel(data);
        receiveInPanel(data);
        receiveInPanel({ type: 'show', shown: data });
      }),
    );
  });

  it('takes back only a state of its own', () => {
    const old = { uri: 'file:///a.py', function: 'main', occurrence: 0, step: 3, pinned: false };
    assert.deepEqual(readPanelState(old), {
      ...old,
      bookmarks: [],
      choices: [],
      recording: null,
    });
    const choice = { kind: 'loop', line: 3, column: 8, subject: null, value: 2 } as const;
    const state = { ...old, bookmarks: [2, 5], choices: [choice], recording: 'a1'.repeat(16) };
    assert.deepEqual(readPanelState(structuredClone(state)), state);
    const elsewhere = { ...state, recording: '../../secret' };
    for (const foreign of [undefined, null, 'main', { ...state, step: -1 }, elsewhere])
      assert.equal(readPanelState(foreign), null);
  });
});

describe('panelHtml', () => {
  const html = panelHtml({
    cspSource: 'https://csp.test',
    scriptUri: 'https://csp.test/main.js?"><script>',
    styleUri: 'https://csp.test/main.css',
    nonce: 'n0nce',
    language: 'en',
    title: '<b>&',
  });

  it('forbids all but its own script and style', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    assert.equal(
      policy?.replaceAll('&#39;', "'"),
      "default-src 'none'; script-src 'nonce-n0nce'; style-src https://csp.test; font-src https://csp.test; worker-src blob:",
    );
  });

  it('has no text that could become markup, no handler and no style of its own', () => {
    assert.equal(html.match(/<script/g)?.length, 1);
    assert(!html.includes('<b>'));
    assert.doesNotMatch(html, /\son\w+=|style="|javascript:/);
  });
});
