import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Like `runpy`, which is behind `-m`: a package is run by its `__main__`. Printed last, after what parent packages print. */
const script = `
import sys
from importlib.util import find_spec
name = sys.argv[1]
spec = find_spec(name)
if spec is not None and spec.submodule_search_locations is not None:
    spec = find_spec(name + ".__main__")
print()
print(spec.origin if spec is not None and spec.has_location else "")
`;

/** The file that `python -m NAME` runs in `cwd`; null where there is none. */
export async function moduleFile(
  python: string,
  name: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<string | null> {
  try {
    const { stdout } = await run(python, ['-c', script, name], { cwd, env, timeout: 10_000 });
    return stdout.trimEnd().split(/\r?\n/).at(-1)?.trim() || null;
  } catch {
    // A parent package that cannot be imported.
    return null;
  }
}
