import * as vscode from 'vscode';
import { languageIds } from '../core/language';
import type { AnalysisStore } from './analysisStore';
import { setting, settingSection } from './names';
import { onDidChangeSettings } from './settings';

/** Says in the language status of a file that is too long to be analysed why it has no annotations. */
export function registerTooLong(store: AnalysisStore): vscode.Disposable {
  let item: vscode.LanguageStatusItem | undefined;
  const update = () => {
    const active = vscode.window.activeTextEditor?.document;
    if (active && store.skips(active)) item ??= statusItem();
    else {
      item?.dispose();
      item = undefined;
    }
  };
  return vscode.Disposable.from(
    store.onDidChange(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    onDidChangeSettings(() => {
      store.reconsider();
      update();
    }),
    { dispose: () => item?.dispose() },
  );
}

function statusItem(): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem(
    `${settingSection}.tooLong`,
    languageIds.map((language) => ({ language })),
  );
  item.name = 'Await Lens';
  item.text = vscode.l10n.t('File too long to explain its awaits');
  item.command = {
    title: vscode.l10n.t('Change the limit'),
    command: 'workbench.action.openSettings',
    arguments: [`${settingSection}.${setting.maxFileLength}`],
  };
  return item;
}
