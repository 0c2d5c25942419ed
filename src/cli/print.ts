import * as l10n from '@vscode/l10n';
import { fstatSync, writeFileSync } from 'node:fs';
import { Problem } from './problem';

/** Why standard output takes no more; null as long as it does. */
let failure: NodeJS.ErrnoException | null = null;

// Each write to standard output hears of its own failure; of one to standard error nobody can be told.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/**
 * Writes to standard output. The promise, if any, is settled when it is written, or standard output takes no more. To a file it is
 * written past Node's own stream, which drops without a word what a write has left over.
 */
export function write(text: string | Buffer): Promise<void> | undefined {
  if (failure !== null) return undefined;
  if (fstatSync(1).isFile()) {
    try {
      writeFileSync(1, text);
    } catch (error) {
      failure = error as NodeJS.ErrnoException;
    }
    return undefined;
  }
  let done: () => void = () => undefined;
  const written = new Promise<void>((resolve) => (done = resolve));
  const more = process.stdout.write(text, (error) => {
    if (error) failure ??= error;
    done();
  });
  return more ? undefined : written;
}

/**
 * Writes a text to standard output, and waits until it is written. Errors: `Problem` where standard output takes no more of what
 * was written so far, as on a full disk. Whoever reads it may stop early (`… | head`): that is no error.
 */
export async function print(text: string): Promise<void> {
  await write(text);
  await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  if (failure === null || failure.code === 'EPIPE') return;
  throw new Problem(l10n.t('The output is cut short: {0}', failure.message));
}
