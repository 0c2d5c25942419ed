import type { Grammar } from './templates';

/*
 * What generated programs of Python consist of: the ways in which people write functions, branches, loops, classes, decorators, kept
 * tasks, context managers and iterators around awaits, some of which suspend and some of which do not.
 */

const head = `import asyncio
import contextlib
import dataclasses
import functools

turn = 0


def flip():
    global turn
    turn += 1
    return turn % 3 == 0


lock = asyncio.Lock()
gate = asyncio.Event()
opened = asyncio.Event()
opened.set()
slots = asyncio.Semaphore(2)
jobs = asyncio.Queue()


def later(value=None):
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.001, done, future, value)
    return future


def settled(value=None):
    future = asyncio.get_running_loop().create_future()
    future.set_result(value)
    return future


def done(future, value):
    if not future.done():
        future.set_result(value)


async def nap(seconds=0.001, value=1):
    await asyncio.sleep(seconds)
    return value


async def quick(value=1):
    return value


async def fails(value=1):
    raise ValueError(value)


async def either(flag=True, n=1):
    if flag:
        await asyncio.sleep(0.001)
    return n


def passed_on(function):
    @functools.wraps(function)
    async def wrapper(*args, **kwargs):
        return await function(*args, **kwargs)

    return wrapper


def delayed(function):
    @functools.wraps(function)
    async def wrapper(*args, **kwargs):
        await asyncio.sleep(0.001)
        return await function(*args, **kwargs)

    return wrapper


def as_task(function):
    def wrapper(*args, **kwargs):
        return asyncio.ensure_future(function(*args, **kwargs))

    return wrapper


class Door:
    def __init__(self, slow=False):
        self.slow = slow

    async def __aenter__(self):
        if self.slow:
            await asyncio.sleep(0.001)
        return self

    async def __aexit__(self, *exc):
        return None


class Waits:
    def __init__(self, pending):
        self.pending = pending

    def __await__(self):
        if self.pending:
            yield from asyncio.sleep(0.001).__await__()
        return 3


class Steps:
    def __init__(self, count, slow=False):
        self.count = count
        self.slow = slow

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.count <= 0:
            raise StopAsyncIteration
        self.count -= 1
        if self.slow:
            await asyncio.sleep(0.001)
        return self.count
`;

