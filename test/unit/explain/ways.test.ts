import assert from 'node:assert/strict';
import { explain } from '../../support/explanations';
import { checkLast } from './explainedTrees';

/** The body of `f`, each line of it indented, and an `await` (or, of a generator, an `async for`) of a call of it. */
function calling(lines: readonly string[], use: string): string {
  const body = lines.map((line) => `    ${line}\n`).join('');
  return `import asyncio\nasync def f(x, q):\n${body}async def g(x, q):\n    ${use}\n`;
}

const sleep = 'await asyncio.sleep(1)';

/** Whether running a function suspends, by how its statements lead to a wait. */
const ways: Readonly<Record<string, readonly [suspends: string, ...body: string[]]>> = {
  'both branches wait': ['always', 'if x:', `    ${sleep}`, 'else:', `    ${sleep}`],
  'a branch is missing': ['maybe', 'if x:', `    ${sleep}`, 'elif q:', `    ${sleep}`],
  'each branch returns what it waits for': [
    'always',
    'if x:',
    `    return ${sleep}`,
    `return ${sleep}`,
  ],
  'a branch returns before': ['maybe', 'if x:', '    return', sleep],
  'an error is raised before': ['always', 'if x:', '    raise ValueError', sleep],
  'the message of an assertion waits': ['maybe', `assert x, ${sleep}`],
  'what is asserted waits': ['always', `assert ${sleep} is None, x`],
  'an error of what is called before is caught': [
    'maybe',
    'try:',
    '    y = int(x)',
    `    ${sleep}`,
    'except ValueError:',
    '    pass',
  ],
  'only the error of a wait is caught': [
    'always',
    'try:',
    '    y = int(x)',
    `    ${sleep}`,
    'except (asyncio.CancelledError, TimeoutError):',
    '    pass',
  ],
  'the error is that of what it waits for': [
    'always',
    'try:',
    '    print(x)',
    `    ${sleep}`,
    '    int(x)',
    'except ValueError:',
    '    pass',
  ],
  'an error that is raised before is caught': [
    'maybe',
    'try:',
    '    if x: raise ValueError',
    `    ${sleep}`,
    'except ValueError:',
    '    pass',
  ],
  'an error that is raised before is not let out': [
    'maybe',
    'with contextlib.suppress(ValueError):',
    '    if x: raise ValueError',
    `    ${sleep}`,
  ],
  'an error that is raised before is caught, and that waits': [
    'always',
    'try:',
    '    if x: raise ValueError',
    `    ${sleep}`,
    'except ValueError:',
    `    ${sleep}`,
  ],
  'an error that is raised before goes through what waits': [
    'always',
    'try:',
    '    if x: raise ValueError',
    'finally:',
    `    ${sleep}`,
  ],
  'no error arises where one may be caught': [
    'maybe',
    'try:',
    '    x()',
    'except ValueError:',
    '    pass',
    'else:',
    `    ${sleep}`,
  ],
  'both sides of a choice wait': ['always', `return (${sleep}) if x else (${sleep})`],
  'only the right side waits': ['maybe', `return x or (${sleep})`],
  'each case waits': ['always', 'match x:', `    case 1: ${sleep}`, `    case _: ${sleep}`],
  'no case may fit': ['maybe', 'match x:', `    case 1: ${sleep}`, `    case None: ${sleep}`],
  'a loop surely goes round': ['always', 'for i in range(2):', `    ${sleep}`],
  'a loop over what is written out surely goes round': [
    'always',
    'for i in (x, q):',
    `    ${sleep}`,
  ],
  'a loop that surely goes round passes its wait by': [
    'maybe',
    'for i in range(2):',
    '    if x: continue',
    `    ${sleep}`,
  ],
  'a loop may not go round': ['maybe', 'for i in range(0):', `    ${sleep}`],
  'a loop without an end waits': ['always', 'while True:', `    ${sleep}`],
  'a loop is left before it waits': ['maybe', 'while True:', '    if x: break', `    ${sleep}`],
  'a loop is left after it has waited': [
    'always',
    'while True:',
    `    ${sleep}`,
    '    if x: break',
  ],
  'a loop goes on without a wait until it waits': [
    'always',
    'while True:',
    '    if x: continue',
    `    return ${sleep}`,
  ],
  'a loop need not be entered': ['maybe', 'for y in x:', `    ${sleep}`],
  'a loop that was not left ends with a wait': [
    'always',
    'for y in x:',
    `    if y: return ${sleep}`,
    'else:',
    `    ${sleep}`,
  ],
  'finally waits': ['always', 'try:', '    if x: return 1', 'finally:', `    ${sleep}`],
  'what catches the error of a wait comes after it': [
    'always',
    'try:',
    `    return ${sleep}`,
    'except OSError:',
    '    return None',
  ],
  'a function inside it returns': [
    'always',
    'def h():',
    '    return 1',
    'if x:',
    `    ${sleep}`,
    'else:',
    `    ${sleep}`,
  ],
};

