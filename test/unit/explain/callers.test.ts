import { check, checkLast } from './explainedTrees';

const connection = `import asyncio
from cursor import Cursor
class Connection:
    async def execute(self, query):
        await asyncio.sleep(1)
    def cursor(self):
        return Cursor(self)
`;

const server = `const { Handshake } = require('./handshake');
class Server {
  constructor() {
    this.timer = setTimeout(() => {}, 1000);
  }
  async command() {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  start() {
    return new Handshake(this, async () => 1).run();
  }
}
module.exports = { Server };
`;

describe('what calls in the same file pass', () => {
  check({
    'is the function that is decorated, for a decorator and for one with arguments': [
      {
        '/retry.py': `import asyncio\ndef timed(func):\n    async def inner(*a):\n        return await func(*a)\n    return inner\ndef retry(times):\n    def deco(func):\n        async def wrapper(*a):\n            return await func(*a)\n        return wrapper\n    return deco\n@timed\nasync def nap():\n    await asyncio.sleep(1)\n@retry(3)\nasync def doze():\n    await asyncio.sleep(2)\n`,
      },
      { callee: 'nap', suspends: 'always' },
      { callee: 'doze', suspends: 'always' },
      {},
      {},
    ],
    'is known of a function inside another, whatever else has its name': [
      {
        '/barrier.py': `import asyncio\nasync def f(other):\n    barrier = asyncio.Barrier(2)\n    async def wait(barrier):\n        await barrier.wait()\n${'    other.wait(1)\n'.repeat(3)}    wait(barrier)\n\ndef g(other):\n${'    other.wait(1)\n'.repeat(12)}`,
      },
      { callee: 'asyncio.Barrier.wait' },
    ],
  });
});

describe('what other files of the same package pass', () => {
  check({
    'tells the type of a parameter, in Python': [
      {
        '/db/cursor.py':
          'class Cursor:\n    def __init__(self, connection):\n        self.connection = connection\n    async def fetch(self):\n        await self.connection.execute("FETCH")\n',
        '/db/connection.py': connection,
      },
      {
        callee: 'connection.Connection.execute',
        detail: 'Connection.execute(): a 1 s timer at line 5 of connection.py',
      },
    ],
    'tells it through super().__init__() of a subclass': [
      {
        '/db/resource.py':
          'class Resource:\n    def __init__(self, connection):\n        self.connection = connection\n    async def close(self):\n        await self.connection.execute("CLOSE")\n',
        '/db/cursor.py':
          'from resource import Resource\nclass Cursor(Resource):\n    def __init__(self, connection):\n        super().__init__(connection)\n',
        '/db/connection.py': connection,
      },
      { callee: 'connection.Connection.execute', suspends: 'always' },
    ],
    'tells the type of a parameter, in JavaScript': [
      {
        '/lib/handshake.js':
          'class Handshake {\n  constructor(server, check) {\n    this.server = server;\n    this.check = check;\n  }\n  async run() {\n    await this.server.command();\n  }\n}\nmodule.exports = { Handshake };\n',
        '/lib/server.js': server,
      },
      {
        callee: 'server.Server.command',
        waitsFor: 'promise',
        detail: 'Server.command(): a 50 ms timer at line 7 of server.js',
      },
    ],
    'tells it where a compiler imports the class as default': [
      {
        '/lib/run.js':
          'class Run {\n  constructor(server) {\n    this.server = server;\n  }\n  async start() {\n    await this.server.command();\n  }\n}\nexports.default = Run;\n',
        '/lib/server.js':
          "const _run = _interopRequireDefault(require('./run'));\nclass Server {\n  async command() {\n    await fetch('a');\n  }\n  start() {\n    return new _run.default(this).start();\n  }\n}\n",
      },
      { callee: 'server.Server.command' },
    ],
    'says nothing of a function, as each caller gives its own': [
      {
        '/lib/handshake.js':
          'class Handshake {\n  constructor(server, check) {\n    this.check = check;\n  }\n  async run() {\n    await this.check();\n  }\n}\nmodule.exports = { Handshake };\n',
        '/lib/server.js': server,
      },
      { waitsFor: 'unknown' },
    ],
    'leaves tests out': [
      {
        '/lib/run.js':
          'exports.run = async function run(server) {\n  await server.command();\n};\n',
        '/package.json': '{"name": "db"}',
        '/test/run.js':
          "const { run } = require('../lib/run');\nclass Fake {\n  async command() {}\n}\nrun(new Fake());\n",
      },
      { waitsFor: 'unknown' },
    ],
  });
});

describe('what a function passes to its callback', () => {
  check({
    'is known through those that hand the callback on': [
      {
        '/main.js':
          "const { begin } = require('./transaction');\nasync function main() {\n  return begin((transaction) => transaction.commit());\n}\nbegin(async (transaction) => {\n  await transaction.commit();\n});\n",
        '/transaction.js':
          "class Transaction {\n  constructor(run) {\n    this.done = this.start(run);\n  }\n  start(run) {\n    return Promise.resolve().then(() => run(this));\n  }\n  async commit() {\n    await fetch('commit');\n  }\n}\nexports.begin = (run) => new Transaction(run);\n",
      },
      { callee: 'transaction.Transaction.commit' },
    ],
  });
});

