import { check } from './explainedTrees';

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
