import * as vscode from 'vscode';
import type { AnalysisStore } from '../analysisStore';
import { toPosition } from '../convert';
import { asyncFunctionAt, nextPoint, pointNear } from '../cursor';
import { command, internalCommand } from '../names';
import { plainLabel } from '../plainLabel';
import { advise } from './advice';
import { notAsync } from './notAsync';
import type { Target } from './target';
import { targetAtCursor, targetOf } from './target';

/** Explains the await at the cursor; or the one that a lens stands for. */
export function registerExplain(store: AnalysisStore): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(command.explain, async () => {
      const target = await targetAtCursor(store);
      if (!target) return;
      const index = pointNear(target.analysis.suspensions, target.position);
      // The hover takes the focus, so that a screen reader reads it and the arrow keys scroll it.
      if (index === undefined) await adviseNoPoint(target);
      else await showHover(target, index, 'autoFocusImmediately');
    }),
    vscode.commands.registerCommand(internalCommand.explainAt, async (argument: unknown) => {
      const target = await targetOf(store, argument);
      const index = target && pointNear(target.analysis.suspensions, target.position);
      if (target && index !== undefined) await showHover(target, index, 'noAutoFocus');
    }),
    vscode.commands.registerCommand(internalCommand.explainLine, async (argument: unknown) => {
      const target = await targetOf(store, argument);
      if (target) await choosePointOfLine(target);
    }),
    vscode.commands.registerCommand(internalCommand.listPoints, async (argument: unknown) => {
      const target = await targetOf(store, argument);
      if (target) await choosePoint(target);
    }),
  );
}

async function showHover(
  { document, analysis }: Target,
  index: number,
  focus: 'autoFocusImmediately' | 'noAutoFocus',
): Promise<void> {
  const point = analysis.suspensions.points[index];
  if (!point) return;
  const at = toPosition(point.keywordRange.start);
  const selection = new vscode.Selection(at, at);
  const editor = await vscode.window.showTextDocument(document, {
    selection,
    viewColumn: columnOf(document),
  });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await vscode.commands.executeCommand('editor.action.showHover', { focus });
}

/** Where the document is already seen, so that no second editor of it opens. */
function columnOf(document: vscode.TextDocument): vscode.ViewColumn {
  const active = vscode.window.activeTextEditor;
  const editor =
    active?.document === document
      ? active
      : vscode.window.visibleTextEditors.find((visible) => visible.document === document);
  return editor?.viewColumn ?? vscode.ViewColumn.Active;
}

async function adviseNoPoint(target: Target): Promise<void> {
  const { suspensions } = target.analysis;
  const around = asyncFunctionAt(suspensions, target.position);
  const next = around && nextPoint(suspensions, around, target.position);
  if (around && next !== undefined) {
    const go = vscode.l10n.t('Explain the next one');
    const choice = await vscode.window.showInformationMessage(
      vscode.l10n.t('There is no suspension point on this line. Put the cursor on an await.'),
      go,
    );
    if (choice === go) await showHover(target, next, 'autoFocusImmediately');
    return;
  }
  await advise(
    around
      ? vscode.l10n.t(
          '{0} has no suspension points: it never gives up control. Put the cursor on an await in another function.',
          around.name,
        )
      : notAsync(target),
    suspensions.points.length === 0,
  );
}

async function choosePoint(target: Target): Promise<void> {
  const { functions, points } = target.analysis.suspensions;
  const owner = asyncFunctionAt(target.analysis.suspensions, target.position);
  if (!owner) return;
  const own = points.flatMap((point, index) =>
    point.function === functions.indexOf(owner) ? [index] : [],
  );
  if (own.length === 0) {
    await advise(
      vscode.l10n.t('{0} has no suspension points: it never gives up control.', owner.name),
    );
    return;
  }
  await choose(target, own, vscode.l10n.t('Suspension points of {0}', owner.name));
}

/** Of a line with several points, its lens stands for all. */
async function choosePointOfLine(target: Target): Promise<void> {
  const { line } = target.position;
  const { points } = target.analysis.suspensions;
  const own = points.flatMap(({ keywordRange }, index) =>
    keywordRange.start.line === line ? [index] : [],
  );
  await choose(target, own, vscode.l10n.t('Suspension points of line {0}', line + 1));
}

async function choose(target: Target, points: readonly number[], title: string): Promise<void> {
  const items = points.flatMap((index) => {
    const start = target.analysis.suspensions.points[index]?.keywordRange.start;
    if (!start) return [];
    const { lens, awaited } = target.analysis.gist(index);
    return {
      label: plainLabel(lens),
      description: vscode.l10n.t('line {0}', start.line + 1),
      detail: plainLabel(awaited),
      index,
    };
  });
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Choose one to explain'),
    matchOnDetail: true,
  });
  if (chosen) await showHover(target, chosen.index, 'autoFocusImmediately');
}
