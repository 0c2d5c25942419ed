import { checkLast } from './explainedTrees';

const asyncio = 'import asyncio\nasync def a():\n    await asyncio.sleep(1)\n';
const turn = '    await asyncio.sleep(1)\n';
const maybe = {
  suspends: 'maybe',
  suspendsBecause: 'If it is done already, await returns its result without suspending.',
} as const;

describe('what a call has begun before it is awaited', () => {
  checkLast('python', {
    'may be done by then: gather()': [
      `${asyncio}async def f():\n    g = asyncio.gather(a(), a())\n${turn}    await g\n`,
      maybe,
    ],
    'may be done by then: shield()': [
      `${asyncio}async def f():\n    s = asyncio.shield(a())\n${turn}    await s\n`,
      maybe,
    ],
    'may be done by then: run_in_executor()': [
      `${asyncio}async def f(loop: asyncio.AbstractEventLoop):\n    x = loop.run_in_executor(None, print)\n${turn}    await x\n`,
      maybe,
    ],
    'may be done by then where others of a collection were awaited first': [
      `${asyncio}async def f(loop: asyncio.AbstractEventLoop):\n    all = [loop.run_in_executor(None, print) for _ in range(3)]\n    for one in all:\n        await one\n`,
      maybe,
    ],
    'cannot be where the loop had no turn since': [
      `${asyncio}async def f():\n    g = asyncio.gather(a(), a())\n    await g\n`,
      { suspends: 'always' },
    ],
    'cannot be where a function gives it': [
      `${asyncio}def start(loop: asyncio.AbstractEventLoop):\n    return loop.run_in_executor(None, print)\nasync def f():\n    await start(asyncio.get_running_loop())\n`,
      { suspends: 'always', waitsFor: 'thread' },
    ],
  });
});

describe('what a collection holds', () => {
  checkLast('python', {
    'is known of a dictionary that a comprehension makes': [
      `${asyncio}async def f(names):\n    tasks = {name: asyncio.create_task(a()) for name in names}\n    for name, task in tasks.items():\n        await task\n`,
      { waitsFor: 'task', detail: 'task of a()' },
    ],
    'is known of the calls of starmap()': [
      `${asyncio}import itertools\nasync def f():\n    await asyncio.gather(*itertools.starmap(a, [(), ()]))\n`,
      { waitsFor: 'tasks', detail: '2 calls of a()' },
    ],
  });
});

describe('a type that says little', () => {
  checkLast('python', {
    'is that of what is passed, for a protocol': [
      'import asyncio\nfrom typing import Protocol\nclass Limiter(Protocol):\n    async def acquire(self): ...\nclass Bucket:\n    async def acquire(self):\n        await asyncio.sleep(1)\nasync def use(limiter: Limiter):\n    await limiter.acquire()\nasync def f():\n    await use(Bucket())\n',
      { detail: 'use(): a 1 s timer at line 7' },
    ],
    'is its bound, for a type parameter': [
      'import asyncio\nclass Box[T: asyncio.Event]:\n    def __init__(self, item: T):\n        self.item = item\n    async def f(self):\n        await self.item.wait()\n',
      { waitsFor: 'event', detail: 'event self.item' },
    ],
    'is one of its constraints, for a type parameter': [
      'import asyncio\nasync def f[T: (asyncio.Lock, asyncio.Semaphore)](item: T):\n    await item.acquire()\n',
      { waitsFor: 'lock' },
    ],
  });
});

describe('small words', () => {
  checkLast('python', {
    'name a queue of that name once': [
      `${asyncio}async def f(queue: asyncio.Queue):\n    await queue.get()\n`,
      { detail: 'queue' },
    ],
    'say one byte': [
      `${asyncio}async def f(r: asyncio.StreamReader):\n    await r.read(1)\n`,
      { detail: 'one byte from r' },
    ],
    'call the look-up of an address a wait for the network': [
      `${asyncio}async def f(loop: asyncio.AbstractEventLoop):\n    await loop.getaddrinfo("localhost", 80)\n`,
      { waitsFor: 'network', suspends: 'always' },
    ],
    'say what the exits of a stack decide where it is closed by hand': [
      'from contextlib import AsyncExitStack\nasync def f(stack: AsyncExitStack):\n    await stack.aclose()\n',
      { suspendsBecause: 'If none of the exits suspends, it does not.' },
    ],
  });
});

const loops = {
  begun: ['In a loop: one after the other, while those still to come go on.'],
  beginning: ['In a loop: one at a time, each iteration waits for the last.'],
};

describe('a loop that awaits what it goes through', () => {
  const jobs =
    'import asyncio\n\n\nasync def job(n):\n    await asyncio.sleep(n)\n\n\nasync def main():\n';
  checkLast('python', {
    'says that tasks go on meanwhile': [
      `${jobs}    tasks = [asyncio.create_task(job(n)) for n in range(3)]\n    for task in tasks:\n        await task\n`,
      { notes: loops.begun },
    ],
    'says that coroutine objects begin one at a time': [
      `${jobs}    coroutines = [job(n) for n in range(3)]\n    for coroutine in coroutines:\n        await coroutine\n`,
      { notes: loops.beginning },
    ],
    'says so of the awaitables of as_completed(), whose work runs already': [
      `${jobs}    for first in asyncio.as_completed([job(1), job(2)]):\n        await first\n`,
      { notes: loops.begun },
    ],
  });
  const job =
    'const job = async (n) => {\n  await new Promise((done) => setTimeout(done, n));\n};\nasync function main() {\n';
  checkLast('javascript', {
    'says that promises go on meanwhile, and that their functions run since they were called': [
      `${job}  const all = [1, 2].map(job);\n  for (const one of all) await one;\n}\n`,
      { notes: loops.begun, lens: 'waits for job() to finish: a timer of n ms' },
    ],
    'says that calls begin one at a time': [
      `${job}  for (const n of [1, 2]) await job(n);\n}\n`,
      { notes: loops.beginning, lens: 'runs job(), which waits for a timer of n ms' },
    ],
  });
});
