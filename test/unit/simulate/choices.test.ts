import assert from 'node:assert/strict';
import { Analysis } from '../../../src/core/analysis';
import { walkThrough } from '../../../src/core/simulate/walkthrough';
import type { Assumption, Choice, Trace } from '../../../src/core/trace/format';
import { reader } from '../../support/syntax';

const program = `import asyncio

class Client:
    async def load(self, session, urls, retries=3):
        for url in urls:
            reply = await session.get(url)
            if reply.status is None or reply.cached:
                print("nothing new")
            elif not reply.ok:
                raise ValueError(reply)
            else:
                print("stored", reply.status)
        return "done"
`;

async function walk(choices: readonly Choice[]): Promise<Trace> {
  const analysis = await Analysis.open(reader, 'python', program);
  const walkthrough = walkThrough(analysis.document, analysis.suspensions, {
    entry: { kind: 'function', name: 'Client.load' },
    file: 'client.py',
    choices,
  });
  analysis.dispose();
  assert.ok('trace' in walkthrough);
  return walkthrough.trace;
}

/** The choice that puts `value` in the place of an assumption. */
function instead({ kind, line, column, subject }: Assumption, value: number): Choice {
  assert.ok(kind === 'branch' || kind === 'duration' || kind === 'loop');
  assert.ok(line !== null && column !== null);
  return { kind, line, column, subject, value };
}

function assumed(trace: Trace, subject: string): Assumption {
  const found = trace.assumptions.find((assumption) => assumption.subject === subject);
  assert.ok(found, `nothing is assumed of ${subject}`);
  return found;
}

describe('choices', () => {
  it('are offered for what a walkthrough assumed: where, of what, and what else', async () => {
    const { assumptions, stdout, endMs } = await walk([]);
    assert.deepEqual(stdout, ['nothing new', 'nothing new']);
    assert.equal(endMs, 200);
    assert.deepEqual(
      assumptions.map(({ kind, line, column, subject, value }) => [
        kind,
        `${line}:${column}`,
        subject,
        value,
      ]),
      [
        ['loop', '5:20', 'urls', 2],
        ['duration', '6:21', 'session.get(url)', 100],
        ['branch', '7:16', 'session.get(url).status is None', 0],
        ['branch', '7:16', 'session.get(url).cached', 1],
      ],
    );
    for (const { value, alternatives, chosen } of assumptions) {
      assert.ok(alternatives.length > 0 && value !== null && !alternatives.includes(value));
      assert.equal(chosen, false);
    }
  });

  it('take the other branch, and lead to what is assumed there', async () => {
    const first = await walk([]);
    const cached = instead(assumed(first, 'session.get(url).cached'), 0);
    const second = await walk([cached]);
    assert.deepEqual(second.stdout, [
      'stored ⟨session.get(url).status⟩',
      'stored ⟨session.get(url).status⟩',
    ]);
    assert.equal(assumed(second, 'session.get(url).cached').chosen, true);
    const third = await walk([cached, instead(assumed(second, 'not session.get(url).ok'), 1)]);
    assert.deepEqual(third.stdout, []);
    assert.equal(third.events.at(-1)?.kind, 'output');
  });

  it('change how long something takes, and how often a loop turns', async () => {
    const first = await walk([]);
    const slow = instead(assumed(first, 'session.get(url)'), 250);
    const often = instead(assumed(first, 'urls'), 5);
    const { endMs, stdout } = await walk([slow, often]);
    assert.equal(stdout.length, 5);
    assert.equal(endMs, 1250);
  });

  it('are for every subject at their place where they name none', async () => {
    const slow: Choice = { kind: 'duration', line: 6, column: 21, subject: null, value: 7 };
    assert.equal((await walk([slow])).endMs, 14);
    assert.equal((await walk([{ ...slow, line: 5 }])).endMs, 200);
  });
});
