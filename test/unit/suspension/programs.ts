/** A program of each language with every kind of suspension point, line break and width of character. */
export const programs: Readonly<Record<string, string>> = {
  python: `# coding: utf-8 \u{1F40D}
import asyncio\r
\r
class Shop(Base[await_]):\r
    async def order(self, name="\u{2615}", *, key=lambda x: (yield), n: int = 3) -> str:
        """Docstring with await inside, and 'quotes'."""
        async with self.lock as lock, timeout(await self.limit()):  # await in a comment
            await asyncio.sleep(2)
            async for item in aiter(self.items):
                yield f"\u{1F600} {await item!r:>{await width}} await"
            else:
                return [x async for x in y if await x]
        match await self.next():
            case {"await": value} if await check(value):
                pass
        # a comment at the end

    @decorate(await_=lambda: None)
    async def nested(self):
        def inner(): return (yield)
        return {k: v async for k, v in z} | {await q for q in r};

type Alias[T] = list[T]
if (x := await y) and not await z: print(await a); await b
async def main(): await gather(*[order(i) for i in range(3)])
asyncio.run(main())
`,
  typescript: `import { setTimeout as sleep } from 'node:timers/promises'; // \u{2615} await
@sealed(await config())\r
class Shop<T extends object> {\r
  static { this.ready = async () => { await sleep(1); }; }
  accessor size = 1;
  #queue = async (x: number): Promise<void> => { await this.take<T>(x); };
  constructor(private readonly name = '\u{1F600}') {}
  @log() async *[Symbol.asyncIterator]<U>(a = async () => await 1): AsyncGenerator<T> {
    for await (const item of this.items<U>()) { yield item; }
    await using lock = await this.lock(), other = f();
    for (await using file of files) yield* \`\${await file.read()} await\`;
    try { return await (0, this.next)(); } catch { await (async () => { throw 1; })(); } finally { await x }
  }
  get total(): number { return this.sum(function () { return 1; }); }
}
namespace Inner.Most { export function go(this: Shop<number>): asserts this is Foo { void 0; } }
const order = async <T,>(x: T) => (await x) as unknown as { await: number };
export const handlers = { async get(req) { await req.text() }, 'on-close': async function* () { yield 1 } };
const pattern = /await [/]/.test('await') ? (await order(1))! : { ...await y };
using handle = open(); function plain() { await (1); var await = 2; return await }
label: for await (const x of y) if (x) continue label; else await x
export default async () => { await Promise.all([1, 2].map(async (n) => { await sleep(n) })) };
`,
  typescriptreact: `const List = async ({ items }: Props) => {
  const rows = await load<Row[]>(items);
  return <ul title="await \u{1F600}">await {await rows} {rows.map(async (r) => <li key={r.id}>{await r.name} using x</li>)}</ul>;
};\r
export default async function Page<T,>() { for await (const x of y) { await x } return <><List items={[]} /></> }
`,
  javascript: `#!/usr/bin/env node
<!-- an HTML comment with await
const { readFile } = require('fs'); // \u{1F40D}\r
async function* walk(dir, { deep = async () => await 1 } = {}) {\r
  for await (const entry of await opendir(dir)) {
    yield (await stat(entry)).size;
    yield* walk(await join(dir, entry));
  }
}
class A extends (await base()) { accessor x = async () => { await 1 }; static async #run() { await using f = open() } }
exports.main = async () => { const text = await (await fetch('\u{2615}')).text(); return await [text].flat() };
const el = <A b={await c}>await text {await d}</A>, re = /await/u, t = \`await \${await e} \`;
await Promise.all([1].map(async n => { await n })); var x = a / await / b
function plain() { await (1); var await = 2; return await }
`,
};

const shared = [
  'await ',
  'async ',
  'yield ',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '\n',
  '\r\n',
  '\r',
  ' ',
  ':',
  ';',
  ',',
  '=',
  '.',
  '#',
  '\\',
  '\u{1F600}',
  '\u{2615}',
  '\uFEFF',
  '\f',
  '\t',
  '\u2028',
];

/** Text that people type or paste, most of which opens, closes or renames something. */
export function fragments(languageId: string): readonly string[] {
  return languageId === 'python'
    ? [
        ...shared,
        '"""',
        'f"{',
        'def f():',
        'async def g(x=1): ',
        'lambda: ',
        'class C:\n  ',
        'async for x in y',
        'async with a as b:\n        ',
        'else:',
        '    ',
        '\n    ',
        '\n        await x\n',
        '@d\n',
        'yield from ',
        'match x:\n',
      ]
    : [
        ...shared,
        '`',
        '${',
        '/*',
        '*/',
        '//',
        '/',
        '<',
        '>',
        '</',
        '=> ',
        'function ',
        'function* ',
        'async () => {',
        'class C {',
        'await using x = ',
        'using x = y;',
        'for await (const x of y) ',
        'namespace N {',
        'accessor ',
        'await f<T>(',
        'const f = ',
        'static {',
        'get ',
        '@d ',
      ];
}
