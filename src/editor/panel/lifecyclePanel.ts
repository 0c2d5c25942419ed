import * as vscode from 'vscode';
import type { Choice, Trace } from '../../core/trace/format';
import type {
  FromPanel,
  GoToSource,
  PanelAction,
  SourcePlace,
  ToPanel,
} from '../../protocol/messages';
import type { AnalysisStore } from '../analysisStore';
import { command } from '../names';
import { loadSimulator } from '../parts';
import type { RecordingReport } from '../record/recordings';
import { Debounced } from '../timing';
import type { Unsaved } from './compareTraces';
import type { CursorFollower } from './cursorFollower';
import { Depictions } from './depictions';
import { exportReplay } from './export';
import { Highlight, rangeOf } from './highlight';
import { hear, loadPage, nonce, tabIcon } from './page';
import type { PanelMemory } from './memory';
import { MovedLines, unmoved } from './movedLines';
import type { PanelPreferences } from './preferences';
import type { RecordingStore } from './recordingStore';
import type { Progress, Subject } from './subject';
import { contentOf, titleOf, wholeFile } from './subject';
import { columnOf, sourceIn } from './traceSource';

/** Milliseconds without an edit after which the replay is worked out again. */
const settleAfter = 400;

/** What a panel needs from the rest of the extension. */
export interface PanelParts {
  readonly extensionUri: vscode.Uri;
  readonly store: AnalysisStore;
  readonly preferences: PanelPreferences;
  /** Of the workspace: what the panel shows, for the next window. */
  readonly memory: PanelMemory;
  readonly recordings: RecordingStore;
  readonly follower: CursorFollower;
  readonly log: vscode.LogOutputChannel;
}

/** The run that a panel shows. */
interface Recorded extends Pick<RecordingReport, 'run' | 'document'> {
  /** Under which the recording is kept for the next window. */
  readonly name: string;
  /** Whether the page goes along with it, or did when it was last seen. */
  readonly following: boolean;
}

/** Of a recording that an earlier window has made: those of this window are counted from 1. */
const earlierRun = 0;

/** One lifecycle panel: its page, what it replays, and the place that it lights up in the editors. */
export class LifecyclePanel implements vscode.Disposable {
  private readonly highlight = new Highlight();
  private readonly subscriptions: vscode.Disposable;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly replayLater = new Debounced(settleAfter, () => void this.replayAfterEdit());
  private subject: Subject | undefined;
  /** Undefined while a walkthrough is shown. */
  private recorded: Recorded | undefined;
  private readonly depictions = new Depictions((message) => this.post(message));
  private lines = unmoved;
  /** The await on which the cursor rested last. */
  private awaited: { readonly uri: string; readonly place: SourcePlace | null } | undefined;
  private progress: Progress;
  /** What the user wants assumed in the subject's walkthrough. */
  private choices: readonly Choice[] = [];
  private content: ToPanel | undefined;
  /** Whether the page listens: one that is hidden is gone, and starts anew when it comes back into view. */
  private ready = false;

  /** Fires when the panel is shown, hidden, pinned or let go. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly parts: PanelParts,
  ) {
    this.progress = { step: 0, bookmarks: [], pinned: !parts.preferences.followsCursor };
    this.subscriptions = vscode.Disposable.from(
      this.highlight,
      this.changed,
      this.replayLater,
      hear(panel, parts.log, (message) => this.handle(message)),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) {
          // VS Code would keep for the page all that it is sent meanwhile.
          this.ready = false;
          this.highlight.clear();
        }
        this.changed.fire();
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => this.highlight.repaint()),
      parts.preferences.onDidChange(() => this.configureAgain()),
      parts.store.onDidChange(({ document, changes }) => {
        if (changes && document === this.subject?.document) this.replayLater.schedule();
      }),
    );
    panel.iconPath = tabIcon(parts.extensionUri);
    loadPage(panel, parts.extensionUri);
  }

  get visible(): boolean {
    return this.panel.visible;
  }

  get follows(): boolean {
    return !this.progress.pinned;
  }

  onDidDispose(listener: () => void): void {
    this.panel.onDidDispose(listener);
  }

  /** Replays a function, from its start unless told otherwise. */
  async replay(
    subject: Subject,
    progress: Partial<Progress> = {},
    choices: readonly Choice[] = this.shows(subject) ? this.choices : [],
  ): Promise<void> {
    const bookmarks = this.shows(subject) ? this.progress.bookmarks : [];
    this.choices = choices;
    this.subject = subject;
    this.forgetRecording();
    this.lines = unmoved;
    this.progress = { ...this.progress, step: 0, bookmarks, ...progress };
    this.panel.title = vscode.l10n.t('Lifecycle: {0}', titleOf(subject));
    this.highlight.clear();
    this.remember();
    const [{ walkThrough: simulate }, analysis] = await Promise.all([
      loadSimulator(),
      this.parts.store.open(subject.document),
    ]);
    if (!analysis || this.subject !== subject) return;
    this.send(contentOf(simulate, analysis, subject, this.progress, this.choices));
  }

