/** Where the values of variables come from: the file that is run, its workspace folder, and the editor. */
export interface VariableSources {
  /** Paths as the operating system writes them. */
  readonly file: string;
  /** Null where the file is in no folder of the workspace. */
  readonly folder: string | null;
  /** `/`, or `\` on Windows. */
  readonly separator: string;
  /** Empty string where a variable of the environment is not set, as in launch.json. */
  readonly environment: (name: string) => string;
  /** A setting as text; undefined where there is none that is text, a number or a boolean. */
  readonly setting: (name: string) => string | undefined;
}

/**
 * A text with the variables of launch.json filled in (https://code.visualstudio.com/docs/reference/variables-reference). One
 * that is not known stays as it is, so that it is seen.
 */
export function expand(text: string, sources: VariableSources): string {
  const values = valuesFrom(sources);
  return text.replace(/\$\{([^{}]+)\}/g, (whole, name: string) => {
    if (name.startsWith('env:')) return sources.environment(name.slice('env:'.length));
    if (name.startsWith('config:')) return sources.setting(name.slice('config:'.length)) ?? whole;
    return values[name] ?? whole;
  });
}

function valuesFrom(sources: VariableSources): Readonly<Record<string, string | undefined>> {
  const { file, folder, separator, environment } = sources;
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
    userHome: environment(separator === '\\' ? 'USERPROFILE' : 'HOME'),
    pathSeparator: separator,
    '/': separator,
  };
}

function nameIn(path: string, separator: string): string {
  return path.slice(path.lastIndexOf(separator) + 1);
}
