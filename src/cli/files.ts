import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Files } from '../core/explain/workspace';

/** Files of this machine; their paths are those of Node, with `/` between the steps on every system. */
export class DiskFiles implements Files {
  readonly roots: readonly string[];

  /** `folders` are where absolute imports are looked for, beside the file's own package. */
  constructor(folders: readonly string[]) {
    this.roots = folders.map(toSteps);
  }

  async read(file: string): Promise<string | null> {
    try {
      return decode(await readFile(file));
    } catch {
      // There is no such file, or none that may be read: for an import that is the same.
      return null;
    }
  }
}

/** The path by which `DiskFiles` knows a file. */
export function toSteps(file: string): string {
  return path.resolve(file).split(path.sep).join('/');
}

/** Decodes UTF-8; like an editor it takes no byte order mark into the text. Errors: `TypeError` for other bytes. */
export function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
