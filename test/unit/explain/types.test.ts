import assert from 'node:assert/strict';
import { explainLast } from '../../support/explanations';
import { check, checkLast } from './explainedTrees';

describe('a type with parameters', () => {
  check({
    'says what it is given': [
      {
        '/main.ts':
          'type Choose<A, B> = unknown extends A ? B : A;\ninterface Client { send(): Promise<Choose<Response, Blob>>; }\ninterface Holder<T> { readonly client: T; }\nasync function main(holder: Holder<Client>) {\n  const sent = await holder.client.send();\n  await sent.arrayBuffer();\n}\n',
      },
      { waitsFor: 'promise', detail: 'holder.client.send()' },
      { waitsFor: 'promise', lens: 'waits for the contents of sent or the response body' },
    ],
    'says what bounds it where nothing is given': [
      {
        '/main.ts':
          'async function read<T extends Response>(response: T) {\n  await response.text();\n}\nasync function any<T>(value: T) {\n  await value;\n}\n',
      },
      { waitsFor: 'network' },
      {
        waitsFor: 'unknown',
        summary:
          'What value waits for cannot be told from this file: T is a type parameter: each use gives its own type.',
      },
    ],
    'is read past comments and generic functions': [
      {
        '/main.ts':
          'interface Hooks {\n  /** Called as `{ before: () => {} }`. */\n  // one of: many\n  readonly before: <T>(value: T) => Promise<void>;\n  readonly all: { [name: string]: () => Promise<void> };\n  (): Promise<void>;\n}\nasync function main(hooks: Hooks) {\n  await hooks.before(1);\n  await hooks.all.first();\n  await hooks();\n}\n',
      },
      { waitsFor: 'promise' },
      { waitsFor: 'promise' },
      { waitsFor: 'promise' },
    ],
  });
});

describe('a function without types of its own', () => {
  check({
    'has those that its place gives it': [
      {
        '/main.ts':
          "type Handler = (request: Request, next: () => Promise<void>) => Promise<string>;\nconst named: Handler = async (request) => {\n  return await request.text();\n};\nfunction make(): Handler {\n  return async (request, next) => {\n    await next();\n    return await request.text();\n  };\n}\nfunction use(path: string, handler: Handler): void {}\nuse('/', async ({ body }) => {\n  for await (const chunk of body) use(chunk, named);\n  return '';\n});\nconst table: { readonly get: Handler } = {\n  async get(request) {\n    return await request.text();\n  },\n};\n",
      },
      { waitsFor: 'network' },
      { waitsFor: 'promise', detail: 'next()' },
      { waitsFor: 'network' },
      { callee: null, waitsFor: 'network' },
      { waitsFor: 'network' },
    ],
  });
});

describe('a call signature', () => {
  check({
    'gives its parameters to the function in its place': [
      {
        '/main.ts':
          'type Middleware = { (options: { next: { (): Promise<number> } }): Promise<void>; kind?: string };\nconst first: Middleware = async ({ next }) => {\n  await next();\n};\n',
      },
      { waitsFor: 'promise', lens: 'waits for the promise of next()' },
    ],
  });
});

describe('a member of a type', () => {
  check({
    'is found where the type has arguments': [
      {
        '/main.ts':
          "declare class Lazy {\n  then: Promise<string[]>['then'];\n}\nasync function main(lazy: Lazy) {\n  await lazy;\n}\n",
      },
      { waitsFor: 'promise' },
    ],
  });
});

describe('declarations beside code', () => {
  check({
    'are found under the name of an export, and those of all overloads count': [
      {
        '/load.js':
          'async function load(source) {\n  const loaded = await source.read();\n  await loaded.text();\n}\nexports.read = load;\n',
        '/load.d.ts': 'export * from "./all";\n',
        '/all.d.ts':
          'export declare function read(source: { read(): Promise<Blob> }): Promise<void>;\nexport declare function read(source: { read(): Promise<Response> }): Promise<void>;\n',
      },
      { waitsFor: 'promise', lens: 'waits for the promise of source.read()' },
      { waitsFor: 'promise', lens: 'waits for the contents of loaded or the response body' },
    ],
    'have the type of a getter and of a class that is the default export': [
      {
        '/options.js':
          'export default class Options {\n  #all;\n  get retry() {\n    return this.#all.retry;\n  }\n}\nasync function main() {\n  await new Options().retry.delay();\n}\n',
        '/options.d.ts':
          'export default class Options {\n  get retry(): { delay(): Promise<number> };\n}\n',
      },
      { waitsFor: 'promise' },
    ],
  });
});

