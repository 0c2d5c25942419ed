import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import type { Trace } from '../../../src/core/trace/format';
import { launchOf } from '../../../src/recording/launch';
import { WireProblem, defaultLimits } from '../../../src/recording/recorder';
import { Recording } from '../../../src/recording/recording';
import type { RecordingEnd } from '../../../src/recording/recording';
import type { RecordLimits } from '../../../src/recording/recorder';
import { findNodes } from '../../support/nodes';
import { findPythons } from '../../support/pythons';
import { programOf, record, recorders, startRecording } from '../../support/recordings';

const fixture = (name: string): string => path.join(__dirname, '../../fixtures/recording', name);
const pythons = findPythons('3.8');
const python = pythons.at(-1)?.path ?? '';

/** The oldest and the newest: what is between has their ways. */
function ends<T>(all: readonly T[]): T[] {
  return all.filter((_, index) => index === 0 || index === all.length - 1);
}

const runtimes = [
  ...ends(pythons).map(({ path: interpreter, version }) => ({
    name: `Python ${version}`,
    interpreter,
    many: fixture('many.py'),
    busy: [fixture('bomb.py'), fixture('endless.py')],
    daemon: fixture('daemon.py'),
    orphans: [fixture('orphan.py'), fixture('forked.py')],
    flood: fixture('flood.py'),
  })),
  ...ends(findNodes().nodes).map(({ path: interpreter, version }) => ({
    name: `Node ${version}`,
    interpreter,
    many: fixture('many.mjs'),
    busy: [fixture('bomb.mjs'), fixture('endless.mjs')],
    daemon: fixture('daemon.mjs'),
    orphans: [fixture('orphan.mjs')],
    flood: fixture('flood.mjs'),
  })),
];

/** Runs a program with a descriptor for its recorder that nobody reads well. */
async function runWith(
  wire: 'pipe' | number,
  file: string,
  interpreter: string,
  spoil: (wire: Socket) => void = () => undefined,
) {
  const program = await programOf(file);
  const { command, args, env } = launchOf(program, interpreter, recorders, defaultLimits);
  const child = spawn(command, args, {
    cwd: program.cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe', wire],
  });
  if (wire === 'pipe') spoil(child.stdio[3] as Socket);
  const status = new Promise((resolve, reject) =>
    child.once('error', reject).once('exit', resolve),
  );
  assert.ok(child.stdout && child.stderr);
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  return { status: await status, stdout: await stdout, stderr: await stderr };
}

const untouched = { status: 0, stdout: 'done\n', stderr: '' };

for (const { name, interpreter, many, busy, daemon, orphans, flood } of runtimes)
  describe(`A program under the recorder of ${name}`, () => {
    it('goes on when its consumer dies', async () => {
      const result = await runWith('pipe', many, interpreter, (wire) =>
        wire.once('data', () => wire.destroy()),
      );
      assert.deepEqual(result, untouched);
    });

    it('goes on when nobody reads the pipe', async () => {
      const result = await runWith('pipe', many, interpreter, (wire) => wire.pause());
      assert.deepEqual(result, untouched);
    });

    it('goes on when the disk is full', async function () {
      if (!existsSync('/dev/full')) this.skip();
      const full = openSync('/dev/full', 'w');
      try {
        assert.deepEqual(await runWith(full, many, interpreter), untouched);
      } finally {
        closeSync(full);
      }
    });

    const limits: readonly [string, Partial<RecordLimits>][] = [
      ['events', { events: 2000 }],
      ['bytes', { bytes: 20_000 }],
      ['ms', { ms: 1 }],
    ];
    for (const [what, limit] of limits)
      it(`goes on at plain speed at the limit of ${what}, and the trace says so`, async () => {
        const { stdout, status, end } = await record(many, interpreter, { limits: limit });
        assert.deepEqual([stdout, status, end.problem], ['done\n', 0, null]);
        assert.ok(end.trace.dropped > 0);
        const last = end.trace.events.at(-1);
        assert.ok(last?.kind === 'warn' && last.text.includes('limit'), JSON.stringify(last));
        assert.ok(end.trace.events.length < 150_000);
      });

    it('ends with a process that has left its group', async () => {
      await stopOnceBegun(daemon, interpreter);
    }).retries(2);

    it('ends with a process whose parent has ended', async function () {
      // Only Linux shows what a process has inherited.
      if (process.platform !== 'linux') this.skip();
      for (const program of orphans) await stopOnceBegun(program, interpreter);
    }).retries(2);

    it('has ended when only such a process still holds its pipes', async () => {
      const { status, stdout, end } = await record(daemon, interpreter, { args: ['leave'] });
      const [, left] = idsIn(Buffer.from(stdout));
      assert.deepEqual([status, end.stopped, end.recorded], [0, null, true]);
      assert.ok(left !== undefined && isAtWork(left));
      process.kill(left, 'SIGKILL');
    });

    it('may print more than the trace keeps', async () => {
      const { status, stdout, end } = await record(flood, interpreter);
      assert.deepEqual([status, stdout.length], [0, 6 * 1024 * 1024]);
      assert.equal(end.trace.stdout.join('\n').length, 4 * 1024 * 1024);
      const last = end.trace.events.at(-1);
      assert.ok(last?.kind === 'warn' && last.text.endsWith(String(2 * 1024 * 1024)), last?.kind);
    });

    for (const file of busy) {
      const doing = `whatever it is busy with: ${path.basename(file)}`;

      // A machine that is busy itself may need longer now and then.
      it(`ends with all its processes within a second, ${doing}`, async () => {
        await stopOnceBegun(file, interpreter);
      }).retries(2);

      it(`ends with all its processes when whoever records it is killed, ${doing}`, async () => {
        const recorder = spawn(
          process.execPath,
          [
            path.join(__dirname, '../../../dist/cli.js'),
            'record',
            file,
            '--interpreter',
            interpreter,
          ],
          { stdio: ['ignore', 'pipe', 'ignore'] },
        );
        const [bytes] = (await once(recorder.stdout, 'data')) as [Buffer];
        recorder.kill('SIGKILL');
        const processes = idsIn(bytes);
        assert.equal(processes.length, 2);
        for (const id of processes) await gone(id);
      });
    }
  });

