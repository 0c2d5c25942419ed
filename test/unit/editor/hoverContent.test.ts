import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { languageIdOfFile } from '../../../src/core/language';
import type { Explanation } from '../../../src/core/explain/types';
import { bodyMarkdown, headMarkdown } from '../../../src/editor/hover/content';
import { explain, explainLast } from '../../support/explanations';

const place = { uri: 'file:///a.py', line: 0, character: 0 };

/** The paragraph, the steps and the list of a hover, without the backslashes of Markdown. */
function partsOf(explanation: Explanation, measured?: string): string[] {
  return bodyMarkdown(explanation, measured).replace(/\\(.)/g, '$1').split('\n\n');
}

const queue = [
  'import asyncio',
  'async def work(jobs: asyncio.Queue):',
  '    while True:',
  '        job = await jobs.get()',
].join('\n');

describe('A hover', () => {
  it('tells what is waited for and why, the five steps, what people get wrong, and what is raised', async () => {
    const [lead, steps, more, ...rest] = partsOf(await explainLast('python', queue));
    assert.equal(
      lead,
      'May wait for the next item of queue jobs. If queue jobs has an item, `get()` hands it out without suspending. In a loop: one at a time, each iteration waits for the last.',
    );
    assert.equal(steps?.split('\n').length, 5);
    assert.match(steps, /^2\. If it must wait, `work\(\)` pauses; .* runs other tasks\.$/m);
    assert.match(steps, /^5\. .* lands in `job`\.$/m);
    assert.match(
      more ?? '',
      /^- \*\*Mind:\*\* .*\n- \*\*asyncio\.QueueShutDown\*\*: .* \*\*asyncio\.CancelledError\*\*: .*$/,
    );
    assert.deepEqual(rest, []);
  });

  it('says what a recording measured after what is waited for', async () => {
    const [lead] = partsOf(await explainLast('python', queue), 'It waited once.');
    assert.match(lead ?? '', /^May wait for the next item of queue jobs\. It waited once\. If /);
  });

  it('gives the language’s rule as the reason where there is no other', async () => {
    const javascript = await explainLast('javascript', 'await load()');
    assert.match(
      headMarkdown(javascript, place),
      /^\*\*Always suspends\\, as every await does\*\*/,
    );
    const python = await explainLast('python', 'async def f():\n    await asyncio.sleep(1)');
    assert.doesNotMatch(headMarkdown(python, place), /as every await does/);
  });

  it('names the errors for whose reasons two lines have no room, each once', async () => {
    const explanation = await explainLast('python', queue);
    const raises = ['AError', 'BError', 'CError', 'CError'].map((error) => ({
      error,
      when: `If ${'something '.repeat(5)}fails.`,
    }));
    const more = partsOf({ ...explanation, mistakes: [], raises })[2];
    assert.match(
      more ?? '',
      /^- \*\*AError\*\*: If .* fails\. \*\*BError\*\*: If .* fails\. Also: \*\*CError\*\*\.$/,
    );
  });

  it('does not name an error among the others that it has told of', async () => {
    const explanation = await explainLast('python', queue);
    const raises = ['AError', 'BError', 'AError'].map((error, index) => ({
      error,
      when: `If ${'something '.repeat(index === 2 ? 20 : 2)}fails.`,
    }));
    const more = partsOf({ ...explanation, mistakes: [], raises })[2];
    assert.match(more ?? '', /^- \*\*AError\*\*: If .* fails\. \*\*BError\*\*: If .* fails\.$/);
  });

  it('fits in VS Code’s 250 px, ten lines under its head, for nine of ten points of the samples', async () => {
    const lines: number[] = [];
    for (const folder of ['samples/python', 'samples/typescript']) {
      for (const name of await readdir(folder)) {
        const languageId = languageIdOfFile(name);
        if (languageId === undefined) continue;
        const text = await readFile(path.join(folder, name), 'utf8');
        for (const explanation of await explain(languageId, text)) {
          const rows = partsOf(explanation).join('\n').replaceAll('**', '').split('\n');
          // Some 100 letters of DejaVu Sans at 14 px fill a line; the fonts of Windows and macOS are narrower.
          lines.push(rows.reduce((sum, row) => sum + Math.ceil(row.length / 100), 0));
        }
      }
    }
    assert.ok(lines.length > 50);
    const fitting = lines.filter((count) => count <= 10).length;
    assert.ok(fitting / lines.length >= 0.9, `${fitting} of ${lines.length}`);
  });
});
