import { checkLast } from './explainedTrees';

describe('promises that are waited for together', () => {
  checkLast('javascript', {
    'are named as the array that is written out names them': [
      'async function f(first, second) { await Promise.race([first.done, second()]); }',
      { lens: 'waits for the first of first.done and second() to settle' },
    ],
    'are counted where they are more': [
      'async function f(a, b, c, d) { await Promise.all([a(), b(), c(), d()]); }',
      { lens: 'waits for 4 promises together' },
    ],
    'are counted where one has no name': [
      'async function f(a, b) { await Promise.all([a(), b ? a() : b()]); }',
      { lens: 'waits for 2 promises together' },
    ],
    'are called after what is called for each': [
      'async function f(rows) { await Promise.all(rows.map((row) => client.raw(row.id))); }',
      { lens: 'waits for the calls of client.raw() together' },
    ],
    'are called after what Array.from() is given to call': [
      'async function f(rows, kill) { await Promise.allSettled(Array.from(rows, kill)); }',
      { lens: 'waits for the calls of kill() to settle' },
    ],
    'are called after the name that they are kept under, as the caller has it': [
      'const all = async (list) => await Promise.all(list);\nasync function f(workers) { await all(workers); }',
      { lens: 'runs all(), which waits for the promises in workers together' },
    ],
    'are called after the call that makes them where what that calls has no name': [
      'async function f(urls) { await Promise.all(urls.map(async function (url) { return url; })); }',
      { lens: 'waits for the promises of urls.map() together' },
    ],
    'are just promises where the name says no more': [
      'async function f(promises) { await Promise.all(promises); }',
      { lens: 'waits for the given promises together' },
    ],
  });
});

describe('a promise, or something that is not known', () => {
  checkLast('typescript', {
    'is named on its lens': [
      'interface A { get(): Promise<string> }\nasync function f(a: A | B) { await a.get(); }',
      { lens: 'waits for the promise that a.get() gives, or for another' },
    ],
    'is named in the shortest way where there is no more room': [
      'interface A { blob(): Promise<string> }\nasync function f(value: A | B) { await value.blob(); }',
      { lens: 'waits for the promise that value.blob() gives or another' },
    ],
  });
});

describe('the next value of a generator', () => {
  checkLast('javascript', {
    'says what each step waits for': [
      'async function* pages(url) { for (;;) yield await fetch(url); }\nasync function f() { for await (const page of pages("/a")); }',
      {
        summary:
          'Waits for the next value of pages(); on the way to it, it waits at line 1 for the HTTP response from /a.',
      },
    ],
    'says what some step may wait for': [
      'async function* pages(url) { await fetch(url); yield 1; yield 2; }\nasync function f() { for await (const page of pages("/a")); }',
      {
        summary:
          'Waits for the next value of pages(); on the way to it, it may wait at line 1 for the HTTP response from /a.',
      },
    ],
    'says where it may wait for what is not known': [
      'async function* pages(load) { for (;;) yield await load(); }\nasync function f(x) { for await (const page of pages(x)); }',
      {
        summary:
          'Waits for the next value of pages(); on the way to it, it may wait at line 1 for something not known here.',
      },
    ],
  });
});

describe('awaitables that Python waits for together', () => {
  checkLast('python', {
    'are called after the name that they are kept under': [
      'import asyncio\nasync def f(pending):\n    await asyncio.gather(*pending)\n',
      { lens: 'waits for the awaitables in pending together' },
    ],
    'are called after what tasks are made of one by one': [
      'import asyncio\nasync def f(coros):\n    await asyncio.wait([asyncio.create_task(c) for c in coros])\n',
      { detail: 'the awaitables in coros' },
    ],
    'are called after what is called for each': [
      'import asyncio\nasync def f(self, text):\n    await asyncio.gather(*(h(text) for h in self.handlers))\n',
      { detail: 'the calls of h()' },
    ],
    'are counted where map() makes them': [
      'import asyncio\nasync def one(i):\n    await asyncio.sleep(i)\nasync def f():\n    await asyncio.gather(*map(one, range(5)))\n',
      { detail: '5 calls of one()', suspends: 'always' },
    ],
    'are calls of the loop where threads do the work': [
      'import asyncio\nasync def f(work):\n    loop = asyncio.get_running_loop()\n    jobs = [loop.run_in_executor(None, work) for _ in range(3)]\n    await asyncio.gather(*jobs)\n',
      { detail: '3 calls of loop.run_in_executor()' },
    ],
    'cannot be done yet where tasks are made of objects with __await__': [
      'import asyncio\nclass Later:\n    def __await__(self):\n        yield from asyncio.sleep(1).__await__()\nasync def f():\n    await asyncio.gather(Later(), Later())\n',
      { suspends: 'always' },
    ],
    'may be done already where tasks start at once': [
      'import asyncio\nasync def one():\n    pass\nasync def f():\n    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)\n    await asyncio.gather(one(), one())\n',
      { suspends: 'maybe' },
    ],
    'wake gather() with the last to end where exceptions are results': [
      'import asyncio\nasync def f(pending):\n    await asyncio.gather(*pending, return_exceptions=True)\n',
      {
        wokenBy:
          'The last of them to end completes the future, and the task goes in the ready queue.',
      },
    ],
    'may be done at once from the second step of as_completed() on': [
      'import asyncio\nasync def one():\n    await asyncio.sleep(1)\nasync def f():\n    async for task in asyncio.as_completed([asyncio.create_task(one()), asyncio.create_task(one())]):\n        pass\n',
      { detail: '2 calls of one()', suspends: 'maybe' },
    ],
    'are tasks where as_completed() hands them out': [
      'import asyncio\nasync def one():\n    await asyncio.sleep(1)\nasync def f():\n    async for task in asyncio.as_completed([one(), one()]):\n        await task\n',
      { waitsFor: 'task', detail: 'task of one()' },
    ],
  });
});

