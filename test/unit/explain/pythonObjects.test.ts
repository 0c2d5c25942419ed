import { check as checkTrees, checkLast } from './explainedTrees';

const asyncio = 'import asyncio\n';
const dispatch = `${asyncio}class Link:\n    async def _open_tcp(self):\n        await asyncio.sleep(1)\n    async def _open_unix(self):\n        await asyncio.sleep(2)\n    async def on_open(self):\n        await asyncio.sleep(3)\n`;
const quiet = 'class Base:\n    async def close(self):\n        pass\n';
const waits = 'class Child(Base):\n    async def close(self):\n        await asyncio.sleep(1)\n';

describe('explaining classes of Python', () => {
  checkLast('python', {
    'takes super() of a mixin for the class after it in the order of the object': [
      `${asyncio}class Base:\n    async def close(self):\n        await asyncio.sleep(1)\nclass Mixin:\n    async def close(self):\n        await super().close()\nclass Both(Mixin, Base):\n    pass\n`,
      { callee: 'Base.close', suspends: 'always', detail: 'Base.close(): a 1 s timer at line 4' },
    ],
    'does not take super() for the method that it stands in': [
      `class Base:\n    pass\nclass Child(Base):\n    async def close(self):\n        await super().close()\n`,
      { callee: null, waitsFor: 'unknown' },
    ],
    'finds a method in the order of C3, not depth first': [
      `${asyncio}class A:\n    async def go(self):\n        pass\nclass B(A):\n    pass\nclass C(A):\n    async def go(self):\n        await asyncio.sleep(1)\nclass D(B, C):\n    pass\nasync def f():\n    await D().go()\n`,
      { callee: 'C.go', suspends: 'always' },
    ],
    'says that a method which overrides it waits, where its own does not': [
      `${asyncio}${quiet}${waits}async def f(base: Base):\n    await base.close()\n`,
      {
        callee: 'Base.close',
        suspends: 'maybe',
        summary:
          'Runs Base.close() in this task; it does not suspend, but Child.close(), which overrides it, may wait for a 1 s timer at line 7.',
        lens: 'runs Base.close(); Child.close() may wait',
      },
    ],
    'says what a subclass waits for, where the method itself has no body': [
      'import asyncio\nclass Base:\n    async def read(self):\n        raise NotImplementedError\nclass Child(Base):\n    async def read(self):\n        await asyncio.sleep(1)\nasync def f(base: Base):\n    await base.read()\n',
      {
        lens: 'runs Base.read(), which waits for a 1 s timer',
        suspends: 'maybe',
        summary:
          'Runs Base.read() in this task, as a subclass defines it: Child.read() may wait for a 1 s timer at line 7.',
        suspendsBecause: 'Whether it suspends is up to the class that defines Base.read().',
      },
    ],
    'leaves a method of a protocol open that gives something for its type': [
      'from typing import Protocol\nclass Reader(Protocol):\n    async def read(self) -> bytes:\n        ...\n        return b""\nasync def f(reader: Reader):\n    await reader.read()\n',
      { suspends: 'maybe', lens: 'runs Reader.read(), as a subclass defines it' },
    ],
    'does not take words of a docstring for a body': [
      'from typing import Protocol\nclass _File(Protocol):\n    async def read(self):\n        """Read from an async file; await it."""\nasync def f(file: _File):\n    await file.read()\n',
      { suspends: 'maybe', lens: 'runs _File.read(), as a subclass defines it' },
    ],
    'says that a method which overrides it does not wait, where its own does': [
      `${asyncio}class Base:\n    async def close(self):\n        await asyncio.sleep(1)\nclass Child(Base):\n    async def close(self):\n        pass\nasync def f(base: Base):\n    await base.close()\n`,
      {
        suspends: 'maybe',
        suspendsBecause:
          'Base.close() comes to line 4, which waits for a 1 s timer; Child.close(), which overrides it, does not suspend.',
      },
    ],
    'takes the type of a parameter from the method that is overridden': [
      `${asyncio}class Base:\n    async def read(self, queue: asyncio.Queue):\n        raise NotImplementedError\nclass Child(Base):\n    async def read(self, queue):\n        await queue.get()\n`,
      { callee: 'asyncio.Queue.get', waitsFor: 'queue' },
    ],
    'says that whatever overrides a method that does nothing may wait': [
      `class Bot:\n    async def on_error(self, error):\n        """Called when something fails."""\n        return False\n    async def run(self):\n        await self.on_error(None)\n`,
      {
        callee: 'Bot.on_error',
        suspends: 'maybe',
        lens: 'runs Bot.on_error(), or whatever overrides it',
        summary:
          'Runs Bot.on_error() in this task; it does nothing, but a subclass may define one that waits.',
        suspendsBecause:
          'Bot.on_error() itself does not suspend; whether what overrides it does is not known.',
      },
    ],
    'knows that nobody inherits from a class of a program': [
      `import asyncio\nclass Bot:\n    async def on_error(self):\n        pass\n    async def run(self):\n        await self.on_error()\nasync def main(bot: Bot):\n    await bot.run()\nasyncio.run(main(Bot()))\n`,
      { callee: 'Bot.run', suspends: 'never' },
    ],
    'takes a private method that does nothing for what it is': [
      `class Bot:\n    async def _close(self):\n        pass\n    async def run(self):\n        await self._close()\n`,
      { callee: 'Bot._close', suspends: 'never' },
    ],
    'leaves open what comes out of a generator that is not implemented': [
      `class Stream:\n    async def __aiter__(self):\n        raise NotImplementedError\n        yield b''\nasync def f(stream: Stream):\n    async for part in stream:\n        pass\n`,
      { waitsFor: 'iterator', suspends: 'maybe' },
    ],
    'knows that an object which is made here is of no class below': [
      `${asyncio}${quiet}${waits}async def f():\n    await Base().close()\n`,
      { callee: 'Base.close', suspends: 'never' },
    ],
    'follows a method of a base class with the methods of the object': [
      `${asyncio}class Base:\n    async def run(self):\n        await self.step()\n    async def step(self):\n        pass\nclass Child(Base):\n    async def step(self):\n        await asyncio.sleep(1)\nasync def f():\n    await Child().run()\n`,
      { suspends: 'always', detail: 'Base.run(): a 1 s timer at line 9' },
    ],
    'knows what the classes below give for an abstract method': [
      `${asyncio}class Base:\n    def make(self):\n        raise NotImplementedError\n    async def run(self):\n        await self.make().get()\nclass Child(Base):\n    def make(self):\n        return asyncio.Queue()\n`,
      { callee: 'asyncio.Queue.get', waitsFor: 'queue' },
    ],
    'runs what __getattr__ gives for any name': [
      `${asyncio}class Rpc:\n    def __getattr__(self, key):\n        async def call():\n            await asyncio.sleep(1)\n        return call\nasync def f():\n    await Rpc().replicate()\n`,
      { suspends: 'always', detail: 'call(): a 1 s timer at line 5' },
    ],
    'sees in a constructor the methods of the class below': [
      `${asyncio}class Base:\n    def __init__(self):\n        self.engine = self.engine_class()()\n    def engine_class(self):\n        return Plain\nclass Below(Base):\n    def engine_class(self):\n        return Engine\n    async def go(self):\n        await self.engine.start()\nclass Plain:\n    def start(self):\n        pass\nclass Engine:\n    async def start(self):\n        await asyncio.sleep(1)\nasync def f():\n    below = Below()\n    await below.engine.start()\n`,
      { lens: 'runs Engine.start(), which waits for a 1 s timer' },
    ],
    'ends where __getattr__ hands on to a proxy of its own kind': [
      `${asyncio}class Proxy:\n    def __init__(self, inner):\n        self.inner = inner\n    def __getattr__(self, name):\n        return getattr(self.inner, name)\nclass Real:\n    async def go(self):\n        await asyncio.sleep(1)\nproxy = Proxy(Proxy(Real()))\nasync def f(other: Proxy):\n    await Proxy(other).go()\n`,
      { lens: 'waits for go() to return, or for another' },
    ],
    'says that __getattr__ makes up what it is not known to give': [
      'class Rpc:\n    def __getattr__(self, key):\n        return self.__dict__["_" + key]\nasync def f(rpc: Rpc):\n    await rpc.replicate()\n',
      {
        summary:
          'What rpc.replicate() waits for cannot be told from this file: replicate is what __getattr__ of class Rpc makes up.',
      },
    ],
    'does not say that __getattr__ makes up what the class sets': [
      'class Plugin:\n    def __init__(self, client):\n        self.client = client\n    def __getattr__(self, key):\n        return self.config[key]\n    async def f(self):\n        await self.client.send()\n',
      {
        summary:
          'What self.client.send() waits for cannot be told from this file: client is a parameter without a type.',
      },
    ],
    'finds the methods whose names begin as getattr() does': [
      `${dispatch}    async def run(self, kind):\n        await getattr(self, f'_open_{kind}')()\n`,
      {
        suspends: 'always',
        detail: 'Link._open_tcp() (a 1 s timer) or Link._open_unix() (a 2 s timer)',
      },
    ],
    'leaves methods that a subclass may define open, whose names begin as getattr() does': [
      `${dispatch}    async def run(self, kind):\n        await getattr(self, 'on_' + kind)()\n`,
      { detail: 'Link.on_open() (a 3 s timer) or something not known here' },
    ],
    'goes on where __getattr__ does': [
      `${asyncio}class Inner:\n    async def load(self):\n        await asyncio.sleep(1)\nclass Proxy:\n    def __init__(self):\n        self.inner = Inner()\n    def __getattr__(self, name):\n        return getattr(self.inner, name)\nasync def f():\n    await Proxy().load()\n`,
      { callee: 'Inner.load', suspends: 'always' },
    ],
  });
});

