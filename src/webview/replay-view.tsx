import * as l10n from '@vscode/l10n';
import { useId, useMemo } from 'preact/hooks';
import { narrate } from '../core/replay/narrate';
import { tellPlainly } from '../core/replay/plain';
import { placeOf } from '../core/replay/state';
import { whereabouts } from '../core/replay/whereabouts';
import { timeLabel } from '../core/replay/words';
import type { Replay } from '../core/replay/replay';
import type { Choice } from '../core/trace/format';
import type { SourcePlace } from '../protocol/messages';
import { Assumptions } from './assumptions';
import { AwaitVisits } from './await';
import { CodeExcerpt } from './code';
import { Console } from './console';
import { stillness } from './flip';
import { Heading } from './heading';
import { TaskInquiry } from './inquiry';
import { LifeStrip } from './life';
import { LanesView } from './lanes/lanes';
import { Loop } from './loop';
import { PhaseStrip, Sentence } from './story';
import { useGoing, useReached } from './preparing';
import { Live } from './live';
import type { Action, Loaded, Model } from './store';
import { isFollowing } from './store';
import { Toolbar } from './toolbar';

interface Props {
  readonly model: Model;
  readonly loaded: Loaded;
  readonly dispatch: (action: Action) => void;
  readonly goToSource: (step: number) => void;
  /** Shows a place in the editor, if there is one; `focus`: whether the editor takes the focus, as it does unless told otherwise. */
  readonly goToPlace: (place: SourcePlace, focus?: boolean) => void;
  readonly togglePin: () => void;
  /** Unfolds the excerpt of the code, or folds it away. */
  readonly showCode: (on: boolean) => void;
  readonly choose: (choice: Choice | null) => void;
  /** Ends the program that is being recorded. */
  readonly stop: () => void;
  /** Null where there is no editor to save it. */
  readonly save: (() => void) | null;
  /** Whether there is an editor that shows code. */
  readonly hasEditor: boolean;
}

