import * as vscode from 'vscode';
import type { Position } from '../../core/position';
import type { Trace } from '../../core/trace/format';
import type { Wait } from '../../core/trace/waits';
import { waitsOf } from '../../core/trace/waits';

/** A recording as it grows; `done` with its last report. */
export interface RecordingReport {
  /** Counts the runs of this window. */
  readonly run: number;
  readonly document: vscode.TextDocument;
  /** The document's text when the recording began. */
  readonly source: string;
  readonly trace: Trace;
  readonly done: boolean;
}

/** What one await really waited, over all the times that it gave up control. */
export interface MeasuredWait {
  readonly count: number;
  /** In ms, as is `longest`. */
  readonly total: number;
  readonly longest: number;
  /** Of the longest. */
  readonly waker: Wait['waker'];
  readonly waitsFor: Wait['suspend']['waitsFor'];
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

  /** Takes a recording's report; `version` is the document's when the recording began. */
  report(report: RecordingReport, version: number): void {
    const { document, trace, done } = report;
    this.reported.fire(report);
    if (!done || document.version !== version) return;
    this.waits.set(document, measured(trace));
    this.changed.fire(document);
  }

  /** The measured wait of the suspension point that begins there; undefined where none was recorded. */
  waitAt(document: vscode.TextDocument, point: Position): MeasuredWait | undefined {
    return this.waits.get(document)?.get(keyOf(point.line + 1, point.character + 1));
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private forget(document: vscode.TextDocument): void {
    if (this.waits.delete(document)) this.changed.fire(document);
  }
}

function measured(trace: Trace): ReadonlyMap<string, MeasuredWait> {
  const waits = new Map<string, MeasuredWait>();
  for (const { suspend, ms, waker } of waitsOf(trace)) {
    if (suspend.line === undefined || suspend.column === undefined) continue;
    const key = keyOf(suspend.line, suspend.column);
    const before = waits.get(key);
    const longer = before === undefined || ms >= before.longest;
    waits.set(key, {
      count: (before?.count ?? 0) + 1,
      total: (before?.total ?? 0) + ms,
      longest: longer ? ms : before.longest,
      waker: longer ? waker : before.waker,
      waitsFor: suspend.waitsFor,
    });
  }
  return waits;
}

function keyOf(line: number, column: number): string {
  return `${line}:${column}`;
}
