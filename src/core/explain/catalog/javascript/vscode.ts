import * as l10n from '@vscode/l10n';
import type { Entry, Library, Own, Raise, Text, KnownWait } from '../schema';
import { methods, plainArgument, promised, undefinedValue } from '../waits';

/**
 * Facts from the VS Code API (vscode.d.ts) and its side in the editor, src/vs/workbench/api: extensions run in a process of
 * their own and ask the editor.
 */

const page = (anchor: string) =>
  `https://code.visualstudio.com/api/references/vscode-api#${anchor}`;

function editor(thing: Text, value: Text, more: Own): KnownWait {
  return promised('process', 'process', thing, value, {
    registers: () =>
      l10n.t(
        'The extension host sends a message to the editor and gives a Thenable for its answer.',
      ),
    watches: () => l10n.t('The event loop watches the channel between extension host and editor.'),
    wokenBy: () =>
      l10n.t(
        'When the answer comes, the Thenable is settled, and the rest is queued as a microtask.',
      ),
    ...more,
  });
}

const choice: KnownWait = editor(
  () => l10n.t('the user’s answer'),
  () => l10n.t('what the user chose, or undefined if it was dismissed,'),
  {
    waitsFor: 'event',
    raises: [],
    mistakes: [() => l10n.t('It may take for ever: a notification can stay unanswered.')],
  },
);

const fails = (when: Text): readonly Raise[] => [{ error: 'Error', when }];

/** What the editor’s answer can be instead, by the name of what is asked; the others give no error of their own. */
const answers: Readonly<Record<string, readonly Raise[]>> = {
  showTextDocument: fails(() => l10n.t('If the document cannot be opened or shown.')),
  showNotebookDocument: fails(() => l10n.t('If the document cannot be opened or shown.')),
  openTextDocument: fails(() => l10n.t('If the file is not there or cannot be loaded.')),
  openNotebookDocument: fails(() => l10n.t('If the file is not there or cannot be loaded.')),
  edit: fails(() => l10n.t('If the editor is closed, or the edits overlap.')),
  insertSnippet: fails(() => l10n.t('If the editor is closed.')),
  save: fails(() => l10n.t('If the document is closed.')),
  startDebugging: fails(() => l10n.t('If the configuration or its debugger fails.')),
  stopDebugging: fails(() => l10n.t('If there is no such session.')),
  executeTask: fails(() => l10n.t('If no process can be started here.')),
  setTextDocumentLanguage: fails(() => l10n.t('If there is no such language or document.')),
  store: fails(() => l10n.t('If the value cannot be stored.')),
};

/** Some say false instead of rejecting. */
const falseIf: Readonly<Record<string, Text>> = {
  applyEdit: () => l10n.t('It gives false, and rejects nothing, if an edit could not be made.'),
  saveAll: () => l10n.t('It gives false, and rejects nothing, if a file could not be saved.'),
  save: () => l10n.t('It gives false, and rejects nothing, if the file could not be saved.'),
  edit: () => l10n.t('It gives false, and changes nothing, if the document has changed meanwhile.'),
  openExternal: () => l10n.t('It gives false, and rejects nothing, if it could not be opened.'),
  startDebugging: () => l10n.t('It gives false if a configuration provider calls it off.'),
  postMessage: () =>
    l10n.t('A hidden webview without retainContextWhenHidden gets nothing: it gives false.'),
};

const answer = (name: string): KnownWait =>
  editor(
    () => l10n.t('the editor’s answer to {0}', name),
    () => l10n.t('the answer'),
    { raises: answers[name] ?? [], mistakes: falseIf[name] === undefined ? [] : [falseIf[name]] },
  );

const file = (name: string): KnownWait =>
  editor(
    (call) => l10n.t('{0} of {1}', name, plainArgument(call, 0)),
    () => l10n.t('the result'),
    {
      waitsFor: 'file',
      raises: [
        {
          error: 'vscode.FileSystemError',
          when: () =>
            l10n.t('If the file system refuses it: code tells why, FileNotFound for one.'),
        },
      ],
    },
  );

const members = (owner: string, names: readonly string[], wait: (name: string) => KnownWait) =>
  methods(owner, names, (name): Entry => ({
    page: page(owner.slice('vscode.'.length)),
    await: wait(name),
  }));

