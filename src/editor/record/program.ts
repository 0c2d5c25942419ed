import * as vscode from 'vscode';

/** What is run: a file that is there, with the text of the document at the same lines and columns. */
export interface ProgramFile {
  readonly file: vscode.Uri;
  readonly text: string;
  /** The file of which that one is a piece; null where it is whole, or a piece of what is no file. */
  readonly pieceOf: vscode.Uri | null;
}

/**
 * The file to run for a document, or for a selection of it. A file is saved first; a selection, and a document that has
 * no file, are written to `storage`, which is the extension's own, and holds nothing else: a program would import what is there.
 */
export async function programFile(
  document: vscode.TextDocument,
  selection: vscode.Range | null,
  storage: vscode.Uri,
): Promise<ProgramFile> {
  if (document.uri.scheme === 'file' && !selection) {
    // Saving may format the text.
    if (document.isDirty) await document.save();
    return { file: document.uri, text: document.getText(), pieceOf: null };
  }
  const text = selection ? selectedText(document, selection) : document.getText();
  await emptied(storage);
  const file = vscode.Uri.joinPath(storage, nameOf(document));
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  return { file, text, pieceOf: document.uri.scheme === 'file' ? document.uri : null };
}

async function emptied(folder: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.createDirectory(folder);
  await vscode.workspace.fs.delete(folder, { recursive: true });
  await vscode.workspace.fs.createDirectory(folder);
}

/**
 * The selected lines at their own place, the lines before them empty. Where they are indented (a comment may stand anywhere), the
 * line before them opens a block, so that Python takes them as they stand.
 */
function selectedText(document: vscode.TextDocument, { start, end }: vscode.Range): string {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  const lines: string[] = [];
  for (let line = start.line; line <= last; line++) lines.push(document.lineAt(line).text);
  const before = Array.from({ length: start.line }, () => '');
  const first = lines.find((line) => /^\s*[^\s#]/.test(line)) ?? '';
  if (/^\s/.test(first) && document.languageId === 'python') before[start.line - 1] = 'if True:';
  return [...before, ...lines, ''].join('\n');
}

function nameOf({ uri, languageId }: vscode.TextDocument): string {
  const base = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  const extension = { python: 'py', typescript: 'ts', typescriptreact: 'tsx' }[languageId] ?? 'js';
  return `${base.replace(/[^\w.-]/g, '_') || 'program'}.${extension}`;
}
