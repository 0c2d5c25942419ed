import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Analysis } from '../../../src/core/analysis';
import type { Location, Server } from '../../../src/core/explain/questions';
import { Workspace } from '../../../src/core/explain/workspace';
import type { TextChange } from '../../../src/core/syntax/document';
import { reader } from '../../support/syntax';

const typed = '```typescript\n(method) Thing.load(): Promise<number>\n```';

/** A file with a function of one unknown wait for each name, in every third line; with a server that says what a test has it say. */
class Asking {
  readonly asked: string[] = [];
  readonly text: string;
  readonly workspace: Workspace;
  private opened: Analysis | undefined;

  constructor(names: readonly string[], server: Server) {
    this.text = names
      .map((name) => `async function f(thing) {\n  await thing.${name}();\n}\n`)
      .join('');
    this.workspace = new Workspace(reader, {
      roots: [],
      read: (path) =>
        Promise.resolve(path === '/far.js' ? 'export const load = async () => 1;\n' : null),
      ...server,
      definition: (at) => {
        this.asked.push(this.nameAt(at));
        return server.definition?.(at) ?? Promise.resolve(null);
      },
    });
  }

  async open(): Promise<Analysis> {
    const place = { path: '/main.js', workspace: this.workspace };
    return (this.opened = await Analysis.open(reader, 'javascript', this.text, place));
  }

  close(): void {
    this.opened?.dispose();
    this.workspace.dispose();
  }

  private nameAt({ position: { line, character } }: Location): string {
    const lines = this.opened?.document.text.split('\n') ?? [];
    return /^\w+/.exec(lines[line]?.slice(character) ?? '')?.[0] ?? '';
  }
}

function inserted(line: number, text: string): TextChange[] {
  const at = { line, character: 0 };
  return [{ range: { start: at, end: at }, text }];
}

const knowsNothing = () => Promise.resolve(null);

