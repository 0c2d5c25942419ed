import assert from 'node:assert/strict';
import type { Explanation } from '../../../src/core/explain/types';
import { explainLast } from '../../support/explanations';

/** One entry of each kind that the catalog's schema has: uses, mechanisms, and what a call gives. */

type Case = readonly [
  program: string,
  waitsFor: Explanation['waitsFor'],
  suspends: Explanation['suspends'],
  wokenBy: RegExp,
];

function check(languageId: string, cases: Readonly<Record<string, Case>>): void {
  for (const [name, [program, waitsFor, suspends, wokenBy]] of Object.entries(cases)) {
    it(name, async () => {
      const got = await explainLast(languageId, program);
      assert.deepEqual({ for: got.waitsFor, suspends: got.suspends }, { for: waitsFor, suspends });
      assert.match(got.wokenBy, wokenBy);
      assert.match(got.documentation.url, /^https:/);
    });
  }
}

const body = (imports: string, ...lines: readonly string[]) =>
  `${imports}\nasync def f():\n${lines.map((line) => `    ${line}\n`).join('')}`;

describe('entries of each kind', () => {
  describe('in Python', () => {
    check('python', {
      'await, a timer': [
        body('import asyncio', 'await asyncio.sleep(1)'),
        'timer',
        'always',
        /timer falls due/,
      ],
      'await, a turn': [
        body('import trio', 'await trio.lowlevel.checkpoint()'),
        'nothing',
        'always',
        /next turn/,
      ],
      'await, a socket': [
        body(
          'import psycopg',
          'c = await psycopg.AsyncConnection.connect("")',
          'await c.execute("x")',
        ),
        'network',
        'always',
        /answer has arrived/,
      ],
      'await, a thread': [
        body('import asyncio', 'await asyncio.to_thread(work)'),
        'thread',
        'always',
        /thread’s end/,
      ],
      'await, a process': [
        body('import asyncio', 'p = await asyncio.create_subprocess_exec("ls")', 'await p.wait()'),
        'process',
        'maybe',
        /operating system reports/,
      ],
      'await, a signal of other code': [
        body('import asyncio', 'e = asyncio.Event()', 'await e.wait()'),
        'event',
        'maybe',
        /e\.set\(\)/,
      ],
      'await, a task': [
        body('import asyncio', 't = asyncio.create_task(g())', 'await g()', 'await t'),
        'task',
        'maybe',
        /done/,
      ],
      'await, nothing': [
        body('import psycopg', 'c = await psycopg.AsyncConnection.connect("")', 'await c.close()'),
        'nothing',
        'never',
        /never stops/,
      ],
      'what a call returns': [
        body(
          'from pymongo import AsyncMongoClient',
          'c = AsyncMongoClient()',
          'await c.shop.orders.find({}).to_list()',
        ),
        'network',
        'always',
        /answer has arrived/,
      ],
      'enter and exit': [
        body(
          'import psycopg_pool',
          'p = psycopg_pool.AsyncConnectionPool("")',
          'async with p.connection() as c:',
          '    pass',
        ),
        'network',
        'maybe',
        /future/,
      ],
      'each step': [
        body(
          'import aio_pika',
          'c = await aio_pika.connect("")',
          'h = await c.channel()',
          'q = await h.declare_queue("q")',
          'async for m in q:',
          '    pass',
        ),
        'queue',
        'maybe',
        /arrived/,
      ],
      'awaitables together': [
        body('import asyncio', 'await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))'),
        'tasks',
        'always',
        /last to end/,
      ],
    });
  });

  describe('in JavaScript', () => {
    check('typescript', {
      'await, a timer': [
        `import { setTimeout } from 'timers/promises';\nawait setTimeout(5);`,
        'timer',
        'always',
        /timer fires/,
      ],
      'await, a turn': [
        `import { cookies } from 'next/headers';\nawait cookies();`,
        'promise',
        'always',
        /microtask queue/,
      ],
      'await, a socket': [
        `import pg from 'pg';\nconst pool = new pg.Pool();\nawait pool.query('x');`,
        'network',
        'always',
        /answer has arrived/,
      ],
      'await, a thread': [
        `import { readFile } from 'fs/promises';\nawait readFile('x');`,
        'file',
        'always',
        /thread|pool|read/,
      ],
      'await, a process': [
        `import puppeteer from 'puppeteer';\nawait puppeteer.launch();`,
        'process',
        'always',
        /browser reports/,
      ],
      'await, a signal of other code': [
        `import { once } from 'events';\nawait once(emitter, 'x');`,
        'event',
        'always',
        /emit/,
      ],
      'what a call returns': [
        `import { drizzle } from 'drizzle-orm/pglite';\nawait drizzle().select().from(t);`,
        'network',
        'always',
        /answer has arrived/,
      ],
      'each step': [
        `import { Readable } from 'stream';\nfor await (const c of Readable.from([])) c;`,
        'iterator',
        'always',
        /data or ends/,
      ],
      'promises together': [
        `await Promise.all([fetch('a'), fetch('b')]);`,
        'tasks',
        'always',
        /one is rejected/,
      ],
    });
  });
});