export const vscode: Library = {
  title: 'VS Code API',
  packages: { npm: ['@types/vscode@1.100.0'] },
  entries: {
    ...members(
      'vscode.window',
      [
        'showInformationMessage',
        'showWarningMessage',
        'showErrorMessage',
        'showQuickPick',
        'showInputBox',
        'showOpenDialog',
        'showSaveDialog',
        'showWorkspaceFolderPick',
      ],
      () => choice,
    ),
    ...members('vscode.window', ['showTextDocument', 'showNotebookDocument'], answer),
    ...members('vscode.window', ['withProgress'], () =>
      editor(
        () => l10n.t('the task under the progress display'),
        () => l10n.t('what the task gives'),
        {
          waitsFor: 'promise',
          mechanism: 'task',
          raises: [{ error: null, when: () => l10n.t('What the task throws.') }],
        },
      ),
    ),
    ...members(
      'vscode.workspace',
      ['openTextDocument', 'applyEdit', 'findFiles', 'saveAll', 'openNotebookDocument'],
      answer,
    ),
    ...members(
      'vscode.workspace.fs',
      [
        'readFile',
        'writeFile',
        'stat',
        'readDirectory',
        'createDirectory',
        'delete',
        'rename',
        'copy',
      ],
      file,
    ),
    'vscode.workspace.getConfiguration': {
      page: page('workspace.getConfiguration'),
      returns: 'vscode.WorkspaceConfiguration',
    },
    ...members('vscode.WorkspaceConfiguration', ['update'], () =>
      editor((call) => l10n.t('setting {0} to be saved', plainArgument(call, 0)), undefinedValue, {
        raises: fails(() => l10n.t('If no such setting is registered, or it cannot be set there.')),
        mistakes: [
          () =>
            l10n.t(
              'The configuration asked before keeps the old value: call getConfiguration() again.',
            ),
        ],
      }),
    ),
    ...members('vscode.commands', ['executeCommand'], () =>
      editor(
        (call) => l10n.t('command {0} to end', plainArgument(call, 0)),
        () => l10n.t('what the command gives'),
        {
          raises: [
            { error: null, when: () => l10n.t('What the command throws.') },
            { error: 'Error', when: () => l10n.t('If there is no such command.') },
          ],
        },
      ),
    ),
    ...members('vscode.commands', ['getCommands'], answer),
    ...members('vscode.env', ['openExternal', 'asExternalUri'], answer),
    ...members('vscode.env.clipboard', ['readText', 'writeText'], answer),
    ...members('vscode.debug', ['startDebugging', 'stopDebugging'], answer),
    ...members('vscode.tasks', ['executeTask', 'fetchTasks'], answer),
    ...members('vscode.languages', ['getLanguages', 'setTextDocumentLanguage'], answer),
    ...members('vscode.TextEditor', ['edit', 'insertSnippet'], answer),
    ...members('vscode.TextDocument', ['save'], answer),
    ...members('vscode.SecretStorage', ['get', 'store', 'delete'], answer),
    ...members('vscode.Memento', ['update'], () => ({
      ...answer('update'),
      raises: fails(() => l10n.t('If the value cannot be turned into JSON or stored.')),
    })),
    ...members('vscode.Webview', ['postMessage'], answer),
  },
  classes: [
    'vscode.WorkspaceConfiguration',
    'vscode.TextEditor',
    'vscode.TextDocument',
    'vscode.SecretStorage',
    'vscode.Memento',
    'vscode.Webview',
    'vscode.ExtensionContext',
    'vscode.WebviewPanel',
    'vscode.WebviewView',
  ],
  attributes: {
    'vscode.ExtensionContext.secrets': 'vscode.SecretStorage',
    'vscode.ExtensionContext.globalState': 'vscode.Memento',
    'vscode.ExtensionContext.workspaceState': 'vscode.Memento',
    'vscode.WebviewPanel.webview': 'vscode.Webview',
    'vscode.WebviewView.webview': 'vscode.Webview',
    'vscode.TextEditor.document': 'vscode.TextDocument',
    'vscode.window.activeTextEditor': 'vscode.TextEditor',
  },
};
