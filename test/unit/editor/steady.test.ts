import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Position } from '../../../src/core/position';
import type { TextChange } from '../../../src/core/syntax/document';
import type { Annotations } from '../../../src/editor/annotations/annotations';
import { moved } from '../../../src/core/syntax/moved';
import { SteadyAnnotations } from '../../../src/editor/annotations/steady';

/** One annotation at each `await` of a text, as an analysis would give them; the function at each `async`. */
function annotate(text: string): Annotations {
  const points: Annotations['points'][number][] = [];
  const functions: Annotations['functions'][number][] = [];
  let owner: Position | null = null;
  for (const [line, source] of text.split('\n').entries()) {
    if (source.startsWith('async')) {
      owner = { line, character: 0 };
      functions.push({ at: owner, points: 0, runnable: false });
    }
    const character = source.indexOf('await');
    if (character < 0) continue;
    const told = { text: source.trim(), waitsFor: 'timer', suspends: 'always' } as const;
    points.push({ at: { line, character }, ...told, owner });
    const last = functions.at(-1);
    if (last) functions[functions.length - 1] = { ...last, points: last.points + 1 };
  }
  return { points, functions };
}

function apply(text: string, { range, text: inserted }: TextChange): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Position) =>
    lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0) + character;
  return text.slice(0, offset(range.start)) + inserted + text.slice(offset(range.end));
}

function change(line: number, start: number, end: number, text: string): TextChange {
  return { range: { start: { line, character: start }, end: { line, character: end } }, text };
}

/** A document that is edited while somebody looks at its annotations. */
class Session {
  private readonly steady = new SteadyAnnotations();
  constructor(public text: string) {
    this.settle(annotate(text), false);
  }

  edit(edit: TextChange): void {
    this.text = apply(this.text, edit);
    this.steady.edit([edit]);
  }

  settle(fresh: Annotations, broken = true): string[] {
    const lines = this.text.split('\n');
    const shown = this.steady.settle(fresh, { broken, lineAt: (line) => lines[line] ?? '' });
    return [
      ...shown.functions.map(({ at, points }) => `${at.line}: ${points} points`),
      ...shown.points.map(({ at, text }) => `${at.line}: ${text}`),
    ];
  }
}

const nothing: Annotations = { points: [], functions: [] };
const source = 'async def f():\n    await a()\n    x = (1)\n    await b()\n';

describe('Annotations while somebody types', () => {
  it('stay on their lines as long as the code is broken', () => {
    const session = new Session(source);
    session.edit(change(2, 10, 11, ''));
    assert.deepEqual(session.settle(nothing), ['0: 2 points', '1: await a()', '3: await b()']);
  });

  it('move with the lines that are added and removed above them', () => {
    const session = new Session(source);
    session.edit(change(1, 0, 0, '    y = (\n\n'));
    assert.deepEqual(session.settle(nothing), ['0: 2 points', '3: await a()', '5: await b()']);
    session.edit({
      range: { start: { line: 1, character: 0 }, end: { line: 3, character: 0 } },
      text: '',
    });
    assert.deepEqual(session.settle(nothing), ['0: 2 points', '1: await a()', '3: await b()']);
  });

  it('go at once when their own await goes', () => {
    const session = new Session(source);
    session.edit(change(1, 4, 10, ''));
    assert.deepEqual(session.settle(nothing), ['0: 1 points', '3: await b()']);
    const whole = new Session(source);
    whole.edit({
      range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } },
      text: '',
    });
    assert.deepEqual(whole.settle(nothing), ['0: 1 points', '2: await b()']);
  });

  it('stay while the line that they are on is half typed', () => {
    const session = new Session(source);
    session.edit(change(1, 12, 13, ''));
    assert.deepEqual(session.settle(nothing), ['0: 2 points', '1: await a()', '3: await b()']);
  });

  it('give way to what is newer on their line', () => {
    const session = new Session(source);
    session.edit(change(1, 10, 11, 'c'));
    const fresh = annotate('async def f():\n    await c()\n');
    assert.deepEqual(session.settle(fresh), ['0: 2 points', '1: await c()', '3: await b()']);
  });

  it('stay in their function although it seems to end early', () => {
    const session = new Session(source);
    session.edit(change(2, 10, 11, ''));
    const { functions, points } = annotate(session.text);
    const cut = { functions, points: points.map((point) => ({ ...point, owner: null })) };
    assert.deepEqual(session.settle(cut), ['0: 2 points', '1: await a()', '3: await b()']);
  });

  it('are exactly what the analysis says once the code is whole again', () => {
    const session = new Session(source);
    session.edit(change(2, 10, 11, ''));
    session.settle(nothing);
    session.edit(change(2, 10, 10, ')'));
    assert.deepEqual(session.settle(annotate(session.text), false), [
      '0: 2 points',
      '1: await a()',
      '3: await b()',
    ]);
    assert.deepEqual(session.settle(nothing, false), []);
  });

  it('follow any edit that does not touch them to where their text is', () => {
    const position = fc.record({ line: fc.nat(5), character: fc.nat(8) });
    fc.assert(
      fc.property(
        position,
        position,
        fc.array(fc.constantFrom('a', '\n', 'bc')),
        (from, to, parts) => {
          const lines = [
            '0123456789',
            '0123456789',
            '0123456789',
            '0123456789',
            '0123456789',
            '0123456789',
          ];
          const [start, end] =
            from.line < to.line || (from.line === to.line && from.character <= to.character)
              ? [from, to]
              : [to, from];
          const edit = { range: { start, end }, text: parts.join('') };
          const at = { line: 3, character: 4 };
          const marked = lines.with(3, '0123X56789').join('\n');
          const after = apply(marked, edit).split('\n');
          const line = after.findIndex((text) => text.includes('X'));
          const expected = line < 0 ? null : { line, character: after[line]?.indexOf('X') };
          assert.deepEqual(moved(at, edit), expected);
        },
      ),
    );
  });
});
