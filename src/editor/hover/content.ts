import * as l10n from '@vscode/l10n';
import type { Explanation, Suspends } from '../../core/explain/types';
import type { Keyword } from '../../core/suspension/types';
import type { PlaceArguments } from '../commands/arguments';
import { commandLink } from '../commands/arguments';
import { internalCommand } from '../names';
import { bold, bulleted, code, link, numbered, paragraphs, text } from './markdown';

/** What it is and whether it gives up control. Quotes the source, so it is shown without any trust. */
export function titleMarkdown(explanation: Explanation, keyword: Keyword): string {
  const { awaited, summary, suspends } = explanation;
  return paragraphs([
    [code(`${wordOf(keyword)} ${awaited}`), bold(suspendsWord(suspends))].join(' \u00b7 '),
    text(summary),
  ]);
}

/** The five steps and what else holds. Quotes the source, so it is shown without any trust. */
export function stepsMarkdown({ steps, suspendsBecause, notes }: Explanation): string {
  return paragraphs([
    numbered(steps.map(text)),
    bulleted([suspendsBecause, ...notes].filter((note) => note !== '').map(text)),
  ]);
}

/** The links: nothing here comes from the source but a place, as numbers. */
export function linksMarkdown({ documentation }: Explanation, place: PlaceArguments): string {
  return [
    `$(play) ${link(l10n.t('Replay lifecycle'), commandLink(internalCommand.replayAt, place))}`,
    `$(book) ${link(documentation.title, documentation.url)}`,
  ].join('&nbsp;&nbsp;&nbsp;');
}

/** The keyword as it stands in the source. */
function wordOf(keyword: Keyword): string {
  return keyword === 'async comprehension' ? 'async for' : keyword;
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
