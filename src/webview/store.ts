import type { Context } from '../core/replay/context';
import { contextOf } from '../core/replay/context';
import type { Digested } from '../core/replay/digest';
import type { Lane } from '../core/replay/lanes';
import type { Jump } from '../core/replay/jumps';
import { jumpFrom } from '../core/replay/jumps';
import { roomOf } from '../core/replay/places';
import { Replay } from '../core/replay/replay';
import type { Runtime } from '../core/replay/words';
import { runtimeOf } from '../core/replay/words';
import type { PanelAction, PanelSettings, SourcePlace } from '../protocol/messages';
import { speeds } from '../protocol/messages';
import type { ShownComparison } from './compare/model';
import type { Opening, ShownTrace } from './opening/opener';

/** Rows that a place of the loop has room for; it scrolls if there are more. */
const mostRows = 5;

/** A trace with all that is worked out from it once. */
export interface Loaded extends Omit<Digested, 'steps'> {
  readonly shown: ShownTrace;
  readonly replay: Replay;
  readonly runtime: Runtime;
  readonly context: Context;
  /** The lanes of the tasks that will be over, the first one first. */
  readonly ending: readonly Lane[];
  /** The rows that each of `places` needs at most. */
  readonly room: ReadonlyMap<string, number>;
  /** Whether it is all of the trace; else its first events, while the others are read. */
  readonly whole: boolean;
}

type View =
  | { readonly kind: 'starting' }
  | { readonly kind: 'empty'; readonly reason: string; readonly advice: string }
  | { readonly kind: 'broken'; readonly problems: readonly string[] }
  | { readonly kind: 'replay'; readonly loaded: Loaded }
  /** Two traces are being read. */
  | { readonly kind: 'comparing' }
  | { readonly kind: 'comparison'; readonly shown: ShownComparison };

export interface Model {
  readonly view: View;
  readonly settings: PanelSettings;
  /** The speed that the user chose here, and that the extension should know; null if they chose none. */
  readonly chosenSpeed: number | null;
  readonly step: number;
  readonly playing: boolean;
  readonly pinned: boolean;
  readonly help: boolean;
  /** The task that the user follows; null for none. */
  readonly selected: number | null;
  /** The steps that the user marked, in order. */
  readonly bookmarks: readonly number[];
  /** How much of the trace has been read, from 0 to 1; null when nothing is being read. */
  readonly reading: number | null;
  /** The await on which the editor's cursor rests; null for none. */
  readonly awaited: { readonly uri: string; readonly place: SourcePlace } | null;
  /** The document that has changed since it ran, and how many of its lines are gone; null for none. */
  readonly changed: { readonly uri: string; readonly lost: number } | null;
  /** Something to tell that is no part of the replay; null for nothing. */
  readonly notice: string | null;
}

/** What a key or a control does to the model by itself. */
export type ModelAction =
  PanelAction | Jump | 'faster' | 'slower' | 'pause' | 'bookmark' | 'nextBookmark' | 'plainWords';

export type Action =
  | { readonly type: 'configured'; readonly settings: PanelSettings }
  | { readonly type: 'opening'; readonly opening: Opening }
  | { readonly type: 'comparing' }
  | { readonly type: 'compared'; readonly shown: ShownComparison }
  | { readonly type: 'emptied'; readonly reason: string; readonly advice: string }
  /** Something came that cannot be shown. */
  | { readonly type: 'broke'; readonly problems: readonly string[] }
  | { readonly type: 'went'; readonly step: number }
  | { readonly type: 'did'; readonly action: ModelAction }
  /** A step's time is over while the replay plays. */
  | { readonly type: 'ticked' }
  | { readonly type: 'speed'; readonly speed: number }
  | { readonly type: 'codeShown'; readonly on: boolean }
  | { readonly type: 'pinned'; readonly pinned: boolean }
  | { readonly type: 'selected'; readonly task: number | null }
  | { readonly type: 'awaited'; readonly awaited: Model['awaited'] }
  | { readonly type: 'changed'; readonly changed: Model['changed'] }
  | { readonly type: 'help'; readonly open: boolean }
  | { readonly type: 'noticed'; readonly notice: string | null };

