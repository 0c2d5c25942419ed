import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Trace } from '../../../src/core/trace/format';
import { findNodes } from '../../support/nodes';
import { findPythons } from '../../support/pythons';
import { startRecording } from '../../support/recordings';

/** Each holds the loop up, and prints, until a file is there. */
const programs = [
  {
    name: 'program.py',
    interpreter: findPythons('3.8').at(-1)?.path,
    text: `import asyncio, os, sys, time

async def main():
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
  await null;
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
        { args: [end] },
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
});
