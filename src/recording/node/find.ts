import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** Where to look for a Node. */
export interface NodePlaces {
  /** The path that the user's settings name; empty or null where they name none. */
  readonly setting: string | null;
  readonly env: NodeJS.ProcessEnv;
  /** The runtime that this code runs in, which can always run programs. */
  readonly execPath: string;
}

/**
 * The Node that runs a user's programs: the one that the settings name, else the first on PATH, else the runtime of the editor
 * itself, so that nothing has to be installed. The first is not looked for: a wrong setting is to be seen.
 */
export function findNode({ setting, env, execPath }: NodePlaces): string {
  if (setting !== null && setting !== '') return setting;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const folders = (env.PATH ?? env.Path ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder));
  return folders.map((folder) => path.join(folder, name)).find(isProgram) ?? execPath;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
