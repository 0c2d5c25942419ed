import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { loadPyodide } from 'pyodide';
import { TraceWriter } from '../../../src/core/trace/writer';
import type { Trace } from '../../../src/core/trace/format';
import { FrameReader } from '../../../src/recording/frames';
import { launchOf } from '../../../src/recording/launch';
import { defaultLimits } from '../../../src/recording/recorder';
import type { WireDecoder } from '../../../src/recording/recorder';
import { goldenFile, goldenPrograms, normalised } from '../../support/golden-recordings';
import { programOf, recorders } from '../../support/recordings';

const harness = path.join(__dirname, '../../fixtures/recording/webassembly.py');

/** What is used of Emscripten's file system, whose own types would bring the names of a browser along. */
interface Files {
  mkdirTree(path: string): void;
  readFile(path: string): Uint8Array;
  writeFile(path: string, data: Uint8Array): void;
}

/** What the recorder sends while CPython 3.14 as WebAssembly runs the program at a path. */
async function bytesOf(program: string): Promise<Uint8Array> {
  const python = await loadPyodide({ stdout: () => undefined });
  const files = python.FS as unknown as Files;
  const copy = (from: string, to: string): void => {
    files.mkdirTree(path.dirname(to));
    files.writeFile(to, readFileSync(from));
  };
  const folder = path.join(recorders, 'python/_await_lens');
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.py')))
    copy(path.join(folder, name), `/recorder/_await_lens/${name}`);
  copy(program, program);
  python.runPython(readFileSync(harness, 'utf8'));
  python.runPython(`record(${JSON.stringify(program)}, "/recorder", "/trace")`);
  return files.readFile('/trace');
}

async function record(file: string): Promise<Pick<WireDecoder, 'hello'> & { trace: Trace }> {
  const program = await programOf(file);
  const writer = new TraceWriter();
  const decoder = launchOf(program, 'python', recorders, defaultLimits).decoder(writer);
  for (const payload of new FrameReader().read(Buffer.from(await bytesOf(file))))
    decoder.read(payload);
  decoder.end();
  const { language } = program;
  const trace = writer.finish({ mode: 'recording', language, file }, decoder.dropped);
  return { trace, hello: decoder.hello };
}

describe('A Python program recorded by CPython 3.14 as WebAssembly', function () {
  this.timeout(60_000);

  for (const program of goldenPrograms('python'))
    it(`is told as reviewed: ${path.basename(program)}`, async () => {
      const { trace, hello } = await record(program);
      assert.deepEqual([hello, trace.dropped], [true, 0]);
      assert.equal(normalised(trace), readFileSync(goldenFile(program), 'utf8'));
    });

  it('shows which tasks start eagerly where each says so itself', async () => {
    const { trace } = await record(path.join(__dirname, '../../fixtures/recording/eager_start.py'));
    const begins = trace.events.flatMap((event) =>
      event.kind === 'resume' && event.first
        ? [[trace.tasks[event.task - 1]?.name, event.entry === null]]
        : [],
    );
    assert.deepEqual(begins, [
      ['Task-1', false],
      ['eager', true],
      ['patient', false],
    ]);
  });
});
