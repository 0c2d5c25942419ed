import * as vscode from 'vscode';
import { command } from '../names';

/** Tells the user what to do instead, with one click to a sample where that helps. */
export async function advise(message: string, offerSample = false): Promise<void> {
  const openSample = vscode.l10n.t('Open a sample');
  const choice = await vscode.window.showInformationMessage(
    message,
    ...(offerSample ? [openSample] : []),
  );
  if (choice === openSample) await vscode.commands.executeCommand(command.openSample);
}
