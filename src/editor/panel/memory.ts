import type * as vscode from 'vscode';
import type { PanelState } from '../../protocol/messages';
import { readPanelState } from '../../protocol/messages';

const stateKey = 'panel.state';

/**
 * What the panel shows, kept in the workspace's own state. The state of the webview itself would not do: in a browser VS
 * Code writes it too late for somebody who reloads the page right after a step.
 */
export class PanelMemory {
  constructor(private readonly memento: vscode.Memento) {}

  keep(state: PanelState): void {
    void this.memento.update(stateKey, state);
  }

  /** Null if nothing of use was kept. */
  get last(): PanelState | null {
    return readPanelState(this.memento.get(stateKey));
  }
}
