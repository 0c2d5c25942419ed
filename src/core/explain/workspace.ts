import { languageIdOfFile } from '../language';
import { SuspensionIndex } from '../suspension/suspensions';
import type { Suspensions } from '../suspension/types';
import type { SyntaxDocument, SyntaxReader } from '../syntax/document';

/** The files beside a text, as the host has them: on a disk, in an editor, in a test. */
export interface Files {
  /** Folders from which absolute imports are looked for, as `sys.path` has them. */
  readonly roots: readonly string[];
  /**
   * The present text of a file; null where there is none, or none that can be read. Paths are made from
   * those that the host gave by taking and adding steps separated by `/`.
   */
  read(path: string): Promise<string | null>;
}

/** Where a text stands: its own path, and the files that it may import. */
export interface Place {
  readonly path: string;
  readonly workspace: Workspace;
}

/** Another file's text, read and parsed. */
interface Module {
  readonly document: SyntaxDocument;
  readonly suspensions: Suspensions;
}

/** More paths are not looked at, most of them of files that are not there, so that no project fills the memory with trees. */
const mostPaths = 10_000;
/** Longer files are generated, not written. In UTF-16 code units. */
const longestModule = 500_000;

/**
 * The files that open texts import. Explaining is synchronous and never waits for a file: what is not there
 * yet is noted, `load` reads it, and a new `version` says that explanations can know more than before.
 */
export class Workspace {
  private readonly modules = new Map<string, Module | null>();
  /** What the next `load` reads: files that were asked for, and files that have changed. */
  private readonly wanted = new Set<string>();
  private current = 0;
  private loading: Promise<void> | undefined;

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

  /** Reads the files that were asked for or have changed since the last time; false if there were none. */
  async load(): Promise<boolean> {
    if (this.loading) {
      await this.loading;
      return true;
    }
    const paths = [...this.wanted];
    this.wanted.clear();
    if (paths.length === 0) return false;
    this.loading = this.read(paths);
    await this.loading;
    this.loading = undefined;
    return true;
  }

  private async read(paths: readonly string[]): Promise<void> {
    for (const [path, module] of await Promise.all(paths.map((path) => this.open(path)))) {
      this.modules.get(path)?.document.dispose();
      this.modules.set(path, module);
    }
    this.current++;
  }

  /**
   * A file has changed, come or gone: the next `load` reads it anew, and until then it is known as it was.
   * Whether anybody has asked for it.
   */
  changed(path: string): boolean {
    if (!this.modules.has(path)) return false;
    this.wanted.add(path);
    return true;
  }

  dispose(): void {
    for (const module of this.modules.values()) module?.document.dispose();
    this.modules.clear();
    this.current++;
  }

  private async open(path: string): Promise<readonly [string, Module | null]> {
    const languageId = languageIdOfFile(path);
    if (languageId === undefined || this.modules.size >= mostPaths) return [path, null];
    const text = await this.files.read(path);
    if (text === null || text.length > longestModule) return [path, null];
    const document = await this.reader.open(languageId, text);
    return [path, { document, suspensions: new SuspensionIndex(document).current }];
  }
}
