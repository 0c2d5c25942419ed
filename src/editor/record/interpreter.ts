import { PythonExtension } from '@vscode/python-extension';
import type * as vscode from 'vscode';

/**
 * The Python of the Python extension's active environment; null where that extension is not there or has none. It is
 * asked only if it is installed, and never made to install anything.
 */
export async function activePython(resource: vscode.Uri): Promise<string | null> {
  try {
    const { environments } = await PythonExtension.api();
    const active = environments.getActiveEnvironmentPath(resource);
    const resolved = await environments.resolveEnvironment(active);
    return resolved?.executable.uri?.fsPath ?? null;
  } catch {
    // That extension is not there, or has troubles of its own; the setting and the PATH are left.
    return null;
  }
}
