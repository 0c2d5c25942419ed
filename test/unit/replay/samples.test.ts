import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Analysis } from '../../../src/core/analysis';
import { languageIdOfFile } from '../../../src/core/language';
import { linesOf, outputsOf } from '../../../src/core/replay/console';
import { narrate } from '../../../src/core/replay/narrate';
import { Replay } from '../../../src/core/replay/replay';
import { walkThrough } from '../../../src/core/simulate/walkthrough';
import { decodeTrace } from '../../../src/core/trace/decode';
import type { Trace } from '../../../src/core/trace/format';
import { reader } from '../../support/syntax';

const folder = path.resolve(__dirname, '../../../samples');
const files = ['python', 'typescript'].flatMap((language) =>
  readdirSync(path.join(folder, language)).map((file) => path.join(language, file)),
);

async function walk(file: string): Promise<{ trace: Trace; source: string }> {
  const source = readFileSync(path.join(folder, file), 'utf8');
  const analysis = await Analysis.open(reader, languageIdOfFile(file) ?? '', source);
  const { document, suspensions } = analysis;
  const entry = { kind: 'function', name: 'main' } as const;
  const result = walkThrough(document, suspensions, { entry, file });
  analysis.dispose();
  assert('trace' in result, 'problem' in result ? result.problem : '');
  return { trace: result.trace, source };
}

describe('the replay of each sample', () => {
  for (const file of files)
    describe(file, () => {
      let trace: Trace;
      let source: string;
      before(async () => {
        ({ trace, source } = await walk(file));
      });

      it('is a trace that a file can hold', () => {
        assert.deepEqual(decodeTrace(JSON.parse(JSON.stringify(trace))), { trace });
      });

      it('ends with every task done, nothing queued, nothing watched', () => {
        const replay = new Replay(trace);
        const { tasks, queues, watches, stack } = replay.stateAt(replay.steps.length - 1);
        assert([...tasks].every((task) => task.status === 'done'));
        assert.deepEqual([Object.values(queues).flat(), watches, stack], [[], [], []]);
      });

      it('prints what the trace says', () => {
        const outputs = outputsOf(trace);
        const lines = linesOf(trace.events, outputs, outputs.length);
        assert.deepEqual(
          lines.map(({ text }) => text),
          trace.stdout,
        );
      });

      it('tells each assumption at the step that makes it', () => {
        const story = [...new Replay(trace).steps]
          .map((step) => narrate(trace, step, source))
          .join('\n');
        for (const { text } of trace.assumptions) assert(story.includes(`Assumption: ${text}`));
      });
    });

  for (const file of files.filter((each) => each.includes('fetches')))
    it(`tells one fetch of ${file} as a lifecycle`, async () => {
      const { trace } = await walk(file);
      const fetch = trace.tasks.find((task) => task.function.startsWith('fetch'))?.id ?? 1;
      const wanted = ['resume', 'suspend', 'phase', 'fire', 'resume'];
      const told = [...new Replay(trace).steps]
        .map((step) => trace.events[step.headline])
        .filter((event) => event?.task === null || event?.task === fetch)
        .map((event) => event?.kind);
      let found = 0;
      for (const kind of told) if (kind === wanted[found]) found++;
      assert.equal(
        found,
        wanted.length,
        `start, await, the loop waits, I/O, resume in ${told.join()}`,
      );
      assert(
        [...new Replay(trace).stateAt(1e9).tasks].some((task) => task.id === fetch && task.outcome),
      );
    });
});
