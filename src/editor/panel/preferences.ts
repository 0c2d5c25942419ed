import * as vscode from 'vscode';
import type { PanelSettings, ToPanel } from '../../protocol/messages';
import { settingsFor } from '../settings';

const speedKey = 'panel.speed';
const plainWordsKey = 'panel.plainWords';
const codeShownKey = 'panel.codeShown';

/** How the user likes the panel: kept over windows and workspaces. */
export class PanelPreferences implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;
  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: vscode.Memento) {
    this.subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('workbench.reduceMotion')) this.changed.fire();
    });
  }

  get followsCursor(): boolean {
    return settingsFor().followCursor;
  }

  set speed(stepsPerSecond: number) {
    void this.memory.update(speedKey, stepsPerSecond);
  }

  set plainWords(on: boolean) {
    void this.memory.update(plainWordsKey, on);
  }

  set codeShown(on: boolean) {
    void this.memory.update(codeShownKey, on);
  }

  /** What every page is told first. */
  configuration(): ToPanel {
    return { type: 'configure', settings: this.forPage(), texts: vscode.l10n.bundle ?? null };
  }

  forPage(): PanelSettings {
    const configuration = vscode.workspace.getConfiguration('workbench');
    return {
      speed: this.memory.get(speedKey, 1),
      plainWords: this.memory.get(plainWordsKey, false),
      codeShown: this.memory.get(codeShownKey, true),
      reducedMotion: configuration.get('reduceMotion') === 'on',
    };
  }

  dispose(): void {
    this.changed.dispose();
    this.subscription.dispose();
  }
}
