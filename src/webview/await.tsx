import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { stepOf } from '../core/replay/jumps';
import type { Visit } from '../core/replay/visits';
import { tellVisits } from '../core/replay/visits';
import { durationLabel, timeLabel } from '../core/replay/words';
import type { SourcePlace } from '../protocol/messages';
import type { Loaded } from './store';

/** Of many visits the first are listed. */
const maxListed = 50;

interface Props {
  readonly loaded: Loaded;
  /** Where the editor's cursor is. */
  readonly place: SourcePlace;
  readonly seek: (step: number) => void;
}

/** All that happened at the await on which the cursor rests, in the whole replay; each time leads to its step. */
export function AwaitVisits({ loaded, place, seek }: Props) {
  const { context, visits: all, replay } = loaded;
  const visits = useMemo(() => all.at(place), [all, place]);
  const told = useMemo(() => tellVisits(visits, context), [visits, context]);
  return (
    <section class="await" aria-labelledby="await-title">
      <h2 id="await-title">{l10n.t('The await at the cursor, line {0}', place.line)}</h2>
      <p>{told}</p>
      <ol>
        {visits.slice(0, maxListed).map((visit) => (
          <li key={visit.event}>
            <button
              type="button"
              class="link"
              onClick={() => seek(stepOf(replay.steps, visit.event))}
            >
              {timeLabel(replay.trace.events.at(visit.event)?.t ?? 0)}
            </button>{' '}
            {nameOf(visit, loaded)} <span class="note">{lengthOf(visit, loaded)}</span>
          </li>
        ))}
        {visits.length > maxListed && (
          <li class="more">{l10n.t('{0} more', visits.length - maxListed)}</li>
        )}
      </ol>
    </section>
  );
}

function nameOf({ event }: Visit, { context, replay }: Loaded): string {
  const task = replay.trace.events.at(event)?.task ?? null;
  return task === null ? '' : (context.task(task)?.name ?? `#${task}`);
}

function lengthOf({ event, resumed }: Visit, { replay }: Loaded): string {
  const { events } = replay.trace;
  const begun = events.at(event);
  if (begun?.kind !== 'suspend') return l10n.t('not suspended');
  const end = events.at(resumed ?? Infinity);
  return end ? durationLabel(end.t - begun.t) : l10n.t('not resumed');
}
