import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { Edit, Language, Parser } from 'web-tree-sitter';
import type { Position } from '../src/core/position';
import { findPythons } from '../test/support/pythons';
import { readWasm } from '../test/support/syntax';
import { builtCore } from './built';
import type { Bench, Measurement } from './harness';
import { medianTimes } from './harness';

interface Corpus {
  readonly name: string;
  readonly languageId: string;
  readonly wasm: string;
  readonly text: string;
}

/** A file or folder of the standard library of the newest CPython here that has it. */
function standardLibrary(name: string): string {
  const script = 'import sysconfig; print(sysconfig.get_path("stdlib"))';
  const found = findPythons().map(({ path: python }) =>
    path.join(execFileSync(python, ['-c', script], { encoding: 'utf8' }).trim(), name),
  );
  const last = found.findLast(existsSync);
  if (last === undefined) throw new Error(`No CPython from 3.11 on with ${name} is here`);
  return last;
}

/** One real file, as an editor opens it. */
function oneFile(file: string, grammar: 'python' | 'typescript'): Corpus {
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n').length.toLocaleString('en');
  return {
    name: `${path.basename(file)} (${lines} lines)`,
    languageId: grammar,
    wasm: `tree-sitter-${grammar}.wasm`,
    text,
  };
}

/** CPython's own tests of asyncio. */
function python(lines: number): Corpus {
  const folder = standardLibrary('test/test_asyncio');
  const files = readdirSync(folder).filter((name) => name.endsWith('.py'));
  return {
    name: `${lines.toLocaleString('en')} lines of Python`,
    languageId: 'python',
    wasm: 'tree-sitter-python.wasm',
    text: join(
      files.sort().map((name) => path.join(folder, name)),
      lines,
    ),
  };
}

/** Of the TypeScript sources that our own dependencies bring along, a large one that awaits here and there. */
const largeTypeScript = path.resolve(
  __dirname,
  '../node_modules/@azure/msal-browser/src/cache/BrowserCacheManager.ts',
);

/** The TypeScript sources under node_modules that await something. */
function typeScript(lines: number): Corpus {
  const root = path.resolve(__dirname, '../node_modules');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => path.join(root, name))
    .filter((file) => /\bawait\b/.test(readFileSync(file, 'utf8')));
  return {
    name: `${lines.toLocaleString('en')} lines of TypeScript`,
    languageId: 'typescript',
    wasm: 'tree-sitter-typescript.wasm',
    text: join(files.sort(), lines),
  };
}

/** Code with a point on every fourth line or so, as clients of a service have; each function calls the one before. */
function denseTypeScript(lines: number): Corpus {
  const head =
    "import { setTimeout as sleep } from 'node:timers/promises';\nasync function load0() {}\n";
  const one = (n: number) => `
/** Loads page ${n} of what the service lists, and those before it. */
async function load${n}(url: string, tries = 3): Promise<string[]> {
  const address = new URL('/pages/${n}', url);
  address.searchParams.set('size', '50');
  const response = await fetch(address);
  if (!response.ok && tries > 0) {
    console.warn('Page ${n} failed with', response.status);
    await sleep(tries * 50);
    return load${n}(url, tries - 1);
  }
  const found: string[] = [];
  const { items } = await response.json();
  for (const item of items) {
    if (typeof item.name !== 'string') continue;
    found.push(item.name.trim());
  }
  const before = await load${n - 1}(url, tries);
  return [...(before ?? []), ...found];
}
`;
  return {
    name: `${lines.toLocaleString('en')} lines of TypeScript, dense with points`,
    languageId: 'typescript',
    wasm: 'tree-sitter-typescript.wasm',
    text: head + repeated(one, lines),
  };
}

