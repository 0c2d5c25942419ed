import assert from 'node:assert/strict';
import { Analysis } from '../../../src/core/analysis';
import type { Location } from '../../../src/core/explain/questions';
import { Workspace } from '../../../src/core/explain/workspace';
import { reader } from '../../support/syntax';
import { check } from './explainedTrees';
import type { Tree } from '../../support/explanations';
import { explainFile, workspaceOf } from '../../support/explanations';

const client = `import asyncio
DELAY = 2
async def load(n):
    await asyncio.sleep(n)
async def cached():
    return 1
class Store:
    def __init__(self):
        self.lock = asyncio.Lock()
    async def get(self):
        async with self.lock:
            return 1
lock = asyncio.Lock()
`;

describe('following Python imports', () => {
  it('finds the fixtures of a conftest.py in a folder above', async () => {
    const [explanation] = await explainFile(
      {
        '/tests/conftest.py':
          'import asyncio\nimport pytest\n@pytest.fixture\ndef gate():\n    return asyncio.Event()\n',
        '/tests/api/test_gate.py': 'async def test_gate(gate):\n    await gate.wait()\n',
      },
      '/tests/api/test_gate.py',
    );
    assert.equal(explanation?.callee, 'asyncio.Event.wait');
  });

  check({
    'into the module beside': [
      {
        '/app/main.py':
          'import client\nasync def main():\n    await client.load(3)\n    await client.cached()\n',
        '/app/client.py': client,
      },
      {
        callee: 'client.load',
        waitsFor: 'coroutine',
        suspends: 'always',
        detail: 'load(): a 3 s timer at line 4 of client.py',
      },
      { callee: 'client.cached', waitsFor: 'coroutine', suspends: 'never' },
    ],
    'relatively, through what a package hands on': [
      {
        '/shop/orders/main.py':
          'from ..net import load as fetch\nasync def main():\n    await fetch(1)\n',
        '/shop/__init__.py': '',
        '/shop/orders/__init__.py': '',
        '/shop/net/__init__.py': 'from .client import *\n',
        '/shop/net/client.py': client,
      },
      { callee: 'shop.net.client.load', waitsFor: 'coroutine', suspends: 'always' },
    ],
    'absolutely, from where the outermost package lies': [
      {
        '/src/shop/main.py':
          'import shop.client\nfrom shop import client as c\nasync def main():\n    await shop.client.load(c.DELAY)\n',
        '/src/shop/__init__.py': '',
        '/src/shop/client.py': client,
      },
      { detail: 'load(): a 2 s timer at line 4 of client.py' },
    ],
    'to classes, their objects and module variables': [
      {
        '/main.py':
          'from client import Store, lock\nclass Mine(Store):\n    pass\nasync def main(s: Store):\n    await s.get()\n    await Mine().get()\n    async with Store().lock:\n        pass\n    async with lock:\n        pass\n',
        '/client.py': client,
      },
      { callee: 'client.Store.get', waitsFor: 'coroutine', suspends: 'maybe' },
      { callee: 'client.Store.get', waitsFor: 'coroutine' },
      { waitsFor: 'lock', detail: 'lock Store().lock' },
      { waitsFor: 'lock', detail: 'lock' },
    ],
    'in a circle, to an end': [
      {
        '/a.py':
          'from b import g, x\nfrom b import y as z\ny = x\nasync def f():\n    await g()\n    await z()\n',
        '/b.py': 'from a import f, y\nx = y\nasync def g():\n    await f()\n',
      },
      { callee: 'b.g', waitsFor: 'coroutine' },
      { waitsFor: 'unknown' },
    ],
    'but knows a library by its own name first': [
      {
        '/main.py': 'import asyncio\nasync def main():\n    await asyncio.sleep(1)\n',
        '/asyncio.py': 'async def sleep(n): pass\n',
      },
      { waitsFor: 'timer' },
    ],
  });
});

