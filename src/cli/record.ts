import { constants } from 'node:os';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { interpreterFor } from '../recording/interpreter';
import { launchOf } from '../recording/launch';
import { moduleFile } from '../recording/python/modules';
import { RecordingProblem, defaultLimits } from '../recording/recorder';
import type { Program } from '../recording/recorder';
import { Recording } from '../recording/recording';
import type { RecordingEnd } from '../recording/recording';
import type { Command, RecordTarget } from './arguments';
import { print, write } from './print';
import { Problem } from './problem';
import { recordingText } from './recordingText';
import { analyse } from './source';
import { styleFor } from './style';

/** The build puts the bundle in dist/, beside which recorders/ ships. */
const recorders = path.join(__dirname, '..', 'recorders');

type RecordCommand = Extract<Command, { kind: 'record' }>;

/**
 * Runs and records a program, prints its trace, and gives its exit status. Errors: `Problem` where it cannot be
 * started or recorded.
 */
export async function record(command: RecordCommand): Promise<number> {
  const { json, target } = command;
  const file = 'file' in target ? target.file : null;
  // A file that is not there, or in no language, is a problem whatever else is missing.
  const analysis = file === null ? null : await analyse(file);
  const language = analysis?.document.language ?? 'python';
  const named = command.interpreter ?? null;
  const interpreter = await interpreterFor(language, named, process.env).catch(tellProblem);
  const program = await programOf(target, command.args, interpreter);
  const recording = start(program, interpreter, json);
  const relay = relaySignals(recording);
  const end = await recording.ended.catch((error: unknown) => {
    throw new Problem(l10n.t('{0} could not be started: {1}', interpreter, String(error)));
  });
  relay();
  await report(end, program, json);
  return statusOf(end);
}

async function programOf(
  target: RecordTarget,
  args: readonly string[],
  interpreter: string,
): Promise<Program> {
  const cwd = process.cwd();
  const file =
    'file' in target ? target.file : await moduleFile(interpreter, target.module, cwd, process.env);
  if (file === null) {
    const name = 'module' in target ? target.module : '';
    throw new Problem(l10n.t('There is no module {0} that could be run.', name));
  }
  const analysis = await analyse(file);
  const { language, text } = analysis.document;
  return {
    language,
    file,
    path: path.resolve(cwd, file),
    text,
    points: analysis.suspensions.points,
    ...('module' in target ? { module: target.module } : {}),
    args,
    cwd,
    env: process.env,
  };
}

function start(program: Program, interpreter: string, json: boolean): Recording {
  const launch = launchOf(program, interpreter, recorders, defaultLimits);
  return new Recording(program, launch, {
    stdin: 'inherit',
    // With --json, standard output is the trace's; the program's is in it.
    output: (stream, bytes) =>
      stream === 'stderr' ? complain(bytes) : json ? undefined : write(bytes),
  });
}

/** Writes to standard error. The promise, if any, is settled when it is written, or its reader has gone. */
function complain(bytes: Buffer): Promise<void> | undefined {
  let done: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => (done = resolve));
  return process.stderr.write(bytes, () => done()) ? undefined : promise;
}

function tellProblem(error: unknown): never {
  throw error instanceof RecordingProblem ? new Problem(error.message) : error;
}

/** The program is in a process group of its own, so the terminal's signals reach it through us. */
function relaySignals(recording: Recording): () => void {
  const relays = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
    const relay = (): void => recording.send(signal);
    process.on(signal, relay);
    return () => process.removeListener(signal, relay);
  });
  return () => relays.forEach((remove) => remove());
}

async function report(end: RecordingEnd, program: Program, json: boolean): Promise<void> {
  if (end.problem !== null)
    process.stderr.write(`await-lens: ${l10n.t('The recording is cut short: {0}', end.problem)}\n`);
  if (!end.recorded)
    process.stderr.write(`await-lens: ${l10n.t('The program ran without its recorder.')}\n`);
  const text = json
    ? JSON.stringify(end.trace, null, 2) + '\n'
    : recordingText(end.trace, program.text, styleFor(process.stdout.isTTY, process.env));
  await print(text);
}

/** As a shell says it: a signal's number above 128. */
function statusOf({ status, signal }: RecordingEnd): number {
  return status ?? (signal === null ? 0 : 128 + constants.signals[signal]);
}