describe('explaining what is handed around in Python', () => {
  checkLast('python', {
    'knows what functools.partial was given before': [
      `${asyncio}import functools\nasync def nap(unit, n):\n    await asyncio.sleep(n)\nasync def f():\n    later = functools.partial(nap, 's')\n    await later(2)\n`,
      { callee: 'nap', detail: 'nap(): a 2 s timer at line 4', suspends: 'always' },
    ],
    'passes on the elements of a tuple that is written out': [
      `${asyncio}async def use(name, queue):\n    await queue.get()\nasync def f():\n    arguments = ('a', asyncio.Queue())\n    await use(*arguments)\n`,
      { callee: 'use', detail: 'use(): the next item of queue asyncio.Queue() at line 3' },
    ],
    'knows the protocol that a factory makes': [
      `${asyncio}class Protocol(asyncio.Protocol):\n    def __init__(self, loop):\n        self.ready = loop.create_future()\nasync def f():\n    loop = asyncio.get_running_loop()\n    _, protocol = await loop.create_connection(lambda: Protocol(loop), 'host', 1)\n    await protocol.ready\n`,
      { waitsFor: 'promise', detail: 'future protocol.ready' },
    ],
    'knows what is put into a queue': [
      `${asyncio}class Job:\n    async def run(self):\n        await asyncio.sleep(1)\nasync def f():\n    jobs = asyncio.Queue()\n    jobs.put_nowait(Job())\n    job = await jobs.get()\n    await job.run()\n`,
      { callee: 'Job.run', suspends: 'always' },
    ],
    'enters what a call of a library gives by its special method': [
      'import trio\nasync def f():\n    manager = trio.open_nursery()\n    nursery = await manager.__aenter__()\n    await nursery.start(work)\n',
      { callee: 'trio.Nursery.start' },
    ],
    'takes the type of a function for what is not known of one that is passed': [
      `from typing import Any, Awaitable, Callable\nasync def run(work: Callable[[], Awaitable[Any]]):\n    await work()\ndef start(self, name):\n    run(getattr(self, name))\n`,
      { waitsFor: 'promise', suspends: 'maybe' },
    ],
    'says that it may wait elsewhere too': [
      `${asyncio}async def load(lock, n):\n    for _ in range(n):\n        if n > 1:\n            await asyncio.Lock().acquire()\n        await asyncio.sleep(1)\nasync def f():\n    await load(None, 2)\n`,
      {
        suspends: 'maybe',
        suspendsBecause:
          'If load() neither comes to line 6 nor has to wait elsewhere, it does not suspend.',
      },
    ],
    'knows no module that is looked up where the code runs': [
      'import sys\nasync def f(name):\n    await sys.modules[name].sleep(1)\n',
      {
        waitsFor: 'unknown',
        summary:
          'What sys.modules[name].sleep(1) waits for cannot be told from this file: what sys.modules holds is only known where the code runs.',
      },
    ],
  });
  checkTrees({
    'knows a class by the name that it is handed around under': [
      {
        '/db/connection.py':
          'class Connection:\n    def __init__(self, queue):\n        self.queue = queue\n    async def read(self):\n        await self.queue.get()\n',
        '/db/connect.py':
          'import asyncio\nfrom connection import Connection\ndef connect(connection_class=Connection):\n    return connection_class(asyncio.Queue())\n',
      },
      { callee: 'asyncio.Queue.get', waitsFor: 'queue' },
    ],
    'reads in the own source of a library what the catalog does not tell': [
      {
        '/project/main.py':
          'import aiofiles.extra\nasync def f():\n    await aiofiles.extra.load()\n',
        '/project/aiofiles/__init__.py': '',
        '/project/aiofiles/extra.py':
          'import asyncio\nasync def load():\n    await asyncio.sleep(1)\n',
      },
      { callee: 'aiofiles.extra.load', suspends: 'always' },
    ],
  });
});

