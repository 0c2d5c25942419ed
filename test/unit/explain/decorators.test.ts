import { checkLast } from './explainedTrees';

const asyncio = 'import asyncio\n';
const retry =
  'class Retry:\n    def __init__(self, times):\n        self.times = times\n    def __call__(self, fn):\n        async def wrapper(*args):\n            await asyncio.sleep(1)\n            return await fn(*args)\n        return wrapper\n';
const memo =
  'class Memo:\n    def __init__(self, fn):\n        self.fn = fn\n        self.lock = asyncio.Lock()\n    async def __call__(self, *args):\n        async with self.lock:\n            return await self.fn(*args)\n';
const timed =
  'from contextlib import AsyncContextDecorator, ContextDecorator, asynccontextmanager\nclass Timed(AsyncContextDecorator):\n    async def __aenter__(self):\n        await asyncio.sleep(1)\n    async def __aexit__(self, *error):\n        pass\n';
const wrapped =
  'import functools\ndef wrap(coro):\n    @functools.wraps(coro)\n    async def wrapper(*args):\n        return await coro(*args)\n    return wrapper\nclass Base:\n    @wrap\n    async def close(self):\n        await asyncio.sleep(1)\n    @wrap\n    async def seek(self):\n        await asyncio.sleep(2)\nclass Below(Base):\n    @wrap\n    async def close(self):\n        await asyncio.sleep(3)\n';
const call = 'async def g():\n    pass\nasync def f():\n    await g()\n';
const around = (decorator: string) => ({
  waitsFor: 'unknown' as const,
  suspends: 'maybe' as const,
  summary: `What g() waits for cannot be told from this file: what decorator ${decorator} makes of it is not known.`,
});

describe('a decorator that is not a function', () => {
  checkLast('python', {
    'is an object whose __call__ gives what the name stands for': [
      `${asyncio}${retry}@Retry(3)\n${call}`,
      { detail: 'g(): a 1 s timer at line 7', suspends: 'always' },
    ],
    'is such an object over a method': [
      `${asyncio}${retry}class C:\n    @Retry(3)\n    async def g(self):\n        pass\n    async def f(self):\n        await self.g()\n`,
      { detail: 'C.g(): a 1 s timer at line 7', suspends: 'always' },
    ],
    'is a class, whose objects are called': [
      `${asyncio}${memo}@Memo\n${call}`,
      { detail: 'Memo.__call__(): lock self.lock at line 7', suspends: 'maybe' },
    ],
    'gives its class the function': [
      `${asyncio}@Memo\nasync def g():\n    await asyncio.sleep(2)\n${memo}`,
      { detail: 'g(): a 2 s timer at line 4', suspends: 'always' },
    ],
    'gives the __call__ of its object the function': [
      `${asyncio}@Retry(1)\nasync def g():\n    await asyncio.sleep(2)\n${retry}`,
      { detail: 'g(): a 2 s timer at line 4', suspends: 'always' },
    ],
    'gives it to the object under its own name, too': [
      `${asyncio}${retry}again = Retry(1)\n@again\nasync def g():\n    await asyncio.sleep(2)\nasync def f():\n    await g()\n`.replace(
        'await asyncio.sleep(1)\n            ',
        '',
      ),
      { detail: 'g(): a 2 s timer at line 12', suspends: 'always' },
    ],
    'may enter an asynchronous context manager around each call': [
      `${asyncio}${timed}@Timed()\n${call}`,
      around('Timed()'),
    ],
    'may be one that a generator makes': [
      `${asyncio}${timed}@asynccontextmanager\nasync def room():\n    await asyncio.sleep(1)\n    yield\n@room()\n${call}`,
      around('room()'),
    ],
    'changes nothing of the wait where its context manager is a plain one': [
      `${asyncio}${timed}class Quiet(ContextDecorator):\n    def __enter__(self): pass\n    def __exit__(self, *error): pass\n@Quiet()\n${call}`,
      { detail: 'g()', suspends: 'never' },
    ],
  });
});

describe('a coroutine that a decorator makes of a generator', () => {
  const types = 'import asyncio, types\n@types.coroutine\n';
  checkLast('python', {
    'gives up control at a bare yield': [
      `${types}def turn():\n    yield\nasync def f():\n    await turn()\n`,
      { waitsFor: 'nothing', suspends: 'always' },
    ],
    'may come to none': [
      `${types}def turns(n):\n    for i in range(n):\n        yield\nasync def f(n):\n    await turns(n)\n`,
      { suspends: 'maybe', suspendsBecause: 'If turns() yields nothing, it does not suspend.' },
    ],
    'waits for what it yields from': [
      `${types}def slow():\n    yield from asyncio.sleep(1).__await__()\nasync def f():\n    await slow()\n`,
      { waitsFor: 'coroutine', suspends: 'maybe', detail: 'slow()' },
    ],
  });
});

