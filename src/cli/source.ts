import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { Analysis } from '../core/analysis';
import { Workspace } from '../core/explain/workspace';
import { languageIdOfFile } from '../core/language';
import { SyntaxReader } from '../core/syntax/document';
import { DiskFiles, decode, toSteps } from './files';
import { Problem } from './problem';

/** The build puts the .wasm files beside the bundle of the command line. */
const reader = new SyntaxReader((name) => readFile(path.join(__dirname, 'wasm', name)));

/**
 * Reads and analyses a file, and can follow its imports: of Python's absolute ones into the current folder
 * too, which `python -m` looks in. Errors: `Problem` where it cannot be read or is in no language we read.
 */
export async function analyse(file: string): Promise<Analysis> {
  const bytes = await readBytes(file);
  const languageId = languageIdOfFile(file);
  if (languageId === undefined) {
    throw new Problem(
      l10n.t('{0} is neither Python, TypeScript nor JavaScript by its name.', file),
    );
  }
  const workspace = new Workspace(reader, new DiskFiles([process.cwd()]));
  return Analysis.open(reader, languageId, textOf(bytes, file), { path: toSteps(file), workspace });
}

/** The bytes of a file. Errors: `Problem` where it cannot be read. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Problem(reason(error, file));
  }
}

function reason(error: unknown, file: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return l10n.t('No such file: {0}', file);
    case 'EISDIR':
      return l10n.t('{0} is a folder, not a file.', file);
    case 'EACCES':
    case 'EPERM':
      return l10n.t('{0} may not be read: permission denied.', file);
    default:
      return l10n.t('{0} cannot be read ({1}).', file, code || String(error));
  }
}

/** Decodes UTF-8; like an editor it takes no byte order mark into the text. Errors: `Problem` where it is none. */
export function textOf(bytes: Uint8Array, file: string): string {
  try {
    return decode(bytes);
  } catch {
    throw new Problem(l10n.t('{0} is not UTF-8 text.', file));
  }
}