const holes: Grammar['holes'] = {
  // A condition.
  C: [
    'flag',
    'not flag',
    'n > 1',
    'n == 0',
    'flip()',
    'n and flag',
    'flag is None',
    'items',
    'len(items) > 1',
    'True',
    'isinstance(n, int)',
  ],
  // An argument.
  A: [
    'True',
    'False',
    'flag',
    '0',
    '1',
    'flag=True',
    'flag=False',
    'n=2',
    'flip()',
    'flag, n',
    'not flag',
    '*items',
    'n > 1',
  ],
  // An expression that can be awaited.
  E: [
    'asyncio.sleep(0.001)',
    'asyncio.sleep(0)',
    'asyncio.sleep(0.001, n)',
    'nap()',
    'quick()',
    'quick(n)',
    'either({A})',
    'either(flag)',
    'later()',
    'settled(n)',
    'Waits({C})',
    'jobs.put(n)',
    'opened.wait()',
    'asyncio.ensure_future({CALL})',
    'asyncio.create_task({CALL})',
    'asyncio.gather({CALL}, {CALL})',
    'asyncio.gather(*[quick(i) for i in items])',
    'asyncio.gather(*(either(i) for i in items))',
    'asyncio.gather()',
    'asyncio.wait_for({CALL}, 1)',
    'asyncio.shield({CALL})',
    'asyncio.wait([asyncio.ensure_future({CALL})])',
    'functools.partial(either, {C})()',
    '(nap() if {C} else quick())',
    '(later() if {C} else settled())',
    '{"nap": nap, "quick": quick}["quick"]()',
    '[nap, quick][0]()',
    '(lambda: quick())()',
    '(lambda: asyncio.sleep(0.001))()',
    'asyncio.to_thread(flip)',
    '{CALL}',
    '{CALL}',
    '{CALL}',
    '{CALL}',
    '{CALL}',
  ],
  // Statements.
  S: ['{ONE}', '{ONE}\n{ONE}', '{ONE}\n{ONE}\n{ONE}'],
  ONE: [
    'await {E}',
    'await {E}',
    'await {E}',
    'n = await {E} or 0',
    'value§ = await {E}',
    'flag = not flag',
    'n -= 1',
    'items = items[1:]',
    'return await {E}',
    'if {C}:\n    return n',
    'if {C}:\n    return await {E}',
    'if {C}:\n    {S}',
    'if {C}:\n    {S}\nelse:\n    {S}',
    'if {C}:\n    {S}\nelif {C}:\n    {S}\nelse:\n    return None',
    'for i§ in range({COUNT}):\n    {S}',
    'for i§ in items:\n    {S}\n    if {C}:\n        break',
    'for i§ in items:\n    if {C}:\n        continue\n    {S}\nelse:\n    {S}',
    'for i§ in range(3):\n    {S}',
    'left§ = 2\nwhile left§ > 0:\n    left§ -= 1\n    {S}',
    'while True:\n    {S}\n    break',
    'left§ = 0\nwhile True:\n    left§ += 1\n    if left§ > 2 or {C}:\n        break\n    {S}',
    'try:\n    {S}\nfinally:\n    {S}',
    'try:\n    {S}\nexcept ValueError:\n    {S}',
    'try:\n    await fails(n)\nexcept ValueError:\n    {S}\nelse:\n    {S}',
    'try:\n    await fails(n)\nexcept (ValueError, KeyError) as error:\n    return error',
    'try:\n    if {C}:\n        raise ValueError(n)\n    {S}\nexcept ValueError:\n    pass',
    'with contextlib.suppress(ValueError):\n    {S}',
    'with contextlib.suppress(ValueError):\n    if {C}:\n        raise ValueError(n)\n    {S}',
    'async with lock:\n    pass',
    'async with slots:\n    await {E}',
    'async with Door():\n    {S}',
    'async with Door({C}) as door§:\n    {S}',
    'async with Door(slow=True), Door():\n    pass',
    'async with asyncio.timeout(1):\n    {S}',
    'async with asyncio.TaskGroup() as group§:\n    group§.create_task(nap())\n    {S}',
    'async with asyncio.TaskGroup() as group§:\n    {S}',
    'async with asyncio.TaskGroup() as group§:\n    if {C}:\n        group§.create_task(quick())',
    'async with contextlib.AsyncExitStack() as stack§:\n    await stack§.enter_async_context(Door({C}))\n    {S}',
    'async with contextlib.nullcontext():\n    {S}',
    'async for step§ in Steps({COUNT}):\n    {S}',
    'async for step§ in Steps(2, slow={C}):\n    pass',
    'task§ = asyncio.create_task({CALL})\n{S}\nawait task§',
    'task§ = asyncio.ensure_future({CALL})\nawait asyncio.sleep(0)\nawait task§',
    'task§ = asyncio.create_task(quick())\nawait task§\nawait task§',
    'tasks§ = [asyncio.create_task(either(i)) for i in items]\nfor task§ in tasks§:\n    await task§',
    'tasks§ = []\nfor i§ in items:\n    tasks§.append(either(bool(i§), i§))\nawait asyncio.gather(*tasks§)',
    'tasks§ = {asyncio.create_task({CALL})}\nif tasks§:\n    await asyncio.wait(tasks§, timeout=1)',
    'if tasks§ := [quick() for _ in items]:\n    await asyncio.gather(*tasks§)',
    'for next§ in asyncio.as_completed([{CALL}, {CALL}]):\n    await next§',
    'job§ = {CALL}\nif {C}:\n    await job§\nelse:\n    job§ = asyncio.ensure_future(job§)\n    await job§',
    'future§ = later()\nif {C}:\n    future§ = settled()\nawait future§',
    'future§ = asyncio.get_running_loop().create_future()\nfuture§.set_result(n)\nawait future§',
    'jobs.put_nowait(n)\nvalue§ = await jobs.get()',
    'event§ = asyncio.Event()\nevent§.set()\nawait event§.wait()',
    'event§ = asyncio.Event()\nasyncio.get_running_loop().call_later(0.001, event§.set)\nawait event§.wait()',
    'values§ = [await {E} for _ in range({COUNT})]',
    'values§ = [step async for step in Steps({COUNT})]',
    '{C} and await {E}',
    'value§ = await {E} if {C} else None',
    'value§ = {C} or await {E}',
    'assert n is not None, await {E}',
    'match n:\n    case 0:\n        {S}\n    case 1 | 2:\n        await {E}\n    case _:\n        return n',
    'async def inner§():\n    {S}\n\nawait inner§()',
    'async def inner§(again=False):\n    nonlocal n\n    n = 1\n    if again:\n        await {E}\n\nawait inner§({C})',
    'handler§ = nap if {C} else quick\nawait handler§()',
    'for handler§ in (quick, nap):\n    await handler§()',
    'for handler§ in [quick, either]:\n    await handler§(flag)',
    'del items[:]',
  ],
  COUNT: ['0', '1', '2', 'n', 'len(items)'],
  // The body of an async generator.
  BODY: [
    '{S}\nyield n',
    'yield n\n{S}',
    'for i§ in range({COUNT}):\n    yield i§\n    {S}',
    'for i§ in items:\n    {S}\n    yield i§',
    'try:\n    yield n\nfinally:\n    {S}',
    'if {C}:\n    {S}\nyield n\nyield n',
    'if {C}:\n    return\nyield n\n{S}',
    'async for one§ in Steps({COUNT}, {C}):\n    yield one§',
  ],
  // The body of a context manager.
  AROUND: [
    '{S}\nyield n',
    'yield n\n{S}',
    'try:\n    yield n\nfinally:\n    {S}',
    '{S}\ntry:\n    yield n\nfinally:\n    {S}',
    'yield n',
    'async with Door({C}):\n    yield n',
  ],
  USE: [
    'with contextlib.suppress(Exception):\n    async with asyncio.timeout(0.2):\n        await {THIS}',
    'try:\n    await asyncio.wait_for({THIS}, 0.2)\nexcept Exception:\n    pass',
    'await asyncio.gather({THIS}, {THIS}, return_exceptions=True)',
  ],
};

