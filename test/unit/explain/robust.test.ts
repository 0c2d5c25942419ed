import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { lensWidth } from '../../../src/core/explain/words';
import { languageIdOfFile } from '../../../src/core/language';
import { explain } from '../../support/explanations';

const root = join(__dirname, '../../..');

/** Programs with many forms of waiting, as text to mutate. */
const programs = ['samples/python', 'samples/typescript', 'test/fixtures/explain/programs'].flatMap(
  (folder) =>
    readdirSync(join(root, folder)).flatMap((name) => {
      const languageId = languageIdOfFile(name);
      const text = readFileSync(join(root, folder, name), 'utf8');
      return languageId === undefined ? [] : [{ languageId, text }];
    }),
);

const pieces = fc.constantFrom(
  'await ',
  'async ',
  'yield ',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  '.',
  '=',
  ':',
  '\n',
  '  ',
  '=>',
  'x',
  'self',
  'this',
  'lambda: ',
  'for a in b',
  '*',
  '...',
  '"',
  "'",
  '`',
  '🎉',
  'class A(A):',
  'new Promise(',
);

function check(explanations: Awaited<ReturnType<typeof explain>>): void {
  for (const explanation of explanations) {
    assert.ok(explanation.lens.length <= lensWidth, explanation.lens);
    assert.ok(explanation.lens.length > 0);
    assert.equal(explanation.steps.length, 5);
    for (const text of [
      explanation.summary,
      ...(explanation.suspendsBecause === null ? [] : [explanation.suspendsBecause]),
      explanation.wokenBy,
      ...explanation.steps,
    ]) {
      assert.match(text, /[.!?]$/, text);
      assert.doesNotMatch(text, /\n|undefined\b(?! lands| is| or| if|,)|\{\d\}/, text);
    }
  }
}

describe('Half-typed code', () => {
  for (const [languageId, text] of [
    ['python', 'import asyncio\nasync def f(u):\n    x = 1\n    await asyncio.sleep(1\n'],
    ['python', 'async def f(a):\n    await a.b[\n'],
    ['typescript', 'async function f(u: string) {\n  const r = await fetch(u\n  if (r.ok) {\n}\n'],
    ['javascript', 'async function f(u) {\n  await u?.load(\n'],
  ] as const)
    it(`is not taken for a wait for what stands before its open bracket: ${text.trim().split('\n').at(-1)}`, async () => {
      const [explanation] = await explain(languageId, text);
      assert.ok(explanation);
      const { waitsFor, awaited, lens, summary } = explanation;
      assert.deepEqual(
        { waitsFor, awaited, lens },
        { waitsFor: 'unknown', awaited: 'await', lens: 'await: the code is incomplete' },
      );
      assert.match(summary, /^The code is incomplete/);
    });
});

describe('explaining any text', () => {
  it('never throws, and keeps lenses short, whatever is inserted, deleted or cut off', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...programs),
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(40), pieces), {
          maxLength: 6,
        }),
        async ({ languageId, text }, edits) => {
          let mutated = text;
          for (const [at, deleted, inserted] of edits) {
            const start = Math.floor(at * mutated.length);
            mutated = mutated.slice(0, start) + inserted + mutated.slice(start + deleted);
          }
          check(await explain(languageId, mutated));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('ends on recursion of every kind', async () => {
    const python = `
import asyncio
async def a(): await b()
async def b(): await a()
async def c(): await c()
x = x
pair = asyncio.gather(pair, other)
other = asyncio.wait_for(asyncio.shield(pair), 1)
y = z
z = y
class A(B): pass
class B(A): pass
class C:
    def __await__(self): return D().__await__()
    def __aiter__(self): return D()
    def __anext__(self): return D().__anext__()
    def __aenter__(self): return D().__aenter__()
class D:
    def __await__(self): return C().__await__()
    def __aiter__(self): return C()
    def __anext__(self): return C().__anext__()
    def __aenter__(self): return C().__aenter__()
async def typed(q: q, r: 'r | q'):
    await q.get()
    await r
async def main(p=lambda: p):
    await A().run()
    await x
    await y.z
    await p()
    await pair
    await (await other)[0]
    await C()
    async for item in C(): pass
    async with C(): pass
`;
    const typescript = `
const a = async () => { await b(); };
const b = async () => { await a(); };
let x = x; const y = z.q, z = y.q;
class A extends B {} class B extends A {}
class C { then(done) { return new D().then(done); } [Symbol.asyncIterator]() { return new D(); } }
class D { then(done) { return new C().then(done); } [Symbol.asyncIterator]() { return new C(); } }
const f = () => f();
let first = Promise.all([second, first]), second = Promise.race([first, Promise.resolve(second)]);
function gathered(next) { first = Promise.all([first, gathered(next)]); return first; }
interface Endless { [Symbol.asyncIterator](): Endless; then: Endless }
declare const endless: Endless;
async function typed(q: q, r: Promise<r>) { await q.x(); await (await r).y; }
async function main(p = p) { await new A().run(); await x; await y; await f(); await p; await new C(); for await (const item of new C()); await (await first)[0][1]; await (await gathered(p))[0]; for await (const item of endless); await endless; }
`;
    check(await explain('python', python));
    check(await explain('typescript', typescript));
  });
});