export const initialModel: Model = {
  view: { kind: 'starting' },
  settings: { speed: 1, reducedMotion: false, plainWords: false, codeShown: true },
  chosenSpeed: null,
  step: 0,
  playing: false,
  pinned: false,
  help: false,
  selected: null,
  bookmarks: [],
  reading: null,
  awaited: null,
  changed: null,
  notice: null,
};

export function reduce(model: Model, action: Action): Model {
  switch (action.type) {
    case 'configured':
      return { ...model, settings: action.settings, chosenSpeed: null };
    case 'opening':
      return open(model, action.opening);
    case 'comparing':
      return { ...model, view: { kind: 'comparing' }, playing: false };
    case 'compared':
      return { ...model, view: { kind: 'comparison', shown: action.shown } };
    case 'emptied': {
      const { reason, advice } = action;
      return { ...model, view: { kind: 'empty', reason, advice }, playing: false };
    }
    case 'broke':
      return open(model, { kind: 'broken', problems: action.problems });
    case 'went':
      return go(model, action.step);
    case 'did':
      return act(model, action.action);
    case 'ticked':
      return model.playing ? tick(model) : model;
    case 'speed':
      return {
        ...model,
        settings: { ...model.settings, speed: action.speed },
        chosenSpeed: action.speed,
      };
    case 'codeShown':
      return { ...model, settings: { ...model.settings, codeShown: action.on } };
    case 'pinned':
      return { ...model, pinned: action.pinned };
    case 'selected':
      return { ...model, selected: action.task };
    case 'awaited':
      return { ...model, awaited: action.awaited };
    case 'changed':
      return { ...model, changed: action.changed };
    case 'help':
      return { ...model, help: action.open, playing: action.open ? false : model.playing };
    case 'noticed':
      return { ...model, notice: action.notice };
  }
}

/** How many steps there are to walk; 0 without a replay. */
export function stepCount(model: Model): number {
  return model.view.kind === 'replay' ? model.view.loaded.replay.steps.length : 0;
}

/** Whether the replay goes along with a program that runs: it is at the end of what is there. */
export function isFollowing(model: Model): boolean {
  const { view, step } = model;
  return (
    view.kind === 'replay' &&
    view.loaded.shown.recording?.running === true &&
    step === stepCount(model) - 1
  );
}

function open(model: Model, opening: Opening): Model {
  if (opening.kind === 'progress') return { ...model, reading: opening.share };
  if (opening.kind === 'opened') return show(model, opening);
  const view: View = { kind: 'broken', problems: opening.problems };
  return { ...model, view, playing: false, reading: null };
}

function show(
  model: Model,
  { shown: given, digested, whole }: Extract<Opening, { readonly kind: 'opened' }>,
): Model {
  const { view } = model;
  const { steps, ...found } = digested;
  const { trace } = given;
  const source = trace.source ?? given.source;
  const shown = { ...given, source };
  const replay = new Replay(trace, steps);
  const runtime = runtimeOf(trace);
  const context = contextOf(trace, source, found.lookup);
  const loaded: Loaded = {
    ...found,
    shown,
    replay,
    runtime,
    context,
    whole,
    ending: found.lanes.lanes
      .filter((lane) => lane.end !== null)
      .sort((a, b) => (a.end ?? 0) - (b.end ?? 0)),
    room: roomOf(replay, found.places, runtime, context, mostRows),
  };
  const completes = view.kind === 'replay' && !view.loaded.whole && model.reading !== null;
  const goesOn = completes || isSameRun(view, shown);
  return {
    ...model,
    view: { kind: 'replay', loaded },
    step: nearest(stepToShow(model, shown, completes), replay),
    playing: goesOn && model.playing,
    pinned: shown.pinned,
    reading: whole ? null : (model.reading ?? 0),
    ...(goesOn ? {} : { bookmarks: shown.bookmarks }),
    ...(sameSubject(view, shown) ? {} : { selected: null }),
    notice: null,
  };
}

