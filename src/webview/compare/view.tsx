import * as l10n from '@vscode/l10n';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ComparedAwait } from '../../core/compare/compare';
import { toMarkdown } from '../../core/export/markdown';
import { awaitName } from '../../core/compare/words';
import { durationLabel, roundMs } from '../../core/replay/words';
import { Find } from '../find';
import type { Host } from '../host';
import { IconButton } from '../icon-button';
import { useKeyDown } from '../keydown';
import { keyAction } from '../keys';
import { Legend } from '../lanes/legend';
import { CopyButton } from './copy';
import { sides } from './draw';
import { CompareLanes } from './lanes';
import type { ShownComparison, ShownSide } from './model';
import { differencesOf, tasksByAwait } from './model';
import { search } from './search';
import { AwaitTable, maxRows, OnlyTable, OrderTable, TaskTable } from './tables';

interface Props {
  readonly shown: ShownComparison;
  readonly host: Host;
  /** While something lies over it, keys are not for it. */
  readonly asleep: boolean;
  readonly showKeys: () => void;
}

/** Two traces of one program: what each task did in both, and what became slower, faster, or came in another order. */
export function ComparisonView({ shown, host, asleep, showKeys }: Props) {
  const { comparison, before, after } = shown;
  const [selected, setSelected] = useState(shown.selected);
  const [notice, setNotice] = useState<string | null>(null);
  const differences = useMemo(() => differencesOf(shown), [shown]);
  const tasks = useMemo(() => tasksByAwait(comparison), [comparison]);
  const [wanted, setWanted] = useState('');
  const found = useMemo(() => search(comparison, tasks, wanted), [comparison, tasks, wanted]);
  const [slower, faster, same] = [differences.slower, differences.faster, differences.same].map(
    (places) => places.filter(found.hasAwait),
  ) as [number[], number[], number[]];
  const listed = [slower, faster, same].flatMap((places) => places.slice(0, maxRows));
  const item = comparison.awaits[selected ?? -1] ?? null;
  const atAwait = item ? (tasks.get(item.site) ?? []) : [];
  useTelling(host, selected);

  const goTo = (side: (typeof sides)[number], of: ComparedAwait): void => {
    const site = of.site[side];
    if (!site) return;
    const { line, column } = site;
    const place = { line, column, endLine: null, endColumn: null };
    void host.goToSource(shown[side].uri, place, true).then(setNotice);
  };
  const goToEither = (of: ComparedAwait | null): void => {
    if (of) goTo(of.site.after ? 'after' : 'before', of);
  };
  const copy = (): void => {
    const awaits = [...slower, ...faster, ...same].flatMap(
      (place) => comparison.awaits[place] ?? [],
    );
    const titles = { before: before.title, after: after.title };
    host.post({ type: 'copy', text: toMarkdown(titles, awaits) });
  };
  const choose = (place: number): void => {
    setSelected(place);
    goToEither(comparison.awaits[place] ?? null);
  };
  useKeyDown((event) => {
    const at = selected === null ? -1 : listed.indexOf(selected);
    const move = (to: number): void => {
      const place = listed[Math.max(0, Math.min(to, listed.length - 1))];
      if (place === undefined) return;
      setSelected(place);
      document.querySelector(`[data-await="${place}"]`)?.scrollIntoView({ block: 'nearest' });
    };
    if (asleep) return;
    switch (keyAction(event)) {
      case 'next': {
        move(at + 1);
        return;
      }
      case 'previous': {
        move(at < 0 ? 0 : at - 1);
        return;
      }
      case 'first': {
        move(0);
        return;
      }
      case 'last': {
        move(listed.length - 1);
        return;
      }
      case 'goToSource': {
        goToEither(item);
        return;
      }
      case 'escape': {
        setSelected(null);
        return;
      }
      default:
    }
  });

  const list = { comparison, tasks, selected, choose };
  return (
    <main class="replay comparison">
      <div class="top">
        <header class="heading">
          <h1>
            <span class="title">{l10n.t('Comparison')}</span>
            <span class="file">{totalOf(before, after)}</span>
          </h1>
          <IconButton
            icon="arrow-swap"
            title={l10n.t('Swap Before and After')}
            act={() => host.post({ type: 'swap' })}
          />
          <CopyButton copy={copy} />
          <IconButton icon="question" title={l10n.t('Keys (?)')} act={showKeys} />
        </header>
        <Find label={l10n.t('Find tasks, awaits and lines')} wanted={wanted} find={setWanted} />
        <dl class="sides">
          <Side name={l10n.t('Before')} side={before} />
          <Side name={l10n.t('After')} side={after} />
        </dl>
      </div>
      {shown.leftOut > 0 && (
        <p class="notice" role="note">
          {l10n.t(
            'The traces are very long: {0} entries of the lists are left out. The command line gives all.',
            shown.leftOut,
          )}
        </p>
      )}
      {notice !== null && (
        <p class="notice" role="alert">
          {notice}
        </p>
      )}
      <p class="selection" role="status">
        {item ? sentenceOf(item) : l10n.t('Select an await to see it in both traces.')}
        {item &&
          sides.map((side) =>
            item.site[side] ? (
              <button key={side} type="button" class="link" onClick={() => goTo(side, item)}>
                {side === 'before' ? l10n.t('Code before') : l10n.t('Code after')}
              </button>
            ) : null,
          )}
      </p>
      <CompareLanes shown={shown} tasks={found.tasks} selected={selected} select={setSelected} />
      <Legend without={['blocked', 'failed', 'raised', 'gap']} />
      {slower.length + faster.length === 0 && (
        <p class="nothing">
          {wanted === ''
            ? l10n.t('No await became slower or faster.')
            : l10n.t('Of what is searched for no await became slower or faster.')}
        </p>
      )}
      <AwaitTable title={l10n.t('Slower')} places={slower} {...list} />
      <AwaitTable title={l10n.t('Faster')} places={faster} {...list} />
      <AwaitTable title={l10n.t('About the same')} places={same} {...list} />
      {item && <TaskTable title={l10n.t('Tasks at the selected await')} tasks={atAwait} />}
      <OrderTable order={found.order} />
      <OnlyTable title={l10n.t('Only before')} side="before" found={found} {...list} />
      <OnlyTable title={l10n.t('Only after')} side="after" found={found} {...list} />
    </main>
  );
}

