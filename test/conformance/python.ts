import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Python } from '../support/pythons';
import type { JudgedFile, Reference } from './compare';

/** A line of ast_points.py's output; `text` is there where the file is not UTF-8. */
type Line = { readonly file: string; readonly text?: string } & (
  Reference | { readonly error: string }
);

/**
 * What `python` says of `files`, or with a number N of every N-th file of its standard library and test
 * suite. Errors: a Python that fails as a whole.
 */
export async function* judgePython(
  python: Python,
  files: readonly string[] | number,
): AsyncGenerator<JudgedFile> {
  const script = join(__dirname, 'ast_points.py');
  const args = typeof files === 'number' ? ['--stdlib', String(files)] : [];
  const child = spawn(python.path, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  child.stdin.end(typeof files === 'number' ? '' : files.join('\n'));
  for await (const json of createInterface({ input: child.stdout })) {
    const line = JSON.parse(json) as Line;
    yield {
      path: line.file,
      text: line.text ?? readFileSync(line.file, 'utf8'),
      reference: 'error' in line ? undefined : line,
    };
  }
  const status = await ended;
  if (status !== 0) throw new Error(`${python.path} ended with status ${status}`);
}
