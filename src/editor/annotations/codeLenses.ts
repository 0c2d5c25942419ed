import * as vscode from 'vscode';
import { toPosition } from '../convert';
import { internalCommand } from '../names';
import { plainLabel } from '../plainLabel';
import type { PlaceArguments } from '../commands/arguments';
import { settingsFor } from '../settings';
import type { Annotations } from './annotations';
import { annotatedLines } from './lines';
import { pointCount } from './texts';

/**
 * The lenses of a document, complete: nothing is left for VS Code to ask later, so none of them is
 * ever seen empty.
 */
export function codeLensesOf(
  document: vscode.TextDocument,
  annotations: Annotations,
): vscode.CodeLens[] {
  const uri = document.uri.toString();
  const lenses: vscode.CodeLens[] = [];
  // What a stub declares has no body here: it neither waits nor can be replayed.
  const isStub = document.uri.path.endsWith('.pyi');
  if (settingsFor(document).functionLens && !isStub) {
    for (const { at, points, runnable } of annotations.functions) {
      const place: PlaceArguments = { uri, ...at };
      lenses.push(
        lens(at.line, at.character, pointCount(points), internalCommand.listPoints, place),
        lens(
          at.line,
          at.character,
          vscode.l10n.t('Replay lifecycle'),
          internalCommand.replayAt,
          place,
        ),
      );
      if (runnable)
        lenses.push(
          lens(at.line, at.character, vscode.l10n.t('Record'), internalCommand.recordAt, place),
        );
    }
  }
  for (const { line, text, points } of annotatedLines(annotations.points)) {
    const { at } = points[0];
    const command = points.length === 1 ? internalCommand.explainAt : internalCommand.explainLine;
    lenses.push(lens(line, at.character, plainLabel(text), command, { uri, ...at }));
    for (const { measured, at: own } of points)
      if (measured !== undefined)
        lenses.push(
          lens(line, at.character, plainLabel(measured), internalCommand.explainAt, {
            uri,
            ...own,
          }),
        );
  }
  return lenses;
}

function lens(
  line: number,
  character: number,
  title: string,
  command: string,
  place: PlaceArguments,
): vscode.CodeLens {
  const position = toPosition({ line, character });
  return new vscode.CodeLens(new vscode.Range(position, position), {
    title,
    command,
    arguments: [place],
  });
}
