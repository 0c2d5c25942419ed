import path from 'node:path';

/** The folders on the PATH of `env`. Relative ones are left out: they would mean other programs in each working directory. */
export function foldersOnPath(env: NodeJS.ProcessEnv): string[] {
  // Windows has the name in any case, which a copy of `process.env` does not forgive.
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH');
  const value = name === undefined ? undefined : env[name];
  return (value ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
}
