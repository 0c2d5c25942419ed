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
    const items = samples().map((sample) => ({
      label: sample.title,
      description: languageNames[sample.languageId],
      detail: sample.detail,
      sample,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Open a sample'),
      placeHolder: vscode.l10n.t('Choose an async program to look into'),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (chosen) await openCopy(extensionUri, chosen.sample);
  });
}

async function openCopy(extensionUri: vscode.Uri, sample: Sample): Promise<void> {
  const file = vscode.Uri.joinPath(extensionUri, 'samples', ...sample.path.split('/'));
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const document = await vscode.workspace.openTextDocument({
    language: sample.languageId,
    content,
  });
  await vscode.window.showTextDocument(document);
}
