import * as vscode from 'vscode';
import type { Analysis } from '../../core/analysis';
import type { PanelAction } from '../../protocol/messages';
import type { AnalysisStore } from '../analysisStore';
import { notAsync } from '../commands/notAsync';
import type { Target } from '../commands/target';
import { targetAtCursor, targetOf } from '../commands/target';
import { asyncFunctionAt } from '../cursor';
import { command, contextKey, internalCommand, panelViewType, traceEditorType } from '../names';
import type { Recordings } from '../record/recordings';
import { CursorFollower } from './cursorFollower';
import { LifecyclePanel } from './lifecyclePanel';
import { PanelMemory } from './memory';
import { PanelPreferences } from './preferences';
import { RecordingStore } from './recordingStore';
import { registerComparison } from './registerComparison';
import { restorePanel } from './restore';
import type { Subject } from './subject';
import { subjectOf, subjectOutside, wholeFile } from './subject';
import { TraceEditorProvider } from './traceEditor';

/** The lifecycle panel: at most one, beside the editor, and everything that drives it. */
export function registerPanel(
  context: vscode.ExtensionContext,
  store: AnalysisStore,
  recordings: Recordings,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const { extensionUri } = context;
  const preferences = new PanelPreferences(context.globalState);
  const memory = new PanelMemory(context.workspaceState);
  const storage = context.storageUri ?? context.globalStorageUri;
  const kept = new RecordingStore(vscode.Uri.joinPath(storage, 'recordings'), log);
  let current: LifecyclePanel | undefined;
  /** The run of the last recording that was shown. */
  let shownRun = 0;
  const follower = new CursorFollower(store, () => current?.visible === true);

  const adopt = (panel: vscode.WebviewPanel): LifecyclePanel => {
    const adopted = new LifecyclePanel(panel, {
      extensionUri,
      store,
      preferences,
      memory,
      recordings: kept,
      follower,
      log,
    });
    adopted.onDidChange(() => announce(current));
    adopted.onDidDispose(() => {
      adopted.dispose();
      if (adopted.showsRecording) void vscode.commands.executeCommand(command.stopRecording);
      adopted.forgetRecording();
      if (current === adopted) current = undefined;
      announce(current);
    });
    current = adopted;
    announce(current);
    return adopted;
  };

  const replay = async (subject: Subject) => {
    if (current) current.reveal();
    await (current ?? adopt(createPanel())).replay(subject);
  };

  const replayTarget = async (target: Target) => {
    const info = asyncFunctionAt(target.analysis.suspensions, target.position);
    const { document, analysis } = target;
    if (info) await replay(subjectOf(document, analysis.suspensions, info));
    else if (waits(analysis)) await replay(await subjectOutside(document, analysis));
    else if (await wantsWholeFile(target)) await replay(wholeFile(document));
  };

  const act = (id: string, action: PanelAction) =>
    vscode.commands.registerCommand(id, () => current?.act(action));

  return vscode.Disposable.from(
    preferences,
    kept,
    follower,
    { dispose: () => current?.dispose() },
    vscode.commands.registerCommand(command.openPanel, async () => {
      const target = await targetAtCursor(store);
      if (target) await replayTarget(target);
    }),
    vscode.commands.registerCommand(internalCommand.replayAt, async (argument: unknown) => {
      const target = await targetOf(store, argument);
      if (target) await replayTarget(target);
    }),
    act(command.stepForward, 'next'),
    act(command.stepBack, 'previous'),
    act(command.playOrPause, 'togglePlay'),
    act(command.restart, 'first'),
    vscode.commands.registerCommand(command.exportReplay, () => current?.export()),
    vscode.commands.registerCommand(command.openTrace, openTrace),
    TraceEditorProvider.register({ extensionUri, preferences, log }),
    registerComparison(
      context,
      { extensionUri, preferences, memory: context.workspaceState, log },
      () => current?.unsaved ?? null,
    ),
    vscode.commands.registerCommand(command.followCursor, () => current?.pin(false)),
    vscode.commands.registerCommand(command.stayOnFunction, () => current?.pin(true)),
    recordings.onDidReport((report) => {
      const { run } = report;
      // Who closes the panel, or has something else shown in it, wants to see no more of this run; nor of one before the last.
      if (run < shownRun || (run === shownRun && !current?.showsRecording)) return;
      if (run !== shownRun) current?.reveal(true);
      shownRun = run;
      (current ?? adopt(createPanel(true))).showRecording(report);
    }),
    follower.onDidEnter((subject) => {
      if (current?.follows && !current.shows(subject)) void current.replay(subject);
    }),
    follower.onDidRest(({ document, place }) => {
      current?.showAwait(document, place);
    }),
    vscode.window.registerWebviewPanelSerializer(panelViewType, {
      async deserializeWebviewPanel(panel) {
        await restorePanel(adopt(panel), memory.last, kept);
      },
    }),
  );
}

/** An empty panel; `loadPage` gives it its options and its page, as it does for a restored one. */
function createPanel(preserveFocus = false): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(panelViewType, vscode.l10n.t('Lifecycle'), {
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus,
  });
}

/** Whether there is anything in the file that may wait. */
function waits({ suspensions: { functions, points } }: Analysis): boolean {
  return points.length > 0 || functions.some(({ async }) => async);
}

/** In a file that never waits: says so, and offers what there is instead. */
async function wantsWholeFile(target: Target): Promise<boolean> {
  const wholeFile = vscode.l10n.t('Replay the whole file');
  const choice = await vscode.window.showInformationMessage(notAsync(target), wholeFile);
  return choice === wholeFile;
}

/** Lets the user choose a saved trace, and opens it. */
async function openTrace(): Promise<void> {
  const files = await vscode.window.showOpenDialog({
    canSelectMany: true,
    filters: { [vscode.l10n.t('Await Lens traces')]: ['awaitlens.json', 'json'] },
  });
  for (const file of files ?? [])
    await vscode.commands.executeCommand('vscode.openWith', file, traceEditorType);
}

/** Tells the `when` clauses of package.json about the panel. */
function announce(panel: LifecyclePanel | undefined): void {
  void vscode.commands.executeCommand(
    'setContext',
    contextKey.panelVisible,
    panel?.visible ?? false,
  );
  void vscode.commands.executeCommand(
    'setContext',
    contextKey.panelFollows,
    panel?.follows ?? false,
  );
}