const helpers = `export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
export async function load() {
  const response = await fetch('/');
  return response;
}
export default class Store {
  ready = wait(5);
  async open() { await this.ready; }
}
export const DELAY = 250;
async function hidden() { await wait(1); }
export { hidden as shown };
`;

describe('following JavaScript imports', () => {
  check({
    'with the ending left out, or that of the compiled file': [
      {
        '/src/main.ts':
          "import { wait, DELAY } from './helpers';\nimport { load } from './helpers.js';\nawait wait(DELAY);\nconst r = await load();\nawait r.json();\n",
        '/src/helpers.ts': helpers,
      },
      { waitsFor: 'timer', detail: '250 ms' },
      { callee: 'helpers.load', waitsFor: 'promise' },
      { callee: 'Response.json', waitsFor: 'network' },
    ],
    'to defaults, namespaces, other names and what an index hands on': [
      {
        '/main.ts':
          "import Store, * as all from './lib';\nimport { shown } from './lib';\nimport { time } from './lib';\nconst s = new Store();\nawait s.open();\nawait all.load();\nawait shown();\nawait time.wait(7);\n",
        '/lib/index.ts':
          "export { default } from '../helpers';\nexport * from '../helpers';\nexport * as time from '../helpers';\n",
        '/helpers.ts': helpers,
      },
      { callee: 'helpers.Store.open', waitsFor: 'promise' },
      { callee: 'helpers.load', waitsFor: 'promise' },
      { callee: 'helpers.hidden', waitsFor: 'promise' },
      { waitsFor: 'timer', detail: '7 ms' },
    ],
    'of CommonJS': [
      {
        '/main.js':
          "const { load, one } = require('./lib');\nconst lib = require('./lib');\nconst run = require('./run.js');\nasync function f() {\n  await load();\n  await lib.one();\n  await one();\n  await run();\n  await lib.record.go();\n}\n",
        '/lib.js':
          "const { setTimeout: nap } = require('timers/promises');\nasync function load() { await nap(9); }\nmodule.exports = { load, record: { async go() { await nap(3); } } };\nmodule.exports.one = async function one() {};\n",
        '/run.js': 'module.exports = async function run() {};\n',
      },
      { callee: 'lib.load', detail: 'load(): a 9 ms timer at line 2 of lib.js' },
      { callee: 'lib.one', waitsFor: 'promise' },
      { callee: 'lib.one', waitsFor: 'promise' },
      { callee: 'run.run', waitsFor: 'promise' },
      { callee: 'lib.go', waitsFor: 'promise' },
    ],
    'in a circle, to an end': [
      {
        '/a.ts':
          "import { g } from './b';\nexport * from './b';\nexport async function f() { await g(); }\n",
        '/b.ts':
          "export * from './a';\nimport { f, h } from './a';\nexport async function g() { await f(); await h(); }\n",
      },
      { callee: 'b.g', waitsFor: 'promise' },
    ],
  });
});

