import * as vscode from 'vscode';
import type { Position } from '../../core/position';
import type { SuspensionPoint } from '../../core/suspension/types';
import type { Trace } from '../../core/trace/format';
import type { MeasuredWait } from '../../core/trace/measured';
import { measuredWaits } from '../../core/trace/measured';

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
  readonly done: boolean;
}

/** What recordings have told of the open documents; it holds until the code changes. */
export class Recordings implements vscode.Disposable {
  private readonly waits = new Map<vscode.TextDocument, ReadonlyMap<string, MeasuredWait>>();
  private readonly reported = new vscode.EventEmitter<RecordingReport>();
  private readonly changed = new vscode.EventEmitter<vscode.TextDocument>();
  private readonly subscriptions: vscode.Disposable;

  readonly onDidReport = this.reported.event;
  /** Fires when a document's measured waits have come or gone. */
  readonly onDidChangeWaits = this.changed.event;

  constructor() {
    this.subscriptions = vscode.Disposable.from(
      this.reported,
      this.changed,
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.forget(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
    );
  }

  /** Takes a recording's report. */
  report(report: RecordingReport): void {
    const { document, trace, points, version, done } = report;
    this.reported.fire(report);
    if (!done || document.version !== version) return;
    const waits = new Map<string, MeasuredWait>();
    for (const [index, wait] of measuredWaits(trace, points)) {
      const point = points[index];
      if (point) waits.set(keyOf(point.keywordRange.start), wait);
    }
    this.waits.set(document, waits);
    this.changed.fire(document);
  }

  /** The measured wait of the suspension point whose keyword begins there; undefined where none was recorded. */
  waitAt(document: vscode.TextDocument, keyword: Position): MeasuredWait | undefined {
    return this.waits.get(document)?.get(keyOf(keyword));
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private forget(document: vscode.TextDocument): void {
    if (this.waits.delete(document)) this.changed.fire(document);
  }
}

function keyOf({ line, character }: Position): string {
  return `${line}:${character}`;
}
