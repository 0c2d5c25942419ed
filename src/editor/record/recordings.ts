import * as vscode from 'vscode';
import type { Position } from '../../core/position';
import type { SuspensionPoint } from '../../core/suspension/types';
import type { Trace } from '../../core/trace/format';
import type { MeasuredWait } from '../../core/trace/measured';
import { measuredWaits } from '../../core/trace/measured';
import type { KeptWaits } from '../../protocol/messages';
import { WaitsMemory } from './waitsMemory';

/** A recording as it grows; `done` with its last report. */
export interface RecordingReport {
  /** Counts the runs of this window. */
  readonly run: number;
  readonly document: vscode.TextDocument;
  /** The document's text, suspension points and version when the recording began. */
  readonly source: string;
  readonly points: readonly SuspensionPoint[];
  readonly version: number;
  readonly trace: Trace;
  /** The trace with its source, as the panel's page is given it: a long one as the bytes of its JSON. */
  readonly shown: Trace | Uint8Array;
  /** Whether no more of the trace comes, though the program may run on. */
  readonly over: boolean;
  readonly done: boolean;
}

/** What recordings have told of the open documents, in this window or an earlier one; it holds until the code changes. */
export class Recordings implements vscode.Disposable {
  private readonly waits = new Map<vscode.TextDocument, ReadonlyMap<string, MeasuredWait>>();
  private readonly reported = new vscode.EventEmitter<RecordingReport>();
  private readonly changed = new vscode.EventEmitter<vscode.TextDocument>();
  private readonly memory: WaitsMemory;
  private readonly subscriptions: vscode.Disposable;

  readonly onDidReport = this.reported.event;
  /** Fires when a document's measured waits have come or gone. */
  readonly onDidChangeWaits = this.changed.event;

  /** `state`: of the workspace. */
  constructor(
    state: vscode.Memento,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.memory = new WaitsMemory(state);
    this.subscriptions = vscode.Disposable.from(
      this.reported,
      this.changed,
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
        if (contentChanges.length > 0) this.forget(document);
        if (reason !== undefined) void this.recall(document);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => void this.recall(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
    );
    for (const document of vscode.workspace.textDocuments) void this.recall(document);
  }

  /** Takes a recording's report. */
  report(report: RecordingReport): void {
    const { document, trace, points, version, done } = report;
    this.reported.fire(report);
    if (!done || document.version !== version) return;
    const waits = [...measuredWaits(trace, points)].flatMap(([index, wait]) => {
      const start = points[index]?.keywordRange.start;
      return start ? [{ ...start, wait }] : [];
    });
    this.show(document, waits);
    void this.remember(document, waits);
  }

  /** The measured wait of the suspension point whose keyword begins there; undefined where none was recorded. */
  waitAt(document: vscode.TextDocument, keyword: Position): MeasuredWait | undefined {
    return this.waits.get(document)?.get(keyOf(keyword));
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private show(document: vscode.TextDocument, waits: KeptWaits['waits']): void {
    this.waits.set(document, new Map(waits.map(({ wait, ...start }) => [keyOf(start), wait])));
    this.changed.fire(document);
  }

  private async remember(document: vscode.TextDocument, waits: KeptWaits['waits']): Promise<void> {
    try {
      await this.memory.keep(document, waits);
    } catch (error) {
      this.log.warn(`Cannot keep what ${document.uri.toString()} has waited`, error);
    }
  }

  /** Shows what has been measured of a document in an earlier window, or before it was closed or changed; undoing may bring its text back. */
  private async recall(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const waits = await this.memory.find(document);
    const isLate = document.isClosed || document.version !== version || this.waits.has(document);
    if (waits && !isLate) this.show(document, waits);
  }

  private forget(document: vscode.TextDocument): void {
    if (this.waits.delete(document)) this.changed.fire(document);
  }
}

function keyOf({ line, character }: Position): string {
  return `${line}:${character}`;
}
