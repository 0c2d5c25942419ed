import * as vscode from 'vscode';
import type { ExportFormat } from '../../core/export/formats';
import type { Depiction, PanelSettings, Shown } from '../../protocol/messages';
import { loadSimulator } from '../parts';
import { readBack } from './page';
import { replayFile } from './replayFile';

/** What can be saved: what the core writes, and what only the page can give. */
type SavedAs = ExportFormat | 'png' | 'html';

interface Export {
  readonly shown: Shown;
  /** A file or document beside which it is saved. */
  readonly nextTo: vscode.Uri;
  readonly settings: PanelSettings;
  readonly extensionUri: vscode.Uri;
  /** How the page looks; null if it does not say. */
  readonly depict: () => Promise<Depiction | null>;
}

/** Lets the user choose a format and a file, and writes the replay there. */
export async function exportReplay(what: Export): Promise<void> {
  const { exportFormats, extensions } = await loadSimulator();
  const formats: readonly SavedAs[] = [...exportFormats, 'png', 'html'];
  const chosen = await vscode.window.showQuickPick(
    formats.map((format) => ({ label: labelOf(format), format })),
    { title: vscode.l10n.t('Save or export the replay') },
  );
  if (!chosen) return;
  const { format } = chosen;
  const bytes = await bytesOf(format, what);
  if (!bytes) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The panel must be in sight for this export. Show it and try again.'),
    );
    return;
  }
  const { shown, nextTo } = what;
  const name = (shown.file.split(/[\\/]/).at(-1) ?? '').replace(/\.\w+$/, '') || 'replay';
  const folder =
    nextTo.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : nextTo;
  const extension = format === 'png' || format === 'html' ? format : extensions[format];
  const file = `${name}.${extension}`;
  const target = await vscode.window.showSaveDialog({
    ...(folder
      ? { defaultUri: vscode.Uri.joinPath(folder, folder === nextTo ? '..' : '.', file) }
      : {}),
    // VS Code's own dialog knows the last part of an ending only, and would add a longer one to every name.
    filters: { [labelOf(format)]: [extension.split('.').at(-1) ?? extension] },
  });
  if (target) await vscode.workspace.fs.writeFile(target, bytes);
}

/** Null if the page, which has to help, does not answer. */
async function bytesOf(format: SavedAs, what: Export): Promise<Uint8Array | null> {
  const { shown, settings, extensionUri } = what;
  if (format !== 'png' && format !== 'html') {
    const { exportAs } = await loadSimulator();
    const { source } = shown;
    const trace = readBack(shown.trace);
    // Whoever opens the trace again sees the code that ran, whatever has become of the file.
    const saved = format === 'trace' && source !== '' ? { ...trace, source } : trace;
    return new TextEncoder().encode(exportAs(format, saved));
  }
  const depiction = await what.depict();
  if (!depiction || format === 'png') return depiction?.png ?? null;
  const readable = { ...shown, trace: readBack(shown.trace) };
  return new TextEncoder().encode(await replayFile(extensionUri, readable, settings, depiction));
}

function labelOf(format: SavedAs): string {
  switch (format) {
    case 'trace':
      return vscode.l10n.t('Await Lens trace, to be opened again');
    case 'chrome':
      return vscode.l10n.t('Chrome trace, for ui.perfetto.dev');
    case 'mermaid':
      return vscode.l10n.t('Mermaid sequence diagram');
    case 'png':
      return vscode.l10n.t('Picture of the lanes (PNG)');
    case 'html':
      return vscode.l10n.t('Web page that replays by itself (HTML)');
    case 'svg':
      return vscode.l10n.t('Picture of the lanes (SVG)');
  }
}