describe('who completes a future', () => {
  const woken = (place: string) =>
    `${place} completes it; its callback puts the waiting task in the ready queue.`;
  checkLast('python', {
    'names the method, for one that an object keeps': [
      `${asyncio}class Reader:\n    def __init__(self):\n        self.waiter = asyncio.get_running_loop().create_future()\n    def feed(self, data):\n        self.waiter.set_result(data)\n    async def read(self):\n        await self.waiter\n`,
      { wokenBy: woken('Reader.feed() at line 6') },
    ],
    'names the functions that take it out of where it is kept': [
      `${asyncio}class Gate:\n    def __init__(self):\n        self.waiters = []\n    def open(self):\n        for waiter in self.waiters:\n            waiter.set_result(None)\n    def fail(self, error):\n        waiter = self.waiters.pop()\n        waiter.set_exception(error)\n    async def wait(self):\n        future = asyncio.get_running_loop().create_future()\n        self.waiters.append(future)\n        await future\n`,
      { wokenBy: woken('Gate.open() at line 7 or Gate.fail() at line 10') },
    ],
    'leaves an attribute of the same name of another class alone': [
      `${asyncio}class Event:\n    def __init__(self):\n        self.waiters = []\n    def set(self):\n        for waiter in self.waiters:\n            waiter.set_result(True)\nclass Base:\n    def __init__(self):\n        self.waiters = []\n    def fail(self):\n        for waiter in self.waiters:\n            waiter.set_exception(OSError())\nclass Lock(Base):\n    def release(self):\n        next(iter(self.waiters)).set_result(True)\n    def wake(self):\n        waiter = next(iter(self.waiters))\n        waiter.set_result(True)\n    async def acquire(self):\n        future = asyncio.get_running_loop().create_future()\n        self.waiters.append(future)\n        await future\n`,
      { wokenBy: woken('Base.fail() at line 13 or Lock.wake() at line 19') },
    ],
    'names the inner function, for a variable': [
      `${asyncio}async def f(loop):\n    done = asyncio.Future()\n    def finish():\n        done.set_result(1)\n    loop.call_later(1, finish)\n    await done\n`,
      { wokenBy: woken('finish() at line 5') },
    ],
    'names who hands it to a helper that completes it': [
      `${asyncio}def set_result(future, value):\n    if not future.done():\n        future.set_result(value)\nclass Reader:\n    def feed(self):\n        waiter = self.waiter\n        set_result(waiter, None)\n    async def read(self):\n        waiter = self.waiter = asyncio.Future()\n        await waiter\n`,
      { wokenBy: woken('Reader.feed() at line 8') },
    ],
    'leaves a variable of the same name in another function alone': [
      `${asyncio}def other():\n    done = asyncio.Future()\n    done.set_result(1)\nasync def f():\n    done = asyncio.Future()\n    await done\n`,
      {
        wokenBy:
          'Other code calls set_result() or set_exception() on done; its callback puts the task in the ready queue.',
      },
    ],
    'names a future by the call that gives it': [
      `${asyncio}class A:\n    def made(self, key):\n        return asyncio.Future()\n    async def f(self):\n        await self.made(1)\n`,
      { lens: 'waits for future self.made(1)' },
    ],
    'names the timer of a wait': [
      `${asyncio}async def f(tasks):\n    await asyncio.wait(tasks, timeout=2, return_when=asyncio.FIRST_COMPLETED)\n`,
      {
        wokenBy:
          'The first of them to end completes the future, and the task goes in the ready queue. If the timer of 2 s falls due first, that completes it.',
      },
    ],
  });
});

