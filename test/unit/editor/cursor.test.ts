import assert from 'node:assert/strict';
import { Analysis } from '../../../src/core/analysis';
import { annotationsOf } from '../../../src/editor/annotations/annotations';
import { annotatedLines, ofFunction } from '../../../src/editor/annotations/lines';
import {
  asyncFunctionAt,
  definitionAt,
  keywordAt,
  nextPoint,
  pointNear,
} from '../../../src/editor/cursor';
import { reader } from '../../support/syntax';

const source = `import asyncio

async def outer():
    await asyncio.sleep(1)
    def plain():
        return 1
    async with lock:
        x = 2
        await first(
            3,
        ); await second()
    return plain

def sync():
    pass
`;

describe('What the cursor means', () => {
  let analysis: Analysis;
  before(async () => {
    analysis = await Analysis.open(reader, 'python', source);
  });
  after(() => analysis.dispose());

  const at = (line: number, character: number) => ({ line, character });

  it('is the innermost function around it, async or not', () => {
    const { suspensions } = analysis;
    assert.equal(definitionAt(suspensions, at(5, 10))?.name, 'outer.plain');
    assert.equal(asyncFunctionAt(suspensions, at(5, 10))?.name, 'outer');
    assert.equal(definitionAt(suspensions, at(14, 4))?.name, 'sync');
    assert.equal(asyncFunctionAt(suspensions, at(14, 4)), undefined);
    assert.equal(definitionAt(suspensions, at(0, 3)), undefined);
  });

  it('is the point whose keyword it touches', () => {
    const { suspensions } = analysis;
    assert.equal(keywordAt(suspensions, at(3, 4)), 0);
    assert.equal(keywordAt(suspensions, at(3, 9)), 0);
    assert.equal(keywordAt(suspensions, at(3, 10)), undefined);
    assert.equal(keywordAt(suspensions, at(6, 12)), 1);
  });

  it('is the awaited expression around it, then the first point of its line', () => {
    const { suspensions } = analysis;
    assert.equal(pointNear(suspensions, at(3, 20)), 0);
    assert.equal(pointNear(suspensions, at(9, 12)), 2);
    assert.equal(pointNear(suspensions, at(10, 0)), 2);
    assert.equal(pointNear(suspensions, at(6, 19)), 1);
    assert.equal(pointNear(suspensions, at(7, 9)), undefined);
  });

  it('is followed by the next point of its function, and then by the first', () => {
    const { suspensions } = analysis;
    const outer = asyncFunctionAt(suspensions, at(7, 9));
    assert.ok(outer);
    assert.equal(nextPoint(suspensions, outer, at(7, 9)), 2);
    assert.equal(nextPoint(suspensions, outer, at(11, 4)), 0);
  });

  it('shows only the annotations of its function', () => {
    const annotations = annotationsOf(analysis);
    assert.deepEqual(
      annotations.functions.map(({ at: { line }, points }) => [line, points]),
      [[2, 4]],
    );
    const own = ofFunction(annotations, at(2, 0));
    assert.deepEqual(
      annotatedLines(own.points).map(({ line, points }) => [line, points.length]),
      [
        [3, 1],
        [6, 1],
        [8, 1],
        [10, 1],
      ],
    );
    assert.deepEqual(ofFunction(annotations, at(13, 0)), { points: [], functions: [] });
  });
});
