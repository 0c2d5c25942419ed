import * as l10n from '@vscode/l10n';
import type { Explanation, Suspends } from '../../core/explain/types';
import type { PlaceArguments } from '../commands/arguments';
import { commandLink } from '../commands/arguments';
import { internalCommand } from '../names';
import { bold, bulleted, landing, link, numbered, paragraphs, sentence } from './markdown';

/**
 * One row: whether it gives up control, and the links. Nothing here comes from the source but a place, as numbers,
 * so that this part alone can be trusted with a command.
 */
export function headMarkdown(
  { suspends, documentation }: Explanation,
  place: PlaceArguments,
): string {
  const book = `$(book) ${link(documentation.title, documentation.url)}`;
  return [bold(suspendsWord(suspends)), replayLink(place), book].join(gap);
}

/** The same row where a recording has contradicted the explanation. */
export function contradictedHeadMarkdown(place: PlaceArguments): string {
  return [bold(l10n.t('Suspended in the last recording')), replayLink(place)].join(gap);
}

const gap = '&nbsp;&nbsp;&nbsp; ';

function replayLink(place: PlaceArguments): string {
  return `$(play) ${link(l10n.t('Replay lifecycle'), commandLink(internalCommand.replayAt, place))}`;
}

/**
 * What it waits for, the five steps, and one list of what else holds, what can be raised and what people get wrong: nothing
 * twice and no headings, for VS Code cuts a hover at 250 px. Quotes the source, so it is shown without any trust.
 */
export function bodyMarkdown(explanation: Explanation): string {
  const { awaited, resumesInto, summary, steps, suspendsBecause, notes, raises, mistakes } =
    explanation;
  const told = [summary, ...steps].join(' ');
  const more = [...new Set([suspendsBecause ?? '', ...notes])].filter(
    (note) => !told.includes(note),
  );
  return paragraphs([
    sentence(summary, awaited),
    numbered(
      steps.map((step, index) =>
        index < steps.length - 1 ? sentence(step, awaited) : landing(step, resumesInto ?? ''),
      ),
    ),
    bulleted([
      ...more.map((note) => sentence(note, awaited)),
      ...mistakes.map((mistake) => `${bold(l10n.t('Mind:'))} ${sentence(mistake)}`),
      ...raises.map(({ error, when }) =>
        error === null ? sentence(when) : `${bold(error)}: ${sentence(when)}`,
      ),
    ]),
  ]);
}

function suspendsWord(suspends: Suspends): string {
  switch (suspends) {
    case 'always':
      return l10n.t('Always suspends');
    case 'maybe':
      return l10n.t('May complete without suspending');
    case 'never':
      return l10n.t('Never suspends');
  }
}
