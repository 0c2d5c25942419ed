import * as vscode from 'vscode';
import type { ExportFormat } from '../../core/export/formats';
import type { Trace } from '../../core/trace/format';

/** Lets the user choose a format and a file, and writes the replay there. */
export async function exportReplay(trace: Trace, nextTo: vscode.Uri): Promise<void> {
  const { exportAs, exportFormats, extensions } = await import('./simulator');
  const chosen = await vscode.window.showQuickPick(
    exportFormats.map((format) => ({ label: labelOf(format), format })),
    { title: vscode.l10n.t('Save or export the replay') },
  );
  if (!chosen) return;
  const { format } = chosen;
  const name = (trace.file.split(/[\\/]/).at(-1) ?? '').replace(/\.\w+$/, '') || 'replay';
  const folder =
    nextTo.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : nextTo;
  const file = `${name}.${extensions[format]}`;
  const target = await vscode.window.showSaveDialog({
    ...(folder
      ? { defaultUri: vscode.Uri.joinPath(folder, folder === nextTo ? '..' : '.', file) }
      : {}),
    filters: { [labelOf(format)]: [extensions[format]] },
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(exportAs(format, trace)));
}

function labelOf(format: ExportFormat): string {
  switch (format) {
    case 'trace':
      return vscode.l10n.t('Await Lens trace, to be opened again');
    case 'chrome':
      return vscode.l10n.t('Chrome trace, for ui.perfetto.dev');
    case 'mermaid':
      return vscode.l10n.t('Mermaid sequence diagram');
    case 'svg':
      return vscode.l10n.t('Picture of the lanes (SVG)');
  }
}
