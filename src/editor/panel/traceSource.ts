import * as vscode from 'vscode';
import { Scanner } from '../../core/trace/scan';

/** A name that is looked for in the workspace: it comes from the trace, so it may be no pattern. */
const plainName = /^[\w .-]+$/;

/** The name of the file that a trace is of, as the bytes of its JSON have it; empty if they have none. */
export function sourceIn(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    // What Await Lens writes has the name before the events, so nothing long is read.
    for (const [name, value] of new Scanner(bytes, (part) => decoder.decode(part)).members(
      'events',
    ))
      if (name === 'file') return typeof value === 'string' ? value : '';
  } catch {
    // What is no trace names no file.
  }
  return '';
}

/**
 * The file of the workspace that a trace means; undefined where there is none. A trace comes from a stranger: nothing outside of
 * the workspace is opened for it. The search is the editor's own, and may fail.
 */
export async function findSource(
  file: string,
  log: vscode.LogOutputChannel,
): Promise<vscode.Uri | undefined> {
  const name = file.split(/[\\/]/).at(-1) ?? '';
  if (!plainName.test(name)) return undefined;
  try {
    const found = await vscode.workspace.findFiles(`**/${name}`, undefined, 20);
    const wanted = file.replaceAll('\\', '/');
    return found.find(({ path }) => path.endsWith(wanted)) ?? found[0];
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
    return undefined;
  }
}