describe('declarations in a folder of their own', () => {
  const code =
    '/** @returns {Handler} what runs */\nexport const logged = (options) => {\n  return async (text, next) => {\n    await options.write(text);\n    await next();\n  };\n};\n';
  check({
    'say what a function of the code takes and gives, where its comment names a type that it does not import':
      [
        {
          '/logged/dist/log/index.js': code,
          '/logged/package.json': JSON.stringify({
            name: 'logged',
            main: 'dist/index.js',
            types: 'dist/types/index.d.ts',
          }),
          '/logged/dist/types/log/index.d.ts':
            "import type { Handler } from '../handler.js';\nexport declare const logged: (options: { write(text: string): Promise<void> }) => Handler;\n",
          '/logged/dist/types/handler.d.ts':
            'export type Handler = (text: string, next: () => Promise<void>) => Promise<void>;\n',
        },
        { callee: 'options.write', waitsFor: 'promise' },
        { callee: 'next', waitsFor: 'promise' },
      ],
  });
  checkLast('typescript', {
    'are not needed where the place of the function around says it': [
      'type Handler = (next: () => Promise<void>) => Promise<void>;\nconst logged: (name: string) => Handler = (name) => async (next) => {\n  await next();\n};\n',
      { waitsFor: 'promise' },
    ],
  });
});

describe('a default in a pattern', () => {
  check({
    'is one of what the name can stand for': [
      {
        '/main.js':
          "async function main(options) {\n  const { load = () => fetch('/') } = options;\n  await load();\n}\n",
      },
      { lens: 'waits for the HTTP response from /, or for another' },
    ],
  });
});

describe('parameters of types that Python declares with a name', () => {
  check({
    'leave the class, the function and the alias to be found': [
      {
        '/main.py':
          'import asyncio\nfrom collections.abc import Awaitable, Callable\ntype Loader[K, V] = Callable[[K], Awaitable[V]]\ntype Plain = Callable[[], Awaitable[int]]\nclass Memo[K]:\n    async def get(self, key: K):\n        await asyncio.sleep(1)\nasync def timed[T](aw: T) -> T:\n    await asyncio.sleep(2)\nasync def main(load: Loader[int, str], plain: Plain):\n    await load(1)\n    await plain()\n    await Memo[int]().get(1)\n    await timed(1)\n',
      },
      { detail: '1 s' },
      { detail: '2 s' },
      { waitsFor: 'promise', detail: 'the awaitable load(1)' },
      { waitsFor: 'promise', detail: 'the awaitable plain()' },
      { detail: 'Memo.get(): a 1 s timer at line 7' },
      { detail: 'timed(): a 2 s timer at line 9' },
    ],
  });
});

describe('overloads', () => {
  check({
    'are told apart by how many arguments a call gives': [
      {
        '/main.ts':
          'interface Pool {\n  close(): Promise<void>;\n  close(callback: (error: Error | null) => void): void;\n  run<T>(name: string, ...rest: number[]): Promise<T>;\n  run(work: () => string): string;\n}\ndeclare const pool: Pool;\ndeclare class Server {\n  stop(): Promise<void>;\n  stop(callback: () => void): void;\n}\nasync function main(server: Server) {\n  await pool.close();\n  await pool.close(console.log);\n  await server.stop();\n  await pool.run("a", 1, 2);\n}\n',
      },
      { waitsFor: 'promise', lens: 'waits for the promise of pool.close()' },
      { waitsFor: 'nothing' },
      { waitsFor: 'promise', lens: 'waits for the promise of server.stop()' },
      { waitsFor: 'promise', lens: 'waits for the promise of pool.run()' },
    ],
    'give their parameters to the function in their place': [
      {
        '/main.ts':
          'interface Transaction { commit(): Promise<void>; }\ninterface Database {\n  transaction(options?: { level: string }): Promise<Transaction>;\n  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;\n}\nasync function main(database: Database) {\n  await database.transaction(async (transaction) => {\n    await transaction.commit();\n  });\n}\n',
      },
      { waitsFor: 'promise', detail: 'database.transaction()' },
      { waitsFor: 'promise', detail: 'transaction.commit()' },
    ],
  });
});

describe('a type in a namespace', () => {
  const types =
    "declare namespace Db {\n  interface Chainable<T> extends Pick<Promise<T>, 'then' | 'catch'> { toQuery(): string; }\n  interface Builder extends Chainable<string[]> {\n    where(name: string): Builder;\n    where(name: string, value: number): this;\n  }\n}\ndeclare namespace other { class Builder {} }\n";
  check({
    'is found by its dotted name, and sees its own namespace first': [
      {
        '/main.ts': `${types}async function main(builder: Db.Builder, other: other.Builder) {\n  await builder;\n  await builder.where('a').where('b', 1);\n  await other;\n}\n`,
      },
      { waitsFor: 'promise', lens: 'waits for promise builder' },
      { waitsFor: 'promise', detail: "builder.where('a').where()" },
      { waitsFor: 'nothing' },
    ],
    'may share its name with a type that is made of its members': [
      {
        '/main.ts':
          'type Event = Event.Opened | Event.Closed;\nnamespace Event {\n  export interface Opened { done: Promise<void>; }\n  export interface Closed { code: number; }\n}\nasync function main(event: Event) {\n  await event.done;\n}\n',
      },
      { waitsFor: 'promise', lens: 'waits for promise event.done' },
    ],
  });
});

