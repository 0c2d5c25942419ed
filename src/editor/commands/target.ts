import * as vscode from 'vscode';
import type { Analysis } from '../../core/analysis';
import { dialectOf } from '../../core/language';
import type { Position } from '../../core/position';
import type { AnalysisStore } from '../analysisStore';
import { fromPosition } from '../convert';
import { advise } from './advice';
import { placeArguments } from './arguments';

/** A place in an open, analysed document. */
export interface Target {
  readonly document: vscode.TextDocument;
  readonly analysis: Analysis;
  readonly position: Position;
}

/** Where a lens or link points to; undefined for arguments that are no place, or a document that is gone. */
export async function targetOf(
  store: AnalysisStore,
  argument: unknown,
): Promise<Target | undefined> {
  const place = placeArguments(argument);
  if (!place) return undefined;
  const document = await documentAt(place.uri);
  const analysis = document && (await store.open(document));
  return analysis && { document, analysis, position: place };
}

async function documentAt(uri: string): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  } catch {
    return undefined;
  }
}

/**
 * The cursor of the active editor, or of the one beside the panel that has the focus. Where there is nothing to work on, it tells the user what to do
 * instead, waits for no answer and gives undefined.
 */
export async function targetAtCursor(store: AnalysisStore): Promise<Target | undefined> {
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors.find(isRead);
  if (!editor) {
    void advise(vscode.l10n.t('Open a Python, TypeScript or JavaScript file first.'), true);
    return undefined;
  }
  const { document } = editor;
  const analysis = await store.open(document);
  if (analysis) return { document, analysis, position: fromPosition(editor.selection.active) };
  void advise(
    dialectOf(document.languageId)
      ? vscode.l10n.t('This file is longer than the setting awaitLens.maxFileLength allows.')
      : vscode.l10n.t(
          'Await Lens reads Python, TypeScript and JavaScript. Open such a file first.',
        ),
    true,
  );
  return undefined;
}

function isRead({ document }: vscode.TextEditor): boolean {
  return dialectOf(document.languageId) !== undefined;
}
