import * as vscode from 'vscode';
import type { Placement } from '../names';
import { command, placements, setting, settingSection } from '../names';
import { settingsFor } from '../settings';

/** The placement setting, one command away. */
export function registerChooseAnnotations(): vscode.Disposable {
  return vscode.commands.registerCommand(command.chooseAnnotations, async () => {
    const current = settingsFor(vscode.window.activeTextEditor?.document).placement;
    const items = placements.map((placement) => ({
      label: nameOf(placement),
      ...(placement === current ? { description: vscode.l10n.t('current') } : {}),
      placement,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Where should Await Lens show what each await waits for?'),
    });
    if (!chosen) return;
    await vscode.workspace
      .getConfiguration(settingSection)
      .update(setting.placement, chosen.placement, vscode.ConfigurationTarget.Global);
  });
}

function nameOf(placement: Placement): string {
  switch (placement) {
    case 'codeLens':
      return vscode.l10n.t('Above the line, as code lenses');
    case 'endOfLine':
      return vscode.l10n.t('At the end of the line');
    case 'gutter':
      return vscode.l10n.t('In the gutter, as icons');
    case 'off':
      return vscode.l10n.t('Nowhere: only in hovers');
  }
}
