import type { Grammar } from './templates';

/*
 * What generated programs of JavaScript consist of: the ways in which people write functions, branches, loops, classes, closures, kept
 * promises, executors, combinators and iterators around awaits, some of which wait for a timer and some for nothing.
 */

const head = `import { EventEmitter, once } from 'node:events';
import { setTimeout as delay, setImmediate as soon } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

let turn = 0;
const flip = () => ++turn % 3 === 0;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const sleepy = promisify(setTimeout);
const settled = Promise.resolve(1);

function later(value) {
  return new Promise((resolve) => {
    setTimeout(() => resolve(value), 1);
  });
}

function now(value) {
  return new Promise((resolve) => resolve(value));
}

async function nap(ms = 1, value = 1) {
  await sleep(ms);
  return value;
}

async function quick(value = 1) {
  return value;
}

async function fails(value = 1) {
  throw new Error(value);
}

async function either(flag = true, n = 1) {
  if (flag) await sleep(1);
  return n;
}

const handedOn = (work) => async (...args) => await work(...args);
const delayed = (work) => async (...args) => {
  await sleep(1);
  return work(...args);
};
const only = (work) => (...args) => work(...args);

class Steps {
  constructor(count, slow = false) {
    this.count = count;
    this.slow = slow;
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async next() {
    if (this.count <= 0) return { done: true, value: undefined };
    this.count--;
    if (this.slow) await sleep(1);
    return { done: false, value: this.count };
  }
}

class Lock {
  #last = Promise.resolve();

  async run(work) {
    const before = this.#last;
    let release;
    this.#last = new Promise((resolve) => (release = resolve));
    await before;
    try {
      return await work();
    } finally {
      release();
    }
  }
}

const lock = new Lock();`;

