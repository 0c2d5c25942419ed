import { checkLast } from './explainedTrees';

describe('what a guard says of a name', () => {
  const isPromise =
    'declare function isPromise<T>(value: unknown): value is Promise<T>;\nasync function f(value) {\n';
  checkLast('typescript', {
    'counts where it holds': [
      `${isPromise}  if (isPromise(value)) await value;\n}`,
      { waitsFor: 'promise', lens: 'waits for promise value' },
    ],
    'counts in a function of that branch, if the name is never set again': [
      `${isPromise}  if (value.ready && isPromise(value)) return async () => await value;\n}`,
      { waitsFor: 'promise' },
    ],
    'says nothing outside the branch': [
      `${isPromise}  if (isPromise(value)) value.catch(() => {});\n  await value;\n}`,
      { waitsFor: 'unknown' },
    ],
    'says nothing once the name is set again': [
      `${isPromise}  if (isPromise(value)) { value = later(); await value; }\n}`,
      { waitsFor: 'unknown' },
    ],
    'knows instanceof': [
      'async function f(value) { return value instanceof Response ? await value.text() : value; }',
      { waitsFor: 'network', callee: 'Response.text' },
    ],
    'says what is left of a union': [
      'interface Entry { text(): Promise<string>; }\nfunction isEntry(value: unknown): value is Entry;\nasync function f(value: string | Entry | { size: number }) {\n  if (isEntry(value)) await value.text();\n}',
      { waitsFor: 'promise', lens: 'waits for the promise of value.text()' },
    ],
    'adds to what a type says': [
      'interface Sized { size: number; }\ndeclare function isBlob(value: unknown): value is Sized & { text(): Promise<string> };\nasync function f(value: Sized) {\n  if (isBlob(value)) await value.text();\n}',
      { waitsFor: 'promise', lens: 'waits for the promise of value.text()' },
    ],
    'counts after a statement that leaves where it does not hold': [
      "async function f(value) {\n  if (!value || !(value instanceof Response)) throw new Error('no response');\n  await value.text();\n}",
      { waitsFor: 'network', callee: 'Response.text' },
    ],
    'does not count after a statement that goes on': [
      "async function f(value) {\n  if (!(value instanceof Response)) console.log('no response');\n  await value.text();\n}",
      { waitsFor: 'unknown' },
    ],
    'counts in the other branch of its opposite': [
      'async function f(value) {\n  if (!(value instanceof Response)) return value;\n  else return await value.text();\n}',
      { waitsFor: 'network' },
    ],
    'counts for a member': [
      'async function f(options) {\n  return options?.body instanceof Blob ? await options.body.text() : null;\n}',
      { waitsFor: 'file', callee: 'Blob.text' },
    ],
    'says nothing of a member that is set again': [
      'async function f(options) {\n  if (options.body instanceof Blob) { options.body = later(); await options.body.text(); }\n}',
      { waitsFor: 'unknown' },
    ],
    'knows that something has a then()': [
      "async function f(value) { value && typeof value.then === 'function' && (await value); }",
      { waitsFor: 'promise' },
    ],
  });

  const start = 'import asyncio\nimport inspect\n';
  checkLast('python', {
    'counts after a statement that leaves where the name is of another class': [
      `${start}async def f(x):\n    if not isinstance(x, asyncio.Event):\n        return x\n    await x.wait()\n`,
      { waitsFor: 'event', callee: 'asyncio.Event.wait' },
    ],
    'counts after assert, in else, and after an else that raises': [
      `${start}async def f(x, y):\n    assert isinstance(x, asyncio.Event)\n    if isinstance(y, str):\n        pass\n    else:\n        raise TypeError\n    if not isinstance(x, asyncio.Event):\n        pass\n    else:\n        await x.wait()\n`,
      { callee: 'asyncio.Event.wait' },
    ],
    'leaves out in else what the name is not': [
      `${start}async def f(x: asyncio.Queue | asyncio.Event):\n    if isinstance(x, asyncio.Queue):\n        x.get_nowait()\n    else:\n        await x.wait()\n`,
      { lens: 'waits for event x to be set' },
    ],
    'leaves out what the name is not where it is': [
      `${start}async def f(x: asyncio.Queue | asyncio.Event):\n    if isinstance(x, asyncio.Event):\n        await x.wait()\n`,
      { lens: 'waits for event x to be set' },
    ],
    'leaves out what was asked for in the elif before': [
      `${start}async def f(x: asyncio.Queue | asyncio.Event | asyncio.Lock):\n    if x is None:\n        pass\n    elif isinstance(x, asyncio.Queue | asyncio.Event):\n        pass\n    else:\n        await x.acquire()\n`,
      { lens: 'waits for lock x' },
    ],
    'says nothing once a name of Python is set again': [
      `${start}async def f(x):\n    if not isinstance(x, asyncio.Event):\n        return x\n    x = later()\n    await x.wait()\n`,
      { waitsFor: 'unknown' },
    ],
    'says nothing in a loop that sets the name again at its end': [
      `${start}async def f(x):\n    if not isinstance(x, asyncio.Event):\n        return x\n    while True:\n        await x.wait()\n        x = later()\n`,
      { waitsFor: 'unknown' },
    ],
    'says nothing after an if that goes on': [
      `${start}async def f(x):\n    if not isinstance(x, asyncio.Event):\n        print(x)\n    await x.wait()\n`,
      { waitsFor: 'unknown' },
    ],
    'knows that a coroutine function gives what can be awaited': [
      `${start}async def f(callback):\n    if not inspect.iscoroutinefunction(callback):\n        return callback()\n    await callback()\n`,
      { waitsFor: 'promise' },
    ],
    'takes the class below for what only the class above was known of': [
      `${start}class Base:\n    pass\nclass Below(Base):\n    async def go(self):\n        await asyncio.sleep(1)\nasync def f(x: Base):\n    if isinstance(x, Below):\n        await x.go()\n`,
      { lens: 'runs Below.go(), which waits for a 1 s timer' },
    ],
    'leaves out what is set only where the function is left': [
      `${start}async def f(x):\n    y = None\n    if x is None:\n        y = asyncio.Event()\n        return y\n    else:\n        y = asyncio.Lock()\n    await y.acquire()\n`,
      { lens: 'waits for lock y' },
    ],
    'keeps what is set before a return for the finally of its try': [
      `${start}async def f(x):\n    y = asyncio.Lock()\n    try:\n        if x:\n            y = asyncio.Event()\n            return\n    finally:\n        await y.wait()\n`,
      { lens: 'waits for event y to be set or something not known here' },
    ],
  });
});

