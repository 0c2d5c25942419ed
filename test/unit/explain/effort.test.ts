import assert from 'node:assert/strict';
import { Node } from 'web-tree-sitter';
import { Analysis } from '../../../src/core/analysis';
import { Budget } from '../../../src/core/explain/resolve/budget';
import type { Value } from '../../../src/core/explain/resolve/value';
import { reader } from '../../support/syntax';

/** What is asked of a node of the parser's tree again and again; each answer crosses into WebAssembly. */
const questions = ['type', 'endIndex', 'parent', 'namedChildren', 'childForFieldName'] as const;

/** Every question that the parser's tree is asked while something is done: its name, the node and the arguments. */
function asked(act: () => void): readonly string[] {
  const all: string[] = [];
  const own = questions.map((name) => {
    const before = Object.getOwnPropertyDescriptor(Node.prototype, name);
    assert.ok(before);
    const value = before.value as Node['childForFieldName'] | undefined;
    const heard = function (this: Node, ...given: readonly string[]): unknown {
      all.push([name, this.id, ...given].join(' '));
      return value ? value.call(this, given[0] ?? '') : before.get?.call(this);
    };
    Object.defineProperty(Node.prototype, name, {
      ...before,
      ...(value ? { value: heard } : { get: heard }),
    });
    return [name, before] as const;
  });
  act();
  for (const [name, before] of own) Object.defineProperty(Node.prototype, name, before);
  return all;
}

/** How many steps of questions something takes. */
function steps(act: () => void): number {
  const before = Object.getOwnPropertyDescriptor(Budget.prototype, 'nested');
  assert.ok(before);
  const own = before.value as Budget['nested'];
  let count = 0;
  const counted = function (this: Budget, step: () => Value): Value {
    count++;
    return own.call(this, step);
  };
  Object.defineProperty(Budget.prototype, 'nested', { ...before, value: counted });
  act();
  Object.defineProperty(Budget.prototype, 'nested', before);
  return count;
}

async function analysed(languageId: string, text: string): Promise<Analysis> {
  return Analysis.open(reader, languageId, text);
}

/** Functions that each call the one before with what they were given. */
const chains = {
  python: (count: number) =>
    'import asyncio\n\nlock = asyncio.Lock()\n\n\nasync def load_0(session):\n    pass\n' +
    Array.from(
      { length: count },
      (_, n) => `

async def load_${n + 1}(session, tries=3):
    data = []
    async with lock:
        for item in data:
            data.append(item)
    await asyncio.sleep(tries)
    return await load_${n}(session)
`,
    ).join(''),
  typescript: (count: number) =>
    'declare function post(data: string[]): Promise<void>;\nasync function load0(url: string) {}\n' +
    Array.from(
      { length: count },
      (_, n) => `
async function load${n + 1}(url: string, tries = 3): Promise<string[]> {
  const data: string[] = [];
  for (const item of data) data.push(item);
  const response = await fetch(url);
  await post(data);
  return load${n}(url) ?? (await response.json());
}
`,
    ).join(''),
};