const holes: Grammar['holes'] = {
  // A condition.
  C: [
    'flag',
    '!flag',
    'n > 1',
    'n === 0',
    'flip()',
    'n && flag',
    'items.length > 1',
    'items',
    'true',
    'flag ?? n',
    "typeof n === 'number'",
  ],
  // An argument.
  A: [
    'true',
    'false',
    'flag',
    '0',
    '1',
    'flip()',
    'flag, n',
    '!flag',
    'n > 1',
    'undefined, 2',
    '...items',
  ],
  // An expression that can be awaited.
  E: [
    'sleep(1)',
    'sleepy(1)',
    'delay(1)',
    'delay(1, n)',
    'soon()',
    'nap()',
    'quick()',
    'quick(n)',
    'either({A})',
    'either(flag)',
    'later()',
    'now(n)',
    'n',
    'null',
    'settled',
    'Promise.resolve(n)',
    'Promise.resolve({CALL})',
    '{ then(resolve) { setTimeout(resolve, 1); } }',
    '{ then(resolve) { resolve(n); } }',
    'new Promise((resolve) => setImmediate(resolve))',
    'new Promise((resolve) => queueMicrotask(resolve))',
    'new Promise((resolve) => process.nextTick(resolve))',
    'new Promise((resolve) => ({C} ? resolve() : setTimeout(resolve, 1)))',
    'new Promise((resolve, reject) => { if ({C}) resolve(n); else {CALL}.then(resolve, reject); })',
    'Promise.all([{CALL}, {CALL}])',
    'Promise.all([])',
    'Promise.all([quick(), n])',
    'Promise.all(items.map((i) => either(i)))',
    'Promise.all(items.map(async (i) => { if (i) await {E}; }))',
    'Promise.allSettled([{CALL}, fails()])',
    'Promise.race([{CALL}, sleep(5)])',
    'Promise.race([quick(), {CALL}])',
    'Promise.any([{CALL}, {CALL}])',
    '{CALL}.then(() => {CALL})',
    '{CALL}.then((value) => value)',
    '{CALL}.catch(() => n)',
    '{CALL}.finally(() => sleep(1))',
    '({C} ? nap() : quick())',
    '({C} ? sleep(1) : n)',
    '({C} && nap())',
    '(() => quick())()',
    '(async () => { {S} })()',
    '({ nap, quick }).quick()',
    '[nap, quick][0]()',
    'readFile(new URL(import.meta.url))',
    'lock.run(() => {CALL})',
    'lock.run(quick)',
    '{CALL}',
    '{CALL}',
    '{CALL}',
    '{CALL}',
    '{CALL}',
    '{CALL}',
  ],
  // Statements.
  S: ['{ONE}', '{ONE}\n{ONE}', '{ONE}\n{ONE}\n{ONE}'],
  ONE: [
    'await {E};',
    'await {E};',
    'await {E};',
    'await {E};',
    'n = (await {E}) || 0;',
    'const value§ = await {E};',
    'flag = !flag;',
    'n -= 1;',
    'items = items.slice(1);',
    'return await {E};',
    'return {E};',
    'if ({C}) return n;',
    'if ({C}) return await {E};',
    'if ({C}) {\n  {S}\n}',
    'if ({C}) {\n  {S}\n} else {\n  {S}\n}',
    'if ({C}) await {E};\nelse if ({C}) await {E};\nelse return null;',
    'for (let i§ = 0; i§ < {COUNT}; i§++) {\n  {S}\n}',
    'for (const i§ of items) {\n  {S}\n  if ({C}) break;\n}',
    'for (const i§ of items) {\n  if ({C}) continue;\n  {S}\n}',
    'for (const i§ of [1, 2]) await {E};',
    'let left§ = 2;\nwhile (left§-- > 0) {\n  {S}\n}',
    'let left§ = 0;\nwhile (true) {\n  left§++;\n  if (left§ > 2 || {C}) break;\n  {S}\n}',
    'do {\n  {S}\n} while (flip());',
    'try {\n  {S}\n} finally {\n  await {E};\n}',
    'try {\n  {S}\n} catch {\n  {S}\n}',
    'try {\n  await fails(n);\n} catch (error) {\n  {S}\n}',
    'try {\n  if ({C}) throw new Error(n);\n  {S}\n} catch {}',
    'switch (n) {\n  case 0:\n    {S}\n    break;\n  case 1:\n    await {E};\n  default:\n    {S}\n}',
    'for await (const step§ of new Steps({COUNT})) {\n  {S}\n}',
    'for await (const step§ of new Steps(2, {C})) n += step§;',
    'for await (const one§ of [{CALL}, n]) n = one§;',
    'for await (const one§ of items.map((i) => either(i))) {\n  if ({C}) break;\n}',
    'const kept§ = {CALL};\n{S}\nawait kept§;',
    'const kept§ = {CALL};\nawait sleep(2);\nawait kept§;',
    'const kept§ = quick();\nawait kept§;\nawait kept§;',
    'const all§ = items.map((i) => either(i));\nfor (const one§ of all§) await one§;',
    'const all§ = [];\nfor (const i§ of items) all§.push(either(i§, i§));\nawait Promise.all(all§);',
    'const [first§, second§] = await Promise.all([{CALL}, {CALL}]);',
    'const { length: length§ } = await {E} ?? [];',
    'let job§ = {CALL};\nif ({C}) job§ = now();\nawait job§;',
    'let job§;\nif ({C}) job§ = {CALL};\nawait job§;',
    'let open§;\nconst gate§ = new Promise((resolve) => { open§ = resolve; });\nif ({C}) open§();\nelse setTimeout(open§, 1);\nawait gate§;',
    'const emitter§ = new EventEmitter();\nsetTimeout(() => emitter§.emit("ready", n), 1);\nawait once(emitter§, "ready");',
    'const { promise: promise§, resolve: resolve§ } = withResolvers();\nsetTimeout(resolve§, 1);\nawait promise§;',
    '({C}) && (await {E});',
    'const value§ = {C} ? await {E} : null;',
    'const value§ = ({C}) || (await {E});',
    'n ??= await {E};',
    'const inner§ = async () => {\n  {S}\n};\nawait inner§();',
    'async function inner§(again = false) {\n  n = 1;\n  if (again) await {E};\n}\nawait inner§({C});',
    'const handler§ = {C} ? nap : quick;\nawait handler§();',
    'for (const handler§ of [quick, nap]) await handler§();',
    'const table§ = { slow: nap, fast: () => n };\nawait table§.fast();\nawait table§[{C} ? "slow" : "fast"]();',
    'await items[0]?.then?.(() => n);',
    'await options?.work?.();',
    'items.length = 0;',
    'items.forEach(async (i) => { await {E}; });',
  ],
  COUNT: ['0', '1', '2', 'n', 'items.length'],
  // The body of an async generator.
  BODY: [
    '{S}\nyield n;',
    'yield n;\n{S}',
    'for (let i§ = 0; i§ < {COUNT}; i§++) {\n  yield i§;\n  {S}\n}',
    'for (const i§ of items) {\n  {S}\n  yield i§;\n}',
    'try {\n  yield n;\n} finally {\n  await {E};\n}',
    'if ({C}) {\n  {S}\n}\nyield n;\nyield n;',
    'if ({C}) return;\nyield n;\n{S}',
    'yield* new Steps({COUNT}, {C});',
    'yield {CALL};',
    'for await (const one§ of new Steps({COUNT}, {C})) yield one§;',
  ],
  USE: [
    'await limited(() => {THIS});',
    'await Promise.race([{THIS}, sleep(200)]).catch(() => {});',
    'try {\n  await {THIS};\n} catch {}',
    'await Promise.allSettled([{THIS}, {THIS}]);',
  ],
};

