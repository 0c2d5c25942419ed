import { checkLast } from './explainedTrees';

const asyncio = 'import asyncio\n';

describe('explaining Python', () => {
  checkLast('python', {
    'runs a generator to its yield where it makes a context manager': [
      'from contextlib import asynccontextmanager\n@asynccontextmanager\nasync def opened():\n    yield 1\nasync def f():\n    async with opened():\n        pass\n',
      {
        lens: 'runs opened() to its yield, without a wait',
        suspends: 'never',
        suspendsBecause: 'opened() reaches no pending future before its yield.',
      },
    ],
    'says once that items of an async with are entered in turn, and names all that may wait': [
      `${asyncio}async def f(lock: asyncio.Lock, places: asyncio.Semaphore, door: asyncio.Condition):\n    async with lock, places, door:\n        pass\n`,
      {
        notes: [
          'The items are entered one after another; it may also wait for a free place in semaphore places and lock door.',
        ],
      },
    ],
    'sees through aliases of modules': [
      'import asyncio as aio\nasync def f():\n    await aio.sleep(0.5)\n',
      { callee: 'asyncio.sleep', waitsFor: 'timer', detail: '500 ms', suspends: 'always' },
    ],
    'sees through aliases of names, and constants': [
      'from asyncio import sleep as nap\nMINUTE = 60\nasync def f():\n    x = await nap(MINUTE * 5)\n',
      { callee: 'asyncio.sleep', detail: '5 min', resumesInto: 'x' },
    ],
    'takes the default of a parameter, whose name other functions have too': [
      `${asyncio}async def a(n=1):\n    await asyncio.sleep(n)\nasync def b(n=2):\n    await asyncio.sleep(n)\nasync def f():\n    await b()\n`,
      { detail: 'b(): a 2 s timer at line 5' },
    ],
    'binds a name at the end of a line, whatever the next one begins with': [
      'from asyncio import sleep\n-1\nasync def f():\n    await sleep(1)\n',
      { callee: 'asyncio.sleep' },
    ],
    'does not take a line that is continued for an argument': [
      `${asyncio}async def f():\n    await asyncio.sleep( \\\n        2)\n`,
      { waitsFor: 'timer', detail: '2 s' },
    ],
    'does not take another module for asyncio': [
      'from mine import sleep\nasync def f():\n    await sleep(1)\n',
      { callee: 'mine.sleep', waitsFor: 'unknown', suspends: 'maybe' },
    ],
    'lets a later assignment win': [
      `${asyncio}async def f():\n    q = asyncio.Event()\n    q = asyncio.Queue(1)\n    await q.put(1)\n`,
      { callee: 'asyncio.Queue.put', waitsFor: 'queue', suspends: 'maybe' },
    ],
    'knows that a queue without a limit never makes put wait': [
      `${asyncio}async def f():\n    q = asyncio.Queue()\n    await q.put(1)\n`,
      { callee: 'asyncio.Queue.put', suspends: 'never' },
    ],
    'yields one turn for sleep(0), which has no timer to cancel': [
      `${asyncio}async def f():\n    await asyncio.sleep(0)\n`,
      {
        suspends: 'always',
        lens: 'lets the event loop run one turn',
        raises: [
          {
            error: 'asyncio.CancelledError',
            when: 'If the task is cancelled before its next turn.',
          },
        ],
      },
    ],
    'knows a deadline that has passed': [
      `${asyncio}async def f():\n    async with asyncio.timeout(-1):\n        pass\n`,
      { lens: 'cancels the block at its first wait; no wait of its own' },
    ],
    'knows a deadline that is a time, not a length': [
      `${asyncio}async def f(loop):\n    async with asyncio.timeout_at(loop.time() + 5):\n        pass\n`,
      { lens: 'limits the block to the loop’s…oop.… + 5; no wait of its own' },
    ],
    'knows a time of the loop that has passed': [
      `${asyncio}async def f(loop):\n    async with asyncio.timeout_at(loop.time() - 1):\n        pass\n`,
      {
        lens: 'cancels the block at its first wait; no wait of its own',
        wokenBy:
          'The loop cancels the task on its next turn: CancelledError is raised where the block waits.',
      },
    ],
    'takes what asyncio.Timeout is given for a time': [
      `${asyncio}async def f(end):\n    async with asyncio.Timeout(when=end):\n        pass\n`,
      { lens: 'limits the block to the loop’s time end; no wait of its own' },
    ],
    'suspends in wait_for() where what it awaits always does': [
      `${asyncio}async def g(): await asyncio.sleep(1)\nasync def f():\n    await asyncio.wait_for(g(), 2)\n`,
      { suspends: 'always' },
    ],
    'may not suspend in wait_for() where what it awaits need not': [
      `${asyncio}async def g(): return 1\nasync def f():\n    await asyncio.wait_for(g(), 2)\n`,
      { suspends: 'maybe' },
    ],
    'suspends for the task that shield() makes of a coroutine': [
      `${asyncio}async def g(): return 1\nasync def f():\n    await asyncio.shield(g())\n`,
      { suspends: 'always' },
    ],
    'takes a bare yield in __await__ for a turn of the loop': [
      'class Turn:\n    def __await__(self):\n        yield\nasync def f():\n    await Turn()\n',
      {
        waitsFor: 'nothing',
        suspends: 'always',
        lens: 'lets the event loop run one turn',
        wokenBy: 'On its next turn, after all that was ready before, the loop runs the task again.',
      },
    ],
    'does not take what __await__ yields for a bare turn': [
      'class Wrapped:\n    def __await__(self):\n        return (yield from self.future)\nasync def f():\n    await Wrapped()\n',
      { waitsFor: 'coroutine', lens: 'waits for what Wrapped.__await__() yields' },
    ],
    'knows a parameter whose default is a lambda': [
      `${asyncio}async def f(wait=lambda: asyncio.sleep(2)):\n    await wait()\n`,
      { callee: 'asyncio.sleep', detail: '2 s' },
    ],
    'takes a parameter for what stands in where it is None': [
      `${asyncio}class C:\n    def __init__(self, loop=None):\n        self.loop = loop or asyncio.get_running_loop()\n    async def f(self):\n        await self.loop.create_future()\n`,
      { suspends: 'always', lens: 'waits for a future that nobody can complete' },
    ],
    'takes a parameter for what is set where it is None': [
      `${asyncio}async def f(lock=None):\n    if lock is None:\n        lock = asyncio.Lock()\n    await lock.acquire()\n`,
      { callee: 'asyncio.Lock.acquire' },
    ],
    'does not take a function that is passed for the one that stands in': [
      `${asyncio}async def f(wait=None):\n    if wait is None:\n        wait = asyncio.sleep\n    await wait(1)\n`,
      { suspends: 'maybe', lens: 'waits for a 1 s timer or something not known here' },
    ],
    'takes what is called loop, and asked for what an event loop has, for one': [
      'async def f(transport):\n    ready = transport._loop.create_future()\n    await ready\n',
      { waitsFor: 'promise', lens: 'waits for future ready' },
    ],
    'does not count a value among its own alternatives': [
      `${asyncio}class C:\n    def __init__(self):\n        self.lock = asyncio.Lock()\n    def reset(self):\n        self.lock = self.lock\n    async def f(self):\n        await self.lock.acquire()\n`,
      { callee: 'asyncio.Lock.acquire' },
    ],
    'does not count the elements of an empty list': [
      `${asyncio}class C:\n    locks: list[asyncio.Lock]\n    def __init__(self):\n        self.locks = []\n    async def f(self):\n        await self.locks.pop().acquire()\n`,
      { callee: 'asyncio.Lock.acquire' },
    ],
    'does not count an object that has no such method': [
      `${asyncio}class A:\n    async def close(self): await asyncio.sleep(1)\nclass B: pass\nasync def f(x):\n    y = A() if x else B()\n    await y.close()\n`,
      { callee: 'A.close', suspends: 'always' },
    ],
    'does not count an object that cannot be awaited': [
      `${asyncio}async def a(): await asyncio.sleep(1)\nclass B: pass\nasync def f(x):\n    y = a() if x else B()\n    await y\n`,
      { suspends: 'always', lens: 'runs a(), which waits for a 1 s timer' },
    ],
    'asks a method of what a class leaves to those below it': [
      `${asyncio}class Stream:\n    async def close(self): pass\nclass Known(Stream): pass\nclass Slow(Stream):\n    async def close(self): await asyncio.sleep(1)\nasync def f(x, other: Stream):\n    y = Known() if x else other\n    await y.close()\n`,
      { suspends: 'maybe', lens: 'runs Stream.close(); Slow.close() may wait' },
    ],
    'calls a method that a descriptor of the file stands for': [
      `${asyncio}class cached:\n    def __init__(self, function):\n        self.function = function\n    def __get__(self, instance, owner):\n        return self.function(instance)\nclass C:\n    @cached\n    def lock(self): return asyncio.Lock()\n    async def f(self):\n        await self.lock.acquire()\n`,
      { callee: 'asyncio.Lock.acquire' },
    ],
    'takes what was asked whether it can be awaited for just that': [
      'import inspect\nasync def call(make):\n    value = make()\n    if inspect.isawaitable(value):\n        await value\ndef number(): return [1]\nasync def f(x, y):\n    await call(x or number)\n',
      { suspends: 'maybe', detail: 'call(): the awaitable value at line 5' },
    ],
    'follows what a call gives through a variable of the function': [
      `${asyncio}async def call(make):\n    value = make()\n    await value\nasync def nap(): await asyncio.sleep(3)\nasync def other(): pass\nasync def f():\n    await call(other)\n    await call(nap)\n`,
      { suspends: 'always', detail: 'call(): a 3 s timer at line 5' },
    ],
    'names three of several things, each once': [
      `${asyncio}async def f(x):\n    e, q, l, s = asyncio.Event(), asyncio.Queue(), asyncio.Lock(), asyncio.Semaphore()\n    one = e.wait() if x == 1 else q.get() if x == 2 else l.acquire() if x == 3 else s.acquire() if x == 4 else g(x)\n    await one\n`,
      {
        summary: 'May wait for event e to be set, the next item of queue q, lock l or another.',
      },
    ],
    'makes a session with a sessionmaker': [
      'from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine\nmake = async_sessionmaker(create_async_engine("x"))\nasync def f():\n    async with make() as session:\n        await session.commit()\n',
      { callee: 'sqlalchemy.ext.asyncio.AsyncSession.commit' },
    ],
    'leaves to the stream what an interface of AnyIO waits for': [
      'from anyio.abc import ObjectSendStream\nasync def f(stream: ObjectSendStream[int]):\n    await stream.send(1)\n',
      {
        suspends: 'maybe',
        wokenBy: 'stream has room again: a receiver took an item, or the connection took the data.',
      },
    ],
    'takes an element that is chosen for one of its collection': [
      `${asyncio}import random\nasync def f():\n    locks = [asyncio.Lock() for _ in range(3)]\n    await random.choice(locks).acquire()\n`,
      { callee: 'asyncio.Lock.acquire', waitsFor: 'lock' },
    ],
    'takes the least of several for one of them': [
      `${asyncio}async def f():\n    queues = [asyncio.Queue(1)]\n    await min(queues, key=len).put(1)\n`,
      { callee: 'asyncio.Queue.put', waitsFor: 'queue' },
    ],
    'says that a helper of a helper may wait elsewhere too': [
      `${asyncio}async def a(lock: asyncio.Lock):\n    async with lock:\n        pass\n    async with lock:\n        pass\nasync def b(lock: asyncio.Lock):\n    await a(lock)\nasync def c(lock: asyncio.Lock):\n    await b(lock)\n`,
      {
        suspendsBecause: 'If b() has to wait neither at line 3 nor elsewhere, it does not suspend.',
      },
    ],
    'runs a coroutine in the same task, without a turn where it never waits': [
      'async def g():\n    return 1\nasync def f():\n    return await g()\n',
      { callee: 'g', waitsFor: 'coroutine', suspends: 'never', resumesInto: null },
    ],
    'names what is waited for in a branch before a mere turn of the loop in another': [
      `${asyncio}async def settle(is_closing, seconds):\n    if is_closing:\n        await asyncio.sleep(0)\n    if seconds:\n        await asyncio.sleep(seconds)\nasync def f():\n    await settle(False, 2)\n`,
      { lens: 'runs settle(), which waits for a 2 s timer' },
    ],
    'says that nothing goes on after what only an exception ends': [
      'import asyncio\nasync def f(server: asyncio.Server):\n    await server.serve_forever()\n',
      {
        steps: [
          'If it has to wait, a future is made, which the I/O of the connection completes.',
          'f() pauses; the event loop gets control back and runs other tasks.',
          'The loop watches the listening sockets and runs a task for each connection.',
          'Only cancellation of the task, or close() on the server, ends the wait: CancelledError is raised here.',
          'f() does not go on here: only an exception comes out of it.',
        ],
      },
    ],
    'does not say that a request goes out where a socket is closed': [
      'from anyio.abc import SocketStream\nasync def f(stream: SocketStream):\n    await stream.aclose()\n',
      {
        suspends: 'maybe',
        suspendsBecause:
          'It takes one turn of the loop, unless it is closed already or a Unix socket.',
        wokenBy: 'On its next turn, after all that was ready before, the loop runs the task again.',
      },
    ],
    'knows that a response of Starlette sends itself': [
      'from fastapi.responses import JSONResponse\nasync def app(scope, receive, send):\n    await JSONResponse({})(scope, receive, send)\n',
      { callee: 'starlette.responses.Response.__call__', waitsFor: 'network', suspends: 'maybe' },
    ],
    'takes what is called with a scope, receive and send for an ASGI application': [
      'from starlette.types import Receive\nimport other\nasync def app(scope, receive: Receive, send):\n    await other.Proxy(1)(scope, receive, send)\n',
      { callee: 'asgiref.typing.ASGI3Application.__call__' },
    ],
    'names what a coroutine finally waits for, with the values of this call': [
      `${asyncio}async def h(n):\n    await asyncio.sleep(n)\nasync def g(n):\n    await h(n * 2)\nasync def f():\n    await g(3)\n`,
      { waitsFor: 'coroutine', detail: 'g(): a 6 s timer at line 3', suspends: 'always' },
    ],
    'takes a conditional wait for a maybe': [
      `${asyncio}async def g(x):\n    if x:\n        await asyncio.sleep(1)\nasync def f():\n    await g(1)\n`,
      { suspends: 'maybe' },
    ],
    'may find a task done': [
      `${asyncio}async def f(t: "asyncio.Task[int] | None"):\n    await t\n`,
      { waitsFor: 'task', detail: 'task t', suspends: 'maybe' },
    ],
    'knows attributes that __init__ sets': [
      `${asyncio}class A:\n    def __init__(self):\n        self.lock = asyncio.Lock()\n    async def f(self):\n        async with self.lock:\n            pass\n`,
      { waitsFor: 'lock', detail: 'lock self.lock', suspends: 'maybe' },
    ],
    'knows what callers in the file pass': [
      `${asyncio}async def f(e):\n    await e.wait()\nf(asyncio.Event())\n`,
      { callee: 'asyncio.Event.wait', waitsFor: 'event', detail: 'event e' },
    ],
    'waits at the end of a task group': [
      `${asyncio}async def f():\n    async with asyncio.TaskGroup() as tg:\n        pass\n`,
      { waitsFor: 'tasks', suspends: 'maybe', resumesInto: 'tg' },
    ],
    'does not wait for a timeout block itself': [
      `${asyncio}async def f():\n    async with asyncio.timeout(2):\n        pass\n`,
      { waitsFor: 'nothing', suspends: 'never' },
    ],
    'hands a value over at yield without a turn of the loop': [
      'async def f():\n    yield 1\n',
      { waitsFor: 'nothing', suspends: 'never' },
    ],
    'names up to three different things that are waited for together': [
      `${asyncio}async def g(): await asyncio.sleep(1)\nasync def h(): await asyncio.sleep(2)\nasync def f():\n    await asyncio.gather(g(), asyncio.create_task(h()), asyncio.sleep(3))\n`,
      {
        lens: 'waits for g(), h() and asyncio.sleep() together',
        detail: 'g(), h() and asyncio.sleep()',
      },
    ],
    'counts different things that are too many to be named': [
      `${asyncio}async def g(): await asyncio.sleep(1)\nasync def h(): await asyncio.sleep(2)\nasync def f():\n    await asyncio.gather(g(), h(), g(), h())\n`,
      { detail: '4 coroutines' },
    ],
    'counts what gather waits for': [
      `${asyncio}async def g(): await asyncio.sleep(1)\nasync def f():\n    a, b = await asyncio.gather(g(), g())\n`,
      { waitsFor: 'tasks', detail: '2 calls of g()', suspends: 'always', resumesInto: 'a, b' },
    ],
    'says why it knows nothing': [
      'async def f(x):\n    await x.y()\n',
      {
        waitsFor: 'unknown',
        summary:
          'What x.y() waits for cannot be told from this file: x is a parameter without a type.',
      },
    ],
    'leaves open what a method without a body does': [
      'class Base:\n    async def load(self):\n        raise NotImplementedError\n    async def go(self):\n        await self.load()\n',
      { callee: 'Base.load', waitsFor: 'coroutine', suspends: 'maybe' },
    ],
    'leaves open what a method does that only its docstring describes': [
      'class Base:\n    async def load(self):\n        """Loads it; the default has nothing to load."""\n        return None\n    async def go(self):\n        await self.load()\n',
      { callee: 'Base.load', waitsFor: 'coroutine', suspends: 'maybe' },
    ],
    'takes an attribute for what its annotation says, not for the mark of having none yet': [
      `${asyncio}class Missing:\n    pass\nMISSING = Missing()\nclass A:\n    def __init__(self, q):\n        self.q: asyncio.Queue = MISSING\n    def start(self, q):\n        self.q = q\n    def stop(self):\n        self.q = MISSING\n    async def f(self):\n        await self.q.get()\n`,
      { callee: 'asyncio.Queue.get', waitsFor: 'queue' },
    ],
    'knows what the classes of a mixin set': [
      `${asyncio}class Mixin:\n    async def f(self):\n        await self.q.get()\nclass A(Mixin):\n    def __init__(self):\n        self.q = asyncio.Queue()\n`,
      { callee: 'asyncio.Queue.get', waitsFor: 'queue' },
    ],
    'names a callee only where something is called': [
      `${asyncio}async def g():\n    pass\nasync def f():\n    c = g()\n    await c\n`,
      { callee: null, waitsFor: 'coroutine', suspends: 'never' },
    ],
    'knows that recursion alone never reaches the loop': [
      'async def f(n):\n    return n and await f(n - 1)\nasync def g():\n    await f(3)\n',
      { callee: 'f', waitsFor: 'coroutine', suspends: 'never' },
    ],
    'finds the wait in a circle of calls, from wherever it is entered': [
      `${asyncio}async def a(n):\n    if n:\n        await b(n - 1)\nasync def b(n):\n    await a(n)\n    await asyncio.sleep(1)\nasync def g():\n    await a(3)\n`,
      { callee: 'a', suspends: 'maybe', detail: 'a(): a 1 s timer at line 7' },
    ],
    'knows an asynchronous generator expression': [
      `${asyncio}async def f(n):\n    await asyncio.sleep(n)\nasync def g():\n    values = (await f(n) for n in (1, 2))\n    async for x in values:\n        pass\n`,
      { waitsFor: 'iterator', suspends: 'maybe' },
    ],
    'knows from its type that a call gives an awaitable': [
      'from typing import Awaitable, Callable\nHandler = Callable[[str, int], Awaitable[None]]\nasync def f(handler: Handler):\n    await handler("x", 1)\n',
      { waitsFor: 'promise', suspends: 'maybe' },
    ],
    'notes a loop': [
      `${asyncio}async def f(q: asyncio.Queue):\n    for _ in range(3):\n        await q.join()\n`,
      {
        mistakes: ['Each get() needs its task_done(), or join() waits for ever.'],
        notes: ['In a loop: one at a time, each iteration waits for the last.'],
      },
    ],
    'gives a test what a fixture of its file yields': [
      `${asyncio}import pytest_asyncio\n@pytest_asyncio.fixture\nasync def jobs():\n    q = asyncio.Queue(1)\n    yield q\nasync def test_put(jobs):\n    await jobs.put(1)\n`,
      { callee: 'asyncio.Queue.put', waitsFor: 'queue' },
    ],
    'gives nothing to what is no test': [
      `${asyncio}import pytest\n@pytest.fixture\ndef jobs():\n    return asyncio.Queue(1)\nasync def put(jobs):\n    await jobs.put(1)\n`,
      { waitsFor: 'unknown' },
    ],
    'reads the type in a comment at the end of an assignment': [
      `${asyncio}queue = None  # type: asyncio.Queue\nasync def f():\n    await queue.get()\n`,
      { callee: 'asyncio.Queue.get' },
    ],
    'reads that of an attribute, which is set elsewhere to what is not known': [
      `${asyncio}class Link:\n    def __init__(self):\n        self.lock = None  # type: asyncio.Lock | None\n    def use(self, lock):\n        self.lock = lock\n    async def f(self):\n        await self.lock.acquire()\n`,
      { lens: 'waits for lock self.lock' },
    ],
    'takes no comment about several names for the type of each': [
      `${asyncio}async def f():\n    lock, queue = make()  # type: asyncio.Lock, asyncio.Queue\n    await queue.get()\n`,
      { waitsFor: 'unknown' },
    ],
    'takes no other comment for a type': [
      `${asyncio}queue = make()  # type: ignore\nasync def f():\n    await queue.get()\n`,
      { waitsFor: 'unknown' },
    ],
    'says of several functions none of which waits that it goes straight on': [
      `${asyncio}async def g():\n    pass\nasync def h():\n    pass\nasync def f(x):\n    run = g if x else h\n    await run()\n`,
      { suspends: 'never', lens: 'runs g() or h(), without a wait' },
    ],
    'takes what is imported from another place in its stead for the same': [
      `try:\n    from contextlib import AsyncExitStack\nexcept ImportError:\n    from async_exit_stack import AsyncExitStack\nasync def f():\n    async with AsyncExitStack() as stack:\n        pass\n`,
      { callee: 'contextlib.AsyncExitStack' },
    ],
    'says of a task group of AnyIO that may have no tasks when it need not wait': [
      `import anyio\nasync def f(x):\n    async with anyio.create_task_group() as group:\n        if x:\n            group.start_soon(anyio.sleep, 1)\n`,
      {
        suspends: 'maybe',
        suspendsBecause:
          'If all its tasks are done already, older versions of AnyIO do not suspend.',
      },
    ],
    'knows the futures of Tornado, which have begun when they are awaited': [
      `from tornado import gen\nfrom tornado.httpclient import AsyncHTTPClient\nasync def f():\n    answer = AsyncHTTPClient().fetch('https://a.example')\n    await gen.sleep(1)\n    await answer\n`,
      { waitsFor: 'network', suspends: 'maybe' },
    ],
    'knows the handlers of Tornado': [
      `import tornado.web\nclass Main(tornado.web.RequestHandler):\n    async def get(self):\n        await self.finish('x')\n`,
      { callee: 'tornado.web.RequestHandler.finish', waitsFor: 'network' },
    ],
    'says nothing of the turns of a loop that does not suspend': [
      `${asyncio}async def g():\n    pass\nasync def f():\n    for i in range(3):\n        await g()\n`,
      { suspends: 'never', notes: [] },
    ],
    'believes a question whether something can be awaited': [
      `import inspect\nasync def f(x):\n    r = x()\n    if inspect.isawaitable(r):\n        r = await r\n    return r\n`,
      { waitsFor: 'promise', suspends: 'maybe' },
    ],
    'reads a question that goes over several lines': [
      `${asyncio}async def f(x):\n    if isinstance(\n        x, asyncio.Event\n    ):\n        await x.wait()\n`,
      { callee: 'asyncio.Event.wait' },
    ],
    'believes a question for a class': [
      `${asyncio}async def f(x):\n    if x and isinstance(x, asyncio.Event):\n        await x.wait()\n`,
      { callee: 'asyncio.Event.wait' },
    ],
    'knows the special methods of library objects': [
      `${asyncio}async def f():\n    lock = asyncio.Lock()\n    await lock.__aenter__()\n`,
      { waitsFor: 'lock', detail: 'lock', suspends: 'maybe' },
    ],
    'is sure of what every run comes to first: the condition of if': [
      `${asyncio}async def g(x):\n    if await asyncio.sleep(1):\n        return\nasync def f(x):\n    await g(x)\n`,
      { callee: 'g', suspends: 'always' },
    ],
    'is sure of what every run comes to first: that of a conditional expression': [
      `${asyncio}async def g(x):\n    return 1 if await asyncio.sleep(1) else 2\nasync def f(x):\n    await g(x)\n`,
      { callee: 'g', suspends: 'always' },
    ],
    'is sure of what every run comes to first: the left side of or': [
      `${asyncio}async def g(x):\n    x = await asyncio.sleep(1) or x\nasync def f(x):\n    await g(x)\n`,
      { callee: 'g', suspends: 'always' },
    ],
    'is sure of what every run comes to first: what a loop goes through': [
      `${asyncio}async def g(x):\n    for y in await asyncio.sleep(1):\n        pass\nasync def f(x):\n    await g(x)\n`,
      { callee: 'g', suspends: 'always' },
    ],
    'is not sure of what only some runs come to': [
      `${asyncio}async def g(x):\n    return x or await asyncio.sleep(1)\nasync def f(x):\n    await g(x)\n`,
      { callee: 'g', suspends: 'maybe' },
    ],
    'is sure of what a function returns at its end': [
      `${asyncio}async def g():\n    return await asyncio.sleep(1)\nasync def f():\n    await g()\n`,
      { callee: 'g', suspends: 'always' },
    ],
    'says one of several where branches differ': [
      `${asyncio}async def g(): pass\nasync def f(x):\n    if x:\n        a = asyncio.sleep(1)\n    else:\n        a = g()\n    await a\n`,
      { suspends: 'maybe', lens: 'waits for g() or a 1 s timer' },
    ],
    'lets a branch that cannot come here be': [
      `${asyncio}async def f(x):\n    if x:\n        a = asyncio.Lock()\n    else:\n        a = asyncio.Event()\n        await a.wait()\n`,
      { callee: 'asyncio.Event.wait', waitsFor: 'event' },
    ],
    'says one of several of an expression that chooses': [
      `${asyncio}async def g(): pass\nasync def h(): await asyncio.sleep(2)\nasync def f(x):\n    await (g if x else h)()\n`,
      { waitsFor: 'coroutine', suspends: 'maybe', lens: 'waits for g() or h() (a 2 s timer)' },
    ],
    'says that something else may come, too': [
      `${asyncio}async def f(x, y):\n    await (asyncio.sleep(1) if x else y)\n`,
      { suspends: 'maybe', lens: 'waits for a 1 s timer or something not known here' },
    ],
    'says one of several of a union of types': [
      `${asyncio}async def f(x: asyncio.Lock | asyncio.Semaphore):\n    await x.acquire()\n`,
      { waitsFor: 'lock', lens: 'waits for lock x or a free place in semaphore x' },
    ],
    'says one of several of what callers pass, and at each call what that one does': [
      `${asyncio}async def none(): pass\nasync def h(c):\n    return await c\nasync def f():\n    await h(asyncio.sleep(3))\n    await h(none())\n`,
      { callee: 'h', suspends: 'never' },
    ],
    'takes the value of a key that is written out': [
      `${asyncio}async def g(): await asyncio.sleep(1)\nasync def h(): await asyncio.sleep(2)\nasync def f():\n    d = {"a": g, "b": h}\n    await d["b"]()\n`,
      { callee: 'h', suspends: 'always' },
    ],
    'knows what is put into a dictionary later': [
      `${asyncio}class C:\n    def __init__(self):\n        self.tasks = {}\n    def start(self, key):\n        self.tasks[key] = asyncio.create_task(asyncio.sleep(1))\n    async def stop(self, key):\n        await self.tasks.pop(key)\n`,
      { waitsFor: 'task', suspends: 'maybe' },
    ],
    'keeps the name of a comprehension inside it': [
      `${asyncio}async def f(ts):\n    for t in ts:\n        pass\n    return [await t for t in [asyncio.sleep(2)]]\n`,
      { waitsFor: 'timer', detail: '2 s' },
    ],
    'follows a decorator of the file, and what it wraps': [
      `${asyncio}import functools\ndef twice(fn):\n    @functools.wraps(fn)\n    async def wrapper(*args):\n        await asyncio.sleep(7)\n        return await fn(*args)\n    return wrapper\n@twice\nasync def g(): pass\nasync def f():\n    await g()\n`,
      { callee: 'g', suspends: 'always', lens: 'runs g(), which waits for a 7 s timer' },
    ],
    'follows a decorator with arguments': [
      `${asyncio}def limited(seconds):\n    def decorate(fn):\n        async def wrapper(*args):\n            return await asyncio.wait_for(fn(*args), seconds)\n        return wrapper\n    return decorate\nclass C:\n    @limited(5)\n    async def g(self): await asyncio.sleep(1)\n    async def f(self):\n        await self.g()\n`,
      { suspends: 'always', lens: 'runs C.g(), which waits for C.g(), at most 5 s' },
    ],
    'follows closures': [
      `${asyncio}def make(seconds):\n    async def inner():\n        await asyncio.sleep(seconds)\n    return inner\nasync def f():\n    await make(4)()\n`,
      { suspends: 'always', lens: 'runs inner(), which waits for a 4 s timer' },
    ],
    'knows what a function sets with global': [
      `${asyncio}lock = None\ndef setup():\n    global lock\n    lock = asyncio.Lock()\nasync def f():\n    await lock.acquire()\n`,
      { callee: 'asyncio.Lock.acquire', waitsFor: 'lock' },
    ],
    'takes a type that is defined once for type checkers for what either says': [
      `${asyncio}from typing import TYPE_CHECKING, TypeVar\nif TYPE_CHECKING:\n    T = TypeVar('T', bound=asyncio.Event, default=asyncio.Event)\nelse:\n    T = TypeVar('T')\nasync def f(e: T):\n    await e.wait()\n`,
      { waitsFor: 'event', detail: 'event e' },
    ],
    'knows what as_completed() gives, whatever it is given': [
      `${asyncio}async def f(given):\n    for next_done in list(asyncio.as_completed(given)):\n        await next_done\n`,
      { waitsFor: 'tasks', lens: 'waits for the next of the awaitables in given to be done' },
    ],
    'knows what a defaultdict makes under a key': [
      `${asyncio}import collections\nlocks = collections.defaultdict(asyncio.Lock)\nasync def f(key):\n    async with locks[key]:\n        pass\n`,
      { waitsFor: 'lock', lens: 'waits for lock locks[key]' },
    ],
    'takes what aclosing() gives for the generator that it closes': [
      `${asyncio}import contextlib\nasync def ticks():\n    while True:\n        await asyncio.sleep(1)\n        yield\nasync def f():\n    async with contextlib.aclosing(ticks()) as steps:\n        async for step in steps:\n            pass\n`,
      { waitsFor: 'iterator', suspends: 'always' },
    ],
    'knows the types of typing by their dotted names': [
      `import typing\nasync def f(lines: typing.AsyncIterator[str]):\n    async for line in lines:\n        pass\n`,
      { waitsFor: 'iterator', lens: 'waits for the next item of lines' },
    ],
    'calls what is entered by its own name, not by that of what entering gives': [
      `${asyncio}async def f(barrier: asyncio.Barrier):\n    async with barrier as place:\n        pass\n`,
      { lens: 'waits for all parties at barrier' },
    ],
    'takes the bound of a type variable for its type': [
      `${asyncio}from typing import TypeVar\nT = TypeVar('T', bound=asyncio.Event)\nasync def f(e: T):\n    await e.wait()\n`,
      { waitsFor: 'event', detail: 'event e' },
    ],
    'says what a timeout raises, and last what cancels': [
      `${asyncio}async def f(t):\n    await asyncio.wait_for(t, 5)\n`,
      {
        raises: [
          {
            error: 'TimeoutError',
            when: 'If 5 s pass first; what it awaits has been cancelled and has ended by then.',
          },
          { error: null, when: 'Whatever t raises comes out here unchanged.' },
          {
            error: 'asyncio.CancelledError',
            when: 'If the task is cancelled while it waits: that cancels what it awaits, too.',
          },
        ],
      },
    ],
    'does not say the word of a kind twice, where a thing is called by it': [
      `${asyncio}async def f(future: asyncio.Future):\n    await future\n`,
      {
        lens: 'waits for future',
        summary: 'May wait for future to be completed.',
      },
    ],
    'says that a bare yield drops what is sent': [
      `async def f():\n    yield\n`,
      {
        steps: [
          'yield hands its value to the async for, or the __anext__(), that asked for it.',
          'The generator pauses here, but its task does not: the consumer goes on at once in it.',
          'The loop has nothing to watch for here.',
          'The consumer asks for the next value, and the generator goes on in the consumer’s task.',
          'f() goes on exactly here; what the consumer sends (None under async for) is not used.',
        ],
      },
    ],
    'says which exception gather raises, and what becomes of the others': [
      `${asyncio}async def f(t):\n    await asyncio.gather(t(), t())\n`,
      {
        raises: [
          {
            error: null,
            when: 'The first exception comes out at once; the others run on, and what they raise is dropped.',
          },
          {
            error: 'asyncio.CancelledError',
            when: 'If the task is cancelled while it waits: that cancels all that are not done.',
          },
        ],
      },
    ],
    'says nothing of a timeout that is not there': [
      `${asyncio}async def f(t):\n    await asyncio.gather(t(), t(), return_exceptions=True)\n`,
      {
        raises: [
          {
            error: 'asyncio.CancelledError',
            when: 'If the task is cancelled while it waits: that cancels all that are not done.',
          },
        ],
      },
    ],
    'raises at the end of a block what its deadline does': [
      `${asyncio}async def f(t):\n    async with asyncio.timeout(5):\n        t()\n`,
      {
        raises: [
          {
            error: 'TimeoutError',
            when: 'If the block takes longer than 5 s: the CancelledError becomes this at the end of the block.',
          },
        ],
      },
    ],
    'raises nothing where it never waits': [
      `${asyncio}async def g(): pass\nasync def f():\n    await g()\n`,
      { suspends: 'never', raises: [], mistakes: [] },
    ],
    'says where in a function of the file cancellation is raised': [
      `${asyncio}async def g():\n    await asyncio.sleep(1)\nasync def f():\n    await g()\n`,
      {
        raises: [
          {
            error: 'asyncio.CancelledError',
            when: 'If the task is cancelled at line 3 and g() does not catch it.',
          },
        ],
      },
    ],
  });
});

