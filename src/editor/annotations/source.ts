import type * as vscode from 'vscode';
import type { Analysis } from '../../core/analysis';
import type { AnalysisStore } from '../analysisStore';
import { definitionAt } from '../cursor';
import type { Annotations } from './annotations';
import { annotationsOf } from './annotations';
import { nearestOwner, ofFunction } from './lines';
import { SteadyAnnotations } from './steady';

interface Shown {
  readonly steady: SteadyAnnotations;
  /** Settled for this version of the document, and of the analysis. */
  settled?: {
    readonly version: number;
    readonly revision: number;
    readonly annotations: Annotations;
  };
}

/** The annotations of the open documents, whichever way they are shown. */
export class AnnotationSource implements vscode.Disposable {
  private readonly shown = new WeakMap<vscode.TextDocument, Shown>();
  private readonly subscription: vscode.Disposable;

  constructor(private readonly store: AnalysisStore) {
    this.subscription = store.onDidChange(({ document, changes }) => {
      if (changes) this.shown.get(document)?.steady.edit(changes);
      else this.shown.delete(document);
    });
  }

  /** The whole document's; undefined until its analysis has been opened. */
  get(document: vscode.TextDocument): Annotations | undefined {
    const analysis = this.store.get(document);
    return analysis && this.settle(document, analysis);
  }

  /** As `get`, after opening the document if need be. */
  async open(document: vscode.TextDocument): Promise<Annotations | undefined> {
    await this.store.open(document);
    return this.get(document);
  }

  /** Only those of the function that has the editor's cursor. */
  aroundCursor(editor: vscode.TextEditor): Annotations | undefined {
    const analysis = this.store.get(editor.document);
    if (!analysis) return undefined;
    const annotations = this.settle(editor.document, analysis);
    const { active } = editor.selection;
    const owner = definitionAt(analysis.suspensions, active)?.range.start;
    const isBroken = analysis.document.root.hasError;
    return ofFunction(annotations, owner ?? (isBroken ? nearestOwner(annotations, active) : null));
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private settle(document: vscode.TextDocument, analysis: Analysis): Annotations {
    let shown = this.shown.get(document);
    if (!shown) {
      shown = { steady: new SteadyAnnotations() };
      this.shown.set(document, shown);
    }
    const { revision } = analysis;
    if (shown.settled?.version !== document.version || shown.settled.revision !== revision) {
      const annotations = shown.steady.settle(annotationsOf(analysis), {
        broken: analysis.document.root.hasError,
        lineAt: (line) => (line < document.lineCount ? document.lineAt(line).text : ''),
      });
      shown.settled = { version: document.version, revision, annotations };
    }
    return shown.settled.annotations;
  }
}
