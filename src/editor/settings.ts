import * as vscode from 'vscode';
import type { Placement, Scope } from './names';
import { placements, scopes, setting, settingSection } from './names';
import type { Cursor, VariableSources } from './record/variables';
import { answersFor } from './record/answers';
import { expand } from './record/variables';

/** The settings as they are now, for one document where they can differ by language or folder. */
export interface Settings {
  readonly placement: Placement;
  readonly scope: Scope;
  /** Whether a lens stands above each async function. */
  readonly functionLens: boolean;
  readonly hover: boolean;
  /** Whether a new panel moves to the function that the cursor enters. */
  readonly followCursor: boolean;
  /** Length in UTF-16 code units beyond which a file is left alone. */
  readonly maxFileLength: number;
}

/** What users wrote may be of any type: whatever is not valid counts as not written. */
export function settingsFor(scope?: vscode.ConfigurationScope): Settings {
  const configuration = vscode.workspace.getConfiguration(settingSection, scope);
  return {
    placement: oneOf(placements, configuration.get(setting.placement)),
    scope: oneOf(scopes, configuration.get(setting.scope)),
    functionLens: configuration.get(setting.functionLens) !== false,
    hover: configuration.get(setting.hover) !== false,
    followCursor: configuration.get(setting.followCursor) !== false,
    maxFileLength: positive(configuration.get(setting.maxFileLength), 2_000_000),
  };
}

/** How programs are run to be recorded. */
export interface RecordSettings {
  /** Path of a Python; null to look for one. */
  readonly python: string | null;
  /** Path of a Node; null to look for one. */
  readonly node: string | null;
  readonly args: readonly string[];
  /** Added to the editor's own environment; undefined takes a variable out of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Null for the folder of the file. */
  readonly cwd: string | null;
  /** In ms. */
  readonly timeout: number;
}

/**
 * The settings for recording `document`, with their variables filled in for `file`, which is run; null if one of them asks the user,
 * who does not answer.
 */
export async function recordSettingsFor(
  document: vscode.Uri,
  file: vscode.Uri,
): Promise<RecordSettings | null> {
  const configuration = vscode.workspace.getConfiguration(settingSection, document);
  const text = (name: string): string => {
    const value: unknown = configuration.get(name);
    return typeof value === 'string' ? value : '';
  };
  const written: unknown = configuration.get(setting.recordArgs);
  const args = Array.isArray(written) ? written.map(String) : [];
  const given = Object.entries(configuration.get<Record<string, unknown>>(setting.recordEnv) ?? {});
  const env = given.map(([name, value]): [string, string | null] => [
    name,
    value === null || typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const paths = [setting.recordPython, setting.recordNode, setting.recordCwd].map(text);
  const texts = [...paths, ...args, ...env.map(([, value]) => value ?? '')];
  const answers = await answersFor(texts, document);
  if (!answers) return null;
  const sources = sourcesFor(document, file, answers);
  const [python = null, node = null, cwd = null] = paths.map((path) =>
    path === '' ? null : expand(path, sources),
  );
  return {
    python,
    node,
    args: args.map((arg) => expand(arg, sources)),
    env: Object.fromEntries(
      env.map(([name, value]) => [name, value === null ? undefined : expand(value, sources)]),
    ),
    cwd,
    timeout: positive(configuration.get(setting.recordTimeout), 60) * 1000,
  };
}

function sourcesFor(
  document: vscode.Uri,
  file: vscode.Uri,
  answers: ReadonlyMap<string, string>,
): VariableSources {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = vscode.workspace.getWorkspaceFolder(document) ?? folders[0];
  // The browser's extension host has no environment, and runs nothing either.
  const { process } = globalThis as {
    process?: { env: Record<string, string | undefined>; execPath: string };
  };
  return {
    file: file.fsPath,
    folder: folder?.uri.fsPath ?? null,
    folderNamed: (name) => folders.find((known) => known.name === name)?.uri.fsPath,
    cursor: cursorIn(document),
    executable: process?.execPath ?? '',
    separator: file.fsPath.includes('\\') ? '\\' : '/',
    answers,
    environment: (name) => process?.env[name] ?? '',
    setting: (name) => {
      const value: unknown = vscode.workspace.getConfiguration(undefined, file).get(name);
      const plain = typeof value === 'string' || typeof value === 'number';
      return plain || typeof value === 'boolean' ? String(value) : undefined;
    },
  };
}

function cursorIn(uri: vscode.Uri): Cursor | null {
  const editor = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  if (!editor) return null;
  const { document, selection } = editor;
  return {
    line: selection.active.line + 1,
    column: selection.active.character + 1,
    selected: document.getText(selection),
  };
}

/** Calls back after any of our settings has changed. */
export function onDidChangeSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(settingSection)) listener();
  });
}

function oneOf<T extends string>(values: readonly [T, ...T[]], value: unknown): T {
  return values.find((known) => known === value) ?? values[0];
}

function positive(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value > 0 ? value : otherwise;
}
