import assert from 'node:assert/strict';
import { nearNames } from '../../../src/cli/names';

describe('Near names', () => {
  const names = ['main', 'order_coffee', 'Client.load', 'Client.save', 'fetch_all', 'fetch_one'];

  it('are those a slip of the fingers away', () => {
    assert.deepEqual(nearNames('order_cofee', names), ['order_coffee']);
    assert.deepEqual(nearNames('mian', names), ['main']);
    assert.deepEqual(nearNames('maim', names), ['main']);
  });

  it('do not mind the case', () => {
    assert.deepEqual(nearNames('MAIN', names), ['main']);
  });

  it('are found by the last part of a qualified name', () => {
    assert.deepEqual(nearNames('load', names), ['Client.load']);
  });

  it('come nearest first', () => {
    assert.deepEqual(nearNames('fetch_onl', names), ['fetch_one', 'fetch_all']);
  });

  it('are none where nothing is near', () => {
    assert.deepEqual(nearNames('x', names), []);
  });
});
