import * as vscode from 'vscode';
import type { Analysis } from '../../core/analysis';
import type { WalkthroughOptions } from '../../core/simulate/types';
import type { walkThrough } from '../../core/simulate/walkthrough';
import type { Choice } from '../../core/trace/format';
import type { FunctionInfo, Suspensions } from '../../core/suspension/types';
import { moduleName } from '../../core/suspension/types';
import type { Shown, ToPanel } from '../../protocol/messages';
import { loadSimulator } from '../parts';
import { forPage } from './page';

/** What a panel replays: a function of a document, or with `moduleName` the whole file. */
export interface Subject {
  readonly document: vscode.TextDocument;
  readonly function: string;
  /** Which of the functions of that name, counted from 0: it stays what it is while the text around is edited. */
  readonly occurrence: number;
}

/** A whole file as a subject. */
export function wholeFile(document: vscode.TextDocument): Subject {
  return { document, function: moduleName, occurrence: 0 };
}

/** A function as a subject. */
export function subjectOf(
  document: vscode.TextDocument,
  { functions }: Suspensions,
  info: FunctionInfo,
): Subject {
  const namesakes = functions.filter(({ name }) => name === info.name);
  return { document, function: info.name, occurrence: Math.max(0, namesakes.indexOf(info)) };
}

/** What is replayed where the cursor is in no function: the whole file, or if that waits for nothing its first async function. */
export async function subjectOutside(
  document: vscode.TextDocument,
  { document: parsed, suspensions }: Analysis,
): Promise<Subject> {
  const whole = wholeFile(document);
  const first = suspensions.functions.find((info) => info.async);
  if (!first) return whole;
  const { walkThrough: simulate } = await loadSimulator();
  const result = simulate(parsed, suspensions, optionsFor(whole, []));
  const waits = 'trace' in result && result.trace.events.some(({ kind }) => kind === 'suspend');
  return waits ? whole : subjectOf(document, suspensions, first);
}

type Content = Extract<ToPanel, { readonly type: 'show' | 'empty' }>;

export type Progress = Pick<Shown, 'step' | 'pinned' | 'bookmarks'>;

/** What the panel is to show of the subject, worked out from the document's present text. */
export function contentOf(
  simulate: typeof walkThrough,
  analysis: Analysis,
  subject: Subject,
  progress: Progress,
  choices: readonly Choice[],
): Content {
  const { document } = subject;
  const file = fileName(document);
  if (!isThere(analysis, subject)) {
    return {
      type: 'empty',
      reason: vscode.l10n.t('{0} is no longer in {1}.', subject.function, file),
      advice: vscode.l10n.t('Put the cursor inside another async function.'),
    };
  }
  const { suspensions } = analysis;
  const result = simulate(analysis.document, suspensions, optionsFor(subject, choices));
  if ('problem' in result) {
    return {
      type: 'empty',
      reason: result.problem,
      advice: vscode.l10n.t('Put the cursor inside another async function.'),
    };
  }
  return {
    type: 'show',
    shown: {
      uri: document.uri.toString(),
      function: subject.function,
      title: titleOf(subject),
      file,
      trace: forPage(result.trace),
      source: document.getText(),
      fromFile: false,
      recording: null,
      ...progress,
    },
  };
}

function optionsFor(subject: Subject, choices: readonly Choice[]): WalkthroughOptions {
  return {
    entry:
      subject.function === moduleName
        ? { kind: 'module' }
        : { kind: 'function', name: subject.function, occurrence: subject.occurrence },
    file: fileName(subject.document),
    choices,
  };
}

/** `main()`; for a whole file its name. */
export function titleOf(subject: Subject): string {
  return subject.function === moduleName ? fileName(subject.document) : `${subject.function}()`;
}

function isThere({ suspensions }: Analysis, subject: Subject): boolean {
  return (
    subject.function === moduleName ||
    suspensions.functions.filter(({ name }) => name === subject.function).length >
      subject.occurrence
  );
}

function fileName({ uri }: vscode.TextDocument): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
