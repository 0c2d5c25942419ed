import * as vscode from 'vscode';
import type { Trace } from '../../core/trace/format';
import { Throttled } from '../timing';

/** Bytes of a trace's JSON; a longer recording is not kept. */
const largestKept = 50_000_000;

/** Windows that are open at the same time may have one each; what others have left goes, the oldest first. */
const mostKept = 4;

/** Milliseconds between two writes of a recording that grows. */
const writeEvery = 1000;

interface Kept {
  readonly name: string;
  /** The trace, or the bytes of its JSON. */
  readonly trace: Trace | Uint8Array;
}

/** Keeps what the panel shows of a run as a file below the extension's own storage, so that the next window can show it again. */
export class RecordingStore implements vscode.Disposable {
  private latest: Kept | undefined;
  /** What is done to the files, one thing after the other. */
  private work = Promise.resolve();
  private readonly later = new Throttled(() => {
    this.write();
    return writeEvery;
  }, 0);

  constructor(
    private readonly folder: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Writes the recording, soon or if it is whole at once; a longer one of the same name takes its place. */
  keep(name: string, trace: Trace | Uint8Array, whole: boolean): void {
    this.latest = { name, trace };
    if (whole) this.write();
    else this.later.schedule();
  }

  /** The bytes of the trace's JSON; null if it is not there, as it was too long or has been cleaned up. */
  async read(name: string): Promise<Uint8Array | null> {
    await this.work;
    try {
      // Node gives a `Buffer`, which VS Code would write to the page as a list of numbers.
      return new Uint8Array(await vscode.workspace.fs.readFile(this.file(name)));
    } catch {
      return null;
    }
  }

  /** Deletes a recording that is not shown any more. */
  forget(name: string): void {
    if (this.latest?.name === name) this.latest = undefined;
    this.then(() => remove(this.file(name)));
  }

  dispose(): void {
    this.later.dispose();
  }

  private write(): void {
    const { latest } = this;
    if (!latest) return;
    this.latest = undefined;
    const { name, trace } = latest;
    this.then(async () => {
      const bytes =
        trace instanceof Uint8Array ? trace : new TextEncoder().encode(JSON.stringify(trace));
      if (bytes.length > largestKept) {
        await remove(this.file(name));
        return;
      }
      await vscode.workspace.fs.createDirectory(this.folder);
      await vscode.workspace.fs.writeFile(this.file(name), bytes);
      await this.tidy();
    });
  }

  private async tidy(): Promise<void> {
    const found = await vscode.workspace.fs.readDirectory(this.folder);
    const files = await Promise.all(
      found.map(async ([name]) => {
        const file = vscode.Uri.joinPath(this.folder, name);
        return { file, mtime: (await vscode.workspace.fs.stat(file)).mtime };
      }),
    );
    files.sort((a, b) => b.mtime - a.mtime);
    for (const { file } of files.slice(mostKept)) await remove(file);
  }

  private then(next: () => Promise<void>): void {
    this.work = this.work.then(next).catch((error: unknown) => {
      this.log.warn('Cannot keep the recording', error);
    });
  }

  private file(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder, `${name}.json`);
  }
}

async function remove(file: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(file);
  } catch {
    // It is not there.
  }
}
