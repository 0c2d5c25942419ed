import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Analysis } from '../../../src/core/analysis';
import type { Annotations } from '../../../src/editor/annotations/annotations';
import { annotationsOf } from '../../../src/editor/annotations/annotations';
import { SteadyAnnotations } from '../../../src/editor/annotations/steady';
import type { TextChange } from '../../../src/core/syntax/document';
import { reader } from '../../support/syntax';

const samples = path.join(__dirname, '../../../samples');

/** Somebody typing into a sample, with the real analysis behind the lenses. */
class Typist {
  private readonly steady = new SteadyAnnotations();

  constructor(
    private readonly analysis: Analysis,
    private line: number,
    private character = 0,
  ) {
    this.look();
  }

  look(): Annotations {
    const lines = this.analysis.document.text.split('\n');
    return this.steady.settle(annotationsOf(this.analysis), {
      broken: this.analysis.document.root.hasError,
      lineAt: (line) => lines[line] ?? '',
    });
  }

  /** Begins an empty line above the one it is on. */
  makeRoom(): void {
    const at = { line: this.line, character: 0 };
    this.apply({ range: { start: at, end: at }, text: '\n' });
    this.look();
  }

  type(key: string): void {
    const at = { line: this.line, character: this.character };
    this.apply({ range: { start: at, end: at }, text: key });
    if (key === '\n') this.line++;
    this.character = key === '\n' ? 0 : this.character + 1;
  }

  private apply(change: TextChange): void {
    this.analysis.edit([change]);
    this.steady.edit([change]);
  }
}

/** What stands on the lines that are there from the start, as if the typed ones were not. */
function around({ points, functions }: Annotations, first: number, typed: number): string[] {
  const own = (line: number) => line < first || line >= first + typed;
  const original = (line: number) => (line < first ? line : line - typed);
  return [
    ...points
      .filter(({ at }) => own(at.line))
      .map(({ at, text }) => `${original(at.line)}: ${text}`),
    ...functions.filter(({ at }) => own(at.line)).map(({ at }) => `${original(at.line)}: async`),
  ];
}

const cases = [
  {
    file: 'python/coffee_shop.py',
    languageId: 'python',
    line: 9,
    text: '    for cup in ["a", \'b\']:\n        x = await pour(cup, {1: (2, f"{cup}")})\n    """text"""',
  },
  {
    file: 'python/http_fetches.py',
    languageId: 'python',
    line: 25,
    text: '    async with lock, other(\n        1\n    ) as (a, b):\n        pass',
  },
  {
    file: 'typescript/coffee-shop.ts',
    languageId: 'typescript',
    line: 8,
    text: "  for await (const cup of cups({ size: [1, 2] })) {\n    log(`${await pour(cup)} 'x`);\n  }\n  /* text */",
  },
];

describe('Lenses while somebody types, key by key', () => {
  for (const { file, languageId, line, text } of cases) {
    it(`stay on every other line: ${file}`, async () => {
      const source = await readFile(path.join(samples, file), 'utf8');
      const analysis = await Analysis.open(reader, languageId, source);
      const typist = new Typist(analysis, line);
      const before = around(typist.look(), line, 0);
      assert.ok(before.length >= 4);
      typist.makeRoom();
      for (let typed = 1; typed <= text.length; typed++) {
        const sofar = text.slice(0, typed);
        typist.type(sofar.slice(-1));
        assert.deepEqual(around(typist.look(), line, sofar.split('\n').length), before, sofar);
      }
      const { points } = annotationsOf(analysis);
      assert.deepEqual(
        typist.look().points.map(({ text }) => text),
        points.map(({ text }) => text),
      );
      analysis.dispose();
    });
  }
});
