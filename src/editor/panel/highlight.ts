import * as vscode from 'vscode';
import type { SourcePlace } from '../../protocol/messages';
import { color } from '../names';

/** Shows in the editors where the replay is: the whole line, and the await on it. */
export class Highlight implements vscode.Disposable {
  private readonly line = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor(color.currentLine),
    overviewRulerColor: new vscode.ThemeColor(color.currentAwait),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  private readonly range = vscode.window.createTextEditorDecorationType({
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: new vscode.ThemeColor(color.currentAwait),
    borderRadius: '2px',
  });
  private shown: { readonly uri: string; readonly range: vscode.Range } | undefined;

  /** Moves the highlight, and the text with it if it is out of sight; the focus stays where it is. */
  show(uri: string, place: SourcePlace): void {
    const range = rangeOf(place);
    this.shown = { uri, range };
    for (const editor of vscode.window.visibleTextEditors) {
      if (this.paint(editor)) {
        // The line's start only: to bring a long await into view, the code would move sideways.
        const { line } = range.start;
        editor.revealRange(
          new vscode.Range(line, 0, line, 0),
          vscode.TextEditorRevealType.InCenterIfOutsideViewport,
        );
      }
    }
  }

  clear(): void {
    this.shown = undefined;
    this.repaint();
  }

  /** For editors that have come into view since. */
  repaint(): void {
    for (const editor of vscode.window.visibleTextEditors) this.paint(editor);
  }

  dispose(): void {
    this.line.dispose();
    this.range.dispose();
  }

  /** Whether the editor shows the place. */
  private paint(editor: vscode.TextEditor): boolean {
    const { shown } = this;
    const isHere = editor.document.uri.toString() === shown?.uri;
    const ranges = isHere ? [shown.range] : [];
    editor.setDecorations(
      this.line,
      ranges.map(({ start }) => new vscode.Range(start, start)),
    );
    editor.setDecorations(
      this.range,
      ranges.map((range) => firstLine(range, editor.document)).filter((range) => !range.isEmpty),
    );
    return isHere;
  }
}

/** A box around several lines would cut through the code: the first line stands for all. */
function firstLine(range: vscode.Range, document: vscode.TextDocument): vscode.Range {
  const { start } = range;
  if (range.isSingleLine || start.line >= document.lineCount) return range;
  return new vscode.Range(start, document.lineAt(start.line).range.end);
}

/** From a trace's one-based place; empty where the trace knows no end. */
export function rangeOf({ line, column, endLine, endColumn }: SourcePlace): vscode.Range {
  const start = new vscode.Position(line - 1, column - 1);
  const end =
    endLine === null || endColumn === null
      ? start
      : new vscode.Position(endLine - 1, endColumn - 1);
  return new vscode.Range(start, end);
}