describe('an __await__() that goes on to objects of which nothing is known', () => {
  checkLast('python', {
    'is told as what it is': [
      'class Chain:\n    def __init__(self, *parts):\n        self.parts = parts\n    def __await__(self):\n        for part in self.parts:\n            yield from part.__await__()\nasync def f():\n    await Chain(1, 2)\n',
      {
        waitsFor: 'coroutine',
        suspendsBecause: 'If Chain.__await__() yields nothing, it does not suspend.',
      },
    ],
  });
});

describe('an __aiter__() that gives something else', () => {
  checkLast('python', {
    'is followed to the generator that it calls': [
      `${asyncio}class Door:\n    def __aiter__(self):\n        return self.states()\n    async def states(self):\n        await asyncio.sleep(1)\n        yield 1\nasync def f():\n    async for state in Door():\n        pass\n`,
      { waitsFor: 'iterator', detail: 'Door.states(): a 1 s timer at line 6' },
    ],
    'is followed to the iterator of what it was made with': [
      `${asyncio}class Stream:\n    def __init__(self, source):\n        self.source = source\n    @classmethod\n    def ticks(cls):\n        async def gen():\n            await asyncio.sleep(1)\n            yield 1\n        return cls(gen())\n    def __aiter__(self):\n        return self.source.__aiter__()\nasync def f():\n    async for tick in Stream.ticks():\n        pass\n`,
      { waitsFor: 'iterator', detail: 'gen(): a 1 s timer at line 8' },
    ],
    'ends where each gives the other': [
      'class A:\n    def __aiter__(self):\n        return B()\nclass B:\n    def __aiter__(self):\n        return A()\nasync def f():\n    async for x in A():\n        pass\n',
      { waitsFor: 'unknown' },
    ],
  });
});

describe('wait_for() without a timeout', () => {
  checkLast('python', {
    'has no timer that could wake it': [
      `${asyncio}async def f(event: asyncio.Event):\n    await asyncio.wait_for(event.wait(), None)\n`,
      { wokenBy: 'What event.wait() waits for wakes it.' },
    ],
  });
});

describe('what AsyncExitStack.pop_all() gives', () => {
  checkLast('python', {
    'is a stack that is left later': [
      'from contextlib import AsyncExitStack\nasync def f():\n    async with AsyncExitStack() as stack:\n        kept = stack.pop_all()\n    await kept.aclose()\n',
      { callee: 'contextlib.AsyncExitStack.aclose' },
    ],
  });
});

describe('what a function waits for after an error', () => {
  checkLast('python', {
    'says less of it than what it waits for without one': [
      `${asyncio}class C:\n    async def start(self):\n        for n in self.nodes:\n            if n:\n                await asyncio.sleep(2)\n    async def init(self):\n        if self.x:\n            try:\n                await self.start()\n            except OSError:\n                await asyncio.gather(*self.nodes)\n                raise\n    async def f(self):\n        await self.init()\n`,
      { detail: 'C.init(): a 2 s timer at line 6' },
    ],
    'is named where there is nothing else': [
      `${asyncio}async def g(x):\n    try:\n        x()\n    except OSError:\n        await asyncio.sleep(2)\nasync def f():\n    await g(print)\n`,
      { detail: 'g(): a 2 s timer at line 6' },
    ],
  });
});

describe('a script of Redis', () => {
  checkLast('python', {
    'is named by what is called': [
      'import redis.asyncio as redis\nclass Lock:\n    def __init__(self, client: redis.Redis):\n        self.unlock = client.register_script("return 1")\n    async def f(self):\n        await self.unlock(keys=["a"])\n',
      { lens: 'waits for Redis’s answer to script self.unlock' },
    ],
  });
});

