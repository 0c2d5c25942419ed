import assert from 'node:assert/strict';
import { joinLenses, lensWidth, shortenCall } from '../../../src/core/explain/words';

describe('One lens for several points of a line', () => {
  it('is their texts, equal ones once, where they fit', () => {
    assert.equal(joinLenses(['waits for lock a']), 'waits for lock a');
    assert.equal(joinLenses(['waits for a', 'runs b()', 'waits for a']), 'waits for a · runs b()');
  });

  it('says the words once that two texts begin with, where they do not fit', () => {
    assert.equal(
      joinLenses(['waits for the response body', 'waits for the HTTP response from u']),
      'waits for the response body · HTTP response from u',
    );
    assert.equal(
      joinLenses(['waits for a turn of the loop', 'runs it to its end', 'waits for the lock l']),
      'waits for a turn of the loop · 2 more waits',
    );
  });

  it('gives a long text the room that a short one leaves, and cuts whole words out of it', () => {
    const joined = joinLenses([
      'waits for 1 s',
      'may wait for the next of several results of the workers in pool',
    ]);
    assert.equal(joined, 'waits for 1 s · may wait for the next … the workers in pool');
  });

  it('counts the others where none of them would have room to tell anything', () => {
    const texts = ['a', 'b', 'c', 'd'].map((name) => `${name} waits for a thing with a long name`);
    assert.equal(joinLenses(texts), 'a waits for a thing with a long name · 3 more waits');
  });

  it('never is too long, nor has half a character', () => {
    const parts = [
      'waits for 😀😀😀😀😀😀',
      'runs Möwe.größe() to its end, without a wait',
      'x'.repeat(80),
      'a b',
    ];
    for (const first of parts)
      for (const second of parts)
        for (const third of parts) {
          const joined = joinLenses([first, second, third]);
          assert.ok(joined.length <= lensWidth, joined);
          assert.ok(joined.isWellFormed(), joined);
        }
  });
});

describe('A quotation that is too long', () => {
  it('is what is called, where it is one call', () => {
    const made = "new URL('/path/to/a/file.json', import.meta.url)";
    assert.equal(shortenCall(made, 16), 'new URL(…)');
    assert.equal(shortenCall(made, 60), made);
    assert.equal(shortenCall('pool.find(name).load(key)', 16), 'pool.fin…ad(key)');
    assert.equal(shortenCall('loadEverythingThatThereIs(key)', 16), 'loadEver…Is(key)');
  });
});
