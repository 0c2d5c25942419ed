import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchBrowser } from '../../../scripts/vscode/browser.mjs';
import { PROJECT } from '../../../scripts/vscode/cache.mjs';
import { Driver } from '../../../scripts/vscode/driver.mjs';
import { startServer } from '../../../scripts/vscode/server.mjs';
import { EDITORS, NEWEST_EDITOR, type EditorVersion } from '../../../scripts/vscode/versions.mjs';
import { workbenchAddress } from '../../../scripts/vscode/workbench.mjs';

const EXTENSION = 'await-lens.await-lens';

/**
 * Names the theme, so that one which a test has chosen is really taken back; and leaves the explorer's folders closed where a
 * file of theirs is opened: what a test writes beside them would be below the rows that there is room for.
 */
const SETTINGS = { 'workbench.colorTheme': 'Default Dark Modern', 'explorer.autoReveal': false };

/** A folder that nobody was asked about is not trusted. */
const RESTRICTED = { 'security.workspace.trust.startupPrompt': 'never' };

const IN_THE_BROWSER = {
  'extensions.webWorker': true,
  'remote.extensionKind': { [EXTENSION]: ['web'] },
};

/** A VS Code with the extension in it and a copy of samples/ open. */
export interface Editor {
  /** Acts as the user. */
  readonly user: Driver;
  /** VS Code's version, as "1.139.1". */
  readonly version: string;
  /** The absolute path of a file in the open copy of samples/. The tests may change it. */
  readonly sample: (name: string) => string;
  /** The inside of the lifecycle panel, to be asked like a page: `panel().getByRole('button')`. */
  readonly panel: () => ReturnType<Driver['panel']>;
  /** Replaces the user's settings; without any, those it was started with. */
  readonly configure: (settings: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Puts back the samples and the settings, and closes every editor. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface EditorOptions {
  /** Whether the user trusts the folder; true without it. */
  readonly trusted?: boolean;
  /** Whether the extension runs in the browser's own extension host, as on vscode.dev, and not in Node. */
  readonly web?: boolean;
  /** Folders of other extensions that the user has installed. */
  readonly installed?: readonly string[];
}

/** Those that are running: the one that the tests share, and what a suite has started beside it. */
export const editors = new Set<Editor>();

/** Starts the VS Code that EMBEDDED_VSCODE names, the newest without it. */
export async function startEditor(options: EditorOptions = {}): Promise<Editor> {
  const { trusted = true, web = false, installed = [] } = options;
  const temporary = await mkdtemp(path.join(tmpdir(), 'await-lens-user-'));
  const folder = path.join(temporary, 'samples');
  const samples = path.join(PROJECT, 'samples');
  await cp(samples, folder, { recursive: true });
  const server = await startServer({
    version: chosenVersion(),
    settings: { ...SETTINGS, ...(!trusted && RESTRICTED), ...(web && IN_THE_BROWSER) },
    workspaceTrust: !trusted,
    install: installed,
  });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const user = new Driver(page);
  await user.open(workbenchAddress(server, { folder, extension: PROJECT }));
  const configure = async (settings: Readonly<Record<string, unknown>>): Promise<void> => {
    await user.settings({ ...server.settings, ...settings });
  };
  const started: Editor = {
    user,
    version: server.vscode,
    sample: (name) => path.join(folder, name),
    panel: () => user.panel(EXTENSION),
    configure,
    reset: async () => {
      await user.reset();
      if (user.hasChangedSettings) await configure({});
      user.hasChangedSettings = false;
      await putBack(samples, folder);
    },
    close: async () => {
      editors.delete(started);
      await browser.close();
      await server.close();
      await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  editors.add(started);
  return started;
}

/** Makes a folder the same as another again: a file that a test has left pushes others out of the explorer's view. */
async function putBack(from: string, folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true }))
    if (!existsSync(path.join(from, name)))
      await rm(path.join(folder, name), { recursive: true, force: true });
  await cp(from, folder, { recursive: true });
}

function chosenVersion(): EditorVersion {
  const name = process.env.EMBEDDED_VSCODE ?? NEWEST_EDITOR;
  const version = Object.keys(EDITORS).find((known): known is EditorVersion => known === name);
  if (version === undefined) throw new Error(`EMBEDDED_VSCODE names no known version: ${name}`);
  return version;
}