const parameters = 'flag=True, n=1, *items';
const given = 'items = list(items)';

const definitions: Grammar['definitions'] = [
  {
    text: `async def load§(${parameters}):\n    ${given}\n    {S}`,
    calls: ['load§({A})', 'load§()'],
  },
  {
    text: `async def load§(${parameters}):\n    ${given}\n    {S}\n    return n`,
    calls: ['load§({A})', 'load§(False)'],
  },
  {
    text: `async def load§(flag=False, n=2, items=(1, 0)):\n    items = [*items]\n    {S}\n    {S}`,
    calls: ['load§({A})', 'load§(items=[])'],
  },
  {
    text: `@passed_on\nasync def load§(${parameters}):\n    ${given}\n    {S}`,
    calls: ['load§({A})'],
  },
  {
    text: `@delayed\nasync def load§(${parameters}):\n    ${given}\n    {S}`,
    calls: ['load§({A})'],
  },
  {
    text: `@as_task\nasync def load§(${parameters}):\n    ${given}\n    {S}`,
    calls: ['load§({A})'],
  },
  { text: `def start§(${parameters}):\n    ${given}\n    return {E}`, calls: ['start§({A})'] },
  {
    text: `def start§(flag=True, n=1):\n    items = [n]\n    if {C}:\n        return {CALL}\n    return {CALL}`,
    calls: ['start§()', 'start§(False)'],
  },
  {
    text: `class Base§:\n    flag = False\n\n    def __init__(self, flag=True, items=()):\n        self.flag = flag\n        self.items = list(items)\n\n    async def run(self, flag=True, n=1):\n        items = self.items\n        if self.flag:\n            await self.step(flag)\n        {S}\n\n    async def step(self, flag, n=0):\n        items = self.items\n        {S}\n\n\nclass Other§(Base§):\n    async def step(self, flag, n=1):\n        items = [1]\n        {S}\n        await super().step(flag)`,
    calls: ['Base§().run()', 'Base§(False).run(False)', 'Other§().run()', 'Other§().step(True)'],
  },
  {
    text: `class Client§:\n    def __init__(self, n=1):\n        self.n = n\n        self.lock = asyncio.Lock()\n        self.ready = asyncio.Event()\n        self._task = None\n\n    @property\n    def pending(self):\n        return self.n > 1\n\n    @classmethod\n    async def make(cls, flag=True, n=1, items=(0, 1)):\n        items = list(items)\n        self = cls(n)\n        {S}\n        return self\n\n    async def get(self, flag=True, n=1, items=(1,)):\n        items = list(items)\n        async with self.lock:\n            if self.pending:\n                await asyncio.sleep(0.001)\n        {S}\n        return self.n\n\n    async def once(self):\n        if self._task is None:\n            self._task = asyncio.ensure_future(self.get())\n        return await self._task\n\n    async def wait(self):\n        self.ready.set()\n        await self.ready.wait()\n\n    def __await__(self):\n        return self.get().__await__()`,
    calls: [
      'Client§.make({A})',
      'Client§().get()',
      'Client§(2).get(False)',
      'Client§().once()',
      'Client§().wait()',
      'Client§()',
    ],
  },
  {
    text: `@dataclasses.dataclass\nclass Plan§:\n    work: object = quick\n    n: int = 1\n\n    async def run(self, flag=True):\n        n, items = self.n, [self.n]\n        await self.work()\n        {S}`,
    calls: ['Plan§().run()', 'Plan§(nap).run()', 'Plan§(work=quick, n=0).run(False)'],
  },
  {
    text: `async def apply§(work=quick, flag=True, n=1):\n    items = []\n    if {C}:\n        await work()\n    {S}`,
    calls: [
      'apply§()',
      'apply§(nap)',
      'apply§(quick)',
      'apply§(lambda: quick())',
      'apply§(functools.partial(either, False))',
    ],
  },
  {
    text: `async def first§(*works, flag=True, n=1):\n    items = [n]\n    for work in works:\n        await work()\n    {S}`,
    calls: ['first§(quick)', 'first§()', 'first§(quick, nap, flag=False)', 'first§(*[quick])'],
  },
  {
    text: `async def stream§(${parameters}):\n    ${given}\n    {BODY}\n\n\nasync def read§(${parameters}):\n    async for item in stream§(flag, n, *items):\n        pass\n\n\nasync def next§(flag=True):\n    return await anext(stream§(flag), None)`,
    calls: ['read§({A})', 'read§()', 'next§(False)'],
  },
  {
    text: `@contextlib.asynccontextmanager\nasync def scope§(${parameters}):\n    ${given}\n    {AROUND}\n\n\nasync def within§(${parameters}):\n    ${given}\n    async with scope§(flag, n) as value:\n        {S}\n\n\nasync def around§(flag=True):\n    async with scope§(flag):\n        pass`,
    calls: ['within§({A})', 'around§()', 'around§(False)'],
  },
  {
    text: `@functools.lru_cache(maxsize=None)\ndef cached§(n=1, flag=False):\n    items = [n]\n    return asyncio.ensure_future({CALL})`,
    calls: ['cached§()', 'cached§(2)'],
  },
  {
    text: `results§ = {}\n\n\nasync def memo§(n=1, flag=True):\n    items = [n]\n    if n in results§:\n        return results§[n]\n    {S}\n    results§[n] = n\n    return n`,
    calls: ['memo§()', 'memo§(2, False)'],
  },
  { text: 'alias§ = {NAME}', calls: ['alias§()'] },
  { text: 'bound§ = functools.partial({NAME}, False)', calls: ['bound§()'] },
  {
    text: `def maker§(flag=True):\n    async def made(n=1):\n        items = [n]\n        if flag:\n            await asyncio.sleep(0.001)\n        {S}\n\n    return made`,
    calls: ['maker§()()', 'maker§(False)()'],
  },
  {
    text: `async def retry§(flag=True, n=1):\n    items = [n]\n    for attempt in range(3):\n        try:\n            return await {CALL}\n        except ValueError:\n            await asyncio.sleep(0.001)\n    raise TimeoutError`,
    calls: ['retry§(True)'],
  },
];

export const pythonGrammar: Grammar = {
  head,
  definitions,
  // A generator returns no value.
  finish: (hole, text) =>
    /^(?:BODY|AROUND)$/.test(hole) ? text.replace(/\breturn [^\n]+/g, 'return') : text,
  holes: { ...holes, NAME: ['nap', 'quick', 'either', 'fails'] },
  plain: 'either({A})',
  tail: `async def main():
    flag, n, items = True, 1, [1, 0]
    {USES}


asyncio.run(main())
`,
};
