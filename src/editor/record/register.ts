import * as vscode from 'vscode';
import type { Analysis } from '../../core/analysis';
import { contradicts } from '../../core/explain/contradiction';
import type { Position } from '../../core/position';
import type { Trace } from '../../core/trace/format';
import { manyEvents } from '../../protocol/messages';
import type { RecordedEnd, RecordRequest, RunningRecording } from '../../recording/service';
import type { AnalysisStore } from '../analysisStore';
import type { Target } from '../commands/target';
import { targetAtCursor, targetOf } from '../commands/target';
import { command, contextKey, internalCommand } from '../names';
import { chooseSample } from '../samples/open';
import { recordSettingsFor } from '../settings';
import { Throttled } from '../timing';
import { activePython } from './interpreter';
import { programFile } from './program';
import type { Recordings } from './recordings';
import { traceBytes } from './traceBytes';

/** Milliseconds between two looks at a recording that runs. */
const lookEvery = 500;

/** So many more for each event: the trace is sent whole, and must not keep the extension host and the panel busy. */
const lookPerEvent = 0.05;

/** The commands that run programs. There is one recording at a time; a new one stops the one before it. */
export function registerRecording(
  { extensionUri, globalStorageUri }: vscode.ExtensionContext,
  store: AnalysisStore,
  recordings: Recordings,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const console = vscode.window.createOutputChannel(vscode.l10n.t('Await Lens: Program'));
  const storage = vscode.Uri.joinPath(globalStorageUri, 'programs');
  let running: RunningRecording | undefined;
  let runs = 0;

  const record = async (target: Target, selection: vscode.Range | null): Promise<void> => {
    if (!isAllowed()) return;
    running?.stop();
    const run = ++runs;
    const { document, analysis } = target;
    const { file, text, pieceOf } = await programFile(document, selection, storage);
    const { version } = document;
    const source = document.getText();
    const { points } = analysis.suspensions;
    const settings = await recordSettingsFor(document.uri, file);
    if (!settings) return;
    const request: RecordRequest = {
      language: analysis.document.language,
      name: nameOf(document),
      path: file.fsPath,
      pieceOf: pieceOf?.fsPath ?? null,
      text,
      points,
      args: settings.args,
      cwd: settings.cwd ?? vscode.Uri.joinPath(pieceOf ?? file, '..').fsPath,
      env: settings.env,
      interpreter:
        analysis.document.language === 'python'
          ? ((await activePython(document.uri)) ?? settings.python)
          : settings.node,
      recorders: vscode.Uri.joinPath(extensionUri, 'recorders').fsPath,
      timeout: settings.timeout,
    };
    console.clear();
    let latest: (() => Trace) | undefined;
    let over = false;
    let ended = false;
    const report = async (trace: Trace, done: boolean): Promise<void> => {
      const { events, ...head } = trace;
      const whole = { ...head, source, events };
      const shown = events.length > manyEvents ? await traceBytes(whole) : whole;
      if (done || !ended)
        recordings.report({ run, document, source, points, version, trace, shown, over, done });
    };
    const look = new Throttled(() => {
      const trace = latest?.();
      if (!trace || trace.events.length === 0) return lookEvery;
      void report(trace, false);
      return lookEvery + trace.events.length * lookPerEvent;
    }, lookEvery);
    try {
      const { startRecording } = await import('./recorder');
      const started = await startRecording(request, {
        output: (written) => console.append(written),
        progress: (trace, isOver) => {
          latest = trace;
          over = isOver;
          look.schedule();
        },
      });
      // While it was being started, another one may have been asked for.
      if (run === runs) running = started;
      else started.stop();
      const end = await withProgress(request.name, started);
      look.dispose();
      ended = true;
      if (running === started) running = undefined;
      await report(end.trace, true);
      for (const { line } of contradictions(analysis, document, recordings))
        log.warn(`A recording contradicts the explanation at ${request.name}:${line + 1}`);
      tell(end, console);
    } catch (error) {
      look.dispose();
      ended = true;
      log.error(`Cannot record ${file.fsPath}`, error);
      await tellWhy(error, document);
    }
  };

  return vscode.Disposable.from(
    console,
    { dispose: () => running?.stop() },
    vscode.commands.registerCommand(command.recordFile, async () => {
      const target = isAllowed() && (await targetAtCursor(store));
      if (target) await record(target, null);
    }),
    vscode.commands.registerCommand(command.recordSelection, async () => {
      const target = isAllowed() && (await targetAtCursor(store));
      if (!target) return;
      const selection = vscode.window.activeTextEditor?.selection;
      await record(target, selection?.isEmpty === false ? selection : null);
    }),
    vscode.commands.registerCommand(command.runSample, async () => {
      if (!isAllowed()) return;
      const document = await chooseSample(extensionUri, vscode.l10n.t('Run a sample'));
      const analysis = document && (await store.open(document));
      if (analysis) await record({ document, analysis, position: { line: 0, character: 0 } }, null);
    }),
    vscode.commands.registerCommand(command.stopRecording, () => running?.stop()),
    vscode.commands.registerCommand(internalCommand.recordAt, async (argument: unknown) => {
      const target = isAllowed() && (await targetOf(store, argument));
      if (target) await record(target, null);
    }),
  );
}

