import { Explanations } from './explain/explain';
import type { Explanation, Gist } from './explain/types';
import type { Place } from './explain/workspace';
import { SuspensionIndex } from './suspension/suspensions';
import type { SuspensionPoint, Suspensions } from './suspension/types';
import type { SyntaxDocument, SyntaxReader, TextChange } from './syntax/document';

/** How many times what a file imports is read before it is left as it is: a chain of imports may be that long. */
const mostRounds = 12;

/** How many points are explained before the host may go on: some milliseconds' worth. */
const pointsAtOnce = 16;

/** All that is known of one open text without running it. */
export class Analysis {
  private readonly index: SuspensionIndex;
  private current: Explanations | undefined;
  private currentRevision = 0;
  /** The version of what was worked out of which all lenses have been. */
  private prepared: Explanations | undefined;
  /** Whether there is anything in it to ask a language server. */
  private leavesOpen = false;
  private disposed = false;
  private explanations: (Explanation | undefined)[] = [];
  private gists: (Gist | undefined)[] = [];

  private constructor(
    readonly document: SyntaxDocument,
    private readonly place: Place | null,
  ) {
    this.index = new SuspensionIndex(document);
  }

  /**
   * `place` lets explanations follow imports into other files; without it, each text stands alone.
   * Errors: a `languageId` that `dialectOf` does not know. Never throws on the text itself.
   */
  static async open(
    reader: SyntaxReader,
    languageId: string,
    text: string,
    place: Place | null = null,
  ): Promise<Analysis> {
    return new Analysis(await reader.open(languageId, text), place);
  }

  /** Changes whenever explanations may have, without an edit: a file that the text imports has been read. */
  get revision(): number {
    return this.place?.workspace.version ?? 0;
  }

  get suspensions(): Suspensions {
    return this.index.current;
  }

  /** Makes the changes one after the other, each with positions in the text that the ones before it left. */
  edit(changes: readonly TextChange[]): void {
    this.index.update(changes);
    this.place?.workspace.questions.edited(this.place.path, changes);
    this.current = undefined;
  }

  /** What a lens says of a point: quicker than the whole explanation, where every point is asked for. */
  gist(point: number): Gist {
    const { program } = this;
    return (this.gists[point] ??= this.explanations[point] ?? program.gist(point));
  }

  /** The explanation of a point, by its index in `suspensions.points`; worked out once per edit. */
  explain(point: number): Explanation {
    const { program } = this;
    return (this.explanations[point] ??= program.explain(point));
  }

  /** Whether all lenses have been worked out, so that asking for them takes no time. */
  get isPrepared(): boolean {
    return this.prepared === this.program;
  }

  /** Works out what all lenses say, with `pause` as for `settle`; false if an edit or the end came in between. */
  async prepare(pause?: () => Promise<void>): Promise<boolean> {
    if (this.isPrepared) return true;
    const { suspensions, program } = this;
    for (const point of suspensions.points.keys()) {
      if (point > 0 && point % pointsAtOnce === 0) await pause?.();
      if (this.disposed || this.suspensions !== suspensions) return false;
      this.gist(point);
    }
    // A file may have been read in a pause, or another call have come to the end first.
    if (this.program !== program) return this.prepare(pause);
    if (this.prepared === program) return true;
    this.prepared = program;
    this.leavesOpen = this.place?.workspace.questions.withdraw(this.place.path) ?? false;
    return true;
  }

  /**
   * Reads the files that the explanations lead to, until none is missing. Explanations before that are
   * right as far as they go. Every few points it waits for `pause`, in which the host may do what is more
   * urgent; an edit in it ends the reading, as the host will ask again. Whether any file was read.
   */
  async settle(pause?: () => Promise<void>): Promise<boolean> {
    let read = false;
    for (let round = 0; this.place && !this.disposed && round < mostRounds; round++) {
      if (!(await this.prepare(pause)) || !(await this.place.workspace.load())) break;
      // What was read may tell what was to be asked.
      this.place.workspace.questions.withdraw(this.place.path);
      read = true;
    }
    return read;
  }

  /**
   * Asks the language server, once all files are read, what the source leaves open of the points that are shown, and reads
   * what its answers lead to. It may be slow: nothing else waits for it. `pause` as for `settle`. Whether more is known now.
   */
  async consult(
    pause?: () => Promise<void>,
    isShown: (point: SuspensionPoint) => boolean = () => true,
  ): Promise<boolean> {
    let more = false;
    for (let round = 0; this.place && round < mostRounds; round++) {
      await this.settle(pause);
      if (this.disposed || !this.leavesOpen) break;
      this.noteQuestions(isShown);
      if (!(await this.place.workspace.questions.consult(this.place.path))) break;
      more = true;
    }
    return more;
  }

  /** Notes what is to be asked for the points that are shown, and nothing else. */
  private noteQuestions(isShown: (point: SuspensionPoint) => boolean): void {
    this.place?.workspace.questions.withdraw(this.place.path);
    // What has been worked out is not worked out again, and so would ask nothing.
    const program = new Explanations(this, this.place);
    for (const [index, point] of this.suspensions.points.entries())
      if (isShown(point)) program.gist(index);
  }

  /** Frees the syntax tree's memory; nothing may be asked of the analysis afterwards. */
  dispose(): void {
    this.disposed = true;
    this.document.dispose();
  }

  /** What was worked out, unless the text or a file beside it has changed since. */
  private get program(): Explanations {
    if (!this.current || this.revision !== this.currentRevision) {
      this.current = new Explanations(this, this.place);
      this.currentRevision = this.revision;
      this.explanations = [];
      this.gists = [];
    }
    return this.current;
  }
}