describe('The effort of explaining', () => {
  for (const [language, chain] of Object.entries(chains)) {
    it(`${language}: each question about a node is answered once`, async () => {
      const analysis = await analysed(language, chain(20));
      const { points } = analysis.suspensions;
      const all = asked(() => {
        for (const point of points.keys()) analysis.explain(point);
      });
      assert.ok(all.length > points.length, 'the tree was asked');
      assert.equal(new Set(all).size, all.length);
      analysis.dispose();
    });
    it(`${language}: a point costs no more where the file is longer`, async () => {
      const costs: number[] = [];
      for (const count of [20, 200]) {
        const analysis = await analysed(language, chain(count));
        costs.push(asked(() => analysis.explain(30)).length);
        analysis.dispose();
      }
      assert.equal(costs[1], costs[0]);
    });
  }
  it('what is told of a point does not hang on what was asked before', async () => {
    const awaits = Array.from({ length: 1000 }, () => '  if (more) await first();\n').join('');
    const text = `async function first() {}
const pause = new Promise((resolve) => setTimeout(resolve, 20));
async function last(more) {
${awaits}  await pause;
}
async function long(more) {
${awaits}  await last(more);
}
async function main() {
  await long(true);
  await last(true);
}
`;
    const [inTurn, alone] = [
      await analysed('javascript', text),
      await analysed('javascript', text),
    ];
    const point = alone.suspensions.points.length - 1;
    inTurn.explain(point - 1);
    assert.equal(alone.explain(point).lens, 'runs last(), which waits for a 20 ms timer');
    assert.equal(inTurn.explain(point).lens, alone.explain(point).lens);
    for (const analysis of [inTurn, alone]) analysis.dispose();
  });
  it('nor does what is told of a function that calls one which was left open', async () => {
    const awaits = (count: number) => '  if (more) await first();\n'.repeat(count);
    const text = `async function first() {}
const pause = new Promise((resolve) => setTimeout(resolve, 20));
async function last(more) {
${awaits(500)}  await pause;
}
async function other(more) {
${awaits(200)}  await last(more);
}
async function long(more) {
${awaits(1100)}  await last(more);
}
async function wrap(more) {
${awaits(750)}  await other(more);
}
async function main() {
  await long(true);
  await wrap(true);
  await other(true);
}
`;
    const analysis = await analysed('javascript', text);
    const { length } = analysis.suspensions.points;
    const [, , lens] = [3, 2, 1].map((back) => analysis.explain(length - back).lens);
    assert.equal(lens, 'runs other(), which waits for a 20 ms timer');
    analysis.dispose();
  });
  it('functions that all call each other are followed once, not on every way between them', async () => {
    const names = Array.from({ length: 10 }, (_, n) => `f${n}`);
    const functions = names.map((name) => {
      const calls = names.map((other) => `  if (more) await ${other}();\n`).join('');
      return `async function ${name}(more) {\n${calls}}\n`;
    });
    const analysis = await analysed(
      'javascript',
      `${functions.join('')}
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function last() {
  await pause(20);
}
async function all(more) {
  await f0(more);
  await last();
}
async function main() {
  await all(true);
}
`,
    );
    const { lens } = analysis.explain(analysis.suspensions.points.length - 1);
    assert.equal(lens, 'runs all(), which waits for a 20 ms timer');
    analysis.dispose();
  });
  const idle = {
    'only quotes it': 'async function save(key) { await fetch(`/items/${key}`); }',
    'only compares it': 'async function save(key) { await fetch(key === null ? "/a" : "/b"); }',
    'only wants a member of it': 'async function save(item) { await fetch(item.url); }',
    'hands it to what only reads it':
      'const address = (item) => "/items/" + item.key;\nasync function save(item) { await fetch(address(item)); }',
  };
  for (const [name, save] of Object.entries(idle)) {
    it(`what a call gives is not looked for where the function ${name}`, async () => {
      const costs: number[] = [];
      for (const count of [4, 30]) {
        const chain = Array.from({ length: count }, (_, n) => `const f${n + 1} = () => f${n}();`);
        const analysis = await analysed(
          'javascript',
          `const f0 = () => 1;\n${chain.join('\n')}\n${save}\nasync function main() {\n  await save(f${count}());\n}\n`,
        );
        costs.push(steps(() => analysis.explain(1)));
        analysis.dispose();
      }
      assert.equal(costs[1], costs[0]);
    });
  }
  it('what comes after a promise is not looked for where nothing asks for it', async () => {
    const costs: number[] = [];
    for (const count of [4, 30]) {
      const chain = Array.from({ length: count }, (_, n) => `const f${n + 1} = () => f${n}();`);
      const analysis = await analysed(
        'javascript',
        `const f0 = () => 1;\n${chain.join('\n')}\nasync function main() {\n  await fetch('/').then(f${count}).catch(f${count}).finally(f${count});\n}\n`,
      );
      costs.push(steps(() => analysis.explain(0)));
      analysis.dispose();
    }
    assert.equal(costs[1], costs[0]);
  });
  it('what objects are that are merged of each other is worked out once', async () => {
    const costs: number[] = [];
    for (const count of [4, 8]) {
      const setters = Array.from(
        { length: count },
        (_, n) => `  set${n}(given) { this.config = merged(given, this.config); }`,
      );
      const analysis = await analysed(
        'javascript',
        `const defaults = { name: 'a' };
const merged = (given, kept) => Object.assign({}, defaults, kept || {}, given);
class Migrator {
${setters.join('\n')}
  async run() { await this.config.source.load(); }
}
`,
      );
      costs.push(steps(() => analysis.explain(0)));
      analysis.dispose();
    }
    const [few = 0, many = Infinity] = costs;
    assert.ok(many < 4 * few, `${many} steps for twice as many setters, ${few} before`);
  });
  const pools = {
    python: (count: number) =>
      'import asyncio\n\n\nclass Pool:\n' +
      '    def __init__(self):\n        self.free = asyncio.Queue()\n' +
      '    async def take(self):\n        if self.closed:\n            raise self.error()\n' +
      '        return await self.free.get()\n' +
      Array.from(
        { length: count },
        (_, n) =>
          `    async def use${n}(self):\n        item = await self.take()\n        item.use()\n`,
      ).join(''),
    typescript: (count: number) =>
      `class Pool {
  free = this.make();
  make() { return []; }
  async take() {
    if (this.closed) throw this.error();
    return await this.free.wait();
  }
${Array.from({ length: count }, (_, n) => `  async use${n}() { (await this.take()).use(); }\n`).join('')}}
`,
  };
  for (const [language, pool] of Object.entries(pools)) {
    it(`${language}: what a method does on the same object is worked out once for all who call it`, async () => {
      const costs: number[] = [];
      for (const count of [10, 20, 40]) {
        const analysis = await analysed(language, pool(count));
        const { points } = analysis.suspensions;
        costs.push(
          steps(() => {
            for (const point of points.keys()) analysis.explain(point);
          }),
        );
        analysis.dispose();
      }
      const [ten = 0, twenty = 0, forty = 0] = costs;
      const perCall = (twenty - ten) / 10;
      assert.equal(forty - twenty, 20 * perCall);
      // The await, the call, its callee and the object, and the place of the value.
      assert.ok(perCall <= 6, `${perCall} steps for each call`);
    });
  }
});