/** The process ids that a program prints first: its own, and that of its child. */
function idsIn(printed: Buffer): readonly number[] {
  return printed.toString().trim().split(' ').map(Number);
}

/**
 * Stops a program that has printed the ids of its processes and of which enough is told. Errors: one of them is still there a
 * second later.
 */
async function stopOnceBegun(
  file: string,
  interpreter: string,
  enough: (trace: Trace) => boolean = () => true,
): Promise<RecordingEnd> {
  let begin: (printed: Buffer) => void = () => undefined;
  const begun = new Promise<Buffer>((resolve) => (begin = resolve));
  const recording = await startRecording(
    file,
    interpreter,
    {},
    {
      // It may also complain of its end.
      output: (stream, bytes) => {
        if (stream === 'stdout') begin(bytes);
      },
    },
  );
  const processes = idsIn(await begun);
  while (!enough(recording.trace)) await setTimeout(20);
  recording.stop();
  const late = setTimeout(1000, 'late');
  const dead = Promise.all(processes.map((id) => gone(id)));
  assert.notEqual(await Promise.race([dead, late]), 'late');
  const end = await recording.ended;
  assert.equal(end.stopped, 'stop');
  assert.equal(processes.length, 2);
  return end;
}

for (const { path: interpreter, version } of ends(findNodes().nodes))
  it(`An endless loop that ignores SIGTERM ends on Node ${version}, and what came before it is told`, async () => {
    const { signal, trace } = await stopOnceBegun(fixture('endless.mjs'), interpreter, (soFar) =>
      soFar.events.some(({ kind }) => kind === 'output'),
    );
    assert.equal(signal, 'SIGKILL');
    const kinds = trace.events.map(({ kind }) => kind);
    const order = [kinds.indexOf('suspend'), kinds.lastIndexOf('resume'), kinds.indexOf('output')];
    assert.ok(!order.includes(-1), kinds.join(' '));
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
    // It never ends by itself.
    assert.ok(!kinds.includes('end'));
    // It was at it until it was killed.
    assert.ok(trace.endMs >= (trace.events.at(-1)?.t ?? 0) + 250, String(trace.endMs));
  });

/** Waits until a process does nothing any more; whoever is killed may be listed until its parent has asked how it ended. */
async function gone(pid: number): Promise<void> {
  while (isAtWork(pid)) await setTimeout(20);
}

function isAtWork(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const state = execFileSync('ps', ['-o', 'state=', '-p', String(pid)]).toString();
    return !state.startsWith('Z');
  } catch {
    return false;
  }
}

describe('A Python that takes no recorder', () => {
  for (const option of ['-I', '-E', '-S'])
    it(`runs the program all the same, and the recording says so (${option})`, async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'await-lens-'));
      try {
        const wrapper = path.join(folder, 'python');
        writeFileSync(wrapper, `#!/bin/sh\nexec "${python}" ${option} "$@"\n`);
        chmodSync(wrapper, 0o755);
        const { stdout, status, end } = await record(fixture('many.py'), wrapper);
        assert.deepEqual([stdout, status, end.recorded], ['done\n', 0, false]);
        assert.deepEqual(end.trace.events, []);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
});

describe('A recording whose last frames cannot be read', () => {
  it('has what came before them, and says what is wrong', async () => {
    const program = await programOf(fixture('many.py'));
    const launch = launchOf(program, python, recorders, defaultLimits);
    const decoder: typeof launch.decoder = (writer) => {
      const real = launch.decoder(writer);
      const end = (): void => {
        throw new WireProblem('a record of kind 30');
      };
      return Object.assign(Object.create(real) as typeof real, { end });
    };
    const recording = new Recording(program, { ...launch, decoder }, { stdin: 'ignore' });
    const { status, problem, trace, recorded } = await recording.ended;
    assert.deepEqual([status, problem, recorded], [0, 'a record of kind 30', true]);
    assert.deepEqual(trace.stdout, ['done']);
    assert.ok(trace.events.length > 100);
  });
});
