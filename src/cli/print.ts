import * as l10n from '@vscode/l10n';
import { fstatSync, writeFileSync } from 'node:fs';
import { Problem } from './problem';

/**
 * Writes a text to standard output. Errors: `Problem` where that is a file and takes no more, as on a full disk: Node's own
 * stream for files drops without a word what a write has left over.
 */
export async function print(text: string): Promise<void> {
  if (!fstatSync(1).isFile())
    return new Promise((resolve) => process.stdout.write(text, () => resolve()));
  try {
    writeFileSync(1, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem(l10n.t('The output is cut short: {0}', reason));
  }
}