const parameters = 'flag = true, n = 1, ...items';
const given = 'const options = {};';

const definitions: Grammar['definitions'] = [
  {
    text: `async function load§(${parameters}) {\n  ${given}\n  {S}\n}`,
    calls: ['load§({A})', 'load§()'],
  },
  {
    text: `async function load§(${parameters}) {\n  ${given}\n  {S}\n  return n;\n}`,
    calls: ['load§({A})', 'load§(false)'],
  },
  {
    text: `const load§ = async (flag = false, n = 2, items = [1, 0]) => {\n  const options = {};\n  {S}\n  {S}\n};`,
    calls: ['load§({A})', 'load§(true, 1, [])'],
  },
  {
    text: `const load§ = handedOn(async (${parameters}) => {\n  ${given}\n  {S}\n});`,
    calls: ['load§({A})'],
  },
  {
    text: `const load§ = delayed(async (${parameters}) => {\n  ${given}\n  {S}\n});`,
    calls: ['load§({A})'],
  },
  {
    text: `const load§ = only(async (${parameters}) => {\n  ${given}\n  {S}\n});`,
    calls: ['load§({A})'],
  },
  {
    text: `async function load§({ flag = true, n = 1, items = [0, 1], work = quick } = {}) {\n  const options = { work };\n  await work();\n  {S}\n}`,
    calls: ['load§()', 'load§({ flag: false })', 'load§({ work: nap, n: 0 })'],
  },
  {
    text: `function start§(flag = true, n = 1, ...items) {\n  const options = {};\n  if ({C}) return {E};\n  return {CALL};\n}`,
    calls: ['Promise.resolve(start§({A}))'],
  },
  {
    text: `function start§(flag = true, n = 1) {\n  const items = [n];\n  return {CALL};\n}`,
    calls: ['start§()', 'start§(false)'],
  },
  {
    text: `class Base§ {\n  constructor(flag = true, items = []) {\n    this.flag = flag;\n    this.items = items;\n  }\n\n  async run(flag = true, n = 1) {\n    let { items, items: options } = this;\n    if (this.flag) await this.step(flag);\n    {S}\n  }\n\n  async step(flag, n = 0) {\n    let { items, items: options } = this;\n    {S}\n  }\n}\n\nclass Other§ extends Base§ {\n  async step(flag, n = 1) {\n    let items = [1], options = {};\n    {S}\n    await super.step(flag);\n  }\n}`,
    calls: [
      'new Base§().run()',
      'new Base§(false).run(false)',
      'new Other§().run()',
      'new Other§().step(true)',
    ],
  },
  {
    text: `class Client§ {\n  #pending = null;\n  work = quick;\n\n  constructor(n = 1) {\n    this.n = n;\n    this.ready = this.open();\n  }\n\n  get slow() {\n    return this.n > 1 ? sleep(1) : undefined;\n  }\n\n  static async make(flag = true, n = 1, items = [0, 1]) {\n    const client = new this(n), options = { work: nap };\n    {S}\n    await client.ready;\n    return client;\n  }\n\n  async open(flag = this.n > 1, n = 1, items = [1]) {\n    const options = {};\n    {S}\n  }\n\n  async get(flag = true, n = 1, items = [1]) {\n    const options = {};\n    await this.slow;\n    {S}\n    return this.n;\n  }\n\n  once() {\n    this.#pending ??= this.get();\n    return this.#pending;\n  }\n\n  use(work) {\n    this.work = work;\n    return this;\n  }\n\n  async call() {\n    await this.work();\n  }\n}`,
    calls: [
      'Client§.make({A})',
      'new Client§().get()',
      'new Client§(2).get(false)',
      'new Client§().once()',
      'new Client§().call()',
      'new Client§().use(nap).call()',
    ],
  },
  {
    text: `async function apply§(work = quick, flag = true, n = 1) {\n  let items = [], options = {};\n  if ({C}) await work();\n  {S}\n}`,
    calls: [
      'apply§()',
      'apply§(nap)',
      'apply§(() => quick())',
      'apply§(() => n)',
      'apply§(() => { turn++; })',
    ],
  },
  {
    text: `async function first§(...works) {\n  let [flag, n, items, options] = [true, 1, [], {}];\n  for (const work of works) await work();\n  {S}\n}`,
    calls: ['first§(quick)', 'first§()', 'first§(quick, nap)', 'first§(...[quick])'],
  },
  {
    text: `async function* stream§(${parameters}) {\n  ${given}\n  {BODY}\n}\n\nasync function read§(${parameters}) {\n  for await (const item of stream§(flag, n, ...items)) n = item;\n}\n\nasync function next§(flag = true) {\n  const { value } = await stream§(flag).next();\n  return value;\n}`,
    calls: ['read§({A})', 'read§()', 'next§(false)'],
  },
  {
    text: `const cache§ = new Map();\n\nfunction cached§(n = 1, flag = false, ...items) {\n  if (!cache§.has(n)) cache§.set(n, {CALL});\n  return cache§.get(n);\n}`,
    calls: ['cached§()', 'cached§(2)'],
  },
  {
    text: `const results§ = {};\n\nasync function memo§(n = 1, flag = true) {\n  let items = [n], options = {};\n  if (n in results§) return results§[n];\n  {S}\n  results§[n] = n;\n  return n;\n}`,
    calls: ['memo§()', 'memo§(2, false)'],
  },
  { text: 'const alias§ = {NAME};', calls: ['alias§()'] },
  { text: 'const bound§ = {NAME}.bind(null, 0);', calls: ['bound§()'] },
  {
    text: `function maker§(flag = true) {\n  return async function made(n = 1) {\n    let items = [n], options = {};\n    if (flag) await sleep(1);\n    {S}\n  };\n}`,
    calls: ['maker§()()', 'maker§(false)()'],
  },
  {
    text: `async function retry§(flag = true, n = 1, ...items) {\n  for (let attempt = 0; attempt < 3; attempt++) {\n    try {\n      return await {CALL};\n    } catch (error) {\n      await sleep(2 ** attempt);\n    }\n  }\n  throw new Error('too often');\n}`,
    calls: ['retry§()'],
  },
];

export const javascriptGrammar: Grammar = {
  head: `${head}

function withResolvers() {
  let resolve, reject;
  const promise = new Promise((...functions) => {
    [resolve, reject] = functions;
  });
  return { promise, resolve, reject };
}

async function limited(work) {
  try {
    await Promise.race([work(), sleep(200)]);
  } catch {}
}

process.on('unhandledRejection', () => {});
setTimeout(() => process.exit(), 5000).unref();`,
  definitions,
  holes: { ...holes, NAME: ['nap', 'quick', 'either', 'fails'] },
  plain: 'either({A})',
  tail: `let [flag, n, items, options] = [true, 1, [1, 0], {}];
{USES}
process.exit();
`,
};
