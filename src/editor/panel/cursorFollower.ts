import * as vscode from 'vscode';
import type { AnalysisStore } from '../analysisStore';
import { fromPosition } from '../convert';
import { asyncFunctionAt } from '../cursor';
import { Debounced } from '../timing';
import type { Subject } from './subject';
import { subjectOf } from './subject';

/** Milliseconds that the cursor rests before it is followed. */
const restsFor = 250;

/** Tells which async function the user's cursor has gone to, once it rests there. */
export class CursorFollower implements vscode.Disposable {
  private readonly entered = new vscode.EventEmitter<Subject>();
  private readonly later = new Debounced(restsFor, () => void this.look());
  private readonly subscriptions: vscode.Disposable;
  /** Where we put the cursor ourselves: it is not the user who went there. */
  private ignored:
    { readonly document: vscode.TextDocument; readonly at: vscode.Position } | undefined;

  readonly onDidEnter = this.entered.event;

  /** `isWanted`: whether anybody wants to know. */
  constructor(
    private readonly store: AnalysisStore,
    private readonly isWanted: () => boolean,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.entered,
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
    if (this.ignored?.document === document && this.ignored.at.isEqual(selection.active)) return;
    this.ignored = undefined;
    const analysis = await this.store.open(document);
    if (!analysis || vscode.window.activeTextEditor !== editor) return;
    const info = asyncFunctionAt(analysis.suspensions, fromPosition(selection.active));
    if (info) this.entered.fire(subjectOf(document, analysis.suspensions, info));
  }
}
