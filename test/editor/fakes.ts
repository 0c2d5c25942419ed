import * as vscode from 'vscode';
import type { ToPanel } from '../../src/protocol/messages';
import { eventually } from './support';

/** A webview panel whose page is a test. */
export class FakePage {
  readonly heard: ToPanel[] = [];
  title = '';
  private readonly messages = new vscode.EventEmitter<unknown>();
  private readonly never = new vscode.EventEmitter<never>();
  private read = 0;
  readonly onDidDispose = this.never.event;
  readonly webview = {
    html: '',
    options: {},
    cspSource: 'https://csp.example',
    onDidReceiveMessage: this.messages.event,
    asWebviewUri: (uri: vscode.Uri) => uri,
    postMessage: (message: ToPanel) => {
      this.heard.push(message);
      return Promise.resolve(true);
    },
  };

  reveal(): void {
    // There is nothing to be seen.
  }

  say(message: unknown): void {
    this.messages.fire(message);
  }

  /** The next message of a type that no call has waited for yet. */
  async hears<T extends ToPanel['type']>(type: T): Promise<Extract<ToPanel, { type: T }>> {
    return eventually(`a message of type ${type}`, () => {
      const at = this.heard.findIndex(
        (message, index) => index >= this.read && message.type === type,
      );
      if (at < 0) return undefined;
      this.read = at + 1;
      return this.heard[at] as Extract<ToPanel, { type: T }>;
    });
  }
}

/** Files in memory, as a workspace may have them anywhere. */
export class MemoryFiles implements vscode.FileSystemProvider {
  private readonly files = new Map<string, Uint8Array>();
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  write({ path }: vscode.Uri, content: Uint8Array): void {
    this.files.set(path, content);
  }

  watch() {
    return { dispose: () => undefined };
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const file = this.files.get(path);
    if (!file) throw vscode.FileSystemError.FileNotFound(path);
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: file.length };
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    return this.files.get(path) ?? new Uint8Array();
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.write(uri, content);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory = () => undefined;
  delete = () => undefined;
  rename = () => undefined;
}

/** A state that only this test keeps. */
export class MemoryState implements vscode.Memento {
  private readonly values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get<T>(key: string, otherwise?: T): T {
    return (this.values.has(key) ? this.values.get(key) : otherwise) as T;
  }

  update(key: string, value: unknown): Thenable<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }
}
