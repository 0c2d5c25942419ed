import * as vscode from 'vscode';
import { SyntaxReader } from '../core/syntax/document';

/** Reads the grammars that ship with the extension: from the disk or, in the browser, from its server. */
export function syntaxReader(extensionUri: vscode.Uri): SyntaxReader {
  return new SyntaxReader(async (name) =>
    vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist', 'wasm', name)),
  );
}
