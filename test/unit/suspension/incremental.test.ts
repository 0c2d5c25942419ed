import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SuspensionIndex } from '../../../src/core/suspension/suspensions';
import type { Position } from '../../../src/core/position';
import type { TextChange } from '../../../src/core/syntax/document';
import { reader } from '../../support/syntax';
import { fragments, programs } from './programs';

/** An edit as fractions of whatever text it meets, so that fast-check can shrink a sequence of them. */
interface RandomEdit {
  readonly at: number;
  readonly deleted: number;
  readonly inserted: string;
}

function randomEdit(languageId: string): fc.Arbitrary<RandomEdit> {
  return fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    deleted: fc.oneof(fc.constant(0), fc.nat({ max: 8 }), fc.nat({ max: 400 })),
    inserted: fc.oneof(
      fc.constant(''),
      fc.constantFrom(...fragments(languageId)),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
  });
}

/** Where an offset stands by the Language Server Protocol's line ends, worked out anew. */
function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** The change that an edit stands for. Like an editor, it cuts no line break and no character in two. */
function changeOf({ at, deleted, inserted }: RandomEdit, text: string): [TextChange, string] {
  const whole = (offset: number): number =>
    /[\uDC00-\uDFFF]/.test(text.charAt(offset)) ||
    (offset > 0 && text.startsWith('\r\n', offset - 1))
      ? whole(offset - 1)
      : offset;
  const start = whole(Math.floor(at * text.length));
  const end = Math.max(start, whole(Math.min(start + deleted, text.length)));
  return [
    { range: { start: positionAt(text, start), end: positionAt(text, end) }, text: inserted },
    text.slice(0, start) + inserted + text.slice(end),
  ];
}

for (const [languageId, program] of Object.entries(programs)) {
  describe(`editing ${languageId}`, () => {
    it('finds after any edits what it finds in the new text read as a whole', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(randomEdit(languageId), { minLength: 1, maxLength: 3 }), {
            minLength: 1,
            maxLength: 8,
          }),
          async (rounds) => {
            const document = await reader.open(languageId, program);
            const index = new SuspensionIndex(document);
            for (const edits of rounds) {
              let text = document.text;
              const changes: TextChange[] = [];
              for (const edit of edits) {
                const [change, next] = changeOf(edit, text);
                changes.push(change);
                text = next;
              }
              index.update(changes);
              assert.equal(document.text, text);
            }
            const fresh = await reader.open(languageId, document.text);
            try {
              assert.deepEqual(index.current, new SuspensionIndex(document).current);
              // Where the code is broken, tree-sitter may recover in another way when it starts from
              // an older tree; where it is whole, there is only one tree.
              if (!fresh.root.hasError || document.root.toString() === fresh.root.toString()) {
                assert.deepEqual(index.current, new SuspensionIndex(fresh).current);
              }
            } finally {
              document.dispose();
              fresh.dispose();
            }
          },
        ),
        { numRuns: Number(process.env.FAST_CHECK_RUNS ?? 60) },
      );
    });
  });
}
