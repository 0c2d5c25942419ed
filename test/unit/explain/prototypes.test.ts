import { check, checkLast } from './explainedTrees';

const pool = `const util = require('util');
function Base() {}
Base.prototype.pause = async function () {
  await new Promise((resolve) => setTimeout(resolve, 5));
};
function Pool() {
  Base.call(this);
}
util.inherits(Pool, Base);
Pool.prototype.open = async function () {
  await this.pause();
};
Object.assign(Pool.prototype, {
  async close() {
    await this.open();
  },
});
async function main() {
  const pool = new Pool();
  await pool.close();
}
`;

describe('classes as they were written before class', () => {
  check({
    'have the methods of their prototypes': [
      { '/pool.js': pool },
      { waitsFor: 'timer' },
      { waitsFor: 'promise', detail: 'this.pause(): a 5 ms timer at line 4' },
      { waitsFor: 'promise', detail: 'this.open(): a 5 ms timer at line 4' },
      { waitsFor: 'promise', detail: 'close(): a 5 ms timer at line 4' },
    ],
    'have this, in the descriptor of a property, for the object that gets it': [
      {
        '/client.js':
          "const client = { async load() { await fetch('/x'); } };\nObject.defineProperty(client, 'ready', {\n  get() {\n    return (async () => { await this.load(); })();\n  },\n});\nconst store = {\n  get(key) { return fetch(key); },\n  async run() { await this.get('/y'); },\n};\n",
      },
      { waitsFor: 'network' },
      { waitsFor: 'promise', detail: 'load(): the HTTP response from /x at line 1' },
      { waitsFor: 'network' },
    ],
    'can be made by a function that is given their base': [
      {
        '/job.js':
          "class Base {\n  start() {\n    return fetch('/');\n  }\n}\nconst Timed = (Super) => class extends Super {\n  async run() {\n    await this.start();\n  }\n};\nclass Job extends Timed(Base) {\n  async main() {\n    await this.run();\n  }\n}\n",
      },
      { callee: 'fetch', waitsFor: 'network' },
      { waitsFor: 'promise' },
    ],
  });
});

describe('an object of a class that nobody describes', () => {
  check({
    'may be a promise of its own': [
      {
        '/main.js':
          "import Later from 'some-later';\nasync function main() {\n  const later = new Later();\n  await later;\n}\n",
      },
      { waitsFor: 'unknown' },
    ],
  });
});

describe('what a library passes to a function by its name', () => {
  check({
    'are the streams of a connection, for a server of asyncio': [
      {
        '/server.py':
          'import asyncio\nasync def handle(reader, writer):\n    await reader.readline()\nasync def main():\n    await asyncio.start_server(handle, port=80)\n',
      },
      { callee: 'asyncio.StreamReader.readline' },
      { callee: 'asyncio.start_server' },
    ],
  });
});

describe('what stands for a class in Python', () => {
  check({
    'is cls in a class method, __class__ and type() of an object': [
      {
        '/job.py':
          'import asyncio\nclass Job:\n    @classmethod\n    async def make(cls):\n        await cls().run()\n    async def again(self):\n        await self.__class__().run()\n        await type(self)().run()\n    async def run(self):\n        await asyncio.sleep(1)\n',
      },
      { callee: 'Job.run', suspends: 'always' },
      { callee: 'Job.run', suspends: 'always' },
      { callee: 'Job.run', suspends: 'always' },
      { callee: 'asyncio.sleep' },
    ],
    'leaves open what a function gives that is only a stand-in': [
      {
        '/request.py':
          'from typing import Awaitable, Callable\nasync def nothing():\n    return None\nclass Request:\n    def __init__(self, receive: Callable[[], Awaitable[dict]] = nothing):\n        self.receive = receive\n    async def body(self):\n        await self.receive()\n',
      },
      { suspends: 'maybe' },
    ],
  });
});

describe('what an object of JavaScript is given after it was made', () => {
  checkLast('javascript', {
    'is known under names that a loop goes through': [
      "const api = {};\nfor (const verb of ['get', 'put']) api[verb] = async (url) => { await fetch(url); };\nasync function f() { await api.put('/a'); }\n",
      { lens: 'runs api.put(), which waits for the HTTP response from /a' },
    ],
    'is known under those on a prototype': [
      "function Radio() {}\nRadio.prototype.wait = function () { return new Promise((r) => setTimeout(r, 5)); };\n['on', 'off'].forEach((verb) => { Radio.prototype[verb] = function () { return this.wait(); }; });\nasync function f() { await new Radio().off(); }\n",
      { waitsFor: 'timer', lens: 'waits for a 5 ms timer' },
    ],
    'is known under those that a loop takes out by their index': [
      "const api = {}, verbs = ['get', 'put'];\nfor (let i = 0; i < verbs.length; i++) {\n  const verb = verbs[i];\n  api[verb] = (url) => fetch(url);\n}\nasync function f() { await api.put('/a'); }\n",
      { waitsFor: 'network', lens: 'waits for the HTTP response from /a' },
    ],
    'is not known under another name': [
      "const api = {};\nfor (const verb of ['get', 'put']) api[verb] = (url) => fetch(url);\nasync function f() { await api.delete('/a'); }\n",
      { waitsFor: 'unknown' },
    ],
    'is known with other members': [
      "function load() {}\nObject.assign(load, { again: () => fetch('/a') });\nasync function f() { await load.again(); }\n",
      { waitsFor: 'network', lens: 'waits for the HTTP response from /a' },
    ],
    'is not what it gives to another': [
      "const base = {}, api = {};\nObject.assign(api, base, { again: () => fetch('/a') });\nasync function f() { await base.again(); }\n",
      { waitsFor: 'unknown' },
    ],
  });
});