describe('a workspace', () => {
  it('is read again where a file has changed, and only there', async () => {
    const tree: Tree = {
      '/main.py': 'from other import f\nasync def main():\n    await f()\n',
      '/other.py': 'async def f():\n    pass\n',
    };
    const workspace = workspaceOf(tree);
    const place = { path: '/main.py', workspace };
    const analysis = await Analysis.open(reader, 'python', tree['/main.py'] ?? '', place);
    assert.equal(analysis.explain(0).waitsFor, 'unknown');
    assert.ok(await analysis.settle());
    assert.equal(analysis.explain(0).suspends, 'never');
    assert.ok(!(await analysis.settle()));

    tree['/other.py'] = 'import asyncio\nasync def f():\n    await asyncio.sleep(1)\n';
    assert.ok(!workspace.changed('/unrelated.py'));
    assert.ok(workspace.changed('/other.py'));
    assert.equal(analysis.explain(0).suspends, 'never');
    await analysis.settle();
    assert.equal(analysis.explain(0).suspends, 'always');
    analysis.dispose();
    workspace.dispose();
  });

  it('asks a language server for what the source does not tell, and again after an edit', async () => {
    const main = 'async def main(thing):\n    await thing.load()\n';
    const tree: Tree = {
      '/main.py': main,
      '/far/away.py': 'x = 1\nasync def load():\n    return x\n',
    };
    const asked: Location[] = [];
    const workspace = new Workspace(reader, {
      roots: [],
      read: (path) => Promise.resolve(tree[path] ?? null),
      definition: (at) => {
        asked.push(at);
        return Promise.resolve({ path: '/far/away.py', position: { line: 1, character: 10 } });
      },
    });
    const analysis = await Analysis.open(reader, 'python', main, { path: '/main.py', workspace });
    assert.equal(analysis.explain(0).waitsFor, 'unknown');
    await analysis.consult();
    assert.deepEqual(asked, [{ path: '/main.py', position: { line: 1, character: 16 } }]);
    const { callee, waitsFor, suspends } = analysis.explain(0);
    assert.deepEqual(
      { callee, waitsFor, suspends },
      { callee: 'away.load', waitsFor: 'coroutine', suspends: 'never' },
    );

    const start = { line: 0, character: 0 };
    analysis.edit([{ range: { start, end: start }, text: '\n' }]);
    await analysis.consult();
    assert.deepEqual(asked[1], { path: '/main.py', position: { line: 2, character: 16 } });
    analysis.dispose();
    workspace.dispose();
  });

  it('waits for no language server with what the files tell, and does not ask it for that', async () => {
    const tree: Tree = {
      '/main.py':
        'from helper import load\nasync def main(thing):\n    await load()\n    await thing.load()\n',
      '/helper.py': 'async def load():\n    return 1\n',
    };
    const asked: Location[] = [];
    let answer: (at: Location | null) => void = () => undefined;
    const workspace = new Workspace(reader, {
      roots: [''],
      read: (path) => Promise.resolve(tree[path] ?? null),
      definition: (at) => {
        asked.push(at);
        return new Promise((resolve) => (answer = resolve));
      },
    });
    const place = { path: '/main.py', workspace };
    const analysis = await Analysis.open(reader, 'python', tree['/main.py'] ?? '', place);
    analysis.explain(0);
    await analysis.settle();
    assert.equal(analysis.explain(0).suspends, 'never');
    const told = analysis.consult();
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    answer({ path: '/helper.py', position: { line: 0, character: 10 } });
    assert.ok(await told);
    assert.equal(analysis.explain(1).callee, 'helper.load');
    assert.deepEqual(asked, [{ path: '/main.py', position: { line: 3, character: 16 } }]);
    analysis.dispose();
    workspace.dispose();
  });

  it('asks what a hover says where no definition helps', async () => {
    const main = 'async function main(thing) {\n  await thing.load();\n}\n';
    const workspace = new Workspace(reader, {
      roots: [],
      read: () => Promise.resolve(null),
      definition: () => Promise.resolve(null),
      hover: () => Promise.resolve('```typescript\n(method) Thing.load(): Promise<number>\n```'),
    });
    const place = { path: '/main.js', workspace };
    const analysis = await Analysis.open(reader, 'javascript', main, place);
    await analysis.consult();
    assert.equal(analysis.explain(0).waitsFor, 'promise');
    analysis.dispose();
    workspace.dispose();
  });

  it('lets its host do other things between points, and ends where that is an edit', async () => {
    const call = '    await f()\n';
    const main = `from other import f\nasync def main():\n${call.repeat(40)}`;
    const tree: Tree = { '/main.py': main, '/other.py': 'async def f():\n    pass\n' };
    const workspace = workspaceOf(tree);
    const place = { path: '/main.py', workspace };
    const analysis = await Analysis.open(reader, 'python', main, place);
    let pauses = 0;
    const edited = await analysis.settle(() => {
      pauses++;
      const start = { line: 2, character: 0 };
      analysis.edit([{ range: { start, end: start }, text: call }]);
      return Promise.resolve();
    });
    assert.deepEqual([edited, pauses], [false, 1]);
    assert.equal(analysis.explain(0).waitsFor, 'unknown');

    const read = await analysis.settle(() => {
      pauses++;
      return Promise.resolve();
    });
    assert.deepEqual([read, pauses], [true, 5]);
    assert.equal(analysis.explain(0).suspends, 'never');
    analysis.dispose();
    workspace.dispose();
  });
});

