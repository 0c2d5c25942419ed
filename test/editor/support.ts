import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SyntaxReader } from '../../src/core/syntax/document';
import { syntaxReader } from '../../src/editor/wasm';
import manifest from '../../package.json';

export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(`${manifest.publisher}.${manifest.name}`);
  assert.ok(found, 'The extension is not installed');
  return found;
}

/** A reader of our own, with the grammars as they ship. */
export function reader(): SyntaxReader {
  return syntaxReader(extension().extensionUri);
}

/** A sample as it ships, shown in the first editor group. */
export async function showSample(path: string): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.joinPath(extension().extensionUri, 'samples', path);
  return show(await vscode.workspace.openTextDocument(uri));
}

/** An untitled document with this text, shown in the first editor group. */
export async function showText(language: string, content: string): Promise<vscode.TextEditor> {
  return show(await vscode.workspace.openTextDocument({ language, content }));
}

async function show(document: vscode.TextDocument): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(document, vscode.ViewColumn.One);
}

/** The lenses that are ours, as they would be painted: `line: title`, lines counted from 1. */
export async function lensesOf(document: vscode.TextDocument): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
  );
  return lenses
    .filter(({ command }) => command?.command.startsWith('awaitLens.'))
    .map(({ range, command }) => `${range.start.line + 1}: ${command?.title ?? ''}`);
}

/** Our hover's parts at a place, lines and characters counted from 0. */
export async function hoverAt(
  document: vscode.TextDocument,
  line: number,
  character: number,
): Promise<vscode.MarkdownString[]> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    new vscode.Position(line, character),
  );
  const parts = hovers.map(({ contents }) =>
    contents.filter((part): part is vscode.MarkdownString => part instanceof vscode.MarkdownString),
  );
  return parts.find((own) => own.some(({ value }) => value.includes('awaitLens.'))) ?? [];
}

/** Changes one of our settings for the user; `undefined` takes the change back. */
export async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration('awaitLens')
    .update(name, value, vscode.ConfigurationTarget.Global);
}

/** Waits for something that another process does in its own time. */
export async function eventually<T>(what: string, attempt: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const value = attempt();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited too long for ${what}`);
}

/** Closes every editor; what was typed into them is thrown away without a question. */
export async function closeAllEditors(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
