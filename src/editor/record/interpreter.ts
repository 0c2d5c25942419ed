import * as vscode from 'vscode';

/** The part of the Python extension's API (`ms-python.python`, `environments`) that is asked. */
interface PythonApi {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(
      path: unknown,
    ): Promise<{ readonly executable: { readonly uri?: vscode.Uri } } | undefined>;
  };
}

/**
 * The Python of the Python extension's active environment; null where that extension is not there or has none. It is
 * asked only if it is installed, and never made to install anything.
 */
export async function activePython(resource: vscode.Uri): Promise<string | null> {
  const extension = vscode.extensions.getExtension<PythonApi>('ms-python.python');
  if (!extension) return null;
  try {
    const { environments } = await extension.activate();
    if (!environments) return null;
    const path = environments.getActiveEnvironmentPath(resource);
    const resolved = await environments.resolveEnvironment(path);
    return resolved?.executable.uri?.fsPath ?? null;
  } catch {
    // Another extension's trouble; the setting and the PATH are left.
    return null;
  }
}