describe('explaining TypeScript', () => {
  checkLast('typescript', {
    'says nothing of a missing time limit where a signal is given': [
      'await fetch("/a", { signal: AbortSignal.timeout(100) });\n',
      { mistakes: ['A status such as 404 rejects nothing: look at response.ok.'] },
    ],
    'raises nothing of a signal where fetch is given an address alone': [
      'await fetch("/a");\n',
      {
        raises: [
          {
            error: 'TypeError',
            when: 'If there is no connection, it breaks, or the request is not valid.',
          },
        ],
      },
    ],
    'warns of transactions over a pool where one begins': [
      'import { Pool } from "pg";\nconst pool = new Pool();\nawait pool.query("BEGIN");\n',
      {
        mistakes: [
          'BEGIN and COMMIT sent through the pool may reach different connections: take one with connect() for a transaction.',
          'Without an "error" listener on the pool, an idle connection that breaks ends the process.',
        ],
      },
    ],
    'does not warn of transactions where a query belongs to none': [
      'import { Pool } from "pg";\nconst pool = new Pool();\nawait pool.query("select 1");\n',
      {
        mistakes: [
          'Without an "error" listener on the pool, an idle connection that breaks ends the process.',
        ],
      },
    ],
    'is sure of what every run comes to first': [
      'async function g() {\n  return (await fetch("/a")) ? 1 + (await fetch("/b")) : 2;\n}\nasync function f() {\n  await g();\n}\n',
      {
        summary:
          'Runs g() and waits for its end; at line 2 it waits for the HTTP response from /a.',
      },
    ],
    'is not sure of what only some runs come to': [
      'async function g(x) {\n  return x && (await fetch("/a"));\n}\nasync function f(x) {\n  await g(x);\n}\n',
      {
        summary:
          'Runs g() and waits for its end; at line 2 it may wait for the HTTP response from /a.',
      },
    ],
    'does not take for settled what a callback replaces by a promise that is not known': [
      'export async function f(jobs, run) {\n  let current = Promise.resolve();\n  jobs.forEach((job) => {\n    current = current.then(() => run(job)).then((x) => x + 1);\n  });\n  await current.then(() => 5);\n}\n',
      { waitsFor: 'unknown' },
    ],
    'does not say as certain what only some of several wait for': [
      'class A {\n  bytes() { return 1; }\n}\nclass B {\n  async bytes() { return await fetch("/b"); }\n}\nasync function write(x: A | B) {\n  await x.bytes();\n}\nasync function f(x: A | B) {\n  await write(x);\n}\n',
      { detail: 'write(): B.bytes() to finish, or nothing at line 8' },
    ],
    'does not count the elements of a field that grows': [
      'class Pool {\n  #clients: Client[] = [];\n  add(c: Client) { this.#clients.push(c); }\n  async close() { await Promise.all(this.#clients.map((c) => c.close())); }\n}\nclass Client {\n  async close() {}\n}\n',
      { detail: 'the calls of Client.close()' },
    ],
    'tells no more than the callback of what an inner promise never does': [
      'async function f(jobs: Promise<number>[]) {\n  await Promise.allSettled(jobs).then((all) => { throw all; });\n}\n',
      {
        notes: [],
        raises: [
          { error: null, when: 'What a callback that is given to then() or catch() throws.' },
        ],
      },
    ],
    'does not raise what catch() takes': [
      'import { readFile } from "node:fs/promises";\nasync function f() {\n  const text = await readFile("a", "utf8").catch(() => null);\n}\n',
      {
        callee: 'fs/promises.readFile',
        waitsFor: 'file',
        raises: [
          { error: null, when: 'What a callback that is given to then() or catch() throws.' },
        ],
      },
    ],
    'names what waits, not a helper before it that has nothing to wait for': [
      'async function quick() { return 1; }\nasync function load() {\n  await quick();\n  await fetch("/a");\n}\nasync function f() {\n  await load();\n}\n',
      { callee: 'load', detail: 'load(): the HTTP response from /a at line 4' },
    ],
    'names what every run comes to, not a way before it that few take': [
      'async function open(isOpen: boolean) {\n  if (!isOpen) await fetch("/open");\n}\nasync function query(isOpen: boolean) {\n  await open(isOpen);\n  await fetch("/query");\n}\nasync function f() {\n  await query(true);\n}\n',
      {
        detail: 'query(): the HTTP response from /query at line 6',
        summary:
          'Runs query() and waits for its end; at line 6 it waits for the HTTP response from /query.',
      },
    ],
    'is not sure of a wait that a function it calls may not come to': [
      'async function open(isOpen: boolean) {\n  if (!isOpen) await fetch("/open");\n  await null;\n}\nasync function query(isOpen: boolean) {\n  await open(isOpen);\n}\nasync function f() {\n  await query(true);\n}\n',
      {
        summary:
          'Runs query() and waits for its end; at line 2 it may wait for the HTTP response from /open.',
      },
    ],
    'names what is known before what is not': [
      'async function query(other: any) {\n  await other.start();\n  if (other.more) await fetch("/query");\n}\nasync function f() {\n  await query(input);\n}\n',
      {
        summary:
          'Runs query() and waits for its end; at line 3 it may wait for the HTTP response from /query.',
      },
    ],
    'says alternatives of alternatives in one list, each once': [
      'function one(n: number) {\n  return n ? fetch("/a") : other(n);\n}\nfunction two(n: number) {\n  return n ? fetch("/a") : new Promise((r) => setTimeout(r, 5));\n}\nasync function f(n: number) {\n  await (n ? one(n).then((x) => x) : two(n));\n}\n',
      {
        summary: 'Waits for the HTTP response from /a, a 5 ms timer or something not known here.',
      },
    ],
    'does not count what is put into a list by index': [
      'async function f(jobs: Promise<void>[]) {\n  const all = [];\n  for (let i = 0; i < jobs.length; i++) all[i] = fetch("/a");\n  await Promise.all(all);\n}\n',
      { detail: 'the calls of fetch()' },
    ],
    'gives the object itself for a type this': [
      'interface Query {\n  where(x: number): this;\n  run(): Promise<void>;\n}\nasync function f(query: Query) {\n  await query.where(1).where(2).run();\n}\n',
      { waitsFor: 'promise' },
    ],
    'counts the branches on the way to each of several waits': [
      'async function connect(isOpen: boolean, file: string) {\n  if (!isOpen) {\n    if (file) await fetch("/certificate");\n  }\n}\nasync function query(isOpen: boolean, file: string, cached: number) {\n  await connect(isOpen, file);\n  if (!cached) await fetch("/query");\n}\nasync function f() {\n  await query(true, "", 0);\n}\n',
      {
        summary:
          'Runs query() and waits for its end; at line 3 it may wait for the HTTP response from /certificate.',
      },
    ],
    'prefers the wait that the fewest branches leave out': [
      'async function read(file: string) {\n  if (file) await fetch("/certificate");\n}\nasync function connect(isOpen: boolean, file: string) {\n  if (!isOpen) await read(file);\n}\nasync function query(isOpen: boolean, file: string, cached: number) {\n  await connect(isOpen, file);\n  if (!cached) await fetch("/query");\n}\nasync function f() {\n  await query(true, "", 0);\n}\n',
      {
        summary:
          'Runs query() and waits for its end; at line 9 it may wait for the HTTP response from /query.',
      },
    ],
    'says that a class below may wait, where the method itself does not': [
      'class Provider {\n  async prepare() {}\n}\nclass Scram extends Provider {\n  override async prepare() {\n    await fetch("/nonce");\n  }\n}\nasync function f(provider: Provider) {\n  await provider.prepare();\n}\n',
      {
        summary: 'Waits for Provider.prepare() to finish or Scram.prepare() to finish.',
      },
    ],
    'knows the class of an object that is made here': [
      'class Provider {\n  async prepare() {}\n}\nclass Scram extends Provider {\n  override async prepare() {\n    await fetch("/nonce");\n  }\n}\nasync function f() {\n  await new Provider().prepare();\n}\n',
      { lens: 'runs Provider.prepare(); it waits for nothing' },
    ],
    'sees through a named function that resolves': [
      'async function f(url: string) {\n  await new Promise<boolean>((resolve) => {\n    const socket = new WebSocket(url);\n    function onOpen() {\n      resolve(true);\n      socket.removeEventListener("open", onOpen);\n    }\n    const close = () => socket.removeEventListener("open", onOpen);\n    socket.addEventListener("open", onOpen);\n  });\n}\n',
      { detail: 'the open event of socket' },
    ],
    'knows what is made of each of several things of which nothing is known': [
      'async function f(things: any) {\n  await Promise.all(Object.entries(things).map(([key]) => fetch(key)));\n}\n',
      { detail: 'the calls of fetch()' },
    ],
    'takes what is declared of a property from its getter': [
      'declare class Options {\n  get hooks(): { run(): Promise<void> };\n  set hooks(value: { run(): Promise<void> });\n}\nasync function f(options: Options) {\n  await options.hooks.run();\n}\n',
      { lens: 'waits for the promise of options.hooks.run()' },
    ],
    'waits at yield* for the steps of what it delegates to': [
      'async function* inner() {\n  await fetch("/a");\n  yield 1;\n}\nasync function* outer() {\n  yield* inner();\n}\n',
      { lens: 'next value of inner(), after the HTTP response from /a' },
    ],
    'says a step that is the same for all alternatives once': [
      'function one() {\n  async function* steps() { yield 1; }\n  return steps();\n}\nfunction two() {\n  async function* steps() { yield 2; }\n  return steps();\n}\nasync function f(n: number) {\n  for await (const thing of n > 1 ? one() : n ? two() : other()) use(thing);\n}\n',
      {
        summary: 'Waits for the next value of steps() or something not known here.',
      },
    ],
    'names what a circle of calls waits for, not the circle': [
      'async function connect(n: number) {\n  if (n) await run(n - 1);\n  await fetch("/a");\n}\nasync function run(n: number): Promise<void> {\n  await connect(n);\n}\nasync function f() {\n  await run(3);\n}\n',
      { callee: 'run', detail: 'run(): the HTTP response from /a at line 3' },
    ],
    'leaves to a function that takes a callback what is watched for it': [
      'import get from "simple-get";\nasync function f() {\n  await new Promise((resolve) => { get("http://a", resolve); });\n}\n',
      {
        lens: 'waits for the callback of get',
        steps: [
          'The executor runs at once and hands get a callback that settles the promise.',
          'f() pauses; its caller goes on and, once the call stack is empty, the event loop.',
          'What the event loop watches for is up to get, which takes the callback.',
          'When other code settles the promise, the rest is queued as a microtask.',
          'f() goes on exactly here; the value it is resolved with is not used.',
        ],
      },
    ],
    'says that an object without a generator gives each step by its own next()': [
      'function chunks(stream: ReadableStream) {\n  const reader = stream.getReader();\n  return {\n    next() { return reader.read(); },\n    [Symbol.asyncIterator]() { return this; },\n  };\n}\nasync function f(stream: ReadableStream) {\n  for await (const chunk of chunks(stream)) console.log(chunk);\n}\n',
      {
        waitsFor: 'iterator',
        lens: 'next value of chunks(stream), after the next chunk of reader',
      },
    ],
    'sees through a helper of the file': [
      'const sleep = (ms: number) => new Promise(r => setTimeout(r, ms));\nasync function f() { await sleep(1500); }',
      { callee: 'sleep', waitsFor: 'timer', detail: '1.5 s', suspends: 'always' },
    ],
    'sees through a callback that resolves': [
      'async function f() { await new Promise<void>((resolve) => { setTimeout(() => resolve(), 20); }); }',
      { waitsFor: 'timer', detail: '20 ms' },
    ],
    'waits for an event that resolves': [
      'async function f(e: any) { await new Promise((r) => e.once("open", r)); }',
      { waitsFor: 'event', detail: 'the open event of e' },
    ],
    'names the functions of a module by themselves, where the module is a path': [
      "import { readFile } from 'node:fs/promises';\nasync function f() { await Promise.all([readFile('a'), readFile('b')]); }",
      { lens: 'waits for 2 calls of readFile() together' },
    ],
    'is woken in a loop by what the generator waits for': [
      'async function* g() { yield await fetch("/"); }\nasync function f() { for await (const r of g()) {} }',
      {
        wokenBy:
          'When the headers have arrived, the promise is resolved and the rest is queued as a microtask. Once g() comes to its next yield, the await here goes on.',
      },
    ],
    'says one of several where callers differ': [
      'async function both(load: any) { await load(); }\nconst a = () => fetch("a");\nconst b = () => new Promise((r) => setTimeout(r, 100));\nboth(a);\nboth(b);',
      {
        waitsFor: 'promise',
        lens: 'waits for the HTTP response from a or a 100 ms timer',
        callee: null,
      },
    ],
    'takes the value that is set on every way to the await': [
      'async function f(x: any) { let p: any = fetch("a"); p = new Promise((r) => setTimeout(r, 100)); await p; }',
      { waitsFor: 'timer', detail: '100 ms' },
    ],
    'knows what the same function sets later, of a name that outlives its calls': [
      'let ready: any; async function connect() { if (ready) { await ready; return; } ready = fetch("a"); }',
      { waitsFor: 'network', detail: 'the HTTP response from a' },
    ],
    'knows that an async iterator gives its next value, whatever it goes through': [
      'async function f(body: any) { const steps = body[Symbol.asyncIterator](); await steps.next(); }',
      { waitsFor: 'iterator', callee: 'AsyncIterator.next' },
    ],
    'says that an iterator is closed by return()': [
      'async function f(body: any) { const steps = body[Symbol.asyncIterator](); await steps.return(); }',
      { lens: 'waits for steps to be closed' },
    ],
    'knows that a function made of a text gives a promise': [
      'const AsyncFunction = (async () => {}).constructor; async function f(code: any) { await new AsyncFunction("x", code)(1); }',
      { waitsFor: 'promise' },
    ],
    'knows the same of the constructor that a prototype has': [
      'const AsyncFunction = Object.getPrototypeOf(async function () {}).constructor; async function f(code: any) { await new AsyncFunction(code)(); }',
      { waitsFor: 'promise' },
    ],
    'knows what is set on what Object.assign gives': [
      'async function f(given: any) { const options: any = Object.assign({}, given); options.load = () => fetch("a"); await options.load(); }',
      { waitsFor: 'promise', lens: 'waits for the HTTP response from a, or for another' },
    ],
    'knows what is put on an object of a class from outside': [
      'class Request {} function send(request: Request) { (request as any).resume; } async function f() { const request = new Request(); request.resume = async () => { await fetch("a"); }; await request.resume(); }',
      { waitsFor: 'promise', detail: 'request.resume(): the HTTP response from a at line 1' },
    ],
    'tells more than three alternatives apart, and names three': [
      'function pick(x: any) { if (x === 1) return fetch("a"); if (x === 2) return fetch("b"); if (x === 3) return fetch("c"); if (x === 4) return fetch("d"); return fetch("e"); } async function f(x: any) { await pick(x); }',
      {
        waitsFor: 'network',
        summary:
          'Waits for the HTTP response from a, the HTTP response from b, the HTTP response from c or another.',
      },
    ],
    'takes the type that is written for what a library gives that nobody describes': [
      'import { parts } from "unheard-of"; async function f() { const all: AsyncIterable<{ body: AsyncIterable<string> }> = parts(); for await (const part of all) for await (const chunk of part.body) use(chunk); }',
      { waitsFor: 'iterator', lens: 'waits for the next value of part.body' },
    ],
    'takes the type of a parameter for what its callers leave open': [
      'async function f(parse: (value: string) => Promise<number>) { await parse("1"); } export function main(given: any) { f(given); f(() => fetch("a") as any); }',
      { waitsFor: 'promise', lens: 'waits for the promise that parse() gives, or for another' },
    ],
    'does not take what a branch sets for all there is': [
      'async function f(x: any) { let p: any = 1; if (x) p = new Promise((r) => setTimeout(r, 100)); await p; }',
      { waitsFor: 'timer', lens: 'waits for a 100 ms timer, or nothing' },
    ],
    'knows what inner functions set': [
      'let p: any;\nfunction start() { p = new Promise((r) => setTimeout(r, 100)); }\nasync function f() { await p; }',
      { waitsFor: 'timer', detail: '100 ms' },
    ],
    'takes T | Promise<T> for either': [
      'declare function hook<T>(x: T): T | Promise<T>;\nasync function f() { await hook(1); }',
      { waitsFor: 'promise', lens: 'waits for the promise of hook(), or nothing' },
    ],
    'knows what a library passes to a callback': [
      'import test from "node:test";\ntest("a", async (t) => { await t.test("b", () => {}); });',
      { callee: 'node:test.TestContext.test', detail: 'test “b” to end' },
    ],
    'tells a promise that a typed parameter takes by the code that makes it': [
      'class Page { constructor(private sent: Promise<Response>) {} then(done: (text: any) => void): Promise<void> { return this.sent.then(done); } }\nclass Client { async send(url: string): Promise<Response> { return await fetch(url); }\n  page(): Page { return new Page(this.send("a")); } }\nasync function f() { await new Client().page(); }',
      { lens: 'runs Client.send(), which waits for the HTTP response from a' },
    ],
    'knows that a type with a then() of its own is waited for': [
      'interface Query { then(done: (rows: string[]) => void): void; }\ndeclare class Builder { then(done: (rows: string[]) => void): void; }\nasync function f(b: Builder) { await b; }',
      { waitsFor: 'promise', lens: 'waits for Builder.then() to call back' },
    ],
    'says of a resolve in a private field that was compiled where it is kept': [
      'var _done: any;\nclass S { constructor() { __classPrivateFieldSet(this, _done, new Promise((resolve) => { __classPrivateFieldSet(this, _resolve, resolve, "f"); }), "f"); }\nasync f() { await __classPrivateFieldGet(this, _done, "f"); } }',
      { waitsFor: 'promise', lens: 'waits for other code to call _resolve' },
    ],
    'says each alternative once, and what is not known last': [
      'async function f(a: any, b: any, c: any) { await (a ? a.x() : b ? b.y() : c ? Promise.resolve(1) : fetch("/")); }',
      {
        summary: 'Waits for the HTTP response from / or something not known here.',
      },
    ],
    'does not count what flat() makes of an array': [
      'async function load(x: string) {}\nasync function f(list: string[]) { await Promise.all([list].flat().map((x) => load(x))); }',
      { lens: 'waits for the calls of load() together' },
    ],
    'says of an async iterable that each step asks it': [
      'async function f(items: AsyncIterable<string>, other: any) { for await (const item of other) {} for await (const item of items) {} }',
      {
        steps: [
          'Each step calls next() of items, which gives a promise.',
          'f() pauses; its caller goes on and, once the call stack is empty, the event loop.',
          'What the event loop watches for depends on the iterator, whose type does not say.',
          'When other code settles the promise, the rest is queued as a microtask.',
          'Each time, the next value lands in item and the body runs, until the iterator is done.',
        ],
      },
    ],
    'waits in a loop without a condition on every way': [
      'async function poll() { while (true) { await fetch("/"); } }\nasync function f() { await poll(); }',
      {
        summary:
          'Runs poll() and waits for its end; at line 1 it waits for the HTTP response from /.',
      },
    ],
    'prefers what makes a promise to its type': [
      'class S { ready: Promise<void>;\nconstructor() { this.ready = new Promise((r) => setTimeout(r, 5)); }\nasync f() { await this.ready; } }',
      { waitsFor: 'timer', detail: '5 ms' },
    ],
    'knows that Express gives no promise for next, and Koa does': [
      'import express from "express";\nconst app = express();\napp.use(async (req, res, next) => { await next(); });',
      { callee: 'express.next', waitsFor: 'nothing' },
    ],
    'waits for the middleware after it in Koa': [
      'import Koa from "koa";\nconst app = new Koa();\napp.use(async (ctx, next) => { await next(); });',
      { callee: 'koa.Next', waitsFor: 'promise', detail: 'the middleware that comes after to end' },
    ],
    'reads JSDoc': [
      '/**\n * @param {{ load(): Promise<void> }} store\n */\nasync function f(store) { await store.load(); }',
      { waitsFor: 'promise', lens: 'waits for the promise of store.load()' },
    ],
    'follows promisify, call and bind': [
      'import { promisify } from "node:util";\nfunction old(cb: any) {}\nconst late = promisify(old);\nasync function f() { await late.call(null); }',
      { waitsFor: 'promise', detail: 'the callback of old' },
    ],
    'takes a microtask turn for a plain value': [
      'async function f() { const x = await 1; }',
      { waitsFor: 'nothing', suspends: 'always', resumesInto: 'x' },
    ],
    'follows the response of fetch to its body': [
      'async function f() { return (await fetch("https://a.example/")).json(); }\nasync function g() { const r = await fetch("u"); const { a } = await r.json(); }',
      {
        callee: 'Response.json',
        waitsFor: 'network',
        detail: 'the response body',
        resumesInto: '{a}',
      },
    ],
    'knows imports under another name': [
      'import { setTimeout as wait } from "node:timers/promises";\nawait wait(100);',
      { callee: 'timers/promises.setTimeout', waitsFor: 'timer', detail: '100 ms' },
    ],
    'knows require and namespaces': [
      'const fs = require("fs");\nasync function f() { await fs.promises.readFile("a.txt"); }',
      { callee: 'fs/promises.readFile', waitsFor: 'file' },
    ],
    'counts what Promise.all waits for': [
      'async function g() { await fetch("u"); }\nasync function f() { await Promise.all([g(), g(), g()]); }',
      { waitsFor: 'tasks', detail: '3 calls of g()', suspends: 'always' },
    ],
    'knows what is put into a Map': [
      'const m = new Map();\nm.set("a", fetch("u"));\nawait m.get("a");\n',
      { callee: 'fetch', waitsFor: 'network' },
    ],
    'knows the elements that a collection is typed with': [
      'const m = new Map<string, Promise<number>>();\nawait m.get("a");\n',
      { waitsFor: 'promise' },
    ],
    'knows who is handed the resolve of Promise.withResolvers': [
      'async function f() { const { promise, resolve: done } = Promise.withResolvers(); setTimeout(done, 100); await promise; }',
      { waitsFor: 'timer', detail: '100 ms' },
    ],
    'knows the resolve that is kept with its promise': [
      'async function f(s) { const d = Promise.withResolvers(); s.once("go", () => d.resolve(1)); await d.promise; }',
      { waitsFor: 'event', lens: 'waits for the go event of s' },
    ],
    'does not know who settles a promise whose resolve is not seen': [
      'async function f() { const { promise } = Promise.withResolvers(); await promise; }',
      { waitsFor: 'promise', lens: 'waits for other code to settle the promise' },
    ],
    'knows the client that a transaction is given': [
      'import { PrismaClient } from "@prisma/client";\nconst c = new PrismaClient();\nc.$transaction(async (tx) => {\n  await tx.user.findMany();\n});\n',
      { waitsFor: 'network' },
    ],
    'knows private methods': [
      'class A {\n  async #load() {\n    await fetch("/");\n  }\n  async go() {\n    await this.#load();\n  }\n}\n',
      { callee: 'A.#load', waitsFor: 'promise' },
    ],
    'knows methods and fields under a symbol': [
      'const kClose = Symbol("close");\nclass A {\n  async [kClose]() {}\n  async go() {\n    await this[kClose]();\n  }\n}\n',
      { waitsFor: 'promise' },
    ],
    'steps through an iterator of its own': [
      'class A {\n  [Symbol.asyncIterator]() {\n    return { next: async () => {\n      await new Promise((r) => setTimeout(r, 20));\n      return { done: true };\n    } };\n  }\n}\nfor await (const a of new A()) {}\n',
      { waitsFor: 'iterator' },
    ],
    'knows the members of interfaces, aliases and object types': [
      'interface Base { load(id: string): Promise<Response> }\ninterface Store extends Base { x: number }\ntype Run = (s: Store) => Promise<void>;\nasync function f(s: Store, run: Run, { go }: { go: () => Promise<void> }) {\n  await run(s);\n  await go();\n  const r = await s.load("a");\n  await r.json();\n}\n',
      { callee: 'Response.json', waitsFor: 'network' },
    ],
    'knows from a type that a promise comes': [
      'type Run = { start(): Promise<void> };\nasync function f(run: Run) {\n  await run.start();\n}\n',
      { waitsFor: 'promise' },
    ],
    'prefers a body to its overloads': [
      'function f(a: string): Promise<void>;\nfunction f(a: any) {\n  return fetch(a);\n}\nawait f("x");\n',
      { callee: 'fetch', waitsFor: 'network' },
    ],
    'waits for what a callback of then returns': [
      'const nap = (ms: number) => new Promise((r) => setTimeout(r, ms));\nawait Promise.resolve().then(() => nap(30));\n',
      { waitsFor: 'timer', detail: '30 ms' },
    ],
    'waits at scope exit for await using': [
      'async function f() { await using file = open(); }',
      { waitsFor: 'promise', suspends: 'always', resumesInto: 'file' },
    ],
    'says what the object’s own method waits for there': [
      'class A { async [Symbol.asyncDispose]() { await new Promise((r) => setTimeout(r, 2)); } }\nawait using a = new A();\n',
      { waitsFor: 'promise', lens: 'at scope exit: a is disposed of, after a 2 ms timer' },
    ],
    'names what a function waits for before what it disposes of at its end': [
      'async function f() { await using file = open(); await fetch("/a"); }\nawait f();\n',
      { lens: 'runs f(), which waits for the HTTP response from /a' },
    ],
    'knows the promises that are attributes of a writer': [
      'const writer = new WritableStream().getWriter();\nawait writer.ready;\n',
      { waitsFor: 'promise', lens: 'waits for room in the queue of writer' },
    ],
    'always suspends, even where nothing is known': [
      'async function f(x) { return await x.y(); }',
      { waitsFor: 'unknown', suspends: 'always', resumesInto: null },
    ],
    'knows fields, parameter properties and their types': [
      'class A { constructor(private readonly reply: Response) {} async f() { return await this.reply.text(); } }',
      { callee: 'Response.text', waitsFor: 'network' },
    ],
  });
});
