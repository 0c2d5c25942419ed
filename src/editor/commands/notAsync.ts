import * as vscode from 'vscode';
import { definitionAt } from '../cursor';
import type { Target } from './target';

/** What to do where the cursor is in no async function. */
export function notAsync({ analysis, position }: Target): string {
  const info = definitionAt(analysis.suspensions, position);
  if (analysis.suspensions.functions.every((other) => !other.async)) {
    return vscode.l10n.t('This file has no async functions. Open one that has, or a sample.');
  }
  return info
    ? vscode.l10n.t(
        '{0} is not async. Put the cursor inside an async function, then run this again.',
        info.name,
      )
    : vscode.l10n.t('Put the cursor inside an async function, then run this again.');
}
