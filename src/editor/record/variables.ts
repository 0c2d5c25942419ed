/** Where the values of variables come from: the file that is run, the workspace, and the editor. */
export interface VariableSources {
  /** Paths as the operating system writes them. */
  readonly file: string;
  /** Null where the file is in no folder of the workspace. */
  readonly folder: string | null;
  /** Path of the workspace's folder of a name; undefined where it has none of that name. */
  readonly folderNamed: (name: string) => string | undefined;
  /** Where the cursor is and what is selected; null where no editor shows the document. */
  readonly cursor: Cursor | null;
  /** The editor's own executable. */
  readonly executable: string;
  /** `/`, or `\` on Windows. */
  readonly separator: string;
  /** Empty string where a variable of the environment is not set, as in launch.json. */
  readonly environment: (name: string) => string;
  /** A setting as text; undefined where there is none that is text, a number or a boolean. */
  readonly setting: (name: string) => string | undefined;
  /** What `command:NAME` and `input:NAME` have given. */
  readonly answers: ReadonlyMap<string, string>;
}

/** Both numbers count from 1, as the editor shows them. */
export interface Cursor {
  readonly line: number;
  readonly column: number;
  readonly selected: string;
}

/** Variables that name what they are to give: `${env:HOME}`. */
const named = new Map<string, (sources: VariableSources, name: string) => string | undefined>([
  ['env', ({ environment }, name) => environment(name)],
  ['config', ({ setting }, name) => setting(name)],
  ['command', ({ answers }, name) => answers.get(`command:${name}`)],
  ['input', ({ answers }, name) => answers.get(`input:${name}`)],
  ['workspaceFolder', ({ folderNamed }, name) => folderNamed(name)],
  [
    'workspaceFolderBasename',
    ({ folderNamed }, name) => (folderNamed(name) === undefined ? undefined : name),
  ],
]);

/**
 * A text with the variables of launch.json filled in (https://code.visualstudio.com/docs/reference/variables-reference). One
 * that is not known stays as it is, so that it is seen.
 */
export function expand(text: string, sources: VariableSources): string {
  const values = new Map(Object.entries(valuesFrom(sources)));
  return text.replace(/\$\{([^{}]+)\}/g, (whole, name: string) => {
    const colon = name.indexOf(':');
    if (colon < 0) return values.get(name) ?? whole;
    return named.get(name.slice(0, colon))?.(sources, name.slice(colon + 1)) ?? whole;
  });
}

function valuesFrom(sources: VariableSources): Readonly<Record<string, string | undefined>> {
  const { file, folder, separator, environment, cursor, executable } = sources;
  const base = nameIn(file, separator);
  const directory = file.slice(0, Math.max(0, file.length - base.length - 1));
  const dot = base.lastIndexOf('.');
  const extension = dot > 0 ? base.slice(dot) : '';
  const workspace = folder ?? directory;
  const relative = (path: string): string =>
    path.startsWith(workspace + separator) ? path.slice(workspace.length + 1) : path;
  return {
    file,
    fileBasename: base,
    fileBasenameNoExtension: base.slice(0, base.length - extension.length),
    fileExtname: extension,
    fileDirname: directory,
    fileDirnameBasename: nameIn(directory, separator),
    fileWorkspaceFolder: workspace,
    fileWorkspaceFolderBasename: nameIn(workspace, separator),
    workspaceFolder: workspace,
    workspaceFolderBasename: nameIn(workspace, separator),
    relativeFile: relative(file),
    relativeFileDirname: directory === workspace ? '.' : relative(directory),
    cwd: workspace,
    lineNumber: cursor?.line.toString(),
    columnNumber: cursor?.column.toString(),
    selectedText: cursor?.selected,
    execPath: executable,
    userHome: environment(separator === '\\' ? 'USERPROFILE' : 'HOME'),
    pathSeparator: separator,
    '/': separator,
  };
}

function nameIn(path: string, separator: string): string {
  return path.slice(path.lastIndexOf(separator) + 1);
}
