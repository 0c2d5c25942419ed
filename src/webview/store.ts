import type { Axis } from '../core/replay/axis';
import { axisOf } from '../core/replay/axis';
import type { Context } from '../core/replay/context';
import { contextOf } from '../core/replay/context';
import type { Lane, Lanes } from '../core/replay/lanes';
import { lanesOf } from '../core/replay/lanes';
import type { Jump } from '../core/replay/jumps';
import { jumpFrom } from '../core/replay/jumps';
import { narrate } from '../core/replay/narrate';
import { placesUsed, roomOf } from '../core/replay/places';
import { Replay } from '../core/replay/replay';
import type { Runtime } from '../core/replay/words';
import { runtimeOf } from '../core/replay/words';
import type { PanelAction, PanelSettings, Shown } from '../protocol/messages';
import { speeds } from '../protocol/messages';

/** Rows that a place of the loop has room for; it scrolls if there are more. */
const mostRows = 5;

/** Steps whose sentences are compared for the room that a sentence needs. */
const mostTold = 2_000;

/** A trace with all that is worked out from it once. */
export interface Loaded {
  readonly shown: Shown;
  readonly replay: Replay;
  readonly runtime: Runtime;
  readonly context: Context;
  readonly lanes: Lanes;
  readonly axis: Axis;
  /** The lanes of the tasks that will be over, the first one first. */
  readonly ending: readonly Lane[];
  /** The longest sentence among the first steps. */
  readonly longest: string;
  /** The places that the trace uses, and the rows that each needs at most. */
  readonly room: ReadonlyMap<string, number>;
  readonly places: ReadonlySet<string>;
}

type View =
  | { readonly kind: 'starting' }
  | { readonly kind: 'empty'; readonly reason: string; readonly advice: string }
  | { readonly kind: 'broken'; readonly problems: readonly string[] }
  | { readonly kind: 'replay'; readonly loaded: Loaded };

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
  /** Something to tell that is no part of the replay; null for nothing. */
  readonly notice: string | null;
}

/** What a key or a control does to the model by itself. */
export type ModelAction =
  PanelAction | Jump | 'faster' | 'slower' | 'pause' | 'bookmark' | 'nextBookmark';

export type Action =
  | { readonly type: 'configured'; readonly settings: PanelSettings }
  | { readonly type: 'shown'; readonly shown: Shown }
  | { readonly type: 'emptied'; readonly reason: string; readonly advice: string }
  | { readonly type: 'broke'; readonly problems: readonly string[] }
  | { readonly type: 'went'; readonly step: number }
  | { readonly type: 'did'; readonly action: ModelAction }
  /** A step's time is over while the replay plays. */
  | { readonly type: 'ticked' }
  | { readonly type: 'speed'; readonly speed: number }
  | { readonly type: 'pinned'; readonly pinned: boolean }
  | { readonly type: 'selected'; readonly task: number | null }
  | { readonly type: 'help'; readonly open: boolean }
  | { readonly type: 'noticed'; readonly notice: string | null };

export const initialModel: Model = {
  view: { kind: 'starting' },
  settings: { speed: 1, reducedMotion: false },
  chosenSpeed: null,
  step: 0,
  playing: false,
  pinned: false,
  help: false,
  selected: null,
  bookmarks: [],
  notice: null,
};

export function reduce(model: Model, action: Action): Model {
  switch (action.type) {
    case 'configured':
      return { ...model, settings: action.settings, chosenSpeed: null };
    case 'shown':
      return show(model, action.shown);
    case 'emptied': {
      const { reason, advice } = action;
      return { ...model, view: { kind: 'empty', reason, advice }, playing: false };
    }
    case 'broke':
      return { ...model, view: { kind: 'broken', problems: action.problems }, playing: false };
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
    case 'pinned':
      return { ...model, pinned: action.pinned };
    case 'selected':
      return { ...model, selected: action.task };
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

function show(model: Model, shown: Shown): Model {
  const { view } = model;
  // The same trace again, with another pin: what was worked out stays.
  if (view.kind === 'replay' && sameTrace(view.loaded.shown, shown))
    return { ...model, pinned: shown.pinned };
  const { trace, source } = shown;
  const replay = new Replay(trace);
  const runtime = runtimeOf(trace);
  const context = contextOf(trace, source);
  const places = placesUsed(trace.events, runtime);
  const lanes = lanesOf(trace, replay.steps);
  const loaded: Loaded = {
    shown,
    replay,
    runtime,
    context,
    lanes,
    ending: lanes.lanes
      .filter((lane) => lane.end !== null)
      .sort((a, b) => (a.end ?? 0) - (b.end ?? 0)),
    axis: axisOf(trace, replay.steps),
    longest: longestSentence(replay, source),
    places,
    room: roomOf(replay, places, runtime, context, mostRows),
  };
  return {
    ...model,
    view: { kind: 'replay', loaded },
    step: Math.max(0, Math.min(shown.step, replay.steps.length - 1)),
    playing: false,
    pinned: shown.pinned,
    ...(sameSubject(view, shown) ? {} : { selected: null, bookmarks: [] }),
    notice: null,
  };
}

function longestSentence({ trace, steps }: Replay, source: string): string {
  let longest = '';
  for (const step of steps.slice(0, mostTold)) {
    const text = narrate(trace, step, source);
    if (text.length > longest.length) longest = text;
  }
  return longest;
}

/** Whether it is the same function again, edited or with other assumptions. */
function sameSubject(view: View, shown: Shown): boolean {
  return (
    view.kind === 'replay' &&
    view.loaded.shown.uri === shown.uri &&
    view.loaded.shown.function === shown.function
  );
}

/** Messages are copies, so a trace is compared by what it holds. */
function sameTrace(a: Shown, b: Shown): boolean {
  return (
    a.uri === b.uri &&
    a.function === b.function &&
    a.source === b.source &&
    a.trace.events.length === b.trace.events.length &&
    JSON.stringify(a.trace) === JSON.stringify(b.trace)
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
  const target = jumpFrom(model.view.loaded.replay, model.step, to, model.selected);
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