describe('a name with a type that is given an object of it', () => {
  checkLast('python', {
    'has what the call says of the object': [
      'import asyncio\nclass Actor:\n    def __init__(self):\n        self.inbox: asyncio.Queue[str] = asyncio.Queue()\n    async def tell(self):\n        await self.inbox.put("x")\n',
      { waitsFor: 'queue', suspends: 'never' },
    ],
    'has the class of the object': [
      'import asyncio\nclass Base:\n    async def go(self):\n        raise NotImplementedError\nclass First(Base):\n    async def go(self):\n        await asyncio.sleep(1)\nclass Second(Base):\n    async def go(self):\n        pass\nasync def main():\n    one: Base = Second()\n    await one.go()\n',
      { callee: 'Second.go', suspends: 'never' },
    ],
    'is of its type where a class only declares it for its objects': [
      'import asyncio\nclass Actor:\n    inbox: asyncio.Queue[str] = asyncio.Queue()\n    async def tell(self):\n        await self.inbox.put("x")\n',
      { waitsFor: 'queue', suspends: 'maybe' },
    ],
  });
});

describe('an exit stack', () => {
  checkLast('python', {
    'enters what it is given as an async with does': [
      'import asyncio, contextlib\n@contextlib.asynccontextmanager\nasync def opened():\n    await asyncio.sleep(1)\n    yield 1\nasync def main():\n    async with contextlib.AsyncExitStack() as stack:\n        await stack.enter_async_context(opened())\n',
      {
        callee: 'contextlib.AsyncExitStack.enter_async_context',
        suspends: 'always',
        detail: 'opened(): a 1 s timer at line 4',
      },
    ],
  });
});

