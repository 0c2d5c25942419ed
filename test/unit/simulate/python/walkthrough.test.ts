import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Analysis } from '../../../../src/core/analysis';
import { walkThroughPython } from '../../../../src/core/simulate/python/walkthrough';
import type { Trace, TraceEvent } from '../../../../src/core/trace/format';
import { findPythons } from '../../../support/pythons';
import { reader } from '../../../support/syntax';

async function walk(text: string, name?: string, maxEvents?: number): Promise<Trace> {
  const analysis = await Analysis.open(reader, 'python', text);
  const walkthrough = walkThroughPython(analysis.document, analysis.suspensions, {
    entry: name === undefined ? { kind: 'module' } : { kind: 'function', name },
    file: 'test.py',
    ...(maxEvents === undefined ? {} : { maxEvents }),
  });
  analysis.dispose();
  assert.ok('trace' in walkthrough, 'problem' in walkthrough ? walkthrough.problem : '');
  return walkthrough.trace;
}

function sample(name: string): string {
  return readFileSync(join(__dirname, '../../../../samples/python', name), 'utf8');
}

function events<K extends TraceEvent['kind']>(
  trace: Trace,
  kind: K,
): Extract<TraceEvent, { kind: K }>[] {
  return trace.events.filter((event) => event.kind === kind) as Extract<TraceEvent, { kind: K }>[];
}