/** Whoever follows a recording is shown its end; everybody else stays at their step. */
function stepToShow(model: Model, shown: ShownTrace, completes: boolean): number {
  const { view, step } = model;
  const asked = shown.recording?.following ? Infinity : shown.step;
  if (isSameRun(view, shown) && isFollowing(model)) return Infinity;
  if (completes && view.kind === 'replay' && step === nearest(asked, view.loaded.replay))
    return asked;
  return completes || isSameRun(view, shown) ? step : asked;
}

/** Whether the trace is a longer one of the recording that is shown. */
function isSameRun(view: View, { recording }: ShownTrace): boolean {
  return (
    view.kind === 'replay' &&
    recording !== null &&
    view.loaded.shown.recording?.run === recording.run
  );
}

/** The step, as far as the replay has it. */
function nearest(step: number, { steps }: Replay): number {
  return Math.max(0, Math.min(step, steps.length - 1));
}

/** Whether it is the same function again, edited or with other assumptions. */
function sameSubject(view: View, shown: ShownTrace): boolean {
  return (
    view.kind === 'replay' &&
    view.loaded.shown.uri === shown.uri &&
    view.loaded.shown.function === shown.function
  );
}

function go(model: Model, step: number): Model {
  const last = stepCount(model) - 1;
  const target = Math.max(0, Math.min(step, last));
  return { ...model, step: target, playing: model.playing && target < last };
}

function act(model: Model, action: ModelAction): Model {
  const last = stepCount(model) - 1;
  switch (action) {
    case 'togglePlay':
      if (model.playing || last < 0) return { ...model, playing: false };
      return { ...model, playing: true, step: model.step >= last ? 0 : model.step };
    case 'pause':
      return { ...model, playing: false };
    case 'next':
      return { ...go(model, model.step + 1), playing: false };
    case 'previous':
      return { ...go(model, model.step - 1), playing: false };
    case 'first':
      return { ...go(model, 0), playing: false };
    case 'last':
      return { ...go(model, last), playing: false };
    case 'nextOfTask':
    case 'previousOfTask':
    case 'nextSuspension':
    case 'nextWakeUp':
      return jump(model, action);
    case 'plainWords': {
      const { settings } = model;
      return { ...model, settings: { ...settings, plainWords: !settings.plainWords } };
    }
    case 'bookmark':
      return { ...model, bookmarks: marked(model.bookmarks, model.step) };
    case 'nextBookmark': {
      const { bookmarks } = model;
      const next = bookmarks.find((each) => each > model.step) ?? bookmarks[0];
      return next === undefined ? model : { ...go(model, next), playing: false };
    }
    case 'faster':
    case 'slower': {
      const { speed } = model.settings;
      const next =
        action === 'faster'
          ? speeds.find((each) => each > speed)
          : speeds.findLast((each) => each < speed);
      return next === undefined ? model : reduce(model, { type: 'speed', speed: next });
    }
  }
}

function jump(model: Model, to: Jump): Model {
  if (model.view.kind !== 'replay') return model;
  const target = jumpFrom(
    model.view.loaded.replay,
    model.view.loaded.lookup,
    model.step,
    to,
    model.selected,
  );
  return target === null ? model : { ...go(model, target), playing: false };
}

/** Sets a bookmark, or takes it away. */
function marked(bookmarks: readonly number[], step: number): readonly number[] {
  return bookmarks.includes(step)
    ? bookmarks.filter((each) => each !== step)
    : [...bookmarks, step].sort((a, b) => a - b);
}

function tick(model: Model): Model {
  return go(model, model.step + 1);
}
