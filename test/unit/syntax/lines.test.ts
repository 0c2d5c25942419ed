import assert from 'node:assert/strict';
import { Lines } from '../../../src/core/syntax/lines';

describe('Lines', () => {
  it('turns offsets into positions and back', () => {
    const text = 'a\n\u{1F600}b\n\nc';
    const lines = new Lines(text);
    for (let offset = 0; offset <= text.length; offset++) {
      assert.equal(lines.offsetAt(lines.positionAt(offset)), offset);
    }
    assert.deepEqual(lines.positionAt(4), { line: 1, character: 2 });
  });

  it('brings a position that is not in the text back to where it could be', () => {
    const lines = new Lines('ab\nc');
    assert.equal(lines.offsetAt({ line: 0, character: 9 }), 2);
    assert.equal(lines.offsetAt({ line: 9, character: 0 }), 4);
    assert.equal(lines.offsetAt({ line: -1, character: 3 }), 0);
    assert.equal(lines.offsetAt({ line: 1, character: -2 }), 3);
  });

  it('follows a paste of a hundred thousand lines', () => {
    const lines = new Lines('a\nb');
    const pasted = 'x\n'.repeat(100_000);
    const text = `a\n${pasted}b`;
    lines.replace({ start: 2, oldEnd: 2, newEnd: 2 + pasted.length }, text, 0);
    assert.deepEqual(lines.positionAt(text.length), { line: 100_001, character: 1 });
  });
});
