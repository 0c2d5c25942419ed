import { spawn } from 'node:child_process';
import path from 'node:path';
import { text as textOf, buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { FrameReader } from '../../src/recording/frames';
import { NodeDecoder } from '../../src/recording/node/decoder';
import { nodeLaunch } from '../../src/recording/node/launch';
import type { Launch, RecordLimits } from '../../src/recording/recorder';
import { defaultLimits } from '../../src/recording/recorder';
import { TraceWriter } from '../../src/core/trace/writer';
import type { Trace } from '../../src/core/trace/format';
import { readFileSync } from 'node:fs';

export const recorders = path.join(__dirname, '../../recorders');

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
  readonly signal: string | null;
}

export interface RunOptions {
  readonly args?: readonly string[];
  readonly stdin?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly pieceOf?: string;
}

/** Runs a program as it is. */
export async function runPlain(node: string, file: string, options: RunOptions = {}): Promise<Ran> {
  const { ran } = start(
    node,
    [file, ...(options.args ?? [])],
    options.env ?? process.env,
    options,
    file,
  );
  return ran;
}

/** Runs a program under the recorder; also gives what came over the wire. */
export async function runRecorded(
  node: string,
  file: string,
  options: RunOptions = {},
  limits: RecordLimits = defaultLimits,
): Promise<Ran & { readonly trace: Trace; readonly wire: Buffer }> {
  const text = readFileSync(file, 'utf8');
  const launch: Launch = nodeLaunch(
    {
      language: file.endsWith('ts') ? 'typescript' : 'javascript',
      file: path.basename(file),
      path: file,
      pieceOf: options.pieceOf ?? null,
      text,
      points: [],
      args: options.args ?? [],
      cwd: options.cwd ?? path.dirname(file),
      env: options.env ?? process.env,
    },
    node,
    recorders,
    limits,
  );
  const { ran, wire } = start(launch.command, launch.args, launch.env, options, file);
  const [result, bytes] = await Promise.all([ran, wire]);
  const stderr = (launch.shown?.(Buffer.from(result.stderr)) ?? result.stderr).toString();
  return { ...result, stderr, wire: bytes, trace: decode(bytes, file, text) };
}

/** What makes two runs differ; null if nothing does. */
export function difference(plain: Ran, recorded: Ran): string | null {
  for (const stream of ['stdout', 'stderr'] as const)
    if (withoutProcessId(plain[stream]) !== withoutProcessId(recorded[stream]))
      return `${stream}\n--- plain\n${plain[stream]}\n--- recorded\n${recorded[stream]}`;
  if (plain.status === recorded.status && plain.signal === recorded.signal) return null;
  return `ended with ${String(plain.status ?? plain.signal)}, recorded with ${String(recorded.status ?? recorded.signal)}`;
}

/** Node begins its warnings with `(node:4711)`. */
function withoutProcessId(text: string): string {
  return text.replace(/^\(node:\d+\)/gm, '(node)');
}

export function decode(wire: Buffer, file: string, text: string): Trace {
  const writer = new TraceWriter();
  const decoder = new NodeDecoder(writer, file, text);
  for (const payload of new FrameReader().read(wire)) decoder.read(payload);
  decoder.end();
  return writer.finish(
    { mode: 'recording', language: 'javascript', file: path.basename(file) },
    decoder.dropped,
  );
}

function start(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { stdin, cwd }: RunOptions,
  file: string,
): { ran: Promise<Ran>; wire: Promise<Buffer> } {
  const child = spawn(command, args, {
    cwd: cwd ?? path.dirname(file),
    env,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin ?? '');
  const ended = new Promise<{ status: number | null; signal: string | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => resolve({ status, signal }));
  });
  const ran = Promise.all([ended, textOf(child.stdout), textOf(child.stderr)]).then(
    ([ending, stdout, stderr]) => ({ ...ending, stdout, stderr }),
  );
  return { ran, wire: buffer(child.stdio[3] as Readable) };
}
