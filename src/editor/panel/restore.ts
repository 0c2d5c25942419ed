import * as vscode from 'vscode';
import type { PanelState } from '../../protocol/messages';
import type { LifecyclePanel } from './lifecyclePanel';
import type { RecordingStore } from './recordingStore';

/** Shows again what the panel showed before the window was reloaded; null if nothing is known of it. */
export async function restorePanel(
  panel: LifecyclePanel,
  state: PanelState | null,
  recordings: RecordingStore,
): Promise<void> {
  const advice = vscode.l10n.t('Put the cursor inside an async function to replay it.');
  if (!state) {
    panel.explainEmptiness(vscode.l10n.t('Nothing is replayed yet.'), advice);
    return;
  }
  const { uri, function: name, occurrence, choices, recording, ...progress } = state;
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  } catch {
    panel.explainEmptiness(
      vscode.l10n.t('The file that was replayed is not there any more.'),
      advice,
    );
    return;
  }
  if (recording === null) {
    await panel.replay({ document, function: name, occurrence }, progress, choices);
    return;
  }
  const bytes = await recordings.read(recording);
  if (bytes) panel.restoreRecording(document, recording, bytes, progress);
  else
    panel.explainEmptiness(
      vscode.l10n.t(
        'The recording is not there any more: it was too long to be kept, or is too old.',
      ),
      vscode.l10n.t('Record the program again to see it.'),
    );
}
