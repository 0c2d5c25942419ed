import * as l10n from '@vscode/l10n';
import type { Explanation, Raised, Suspends } from '../../core/explain/types';
import type { PlaceArguments } from '../commands/arguments';
import { commandLink } from '../commands/arguments';
import { internalCommand } from '../names';
import {
  bold,
  bulleted,
  landing,
  link,
  numbered,
  paragraphs,
  sentence,
  sentences,
  text,
} from './markdown';

/**
 * One row: whether it gives up control, and the links. Nothing here comes from the source but a place, as numbers,
 * so that this part alone can be trusted with a command.
 */
export function headMarkdown(
  { suspends, suspendsBecause, documentation }: Explanation,
  place: PlaceArguments,
): string {
  const word =
    suspends === 'always' && suspendsBecause === null
      ? l10n.t('Always suspends, as every await does')
      : suspendsWord(suspends);
  const book = `$(book) ${link(documentation.title, documentation.url)}`;
  return [bold(word), replayLink(place), book].join(gap);
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
 * What it waits for, why that suspends and what else holds; the five steps; then what people get wrong and what can be
 * raised. Nothing is said twice and there are no headings, for VS Code cuts a hover at 250 px: ten lines of this part.
 * Quotes the source, so it is shown without any trust. `measured` is what a recording tells of the point, as sentences.
 */
export function bodyMarkdown(explanation: Explanation, measured = ''): string {
  const { awaited, resumesInto, summary, steps, suspendsBecause, notes, raises, mistakes } =
    explanation;
  const told = [summary, ...steps].join(' ');
  const reasons = [suspendsBecause ?? '', ...notes].filter((one) => !told.includes(one));
  return paragraphs([
    sentences([summary, measured, ...new Set(reasons)], awaited),
    numbered(
      steps.map((step, index) =>
        index < steps.length - 1 ? sentence(step, awaited) : landing(step, resumesInto ?? ''),
      ),
    ),
    bulleted([
      ...(mistakes.length > 0 ? [`${bold(l10n.t('Mind:'))} ${sentences(mistakes)}`] : []),
      ...(raises.length > 0 ? [raisedText(raises)] : []),
    ]),
  ]);
}

/** Two lines of a hover, in UTF-16 code units: so much is told of what can be raised. */
const twoLines = 195;

/** What can be raised: each with its reason as far as there is room, else its name alone, unless that has been told. */
function raisedText(raises: readonly Raised[]): string {
  const reasons: string[] = [];
  const told = new Set<string>();
  const names = new Set<string>();
  let room = raises.reduce((left, { error }) => left - (error?.length ?? 0), twoLines);
  for (const { error, when } of raises) {
    room -= when.length;
    if (error === null) reasons.push(sentence(when));
    else if (room >= 0) {
      reasons.push(`${bold(error)}: ${sentence(when)}`);
      told.add(error);
    } else if (!told.has(error)) names.add(bold(error));
  }
  const others = names.size > 0 ? [`${text(l10n.t('Also:'))} ${[...names].join(', ')}.`] : [];
  return [...reasons, ...others].join(' ');
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
