import { languageIdOfFile } from '../language';
import { SuspensionIndex } from '../suspension/suspensions';
import type { Suspensions } from '../suspension/types';
import type { SyntaxDocument, SyntaxReader } from '../syntax/document';
import type { Server } from './questions';
import { Questions } from './questions';
import { folderOf } from './resolve/paths';

/** The files beside a text, as the host has them: on a disk, in an editor, in a test. */
export interface Files extends Server {
  /** Folders from which absolute imports are looked for, as `sys.path` has them. */
  readonly roots: readonly string[];
  /**
   * The present text of a file; null where there is none, or none that can be read. Paths are made from
   * those that the host gave by taking and adding steps separated by `/`.
   */
  read(path: string): Promise<string | null>;
  /**
   * The files of code in a folder and, where `deep`, in those below it, without installed packages; null where
   * there are too many to look through.
   */
  list?(folder: string, deep: boolean): Promise<readonly string[] | null>;
  /** The texts that run in the same module as this one, the cells of its notebook: what the first of them defines counts. */
  beside?(path: string): readonly string[];
}

/** Where a text stands: its own path, and the files that it may import. */
export interface Place {
  readonly path: string;
  readonly workspace: Workspace;
}

/** A folder whose files are looked through, with those below it where `deep`. */
interface Folder {
  readonly path: string;
  readonly deep: boolean;
}

/** The texts of the code in a folder, by their paths, and which of them were found to match a pattern. */
interface FolderTexts {
  readonly texts: Map<string, string>;
  readonly matching: Map<string, readonly string[]>;
}

/** Another file's text, read and parsed. */
interface Module {
  readonly document: SyntaxDocument;
  readonly suspensions: Suspensions;
}

/** More paths are not looked at, most of them of files that are not there, so that no project fills the memory with trees. */
const mostPaths = 10_000;
/** How much text of a folder is looked through for who uses a file. In UTF-16 code units. */
const mostOfFolder = 6_000_000;
/** Longer files are generated, not written. In UTF-16 code units. */
const longestModule = 500_000;
/** How much of installed packages is read in all, so that no library fills the memory with trees. In UTF-16 code units. */
const mostOfPackages = 6_000_000;

/**
 * The files that open texts import. Explaining is synchronous and never waits for a file: what is not there
 * yet is noted, `load` reads it, and a new `version` says that explanations can know more than before.
 */
export class Workspace {
  private readonly modules = new Map<string, Module | null>();
  private readonly texts = new Map<string, string | null>();
  private readonly folders = new Map<string, FolderTexts | null>();
  private readonly wantedFolders = new Map<string, Folder>();
  /** Files of code that have changed since the folders were looked through. */
  private readonly stale = new Set<string>();
  private ofPackages = 0;
  /** What the next `load` reads: files that were asked for, and files that have changed. */
  private readonly wanted = new Set<string>();
  private current = 0;
  private loading: Promise<void> | undefined;
  /** What a language server is asked where no file tells. */
  readonly questions: Questions;

  constructor(
    private readonly reader: SyntaxReader,
    private readonly files: Files,
  ) {
    this.questions = new Questions(files, () => this.current++);
  }

  /** Changes whenever a file has come, changed or gone, or a language server has told more. */
  get version(): number {
    return this.current;
  }

  get roots(): readonly string[] {
    return this.files.roots;
  }

  /** See `Files`. */
  beside(path: string): readonly string[] {
    return this.files.beside?.(path) ?? [];
  }

  /** What is beside what has changed. */
  rearranged(): void {
    this.current++;
  }

  /** A file; null if there is none, undefined if it has not been read yet: the next `load` does. */
  module(path: string): Module | null | undefined {
    const module = this.modules.get(path);
    if (module === undefined) this.wanted.add(path);
    return module;
  }

  /** The text of a file that is no code, such as a `package.json`; null and undefined as for `module`. */
  text(path: string): string | null | undefined {
    const text = this.texts.get(path);
    if (text === undefined) this.wanted.add(path);
    return text;
  }

