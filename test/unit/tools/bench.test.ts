import assert from 'node:assert/strict';
import { median, medianTimes, quartiles } from '../../../bench/harness';
import { table } from '../../../bench/report';

describe('The benchmark report', () => {
  it('takes the middle value, or the mean of the two middle ones', () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([4, 1, 2, 9]), 3);
  });

  it('takes the medians of both halves, which share the middle value', () => {
    assert.deepEqual(quartiles([5, 1, 4, 2, 3]), [2, 4]);
    assert.deepEqual(quartiles([4, 1, 2, 9]), [1.5, 6.5]);
  });

  it('judges pairs of runs by the median of their ratios, and says how far they spread', () => {
    const ratios = [1.5, 1.4, 1.6, 9, 1.5];
    const against = { name: 'plain', value: 100, ratios };
    const text = table([{ name: 'clients', value: 170, unit: 'ms', against, aim: 1.6 }]);
    assert.match(text, /170\.0 ms {2}1\.50 x plain \(5 pairs, half in 1\.50 to 1\.60\) {2}met/);
  });

  it('lets the pieces of work take turns', async () => {
    let order = '';
    const times = await medianTimes(
      { a: () => (order += 'a'), b: async () => Promise.resolve((order += 'b')) },
      { runs: 2, warmUps: 1 },
    );
    assert.equal(order, 'ababab');
    assert.ok(times.a >= 0 && times.b >= 0);
  });

  it('aligns its columns, and judges ratios and values against their aims', () => {
    const text = table([
      {
        name: 'analysis',
        value: 26,
        unit: 'ms',
        against: { name: 'parse', value: 20 },
        aim: 1.3,
      },
      { name: '.vsix', value: 2_100_000, unit: 'bytes', aim: 2_000_000 },
      { name: 'edit', value: 4.5, unit: 'ms' },
    ]);
    assert.deepEqual(text.split('\n'), [
      '             median  ratio         aim',
      'analysis    26.0 ms  1.30 x parse  met (at most 1.3 x)',
      '.vsix     2100.0 kB                MISSED (at most 2000.0 kB)',
      'edit        4.50 ms',
    ]);
  });
});
