import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Analysis } from '../../src/core/analysis';
import { languageIdOfFile } from '../../src/core/language';
import { launchOf } from '../../src/recording/launch';
import { defaultLimits } from '../../src/recording/recorder';
import type { Program, RecordLimits } from '../../src/recording/recorder';
import { Recording } from '../../src/recording/recording';
import type { RecordingEnd, RecordingOptions } from '../../src/recording/recording';
import { reader } from './syntax';

export const recorders = path.join(__dirname, '../../recorders');

/** What can be seen of a run from outside. */
export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
  readonly signal: string | null;
}

export interface RecordedRun extends Run {
  readonly end: RecordingEnd;
}

export interface RunOptions {
  readonly args?: readonly string[];
  readonly module?: string;
  readonly cwd?: string;
  readonly pieceOf?: string;
  readonly limits?: Partial<RecordLimits>;
  readonly timeout?: number;
}

/** A program as a recorder gets it. */
export async function programOf(file: string, options: RunOptions = {}): Promise<Program> {
  const { cwd = path.dirname(file), args = [], module, pieceOf = null } = options;
  const text = readFileSync(file, 'utf8');
  const analysis = await Analysis.open(reader, languageIdOfFile(file) ?? '', text);
  const { language } = analysis.document;
  const { points } = analysis.suspensions;
  analysis.dispose();
  const moduleOrNot = module === undefined ? {} : { module };
  const { env } = process;
  return { language, file, path: file, pieceOf, text, points, args, cwd, env, ...moduleOrNot };
}

/** Starts the recording of a program by the interpreter at a path. */
export async function startRecording(
  file: string,
  interpreter: string,
  options: RunOptions = {},
  listeners: Pick<RecordingOptions, 'output' | 'progress'> = {},
): Promise<Recording> {
  const { limits, timeout } = options;
  const program = await programOf(file, options);
  const launch = launchOf(program, interpreter, recorders, { ...defaultLimits, ...limits });
  return new Recording(program, launch, {
    stdin: 'ignore',
    ...listeners,
    ...(timeout === undefined ? {} : { timeout }),
  });
}

/** Records a program to its end. */
export async function record(
  file: string,
  interpreter: string,
  options: RunOptions = {},
): Promise<RecordedRun> {
  const outputs: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
  const recording = await startRecording(file, interpreter, options, {
    output: (stream, bytes) => void outputs[stream].push(bytes),
  });
  const end = await recording.ended;
  return {
    stdout: Buffer.concat(outputs.stdout).toString('latin1'),
    stderr: Buffer.concat(outputs.stderr).toString('latin1'),
    status: end.status,
    signal: end.signal,
    end,
  };
}

/** Runs a program without a recorder, in the same surroundings. */
export async function runPlain(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<Run> {
  const child = spawn(command, args, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => stdout.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => stderr.push(bytes));
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (status, signal) =>
      resolve({
        stdout: Buffer.concat(stdout).toString('latin1'),
        stderr: Buffer.concat(stderr).toString('latin1'),
        status,
        signal,
      }),
    );
  });
}

/** Runs a Python program plain and recorded; null where both did the same, else what differs. */
export async function compareRuns(
  file: string,
  python: string,
  args: readonly string[] = [],
): Promise<string | null> {
  const cwd = path.dirname(file);
  const [plain, recorded] = await Promise.all([
    runPlain(python, [file, ...args], cwd),
    record(file, python, { args }),
  ]);
  if (!recorded.end.recorded) return 'the recorder did not start';
  if (recorded.end.problem !== null) return recorded.end.problem;
  for (const part of ['stdout', 'stderr', 'status', 'signal'] as const) {
    const [before, after] = [plain[part], recorded[part]];
    if (before !== after) return `${part}: ${firstDifference(String(before), String(after))}`;
  }
  return null;
}

function firstDifference(plain: string, recorded: string): string {
  const [before, after] = [plain.split('\n'), recorded.split('\n')];
  const at = before.findIndex((line, index) => line !== after[index]);
  const line = at < 0 ? before.length : at;
  const [was, is] = [before[line], after[line]].map((text) => JSON.stringify(text ?? null));
  return `line ${line + 1}: plain ${was}, recorded ${is}`;
}