function Side({ name, side }: { readonly name: string; readonly side: ShownSide }) {
  const { title, mode, endMs, dropped } = side;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {mode === 'recording'
          ? l10n.t('{0}: recording, {1} ms', title, roundMs(endMs))
          : l10n.t('{0}: walkthrough, {1} ms of virtual time', title, roundMs(endMs))}
        {dropped > 0 && <> {l10n.t('Events that are missing: {0}', dropped)}</>}
      </dd>
    </>
  );
}

/** How much longer all of it took. */
function totalOf(before: ShownSide, after: ShownSide): string {
  const ms = after.endMs - before.endMs;
  if (roundMs(ms) === 0) return l10n.t('as long as before');
  return ms > 0
    ? l10n.t('{0} longer than before', durationLabel(ms))
    : l10n.t('{0} shorter than before', durationLabel(-ms));
}

/** What became of an await, as a sentence. */
function sentenceOf({ site, before, after, differenceMs }: ComparedAwait): string {
  const name = awaitName(site);
  const [old, now] = [durationLabel(before.totalMs), durationLabel(after.totalMs)];
  if (!site.after)
    return l10n.t('{0}: suspended {1}×, {2} in all; only before.', name, before.count, old);
  if (!site.before)
    return l10n.t('{0}: suspended {1}×, {2} in all; only after.', name, after.count, now);
  const told = [name, before.count, old, after.count, now] as const;
  if (roundMs(differenceMs) === 0)
    return l10n.t('{0}: suspended {1}×, {2} in all; now {3}×, {4}: as long as before.', ...told);
  return differenceMs > 0
    ? l10n.t(
        '{0}: suspended {1}×, {2} in all; now {3}×, {4}: {5} longer.',
        ...told,
        durationLabel(differenceMs),
      )
    : l10n.t(
        '{0}: suspended {1}×, {2} in all; now {3}×, {4}: {5} shorter.',
        ...told,
        durationLabel(-differenceMs),
      );
}

/** Tells the extension what is selected, which it keeps for the next time that the page is shown. */
function useTelling(host: Host, selected: number | null): void {
  const told = useRef(selected);
  useEffect(() => {
    if (told.current !== selected) host.post({ type: 'selected', selected });
    told.current = selected;
  }, [host, selected]);
}
