import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { foldersOnPath } from '../path';

/** The oldest Node that the recorder knows. */
export const oldestNode = 20;

const run = promisify(execFile);

/** The first Node on the PATH of `env` that is new enough; undefined where there is none. */
export async function nodeOnPath(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  for (const folder of foldersOnPath(env)) {
    const found = await nodeAt(path.join(folder, name), env);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `file` itself, if it is a Node that is new enough. */
export async function nodeAt(file: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    // Whatever NODE_OPTIONS has Node load is for the program alone; and an editor answers as a Node, without a window.
    const { stdout } = await run(file, ['-p', 'process.versions.node'], {
      timeout: 10_000,
      env: { ...env, NODE_OPTIONS: '', ELECTRON_RUN_AS_NODE: '1' },
    });
    return Number.parseInt(stdout, 10) >= oldestNode ? file : undefined;
  } catch {
    // Not there, not executable, or a shim for a release that is not chosen here.
    return undefined;
  }
}