/** The places of the explanations that a recording has shown to be wrong. */
function contradictions(
  analysis: Analysis,
  document: vscode.TextDocument,
  recordings: Recordings,
): Position[] {
  return analysis.suspensions.points.flatMap(({ keywordRange: { start } }, index) => {
    const wait = recordings.waitAt(document, start);
    return wait && contradicts(analysis.gist(index), wait.waitsFor) ? [start] : [];
  });
}

/** Nothing is run in a workspace that the user does not trust; says so. */
function isAllowed(): boolean {
  if (vscode.workspace.isTrusted) return true;
  void tellUntrusted();
  return false;
}

async function tellUntrusted(): Promise<void> {
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'This workspace is not trusted, so nothing in it is run. The walkthrough needs no run: it is worked out from the source.',
    ),
    manage,
  );
  if (choice === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}

/** Shows that the program runs, with a button that stops it. */
async function withProgress(name: string, recording: RunningRecording): Promise<RecordedEnd> {
  await setRecording(true);
  try {
    return await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Recording {0}', name),
        cancellable: true,
      },
      (_, token) => {
        token.onCancellationRequested(() => recording.stop());
        return recording.ended;
      },
    );
  } finally {
    await setRecording(false);
  }
}

async function setRecording(on: boolean): Promise<void> {
  await vscode.commands.executeCommand('setContext', contextKey.recording, on);
}

/** Says how the program ended, where that is not plain. */
function tell(end: RecordedEnd, console: vscode.OutputChannel): void {
  const message = endMessage(end);
  if (message === null) return;
  const show = vscode.l10n.t('Show Output');
  void vscode.window.showWarningMessage(message, show).then((choice) => {
    if (choice === show) console.show();
  });
}

function endMessage({ stopped, recorded, problem, status, signal }: RecordedEnd): string | null {
  if (stopped === 'timeout') {
    return vscode.l10n.t(
      'The program was stopped after the time that the setting awaitLens.record.timeout allows.',
    );
  }
  if (stopped === 'stop') return null;
  if (problem !== null) return vscode.l10n.t('The recording is cut short: {0}', problem);
  if (!recorded) return vscode.l10n.t('The program ran without its recorder.');
  if (signal !== null) return vscode.l10n.t('The program was ended by {0}.', signal);
  return status === 0
    ? null
    : vscode.l10n.t('The program ended with exit status {0}.', status ?? 0);
}

/** Why there is no recording, and the walkthrough in its place. */
async function tellWhy(error: unknown, document: vscode.TextDocument): Promise<void> {
  const isProblem = error instanceof Error && error.name === 'RecordingProblem';
  const reason = isProblem
    ? error.message
    : vscode.l10n.t('Programs cannot be recorded here; see the log of Await Lens.');
  const walkthrough = vscode.l10n.t('Open the Walkthrough');
  const settings = vscode.l10n.t('Open Settings');
  const choice = await vscode.window.showErrorMessage(reason, walkthrough, settings);
  if (choice === settings)
    await vscode.commands.executeCommand('workbench.action.openSettings', 'awaitLens.record');
  if (choice !== walkthrough) return;
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand(command.openPanel);
}

function nameOf({ uri }: vscode.TextDocument): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
