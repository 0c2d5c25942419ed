import * as vscode from 'vscode';
import { Scanner } from '../../core/trace/scan';
import type { GoToSource, SourcePlace, ToPanel } from '../../protocol/messages';
import { findFiles } from '../search';
import { rangeOf } from './highlight';

/** A name that is looked for in the workspace: it comes from the trace, so it may be no pattern. */
const plainName = /^[\w .-]+$/;

/** The file that a trace is of, and its text where the trace has kept it. */
export interface TraceSource {
  /** Empty where the trace names none. */
  readonly file: string;
  readonly source: string | null;
}

/** What the bytes of a trace's JSON say of its source. */
export function sourceIn(bytes: Uint8Array): TraceSource {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const found = { file: '', source: null as string | null };
  try {
    // What Await Lens writes has both before the events, so nothing long is read.
    for (const [name, value] of new Scanner(bytes, (part) => decoder.decode(part)).members(
      'events',
    ))
      if (typeof value === 'string' && (name === 'file' || name === 'source')) found[name] = value;
  } catch {
    // What is no trace names no file.
  }
  return found;
}

/**
 * The file of the workspace that a trace means; undefined where there is none. A trace comes from a stranger: nothing outside of
 * the workspace is opened for it.
 */
export async function findSource(file: string): Promise<vscode.Uri | undefined> {
  const steps = file.split(/[\\/]/);
  const name = steps.at(-1) ?? '';
  if (!plainName.test(name)) return undefined;
  const exact = steps.every((step) => plainName.test(step) && !/^\.+$/.test(step))
    ? await below(steps)
    : undefined;
  if (exact) return exact;
  const found = (await findFiles(`**/${name}`, { most: 20 })) ?? [];
  const wanted = steps.join('/');
  return found.find(({ path }) => path.endsWith(wanted)) ?? found[0];
}

/** The file at this path in one of the workspace's folders. */
async function below(steps: readonly string[]): Promise<vscode.Uri | undefined> {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const file = vscode.Uri.joinPath(uri, ...steps);
    try {
      const { type } = await vscode.workspace.fs.stat(file);
      if (type === vscode.FileType.File) return file;
    } catch {
      // It is not in this folder.
    }
  }
  return undefined;
}

/** Shows a place of a trace's source beside it, as the page asks to; gives what the page is answered. */
export async function showSource(
  { id, focus }: Pick<GoToSource, 'id' | 'focus'>,
  source: vscode.Uri | undefined,
  place: SourcePlace,
): Promise<ToPanel> {
  if (!source)
    return {
      type: 'failed',
      id,
      message: vscode.l10n.t('The source of this trace is not in the workspace.'),
    };
  const { start } = rangeOf(place);
  await vscode.window.showTextDocument(source, {
    viewColumn: columnOf(source) ?? vscode.ViewColumn.Beside,
    selection: new vscode.Range(start, start),
    preserveFocus: !focus,
  });
  return { type: 'done', id };
}

/** Where a document is in sight: there it is shown again, and not once more. */
export function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  return vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  )?.viewColumn;
}