  /**
   * The files of a folder whose text matches a pattern; null where there are too many to look through, or the host cannot
   * list them, undefined if they have not been read yet: the next `load` does.
   */
  matching(path: string, deep: boolean, pattern: RegExp): readonly string[] | null | undefined {
    if (!this.files.list) return null;
    const key = keyOfFolder({ path, deep });
    const folder = this.folders.get(key);
    if (folder === undefined) this.wantedFolders.set(key, { path, deep });
    if (!folder) return folder;
    let found = folder.matching.get(pattern.source);
    if (!found) {
      found = [...folder.texts].flatMap(([file, text]) => (pattern.test(text) ? [file] : []));
      folder.matching.set(pattern.source, found);
    }
    return found;
  }

  /** Reads the files that were asked for or have changed since the last time; false if there were none. */
  async load(): Promise<boolean> {
    if (this.loading) {
      await this.loading;
      return true;
    }
    const paths = [...this.wanted];
    this.wanted.clear();
    const folders = [...this.wantedFolders.values()];
    this.wantedFolders.clear();
    if (paths.length + folders.length === 0) return false;
    this.loading = this.fetch(paths, folders);
    await this.loading;
    this.loading = undefined;
    return true;
  }

  private async fetch(paths: readonly string[], folders: readonly Folder[]): Promise<void> {
    await Promise.all(paths.map((path) => this.read(path)));
    const stale = this.folders.size > 0 ? [...this.stale] : [];
    this.stale.clear();
    await Promise.all(stale.map((path) => this.lookAgain(path)));
    for (const folder of folders) this.folders.set(keyOfFolder(folder), await this.look(folder));
    this.current++;
  }

  /** Reads the code in a folder, without parsing it. */
  private async look({ path, deep }: Folder): Promise<FolderTexts | null> {
    const paths = (await this.files.list?.(path, deep)) ?? null;
    if (paths === null) return null;
    const texts = new Map<string, string>();
    const read = await Promise.all(
      paths.map(async (file) => [file, await this.files.read(file)] as const),
    );
    let size = 0;
    for (const [file, text] of read) {
      if (text === null || text.length > longestModule) continue;
      size += text.length;
      if (size > mostOfFolder) return null;
      texts.set(file, text);
    }
    return { texts, matching: new Map() };
  }

  private async lookAgain(path: string): Promise<void> {
    const text = await this.files.read(path);
    for (const [key, folder] of this.folders) {
      const isIn = key === keyOfFolder({ path: folderOf(path), deep: false });
      if (!folder || !(isIn || (key.startsWith('+') && path.startsWith(key.slice(1))))) continue;
      if (text === null) folder.texts.delete(path);
      else folder.texts.set(path, text);
      folder.matching.clear();
    }
  }

  /**
   * A file has changed, come or gone: the next `load` reads it anew, and until then it is known as it was.
   * Whether anybody has asked for it.
   */
  changed(path: string): boolean {
    const isUsed = this.modules.has(path) || this.texts.has(path);
    if (isUsed) this.wanted.add(path);
    // A text that is only looked through is read anew with the next files that somebody asks for.
    if (languageIdOfFile(path) !== undefined) this.stale.add(path);
    return isUsed;
  }

  dispose(): void {
    for (const module of this.modules.values()) module?.document.dispose();
    this.modules.clear();
    this.texts.clear();
    this.folders.clear();
    this.current++;
  }

  private async read(path: string): Promise<void> {
    const languageId = languageIdOfFile(path);
    const isFull = this.modules.size + this.texts.size >= mostPaths;
    const text = isFull ? null : await this.files.read(path);
    if (languageId === undefined) {
      this.texts.set(path, text);
      return;
    }
    const module = text === null ? null : await this.parse(path, languageId, text);
    this.modules.get(path)?.document.dispose();
    this.modules.set(path, module);
  }

  private async parse(path: string, languageId: string, text: string): Promise<Module | null> {
    if (text.length > longestModule) return null;
    if (path.includes('/node_modules/')) {
      if (this.ofPackages + text.length > mostOfPackages) return null;
      this.ofPackages += text.length;
    }
    const document = await this.reader.open(languageId, text);
    return { document, suspensions: new SuspensionIndex(document).current };
  }
}

function keyOfFolder({ path, deep }: Folder): string {
  return `${deep ? '+' : '-'}${path}/`;
}