describe('wait_for()', () => {
  checkLast('python', {
    'says what its awaitable waits for': [
      'import asyncio\nasync def f(reader: asyncio.StreamReader):\n    await asyncio.wait_for(reader.readline(), 2)\n',
      { lens: 'waits for a line from reader, at most 2 s' },
    ],
    'leaves what is shielded alone when the time is over': [
      'import asyncio\nasync def f(task):\n    await asyncio.wait_for(asyncio.shield(task), 2)\n',
      {
        raises: [
          { error: 'TimeoutError', when: 'If 2 s pass first; what is shielded runs on.' },
          {
            error: null,
            when: 'Whatever asyncio.shield(task) raises comes out here unchanged.',
          },
          {
            error: 'asyncio.CancelledError',
            when: 'If the task is cancelled while it waits: that cancels what it awaits, too.',
          },
        ],
      },
    ],
  });
});

describe('what is made in the await itself', () => {
  checkLast('python', {
    'is an event that nobody can set': [
      'import asyncio\nasync def f():\n    await asyncio.Event().wait()\n',
      {
        lens: 'waits for an event that nobody can set',
        suspends: 'always',
        wokenBy: 'Only a cancellation of the task ends this wait.',
      },
    ],
    'is a future that nobody can complete': [
      'import asyncio\nasync def f():\n    await asyncio.get_running_loop().create_future()\n',
      {
        lens: 'waits for a future that nobody can complete',
        suspends: 'always',
        wokenBy: 'Only a cancellation of the task ends this wait.',
      },
    ],
  });
});

describe('a collection of awaitables', () => {
  checkLast('python', {
    'is called after the one that it copies': [
      'import asyncio\nasync def f(tasks):\n    await asyncio.wait(list(tasks.values()))\n',
      { detail: 'the awaitables in tasks' },
    ],
    'of one task is called after what that runs': [
      'import asyncio\nasync def one():\n    await asyncio.sleep(1)\nasync def f():\n    await asyncio.wait([asyncio.ensure_future(one())])\n',
      { detail: 'one()' },
    ],
  });
});

describe('a group of tasks', () => {
  const group = (...lines: readonly string[]) =>
    `import asyncio\nasync def one():\n    pass\nasync def f(x):\n    async with asyncio.TaskGroup() as group:\n${lines.map((line) => `        ${line}\n`).join('')}`;
  checkLast('python', {
    'always waits at its end for a task that was started last': [
      group('group.create_task(one())', 't = group.create_task(one())'),
      {
        suspends: 'always',
        lens: 'at the end: waits for all tasks of group',
        suspendsBecause: 'The tasks that the block starts last have not run when it ends.',
      },
    ],
    'may start none': [group('if x:', '    group.create_task(one())'), { suspends: 'maybe' }],
    'may have ended while what was entered after it is left': [
      'import asyncio\nasync def one():\n    pass\nasync def f(other):\n    async with asyncio.TaskGroup() as group, other:\n        group.create_task(one())\n',
      {
        notes: [
          'The items are left in turn, the last first; it may also wait for all tasks of group.',
        ],
      },
    ],
    'may be left before': [
      group('if x: return', 'group.create_task(one())'),
      { suspends: 'maybe' },
    ],
    'may be left where all its tasks start at once': [
      `${group('group.create_task(one())')}asyncio.eager_task_factory\n`,
      { suspends: 'maybe' },
    ],
  });
  checkLast('python', {});
});

describe('a task with a name', () => {
  checkLast('python', {
    'is said to be of what it runs': [
      'import asyncio\nasync def load():\n    await asyncio.sleep(1)\nasync def f():\n    t = asyncio.create_task(load())\n    await asyncio.sleep(0)\n    await t\n',
      { lens: 'waits for task t of load()', detail: 'task t of load()' },
    ],
    'goes by its name where it is not seen what it runs': [
      'import asyncio\nasync def f(t: asyncio.Task):\n    await t\n',
      { detail: 'task t' },
    ],
  });
});
