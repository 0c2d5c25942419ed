import { checkLast } from './explainedTrees';

describe('what *args and **kwargs of Python hold', () => {
  checkLast('python', {
    'are those of the call that is followed': [
      `import asyncio\nasync def work(n):\n    await asyncio.sleep(n)\nasync def together(*coros):\n    await asyncio.gather(*coros)\nasync def main():\n    await together(work(1), work(2))\n`,
      { suspends: 'always', detail: 'together(): 2 calls of work() together at line 5' },
    ],
    'are none where it is given none': [
      `import asyncio\nasync def work(n):\n    await asyncio.sleep(n)\nasync def together(*coros):\n    await asyncio.gather(*coros)\nasync def main():\n    await together()\n`,
      { suspends: 'never' },
    ],
    'are those after the parameters with names': [
      `import asyncio\nasync def work(n):\n    await asyncio.sleep(n)\nasync def each(first, *others):\n    for one in others:\n        await one(3)\nasync def main():\n    await each(print, work)\n`,
      { detail: 'each(): a 3 s timer at line 3' },
    ],
    'are one of those of all calls, where none is followed': [
      `import asyncio\nasync def work(n):\n    await asyncio.sleep(n)\ndef start(*fns):\n    async def run():\n        for fn in fns:\n            await fn(4)\n    return run\nstart(work)\nstart(work, print)\nasync def main(run=start(work)):\n    await run()\n`,
      { detail: 'run(): a 4 s timer at line 3' },
    ],
    'are those that have names, by their names': [
      `import asyncio\nasync def work(n):\n    await asyncio.sleep(n)\nasync def on(event, **handlers):\n    await handlers['close'](5)\nasync def main():\n    await on(event='x', close=work, open=print)\n`,
      { detail: 'on(): a 5 s timer at line 3' },
    ],
    'are what a constructor keeps': [
      `import asyncio\nasync def work(n):\n    await asyncio.sleep(n)\nclass Steps:\n    def __init__(self, *steps):\n        self.steps = steps\n    async def go(self):\n        for step in self.steps:\n            await step(6)\nasync def main():\n    await Steps(work).go()\n`,
      { suspends: 'maybe', detail: 'Steps.go(): a 6 s timer at line 3' },
    ],
    'are of the type that is written, whatever the calls that are seen give': [
      'from anyio.abc import AsyncResource, ByteStream\nfrom anyio import create_memory_object_stream\nasync def close(*streams: ByteStream):\n    for stream in streams:\n        await stream.aclose()\nsend, receive = create_memory_object_stream(1)\nwaiting = [close(send), close(receive)]\n',
      { callee: 'anyio.abc.ByteStream.aclose', suspends: 'maybe' },
    ],
    'are of the type that is written': [
      `import asyncio\nasync def drain(*queues: asyncio.Queue):\n    for queue in queues:\n        await queue.join()\n`,
      { callee: 'asyncio.Queue.join' },
    ],
  });
});
