import assert from 'node:assert/strict';
import { fetchOnce } from '../support/traces';
import type { Assumption, Trace } from '../../src/core/trace/format';
import { openPanel } from './setup';

/** The fetch, with an assumption of each kind that offers a choice. */
function assuming(): Trace {
  const trace = fetchOnce();
  const [duration] = trace.assumptions;
  assert(duration);
  const branch: Assumption = {
    id: 90,
    kind: 'branch',
    text: '`user.active` is assumed to be true.',
    subject: 'user.active',
    line: 3,
    column: 8,
    value: 1,
    alternatives: [0],
    chosen: true,
  };
  const assume = { t: 0, kind: 'assume', task: null, assumption: 90 } as const;
  return {
    ...trace,
    assumptions: [{ ...duration, alternatives: [10, 1000] }, branch],
    events: [...trace.events, { ...assume, t: trace.endMs }],
  };
}

describe('what is assumed', () => {
  it('can be assumed otherwise: the other branch, another duration, all as at first', async () => {
    const panel = await openPanel();
    await panel.show(assuming());
    await panel.page.keyboard.press('End');
    await panel.page.getByRole('button', { name: 'Take the other branch' }).click();
    await panel.page
      .getByRole('combobox', { name: 'Assume another duration' })
      .selectOption({ label: '1 s' });
    await panel.page.getByRole('button', { name: 'Assume everything as at first' }).click();
    await panel.page.waitForFunction(
      () => window.sent.filter(({ type }) => type === 'choose').length === 3,
    );
    const [duration] = assuming().assumptions;
    assert(duration);
    const { line, column, subject } = duration;
    assert.deepEqual(
      (await panel.sent('choose')).map(({ choice }) => choice),
      [
        { kind: 'branch', line: 3, column: 8, subject: 'user.active', value: 0 },
        { kind: 'duration', line, column, subject, value: 1000 },
        null,
      ],
    );
  });

  it('stays as it is in a trace that was opened from a file', async () => {
    const panel = await openPanel();
    await panel.show(assuming(), { fromFile: true });
    await panel.page.keyboard.press('End');
    await panel.page.getByText('`user.active` is assumed').waitFor();
    assert.equal(
      await panel.page.getByRole('button', { name: 'Take the other branch' }).count(),
      0,
    );
    assert.equal(
      await panel.page.getByRole('button', { name: 'Stay on this function' }).count(),
      0,
    );
  });
});

describe('a replay', () => {
  it('is saved or exported by the extension', async () => {
    const panel = await openPanel();
    await panel.show(fetchOnce());
    await panel.page.getByRole('button', { name: 'Save or Export' }).click();
    assert.deepEqual(await panel.sent('export'), [{ type: 'export' }]);
  });
});