  get showsRecording(): boolean {
    return this.recorded !== undefined;
  }

  /** Shows a recording; a longer one of the same run takes the place of the one before it. */
  showRecording({ run, document, source, trace, shown, over, done }: RecordingReport): void {
    if (this.recorded?.run !== run) {
      this.forgetRecording();
      this.progress = { step: 0, bookmarks: [], pinned: true };
      this.beginRecording({ run, document, name: nonce(), following: true }, source);
      this.changed.fire();
    }
    if (trace.events.length === 0) {
      this.explainEmptiness(
        vscode.l10n.t('{0} has run without an event loop.', titleOf(wholeFile(document))),
        vscode.l10n.t('What it printed is in the Output view, under “Await Lens: Program”.'),
      );
      return;
    }
    if (this.recorded) this.parts.recordings.keep(this.recorded.name, shown, done);
    this.showTrace(shown, !done, over);
  }

  /** Shows a recording of an earlier window again. `name`: under which it was kept; `bytes`: the JSON of its trace. */
  restoreRecording(
    document: vscode.TextDocument,
    name: string,
    bytes: Uint8Array,
    progress: Progress,
  ): void {
    const source = sourceIn(bytes).source ?? document.getText();
    this.progress = progress;
    this.beginRecording({ run: earlierRun, document, name, following: false }, source);
    this.showTrace(bytes, false);
  }

  /** Deletes what is kept of the recording that is shown: nobody will see it again. */
  forgetRecording(): void {
    if (this.recorded) this.parts.recordings.forget(this.recorded.name);
    this.recorded = undefined;
  }

  private beginRecording(recorded: Recorded, source: string): void {
    this.subject = wholeFile(recorded.document);
    this.recorded = recorded;
    this.lines = new MovedLines(source);
    this.panel.title = vscode.l10n.t('Recording: {0}', titleOf(this.subject));
    this.highlight.clear();
    this.remember();
  }

  private showTrace(trace: Trace | Uint8Array, running: boolean, over = false): void {
    const { recorded, subject } = this;
    if (!recorded || !subject) return;
    const { run, document, following } = recorded;
    this.send({
      type: 'show',
      shown: {
        uri: document.uri.toString(),
        function: subject.function,
        title: titleOf(subject),
        file: titleOf(subject),
        trace,
        source: this.lines.source,
        fromFile: false,
        recording: { run, running, over, following },
        ...this.progress,
      },
    });
    this.compareText(document);
  }

  /** Whether this is what the panel replays already. */
  shows(subject: Subject): boolean {
    return (
      this.subject?.document === subject.document &&
      this.subject.function === subject.function &&
      this.subject.occurrence === subject.occurrence
    );
  }

  /** Says why there is nothing to replay, and what to do about it. */
  explainEmptiness(reason: string, advice: string): void {
    this.send({ type: 'empty', reason, advice });
  }

  /** Shows what happened at an await of the document, if the document is what is replayed; null for no await. */
  showAwait(document: vscode.TextDocument, place: SourcePlace | null): void {
    if (document !== this.subject?.document) return;
    this.awaited = { uri: document.uri.toString(), place };
    this.tellAwait();
  }

  private tellAwait(): void {
    if (this.awaited?.uri !== this.subject?.document.uri.toString()) return;
    if (!this.awaited) return;
    const { uri, place } = this.awaited;
    this.post({ type: 'await', uri, place: place && this.lines.toRun(place) });
  }

  /** Lets the user save what is shown; nothing without a replay. */
  async export(): Promise<void> {
    if (this.content?.type !== 'show' || !this.subject) return;
    const { extensionUri, preferences } = this.parts;
    await exportReplay({
      shown: this.content.shown,
      nextTo: this.subject.document.uri,
      settings: preferences.forPage(),
      extensionUri,
      depict: () => (this.ready ? this.depictions.ask() : Promise.resolve(null)),
    });
  }

  /** What is shown, to be compared with another trace; null without a replay. */
  get unsaved(): Unsaved | null {
    if (this.content?.type !== 'show' || !this.subject) return null;
    const { trace } = this.content.shown;
    return {
      trace,
      title: this.panel.title,
      source: this.subject.document.uri,
    };
  }

  reveal(preserveFocus = false): void {
    this.panel.reveal(undefined, preserveFocus);
  }

  act(action: PanelAction): void {
    this.post({ type: 'act', action });
  }

