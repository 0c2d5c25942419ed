import * as l10n from '@vscode/l10n';
import type { Explanation, Suspends } from '../../core/explain/types';
import type { Keyword } from '../../core/suspension/types';
import type { PlaceArguments } from '../commands/arguments';
import { commandLink } from '../commands/arguments';
import { internalCommand } from '../names';
import { bold, bulleted, code, link, numbered, paragraphs, text } from './markdown';

/** The explanation itself. It quotes the source, so it is shown without any trust. */
export function explanationMarkdown(explanation: Explanation, keyword: Keyword): string {
  const { awaited, summary, steps, suspends, suspendsBecause, notes } = explanation;
  return paragraphs([
    [code(`${keyword} ${awaited}`), bold(suspendsWord(suspends))].join(' \u00b7 '),
    text(summary),
    numbered(steps.map(text)),
    text(suspendsBecause),
    bulleted(notes.map(text)),
  ]);
}

/** The links below it: nothing here comes from the source but a place, as numbers. */
export function linksMarkdown({ documentation }: Explanation, place: PlaceArguments): string {
  return [
    `$(play) ${link(l10n.t('Replay lifecycle'), commandLink(internalCommand.replayAt, place))}`,
    `$(book) ${link(documentation.title, documentation.url)}`,
  ].join('&nbsp;&nbsp;&nbsp;');
}

function suspendsWord(suspends: Suspends): string {
  switch (suspends) {
    case 'always':
      return l10n.t('always suspends');
    case 'maybe':
      return l10n.t('may complete without suspending');
    case 'never':
      return l10n.t('never suspends');
  }
}