describe('following JavaScript into packages', () => {
  const timer = { waitsFor: 'timer', detail: '100 ms' } as const;
  const nap = 'export const nap = () => new Promise<void>((r) => setTimeout(r, 100));\n';
  check({
    'by exports of package.json, where conditions nest': [
      {
        '/app/src/main.ts': 'import { nap } from "lib/timers";\nawait nap();\n',
        '/app/node_modules/lib/package.json': JSON.stringify({
          name: 'lib',
          exports: { './*': { browser: './no.js', node: { import: './dist/*.js' } } },
        }),
        '/app/node_modules/lib/dist/timers.js':
          'export const nap = () => new Promise((r) => setTimeout(r, 100));\n',
      },
      timer,
    ],
    'by types before main, and by @types where a package has none': [
      {
        '/app/main.ts':
          'import { load } from "lib";\nimport { fetchAll } from "old";\nawait load();\nawait fetchAll();\n',
        '/app/node_modules/lib/package.json':
          '{ "name": "lib", "main": "lib.js", "types": "lib.d.ts" }',
        '/app/node_modules/lib/lib.d.ts': 'export declare function load(): Promise<Response>;\n',
        '/app/node_modules/lib/lib.js': 'exports.load = () => 1;\n',
        '/app/node_modules/@types/old/package.json': '{ "name": "@types/old" }',
        '/app/node_modules/@types/old/index.d.ts':
          'declare namespace old { }\ndeclare const it: { fetchAll(): Promise<void> };\nexport = it;\n',
      },
      { waitsFor: 'promise', lens: 'waits for the promise of load()' },
      { waitsFor: 'promise', lens: 'waits for the promise of fetchAll()' },
    ],
    'by paths of a tsconfig that another one extends': [
      {
        '/app/src/main.ts': 'import { nap } from "@lib/timers";\nawait nap();\n',
        '/app/tsconfig.json': '{ "extends": "./tsconfig.base" }',
        '/app/tsconfig.base.json':
          '{ // Where the library is.\n "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["lib/*"], }, } }',
        '/app/lib/timers.ts': nap,
      },
      timer,
    ],
    'by imports of the own package, and by its own name': [
      {
        '/app/src/main.ts':
          'import { nap } from "#timers";\nimport * as own from "app/timers";\nawait nap();\nawait own.nap();\n',
        '/app/package.json': JSON.stringify({
          name: 'app',
          imports: { '#timers': './src/timers.ts' },
          exports: { './timers': './src/timers.ts' },
        }),
        '/app/src/timers.ts': nap,
      },
      timer,
      timer,
    ],
    'to the library that the catalog knows, in its own tests': [
      {
        '/fastify/test/a.js':
          'const app = require("..")();\nasync function f() { await app.inject("/"); }\n',
        '/fastify/package.json': '{ "name": "fastify", "main": "fastify.js" }',
        '/fastify/fastify.js': 'module.exports = () => ({ inject: () => 1 });\n',
      },
      { callee: 'fastify.FastifyInstance.inject', waitsFor: 'task' },
    ],
    'and takes the types of JavaScript from the declarations beside it': [
      {
        '/app/client.js':
          'export class Client {\n  async get(fetcher) { return await fetcher.fetch(); }\n}\n',
        '/app/client.d.ts':
          'export declare class Client { get(fetcher: { fetch(): Promise<Response> }): Promise<Response>; }\n',
      },
      { waitsFor: 'promise', lens: 'waits for the promise of fetcher.fetch()' },
    ],
    'through what compilers make of re-exports': [
      {
        '/main.js':
          "const all = require('./index.js');\nasync function main() {\n  await all.first();\n  await all.second();\n  await all.third();\n}\n",
        '/index.js':
          "Object.defineProperty(exports, 'first', { enumerable: true, get: function () { return one.load; } });\nconst one = require('./one.js');\n__exportStar(require('./two.js'), exports);\n__export(index_exports, { third: () => three });\nasync function three() {\n  await fetch('/three');\n}\n",
        '/one.js': "exports.load = () => fetch('/one');\n",
        '/two.js': "exports.second = () => fetch('/two');\n",
      },
      { lens: 'waits for the HTTP response from /one' },
      { lens: 'waits for the HTTP response from /two' },
      { detail: 'three(): the HTTP response from /three at line 6 of index.js' },
    ],
    'to each of the modules that it may stand for': [
      {
        '/main.js':
          "const sums = require('./sums.js');\nasync function main() {\n  await sums.hash('a');\n}\n",
        '/sums.js':
          "if (process.env.OLD) {\n  module.exports = { hash: () => 'a' };\n} else {\n  module.exports = { hash: () => fetch('/hash') };\n}\n",
      },
      { lens: 'waits for the HTTP response from /hash, or nothing' },
    ],
    'from declarations to the code of their package': [
      {
        '/app/main.ts':
          'import { Client, ping } from "lib";\nasync function main(client: Client) {\n  await client.load();\n  await client.at("/").load();\n  await ping();\n}\n',
        '/app/node_modules/lib/package.json':
          '{ "name": "lib", "main": "lib.js", "types": "lib.d.ts" }',
        '/app/node_modules/lib/lib.d.ts':
          'export declare class Base { at(path: string): this; }\nexport declare class Client extends Base { load(): Promise<Response>; }\nexport declare function ping(): Promise<void>;\n',
        '/app/node_modules/lib/lib.js':
          "exports.Base = class Base {\n  at(path) { this.path = path; return this; }\n};\nexports.Client = class Client extends exports.Base {\n  async load() {\n    return await fetch('/load');\n  }\n};\nexports.ping = async function ping() {\n  await fetch('/ping');\n};\n",
      },
      { detail: 'Client.load(): the HTTP response from /load at line 6 of lib.js' },
      { detail: 'Client.load(): the HTTP response from /load at line 6 of lib.js' },
      { detail: 'ping(): the HTTP response from /ping at line 10 of lib.js' },
    ],
    'from declarations to the code in the module system of the file itself': [
      {
        '/app/use.mjs':
          'export class Use {\n  async run() {\n    await this.client.load();\n  }\n}\n',
        '/app/use.d.ts':
          'import { Client } from "./client";\nexport declare class Use { client: Client; }\n',
        '/app/client.d.ts': 'export declare class Client { load(): Promise<void>; }\n',
        '/app/client.js':
          "exports.Client = class Client {\n  async load() { await fetch('/old'); }\n};\n",
        '/app/client.mjs':
          "export class Client {\n  async load() {\n    await fetch('/new');\n  }\n}\n",
      },
      { detail: 'Client.load(): the HTTP response from /new at line 3 of client.mjs' },
    ],
    'back from what compilers make of calls of imported functions': [
      {
        '/app/load.js':
          "'use strict';\nasync function load(source) {\n  await source.get();\n}\nexports.load = load;\n",
        '/app/main.js':
          "'use strict';\nconst load_1 = require('./load');\nclass Source {\n  async get() {\n    await fetch('/');\n  }\n}\n(0, load_1.load)(new Source());\n",
      },
      { detail: 'Source.get(): the HTTP response from / at line 5 of main.js' },
    ],
    'to one class, where not all that is passed is known': [
      {
        '/app/load.js':
          "'use strict';\nasync function load(source) {\n  await source.get();\n}\nexports.load = load;\n",
        '/app/main.js':
          "'use strict';\nconst { load } = require('./load');\nclass Source {\n  async get() {\n    await fetch('/');\n  }\n}\nload(new Source());\nload(JSON.parse(text).source);\nload(sourceOf());\n",
      },
      { detail: 'Source.get(): the HTTP response from / at line 5 of main.js' },
    ],
  });
});
