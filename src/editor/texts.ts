import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

/** The core and the editor's pure files take their texts from the translation that VS Code has loaded. */
export function useEditorLanguage(): void {
  const { bundle } = vscode.l10n;
  if (bundle) l10n.config({ contents: bundle });
}
