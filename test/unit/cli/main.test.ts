import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { version } from '../../../package.json';

const root = path.resolve(__dirname, '../../..');
const cli = path.join(root, 'dist/cli.js');

const bakery = `import asyncio


class Oven:
    async def bake(self, loaf):
        def name():
            return f"🍞 {loaf}"

        label = "🍞"; done = await asyncio.sleep(1, name())
        return done


async def main():
    async with asyncio.timeout(5):
        print(await Oven().bake("rye"))


asyncio.run(main())
`;

const page = `const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
for await (const ms of [1, 2]) {
  await sleep(ms);
}
export {};
`;

const files: Readonly<Record<string, string | Uint8Array>> = {
  'bakery.py': bakery,
  'page.ts': page,
  'calm.js': 'function f() {\n  return 1;\n}\n',
  'empty.py': '',
  'broken.py': 'async def f(:\n    await (\n',
  'marked.py': `\ufeffasync def f():\n    await g()\n`,
  'notes.txt': 'await nothing',
  'latin.py': Uint8Array.from([0x23, 0x20, 0xe9, 0x0a]),
  'broken.awaitlens.json': '{"version": 1,',
  'foreign.awaitlens.json': '{"version": 99}',
  'hollow.awaitlens.json': '{"version": 1, "events": [{"kind": "explode"}]}',
  'long.py': `async def f():\n${'    await g()\n'.repeat(2000)}`,
};

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const explained = v.strictObject({
  file: v.string(),
  language: v.picklist(['python', 'typescript', 'javascript']),
  functions: v.array(
    v.strictObject({
      name: v.string(),
      line: v.pipe(v.number(), v.integer(), v.minValue(1)),
      async: v.boolean(),
      points: v.pipe(v.number(), v.integer(), v.minValue(0)),
    }),
  ),
  points: v.array(
    v.strictObject({
      line: v.pipe(v.number(), v.integer(), v.minValue(1)),
      column: v.pipe(v.number(), v.integer(), v.minValue(1)),
      endLine: v.pipe(v.number(), v.integer(), v.minValue(1)),
      endColumn: v.pipe(v.number(), v.integer(), v.minValue(1)),
      keyword: v.string(),
      function: v.string(),
      awaited: v.string(),
      callee: v.nullable(v.string()),
      waitsFor: v.string(),
      detail: v.nullable(v.string()),
      suspends: v.picklist(['always', 'maybe', 'never']),
      suspendsBecause: v.nullable(v.string()),
      wokenBy: v.string(),
      resumesInto: v.nullable(v.string()),
      summary: v.string(),
      steps: v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.length(5)),
      raises: v.array(
        v.strictObject({
          error: v.nullable(v.pipe(v.string(), v.regex(/^[\w.]+$/))),
          when: v.pipe(v.string(), v.minLength(1)),
        }),
      ),
      mistakes: v.array(v.pipe(v.string(), v.minLength(1))),
      notes: v.array(v.pipe(v.string(), v.minLength(1))),
    }),
  ),
});

/** The contract of design.md; further fields are the trace format's own. */
const replayed = v.object({
  version: v.literal(1),
  mode: v.literal('walkthrough'),
  language: v.string(),
  file: v.string(),
  endMs: v.number(),
  tasks: v.array(
    v.object({
      id: v.number(),
      name: v.string(),
      function: v.string(),
      parent: v.nullable(v.number()),
    }),
  ),
  events: v.array(v.object({ t: v.number(), kind: v.string(), task: v.nullable(v.number()) })),
  stdout: v.array(v.string()),
  assumptions: v.array(v.object({ text: v.string() })),
  dropped: v.number(),
});