describe('what a decorator makes of a function', () => {
  checkLast('python', {
    'is what wraps() decorates': [
      `import asyncio\nfrom functools import partialmethod, update_wrapper, wraps\nfrom typing import Callable, ParamSpec, TypeVar, cast, overload\nimport other\nF = TypeVar('F')\nP = ParamSpec('P')\nT = TypeVar('T')\ndef made(function):\n    async def wrapper(*args):\n        await asyncio.sleep(2)\n        return await function(*args)\n    return wraps(function)(wrapper)\n@made\nasync def work():\n    await asyncio.sleep(1)\nasync def f():\n    await work()\n`,
      { detail: 'work(): a 2 s timer at line 10', suspends: 'always' },
    ],
    'is what update_wrapper() is given': [
      `import asyncio\nfrom functools import partialmethod, update_wrapper, wraps\nfrom typing import Callable, ParamSpec, TypeVar, cast, overload\nimport other\nF = TypeVar('F')\nP = ParamSpec('P')\nT = TypeVar('T')\ndef made(function):\n    async def wrapper(*args):\n        await asyncio.sleep(2)\n        return await function(*args)\n    return update_wrapper(wrapper, function)\n@made\nasync def work():\n    await asyncio.sleep(1)\nasync def f():\n    await work()\n`,
      { detail: 'work(): a 2 s timer at line 10', suspends: 'always' },
    ],
    'is what is cast to its type': [
      `import asyncio\nfrom functools import partialmethod, update_wrapper, wraps\nfrom typing import Callable, ParamSpec, TypeVar, cast, overload\nimport other\nF = TypeVar('F')\nP = ParamSpec('P')\nT = TypeVar('T')\ndef made(function: F) -> F:\n    async def wrapper(*args):\n        await asyncio.sleep(2)\n        return await function(*args)\n    return cast(F, wrapper)\n@made\nasync def work():\n    await asyncio.sleep(1)\nasync def f():\n    await work()\n`,
      { detail: 'work(): a 2 s timer at line 10', suspends: 'always' },
    ],
    'behaves like the function where it is of the same type': [
      `import asyncio\nfrom functools import partialmethod, update_wrapper, wraps\nfrom typing import Callable, ParamSpec, TypeVar, cast, overload\nimport other\nF = TypeVar('F')\nP = ParamSpec('P')\nT = TypeVar('T')\ndef made(function: Callable[P, T]) -> Callable[P, T]:\n    return other.instrumented(function)\n@made\nasync def work():\n    await asyncio.sleep(1)\nasync def f():\n    await work()\n`,
      { detail: 'work(): a 1 s timer at line 12', suspends: 'always' },
    ],
    'behaves like the function where an overload says so': [
      `import asyncio\nfrom functools import partialmethod, update_wrapper, wraps\nfrom typing import Callable, ParamSpec, TypeVar, cast, overload\nimport other\nF = TypeVar('F')\nP = ParamSpec('P')\nT = TypeVar('T')\n@overload\ndef made(function: F) -> F: ...\n@overload\ndef made(*, name: str) -> Callable[[F], F]: ...\ndef made(function=None, *, name=None):\n    return other.instrumented(function)\n@made\nasync def work():\n    await asyncio.sleep(1)\nasync def f():\n    await work()\n`,
      { detail: 'work(): a 1 s timer at line 16', suspends: 'always' },
    ],
    'is the method itself with the arguments of partialmethod()': [
      `import asyncio\nfrom functools import partialmethod\nclass Door:\n    async def move(self, seconds, way):\n        await asyncio.sleep(seconds)\n    open = partialmethod(move, 3)\nasync def f(door: Door):\n    await door.open('in')\n`,
      { detail: 'Door.move(): a 3 s timer at line 5', suspends: 'always' },
    ],
  });
});

describe('an object that is awaited', () => {
  checkLast('python', {
    'gives what it was made to wait for': [
      `import asyncio\nclass Opening:\n    def __init__(self, coro):\n        self.coro = coro\n    def __await__(self):\n        return self.coro.__await__()\nclass Pool:\n    async def close(self):\n        await asyncio.sleep(5)\nclass Link:\n    async def close(self):\n        pass\nasync def pool():\n    return Pool()\nasync def link():\n    return Link()\ndef open_pool():\n    return Opening(pool())\ndef open_link():\n    return Opening(link())\nasync def f():\n    await open_link()\n    made = await open_pool()\n    await made.close()\n`,
      { callee: 'Pool.close', detail: 'Pool.close(): a 5 s timer at line 9' },
    ],
    'keeps apart what a decorator gives for several functions': [
      `${asyncio}${wrapped}async def f(x):\n    io = Base() if x else Below()\n    await io.close()\n`,
      { lens: 'runs Base.close() or Below.close()' },
    ],
    'gives a class method that decorates its class before the function': [
      `${asyncio}class Checked:\n    @classmethod\n    def once(cls, coro):\n        async def inner(*args):\n            return await coro(*args)\n        return inner\nclass Job:\n    @Checked.once\n    async def start(self):\n        await asyncio.sleep(1)\n    @Checked.once\n    async def stop(self):\n        await asyncio.sleep(2)\nasync def f():\n    await Job().stop()\n`,
      { lens: 'runs Job.stop(), which waits for a 2 s timer' },
    ],
    'does not take what another call gives for what is not known of this one': [
      `${asyncio}import inspect\nasync def ensure(thing):\n    if inspect.isawaitable(thing):\n        return await thing\nasync def load():\n    await asyncio.sleep(1)\nasync def g():\n    await ensure(load())\nasync def f(m):\n    await ensure(m.save())\n`,
      { lens: 'runs ensure(), which waits for the awaitable thing' },
    ],
    'says of a call that gives what is not known nothing that only others give': [
      `${asyncio}async def retry(fn, *args):\n    return await fn(*args)\nasync def load():\n    await asyncio.sleep(1)\nasync def g():\n    await retry(load)\nasync def f(m):\n    await retry(m.save, 3)\n`,
      { lens: 'runs retry(), which may wait at line 3' },
    ],
    'knows the decorated method of a class below': [
      `${asyncio}${wrapped}class Quick(Base):\n    @wrap\n    async def close(self):\n        pass\nasync def f(io: Base):\n    await io.close()\n`,
      { lens: 'runs Base.close(), which waits for a 1 s timer', suspends: 'maybe' },
    ],
  });
});