describe('what a class leaves to those that inherit from it', () => {
  check({
    'is found in another file, in Python': [
      {
        '/jobs/base.py': 'class Job:\n    async def start(self):\n        await self.work()\n',
        '/jobs/__init__.py': '',
        '/jobs/sleeper.py':
          'import asyncio\nfrom .base import Job\nclass Sleeper(Job):\n    async def work(self):\n        await asyncio.sleep(2)\n',
      },
      { waitsFor: 'coroutine', detail: 'Sleeper.work(): a 2 s timer at line 5 of sleeper.py' },
    ],
    'is one of several, where several inherit from it': [
      {
        '/jobs/base.py': 'class Job:\n    async def start(self):\n        await self.work()\n',
        '/jobs/__init__.py': '',
        '/jobs/all.py':
          'import asyncio\nfrom .base import Job\nclass Sleeper(Job):\n    async def work(self):\n        await asyncio.sleep(2)\nclass Idler(Job):\n    async def work(self):\n        pass\n',
      },
      { waitsFor: 'coroutine', suspends: 'maybe' },
    ],
    'is found in another file, in TypeScript': [
      {
        '/base.ts': 'export class Job {\n  async start() {\n    await this.work();\n  }\n}\n',
        '/sleeper.ts':
          "import { setTimeout as sleep } from 'node:timers/promises';\nimport { Job } from './base';\nexport class Sleeper extends Job {\n  async work() {\n    await sleep(10);\n  }\n}\n",
      },
      { callee: 'sleeper.Sleeper.work', waitsFor: 'promise' },
    ],
    'is not taken from a sibling': [
      {
        '/all.ts':
          'class Job {}\nclass Sleeper extends Job {\n  async work() {}\n}\nclass Idler extends Job {\n  async start() {\n    await this.work();\n  }\n}\n',
      },
      { waitsFor: 'unknown' },
    ],
  });
});

describe('a class method', () => {
  const client =
    'import asyncio\nclass Client:\n    def __init__(self, reader):\n        self.reader = reader\n    @classmethod\n    async def open(cls, host, port):\n        reader, writer = await asyncio.open_connection(host, port)\n        return cls(reader)\n    async def line(self):\n        return await self.reader.readline()\n';
  checkLast('python', {
    'that makes an object passes what its constructor gets': [
      client,
      { waitsFor: 'network', detail: 'a line from self.reader' },
    ],
    'that is called on its class gets the first argument as its second parameter': [
      `${client}async def main():\n    await Client.open("localhost", 80)\n`,
      { detail: 'Client.open(): the connection to localhost:80 at line 7' },
    ],
  });
});

describe('a method that decorates', () => {
  const router =
    'import asyncio\nclass Router:\n    def __init__(self):\n        self.routes = {}\n';
  const run = '    async def run(self, path):\n        await self.routes[path]()\n';
  checkLast('python', {
    'gets the functions that it decorates': [
      `${router}    def plain(self, fn):\n        self.routes[fn.__name__] = fn\n        return fn\n${run}router = Router()\n@router.plain\nasync def first():\n    await asyncio.sleep(1)\nasync def main():\n    await router.run("first")\n`,
      { detail: 'Router.run(): a 1 s timer at line 13' },
    ],
    'may be called before it does': [
      `${router}    def get(self, path):\n        def decorate(fn):\n            self.routes[path] = fn\n            return fn\n        return decorate\n${run}router = Router()\n@router.get("/")\nasync def first():\n    await asyncio.sleep(1)\nasync def main():\n    await router.run("/")\n`,
      { detail: 'Router.run(): a 1 s timer at line 15' },
    ],
  });
});

describe('a function that is handed to what calls it', () => {
  checkLast('python', {
    'gets the arguments after it from a nursery': [
      'import trio\nasync def main():\n    send, receive = trio.open_memory_channel(0)\n    async with trio.open_nursery() as nursery:\n        nursery.start_soon(work, "a", receive)\nasync def work(name, channel):\n    await channel.receive()\n',
      { waitsFor: 'queue', callee: 'trio.MemoryReceiveChannel.receive' },
    ],
    'gets them from a task group, of a channel with a type': [
      'import anyio\nasync def main():\n    send, receive = anyio.create_memory_object_stream[int](10)\n    async with anyio.create_task_group() as tg:\n        tg.start_soon(work, receive)\nasync def work(channel):\n    await channel.receive()\n',
      { waitsFor: 'queue', callee: 'anyio.streams.memory.MemoryObjectReceiveStream.receive' },
    ],
    'gets a connection from a server': [
      'import trio\nasync def main():\n    await trio.serve_tcp(handle, 80)\nasync def handle(stream):\n    await stream.send_all(b"x")\n',
      { callee: 'trio.SocketStream.send_all' },
    ],
    'does not get the arguments of a call that only keeps it': [
      'import trio\nasync def main(keep):\n    send, receive = trio.open_memory_channel(0)\n    keep(work, receive)\nasync def work(channel):\n    await channel.receive()\n',
      { waitsFor: 'unknown' },
    ],
  });
});

describe('a listener of AnyIO', () => {
  checkLast('python', {
    'gives itself on entering, and its connections to a handler': [
      'import anyio\nasync def handle(stream):\n    await stream.send(b"x")\nasync def main():\n    async with await anyio.create_tcp_listener(local_port=1) as listener:\n        await listener.serve(handle)\n',
      { callee: 'anyio.abc.Listener.serve' },
    ],
  });
});

describe('the lock of Redis', () => {
  checkLast('python', {
    'goes by its name there': [
      'import redis.asyncio as redis\nasync def f():\n    r = redis.from_url("redis://")\n    async with r.lock("jobs", timeout=5):\n        pass\n',
      { detail: 'lock jobs in Redis' },
    ],
  });
});
