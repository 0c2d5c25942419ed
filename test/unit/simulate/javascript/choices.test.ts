import assert from 'node:assert/strict';
import { walkThroughJavaScript } from '../../../../src/core/simulate/javascript/walkthrough';
import { SuspensionIndex } from '../../../../src/core/suspension/suspensions';
import type { Assumption, Choice, Trace } from '../../../../src/core/trace/format';
import { reader } from '../../../support/syntax';

const program = `import { load } from './client.js';

export async function refresh(session, urls) {
  for (const url of urls) {
    const reply = await load(session, url);
    if (reply.cached) console.log('nothing new');
    else if (!reply.ok) throw new Error('failed');
    else console.log('stored', url);
  }
  return fetch('https://example.com/done');
}
`;

async function walk(choices: readonly Choice[]): Promise<Trace> {
  const document = await reader.open('javascript', program);
  const walkthrough = walkThroughJavaScript(document, new SuspensionIndex(document).current, {
    entry: { kind: 'function', name: 'refresh' },
    file: 'client.mjs',
    choices,
  });
  document.dispose();
  assert.ok('trace' in walkthrough);
  return walkthrough.trace;
}

function assumed(trace: Trace, subject: string): Assumption {
  const found = trace.assumptions.find((assumption) => assumption.subject === subject);
  assert.ok(found, `nothing is assumed of ${subject}`);
  return found;
}

/** The choice that puts `value` in the place of an assumption. */
function instead({ kind, line, column, subject }: Assumption, value: number): Choice {
  assert.ok(kind === 'branch' || kind === 'duration' || kind === 'loop');
  assert.ok(line !== null && column !== null);
  return { kind, line, column, subject, value };
}

describe('choices in JavaScript', () => {
  it('take the other branch, and say that they were made', async () => {
    const plain = await walk([]);
    assert.deepEqual(plain.stdout, ['nothing new', 'nothing new']);
    const branch = assumed(plain, 'reply.cached');
    assert.deepEqual([branch.value, branch.alternatives, branch.chosen], [1, [0], false]);
    const other = await walk([instead(branch, 0)]);
    assert.deepEqual(other.stdout, ['stored ⟨urls.0⟩', 'stored ⟨urls.1⟩']);
    assert.equal(assumed(other, 'reply.cached').chosen, true);
    assert.equal(assumed(other, '!reply.ok').value, 0, 'failures are the less plausible branch');
  });

  it('change how often a loop runs, and how long a wait takes', async () => {
    const plain = await walk([]);
    const loop = assumed(plain, 'urls');
    assert.deepEqual((await walk([instead(loop, 0)])).stdout, []);
    const wait = assumed(plain, 'HTTP response from example.com');
    assert.equal(wait.value, 100);
    assert.equal((await walk([instead(wait, 1000)])).endMs, plain.endMs + 900);
  });

  it('are what a walkthrough without them assumes, if that is chosen', async () => {
    const plain = await walk([]);
    const same = plain.assumptions.flatMap((each) =>
      each.alternatives.length > 0 && each.value !== null ? [instead(each, each.value)] : [],
    );
    assert.deepEqual((await walk(same)).events, plain.events);
  });
});
