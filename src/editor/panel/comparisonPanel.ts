import * as vscode from 'vscode';
import type {
  ComparedSide,
  ComparisonState,
  FromPanel,
  GoToSource,
  KeptSide,
  ToPanel,
} from '../../protocol/messages';
import { readComparisonState } from '../../protocol/messages';
import { command } from '../names';
import { hear, loadPage, tabIcon } from './page';
import type { PanelPreferences } from './preferences';
import { largest } from './traceEditor';
import { findSource, showSource, sourceIn } from './traceSource';

/** What a comparison needs from the rest of the extension. */
export interface ComparisonParts {
  readonly extensionUri: vscode.Uri;
  readonly preferences: PanelPreferences;
  /** Of the workspace: what is compared, for the next window. */
  readonly memory: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
}

const stateKey = 'comparison.state';

/** One panel that compares two traces, which are files: so it can show them again whenever its page starts anew. */
export class ComparisonPanel implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  private state: ComparisonState | null;
  private ready = false;

  /** Shows what was compared last, until it is told to compare something else. */
  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly parts: ComparisonParts,
  ) {
    this.state = readComparisonState(parts.memory.get(stateKey));
    this.subscription = hear(panel, parts.log, (message) => void this.handle(message));
    panel.iconPath = tabIcon(parts.extensionUri);
    loadPage(panel, parts.extensionUri);
  }

  dispose(): void {
    this.subscription.dispose();
  }

  async compare(before: KeptSide, after: KeptSide): Promise<void> {
    this.panel.reveal();
    this.keep({ before, after, selected: null });
    if (this.ready) await this.show();
  }

  private keep(state: ComparisonState): void {
    this.state = state;
    void this.parts.memory.update(stateKey, state);
  }

  private async handle(message: FromPanel): Promise<void> {
    const { state, parts } = this;
    switch (message.type) {
      case 'ready':
        this.ready = true;
        this.send(parts.preferences.configuration());
        await this.show();
        return;
      case 'selected':
        if (state) this.keep({ ...state, selected: message.selected });
        return;
      case 'swap':
        if (!state) return;
        this.keep({ before: state.after, after: state.before, selected: null });
        await this.show();
        return;
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        return;
      case 'goToSource':
        this.send(await this.goToSource(message));
        return;
      case 'problem':
        parts.log.warn(message.message);
        return;
      case 'openSample':
        await vscode.commands.executeCommand(command.openSample);
        return;
      default:
      // The page offers nothing else for a comparison.
    }
  }

  private async show(): Promise<void> {
    const { state } = this;
    if (!state) {
      this.empty(vscode.l10n.t('Nothing is compared yet.'));
      return;
    }
    try {
      const [before, after] = [await sideOf(state.before), await sideOf(state.after)];
      if (this.state !== state) return;
      this.send({ type: 'compare', before, after, selected: state.selected });
    } catch (error) {
      this.empty(error instanceof Error ? error.message : String(error));
    }
  }

  private empty(reason: string): void {
    const advice = vscode.l10n.t('Run “Await Lens: Compare Traces…” and choose two saved traces.');
    this.send({ type: 'empty', reason, advice });
  }

  private async goToSource(asked: GoToSource): Promise<ToPanel> {
    const { before, after } = this.state ?? {};
    const side = [before, after].find((each) => each?.uri === asked.uri);
    const source = side && (await this.sourceOf(side));
    return showSource(asked, source, asked.place);
  }

  private async sourceOf({ uri, source }: KeptSide): Promise<vscode.Uri | undefined> {
    if (source !== null) {
      const known = vscode.Uri.parse(source, true);
      const isThere = await vscode.workspace.openTextDocument(known).then(
        () => true,
        () => false,
      );
      if (isThere) return known;
    }
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true));
    return findSource(sourceIn(bytes).file);
  }

  private send(message: ToPanel): void {
    void this.panel.webview.postMessage(message);
  }
}

/** The trace's file as the page is given it, which checks it. Errors: says which file cannot be read, or is too large. */
async function sideOf({ uri, title }: KeptSide): Promise<ComparedSide> {
  const file = vscode.Uri.parse(uri, true);
  let size: number;
  try {
    ({ size } = await vscode.workspace.fs.stat(file));
  } catch {
    throw new Error(vscode.l10n.t('{0} is not there any more.', title));
  }
  if (size > largest)
    throw new Error(
      vscode.l10n.t('{0} is too large: at most {1} MB are read.', title, largest / 1e6),
    );
  // Node gives a `Buffer`, which VS Code would write to the page as a list of numbers.
  return { uri, title, trace: new Uint8Array(await vscode.workspace.fs.readFile(file)) };
}
