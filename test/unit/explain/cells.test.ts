import assert from 'node:assert/strict';
import { Analysis } from '../../../src/core/analysis';
import { Workspace } from '../../../src/core/explain/workspace';
import { reader } from '../../support/syntax';

/** What is said of the points of one of the cells of a notebook. */
async function explainCell(cells: readonly string[], own: number) {
  const pathOf = (index: number) => `/book.ipynb#${index}.py`;
  const paths = cells.map((_, index) => pathOf(index));
  const workspace = new Workspace(reader, {
    roots: [],
    read: (path) => Promise.resolve(cells[paths.indexOf(path)] ?? null),
    beside: (path) => {
      const index = paths.indexOf(path);
      return [...paths.slice(0, index).reverse(), ...paths.slice(index + 1)];
    },
  });
  const place = { path: pathOf(own), workspace };
  const analysis = await Analysis.open(reader, 'python', cells[own] ?? '', place);
  await analysis.settle();
  const said = analysis.suspensions.points.map((_, index) => analysis.explain(index));
  analysis.dispose();
  workspace.dispose();
  return said;
}

describe('The cell of a notebook', () => {
  it('knows what other cells import and define, by the names that it has there', async () => {
    const load = 'async def load():\n    await asyncio.sleep(1)\n    return 3';
    const cells = [`import asyncio\n${load}`, 'x = await load()\nawait asyncio.sleep(2)'];
    const [first, second] = await explainCell(cells, 1);
    assert.deepEqual(
      [first?.callee, first?.lens],
      ['load', 'runs load(), which waits for a 1 s timer'],
    );
    assert.match(first?.summary ?? '', /at line 3 of another cell/);
    assert.deepEqual([second?.callee, second?.detail], ['asyncio.sleep', '2 s']);
  });

  it('is read past its magics and lines for a shell', async () => {
    const lines = ['%%time', '!pip install aiohttp', '%time r = await load()', 'await load()'];
    const load = '%load_ext autoreload\nimport asyncio\nasync def load(): await asyncio.sleep(1)';
    const said = await explainCell([load, lines.join('\n')], 1);
    const lens = 'runs load(), which waits for a 1 s timer';
    assert.deepEqual(
      said.map((point) => point.lens),
      [lens, lens],
    );
    assert.match(said[0]?.steps.join(' ') ?? '', /\br\b/);
  });

  it('takes of several the cell before it, and those after it last', async () => {
    const define = (seconds: number) =>
      `import asyncio\nasync def load():\n    await asyncio.sleep(${seconds})`;
    const wait = 'await load()';
    const four = [define(1), define(2), wait, define(3)];
    assert.equal((await explainCell(four, 2))[0]?.lens, 'runs load(), which waits for a 2 s timer');
    const two = [wait, define(3)];
    assert.equal((await explainCell(two, 0))[0]?.lens, 'runs load(), which waits for a 3 s timer');
  });

  it('ends where cells ask each other for what none has', async () => {
    const cells = ['await nothing()', 'from lib import *', 'a = b', 'b = a\nawait a'];
    for (const own of [0, 3]) {
      assert.equal((await explainCell(cells, own))[0]?.waitsFor, 'unknown');
    }
  });
});
