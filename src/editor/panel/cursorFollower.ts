import * as vscode from 'vscode';
import type { Range } from '../../core/position';
import type { SourcePlace } from '../../protocol/messages';
import type { AnalysisStore } from '../analysisStore';
import { fromPosition } from '../convert';
import { asyncFunctionAt, pointNear } from '../cursor';
import { Debounced } from '../timing';
import type { Subject } from './subject';
import { subjectOf } from './subject';

/** Milliseconds that the cursor rests before it is followed. */
const restsFor = 250;

/** Where the cursor rests: the await that it is on, or null for none. */
export interface Rest {
  readonly document: vscode.TextDocument;
  readonly place: SourcePlace | null;
}

/** Tells which async function the user's cursor has gone to, and which await, once it rests there. */
export class CursorFollower implements vscode.Disposable {
  private readonly entered = new vscode.EventEmitter<Subject>();
  private readonly later = new Debounced(restsFor, () => void this.look());
  private readonly subscriptions: vscode.Disposable;
  /** Where we put the cursor ourselves: it is not the user who went there. */
  private ignored:
    { readonly document: vscode.TextDocument; readonly at: vscode.Position } | undefined;

  private readonly rested = new vscode.EventEmitter<Rest>();

  readonly onDidEnter = this.entered.event;
  readonly onDidRest = this.rested.event;

  /** `isWanted`: whether anybody wants to know. */
  constructor(
    private readonly store: AnalysisStore,
    private readonly isWanted: () => boolean,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.entered,
      this.rested,
      this.later,
      vscode.window.onDidChangeTextEditorSelection(() => this.later.schedule()),
      vscode.window.onDidChangeActiveTextEditor(() => this.later.schedule()),
    );
  }

  /** The cursor is about to be put there by the panel. */
  ignore(document: vscode.TextDocument, at: vscode.Position): void {
    this.ignored = { document, at };
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async look(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor || !this.isWanted()) return;
    const { document, selection } = editor;
    const analysis = await this.store.open(document);
    if (!analysis || vscode.window.activeTextEditor !== editor) return;
    const { suspensions } = analysis;
    const position = fromPosition(selection.active);
    const point = suspensions.points[pointNear(suspensions, position) ?? NaN];
    this.rested.fire({ document, place: point ? placeOf(point.range) : null });
    if (this.ignored?.document === document && this.ignored.at.isEqual(selection.active)) return;
    this.ignored = undefined;
    const info = asyncFunctionAt(suspensions, position);
    if (info) this.entered.fire(subjectOf(document, suspensions, info));
  }
}

/** One-based, as a trace has it. */
function placeOf({ start, end }: Range): SourcePlace {
  return {
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