describe('the walkthrough of a Python function', () => {
  it('shows three coffee orders that start together and resume at 2000 ms', async () => {
    for (const entry of ['main', undefined]) {
      const trace = await walk(sample('coffee_shop.py'), entry);
      assert.deepEqual(trace.stdout, [
        'Alice ordered coffee',
        'Bob ordered coffee',
        'Charlie ordered coffee',
        'Alice got coffee',
        'Bob got coffee',
        'Charlie got coffee',
      ]);
      assert.equal(trace.endMs, 2000);
      const orders = trace.tasks.filter((task) => task.function === 'order_coffee');
      assert.deepEqual(
        orders.map(({ name, parent }) => [name, parent]),
        [
          ['Task-2', 1],
          ['Task-3', 1],
          ['Task-4', 1],
        ],
      );
      for (const { id } of orders) {
        const own = trace.events.filter((event) => event.task === id);
        const steps = own.map((event) => event.kind).filter((kind) => kind !== 'output');
        assert.deepEqual(steps, [
          'create',
          'enqueue',
          'resume',
          'watch',
          'suspend',
          'enqueue',
          'resume',
          'end',
        ]);
        const suspend = own.find((event) => event.kind === 'suspend');
        assert.ok(suspend?.kind === 'suspend');
        assert.deepEqual([suspend.t, suspend.waitsFor, suspend.detail], [0, 'timer', '2 s']);
        const [watch] = suspend.watches;
        assert.equal(events(trace, 'fire').find((event) => event.watch === watch)?.t, 2000);
      }
    }
  });

  it('takes the sum for the sequential twin', async () => {
    assert.equal((await walk(sample('coffee_shop_sequential.py'), 'main')).endMs, 6000);
  });

  it('shows the whole lifecycle of a fetch, with its durations as assumptions', async () => {
    const trace = await walk(sample('http_fetches.py'), 'fetch');
    assert.deepEqual(trace.stdout, ['start ⟨path⟩', 'done ⟨path⟩']);
    const suspends = events(trace, 'suspend');
    assert.deepEqual(
      suspends.map(({ keyword, waitsFor }) => [keyword, waitsFor]),
      [
        ['async with', 'network'],
        ['await', 'network'],
      ],
    );
    const watches = events(trace, 'watch').filter(({ place }) => place === 'selector');
    assert.deepEqual(
      suspends.flatMap(({ watches: ids }) => ids),
      watches.map(({ watch }) => watch),
    );
    assert.equal(events(trace, 'fire').length, 2);
    assert.deepEqual(
      trace.assumptions.map(({ kind, value, line }) => [kind, value, line]),
      [
        ['duration', 100, 29],
        ['duration', 50, 30],
      ],
    );
    const last = events(trace, 'resume').at(-1);
    assert.equal(last?.value, '⟨response text⟩');
  });

  it('overlaps three fetches', async () => {
    const together = await walk(sample('http_fetches.py'), 'main');
    const apart = await walk(sample('http_fetches_sequential.py'), 'main');
    assert.equal(together.stdout.at(-1), '3 pages');
    // 100 ms for the headers, 50 ms for the body.
    assert.equal(together.endMs, 150);
    assert.equal(apart.endMs, 3 * together.endMs);
  });

  it('lets an endless loop take a few turns where an unknown decides on its end', async () => {
    const ends = [
      'if not data:\n            return',
      'if data.more:\n            continue\n        break',
    ];
    for (const end of ends) {
      const text = `
def drain(sock):
    while True:
        data = sock.recv(4096)
        print("received")
        ${end}
`;
      const trace = await walk(text, 'drain');
      assert.deepEqual(trace.stdout, ['received', 'received', 'received']);
      assert.deepEqual(
        trace.assumptions.map(({ kind, value, line }) => [kind, value, line]),
        [['loop', 2, 6]],
      );
    }
  });

  it('starts from methods and nested functions', async () => {
    const text = `
import asyncio
class Shop:
    def __init__(self, name, tables=3):
        self.name = name
        self.tables = tables
    async def serve(self, guest, *, hurry):
        print(self.name, self.tables, guest, hurry)
    @classmethod
    def make(cls, name):
        print(cls.__name__, name)
def outer(x, y=2):
    z = y + 1
    async def inner(a):
        print(x, y, z, a)
    return inner
async def agen(n):
    yield 1
    print("resumed", n)
`;
    assert.deepEqual((await walk(text, 'Shop.serve')).stdout, ['⟨name⟩ 3 ⟨guest⟩ ⟨hurry⟩']);
    assert.deepEqual((await walk(text, 'Shop.make')).stdout, ['Shop ⟨name⟩']);
    assert.deepEqual((await walk(text, 'outer.inner')).stdout, ['⟨x⟩ 2 3 ⟨a⟩']);
    assert.deepEqual((await walk(text, 'agen')).stdout, ['resumed ⟨n⟩']);
  });

  it('takes what nothing in sight gives to self as unknown, and says so', async () => {
    const mixin = `
class Fetching:
    async def fetch(self, url):
        print(self.timeout, getattr(self, "cache", "no cache"))
        return await self.session.get(url)
`;
    const trace = await walk(mixin, 'Fetching.fetch');
    assert.deepEqual(trace.stdout, ['⟨self.timeout⟩ no cache']);
    assert.deepEqual(
      trace.assumptions.filter(({ text }) => text.startsWith('Nothing')).map(({ text }) => text),
      ['timeout', 'session'].map((name) => `Nothing here sets self.${name}: its value is unknown.`),
    );
  });

  it('says which branch of an unknown it takes, and not the one that raises', async () => {
    const trace = await walk(
      'def f(x):\n    if x > 3:\n        print("big")\n    if x < 0:\n        raise ValueError\n    for y in x:\n        print(y)\n    while x.more:\n        print("more")\n',
      'f',
    );
    assert.deepEqual(trace.stdout, ['big', '⟨x[0]⟩', '⟨x[1]⟩', 'more', 'more']);
    assert.deepEqual(
      trace.assumptions.map(({ kind, line, value }) => [kind, line, value]),
      [
        ['branch', 2, 1],
        ['branch', 4, 0],
        ['loop', 6, 2],
        ['loop', 8, 2],
      ],
    );
  });

  it('gives a module that is not modelled as unknown, and says so', async () => {
    const trace = await walk(
      'import asyncio\nimport somedb\nasync def f():\n    conn = await somedb.connect()\n    async with conn.cursor() as cur:\n        print(await cur.rows("select 1"))\n',
      'f',
    );
    assert.deepEqual(trace.stdout, ['⟨cur.rows("select 1")⟩']);
    assert.equal(trace.endMs, 300);
    assert.ok(events(trace, 'suspend').every(({ waitsFor }) => waitsFor === 'unknown'));
  });

  it('cuts endless programs and says so', async () => {
    for (const text of [
      'import asyncio\nasync def main():\n    while True:\n        await asyncio.sleep(1)\nasyncio.run(main())\n',
      'while True:\n    pass\n',
      'import asyncio\nasync def main():\n    await asyncio.Event().wait()\nasyncio.run(main())\n',
    ]) {
      const trace = await walk(text, undefined, 2000);
      assert.equal(trace.assumptions.at(-1)?.kind, 'limit');
      assert.ok(trace.events.length <= 2001);
    }
  });

  it('ends a loop soon that nothing leads out of, or that assumes something in each turn', async () => {
    const beat = 'import asyncio\nasync def beat():\n  while True:\n    await asyncio.sleep(1)\n';
    const poll =
      'async def poll(service):\n  while not done():\n    await service.ask()\ndef done():\n  return False\n';
    for (const [text, name] of [
      [beat, 'beat'],
      [poll, 'poll'],
    ] as const) {
      const trace = await walk(text, name);
      assert.ok(trace.events.length < 1000);
      const said = trace.assumptions.map(({ text: each }) => each).join('\n');
      assert.match(said, /has taken \d+ turns, and nothing that is known ends it/);
    }
  });

  it('starts from a function whose definition is not reached', async () => {
    const text = [
      'import asyncio',
      'raise ImportError("only elsewhere")',
      'class Server:',
      '  def serve(self, port):',
      '    if port: raise OSError(port)',
      '    async def handle(item):',
      '      await asyncio.sleep(1)',
      '      print("handled", item, port)',
      '',
    ].join('\n');
    const trace = await walk(text, 'Server.serve.handle');
    assert.deepEqual(trace.stdout, ['handled ⟨item⟩ ⟨port⟩']);
  });

  it('lets a thread that has slept call into the loop when it has', async () => {
    const text = [
      'import asyncio, threading, time',
      'async def main():',
      '  event, loop = asyncio.Event(), asyncio.get_running_loop()',
      '  def later():',
      '    time.sleep(0.01)',
      '    loop.call_soon_threadsafe(event.set)',
      '  threading.Thread(target=later).start()',
      '  await event.wait()',
      '  print("set")',
      '',
    ].join('\n');
    const trace = await walk(text, 'main');
    assert.deepEqual(trace.stdout, ['set']);
    assert.equal(Math.round(trace.endMs), 10);
  });

  it('says what it takes an unknown to be an instance of', async () => {
    const text = 'async def show(x):\n  print("text" if isinstance(x, str) else "other")\n';
    const trace = await walk(text, 'show');
    assert.deepEqual(trace.stdout, ['text']);
    assert.ok(trace.assumptions.some(({ subject }) => subject === 'isinstance(x, str)'));
  });

  it('prints an uncaught exception as an event and ends there', async () => {
    const trace = await walk('print(1)\nraise LookupError("no")\nprint(2)\n');
    assert.deepEqual(trace.stdout, ['1']);
    const error = events(trace, 'output').at(-1);
    assert.equal(error?.stream, 'stderr');
    assert.match(error.text, /line 2\nLookupError: no\n$/);
  });

  it('shows what blocks the loop', async () => {
    const trace = await walk(
      'import asyncio, time\nasync def main():\n    time.sleep(0.5)\nasyncio.run(main())\n',
    );
    const [block] = events(trace, 'block');
    assert.deepEqual([block?.t, block?.ms, block?.line, trace.endMs], [0, 500, 3, 500]);
  });

  it('lets time pass for code that asks over and over whether it has, as in CPython', async () => {
    const text = `import asyncio
import time


async def worker(box):
    await asyncio.sleep(0.02)
    box.append("from the worker")
    await asyncio.sleep(0.03)
    box.append("and again")


async def main():
    start = time.monotonic()
    while time.monotonic() < start + 0.1:
        pass
    print("in one go", round(time.monotonic() - start, 2))
    start = asyncio.get_running_loop().time()
    while asyncio.get_running_loop().time() - start < 0.0995:
        await asyncio.sleep(0)
    print("turn after turn", round(asyncio.get_running_loop().time() - start, 2))
    box = []
    task = asyncio.create_task(worker(box))
    while not box:
        await asyncio.sleep(0)
    print(box, task.done())
    while not task.done():
        await asyncio.sleep(0)
    print(box)


asyncio.run(main())
`;
    const trace = await walk(text);
    assert.deepEqual(
      events(trace, 'block').map(({ t, ms }) => [t, ms]),
      [[0, 100]],
    );
    assert.ok(trace.endMs >= 250 && trace.endMs < 253);
    assert.ok(trace.assumptions.some(({ text: said }) => said.startsWith('Turn after turn')));
    const python = findPythons().at(-1);
    assert.ok(python);
    const printed = execFileSync(python.path, ['-c', text], { encoding: 'utf8' });
    assert.equal(trace.stdout.join('\n') + '\n', printed);
  });

  it('gives turns no time where nothing is waited for', async () => {
    const trace = await walk(
      'import asyncio\nasync def main():\n    for _ in range(3000):\n        await asyncio.sleep(0)\nasyncio.run(main())\n',
    );
    assert.deepEqual([trace.endMs, trace.assumptions], [0, []]);
  });

  it('gives the chain of awaits from the task down to the leaf', async () => {
    const trace = await walk(
      'import asyncio\nasync def leaf():\n    await asyncio.sleep(1)\nasync def middle():\n    await asyncio.wait_for(leaf(), 5)\nasync def main():\n    await middle()\nasyncio.run(main())\n',
    );
    const [suspend] = events(trace, 'suspend');
    assert.deepEqual(
      suspend?.chain.map((link) => [link.function, link.line]),
      [
        ['main', 7],
        ['middle', 5],
        ['leaf', 3],
      ],
    );
  });

  it('keeps the invariants of the trace format', async () => {
    const trace = await walk(sample('http_fetches.py'));
    let now = 0;
    const running = new Map<number, boolean>();
    for (const event of trace.events) {
      assert.ok(event.t >= now);
      now = event.t;
      if (event.kind === 'resume') running.set(event.task, true);
      if (event.kind === 'suspend' || event.kind === 'end') {
        assert.equal(running.get(event.task), true);
        running.set(event.task, false);
      }
    }
    assert.ok([...running.values()].every((isRunning) => !isRunning));
  });

  it("goes through the functions of CPython's own asyncio without giving up", async function () {
    const python = findPythons().find(({ version }) => version.startsWith('3.13.'));
    if (!python) this.skip();
    const script = 'import asyncio; print(asyncio.__path__[0])';
    const folder = execFileSync(python.path, ['-c', script], { encoding: 'utf8' }).trim();
    for (const file of ['locks.py', 'queues.py', 'tasks.py', 'streams.py', 'taskgroups.py']) {
      const text = readFileSync(join(folder, file), 'utf8');
      const analysis = await Analysis.open(reader, 'python', text);
      for (const { name } of analysis.suspensions.functions) {
        const walkthrough = walkThroughPython(analysis.document, analysis.suspensions, {
          entry: { kind: 'function', name },
          file,
          maxEvents: 2000,
        });
        assert.ok('trace' in walkthrough);
        const gaveUp = walkthrough.trace.assumptions.find(({ text: said }) =>
          said.includes('cannot go on'),
        );
        assert.equal(gaveUp, undefined, `${file} ${name}: ${gaveUp?.text ?? ''}`);
      }
      analysis.dispose();
    }
  });

  it('keeps the name of an unknown that is worked out in a loop short', async () => {
    const trace = await walk(
      'async def grow(x):\n  for _ in range(100):\n    x = x + x\n  print(x)\n',
      'grow',
    );
    assert.ok((trace.stdout[0] ?? '').length < 300);
  });

  it('says that it does not know what a thread waits for that waits for the loop', async () => {
    const { stdout, assumptions } = await walk(`import asyncio

async def answer():
    await asyncio.sleep(1)

def ask(loop):
    print(asyncio.run_coroutine_threadsafe(answer(), loop).result())

async def main():
    await asyncio.to_thread(ask, asyncio.get_running_loop())

asyncio.run(main())
`);
    assert.deepEqual(stdout, ['⟨future.result()⟩']);
    assert.deepEqual(
      assumptions.filter(({ kind }) => kind === 'unsupported').map(({ line }) => line),
      [7],
    );
  });

  it('calls exit functions, then finalizes what is left', async () => {
    const { stdout } = await walk(`import atexit, weakref

class Session:
    def __del__(self):
        print('del')

session = Session()
weakref.finalize(session, print, 'finalize')
atexit.register(print, 'first')
atexit.register(len, 'unregistered')
atexit.unregister(len)

@atexit.register
def last():
    print('last')

print('end')
`);
    assert.deepEqual(stdout, ['end', 'last', 'first', 'finalize', 'del']);
  });

  it('survives broken code', async () => {
    for (const text of [
      'async def f(:\n  await\n',
      'f(\n',
      'class A(\n  def',
      'x = = 1\nprint(2)\n',
      'match x:\n  case',
    ]) {
      await walk(text);
    }
  });
});

