import assert from 'node:assert/strict';
import { Words } from '../../../src/core/explain/resolve/words';

/** Where a word stands, by looking for it everywhere. */
function searched(text: string, word: string): number[] {
  const whole = new RegExp(
    `(?<![\\w$\\u0080-\\uffff])${word.replaceAll('$', '\\$')}(?![\\w$\\u0080-\\uffff])`,
    'g',
  );
  return [...text.matchAll(whole)].map(({ index }) => index);
}

describe('Words', () => {
  it('finds each word wherever it stands whole, at both ends of the text too', () => {
    const text = 'load $a = loader.load(a1, "load_all", $a, größe, a, ünload); größe=a1+load';
    const words = new Words(text);
    for (const word of ['load', '$a', 'a', 'a1', 'loader', 'load_all', 'größe', 'ünload', 'all'])
      assert.deepEqual(words.offsetsOf(word), searched(text, word), word);
  });

  it('takes what follows a number for a word of its own', () => {
    assert.deepEqual(new Words('1if x else 0').offsetsOf('if'), [1]);
  });

  it('finds nothing that is no word', () => {
    const words = new Words('a.b 10 a-b');
    for (const none of ['', 'a.b', '10', 'a-b', 'c', 'a b']) {
      assert.deepEqual(words.offsetsOf(none), [], none);
    }
    assert.deepEqual(new Words('').offsetsOf('a'), []);
  });

  it('tells words apart that fall into one list', () => {
    const names = Array.from({ length: 500 }, (_, n) => `n${n.toString(36)}`);
    const text = [...names, ...names].join(' ');
    const words = new Words(text);
    for (const name of names) assert.deepEqual(words.offsetsOf(name), searched(text, name), name);
  });
});
