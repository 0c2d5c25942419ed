import { checkLast } from './explainedTrees';

describe('a type that leaves something open in Python', () => {
  checkLast('python', {
    'is one of the constraints of a type variable': [
      `import asyncio\nfrom typing import Any, AsyncContextManager, TypeVar\nclass A:\n    async def go(self):\n        await asyncio.sleep(1)\nclass B:\n    async def go(self):\n        await asyncio.sleep(2)\nT = TypeVar('T', A, 'B')\nasync def f(one: T):\n    await one.go()\n`,
      { detail: 'A.go() (a 1 s timer) or B.go() (a 2 s timer)' },
    ],
    'is a context manager of which only its value is known': [
      `import asyncio\nfrom typing import Any, AsyncContextManager, TypeVar\nclass A:\n    async def go(self):\n        await asyncio.sleep(1)\nclass B:\n    async def go(self):\n        await asyncio.sleep(2)\nasync def f(manager: AsyncContextManager[A]):\n    async with manager:\n        pass\n`,
      {
        lens: 'waits for manager to be entered',
        suspends: 'maybe',
        waitsFor: 'coroutine',
      },
    ],
    'is what entering such a context manager gives': [
      `import asyncio\nfrom typing import Any, AsyncContextManager, TypeVar\nclass A:\n    async def go(self):\n        await asyncio.sleep(1)\nclass B:\n    async def go(self):\n        await asyncio.sleep(2)\nasync def f(manager: AsyncContextManager[A]):\n    async with manager as one:\n        await one.go()\n`,
      { callee: 'A.go' },
    ],
  });
});