describe('where a task of a walkthrough is suspended', () => {
  it('is the innermost place of the program, whatever of the library is between', async () => {
    const trace = await walk(`import asyncio
from contextlib import AsyncExitStack, asynccontextmanager

@asynccontextmanager
async def room():
    await asyncio.sleep(0)
    yield

class Delegating:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()

class Yielding:
    def __await__(self):
        yield

async def numbers():
    await asyncio.sleep(0)
    yield 1

@room()
async def inside():
    await asyncio.sleep(0)

async def main():
    async with room():
        await Delegating()
    await Yielding()
    await anext(numbers())
    await inside()
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(room())
        stack.push_async_callback(inside)

asyncio.run(main())
`);
    const chains = events(trace, 'suspend').map(({ chain }) =>
      chain.map((link) => `${link.function}:${link.line}`).join(' '),
    );
    assert.deepEqual(chains.slice(0, 9), [
      'main:26 room:6',
      'main:27 Delegating.__await__:11',
      'main:28 Yielding.__await__:15',
      'main:29 numbers:18',
      'main:30 room:6',
      'main:30 inside:23',
      'main:32 room:6',
      'main:31 room:6',
      'main:31 inside:23',
    ]);
  });
});

describe('the name of a task in a walkthrough', () => {
  it('is the one that it has when it begins, and the one that create_task gives it', async () => {
    const trace = await walk(`import asyncio

async def work():
    await asyncio.sleep(0)
    asyncio.current_task().set_name("late")

async def main():
    task = asyncio.create_task(work())
    task.set_name("early")
    await task
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    await asyncio.create_task(work(), name="eager")

asyncio.run(main())
`);
    assert.deepEqual(
      trace.tasks.map(({ name }) => name),
      ['Task-1', 'early', 'eager'],
    );
  });
});

describe('an event loop that runs in a thread for ever', () => {
  it('ends the walkthrough, which says why', async () => {
    const trace = await walk(`import asyncio
import threading

loop = asyncio.new_event_loop()
threading.Thread(target=loop.run_forever, daemon=True).start()
print(asyncio.run_coroutine_threadsafe(asyncio.sleep(0, 1), loop).result())
`);
    assert.deepEqual(
      trace.assumptions.map(({ text }) => text),
      [
        'The walkthrough ends here: an event loop in a thread waits for what other threads do, which is not modelled.',
      ],
    );
  });
});
