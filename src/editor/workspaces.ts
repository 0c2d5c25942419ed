import * as vscode from 'vscode';
import type { Location } from '../core/explain/questions';
import { isCell } from '../core/explain/resolve/paths';
import type { Files, Place } from '../core/explain/workspace';
import { Workspace } from '../core/explain/workspace';
import { languageIdOfFile } from '../core/language';
import type { SyntaxReader } from '../core/syntax/document';
import { fromPosition, toPosition } from './convert';
import { cellAt, cellPlace, cellsBeside } from './notebooks';
import { findFiles } from './search';
import { patience } from './timing';

/** The endings of the files that are code. */
const endings = 'py,ts,tsx,mts,cts,js,jsx,mjs,cjs';
/** In folders with more files of code than this, nobody looks for who uses what. */
const mostFiles = 800;

/** The files of one file system, local, remote or virtual, as they are in the editor where they are open in it. */
class EditorFiles implements Files {
  /** Whether the editor's search has answered so far: one whose ripgrep is missing never does, and is not asked again. */
  private searchAnswers = true;

  /** Calls `late` when a language server has answered that was not waited for any more. */
  constructor(
    private readonly base: vscode.Uri,
    readonly late: () => void,
  ) {}

  readonly patience = patience;

  get roots(): readonly string[] {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const own = folders.filter(({ uri }) => keyOf(uri) === keyOf(this.base));
    return own.flatMap(({ uri }) => [uri.path, `${uri.path}/src`]);
  }

  beside(path: string): readonly string[] {
    return isCell(path) ? cellsBeside(path) : [];
  }

  private uriOf(path: string): vscode.Uri {
    return (isCell(path) && cellAt(path)?.uri) || this.base.with({ path });
  }

  async read(path: string): Promise<string | null> {
    const uri = this.uriOf(path);
    const open = vscode.workspace.textDocuments.find(
      (document) => document.uri.toString() === uri.toString(),
    );
    if (open) return open.getText();
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch {
      // There is no such file, or none that may be read: for an import that is the same.
      return null;
    }
  }

  async list(folder: string, deep: boolean): Promise<readonly string[] | null> {
    if (!this.searchAnswers) return null;
    const pattern = new vscode.RelativePattern(
      this.base.with({ path: folder }),
      `${deep ? '**/' : ''}*.{${endings}}`,
    );
    const found = await findFiles(pattern, { exclude: '**/node_modules/**', most: mostFiles + 1 });
    this.searchAnswers = found !== null;
    return !found || found.length > mostFiles ? null : found.map(({ path }) => path).sort();
  }

  /** What whatever language server is there shows for a position, its code blocks with their fences. */
  async hover({ path, position }: Location): Promise<string | null> {
    const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
      'vscode.executeHoverProvider',
      this.uriOf(path),
      toPosition(position),
    );
    const contents = hovers.flatMap((hover) => hover.contents);
    const texts = contents.map((content) =>
      typeof content === 'string' ? content : textOf(content),
    );
    return texts.find((text) => text.includes('```')) ?? null;
  }

  /** Where whatever language server is there says that what stands at a position is defined. */
  async definition({ path, position }: Location): Promise<Location | null> {
    const [first] = await vscode.commands.executeCommand<
      readonly (vscode.Location | vscode.LocationLink)[]
    >('vscode.executeDefinitionProvider', this.uriOf(path), toPosition(position));
    if (!first) return null;
    const isLink = 'targetUri' in first;
    const uri = isLink ? first.targetUri : first.uri;
    const range = isLink ? (first.targetSelectionRange ?? first.targetRange) : first.range;
    return keyOf(uri) === keyOf(this.base)
      ? { path: uri.path, position: fromPosition(range.start) }
      : null;
  }
}

/** The older form of a hover's content has its language beside it. */
function textOf(content: vscode.MarkdownString | { language: string; value: string }): string {
  return 'language' in content
    ? `\`\`\`${content.language}\n${content.value}\n\`\`\``
    : content.value;
}

/**
 * The files that open documents import, one workspace for each file system. Calls `changed` when a file that was
 * asked for has changed, or a language server has told more of one.
 */
export class Workspaces implements vscode.Disposable {
  private readonly workspaces = new Map<string, Workspace>();
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly reader: SyntaxReader,
    private readonly changed: () => void,
  ) {
    const tell = (uri: vscode.Uri, path = uri.path) => {
      if (this.workspaces.get(keyOf(uri))?.changed(path) === true) changed();
    };
    const watcher = vscode.workspace.createFileSystemWatcher(
      `**/{*.{${endings}},package.json,[jt]sconfig*.json}`,
    );
    this.subscriptions = vscode.Disposable.from(
      watcher,
      watcher.onDidChange((uri) => tell(uri)),
      watcher.onDidCreate((uri) => tell(uri)),
      watcher.onDidDelete((uri) => tell(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        const cell = cellPlace(document);
        if (cell) tell(cell.notebook, cell.path);
        else tell(document.uri);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => tell(uri)),
      vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
        if (contentChanges.length === 0) return;
        this.workspaces.get(keyOf(notebook.uri))?.rearranged();
        changed();
      }),
    );
  }

  /** Where a document stands; null where there are no files beside it, as for an untitled one, or for another version of a file. */
  placeOf(document: vscode.TextDocument): Place | null {
    const cell = cellPlace(document);
    if (cell) return { path: cell.path, workspace: this.workspaceOf(cell.notebook) };
    const { uri } = document;
    const isOnDisk = vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== undefined;
    // What git and other histories put into the query tells which file it is, whatever the path says.
    const isVersion = uri.query !== '';
    if (uri.scheme === 'untitled' || !isOnDisk || isVersion) return null;
    if (languageIdOfFile(uri.path) === undefined) return null;
    return { path: uri.path, workspace: this.workspaceOf(uri) };
  }

  /** That of the file system that a file is in. */
  private workspaceOf(uri: vscode.Uri): Workspace {
    const key = keyOf(uri);
    let workspace = this.workspaces.get(key);
    if (!workspace) {
      workspace = new Workspace(this.reader, new EditorFiles(uri, this.changed));
      this.workspaces.set(key, workspace);
    }
    return workspace;
  }

  dispose(): void {
    this.subscriptions.dispose();
    for (const workspace of this.workspaces.values()) workspace.dispose();
  }
}

function keyOf({ scheme, authority }: vscode.Uri): string {
  return `${scheme}://${authority}`;
}