/** A replay: the controls and the story on top, the loop as a place, then the lanes and the console. */
export function ReplayView(props: Props) {
  const { model, loaded, dispatch, goToSource, goToPlace, choose } = props;
  const { settings } = model;
  const seek = (target: number): void => dispatch({ type: 'went', step: target });
  const select = (task: number | null): void => dispatch({ type: 'selected', task });
  const open = (task: number, at = step): void => {
    select(task);
    const place = whereabouts(task, replay.steps.at(at)?.last ?? -1, loaded.context);
    if (place) goToPlace(place, false);
  };
  const { shown, replay, runtime } = loaded;
  const { step, there, arrive } = useReached(replay, model.step);
  const state = useMemo(() => replay.stateAt(step), [replay, step]);
  const current = replay.steps.at(step);
  const headline = replay.trace.events.at(current?.headline ?? Infinity);
  const tell = settings.plainWords ? tellPlainly : narrate;
  const { running, over } = shown.recording ?? { running: false, over: false };
  const sentence = current ? tell(shown.trace, current, shown.source, running && !over) : '';
  const longest = useMemo(
    () => longestSentence(replay, shown.source, tell),
    [replay, shown.source, tell],
  );
  const hasPlace = headline !== undefined && placeOf(headline) !== null;
  // What a step does not change is not compared again: of a long trace each may be hundreds of lines.
  const heading = useMemo(
    () => <Heading {...props} />,
    [loaded, model.pinned, settings, props.togglePin],
  );
  const printed = useMemo(
    () => <Console loaded={loaded} printed={state.printed} seek={seek} />,
    [loaded, state.printed],
  );
  const assumed = useMemo(
    () => (
      <Assumptions loaded={loaded} assumed={state.assumed} goToPlace={goToPlace} choose={choose} />
    ),
    [loaded, state.assumed],
  );
  return (
    <main class="replay">
      <div class="top">
        {heading}
        <Toolbar
          model={model}
          valueText={l10n.t('Step {0}, {1}', model.step + 1, timeLabel(state.t))}
          dispatch={dispatch}
        />
        {running && (
          <Live
            over={over}
            following={isFollowing(model)}
            follow={() => dispatch({ type: 'did', action: 'last' })}
            stop={props.stop}
          />
        )}
      </div>
      <Sentence
        text={sentence}
        longest={longest}
        goToSource={hasPlace && props.hasEditor ? () => goToSource(step) : null}
      />
      {model.reading !== null && (
        <Progress
          share={model.reading}
          text={l10n.t(
            'The rest of the trace is being read: {0} % are there.',
            Math.round(model.reading * 100),
          )}
        />
      )}
      {!there && (
        <Going replay={replay} wanted={model.step} arrive={arrive} shown={model.reading === null} />
      )}
      {model.changed?.uri === shown.uri && <Changed lost={model.changed.lost} />}
      {model.notice !== null && (
        <p class="notice" role="alert">
          {model.notice}
        </p>
      )}
      <CodeExcerpt
        loaded={loaded}
        step={step}
        open={settings.codeShown}
        setOpen={props.showCode}
        goToPlace={props.hasEditor ? goToPlace : null}
      />
      <LifeStrip
        loaded={loaded}
        state={state}
        last={current?.last ?? -1}
        selected={model.selected}
      />
      <PhaseStrip
        state={state}
        runtime={runtime}
        threads={loaded.lanes.lanes.some(({ task }) => task.thread !== undefined)}
      />
      <Loop
        loaded={loaded}
        state={state}
        step={step}
        still={stillness(settings.reducedMotion)}
        asleep={headline?.kind === 'phase'}
        plainWords={settings.plainWords}
        select={select}
        open={open}
      />
      <LanesView
        loaded={loaded}
        step={step}
        state={state}
        selected={model.selected}
        select={select}
        open={open}
        bookmarks={model.bookmarks}
        seek={seek}
      />
      <div class="below">
        {model.awaited?.uri === shown.uri && (
          <AwaitVisits loaded={loaded} place={model.awaited.place} seek={seek} />
        )}
        <TaskInquiry
          loaded={loaded}
          state={state}
          last={current?.last ?? -1}
          selected={model.selected}
          select={select}
          goToPlace={goToPlace}
        />
        {printed}
        {assumed}
      </div>
    </main>
  );
}

/** What is shown is of another text than the one in the editor. */
function Changed({ lost }: { readonly lost: number }) {
  return (
    <p class="notice" role="status">
      {lost === 0
        ? l10n.t('The source has changed since this run. Lines lead to where they are now.')
        : l10n.t(
            'The source has changed since this run. Lines lead to where they are now; lines that are not there any more: {0}.',
            lost,
          )}
    </p>
  );
}

/** The way to a step that cannot be shown yet: only this is drawn anew while it is gone. */
function Going(props: {
  readonly replay: Replay;
  readonly wanted: number;
  readonly arrive: () => void;
  /** Whether it is told; not while something else is. */
  readonly shown: boolean;
}) {
  const share = useGoing(props.replay, props.wanted, props.arrive);
  if (!props.shown) return null;
  return (
    <Progress
      share={share}
      text={l10n.t('Going through the trace to this step: {0} %', Math.round(share * 100))}
    />
  );
}

/** How far something is that takes its time, from 0 to 1. */
function Progress({ share, text }: { readonly share: number; readonly text: string }) {
  const id = useId();
  return (
    <div class="reading">
      <span id={id}>{text}</span>
      <progress value={share} aria-labelledby={id} />
    </div>
  );
}

/** Steps whose sentences are compared for the room that a sentence needs. */
const mostTold = 1_000;

function longestSentence({ trace, steps }: Replay, source: string, tell: typeof narrate): string {
  let longest = '';
  for (let index = 0; index < Math.min(mostTold, steps.length); index++) {
    const step = steps.at(index);
    const text = step ? tell(trace, step, source) : '';
    if (text.length > longest.length) longest = text;
  }
  return longest;
}
