import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { inquire } from '../core/replay/inquiry';
import type { Link } from '../core/replay/inquiry';
import type { LoopState } from '../core/replay/state';
import type { SourcePlace } from '../protocol/messages';
import type { Loaded } from './store';

/** More tasks than this are not offered in the list: the lanes' search finds them. */
const maxOffered = 500;

interface Props {
  readonly loaded: Loaded;
  readonly state: LoopState;
  /** Index of the last event that has been applied. */
  readonly last: number;
  readonly selected: number | null;
  readonly select: (task: number | null) => void;
  readonly goToPlace: (place: SourcePlace) => void;
}

/** Why the selected task is parked, what wakes it, and the chain of awaits below and above it. */
export function TaskInquiry({ loaded, state, last, selected, select, goToPlace }: Props) {
  const { context, shown } = loaded;
  const found = selected === null ? null : inquire(state, selected, last, context);
  const options = useMemo(
    () =>
      shown.trace.tasks
        .filter(({ id }, index) => index < maxOffered || id === selected)
        .map((task) => (
          <option key={task.id} value={String(task.id)}>
            {task.name}
          </option>
        )),
    [shown.trace, selected],
  );
  const linkOf = (link: Link, index: number) => {
    const { place } = link;
    return (
      <li key={index}>
        <button
          type="button"
          class="link"
          aria-disabled={place === null}
          onClick={() => place && goToPlace(place)}
        >
          {place === null ? link.function : l10n.t('{0}, line {1}', link.function, place.line)}
        </button>{' '}
        <span class="note">{context.task(link.task)?.name ?? ''}</span>
      </li>
    );
  };
  return (
    <section class="inquiry" aria-labelledby="inquiry-title">
      <h2 id="inquiry-title">
        {l10n.t('Why is it there?')}
        <select
          aria-label={l10n.t('Task')}
          value={selected === null ? '' : String(selected)}
          onChange={({ currentTarget }) =>
            select(currentTarget.value === '' ? null : Number(currentTarget.value))
          }
        >
          <option value="">{l10n.t('no task selected')}</option>
          {options}
        </select>
      </h2>
      {selected === null && (
        <p class="nothing">{l10n.t('Select a task here, in the lanes or in the loop.')}</p>
      )}
      {selected !== null && !found && (
        <p class="nothing">{l10n.t('It does not exist yet at this step.')}</p>
      )}
      {found && (
        <>
          <p>{found.why}</p>
          {found.wakes !== null && <p>{found.wakes}</p>}
          {(found.down.length > 1 || found.leaf !== null) && (
            <>
              <h3>{l10n.t('It awaits')}</h3>
              <ol>
                {found.down.map(linkOf)}
                {found.leaf !== null && <li class="leaf">{found.leaf}</li>}
              </ol>
            </>
          )}
          {found.travel.length > 0 && (
            <>
              <h3>{l10n.t('The way of the exception')}</h3>
              <ol>
                {found.travel.map(({ text, place }, index) => (
                  <li key={index}>
                    {text}
                    {place !== null && (
                      <>
                        {' '}
                        <button type="button" class="link" onClick={() => goToPlace(place)}>
                          {l10n.t('line {0}', place.line)}
                        </button>
                      </>
                    )}
                  </li>
                ))}
              </ol>
            </>
          )}
          {found.up.length > 0 && (
            <>
              <h3>{l10n.t('Waiting for it')}</h3>
              <ol>{found.up.map(linkOf)}</ol>
            </>
          )}
        </>
      )}
    </section>
  );
}
