import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findNodes } from '../../support/nodes';
import { findPythons } from '../../support/pythons';
import { predictedStory, recordedStory } from '../../support/stories';
import type { Story } from '../../support/stories';

const samples = path.join(__dirname, '../../../samples');
const pythons = findPythons('3.9');
const runtimes = [
  { folder: 'python', interpreter: pythons.at(-1)?.path },
  { folder: 'typescript', interpreter: findNodes().nodes.at(-1)?.path },
];

/** Samples that run at the same time: they mostly sleep. */
const atOnce = 3;

/*
 * The walkthrough of each sample and its recording tell the same: what it prints, which tasks there are, and where and for what
 * each of them gives up control, in order.
 */
describe('the story of a sample', () => {
  let folder = '';
  const recorded = new Map<string, Promise<Story>>();

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'await-lens-'));
    const programs = runtimes.flatMap(({ folder: language, interpreter }) =>
      interpreter === undefined ? [] : programsOf(language).map((file) => ({ file, interpreter })),
    );
    const lanes: Promise<unknown>[] = Array.from({ length: atOnce }, () => Promise.resolve());
    for (const [index, { file, interpreter }] of programs.entries()) {
      const lane = index % atOnce;
      const story = (lanes[lane] ?? Promise.resolve()).then(() =>
        recordedStory(withoutLibraries(file), interpreter),
      );
      lanes[lane] = story.catch(() => undefined);
      recorded.set(file, story);
    }
    for (const story of recorded.values()) story.catch(() => undefined);
  });
  after(() => rmSync(folder, { recursive: true }));

  /** A copy that takes the way of the standard library, whatever is installed: both have to go the same way. */
  function withoutLibraries(file: string): string {
    const text = readFileSync(file, 'utf8');
    if (!text.includes('    import aiohttp\n')) return file;
    const copy = path.join(folder, path.basename(file));
    writeFileSync(copy, text.replace('    import aiohttp\n', '    raise ImportError\n'));
    return copy;
  }

  for (const { folder: language, interpreter } of runtimes)
    for (const file of programsOf(language))
      it(`is the same in the walkthrough and in the recording of ${path.basename(file)}`, async function () {
        if (interpreter === undefined) this.skip();
        assert.deepEqual(await recorded.get(file), await predictedStory(withoutLibraries(file)));
      });
});

function programsOf(language: string): string[] {
  return readdirSync(path.join(samples, language)).map((name) =>
    path.join(samples, language, name),
  );
}