/** The same for a step of a generator. */
const steps: typeof ways = {
  'each step waits': ['always', 'while True:', `    ${sleep}`, '    yield 1'],
  'only the first step waits': ['maybe', sleep, 'yield 1', 'yield 2'],
  'the step that ends it does not wait': [
    'maybe',
    'for y in range(3):',
    `    ${sleep}`,
    '    yield y',
  ],
};

describe('whether each way through a function of Python waits', () => {
  for (const [cases, use] of [
    [ways, 'await f(x, q)'],
    [steps, 'async for y in f(x, q): pass'],
  ] as const) {
    for (const [title, [suspends, ...body]] of Object.entries(cases)) {
      it(`says ${suspends} where ${title}`, async () => {
        const explanations = await explain('python', calling(body, use));
        assert.equal(explanations.at(-1)?.suspends, suspends);
      });
    }
  }

  checkLast('python', {
    'names one place of several that each way comes to': [
      calling(['if x:', `    ${sleep}`, 'else:', '    await q.get()', sleep], 'await f(1, 2)'),
      { summary: 'Runs f() in this task; at line 7 it always waits for a 1 s timer.' },
    ],
    'names what each way comes to before what some wait for on it': [
      calling(
        [
          'while x:',
          '    await asyncio.Event().wait()',
          'for y in q:',
          `    return ${sleep}`,
          'raise ValueError',
        ],
        'await f(1, [2])',
      ),
      { detail: 'f(): a 1 s timer at line 6', suspends: 'always' },
    ],
    'names both of two places that it comes to': [
      calling(['if x:', `    ${sleep}`, 'else:', '    await asyncio.sleep(2)'], 'await f(1, 2)'),
      {
        lens: 'runs f(): waits for a 1 s timer or a 2 s timer',
        summary:
          'Runs f() in this task; whichever way it goes, it waits: for a 1 s timer at line 4, or for a 2 s timer at line 6.',
      },
    ],
    'says that each way comes to another of several': [
      calling(
        ['if x:', `    ${sleep}`, 'elif q:', `    ${sleep}`, 'else:', '    await asyncio.sleep(2)'],
        'await f(1, 2)',
      ),
      {
        summary:
          'Runs f() in this task; whichever way it goes, it waits: for a 1 s timer at line 4, or elsewhere.',
      },
    ],
    'says that an error may come before': [
      calling(['if x:', '    raise ValueError', sleep], 'await f(1, 2)'),
      { suspendsBecause: 'It always waits, unless f() raises an error before.' },
    ],
    'names a lock last, as it is mostly free': [
      'import asyncio\nclass C:\n    def __init__(self):\n        self.lock = asyncio.Lock()\n    async def f(self, x):\n        async with self.lock:\n            if x:\n                await asyncio.sleep(1)\nasync def g(c: C):\n    await c.f(1)\n',
      { detail: 'C.f(): a 1 s timer at line 8', suspends: 'maybe' },
    ],
  });
});

/** The first part of what `async with` on a context manager of these lines says, and its last step: of leaving. */
async function entering(...body: string[]): Promise<readonly [string, string | undefined]> {
  const lines = body.map((line) => `    ${line}\n`).join('');
  const program = `import asyncio, contextlib\n@contextlib.asynccontextmanager\nasync def f(x, q):\n${lines}async def g(x):\n    async with f(x, asyncio.Queue()):\n        pass\n`;
  const last = (await explain('python', program)).at(-1);
  return [last?.suspends ?? '', last?.steps.at(-1)?.replace(/^.*block\. /, '')];
}