describe('the lens of a call', () => {
  const socket = 'class ConnectionOfTheWorkspaceServer:\n';
  checkLast('python', {
    'leaves the class out rather than what is waited for': [
      `import asyncio\n${socket}    async def receive_message(self, reader: asyncio.StreamReader):\n        await reader.readexactly(self.size_of_the_header)\nasync def f(one: ConnectionOfTheWorkspaceServer, reader):\n    await one.receive_message(reader)\n`,
      { lens: 'runs receive_message(), which waits at line 4' },
    ],
    'is never cut in the middle': [
      `import asyncio\n${socket}    async def go(self, x):\n        await x.do()\nasync def f(one: ConnectionOfTheWorkspaceServer, x):\n    await one.go(x)\n`,
      { lens: 'runs go(), which may wait at line 4' },
    ],
  });
});

describe('a thing that objects of several classes have', () => {
  checkLast('python', {
    'is told once, and may or may not suspend': [
      'import asyncio, trio\ndef make(x):\n    return asyncio.Event() if x else trio.Event()\nasync def f(x):\n    event = make(x)\n    await event.wait()\n',
      {
        lens: 'waits for event to be set',
        suspends: 'maybe',
        suspendsBecause: 'Whether it suspends depends on whose it is.',
      },
    ],
  });
});
