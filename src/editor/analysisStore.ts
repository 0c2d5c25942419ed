import * as vscode from 'vscode';
import type { Analysis } from '../core/analysis';
import { dialectOf } from '../core/language';
import type { SuspensionPoint } from '../core/suspension/types';
import type { TextChange } from '../core/syntax/document';
import { fromChange, toPosition } from './convert';
import { loadAnalyser } from './parts';
import { settingsFor } from './settings';
import { nextTurn } from './timing';

/**
 * What happened to a document's analysis: `changes` is absent when it has just been opened or closed, and empty when
 * more is known of it than before.
 */
export interface AnalysisChange {
  readonly document: vscode.TextDocument;
  readonly changes?: readonly TextChange[];
}

/** In ms. */
const pauseBeforeFollowing = 150;

/** Opens the analysis of a document's present text. */
type Open = (document: vscode.TextDocument) => Promise<Analysis>;

/** One document's analysis, and the edits that came while it was being opened. */
interface Entry {
  opening: Promise<void>;
  analysis?: Analysis;
  /** Version of the document that `analysis` is of. */
  version: number;
  readonly missed: (readonly TextChange[])[];
  readonly tooLong: boolean;
  closed: boolean;
  /** The revision of `analysis` that features were last told of. */
  revision: number;
  /** When the files that it imports are to be read. */
  following?: ReturnType<typeof setTimeout>;
}

/**
 * The analyses of the open documents. A document is opened when a feature first asks for it, edited
 * within each of its change events, and disposed of when it closes: an analysis that is handed out
 * is always of the document's present text.
 */
export class AnalysisStore implements vscode.Disposable {
  private readonly entries = new Map<vscode.TextDocument, Entry>();
  private readonly changed = new vscode.EventEmitter<AnalysisChange>();
  private readonly subscriptions: { dispose(): unknown }[];
  private analyser: Promise<Open> | undefined;

  /** Fires after an analysis was opened, edited or closed. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscriptions = [
      this.changed,
      vscode.workspace.onDidChangeTextDocument((event) => this.edit(event)),
      vscode.workspace.onDidCloseTextDocument((document) => this.close(document)),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.show(textEditor)),
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of editors) this.show(editor);
      }),
    ];
  }

  /** The analysis of the document's present text; undefined until it has been opened. */
  get(document: vscode.TextDocument): Analysis | undefined {
    const entry = this.entries.get(document);
    return entry?.version === document.version ? entry.analysis : undefined;
  }

  /** Opens the document if need be; undefined where it cannot be read, is too long, or was closed. */
  async open(document: vscode.TextDocument): Promise<Analysis | undefined> {
    const ready = this.get(document);
    if (ready) return ready;
    if (document.isClosed || !dialectOf(document.languageId)) return undefined;
    let entry = this.entries.get(document);
    if (!entry) {
      entry = this.begin(document);
      this.entries.set(document, entry);
      if (entry.tooLong) this.changed.fire({ document });
    }
    await entry.opening;
    return this.get(document);
  }

  /** Whether the document was left alone because it is longer than the settings allow. */
  skips(document: vscode.TextDocument): boolean {
    return this.entries.get(document)?.tooLong ?? false;
  }

  /** Forgets which documents were too long, so that a new limit takes effect. */
  reconsider(): void {
    for (const [document, { tooLong }] of this.entries) {
      if (tooLong === isTooLong(document)) continue;
      this.close(document);
    }
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const document of [...this.entries.keys()]) this.close(document);
  }

  private begin(document: vscode.TextDocument): Entry {
    const tooLong = isTooLong(document);
    const entry: Entry = {
      opening: Promise.resolve(),
      version: document.version,
      missed: [],
      tooLong,
      closed: false,
      revision: 0,
    };
    if (tooLong) {
      this.log.info(`Longer than awaitLens.maxFileLength: ${document.uri.toString(true)}`);
    } else {
      entry.opening = this.load(document, entry);
    }
    return entry;
  }

  private async loadAnalyser(): Promise<Open> {
    const { Analysis, Workspaces, syntaxReader } = await loadAnalyser();
    const reader = syntaxReader(this.extensionUri);
    const workspaces = new Workspaces(reader, () => this.followAll());
    this.subscriptions.push(workspaces);
    return async (document) =>
      Analysis.open(reader, document.languageId, document.getText(), workspaces.placeOf(document));
  }

  private async load(document: vscode.TextDocument, entry: Entry): Promise<void> {
    try {
      const open = await (this.analyser ??= this.loadAnalyser());
      const analysis = await open(document);
      if (entry.closed) {
        analysis.dispose();
        return;
      }
      for (const changes of entry.missed.splice(0)) analysis.edit(changes);
      entry.analysis = analysis;
      entry.revision = analysis.revision;
      this.changed.fire({ document });
      this.follow(document, entry);
    } catch (error) {
      this.log.error(`Cannot analyse ${document.uri.toString(true)}`, error);
    }
  }

  /**
   * VS Code gives the changes of one event in an order in which they can be applied one after the
   * other: last in the text first, all ranges as before the event.
   */
  private edit({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const entry = this.entries.get(document);
    if (!entry) return;
    entry.version = document.version;
    if (contentChanges.length === 0) return;
    const changes = contentChanges.map(fromChange);
    if (entry.analysis) {
      entry.analysis.edit(changes);
      this.changed.fire({ document, changes });
      this.follow(document, entry);
    } else {
      entry.missed.push(changes);
    }
  }

  private followAll(): void {
    for (const [document, entry] of this.entries) this.follow(document, entry);
  }

  /** What is asked of a language server is asked for what is shown. */
  private show({ document }: vscode.TextEditor): void {
    const entry = this.entries.get(document);
    if (entry) this.follow(document, entry);
  }

  /** Reads what the document imports, once nobody has typed for a moment: no edit and no first paint waits for it. */
  private follow(document: vscode.TextDocument, entry: Entry): void {
    clearTimeout(entry.following);
    entry.following = setTimeout(() => void this.settle(document, entry), pauseBeforeFollowing);
  }

  private async settle(document: vscode.TextDocument, entry: Entry): Promise<void> {
    const { analysis } = entry;
    if (!analysis) return;
    try {
      await analysis.settle(nextTurn);
      this.tellMore(document, entry);
      // A language server may take its time: what the files tell is shown before.
      await analysis.consult(nextTurn, (point) => isShown(document, point));
      this.tellMore(document, entry);
    } catch (error) {
      this.log.error(`Cannot follow the imports of ${document.uri.toString(true)}`, error);
    }
  }

  /** Tells the features if more is known than they were told. */
  private tellMore(document: vscode.TextDocument, entry: Entry): void {
    const revision = entry.analysis?.revision ?? 0;
    if (entry.closed || entry.revision === revision) return;
    entry.revision = revision;
    this.changed.fire({ document, changes: [] });
  }

  private close(document: vscode.TextDocument): void {
    const entry = this.entries.get(document);
    if (!entry) return;
    this.entries.delete(document);
    entry.closed = true;
    clearTimeout(entry.following);
    entry.analysis?.dispose();
    this.changed.fire({ document });
  }
}

/** Whether an editor shows the line that a point begins on. */
function isShown(document: vscode.TextDocument, { keywordRange }: SuspensionPoint): boolean {
  const at = toPosition(keywordRange.start);
  return vscode.window.visibleTextEditors.some(
    (editor) =>
      editor.document === document && editor.visibleRanges.some((range) => range.contains(at)),
  );
}

function isTooLong(document: vscode.TextDocument): boolean {
  return document.getText().length > settingsFor(document).maxFileLength;
}
