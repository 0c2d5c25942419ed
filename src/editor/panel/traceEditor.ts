import * as vscode from 'vscode';
import type { Trace } from '../../core/trace/format';
import type { FromPanel, GoToSource, Shown, ToPanel } from '../../protocol/messages';
import { command, traceEditorType } from '../names';
import { Debounced } from '../timing';
import { Depictions } from './depictions';
import { exportReplay } from './export';
import { MovedLines, unmoved } from './movedLines';
import { hear, loadPage, tabIcon } from './page';
import type { PanelPreferences } from './preferences';
import { findSource, showSource, sourceIn } from './traceSource';
import type { TraceSource } from './traceSource';

/** Bytes; a larger file is not read. The decoder's own limits allow for less. */
export const largest = 500_000_000;

/** Milliseconds without an edit after which the source is compared with the code that ran. */
const settleAfter = 400;

/** Bytes; what is larger the page reads, without stopping the extension host. */
const parsedHere = 1_000_000;

interface Parts {
  readonly extensionUri: vscode.Uri;
  readonly preferences: PanelPreferences;
  readonly log: vscode.LogOutputChannel;
}

/** Opens saved traces, `*.awaitlens.json`, in the panel's page. */
export class TraceEditorProvider implements vscode.CustomReadonlyEditorProvider {
  constructor(private readonly parts: Parts) {}

  static register(parts: Parts): vscode.Disposable {
    return vscode.window.registerCustomEditorProvider(
      traceEditorType,
      new TraceEditorProvider(parts),
    );
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor(
    { uri }: vscode.CustomDocument,
    panel: vscode.WebviewPanel,
  ): Promise<void> {
    const editor = new TraceEditor(panel, uri, await contentOf(uri), this.parts);
    panel.onDidDispose(() => editor.dispose());
    panel.iconPath = tabIcon(this.parts.extensionUri);
    loadPage(panel, this.parts.extensionUri);
  }
}

type Content = Extract<ToPanel, { readonly type: 'show' | 'empty' }>;

/** One opened trace. */
class TraceEditor implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private step = 0;
  private bookmarks: readonly number[] = [];
  private lines = unmoved;
  /** The file of the workspace that the trace is of, where it has been found. */
  private source: vscode.TextDocument | undefined;
  private readonly compareLater = new Debounced(settleAfter, () => this.compareText());
  private readonly depictions = new Depictions((message) => this.send(message));

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly uri: vscode.Uri,
    private readonly content: Content,
    private readonly parts: Parts,
  ) {
    this.subscription = vscode.Disposable.from(
      this.compareLater,
      hear(panel, parts.log, (message) => void this.handle(message)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.source) this.compareLater.schedule();
      }),
    );
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async handle(message: FromPanel): Promise<void> {
    const { content } = this;
    switch (message.type) {
      case 'ready':
        this.send(this.parts.preferences.configuration());
        this.send(
          content.type === 'show'
            ? {
                type: 'show',
                shown: { ...content.shown, step: this.step, bookmarks: this.bookmarks },
              }
            : content,
        );
        // A long trace is read here only where the user asks for the source.
        if (content.type === 'show' && !(content.shown.trace instanceof Uint8Array))
          await this.openSource();
        return;
      case 'stepped':
        this.step = message.step;
        return;
      case 'goToSource':
        this.send(await this.goToSource(message));
        return;
      case 'bookmarks':
        this.bookmarks = message.bookmarks;
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
      case 'export':
        if (content.type === 'show') await this.export(content.shown);
        return;
      case 'depicted':
        this.depictions.answer(message.id, message);
        return;
      case 'problem':
        this.parts.log.warn(message.message);
        return;
      case 'openSample':
        await vscode.commands.executeCommand(command.openSample);
        return;
      case 'pin':
      case 'choose':
      case 'stop':
      case 'selected':
      case 'swap':
      case 'copy':
        // The page offers none of these for a file.
        return;
    }
  }

  private async export(shown: Shown): Promise<void> {
    const { extensionUri, preferences } = this.parts;
    await exportReplay({
      shown: { ...shown, file: shown.title.replace(/\.awaitlens$|\.awaitlens\.json$/, '') },
      nextTo: this.uri,
      settings: preferences.forPage(),
      extensionUri,
      depict: () => this.depictions.ask(),
    });
  }

  private send(message: ToPanel): void {
    void this.panel.webview.postMessage(message);
  }

  /** A trace names its file; only one of the workspace is opened, and only because the user asks for it. */
  private async goToSource(asked: GoToSource): Promise<ToPanel> {
    const source = await this.openSource();
    return showSource(asked, source?.uri, this.lines.toNow(asked.place) ?? asked.place);
  }

  /** The text in the workspace that the trace is of; what has become of the code that ran is told with it. */
  private async openSource(): Promise<vscode.TextDocument | undefined> {
    if (this.source) return this.source;
    const { file, source } = sourceOf(this.content);
    const uri = await findSource(file);
    if (!uri) return undefined;
    this.source = await vscode.workspace.openTextDocument(uri);
    if (source !== null) this.lines = new MovedLines(source);
    this.compareText();
    return this.source;
  }

  private compareText(): void {
    if (!this.source || this.lines === unmoved) return;
    this.lines.compare(this.source.getText());
    this.send({ type: 'changed', uri: this.uri.toString(), lost: this.lines.lost });
  }
}

/** What the trace says of its source. The page checks the trace, and this does not rely on that. */
function sourceOf(content: Content): TraceSource {
  if (content.type !== 'show') return { file: '', source: null };
  const { trace } = content.shown;
  if (trace instanceof Uint8Array) return sourceIn(trace);
  const { file, source }: { readonly file?: unknown; readonly source?: unknown } = trace;
  return {
    file: typeof file === 'string' ? file : '',
    source: typeof source === 'string' ? source : null,
  };
}

/** The file's content as the page is to show it, or why it cannot be shown. The page checks the trace itself. */
async function contentOf(uri: vscode.Uri): Promise<Content> {
  const file = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const empty = (reason: string): Content => ({
    type: 'empty',
    reason,
    advice: vscode.l10n.t('Open a trace that Await Lens has saved.'),
  });
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > largest)
    return empty(vscode.l10n.t('{0} is too large: at most {1} MB are read.', file, largest / 1e6));
  // Node gives a `Buffer`, which VS Code would write to the page as a list of numbers.
  const bytes = new Uint8Array(await vscode.workspace.fs.readFile(uri));
  let trace: unknown = bytes;
  try {
    if (size <= parsedHere) trace = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return empty(vscode.l10n.t('{0} is not JSON.', file));
  }
  return {
    type: 'show',
    shown: {
      uri: uri.toString(),
      function: '',
      title: file,
      file: '',
      trace: trace as Trace | Uint8Array,
      source: '',
      step: 0,
      bookmarks: [],
      pinned: true,
      fromFile: true,
      recording: null,
    },
  };
}
