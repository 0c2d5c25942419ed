import * as vscode from 'vscode';
import type { AnalysisStore } from '../analysisStore';
import { toRange } from '../convert';
import { color } from '../names';
import type { Recordings } from '../record/recordings';
import type { Settings } from '../settings';
import { onDidChangeSettings, settingsFor } from '../settings';
import { Debounced } from '../timing';
import { annotatedLines } from './lines';
import type { AnnotatedLine } from './lines';
import { withMeasured } from './measured';
import type { AnnotationSource } from './source';
import type { Family } from './texts';
import { families, familyOf } from './texts';

/** Milliseconds without an edit or cursor move after which decorations are brought up to date. */
const settleAfter = 120;

/** Annotations at the end of their lines or in the gutter: neither ever moves a line. */
export function registerDecorations(
  extensionUri: vscode.Uri,
  source: AnnotationSource,
  store: AnalysisStore,
  recordings: Recordings,
): vscode.Disposable {
  const endOfLine = vscode.window.createTextEditorDecorationType({
    after: {
      margin: '0 0 0 3ch',
      fontStyle: 'italic',
      color: new vscode.ThemeColor(color.annotation),
    },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedOpen,
  });
  const gutter = new Map(families.map((family) => [family, gutterIcon(extensionUri, family)]));

  const render = (editor: vscode.TextEditor) => {
    const settings = settingsFor(editor.document);
    const lines = linesFor(editor, settings);
    editor.setDecorations(
      endOfLine,
      settings.placement === 'endOfLine' ? lines.map((line) => afterLine(editor, line)) : [],
    );
    for (const [family, type] of gutter) {
      const marked = settings.placement === 'gutter' ? lines : [];
      editor.setDecorations(
        type,
        marked.flatMap((line) => inFamily(line, family)),
      );
    }
  };

  const linesFor = (editor: vscode.TextEditor, { placement, scope }: Settings) => {
    if (placement !== 'endOfLine' && placement !== 'gutter') return [];
    const annotations =
      scope === 'function' ? source.aroundCursor(editor) : source.get(editor.document);
    if (!annotations) void source.open(editor.document);
    if (!annotations) return [];
    return annotatedLines(withMeasured(annotations, editor.document, recordings).points);
  };

  const renderAll = () => vscode.window.visibleTextEditors.forEach(render);
  const later = new Debounced(settleAfter, renderAll);
  renderAll();

  return vscode.Disposable.from(
    endOfLine,
    ...gutter.values(),
    later,
    onDidChangeSettings(renderAll),
    recordings.onDidChangeWaits(renderAll),
    vscode.window.onDidChangeVisibleTextEditors(renderAll),
    store.onDidChange(({ changes }) => (changes ? later.schedule() : later.now())),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (settingsFor(textEditor.document).scope === 'function') later.schedule();
    }),
  );
}

function gutterIcon(extensionUri: vscode.Uri, family: Family): vscode.TextEditorDecorationType {
  const icon = (theme: string) =>
    vscode.Uri.joinPath(extensionUri, 'media', 'gutter', theme, `${family}.svg`);
  return vscode.window.createTextEditorDecorationType({
    gutterIconSize: 'contain',
    light: { gutterIconPath: icon('light') },
    dark: { gutterIconPath: icon('dark') },
  });
}

function afterLine(editor: vscode.TextEditor, { line, text, points }: AnnotatedLine) {
  const { end } = editor.document.lineAt(line).range;
  const measured = points.flatMap((point) => point.measured ?? []);
  return {
    range: new vscode.Range(end, end),
    renderOptions: { after: { contentText: [text, ...measured].join(' | ') } },
  };
}

/** A line has one icon: that of its first point. */
function inFamily({ points: [first] }: AnnotatedLine, family: Family): vscode.Range[] {
  return familyOf[first.waitsFor] === family ? [toRange({ start: first.at, end: first.at })] : [];
}
