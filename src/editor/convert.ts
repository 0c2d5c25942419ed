/** The core's plain data to `vscode` objects and back: the only place where one becomes the other. */

import * as vscode from 'vscode';
import type { Position, Range } from '../core/position';
import type { TextChange } from '../core/syntax/document';

export function toPosition({ line, character }: Position): vscode.Position {
  return new vscode.Position(line, character);
}

export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(toPosition(start), toPosition(end));
}

export function fromPosition({ line, character }: vscode.Position): Position {
  return { line, character };
}

function fromRange({ start, end }: vscode.Range): Range {
  return { start: fromPosition(start), end: fromPosition(end) };
}

export function fromChange({ range, text }: vscode.TextDocumentContentChangeEvent): TextChange {
  return { range: fromRange(range), text };
}
