import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { recorderDescriptor } from '../recorder';
import type { Launch, Program, RecordLimits } from '../recorder';
import { Source } from '../source';
import { PythonDecoder } from './decoder';

/**
 * The program's own command, with an environment by which Python imports recorders/python/sitecustomize.py before it.
 * `recorder` is that folder.
 */
export function launchPython(
  program: Program,
  python: string,
  recorder: string,
  limits: RecordLimits,
): Launch {
  const { env, cwd, module, pieceOf } = program;
  const folders = [
    ...(pieceOf ? [path.dirname(pieceOf)] : []),
    ...(env.PYTHONPATH ? [env.PYTHONPATH] : []),
  ];
  const own = real(program.path);
  const known = new Map<string, boolean>();
  const isOwnFile = (file: string): boolean => {
    let same = known.get(file);
    if (same === undefined) known.set(file, (same = real(path.resolve(cwd, file)) === own));
    return same;
  };
  const settings = [
    `fd=${recorderDescriptor}`,
    `events=${limits.events}`,
    `bytes=${limits.bytes}`,
    `ms=${limits.ms}`,
    `id=${randomUUID()}`,
  ].join(';');
  return {
    command: python,
    args: [...(module === undefined ? [program.file] : ['-m', module]), ...program.args],
    env: {
      ...env,
      PYTHONPATH: [recorder, ...folders].join(path.delimiter),
      ...(env.PYTHONPATH === undefined && folders.length === 0
        ? {}
        : { AWAIT_LENS_PYTHONPATH: folders.join(path.delimiter) }),
      AWAIT_LENS_RECORDER: settings,
    },
    mark: `AWAIT_LENS_RECORDER=${settings}`,
    decoder: (writer) =>
      new PythonDecoder(writer, new Source(program.text, program.points), isOwnFile),
  };
}

function real(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    // `<frozen importlib._bootstrap>` and the like.
    return file;
  }
}
