import { languageIdOfFile } from '../language';
import type { Position } from '../position';
import { SuspensionIndex } from '../suspension/suspensions';
import type { Suspensions } from '../suspension/types';
import type { SyntaxDocument, SyntaxReader } from '../syntax/document';
import { folderOf } from './resolve/paths';

/** The files beside a text, as the host has them: on a disk, in an editor, in a test. */
export interface Files {
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
  /** Where what stands at a position is defined, if the host has a language server to ask; null where none knows. */
  definition?(at: Location): Promise<Location | null>;
  /** What is shown where the mouse rests on a position, as Markdown; null where nobody says anything. */
  hover?(at: Location): Promise<string | null>;
}

/** What a language server said of a place. */
interface Told {
  readonly definition: Location | null;
  /** Asked only after where it is defined has not helped; undefined until then. */
  readonly hover?: string | null;
}

/** A place in a file. */
export interface Location {
  readonly path: string;
  readonly position: Position;
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
/** How many definitions are asked for at a time: a language server has other things to do. */
const mostQuestions = 40;
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
  private readonly told = new Map<string, Told>();
  private readonly questions = new Map<string, Location>();
  /** How often each file was edited: an answer about an older text is dropped. */
  private readonly edits = new Map<string, number>();
  private current = 0;
  private loading: Promise<void> | undefined;
  private consulting: Promise<unknown> | undefined;

  constructor(
    private readonly reader: SyntaxReader,
    private readonly files: Files,
  ) {}

  /** Changes whenever a file has come, changed or gone. */
  get version(): number {
    return this.current;
  }

  get roots(): readonly string[] {
    return this.files.roots;
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

  /** Where what stands at a place is defined; undefined if nobody has been asked yet: the next `load` does. */
  definition(at: Location): Location | null | undefined {
    if (!this.files.definition) return null;
    const told = this.told.get(keyOf(at));
    if (!told) this.ask(at);
    return told?.definition;
  }

  /** What a hover says of a place whose definition has not helped; null and undefined as for `definition`. */
  hover(at: Location): string | null | undefined {
    if (!this.files.hover) return null;
    const told = this.told.get(keyOf(at));
    if (told?.hover === undefined) this.ask(at);
    return told?.hover;
  }

  private ask(at: Location): void {
    if (this.questions.size < mostQuestions) this.questions.set(keyOf(at), at);
  }

  /** What was said of places of this file no longer holds, nor do answers that are still to come: its text has changed. */
  edited(path: string): void {
    dropOf(path, this.told);
    this.withdraw(path);
    this.edits.set(path, this.editsOf(path) + 1);
  }

  /** What was to be asked of places of this file need not be any more, as far as it is not noted again. */
  withdraw(path: string): void {
    dropOf(path, this.questions);
  }

  private editsOf(path: string): number {
    return this.edits.get(path) ?? 0;
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

  /** Asks the language server what was noted since the last time; false if there was nothing. */
  async consult(): Promise<boolean> {
    if (this.consulting) {
      await this.consulting;
      return true;
    }
    const questions = [...this.questions.values()];
    this.questions.clear();
    if (questions.length === 0) return false;
    this.consulting = Promise.all(questions.map((at) => this.answer(at)));
    await this.consulting;
    this.consulting = undefined;
    this.current++;
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

  /** Asks where a place is defined, and what is shown there once that is known not to help. */
  private async answer(at: Location): Promise<void> {
    const key = keyOf(at);
    const known = this.told.get(key);
    const edits = this.editsOf(at.path);
    const told: Told = known
      ? { ...known, hover: (await this.files.hover?.(at)) ?? null }
      : { definition: (await this.files.definition?.(at)) ?? null };
    if (this.editsOf(at.path) === edits) this.told.set(key, told);
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

function dropOf(path: string, known: Map<string, unknown>): void {
  for (const key of known.keys()) if (key.startsWith(`${path}:`)) known.delete(key);
}

function keyOf({ path, position: { line, character } }: Location): string {
  return `${path}:${line}:${character}`;
}

function keyOfFolder({ path, deep }: Folder): string {
  return `${deep ? '+' : '-'}${path}/`;
}