describe('what a type says of being awaited', () => {
  check({
    'is told by its then()': [
      {
        '/main.ts':
          'interface Query { then(done: (rows: Response) => void): void; }\ninterface Row { id: number; children: Row[]; }\ntype Tree = string | Tree[] | { left: Tree };\nasync function main(query: Query, row: Row, tree: Tree) {\n  const response = await query;\n  await response.text();\n  await row;\n  await tree;\n}\n',
      },
      { waitsFor: 'promise', lens: 'waits for promise query' },
      { waitsFor: 'network' },
      { waitsFor: 'nothing' },
      { waitsFor: 'nothing' },
    ],
    'is open where what it extends is not known': [
      {
        '/main.ts':
          "import type { Base } from 'elsewhere';\ninterface Job extends Base { id: number; }\nasync function main(job: Job) {\n  await job;\n}\n",
      },
      { waitsFor: 'unknown' },
    ],
  });
});

describe('an interface', () => {
  const store = `interface Store { get(key: string): Promise<string>; flush?(): Promise<void> }
class Slow implements Store {
  async get(key: string) { await new Promise((r) => setTimeout(r, 5)); return key; }
  async flush() { await fetch('/flush'); }
}
`;
  check({
    'has the methods of the class that implements it': [
      {
        '/main.ts': `${store}class Cache { constructor(private store: Store) {} async load() { await this.store.get('a'); } }\n`,
      },
      { lens: 'waits for a 5 ms timer' },
      { waitsFor: 'network' },
      { waitsFor: 'promise', lens: 'runs Slow.get(), which waits for a 5 ms timer' },
    ],
    'has those of classes in other files, and one that not each of them has': [
      {
        '/main.ts':
          "import type { Store } from './store';\nasync function use(store: Store) { await store.get('a'); await store.flush?.(); }\n",
        '/store.ts': `export ${store.replace('class', 'export class')}`,
        '/fast.ts':
          "import type { Store } from './store';\nexport class Fast implements Store { async get(key: string) { return key; } }\n",
      },
      { lens: 'waits for Slow.get() to finish or Fast.get() to finish' },
      { lens: 'runs Slow.flush(): waits for the HTTP response from /flush' },
    ],
    'leaves open what objects of another kind do that have its type': [
      {
        '/main.ts': `${store}const fake: Store = { get: async (key) => key };\nasync function use(store: Store) { await store.get('a'); }\n`,
      },
      {},
      {},
      { lens: 'waits for the promise of store.get()' },
    ],
  });
});

describe('a function with a type for what it returns', () => {
  check({
    'gives that where not all that it returns is known': [
      {
        '/main.ts':
          'function steps(stream: any): AsyncIterable<number> { if (stream.ready) return stream; return other(); }\nfor await (const step of steps(1)) console.log(step);\n',
      },
      { waitsFor: 'iterator' },
    ],
  });
});

describe('a function in an array', () => {
  check({
    'has the parameters that the type of its elements says': [
      {
        '/main.ts':
          'type Step = (next: () => Promise<void>) => Promise<void>;\nfunction compose(steps: Step[]): void {}\ncompose([async (next) => { await next(); }]);\n',
      },
      { waitsFor: 'promise', lens: 'waits for the promise of next()' },
    ],
  });
});

describe('what a class is given', () => {
  check({
    'is known of a field whose type says only that it is a function': [
      {
        '/main.ts':
          "class Cache<T> {\n  constructor(private readonly load: (key: string) => Promise<T>) {}\n  get(key: string): Promise<T> { return this.load(key); }\n}\nconst cache = new Cache<string>(async (key) => { await fetch(key); return key; });\nawait cache.get('/a');\n",
      },
      { waitsFor: 'network' },
      { lens: 'runs cache.get(), which waits for the HTTP response from /a' },
    ],
  });
});

describe('a Map', () => {
  check({
    'holds what it is made of, and gives pairs': [
      {
        '/main.ts':
          "const jobs = new Map([['a', fetch('/a')], ['b', fetch('/a')]]);\nfor (const [name, job] of jobs) console.log(name, await job);\nfor (const job of jobs.values()) await job;\n",
      },
      { waitsFor: 'network', lens: 'waits for the HTTP response from /a' },
      { waitsFor: 'network', lens: 'waits for the HTTP response from /a' },
    ],
  });
});

