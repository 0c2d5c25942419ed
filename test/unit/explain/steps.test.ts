import { checkLast } from './explainedTrees';

const ticker =
  'import asyncio\nasync def ticker(n):\n    try:\n        for i in range(n):\n            await asyncio.sleep(1)\n            yield i\n    finally:\n        await asyncio.sleep(2)\n';
const pages =
  'import asyncio\nclass Pages:\n    def __aiter__(self):\n        return self\n    async def __anext__(self):\n        if self.last:\n            raise StopAsyncIteration\n        await asyncio.sleep(1)\n        return 1\n';
const plain = 'async def plain():\n    yield 1\n';

describe('one step of an iterator of Python', () => {
  checkLast('python', {
    'waits for what comes before each value rather than for what comes at the end': [
      `${ticker}async def f():\n    async for x in ticker(3):\n        pass\n`,
      {
        suspends: 'always',
        detail: 'ticker(): a 1 s timer at line 5',
        lens: 'next item of ticker(), after a 1 s timer',
        summary:
          'Takes the next item of ticker(); on each way to it, it waits: for a 1 s timer at line 5, or for a 2 s timer at line 8.',
      },
    ],
    'of a class runs its __anext__, which does not wait to end the loop': [
      `${pages}async def f():\n    async for x in Pages():\n        pass\n`,
      {
        suspends: 'maybe',
        detail: 'Pages.__anext__(): a 1 s timer at line 8',
        lens: 'next item of Pages(), after a 1 s timer',
        summary:
          'Takes the next item of Pages(); on the way to it, it may wait at line 8 for a 1 s timer.',
        suspendsBecause: 'If Pages.__anext__() does not come to line 8, it does not suspend.',
      },
    ],
    'of a generator without a wait says so': [
      `${plain}async def f():\n    return [x async for x in plain()]\n`,
      {
        suspends: 'never',
        lens: 'next item of plain(), without a wait',
        summary: 'Takes the next item of plain() without a wait; the event loop gets no turn.',
      },
    ],
    'is followed through aiter() and anext(), where the end may have come before': [
      `${ticker}async def f():\n    it = aiter(ticker(3))\n    await anext(it, None)\n`,
      {
        callee: 'builtins.anext',
        suspends: 'maybe',
        detail: 'ticker(): a 1 s timer at line 5',
        suspendsBecause: 'A generator that is at its end already does not suspend.',
      },
    ],
    'is followed through asend()': [
      `${plain}async def f():\n    gen = plain()\n    await gen.asend(None)\n`,
      { callee: 'collections.abc.AsyncGenerator.asend', suspends: 'never' },
    ],
  });
});

describe('an object with __await__', () => {
  const later = (body: string) =>
    `import asyncio\nclass Later:\n    def __await__(self):\n${body}async def f():\n    x = await Later()\n`;
  const value = 'f() goes on exactly here: what Later.__await__() returns lands in x.';

  checkLast('python', {
    'gives what its method returns, not what that goes on to': [
      later('        yield from asyncio.sleep(1).__await__()\n        return self\n'),
      {
        waitsFor: 'timer',
        suspends: 'always',
        steps: [
          'asyncio.sleep makes a future and schedules a 1 s timer to complete it.',
          'f() pauses; the event loop gets control back and runs other tasks.',
          'The loop watches the clock: with nothing else to do, it sleeps until the next timer falls due.',
          'When the timer falls due, the future is completed and the task goes in the ready queue.',
          value,
        ],
      },
    ],
    'need not wait where it goes on to another under a condition': [
      later(
        '        if self.late:\n            yield from asyncio.sleep(1).__await__()\n        return self\n',
      ),
      {
        suspends: 'maybe',
        suspendsBecause: 'If Later.__await__() yields nothing, it does not suspend.',
      },
    ],
    'does not wait where its yield only makes a generator of it': [
      later('        return self\n        yield\n'),
      {
        suspends: 'never',
        suspendsBecause:
          'Later.__await__() returns before it comes to a yield, so it does not suspend.',
      },
    ],
    'may return before its yield': [
      later('        if self.done:\n            return self\n        yield\n        return self\n'),
      { suspends: 'maybe' },
    ],
  });
});

describe('nullcontext', () => {
  checkLast('python', {
    'gives what it is made with': [
      'import asyncio, contextlib\nasync def f(lock=None):\n    async with contextlib.nullcontext(asyncio.Lock()) as held:\n        await held.acquire()\n',
      { waitsFor: 'lock', detail: 'lock held' },
    ],
  });
});
