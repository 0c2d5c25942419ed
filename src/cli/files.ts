import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Files } from '../core/explain/workspace';
import { languageIdOfFile } from '../core/language';

/** In folders with more files of code than this, nobody looks for who uses what. */
const mostFiles = 800;
/** How many folders are entered, so that a project on top of a disk does not have all of it walked. */
const mostFolders = 300;

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

  async list(folder: string, deep: boolean): Promise<readonly string[] | null> {
    const files: string[] = [];
    const folders = [folder];
    for (let next = folders.shift(), left = mostFolders; next !== undefined; left--) {
      for (const entry of await entriesOf(next)) {
        const inside = `${next}/${entry.name}`;
        const isHidden = entry.name.startsWith('.') || entry.name === 'node_modules';
        if (entry.isDirectory() && deep && !isHidden) folders.push(inside);
        else if (entry.isFile() && languageIdOfFile(entry.name) !== undefined) files.push(inside);
      }
      if (files.length > mostFiles || left === 0) return null;
      next = folders.shift();
    }
    return files;
  }
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // There is no such folder, or none that may be read.
    return [];
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
