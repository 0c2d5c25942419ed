import assert from 'node:assert/strict';
import { SuspensionIndex } from '../../../src/core/suspension/suspensions';
import { reader } from '../../support/syntax';

/** The points of a text, each as its keyword, its one-based line and its function. */
async function points(languageId: string, text: string): Promise<string[]> {
  const document = await reader.open(languageId, text);
  const { functions, points } = new SuspensionIndex(document).current;
  document.dispose();
  return points.map(({ keyword, range, function: owner }) => {
    const name = owner === null ? '<module>' : functions[owner]?.name;
    return `${keyword} ${range.start.line + 1} ${name}`;
  });
}

describe('half-typed code', () => {
  const python = (line: string) => `class A:
    async def first(self):
        ${line}
        await two()

    @property
    async def second(self):
        async with x:
            await three()

async def third():
    await four()
`;
  const others = ['await 4 A.first', 'async with 8 A.second', 'await 9 A.second', 'await 12 third'];

  for (const line of ['await one(', 'x = [await one', 'await ', 'if await one(:', 'x = (']) {
    it(`keeps the other points of a Python file around ${JSON.stringify(line)}`, async () => {
      const found = await points('python', python(line));
      assert.deepEqual(
        found.filter((point) => !point.includes(' 3 ')),
        others,
      );
    });
  }

  const typeScript = (line: string) => `class A {
  async first() {
    ${line}
    await two();
  }
  async second() {
    for await (const x of y) await three();
  }
}
const third = async () => { await four(); };
`;
  for (const line of [
    'await ;',
    'const x = await',
    'foo(await )',
    'const x = await one(;',
    'if (await one()) {}',
  ]) {
    it(`keeps the other points of a TypeScript file around ${JSON.stringify(line)}`, async () => {
      const found = await points('typescript', typeScript(line));
      assert.deepEqual(
        found.filter((point) => !point.includes(' 3 ')),
        ['await 4 A.first', 'for await 7 A.second', 'await 7 A.second', 'await 10 third'],
      );
    });
  }

  it('keeps the await itself, with what it awaits', async () => {
    assert.deepEqual(await points('python', 'async def f():\n    x = [await one'), ['await 2 f']);
    assert.deepEqual(await points('javascript', 'async () => { x = [await one'), [
      'await 1 <module>',
    ]);
  });
});