/** The same for Python: each function calls the one before, with what it was given itself. */
function densePython(lines: number): Corpus {
  const head = 'import asyncio\nimport aiohttp\n\nlock = asyncio.Lock()\nqueue = asyncio.Queue()\n';
  const one = (n: number) => `

async def load_${n}(session, tries=3):
    """Loads page ${n} of what the service lists, and those before it."""
    async with session.get("/pages/${n}") as response:
        if response.status != 200 and tries > 0:
            print("page ${n} failed with", response.status)
            await asyncio.sleep(tries * 0.05)
            return await load_${n}(session, tries - 1)
        body = await response.json()
    found = []
    async with lock:
        for item in body["items"]:
            if not isinstance(item["name"], str):
                continue
            found.append(item["name"].strip())
    before = await load_${n - 1}(session, tries)
    await queue.put(found)
    return [*before, *found]
`;
  return {
    name: `${lines.toLocaleString('en')} lines of Python, dense with points`,
    languageId: 'python',
    wasm: 'tree-sitter-python.wasm',
    text: head + repeated(one, lines),
  };
}

/** The texts of `one(1)`, `one(2)` and so on, up to so many lines. */
function repeated(one: (n: number) => string, lines: number): string {
  const length = Math.floor(lines / (one(1).split('\n').length - 1));
  return Array.from({ length }, (_, index) => one(index + 1)).join('');
}

/** As many whole files as it takes: half of one would be broken code. */
function join(files: readonly string[], lines: number): string {
  const texts: string[] = [];
  let count = 0;
  for (const file of files) {
    if (count >= lines) return texts.join('\n');
    const text = readFileSync(file, 'utf8');
    texts.push(text);
    count += text.split('\n').length;
  }
  throw new Error(`Only ${count} lines are here, not ${lines}`);
}

async function rawParser(wasm: string): Promise<Parser> {
  await Parser.init({ wasmBinary: await readWasm('web-tree-sitter.wasm') });
  return new Parser().setLanguage(await Language.load(await readWasm(wasm)));
}

async function whole({ name, languageId, wasm, text }: Corpus): Promise<Measurement[]> {
  const { SuspensionIndex, reader } = await builtCore();
  const parser = await rawParser(wasm);
  const times = await medianTimes({
    parse: () => parser.parse(text)?.delete(),
    analysis: async () => {
      const document = await reader.open(languageId, text);
      new SuspensionIndex(document);
      document.dispose();
    },
    compiler: () =>
      languageId === 'python'
        ? undefined
        : ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest),
  });
  parser.delete();
  const against = { name: 'parse', value: times.parse };
  return [
    { name: `${name}: parse alone`, value: times.parse, unit: 'ms' },
    { name: `${name}: analysis`, value: times.analysis, unit: 'ms', against, aim: 1.3 },
    ...(languageId === 'python'
      ? []
      : [
          {
            name: `${name}: createSourceFile`,
            value: times.compiler,
            unit: 'ms',
            against,
          } as const,
        ]),
  ];
}

/** A keystroke that is made and unmade in turns, so that the text never grows. */
class Keystroke {
  private made = false;
  private readonly at: Position;
  private readonly offset: number;
  private readonly after: string;

  /** Types `typed` at the name after an `await` half-way through the text. */
  constructor(
    private readonly before: string,
    private readonly typed: string,
  ) {
    this.offset = before.indexOf('await ', before.length >> 1) + 'await '.length;
    this.after = before.slice(0, this.offset) + typed + before.slice(this.offset);
    const lines = before.slice(0, this.offset).split('\n');
    this.at = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  }

  /** The next change, as an editor reports it. */
  next(): {
    change: { range: { start: Position; end: Position }; text: string };
    edit: Edit;
    text: string;
  } {
    const { at, offset, typed } = this;
    const lineAdded = typed === '\n';
    const end: Position = lineAdded
      ? { line: at.line + 1, character: 0 }
      : { line: at.line, character: at.character + typed.length };
    const point = ({ line, character }: Position) => ({ row: line, column: character });
    this.made = !this.made;
    const [oldEnd, newEnd] = this.made ? [at, end] : [end, at];
    const [oldEndIndex, newEndIndex] = this.made
      ? [offset, offset + typed.length]
      : [offset + typed.length, offset];
    return {
      change: { range: { start: at, end: oldEnd }, text: this.made ? typed : '' },
      edit: new Edit({
        startIndex: offset,
        oldEndIndex,
        newEndIndex,
        startPosition: point(at),
        oldEndPosition: point(oldEnd),
        newEndPosition: point(newEnd),
      }),
      text: this.made ? this.after : this.before,
    };
  }
}

