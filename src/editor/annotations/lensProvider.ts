import * as vscode from 'vscode';
import type { Analysis } from '../../core/analysis';
import { languageIds } from '../../core/language';
import type { AnalysisStore } from '../analysisStore';
import { definitionAt } from '../cursor';
import { onDidChangeSettings, settingsFor } from '../settings';
import type { Recordings } from '../record/recordings';
import { nextTurn } from '../timing';
import type { Annotations } from './annotations';
import { codeLensesOf } from './codeLenses';
import { withMeasured } from './measured';
import type { AnnotationSource } from './source';

/** More points than these are not explained at one go: it would hold up every other extension. */
const manyPoints = 1000;

/**
 * The code lenses. Once a document has been opened they are answered within the call, from the
 * analysis that its edits have kept up to date: VS Code shows lenses when the slowest extension has
 * answered, so an answer that takes time would delay everybody's. Only those of a very long file are made bit by bit.
 */
export function registerLenses(
  source: AnnotationSource,
  store: AnalysisStore,
  recordings: Recordings,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const enteredFunction = new FunctionWatcher(store);
  const given = new WeakMap<vscode.TextDocument, string>();
  const lensesOf = (document: vscode.TextDocument) => {
    const annotations = shown(source, document);
    return annotations && codeLensesOf(document, withMeasured(annotations, document, recordings));
  };
  const give = (document: vscode.TextDocument) => {
    const lenses = lensesOf(document);
    if (lenses) given.set(document, wordingOf(lenses));
    return lenses;
  };
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document, token) {
      if (settingsFor(document).placement !== 'codeLens') return [];
      const analysis = store.get(document);
      if (analysis && !takesLong(analysis)) return give(document);
      return store
        .open(document)
        .then(() => preparedBitByBit(store, document, token))
        .then(() => (token.isCancellationRequested ? [] : (give(document) ?? [])));
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider(
      languageIds.map((language) => ({ language })),
      provider,
    ),
    onDidChangeSettings(() => changed.fire()),
    recordings.onDidChangeWaits(() => changed.fire()),
    store.onDidChange(({ document, changes }) => {
      // After an edit VS Code asks by itself, after more is known it does not; and it asks all extensions, so for nothing it is not told.
      if (changes?.length !== 0 || !given.has(document)) return;
      if (given.get(document) !== wordingOf(lensesOf(document) ?? [])) changed.fire();
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      const { placement, scope } = settingsFor(textEditor.document);
      if (placement !== 'codeLens' || scope !== 'function') return;
      if (enteredFunction.check(textEditor)) changed.fire();
    }),
  );
}

function takesLong(analysis: Analysis): boolean {
  return analysis.suspensions.points.length > manyPoints && !analysis.isPrepared;
}

/** Works out what the lenses say, anew after each edit that comes in between, until that is done or nobody asks any more. */
async function preparedBitByBit(
  store: AnalysisStore,
  document: vscode.TextDocument,
  token: vscode.CancellationToken,
): Promise<void> {
  for (;;) {
    const analysis = store.get(document);
    if (!analysis || !takesLong(analysis) || token.isCancellationRequested) return;
    await analysis.prepare(nextTurn);
  }
}

/** All that is seen of lenses. */
function wordingOf(lenses: readonly vscode.CodeLens[]): string {
  return lenses.map(({ range, command }) => `${range.start.line}: ${command?.title}`).join('\n');
}

/** What the settings leave of a document's annotations; undefined until it has been opened. */
function shown(source: AnnotationSource, document: vscode.TextDocument): Annotations | undefined {
  if (settingsFor(document).scope === 'file') return source.get(document);
  const editor = editorOf(document);
  return editor ? source.aroundCursor(editor) : source.get(document);
}

/** The editor whose cursor counts: the active one, else any that shows the document. */
function editorOf(document: vscode.TextDocument): vscode.TextEditor | undefined {
  const active = vscode.window.activeTextEditor;
  if (active?.document === document) return active;
  return vscode.window.visibleTextEditors.find((editor) => editor.document === document);
}

/** Tells when a cursor has gone to another function. */
class FunctionWatcher {
  private readonly last = new WeakMap<vscode.TextEditor, string>();

  constructor(private readonly store: AnalysisStore) {}

  check(editor: vscode.TextEditor): boolean {
    const analysis = this.store.get(editor.document);
    if (!analysis) return false;
    const info = definitionAt(analysis.suspensions, editor.selection.active);
    const key = info ? `${info.range.start.line}:${info.range.start.character}` : '';
    if (this.last.get(editor) === key) return false;
    this.last.set(editor, key);
    return true;
  }
}
