import * as vscode from 'vscode';
import { withinLimit } from './timing';

/** Files of the workspace whose path a pattern matches; null where the editor's search fails, or takes longer than it may. */
export async function findFiles(
  pattern: vscode.GlobPattern,
  options: { readonly exclude?: string; readonly most: number },
): Promise<readonly vscode.Uri[] | null> {
  const cancellation = new vscode.CancellationTokenSource();
  const { exclude, most } = options;
  const found = await withinLimit(
    vscode.workspace.findFiles(pattern, exclude, most, cancellation.token),
  );
  cancellation.cancel();
  cancellation.dispose();
  return found ?? null;
}
