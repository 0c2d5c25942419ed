import { explainPoint, gistOfPoint } from './explain/explain';
import type { Explanation, Gist } from './explain/types';
import { SuspensionIndex } from './suspension/suspensions';
import type { Suspensions } from './suspension/types';
import type { SyntaxDocument, SyntaxReader, TextChange } from './syntax/document';

/** All that is known of one open text without running it. */
export class Analysis {
  private readonly index: SuspensionIndex;
  private explanations: (Explanation | undefined)[] = [];
  private gists: (Gist | undefined)[] = [];

  private constructor(readonly document: SyntaxDocument) {
    this.index = new SuspensionIndex(document);
  }

  /** Errors: a `languageId` that `dialectOf` does not know. Never throws on the text itself. */
  static async open(reader: SyntaxReader, languageId: string, text: string): Promise<Analysis> {
    return new Analysis(await reader.open(languageId, text));
  }

  get suspensions(): Suspensions {
    return this.index.current;
  }

  /** Makes the changes one after the other, each with positions in the text that the ones before it left. */
  edit(changes: readonly TextChange[]): void {
    this.index.update(changes);
    this.explanations = [];
    this.gists = [];
  }

  /** What a lens says of a point: quicker than the whole explanation, where every point is asked for. */
  gist(point: number): Gist {
    return (this.gists[point] ??=
      this.explanations[point] ?? gistOfPoint(this.document, this.suspensions, point));
  }

  /** The explanation of a point, by its index in `suspensions.points`; worked out once per edit. */
  explain(point: number): Explanation {
    return (this.explanations[point] ??= explainPoint(this.document, this.suspensions, point));
  }

  /** Frees the syntax tree's memory; nothing may be asked of the analysis afterwards. */
  dispose(): void {
    this.document.dispose();
  }
}
