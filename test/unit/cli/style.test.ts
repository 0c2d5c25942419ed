import assert from 'node:assert/strict';
import { styleFor, visible } from '../../../src/cli/style';

describe('Readable output', () => {
  it('is coloured on a terminal only, and not where NO_COLOR or TERM=dumb forbid it', () => {
    assert.notEqual(styleFor(true, {}).strong('x'), 'x');
    assert.equal(styleFor(false, {}).strong('x'), 'x');
    assert.equal(styleFor(true, { NO_COLOR: '1' }).quiet('x'), 'x');
    assert.equal(styleFor(true, { TERM: 'dumb' }).accent('x'), 'x');
    // An empty NO_COLOR counts as not set (https://no-color.org).
    assert.notEqual(styleFor(true, { NO_COLOR: '' }).strong('x'), 'x');
  });

  it('never passes a control character on to the terminal', () => {
    assert.equal(visible('a\u001b[2Jb\u009bc\nd\u2028e'), 'a\\u001b[2Jb\\u009bc\\u000ad\\u2028e');
    assert.equal(visible('Grüße, 世界 🙂'), 'Grüße, 世界 🙂');
  });
});