describe('a context manager that is made of a generator', () => {
  const stays = 'Leaving does not suspend.';
  const waits = 'Leaving may wait for f() to return.';

  it('waits on entering and on leaving where it yields inside an async with', async () => {
    const timed = 'async with asyncio.TaskGroup() as group:';
    assert.deepEqual(await entering(timed, '    yield group'), ['maybe', waits]);
  });
  it('waits on entering only for what comes before its yield', async () => {
    assert.deepEqual(await entering(sleep, 'yield 1'), ['always', stays]);
    assert.deepEqual(await entering('async with asyncio.Lock():', '    pass', 'yield 1'), [
      'maybe',
      stays,
    ]);
  });
  it('waits on leaving only for what comes after it', async () => {
    assert.deepEqual(await entering('try:', '    yield 1', 'finally:', `    ${sleep}`), [
      'always',
      'Leaving waits for f() to return.',
    ]);
  });
  it('always waits on entering where each way to its yield does', async () => {
    const body = ['if x:', `    ${sleep}`, 'else:', '    await asyncio.sleep(2)', 'yield 1'];
    assert.deepEqual(await entering(...body), ['always', stays]);
    assert.deepEqual(await entering(...body.slice(0, 2), 'yield 1'), ['maybe', stays]);
  });
  it('counts the waits before and after each of several yields', async () => {
    const body = ['if x:', '    yield 1', 'else:', `    ${sleep}`, '    yield 2'];
    assert.deepEqual(await entering(...body), ['maybe', waits]);
  });
});

describe('a future or task that was made just before it is awaited', () => {
  const future = 'future = asyncio.get_running_loop().create_future()';
  checkLast('python', {
    'always suspends': [
      calling([], `${future}\n    x.append(future)\n    await future`),
      {
        suspends: 'always',
        suspendsBecause: 'It was made just before, so it cannot be done yet.',
      },
    ],
    'gains nothing where it is a task': [
      calling([], 'task = asyncio.create_task(f(x, q))\n    await task'),
      {
        mistakes: [
          'To await a task right after making it gains nothing over the coroutine: make all tasks first.',
        ],
      },
    ],
    'gains something where another is awaited between': [
      calling([], `task = asyncio.create_task(f(x, q))\n    ${sleep}\n    await task`),
      { mistakes: [] },
    ],
    'may be done where other code got it': [
      calling([], `${future}\n    x.start(future)\n    await future`),
      { suspends: 'maybe' },
    ],
    'may be done where it is set': [
      calling([], `${future}\n    future.set_result(1)\n    await future`),
      { suspends: 'maybe' },
    ],
    'may be another where it was made in a branch': [
      calling([], `future = x\n    if q:\n        ${future}\n    await future`),
      { suspends: 'maybe' },
    ],
    'may be done the second time': [
      calling([], `${future}\n    while True:\n        await future`),
      { suspends: 'maybe' },
    ],
    'always suspends for a task, whatever is called between': [
      calling([sleep], 'task = asyncio.create_task(f(1, 2))\n    print(task)\n    await task'),
      { suspends: 'always' },
    ],
    'may be done where tasks are eager': [
      calling(
        [sleep],
        'asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)\n    await asyncio.create_task(f(1, 2))',
      ),
      { suspends: 'maybe' },
    ],
    'always suspends where only what is called before it is given away is not known': [
      calling([], `${future}\n    x.prepare()\n    x.append(future)\n    await future`),
      { suspends: 'always' },
    ],
    'always suspends where all tasks that are gathered were made just before': [
      calling(
        [sleep],
        'new = [asyncio.create_task(f(1, n)) for n in range(3)]\n    await asyncio.gather(*new)',
      ),
      { suspends: 'always', callee: 'asyncio.gather' },
    ],
    'may be done where tasks are gathered later': [
      calling(
        [sleep],
        'task = asyncio.create_task(f(1, 2))\n    await f(1, 2)\n    await asyncio.gather(task)',
      ),
      {
        suspends: 'maybe',
        suspendsBecause:
          'If all of them are done already, it does not suspend (since Python 3.12).',
      },
    ],
    'may be no task at all where their number is not known': [
      calling(
        [sleep],
        'new = [asyncio.create_task(f(1, n)) for n in x]\n    await asyncio.gather(*new)',
      ),
      { suspends: 'maybe' },
    ],
    'may be done where another is awaited between': [
      calling([sleep], 'task = asyncio.create_task(f(1, 2))\n    await f(1, 2)\n    await task'),
      { suspends: 'maybe' },
    ],
  });
});