describe('What a language server is asked', () => {
  it('is about the points that are shown, and no others', async () => {
    const asking = new Asking(['a', 'b', 'c', 'd'], { definition: knowsNothing });
    const analysis = await asking.open();
    const shown = (lines: readonly number[]) =>
      analysis.consult(undefined, ({ keywordRange }) => lines.includes(keywordRange.start.line));
    await shown([]);
    assert.deepEqual(asking.asked, []);
    await shown([4, 7]);
    assert.deepEqual(asking.asked, ['b', 'c']);
    await shown([7, 10]);
    assert.deepEqual(asking.asked, ['b', 'c', 'd']);
    asking.close();
  });

  it('is not lost where all lenses are asked for meanwhile', async () => {
    const asking = new Asking(
      Array.from({ length: 20 }, (_, index) => `a${index}`),
      { definition: knowsNothing },
    );
    const analysis = await asking.open();
    const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
    await Promise.all([analysis.prepare(pause), analysis.consult(pause)]);
    assert.equal(asking.asked.length, 20);
    asking.close();
  });

  it('is asked again after an edit, and what it said holds on every other line until then', async () => {
    const answers = [typed, typed, null];
    const asking = new Asking(['load'], {
      definition: knowsNothing,
      hover: () => Promise.resolve(answers.shift() ?? null),
    });
    const analysis = await asking.open();
    const kind = () => analysis.gist(0).waitsFor;
    await analysis.consult();
    assert.equal(kind(), 'promise');

    analysis.edit(inserted(0, '\n'));
    assert.equal(kind(), 'promise');
    const { revision } = analysis;
    assert.equal(await analysis.consult(), false);
    assert.equal(answers.length, 1);
    assert.equal(analysis.revision, revision, 'The same answer is no news');

    analysis.edit(inserted(0, '\n'));
    assert.equal(kind(), 'promise');
    assert.equal(await analysis.consult(), true);
    assert.equal(kind(), 'unknown');
    asking.close();
  });

  it('is forgotten of a line that is edited, and dropped where the edit came before the answer', async () => {
    let edit = () => undefined as unknown;
    const asking = new Asking(['load'], {
      definition: knowsNothing,
      hover: () => {
        edit();
        return Promise.resolve(typed);
      },
    });
    const analysis = await asking.open();
    await analysis.consult();
    assert.equal(analysis.gist(0).waitsFor, 'promise');
    analysis.edit(inserted(1, ' '));
    assert.equal(analysis.gist(0).waitsFor, 'unknown');
    edit = () => analysis.edit(inserted(1, ' '));
    await analysis.consult();
    assert.equal(analysis.gist(0).waitsFor, 'unknown');
    asking.close();
  });

  it('leads to where a definition has moved', async () => {
    const text = 'const thing = made();\nasync function main() {\n  await thing.load();\n}\n';
    const helper = 'async function load() {\n  return 1;\n}\n';
    const workspace = new Workspace(reader, {
      roots: [],
      read: () => Promise.resolve(null),
      definition: () => Promise.resolve({ path: '/a.js', position: { line: 4, character: 15 } }),
    });
    const place = { path: '/a.js', workspace };
    const analysis = await Analysis.open(reader, 'javascript', text + helper, place);
    await analysis.consult();
    assert.equal(analysis.gist(0).callee, 'load');
    analysis.edit(inserted(4, '// moved\n'));
    assert.equal(analysis.gist(0).callee, 'load');
    analysis.dispose();
    workspace.dispose();
  });

  it('is asked of a few places at a time, and of no more while the server does not answer', async () => {
    let late = 0;
    const waiting: ((at: Location | null) => void)[] = [];
    const asking = new Asking(['a', 'b', 'c', 'd', 'e', 'load'], {
      definition: () => new Promise((resolve) => waiting.push(resolve)),
      patience: () => Promise.resolve(),
      late: () => late++,
    });
    const analysis = await asking.open();
    assert.equal(await analysis.consult(), false);
    analysis.edit(inserted(0, '\n'));
    assert.equal(await analysis.consult(), false);
    assert.deepEqual(asking.asked, ['a', 'b', 'c', 'd']);

    for (const answer of waiting.splice(0)) answer(null);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(late, 4);
    await analysis.consult();
    assert.deepEqual(asking.asked.slice(4), ['a', 'b', 'c', 'd']);
    asking.close();
  });

  it('is known as soon as it comes, however late', async () => {
    let answer: (at: Location) => void = () => undefined;
    let late = 0;
    const asking = new Asking(['load'], {
      definition: () => new Promise((resolve) => (answer = resolve)),
      patience: () => Promise.resolve(),
      late: () => late++,
    });
    const analysis = await asking.open();
    await analysis.consult();
    assert.equal(analysis.gist(0).waitsFor, 'unknown');
    answer({ path: '/far.js', position: { line: 0, character: 13 } });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(late, 1);
    assert.equal(await analysis.consult(), false);
    assert.equal(analysis.gist(0).callee, 'far.load');
    assert.deepEqual(asking.asked, ['load']);
    asking.close();
  });

  it('may fail, lead nowhere, or be wrong', async () => {
    const places: (() => Promise<Location | null>)[] = [
      () => Promise.reject(new Error('The server is down')),
      () => {
        throw new Error('The server is not there');
      },
      () => Promise.resolve({ path: '/none.js', position: { line: 0, character: 0 } }),
      () => Promise.resolve({ path: '/far.js', position: { line: 900, character: 7 } }),
      () => Promise.resolve({ path: '/far.js', position: { line: 0, character: 5 } }),
      () => Promise.resolve({ path: '/picture.png', position: { line: 0, character: 0 } }),
      () => Promise.resolve({ path: '/main.js', position: { line: 1, character: 8 } }),
    ];
    for (const definition of places) {
      const asking = new Asking(['load'], { definition, hover: () => Promise.reject(new Error()) });
      const analysis = await asking.open();
      await analysis.consult();
      assert.equal(analysis.explain(0).waitsFor, 'unknown');
      asking.close();
    }
  });

  it('may show anything: what is no type tells nothing, and never stops an explanation', async () => {
    const piece = fc.constantFrom(
      ...[
        '```',
        '```ts\n',
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        '<',
        '>',
        '=>',
        ':',
        '|',
        '->',
        'def ',
        'Promise',
      ],
      ...['async ', ',', "'", '"', '`', '\\', '\n', 'string', '...', 'T', '?', 'keyof ', '😀', ' '],
    );
    const said = fc.array(piece, { maxLength: 40 }).map((pieces) => `\`\`\`ts\n${pieces.join('')}`);
    const hostile = ['(', '[', '{', '<', 'Promise<', '() => ', '| '].map(
      (text) => `\`\`\`ts\nf(): ${text.repeat(200_000)}\n\`\`\``,
    );
    for (const text of [...hostile, ...fc.sample(said, 300)]) {
      const asking = new Asking(['load'], {
        definition: knowsNothing,
        hover: () => Promise.resolve(text),
      });
      const analysis = await asking.open();
      await analysis.consult();
      assert.ok(analysis.explain(0).summary !== '', text.slice(0, 80));
      asking.close();
    }
  });
});
