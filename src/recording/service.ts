import * as l10n from '@vscode/l10n';
import type { Language } from '../core/language';
import type { SuspensionPoint } from '../core/suspension/types';
import type { Trace } from '../core/trace/format';
import { interpreterFor } from './interpreter';
import { launchOf } from './launch';
import { RecordingProblem, defaultLimits } from './recorder';
import { Recording } from './recording';

/*
 * What the editor knows of recording. No type of Node's is in it: the editor's code also runs where there is no Node.
 */

export interface RecordRequest {
  readonly language: Language;
  /** The program as users know it, for the trace. */
  readonly name: string;
  /** The file that is run, and its text and suspension points. */
  readonly path: string;
  /** The file of which that is a piece; null where it is whole. */
  readonly pieceOf: string | null;
  readonly text: string;
  readonly points: readonly SuspensionPoint[];
  readonly args: readonly string[];
  /** Absent: the file's own folder. */
  readonly cwd: string;
  /** Added to the environment of the editor; undefined takes a variable out of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Path of the interpreter; null to look for one. */
  readonly interpreter: string | null;
  /** The folder that holds one folder a recorder. */
  readonly recorders: string;
  /** The program is ended after this many ms. */
  readonly timeout: number;
}

export interface RecordListener {
  /** The program wrote this, to either stream. */
  readonly output: (text: string) => void;
  /** The trace has grown; `trace` gives it as it is then, at a cost. `over`: no more of it comes, though the program may run on. */
  readonly progress: (trace: () => Trace, over: boolean) => void;
}

export interface RunningRecording {
  /** Ends the program with its whole process tree. */
  stop(): void;
  /** Errors: `RecordingProblem` where the program could not be started. */
  readonly ended: Promise<RecordedEnd>;
}

export interface RecordedEnd {
  readonly trace: Trace;
  readonly status: number | null;
  readonly signal: string | null;
  readonly stopped: 'stop' | 'timeout' | null;
  /** Whether the recorder was at work. */
  readonly recorded: boolean;
  readonly problem: string | null;
}

/** Bytes of a program's output that the editor is given: it keeps them all, and a program may print for ever. */
const maxShown = 4 * 1024 * 1024;

/** Starts a program under its recorder. Errors: `RecordingProblem`, whose message is for the user. */
export async function startRecording(
  request: RecordRequest,
  listener: RecordListener,
): Promise<RunningRecording> {
  const { name, language, cwd, timeout, recorders } = request;
  const env = { ...process.env, ...request.env };
  const interpreter = await interpreterFor(language, request.interpreter, env);
  const program = { ...request, file: request.path, env };
  const launch = launchOf(program, interpreter, recorders, defaultLimits);
  const decoder = new TextDecoder();
  let room = maxShown;
  const show = (bytes: Uint8Array): void => {
    if (room <= 0) return;
    room -= bytes.length;
    listener.output(decoder.decode(bytes, { stream: true }));
    if (room <= 0) listener.output(`\n${l10n.t('More output is not shown.')}\n`);
  };
  const recording = new Recording({ ...program, file: name }, launch, {
    stdin: 'ignore',
    timeout,
    output: (_, bytes) => show(bytes),
    progress: () => listener.progress(() => recording.trace, recording.over),
  });
  const ended = recording.ended.catch((error: unknown) => {
    throw new RecordingProblem(
      l10n.t('{0} could not be started in {1}: {2}', interpreter, cwd, String(error)),
    );
  });
  return { stop: () => recording.stop(), ended };
}