describe('what a guard says that a name is not', () => {
  const classes = `class Body { async text() { await fetch('/a'); } }
class Stream { async text() { await import('node:fs'); } }
class Gzip extends Stream {}
function isStream(x: unknown): x is Stream { return x instanceof Stream; }
`;
  const body = { lens: 'runs Body.text(), which waits for the HTTP response from /a' };
  const either = { lens: 'waits for Body.text() to finish or Stream.text() to finish' };
  const program = (code: string) =>
    `${classes}async function f(x: Body | Stream | Gzip) { ${code} }`;
  checkLast('typescript', {
    'is left out after a return': [
      program('if (x instanceof Stream) return; await x.text();'),
      body,
    ],
    'is left out where the condition does not hold': [
      program('if (isStream(x)) x.open(); else await x.text();'),
      body,
    ],
    'is left out where not the opposite holds': [
      program('if (!(x instanceof Stream)) await x.text();'),
      body,
    ],
    'is left out behind ||': [program('return x instanceof Stream || (await x.text());'), body],
    'is not told by a condition that may not hold for another reason': [
      program('if (x instanceof Stream && x.open) return; await x.text();'),
      either,
    ],
    'counts no more where the name is set again': [
      program('if (x instanceof Stream) return; x = pick(x); await x.text();'),
      { waitsFor: 'unknown' },
    ],
    'is left out of what may be a promise': [
      'async function f(x: number | Promise<number>) { if (x instanceof Promise) return; await x; }',
      { waitsFor: 'nothing' },
    ],
  });
});
