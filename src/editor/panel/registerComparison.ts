import * as vscode from 'vscode';
import { command, comparisonViewType } from '../names';
import type { ComparisonParts } from './comparisonPanel';
import { ComparisonPanel } from './comparisonPanel';
import type { Unsaved } from './compareTraces';
import { chooseTraces } from './compareTraces';

/** The comparison of two traces: at most one panel. `unsaved` gives what the lifecycle panel shows. */
export function registerComparison(
  { storageUri, globalStorageUri }: vscode.ExtensionContext,
  parts: ComparisonParts,
  unsaved: () => Unsaved | null,
): vscode.Disposable {
  let current: ComparisonPanel | undefined;
  const adopt = (panel: vscode.WebviewPanel): ComparisonPanel => {
    const adopted = new ComparisonPanel(panel, parts);
    panel.onDidDispose(() => {
      adopted.dispose();
      if (current === adopted) current = undefined;
    });
    current = adopted;
    return adopted;
  };
  return vscode.Disposable.from(
    { dispose: () => current?.dispose() },
    vscode.commands.registerCommand(
      command.compareTraces,
      async (clicked?: unknown, selected?: unknown) => {
        const files = (Array.isArray(selected) ? (selected as unknown[]) : [clicked]).filter(
          (file) => file instanceof vscode.Uri,
        );
        const chosen = await chooseTraces(files, unsaved(), storageUri ?? globalStorageUri);
        if (chosen) await (current ?? adopt(createPanel())).compare(...chosen);
      },
    ),
    vscode.window.registerWebviewPanelSerializer(comparisonViewType, {
      deserializeWebviewPanel: (panel) => {
        adopt(panel);
        return Promise.resolve();
      },
    }),
  );
}

function createPanel(): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    comparisonViewType,
    vscode.l10n.t('Trace Comparison'),
    vscode.ViewColumn.Active,
  );
}