async function keystroke(
  { languageId, wasm, text }: Corpus,
  typed: string,
): Promise<{ parse: number; analysis: number }> {
  const { SuspensionIndex, reader } = await builtCore();
  const parser = await rawParser(wasm);
  const raw = new Keystroke(text, typed);
  let tree = parser.parse(text);
  const ours = new Keystroke(text, typed);
  const document = await reader.open(languageId, text);
  const index = new SuspensionIndex(document);
  const times = await medianTimes(
    {
      parse: () => {
        const next = raw.next();
        tree?.edit(next.edit);
        const old = tree;
        tree = parser.parse(next.text, old);
        old?.delete();
      },
      analysis: () => {
        index.update([ours.next().change]);
      },
    },
    { runs: 200, warmUps: 40 },
  );
  tree?.delete();
  parser.delete();
  document.dispose();
  return times;
}

async function keystrokes(corpus: Corpus): Promise<Measurement[]> {
  const letter = await keystroke(corpus, 'x');
  const enter = await keystroke(corpus, '\n');
  const of = (what: string, { parse, analysis }: typeof letter): Measurement[] => [
    { name: `${corpus.name}: ${what}, incremental parse alone`, value: parse, unit: 'ms' },
    {
      name: `${corpus.name}: ${what}, re-analysis`,
      value: analysis,
      unit: 'ms',
      against: { name: 'incremental parse', value: parse },
      aim: 1.3,
    },
  ];
  return [...of('a letter', letter), ...of('a line break', enter)];
}

/** All the lenses, and all the explanations, of a text that is opened for them. */
async function explanations({ name, languageId, wasm, text }: Corpus): Promise<Measurement[]> {
  const { Analysis, reader } = await builtCore();
  const parser = await rawParser(wasm);
  const opened = await Analysis.open(reader, languageId, text);
  // A change that changes nothing: what was worked out before is forgotten, the tree is not built anew.
  const nowhere = { line: 0, character: 0 };
  const all = (ask: (point: number) => unknown) => {
    opened.edit([{ range: { start: nowhere, end: nowhere }, text: '' }]);
    for (const point of opened.suspensions.points.keys()) ask(point);
  };
  const times = await medianTimes({
    parse: () => parser.parse(text)?.delete(),
    lenses: () => all((point) => opened.gist(point)),
    explanations: () => all((point) => opened.explain(point)),
  });
  opened.dispose();
  parser.delete();
  const against = { name: 'parse', value: times.parse };
  const count = opened.suspensions.points.length;
  return [
    { name: `${name}: ${count} lenses`, value: times.lenses, unit: 'ms', against, aim: 1 },
    {
      name: `${name}: ${count} explanations`,
      value: times.explanations,
      unit: 'ms',
      against,
      aim: 1,
    },
  ];
}

async function smallFile(corpus: Corpus): Promise<Measurement> {
  const { analysis } = await keystroke(corpus, 'x');
  return { name: `${corpus.name}: an edit, in all`, value: analysis, unit: 'ms', aim: 5 };
}

export const benches: readonly Bench[] = [
  {
    name: 'Explanations of a text',
    run: async () => [
      ...(await explanations(oneFile(standardLibrary('asyncio/base_events.py'), 'python'))),
      ...(await explanations(oneFile(largeTypeScript, 'typescript'))),
      ...(await explanations(python(2_000))),
      ...(await explanations(typeScript(2_000))),
      ...(await explanations(densePython(2_000))),
      ...(await explanations(denseTypeScript(2_000))),
    ],
  },
  {
    name: 'Analysis of a text',
    run: async () => [...(await whole(python(25_000))), ...(await whole(typeScript(20_000)))],
  },
  {
    name: 'Analysis after a keystroke',
    run: async () => [
      ...(await keystrokes(python(25_000))),
      ...(await keystrokes(typeScript(20_000))),
      await smallFile(python(2_000)),
      await smallFile(typeScript(2_000)),
    ],
  },
];
