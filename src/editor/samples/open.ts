import * as vscode from 'vscode';
import { command } from '../names';
import type { Sample } from './list';
import { samples } from './list';

const languageNames = { python: 'Python', typescript: 'TypeScript' } as const;

/**
 * Opens a sample as an untitled copy: people try things out in it, and neither the extension's own
 * file nor the workspace changes.
 */
export function registerSamples(extensionUri: vscode.Uri): vscode.Disposable {
  return vscode.commands.registerCommand(command.openSample, async () => {
    await chooseSample(extensionUri, vscode.l10n.t('Open a sample'));
  });
}

/** Lets the user choose a sample and opens it; undefined where none was chosen. `title` says what for. */
export async function chooseSample(
  extensionUri: vscode.Uri,
  title: string,
): Promise<vscode.TextDocument | undefined> {
  const items = samples().map((sample) => ({
    label: sample.title,
    description: languageNames[sample.languageId],
    detail: sample.detail,
    sample,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Choose an async program to look into'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen && openCopy(extensionUri, chosen.sample);
}

async function openCopy(extensionUri: vscode.Uri, sample: Sample): Promise<vscode.TextDocument> {
  const file = vscode.Uri.joinPath(extensionUri, 'samples', ...sample.path.split('/'));
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const document = await vscode.workspace.openTextDocument({
    language: sample.languageId,
    content,
  });
  await vscode.window.showTextDocument(document, columnForCode());
  return document;
}

/** Where code is shown already, so that a sample asked for in the panel does not cover the panel. */
function columnForCode(): vscode.ViewColumn {
  const { activeTextEditor, visibleTextEditors, tabGroups } = vscode.window;
  if (activeTextEditor) return vscode.ViewColumn.Active;
  const isWebview = tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
  const otherwise = isWebview ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
  const column = visibleTextEditors.find(({ viewColumn }) => viewColumn !== undefined)?.viewColumn;
  return column ?? otherwise;
}