describe('await-lens', () => {
  let folder = '';

  before(async () => {
    await promisify(execFile)(process.execPath, ['esbuild.js', '--only', 'cli'], { cwd: root });
    folder = await mkdtemp(path.join(tmpdir(), 'await-lens-cli-'));
    await mkdir(path.join(folder, 'folder.py'));
    for (const [name, text] of Object.entries(files)) {
      await writeFile(path.join(folder, name), text);
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  function run(...args: string[]): Promise<Outcome> {
    return new Promise((resolve) => {
      const options = { cwd: folder, maxBuffer: 1e9 };
      const child = execFile(process.execPath, [cli, ...args], options, (_, stdout, stderr) =>
        resolve({ status: child.exitCode, stdout, stderr }),
      );
    });
  }

  async function json<S extends v.GenericSchema>(schema: S, ...args: string[]) {
    const { status, stdout, stderr } = await run(...args, '--json');
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    return v.parse(schema, JSON.parse(stdout));
  }

  it('tells its version and its usage', async () => {
    assert.deepEqual(await run('--version'), { status: 0, stdout: `${version}\n`, stderr: '' });
    const { status, stdout } = await run('--help');
    assert.equal(status, 0);
    for (const word of ['explain FILE', 'replay FILE', 'record FILE', '--json', '--function']) {
      assert.ok(stdout.includes(word), word);
    }
  });

  describe('explain', () => {
    it('gives the functions and points of Python, in UTF-16 columns from 1', async () => {
      const report = await json(explained, 'explain', 'bakery.py');
      assert.deepEqual([report.file, report.language], ['bakery.py', 'python']);
      assert.deepEqual(report.functions, [
        { name: 'Oven.bake', line: 5, async: true, points: 1 },
        { name: 'Oven.bake.name', line: 6, async: false, points: 0 },
        { name: 'main', line: 13, async: true, points: 2 },
      ]);
      const [sleep, timeout, bake] = report.points;
      assert.ok(sleep && timeout && bake && report.points.length === 3);
      // The bread counts twice in UTF-16, as in an editor.
      const start = bakery.split('\n')[8]?.indexOf('await') ?? 0;
      assert.deepEqual(
        [sleep.line, sleep.column, sleep.endLine, sleep.endColumn],
        [9, start + 1, 9, start + 1 + 'await asyncio.sleep(1, name())'.length],
      );
      assert.deepEqual(
        [sleep.keyword, sleep.function, sleep.callee, sleep.waitsFor, sleep.resumesInto],
        ['await', 'Oven.bake', 'asyncio.sleep', 'timer', 'done'],
      );
      assert.deepEqual([timeout.keyword, timeout.function], ['async with', 'main']);
      assert.deepEqual([bake.keyword, bake.function], ['await', 'main']);
    });

    it('gives those of a TypeScript module', async () => {
      const report = await json(explained, 'explain', 'page.ts');
      assert.equal(report.language, 'typescript');
      assert.deepEqual(
        report.points.map(({ line, column, keyword, function: owner }) => [
          line,
          column,
          keyword,
          owner,
        ]),
        [
          [2, 1, 'for await', '<module>'],
          [3, 3, 'await', '<module>'],
        ],
      );
    });

    it('takes files that are empty, broken, or begin with a byte order mark', async () => {
      assert.deepEqual((await json(explained, 'explain', 'empty.py')).points, []);
      await json(explained, 'explain', 'broken.py');
      const [point] = (await json(explained, 'explain', 'marked.py')).points;
      assert.deepEqual([point?.line, point?.column], [2, 5]);
    });

    it('is readable without --json, and has no colours in a pipe', async () => {
      const { status, stdout } = await run('explain', 'bakery.py');
      assert.equal(status, 0);
      assert.match(stdout, /Oven\.bake\n +9:30 +await +always +waits for a 1 s timer\n/);
      assert.ok(!stdout.includes('\u001b'));
      assert.match((await run('explain', 'calm.js')).stdout, /calm\.js: no suspension points/);
    });

    it('gives a long answer to a pipe in full', async () => {
      assert.equal((await json(explained, 'explain', 'long.py')).points.length, 2000);
    });

    it('ends quietly when the reader of its output stops early', async () => {
      const child = spawn(process.execPath, [cli, 'explain', 'long.py', '--json'], { cwd: folder });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.stdout.once('data', () => child.stdout.destroy());
      const status = await new Promise((resolve) => child.once('close', resolve));
      assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    });
  });

  describe('replay', () => {
    const samples = path.join(root, 'samples');

    for (const sample of ['python/coffee_shop.py', 'typescript/coffee-shop.ts']) {
      it(`walks through ${sample}`, async () => {
        const file = path.join(samples, sample);
        const trace = await json(replayed, 'replay', file);
        assert.deepEqual([trace.file, trace.endMs, trace.dropped], [file, 2000, 0]);
        assert.equal(trace.stdout.length, 6);
        const times = trace.events.map(({ t }) => t);
        assert.deepEqual(
          times,
          times.toSorted((a, b) => a - b),
        );
      });
    }

    it('starts at a function by its qualified name', async () => {
      const trace = await json(replayed, 'replay', 'bakery.py', '--function', 'Oven.bake');
      assert.equal(trace.tasks[0]?.function, 'Oven.bake');
      assert.equal(trace.endMs, 1000);
    });

    it('is readable without --json: times, sentences, the console', async () => {
      const file = path.join(samples, 'python/coffee_shop.py');
      const { status, stdout } = await run('replay', file);
      assert.equal(status, 0);
      assert.match(stdout, /^ +t /m);
      assert.match(stdout, /^2000 /m);
      assert.match(stdout, /^Console\n {2}Alice ordered coffee$/m);
    });
  });

  describe('replay of a saved trace', () => {
    it('shows what the walkthrough itself showed, with or without the source', async () => {
      const { stdout: saved } = await run('replay', 'bakery.py', '--json');
      await mkdir(path.join(folder, 'elsewhere'));
      for (const place of ['bakery.awaitlens.json', 'elsewhere/bakery.awaitlens.json']) {
        await writeFile(path.join(folder, place), saved);
        const { stdout: again } = await run('replay', place, '--json');
        assert.deepEqual(JSON.parse(again), JSON.parse(saved));
        assert.equal(
          (await run('replay', place)).stdout,
          (await run('replay', 'bakery.py')).stdout,
        );
      }
      await writeFile(path.join(folder, 'lost.json'), saved.replace('bakery.py', 'gone.py'));
      const { status, stdout } = await run('replay', 'lost.json');
      assert.equal(status, 0);
      assert.match(stdout, /^Console\n {2}🍞 rye$/m);
    });
  });

  describe('compare', () => {
    async function save(name: string, ...args: string[]): Promise<void> {
      await writeFile(path.join(folder, name), (await run('replay', ...args, '--json')).stdout);
    }

    it('tells what became slower and what only one of two traces has', async () => {
      await writeFile(path.join(folder, 'slow.py'), bakery.replace('sleep(1', 'sleep(3'));
      await save('quick.awaitlens.json', 'bakery.py');
      await save('slow.awaitlens.json', 'slow.py');
      const files = ['quick.awaitlens.json', 'slow.awaitlens.json'];
      const report = await json(
        v.object({ awaits: v.array(v.object({ differenceMs: v.number() })) }),
        ...['compare', ...files],
      );
      assert.deepEqual(report.awaits, [{ differenceMs: 2000 }]);
      const { status, stdout } = await run('compare', ...files);
      assert.equal(status, 0);
      assert.match(stdout, /1000 +3000 +\+2000 .* await on line 9 of Oven\.bake/);
      assert.doesNotMatch(stdout, /Only in|another order/);
    });

    it('refuses what cannot be compared in one line', async () => {
      await save('python.awaitlens.json', 'bakery.py');
      await save('typescript.awaitlens.json', 'page.ts');
      const refused: readonly (readonly [string, RegExp])[] = [
        ['typescript.awaitlens.json', /are of different programs\.\n$/],
        ['broken.awaitlens.json', /is not JSON\.\n$/],
        ['foreign.awaitlens.json', /cannot be replayed: .*\n$/],
      ];
      for (const [other, message] of refused) {
        const { status, stdout, stderr } = await run('compare', 'python.awaitlens.json', other);
        assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
        assert.match(stderr, message);
        assert.equal(stderr.trimEnd().split('\n').length, 1);
      }
    });
  });

  it('says that its output is cut short where a file takes no more of it', async function () {
    if (process.platform === 'win32') this.skip();
    const limited = 'ulimit -f 1; exec "$0" "$1" explain bakery.py --json > full.json';
    const shell = promisify(execFile)('sh', ['-c', limited, process.execPath, cli], {
      cwd: folder,
    });
    await assert.rejects(shell, {
      code: 2,
      stderr: /^await-lens: The output is cut short: EFBIG[^\n]*\n$/,
    });
  });

  it('says that its output is cut short where a device takes no more of it', async function () {
    if (!existsSync('/dev/full')) this.skip();
    const commands = ['explain bakery.py', 'replay bakery.py', 'record long-line.js'];
    await writeFile(path.join(folder, 'long-line.js'), 'console.log("x".repeat(100000))');
    for (const command of commands) {
      const full = `exec "$0" "$1" ${command} > /dev/full`;
      const shell = promisify(execFile)('sh', ['-c', full, process.execPath, cli], { cwd: folder });
      await assert.rejects(shell, {
        code: 2,
        stderr: /^await-lens: The output is cut short: [^\n]*ENOSPC[^\n]*\n$/,
      });
    }
  });

  describe('with bad input', () => {
    const refused: readonly (readonly [string[], RegExp])[] = [
      [['explain', 'none.py'], /No such file: none\.py/],
      [['explain', 'folder.py'], /folder\.py is a folder/],
      [['explain', 'notes.txt'], /notes\.txt is neither Python, TypeScript nor JavaScript/],
      [['explain', 'latin.py'], /latin\.py is not UTF-8/],
      [['explain', 'bakery.py', '--jsonn'], /Unknown option --jsonn/],
      [['explain'], /Say which file/],
      [['replay', 'none.py', '--json'], /No such file: none\.py/],
      [['replay', 'bakery.py', '--function', 'bak'], /no function bak\. Did you mean Oven\.bake\?/],
      [['replay', 'bakery.py', '--function', 'xyzzy'], /no function xyzzy\.$/m],
      [['replay', 'none.awaitlens.json'], /No such file/],
      [['replay', 'broken.awaitlens.json'], /broken\.awaitlens\.json is not JSON/],
      [['replay', 'foreign.awaitlens.json'], /version 99, which is newer/],
      [['replay', 'hollow.awaitlens.json'], /cannot be replayed: .* more problems\)$/m],
      [['replay', 'broken.awaitlens.json', '--function', 'f'], /--function belongs to source/],
      [['record', 'none.py'], /No such file: none\.py/],
      [['record', 'bakery.py', '--interpreter', 'notes.txt'], /notes\.txt is no Python 3\.8/],
      [['record'], /Say which file/],
      [[], /Say what to do/],
    ];
    for (const [args, message] of refused) {
      it(`"${args.join(' ')}" gets one line on stderr and status 2`, async () => {
        const { status, stdout, stderr } = await run(...args);
        assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
        assert.match(stderr, message);
        assert.match(stderr, /^await-lens: [^\n]+\n$/);
      });
    }
  });
});
