import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Trace } from '../../../src/core/trace/format';
import { TraceWriter } from '../../../src/core/trace/writer';
import { FrameReader } from '../../../src/recording/frames';
import { launchOf } from '../../../src/recording/launch';
import { defaultLimits } from '../../../src/recording/recorder';
import { findNodes } from '../../support/nodes';
import { findPythons } from '../../support/pythons';
import { programOf, recorders, startRecording } from '../../support/recordings';

/** Each takes as many steps as it is told to; then it holds the loop up, and prints, until a file is there. */
const programs = [
  {
    name: 'program.py',
    interpreter: findPythons('3.8').at(-1)?.path,
    text: `import asyncio, os, sys, time

async def main():
    for _ in range(int(sys.argv[2])):
        await asyncio.sleep(0)
    while not os.path.exists(sys.argv[1]):
        print("still here")
        time.sleep(0.01)

asyncio.run(main())
`,
  },
  {
    name: 'program.mjs',
    interpreter: findNodes().nodes.at(-1)?.path,
    text: `import { existsSync } from 'node:fs';

async function main() {
  for (let step = 0; step < Number(process.argv[3]); step++) await null;
  const lock = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(process.argv[2])) {
    console.log('still here');
    Atomics.wait(lock, 0, 0, 10);
  }
}

await main();
`,
  },
];

describe('a recording while its program runs', () => {
  const atEnd: (() => void)[] = [];
  afterEach(() => atEnd.splice(0).forEach((act) => act()));

  for (const { name, interpreter, text } of programs)
    it(`has what is printed by a step that holds the loop up: ${name}`, async function () {
      if (interpreter === undefined) this.skip();
      const folder = mkdtempSync(path.join(tmpdir(), 'await-lens-'));
      const [file, end] = [path.join(folder, name), path.join(folder, 'end')];
      writeFileSync(file, text);
      let printed = 0;
      let early: { trace: Trace; events: number } | undefined;
      const recording = await startRecording(
        file,
        interpreter,
        { args: [end, '1'] },
        {
          progress: () => {
            const now = recording.trace;
            if (now.events.length > 0) early ??= { trace: now, events: now.events.length };
            const { events } = now;
            printed = events.filter(({ kind }) => kind === 'output').length;
            if (printed > 20) writeFileSync(end, '');
          },
        },
      );
      const { status, trace } = await recording.ended;
      assert.equal(status, 0);
      assert.ok(trace.stdout.length >= printed && printed > 20);
      // Whoever was shown the trace may read it later: it has not grown under its end.
      assert.ok(early && early.events < trace.events.length);
      assert.equal(early.trace.events.length, early.events);
      assert.ok((early.trace.events.at(-1)?.t ?? Infinity) <= early.trace.endMs);
      rmSync(folder, { recursive: true });
    });

  for (const { name, interpreter, text } of programs)
    it(`is told that it is at its limit, however late it is read: ${name}`, async function () {
      if (interpreter === undefined) this.skip();
      const folder = mkdtempSync(path.join(tmpdir(), 'await-lens-'));
      const [file, end] = [path.join(folder, name), path.join(folder, 'end')];
      writeFileSync(file, text);
      const program = await programOf(file, { args: [end, '100000'] });
      const limits = { ...defaultLimits, events: 50_000 };
      const launch = launchOf(program, interpreter, recorders, limits);
      const child = spawn(launch.command, launch.args, {
        env: launch.env,
        stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
      });
      atEnd.push(() => child.kill('SIGKILL'));
      const exit = once(child, 'exit');
      const wire = child.stdio[3] as Socket;
      wire.pause();
      assert.ok(child.stdout);
      // Once it prints it is far beyond the limit, and more has been told than there is room for on the way.
      await once(child.stdout.resume(), 'data');
      const writer = new TraceWriter();
      const decoder = launch.decoder(writer);
      const frames = new FrameReader();
      const over = new Promise<void>((resolve) =>
        wire.on('data', (bytes: Buffer) => {
          for (const payload of frames.read(bytes)) decoder.read(payload);
          if (decoder.over) resolve();
        }),
      );
      wire.resume();
      await over;
      assert.equal(child.exitCode, null);
      writeFileSync(end, '');
      assert.deepEqual(await exit, [0, null]);
      decoder.end();
      const warnings = writer.events.filter(({ kind }) => kind === 'warn');
      assert.equal(warnings.length, 1);
      assert.ok(warnings[0]?.kind === 'warn' && warnings[0].text.includes('limit'));
      assert.equal(writer.events.at(-1), warnings[0]);
      assert.ok(decoder.dropped > 0);
      rmSync(folder, { recursive: true });
    });
});
