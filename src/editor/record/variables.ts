import * as vscode from 'vscode';

/**
 * A setting with variables of launch.json filled in: `${file}`, `${fileDirname}`, `${fileBasename}` and
 * `${workspaceFolder}`. A variable that is not known stays as it is, so that it is seen.
 */
export function expand(text: string, file: vscode.Uri): string {
  const folder =
    vscode.workspace.getWorkspaceFolder(file) ?? vscode.workspace.workspaceFolders?.[0];
  const directory = vscode.Uri.joinPath(file, '..').fsPath;
  const values: Readonly<Record<string, string | undefined>> = {
    file: file.fsPath,
    fileDirname: directory,
    fileBasename: file.path.slice(file.path.lastIndexOf('/') + 1),
    workspaceFolder: folder?.uri.fsPath ?? directory,
  };
  return text.replace(/\$\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