describe('a promise of its own whose result the function’s type says', () => {
  check({
    'gives that': [
      {
        '/main.ts':
          'function later(): Promise<Response> { return new Promise((resolve) => setTimeout(resolve, 1)); }\nconst response = await later();\nawait response.text();\n',
      },
      { waitsFor: 'timer' },
      { waitsFor: 'network' },
    ],
  });
});

describe('a class that is a collection', () => {
  checkLast('javascript', {
    'holds what is put into its objects, beside the members of its own': [
      `class Registry extends Map { size() { return 1; } }
class Jobs extends Registry {}
class Queue {
  jobs = new Jobs();
  add(url) { const job = new Job(url); this.jobs.set(url, job); return job; }
  async run(url) { const job = this.jobs.get(url) ?? this.add(url); await job.start(); }
}
class Job { start() { return fetch('/a'); } }
async function main(url) { await new Queue().jobs.get(url).start(); }`,
      { callee: 'fetch', waitsFor: 'network' },
    ],
    'is none where its base only has such a name': [
      "import { Map } from './map';\nclass Jobs extends Map {}\nasync function main(job) { const jobs = new Jobs(); jobs.set(1, fetch('/a')); await jobs.get(1); }",
      { waitsFor: 'unknown' },
    ],
  });
});

describe('a collection whose type says that it holds promises', () => {
  const cache = (kind: string) =>
    `class Cache {\n  #loads = new ${kind}<object, Promise<number>>();\n  get(key: object) {\n    this.#loads.set(key, fetch('/a').then((got) => got.status));\n    return this.#loads.get(key);\n  }\n}\nasync function main(cache: Cache) {\n  await cache.get({});\n}`;
  checkLast('typescript', {
    'holds what the code puts into it': [cache('Map'), { waitsFor: 'network' }],
    'may be one that holds its keys weakly': [cache('WeakMap'), { waitsFor: 'network' }],
    'holds promises where nothing is put into it': [
      'async function main(cache: WeakMap<object, Promise<number>>) { await cache.get({}); }',
      { callee: 'cache.get', waitsFor: 'promise' },
    ],
  });
});

describe('a type of functions that is several types', () => {
  const execute =
    'type Bind = (options: object) => Execute;\ntype Long = (file: string, words?: string[], options?: object) => Promise<string>;\ntype Execute = Bind & Long;\ndeclare const run: Execute;\n';
  checkLast('typescript', {
    'is called as the one that takes as much': [
      `${execute}async function main() { await run('git', ['log'], {}); }`,
      { callee: 'run', waitsFor: 'promise' },
    ],
  });
});

describe('a class that is given by default', () => {
  checkLast('javascript', {
    'is one of those that may be made an object of': [
      "class Line { async open() { await fetch('/a'); } }\nasync function main(options) { const { Kind = Line } = options; await new Kind().open(); }",
      { lens: 'waits for Line.open() to finish or something not known here' },
    ],
  });
});

describe('one of several types', () => {
  checkLast('typescript', {
    'is not a function where a member of an object is asked for': [
      'interface Pool { end(): Promise<void> }\nasync function main(pool: Pool | (() => Promise<Pool>)) { await pool.end(); }',
      { lens: 'waits for the promise of pool.end()' },
    ],
    'is not of a class that has no such member': [
      "class Cup { async wash() { await fetch('/wash'); } }\nclass Plate { size = 1; }\nasync function main(thing: Cup | Plate) { await thing.wash(); }",
      { lens: 'runs Cup.wash(): waits for the HTTP response from /wash' },
    ],
    'may be of one that inherits from what is not known': [
      "import { Base } from './base';\nclass Cup { async wash() { await fetch('/wash'); } }\nclass Plate extends Base { size = 1; }\nasync function main(thing: Cup | Plate) { await thing.wash(); }",
      { lens: 'waits for Cup.wash() to finish or something not known here' },
    ],
  });
});

describe('a default in the pattern of a parameter', () => {
  const load = "const load = async () => { await fetch('/a'); };\n";
  checkLast('javascript', {
    'is what an object that is written out leaves open': [
      `${load}async function main({ get = load } = {}) { await get(); }`,
      { lens: 'runs load(), which waits for the HTTP response from /a' },
    ],
    'is one of what callers may give': [
      `${load}async function main(at, { kept: { get = load } = {} }) { await get(); }`,
      { lens: 'waits for load() to finish or something not known here' },
    ],
  });
});

describe('a function that a parameter stands for', () => {
  it('is not told by one of those that callers give', async () => {
    const { lens, steps } = await explainLast(
      'javascript',
      "async function one() { await wrap(async () => { await fetch('/1'); }); }\nasync function two() { await wrap(async () => { await fetch('/2'); }); }\nasync function wrap(run) { await run(); }",
    );
    assert.equal(lens, 'waits for run() to finish');
    assert.equal(steps[0], 'Which function that is, only the run decides.');
  });
});
