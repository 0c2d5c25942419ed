import { checkLast } from './explainedTrees';

const task = 'asyncio.create_task(asyncio.sleep(1))';
const one = { callee: null, waitsFor: 'task', detail: 'task t of asyncio.sleep()' } as const;
const imports = 'import asyncio, weakref\nfrom collections import defaultdict, deque\n';

/** A class whose constructor makes a collection, to which one method adds, and from which another takes what it awaits. */
function kept(made: string, adds: string, goesThrough: string): string {
  return `${imports}class Pool:\n    def __init__(self):\n        self.all = ${made}\n    def start(self, key):\n        ${adds}\n    async def stop(self, key):\n        for t in ${goesThrough}:\n            await t\n`;
}

/** A function that makes a collection, and gathers what is in it. */
function gathered(made: string, adds: string): string {
  return `${imports}async def work():\n    await asyncio.sleep(1)\nasync def main(given):\n    all = ${made}\n    ${adds}\n    await asyncio.gather(*all)\n`;
}

const open = { suspends: 'maybe', detail: 'the awaitables in all' } as const;

describe('what is put into a collection of Python', () => {
  checkLast('python', {
    'is what is added to set()': [kept('set()', `self.all.add(${task})`, 'self.all'), one],
    'is what is added to a deque of limited length': [
      kept('deque(maxlen=3)', `self.all.append(${task})`, 'self.all'),
      one,
    ],
    'is what is added to a weak set': [
      kept('weakref.WeakSet()', `self.all.add(${task})`, 'self.all'),
      one,
    ],
    'is what is assigned to keys of dict()': [
      kept('dict()', `self.all[key] = ${task}`, 'self.all.values()'),
      one,
    ],
    'is what is added to the sets that a defaultdict makes': [
      kept('defaultdict(set)', `self.all[key].add(${task})`, 'self.all[key]'),
      one,
    ],
    'is what is added to what setdefault() gives': [
      kept('{}', `self.all.setdefault(key, []).append(${task})`, 'self.all[key]'),
      one,
    ],
    'is what extend() adds': [kept('[]', `self.all.extend([${task}])`, 'self.all'), one],
    'is what += adds': [kept('[]', `self.all += [${task}]`, 'self.all'), one],
    'is what |= adds': [kept('set()', `self.all |= {${task}}`, 'self.all'), one],
    'is nothing new where it is taken out and put back': [
      `import asyncio, collections\nclass Link:\n    async def close(self):\n        await asyncio.sleep(1)\nasync def connect():\n    await asyncio.sleep(2)\n    return Link()\nclass Pool:\n    def __init__(self):\n        self.free = collections.deque()\n    async def acquire(self):\n        if not self.free:\n            self.free.append(await connect())\n        return self.free.popleft()\n    def release(self, link):\n        self.free.append(link)\nasync def main():\n    pool = Pool()\n    link = await pool.acquire()\n    pool.release(link)\n    await link.close()\n`,
      { callee: 'Link.close', suspends: 'always' },
    ],
    'is nothing where a function puts nothing into it': [
      gathered('[]', 'print(len(all))'),
      { suspends: 'never', suspendsBecause: 'With nothing to gather it does not suspend.' },
    ],
    'is not known where other code gets it': [gathered('[]', 'given.fill(all)'), open],
    'is not known where what is added is not': [gathered('set()', 'all.update(given)'), open],
    'is more than what it is made with where more is added': [
      gathered('[work()]', 'all.append(given)'),
      open,
    ],
  });
});
