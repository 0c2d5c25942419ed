import type * as vscode from 'vscode';
import type { KeptWaits } from '../../protocol/messages';
import { readKeptWaits } from '../../protocol/messages';

const stateKey = 'record.waits';

/** So many documents; what the state of a workspace holds is read whole whenever the window opens. */
const mostKept = 20;

type Waits = KeptWaits['waits'];

/** Keeps in the workspace's state what awaits have waited, for as long as the text is the one that was recorded. */
export class WaitsMemory {
  constructor(private readonly memento: vscode.Memento) {}

  /** Keeps the waits of a document as it is, in the place of those that were kept of it. */
  async keep(document: vscode.TextDocument, waits: Waits): Promise<void> {
    const uri = document.uri.toString();
    const digest = await digestOf(document.getText());
    const others = this.all.filter((kept) => kept.uri !== uri);
    await this.memento.update(stateKey, [{ uri, digest, waits }, ...others].slice(0, mostKept));
  }

  /** The waits of a document as it is; null where none are kept, or of another text. */
  async find(document: vscode.TextDocument): Promise<Waits | null> {
    const uri = document.uri.toString();
    const kept = this.all.find((each) => each.uri === uri);
    if (!kept) return null;
    return (await digestOf(document.getText())) === kept.digest ? kept.waits : null;
  }

  private get all(): readonly KeptWaits[] {
    return readKeptWaits(this.memento.get(stateKey));
  }
}

async function digestOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
