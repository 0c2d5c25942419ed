import { checkLast } from './explainedTrees';

const head = `import asyncio, dataclasses
from typing import NamedTuple
async def quick():
    pass
async def nap():
    await asyncio.sleep(1)
`;

const either = {
  suspends: 'maybe',
  lens: 'waits for nap() (a 1 s timer) or quick()',
} as const;

describe('what objects and calls may have in the place of what is written', () => {
  checkLast('python', {
    'counts what is given for a parameter with its default': [
      `${head}async def main():\n    await run(nap)\nasync def run(work=quick):\n    await work()\n`,
      { suspends: 'maybe', lens: 'waits for quick() or nap() (a 1 s timer)' },
    ],
    'takes a default for what it is where no call gives another': [
      `${head}async def main():\n    await run()\nasync def run(work=quick):\n    await work()\n`,
      { suspends: 'never' },
    ],
    'does not count the elements of a list that a call may replace': [
      `${head}async def run(jobs=(1, 2)):\n    await asyncio.gather(*[nap() for job in jobs])\n`,
      { suspends: 'maybe' },
    ],
    'does not count the elements of a list from which some are deleted': [
      `${head}async def run():\n    jobs = [1, 2]\n    del jobs[:]\n    await asyncio.gather(*[nap() for job in jobs])\n`,
      { suspends: 'maybe' },
    ],
    'counts what a method assigns with what the class has': [
      `${head}class Client:\n    work = quick\n    def use(self, work=nap):\n        self.work = work\n    async def run(self):\n        await self.work()\n`,
      either,
    ],
    'counts what is given for a field of a dataclass with its default': [
      `${head}Plan = lambda: Job(work=nap)\n@dataclasses.dataclass\nclass Job:\n    count: int\n    work: object = quick\n    async def run(self):\n        await self.work()\n`,
      either,
    ],
    'knows a field by its place': [
      `${head}class Job(NamedTuple):\n    count: int\n    work: object\njobs = Job(1, nap), Job(2, quick)\nasync def run(job: Job):\n    await job.work()\n`,
      either,
    ],
    'knows what the call gives that makes the object': [
      `${head}class Job(NamedTuple):\n    work: object\nasync def run():\n    job = Job(nap)\n    await job.work()\n`,
      { suspends: 'always', lens: 'runs nap(), which waits for a 1 s timer' },
    ],
    'says where a method waits that overrides it': [
      `${head}class Base:\n    async def step(self):\n        await asyncio.sleep(1)\nclass Other(Base):\n    async def step(self):\n        await asyncio.sleep(2)\nasync def use(base: Base):\n    await base.step()\n`,
      {
        suspends: 'always',
        lens: 'runs Base.step(): waits for a 1 s timer or a 2 s timer',
        summary:
          'Runs Base.step() in this task; it always waits, for a 1 s timer at line 9 or, in Other.step(), which overrides it, for a 2 s timer at line 12.',
      },
    ],
    'says that a method which overrides it need not wait, where its own does': [
      `${head}class Base:\n    async def step(self, ready):\n        await asyncio.sleep(1)\nclass Other(Base):\n    async def step(self, ready):\n        if not ready:\n            await asyncio.sleep(2)\nasync def use(base: Base):\n    await base.step(1)\n`,
      {
        suspends: 'maybe',
        suspendsBecause:
          'Base.step() comes to line 9, which waits for a 1 s timer; Other.step(), which overrides it, need not suspend.',
      },
    ],
    'says that a method may wait elsewhere where one that overrides it does': [
      `${head}class Base:\n    async def step(self, ready):\n        if ready:\n            await asyncio.sleep(1)\nclass Other(Base):\n    async def step(self, ready):\n        await asyncio.sleep(2)\nasync def use(base: Base):\n    await base.step(1)\n`,
      {
        suspends: 'maybe',
        suspendsBecause:
          'If Base.step() neither comes to line 10 nor has to wait elsewhere, it does not suspend.',
      },
    ],
    'says that leaving a context manager may wait where entering does': [
      `${head}import contextlib\n@contextlib.asynccontextmanager\nasync def scope(gate: asyncio.Event):\n    await gate.wait()\n    yield\n    async with asyncio.Lock():\n        pass\nasync def use(gate: asyncio.Event):\n    async with scope(gate):\n        pass\nasync def main(gate: asyncio.Event):\n    await use(gate)\n`,
      {
        suspendsBecause:
          'If use() has to wait neither at line 10 nor elsewhere, it does not suspend.',
      },
    ],
  });
});
