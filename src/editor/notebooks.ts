/** The cells of a notebook: documents of their own that run in one module, so that each sees what the others define. */

import * as vscode from 'vscode';
import { cellMark } from '../core/explain/resolve/paths';

/** Where a cell stands among the files beside its notebook; null for what is no cell of Python. */
export function cellPlace(document: vscode.TextDocument): CellPlace | null {
  const notebook = notebookOf(document);
  return notebook && document.languageId === 'python'
    ? { notebook: notebook.uri, path: pathOf(notebook, document) }
    : null;
}

interface CellPlace {
  readonly notebook: vscode.Uri;
  readonly path: string;
}

/** The cell that has this path. */
export function cellAt(path: string): vscode.TextDocument | undefined {
  return cellsOf(path).find((cell) => cell.path === path)?.document;
}

/** The paths of the other cells of the same notebook, nearest first: those before, as cells are mostly run in their order, then those after. */
export function cellsBeside(path: string): readonly string[] {
  const paths = cellsOf(path).map((cell) => cell.path);
  const own = paths.indexOf(path);
  return [...paths.slice(0, Math.max(own, 0)).reverse(), ...paths.slice(own + 1)];
}

function cellsOf(path: string): { document: vscode.TextDocument; path: string }[] {
  const [file] = path.split(cellMark);
  const notebook = vscode.workspace.notebookDocuments.find(({ uri }) => uri.path === file);
  return (notebook?.getCells() ?? []).flatMap(({ document }) =>
    notebook && document.languageId === 'python'
      ? [{ document, path: pathOf(notebook, document) }]
      : [],
  );
}

function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | null {
  if (document.uri.scheme !== 'vscode-notebook-cell') return null;
  const has = (notebook: vscode.NotebookDocument) =>
    notebook.getCells().some((cell) => cell.document === document);
  return vscode.workspace.notebookDocuments.find(has) ?? null;
}

/** It stays the same while cells are put before it. */
function pathOf({ uri }: vscode.NotebookDocument, cell: vscode.TextDocument): string {
  return `${uri.path}${cellMark}${encodeURIComponent(cell.uri.fragment)}.py`;
}
