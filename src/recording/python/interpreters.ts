import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { foldersOnPath } from '../path';

/** A Python that can be recorded. */
export interface PythonInterpreter {
  readonly path: string;
  /** `3.13.0` */
  readonly version: string;
}

/** The oldest Python whose event loop the recorder knows. */
export const oldestPython = '3.8';

const run = promisify(execFile);

/** The first Python on the PATH of `env` that is new enough; undefined where there is none. */
export async function pythonOnPath(env: NodeJS.ProcessEnv): Promise<PythonInterpreter | undefined> {
  const names =
    process.platform === 'win32' ? ['python.exe', 'python3.exe'] : ['python3', 'python'];
  for (const folder of foldersOnPath(env)) {
    for (const name of names) {
      const found = await pythonAt(path.join(folder, name));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The Python at a path; undefined where there is none, or one that is too old. */
export async function pythonAt(file: string): Promise<PythonInterpreter | undefined> {
  try {
    await access(file, constants.X_OK);
    const script = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';
    // -I: neither the folder we are in nor the user's settings have a part in it.
    const { stdout } = await run(file, ['-I', '-c', script], { timeout: 10_000 });
    const version = stdout.trim();
    return isNewEnough(version) ? { path: file, version } : undefined;
  } catch {
    // Not there, not executable, or a shim for a release that is not chosen here.
    return undefined;
  }
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestPython.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