  pin(pinned: boolean): void {
    if (this.progress.pinned === pinned) return;
    this.progress = { ...this.progress, pinned };
    this.remember();
    this.post({ type: 'pinned', pinned });
    this.changed.fire();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  /** A recording is of the text as it was run: its lines are looked for in the text as it is. */
  private compareText(document: vscode.TextDocument): void {
    this.lines.compare(document.getText());
    this.post({ type: 'changed', uri: document.uri.toString(), lost: this.lines.lost });
  }

  private light(uri: string, place: SourcePlace | null): void {
    if (place) this.highlight.show(uri, place);
    else this.highlight.clear();
  }

  private remember(): void {
    if (!this.subject) return;
    const { document, function: name, occurrence } = this.subject;
    const uri = document.uri.toString();
    const { progress, choices } = this;
    const recording = this.recorded?.name ?? null;
    this.parts.memory.keep({ uri, function: name, occurrence, ...progress, choices, recording });
  }

  private send(message: ToPanel): void {
    this.content = message;
    this.post(message);
  }

  private handle(message: FromPanel): void {
    switch (message.type) {
      case 'ready':
        this.start();
        return;
      case 'stepped':
        if (message.uri !== this.subject?.document.uri.toString()) return;
        this.progress = { ...this.progress, step: message.step };
        if (this.recorded) this.recorded = { ...this.recorded, following: message.following };
        this.remember();
        this.light(message.uri, message.place && this.lines.toNow(message.place));
        return;
      case 'goToSource':
        void this.goToSource(message);
        return;
      case 'pin':
        this.progress = { ...this.progress, pinned: message.pinned };
        this.remember();
        this.changed.fire();
        return;
      case 'bookmarks':
        if (message.uri !== this.subject?.document.uri.toString()) return;
        this.progress = { ...this.progress, bookmarks: message.bookmarks };
        this.remember();
        return;
      case 'plainWords':
        this.parts.preferences.plainWords = message.on;
        return;
      case 'codeShown':
        this.parts.preferences.codeShown = message.on;
        return;
      case 'speed':
        this.parts.preferences.speed = message.speed;
        return;
      case 'choose':
        this.choose(message.choice);
        return;
      case 'stop':
        void vscode.commands.executeCommand(command.stopRecording);
        return;
      case 'export':
        void this.export();
        return;
      case 'depicted':
        this.depictions.answer(message.id, message);
        return;
      case 'openSample':
        void vscode.commands.executeCommand(command.openSample);
        return;
      case 'problem':
        this.parts.log.warn(message.message);
        return;
      case 'selected':
      case 'swap':
      case 'copy':
      // The page offers these for a comparison only.
    }
  }

  private start(): void {
    this.ready = true;
    this.configureAgain();
    if (this.content?.type === 'show') {
      const { shown } = this.content;
      const recording = shown.recording && {
        ...shown.recording,
        following: this.recorded?.following ?? false,
      };
      this.content = { type: 'show', shown: { ...shown, ...this.progress, recording } };
    }
    if (this.content) this.post(this.content);
    if (this.recorded) this.compareText(this.recorded.document);
    this.tellAwait();
  }

  private configureAgain(): void {
    this.post(this.parts.preferences.configuration());
  }

  /** Another choice takes the place of one about the same; the step stays, as far as the replay is the same. */
  private choose(choice: Choice | null): void {
    const others = this.choices.filter((each) => !choice || !isAboutSame(each, choice));
    this.choices = choice ? [...others, choice] : [];
    this.remember();
    void this.replayAfterEdit();
  }

  /** While the code is broken what is shown stays, if the function cannot be replayed as it is now. */
  private async replayAfterEdit(): Promise<void> {
    if (this.recorded) {
      this.compareText(this.recorded.document);
      return;
    }
    const { subject } = this;
    const { walkThrough: simulate } = await loadSimulator();
    const analysis = subject && (await this.parts.store.open(subject.document));
    if (!analysis || this.subject !== subject) return;
    const content = contentOf(simulate, analysis, subject, this.progress, this.choices);
    if (content.type === 'empty' && analysis.document.root.hasError) return;
    this.send(content);
  }

  private async goToSource({ id, uri, place, focus }: GoToSource): Promise<void> {
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
      const { start } = rangeOf(this.lines.toNow(place) ?? place);
      this.parts.follower.ignore(document, start);
      await vscode.window.showTextDocument(document, {
        viewColumn: columnOf(document.uri) ?? this.columnBeside,
        selection: new vscode.Range(start, start),
        preserveFocus: !focus,
      });
      this.post({ type: 'done', id });
    } catch (error) {
      this.parts.log.warn(`Cannot go to ${uri}`, error);
      this.post({
        type: 'failed',
        id,
        message: vscode.l10n.t('The source cannot be opened any more.'),
      });
    }
  }

  /** Where code can be shown without covering the panel. */
  private get columnBeside(): vscode.ViewColumn {
    const { One, Beside } = vscode.ViewColumn;
    return this.panel.viewColumn === One ? Beside : One;
  }

  private post(message: ToPanel): void {
    if (this.ready) void this.panel.webview.postMessage(message);
  }
}

function isAboutSame(a: Choice, b: Choice): boolean {
  return a.kind === b.kind && a.line === b.line && a.column === b.column && a.subject === b.subject;
}
