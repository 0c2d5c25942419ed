import * as vscode from 'vscode';
import type { Trace } from '../../core/trace/format';
import type { KeptSide } from '../../protocol/messages';
import { traceEditorType } from '../names';
import { findFiles } from '../search';

/** What the lifecycle panel shows, which is no file yet. */
export interface Unsaved {
  /** The trace, or the bytes of its JSON. */
  readonly trace: Trace | Uint8Array;
  readonly title: string;
  /** The document that it is of. */
  readonly source: vscode.Uri;
}

/** Files of the workspace that are offered at most. */
const mostOffered = 200;

type Offer = vscode.QuickPickItem & { readonly side?: () => Promise<KeptSide | undefined> };

/**
 * The two traces that the user wants compared; undefined if they change their mind. `selected`: the files with which the command
 * was called, as the explorer does. Of two files the older one is the one before. What the panel shows is saved below `storage`.
 */
export async function chooseTraces(
  selected: readonly vscode.Uri[],
  unsaved: Unsaved | null,
  storage: vscode.Uri,
): Promise<readonly [before: KeptSide, after: KeptSide] | undefined> {
  const [first, second] = selected;
  if (first && second) {
    const [one, other] = await inTime(first, second);
    return [sideOf(one), sideOf(other)];
  }
  const before = first
    ? sideOf(first)
    : await choose(
        vscode.l10n.t('Compare Traces: Before (1 of 2)'),
        offers(unsaved, storage, 'before'),
      );
  if (!before) return undefined;
  const after = await choose(
    vscode.l10n.t('Compare Traces: {0} With (2 of 2)', before.title),
    // Only what the panel shows knows its document.
    offers(before.source === null ? unsaved : null, storage, 'after', before),
  );
  return after && [before, after];
}

async function choose(title: string, items: Promise<Offer[]>): Promise<KeptSide | undefined> {
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    matchOnDescription: true,
    // What was chosen in the first step must not be lost; and VS Code, when busy, gives the focus back to the panel after the list has opened.
    ignoreFocusOut: true,
  });
  return chosen?.side?.();
}

/** The trace that is looked at, what the panel shows, all files of the workspace, and any other file. */
async function offers(
  unsaved: Unsaved | null,
  storage: vscode.Uri,
  place: string,
  except?: KeptSide,
): Promise<Offer[]> {
  const open = vscode.window.tabGroups.all
    .flatMap(({ activeTab, tabs }) => [activeTab, ...tabs])
    .flatMap((tab) =>
      tab?.input instanceof vscode.TabInputCustom && tab.input.viewType === traceEditorType
        ? [tab.input.uri]
        : [],
    );
  const found = (await findFiles('**/*.awaitlens.json', { most: mostOffered })) ?? [];
  const files = new Map([...open, ...found].map((uri) => [uri.toString(), uri]));
  if (except) files.delete(except.uri);
  return [
    ...(unsaved
      ? [
          {
            label: unsaved.title,
            description: vscode.l10n.t('what the panel shows now'),
            side: () => save(unsaved, storage, place),
          },
        ]
      : []),
    ...[...files.values()].map((uri) => ({
      label: nameOf(uri),
      description: vscode.workspace.asRelativePath(vscode.Uri.joinPath(uri, '..')),
      side: () => Promise.resolve(sideOf(uri)),
    })),
    { label: vscode.l10n.t('Another File…'), side: browse },
  ];
}

async function browse(): Promise<KeptSide | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      filters: { [vscode.l10n.t('Await Lens traces')]: ['awaitlens.json', 'json'] },
    })) ?? [];
  return file && sideOf(file);
}

/** Keeps what the panel shows as a file, so that it can be compared in the next window, too. */
async function save(
  { trace, title, source }: Unsaved,
  storage: vscode.Uri,
  place: string,
): Promise<KeptSide> {
  const uri = vscode.Uri.joinPath(storage, `${place}.awaitlens.json`);
  await vscode.workspace.fs.createDirectory(storage);
  await vscode.workspace.fs.writeFile(
    uri,
    trace instanceof Uint8Array ? trace : new TextEncoder().encode(JSON.stringify(trace)),
  );
  return { uri: uri.toString(), title, source: source.toString() };
}

function sideOf(uri: vscode.Uri): KeptSide {
  return { uri: uri.toString(), title: nameOf(uri), source: null };
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Both files, the older one first; as they are where nobody knows. */
async function inTime(
  one: vscode.Uri,
  other: vscode.Uri,
): Promise<readonly [vscode.Uri, vscode.Uri]> {
  try {
    const [a, b] = [await vscode.workspace.fs.stat(one), await vscode.workspace.fs.stat(other)];
    return a.mtime <= b.mtime ? [one, other] : [other, one];
  } catch {
    return [one, other];
  }
}
