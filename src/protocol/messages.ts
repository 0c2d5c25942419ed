/**
 * What the extension and the lifecycle panel say to each other. Two unions, named by direction. Both sides
 * check what they receive at run time; a message that does not fit is reported and otherwise ignored.
 *
 * The panel speaks first (`ready`), then the extension answers with `configure` and one of `show`, `compare`,
 * `empty`. `goToSource` has an `id` and gets one `done` or `failed` with the same id.
 */

import * as v from 'valibot';
import { decodeTrace } from '../core/trace/decode';
import type { Choice, Trace } from '../core/trace/format';
import type { MeasuredWait } from '../core/trace/measured';
import { choiceSchema, limits, measuredWaitSchema } from '../core/trace/schema';

/** A stretch of a file's text, one-based as in the trace; the ends are null where the trace gives none. */
export interface SourcePlace {
  readonly line: number;
  readonly column: number;
  readonly endLine: number | null;
  readonly endColumn: number | null;
}

export interface PanelSettings {
  /** Steps a second while it plays: 0.25 to 8. */
  readonly speed: number;
  /** The user asked VS Code for less motion; the system's own wish counts too. */
  readonly reducedMotion: boolean;
  /** Whether the story is told in plain words, with a barista for the event loop. */
  readonly plainWords: boolean;
  /** Whether the excerpt of the code is unfolded. */
  readonly codeShown: boolean;
}

/** Which recording a trace is of. */
export interface ShownRecording {
  /** Counts the runs of a window: a trace of the same run takes the place of a shorter one. */
  readonly run: number;
  /** Whether the program still runs. */
  readonly running: boolean;
  /** Whether no more of the trace comes, though the program may run on: a limit is reached. */
  readonly over: boolean;
  /** Whether it is to be shown at its end, as far as it has come, and not at `step`. */
  readonly following: boolean;
}

/** What the panel shows: a trace, and what it is of. */
export interface Shown {
  /** The document, as a string that the extension can parse again. */
  readonly uri: string;
  /** Qualified name of the function walked through; `<module>` for a whole file. */
  readonly function: string;
  /** `main()` in `coffee_shop.py`: for the panel's heading. */
  readonly title: string;
  /** The file's name as users know it. */
  readonly file: string;
  /** The trace, or if it is long its JSON as UTF-8: the page reads that without stopping. */
  readonly trace: Trace | Uint8Array;
  /** Text of the document at the time of the trace, for quotations; empty if it is not at hand. */
  readonly source: string;
  /** The step to begin with, counted from 0. */
  readonly step: number;
  /** The steps that the user marked, in order. */
  readonly bookmarks: readonly number[];
  /** Whether the panel stays on this function when the cursor moves to another. */
  readonly pinned: boolean;
  /** Whether it is a file: nothing to follow then, and nothing to assume otherwise. */
  readonly fromFile: boolean;
  /** The recording that this window has made; null for a walkthrough and for a file. */
  readonly recording: ShownRecording | null;
}

/** One of two traces that are compared. */
export interface ComparedSide {
  /** Of the trace's file, as a string that the extension can parse again. */
  readonly uri: string;
  /** The trace's name as users know it. */
  readonly title: string;
  /** The trace's JSON as UTF-8: the page reads it without stopping, and checks it. */
  readonly trace: Uint8Array;
}

/** What the extension keeps of a panel, to show the same again after a window reload. */
export interface PanelState {
  readonly uri: string;
  readonly function: string;
  /** Which of the functions of that name, counted from 0. */
  readonly occurrence: number;
  readonly step: number;
  readonly pinned: boolean;
  readonly bookmarks: readonly number[];
  /** What the user wants assumed. */
  readonly choices: readonly Choice[];
  /** The name under which the extension keeps the recording that is shown; null for a walkthrough. */
  readonly recording: string | null;
}

/** What a document's awaits have waited, as the extension keeps it for the next window. */
export interface KeptWaits {
  readonly uri: string;
  /** SHA-256 of the text that was recorded, in hexadecimal: it holds for no other. */
  readonly digest: string;
  /** The zero-based place of each point's keyword, and its wait. */
  readonly waits: readonly {
    readonly line: number;
    readonly character: number;
    readonly wait: MeasuredWait;
  }[];
}

/** A trace that is compared, as the extension keeps it for the next window. */
export interface KeptSide {
  readonly uri: string;
  readonly title: string;
  /** The document that the trace is of, where that is known; else it is looked for by the name that the trace gives. */
  readonly source: string | null;
}

/** What the extension keeps of a comparison. */
export interface ComparisonState {
  readonly before: KeptSide;
  readonly after: KeptSide;
  readonly selected: number | null;
}

/** What a keybinding or command of the editor tells the panel to do. */
export type PanelAction = 'togglePlay' | 'next' | 'previous' | 'first' | 'last';

/** How the page looks. */
export interface Depiction {
  /** A PNG of all lanes, as far as they fit into a picture. */
  readonly png: Uint8Array;
  /** The theme's colours and fonts, by the names that VS Code gives them. */
  readonly theme: Readonly<Record<string, string>>;
  /** The kind of theme, as VS Code marks the body: `vscode-dark`. */
  readonly kind: string;
}

/** From the extension to the panel. */
export type ToPanel =
  /** Before anything else, and again when a setting changes: settings and translated texts. */
  | {
      readonly type: 'configure';
      readonly settings: PanelSettings;
      /** Contents of the l10n bundle (text in English -> text shown); null for English. */
      readonly texts: Readonly<Record<string, string>> | null;
    }
  | { readonly type: 'show'; readonly shown: Shown }
  /** Two traces to be compared; `selected` is the await that is selected, by its place in the comparison. */
  | {
      readonly type: 'compare';
      readonly before: ComparedSide;
      readonly after: ComparedSide;
      readonly selected: number | null;
    }
  /** What is shown is pinned now, or no longer. */
  | { readonly type: 'pinned'; readonly pinned: boolean }
  /** There is nothing to replay: why, and what to do about it, each as a sentence. */
  | { readonly type: 'empty'; readonly reason: string; readonly advice: string }
  /** The cursor rests on an await of this document, or (null) on none. */
  | { readonly type: 'await'; readonly uri: string; readonly place: SourcePlace | null }
  /** The document has changed since the run that is shown: how many of its lines are not there any more; null if it has not. */
  | { readonly type: 'changed'; readonly uri: string; readonly lost: number | null }
  /** The extension wants a picture of the lanes, and the look of the page. */
  | { readonly type: 'depict'; readonly id: number }
  | { readonly type: 'act'; readonly action: PanelAction }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };

/** From the panel to the extension. */
export type FromPanel =
  /** The page listens. */
  | { readonly type: 'ready' }
  /** A step is shown: `place` is the code it tells of, to be highlighted; null for the loop's own work. */
  | {
      readonly type: 'stepped';
      readonly uri: string;
      readonly step: number;
      readonly place: SourcePlace | null;
      /** Whether the page goes along with a program that runs. */
      readonly following: boolean;
    }
  /** The user asks to see this in the editor, with the cursor there. */
  | {
      readonly type: 'goToSource';
      readonly id: number;
      readonly uri: string;
      readonly place: SourcePlace;
      /** Whether the editor takes the focus; else the panel keeps it. */
      readonly focus: boolean;
    }
  /** The user pinned the panel to its function, or lets it follow the cursor again. */
  | { readonly type: 'pin'; readonly pinned: boolean }
  /** The user set or took away a bookmark: the steps that are marked now. */
  | { readonly type: 'bookmarks'; readonly uri: string; readonly bookmarks: readonly number[] }
  /** The user wants the story in plain words, or in the field's own. */
  | { readonly type: 'plainWords'; readonly on: boolean }
  /** The user folded the excerpt of the code away, or unfolded it. */
  | { readonly type: 'codeShown'; readonly on: boolean }
  /** The user chose another speed, in steps a second. */
  | { readonly type: 'speed'; readonly speed: number }
  /** The user wants something else assumed, in the place of an assumption; null: all as at first. */
  | { readonly type: 'choose'; readonly choice: Choice | null }
  /** The user wants the program that is being recorded to end. */
  | { readonly type: 'stop' }
  /** The user selected an await of a comparison, by its place in it, or (null) none. */
  | { readonly type: 'selected'; readonly selected: number | null }
  /** The user wants the two traces of a comparison the other way round. */
  | { readonly type: 'swap' }
  /** The user wants a text on the clipboard. */
  | { readonly type: 'copy'; readonly text: string }
  /** The user asks for the replay to be saved or exported. */
  | { readonly type: 'export' }
  /** The answer to `depict`. */
  | ({ readonly type: 'depicted'; readonly id: number } & Depiction)
  /** The user asks for a sample, from the empty panel. */
  | { readonly type: 'openSample' }
  /** Something the panel could not read or do, for the log. */
  | { readonly type: 'problem'; readonly message: string };

export type GoToSource = Extract<FromPanel, { readonly type: 'goToSource' }>;

/** The trace of more events than this is sent as bytes, which VS Code hands over without looking at them. */
export const manyEvents = 20_000;

export const speeds = [0.25, 0.5, 1, 2, 4, 8] as const;

const index = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const oneBased = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const speed = v.pipe(v.number(), v.minValue(0.25), v.maxValue(8));
const place = v.object({
  line: oneBased,
  column: oneBased,
  endLine: v.nullable(oneBased),
  endColumn: v.nullable(oneBased),
});
const settings = v.object({
  speed,
  reducedMotion: v.boolean(),
  plainWords: v.boolean(),
  codeShown: v.boolean(),
});
const bookmarks = v.pipe(v.array(index), v.maxLength(10_000));
const shown = v.object({
  uri: v.string(),
  function: v.string(),
  title: v.string(),
  file: v.string(),
  trace: v.unknown(),
  source: v.pipe(v.string(), v.maxLength(limits.source)),
  step: index,
  bookmarks,
  pinned: v.boolean(),
  fromFile: v.boolean(),
  recording: v.nullable(
    v.object({ run: index, running: v.boolean(), over: v.boolean(), following: v.boolean() }),
  ),
});
const side = v.object({ uri: v.string(), title: v.string(), trace: v.instance(Uint8Array) });
const keptWaits = v.object({
  uri: v.string(),
  digest: v.string(),
  waits: v.array(v.object({ line: index, character: index, wait: measuredWaitSchema })),
});
const panelState = v.object({
  uri: v.string(),
  function: v.string(),
  occurrence: index,
  step: index,
  pinned: v.boolean(),
  bookmarks: v.optional(bookmarks, []),
  choices: v.optional(v.pipe(v.array(choiceSchema), v.maxLength(1_000)), []),
  // It becomes part of a path.
  recording: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))), null),
});

const keptSide = v.object({
  uri: v.string(),
  title: v.string(),
  source: v.nullable(v.string()),
});
const comparisonState = v.object({
  before: keptSide,
  after: keptSide,
  selected: v.nullable(index),
});

const toPanel = v.variant('type', [
  v.object({
    type: v.literal('configure'),
    settings,
    texts: v.nullable(v.record(v.string(), v.string())),
  }),
  v.object({ type: v.literal('show'), shown }),
  v.object({
    type: v.literal('compare'),
    before: side,
    after: side,
    selected: v.nullable(index),
  }),
  v.object({ type: v.literal('pinned'), pinned: v.boolean() }),
  v.object({ type: v.literal('empty'), reason: v.string(), advice: v.string() }),
  v.object({ type: v.literal('await'), uri: v.string(), place: v.nullable(place) }),
  v.object({ type: v.literal('changed'), uri: v.string(), lost: v.nullable(index) }),
  v.object({ type: v.literal('depict'), id: index }),
  v.object({
    type: v.literal('act'),
    action: v.picklist(['togglePlay', 'next', 'previous', 'first', 'last']),
  }),
  v.object({ type: v.literal('done'), id: index }),
  v.object({ type: v.literal('failed'), id: index, message: v.string() }),
]);

const fromPanel = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({
    type: v.literal('stepped'),
    uri: v.string(),
    step: index,
    place: v.nullable(place),
    following: v.boolean(),
  }),
  v.object({
    type: v.literal('goToSource'),
    id: index,
    uri: v.string(),
    place,
    focus: v.boolean(),
  }),
  v.object({ type: v.literal('pin'), pinned: v.boolean() }),
  v.object({ type: v.literal('bookmarks'), uri: v.string(), bookmarks }),
  v.object({ type: v.literal('plainWords'), on: v.boolean() }),
  v.object({ type: v.literal('codeShown'), on: v.boolean() }),
  v.object({ type: v.literal('speed'), speed }),
  v.object({ type: v.literal('choose'), choice: v.nullable(choiceSchema) }),
  v.object({ type: v.literal('stop') }),
  v.object({ type: v.literal('selected'), selected: v.nullable(index) }),
  v.object({ type: v.literal('swap') }),
  v.object({ type: v.literal('copy'), text: v.string() }),
  v.object({ type: v.literal('export') }),
  v.object({
    type: v.literal('depicted'),
    id: index,
    png: v.instance(Uint8Array),
    theme: v.record(
      v.pipe(v.string(), v.regex(/^--vscode-[\w-]+$/)),
      // Nothing that would end the value, or the element that it stands in.
      v.pipe(v.string(), v.maxLength(1_000), v.regex(/^[^;{}<>\\]*$/)),
    ),
    kind: v.pipe(v.string(), v.regex(/^[\w-]*$/)),
  }),
  v.object({ type: v.literal('openSample') }),
  v.object({ type: v.literal('problem'), message: v.string() }),
]);

/** A message that was understood, or what is wrong with it. */
export type Received<Message> =
  | { readonly message: Message; readonly problems?: never }
  | { readonly problems: readonly string[]; readonly message?: never };

/**
 * Checks what the panel received. The trace inside `show` is checked like a file from a stranger; one that comes as bytes is
 * checked when they are read.
 */
export function receiveInPanel(data: unknown): Received<ToPanel> {
  const parsed = v.safeParse(toPanel, data);
  if (!parsed.success) return { problems: describe(parsed.issues) };
  const message = parsed.output;
  if (message.type !== 'show') return { message };
  const given = message.shown.trace;
  if (given instanceof Uint8Array)
    return { message: { ...message, shown: { ...message.shown, trace: given } } };
  const { trace, problems } = decodeTrace(given);
  return trace ? { message: { ...message, shown: { ...message.shown, trace } } } : { problems };
}

/** Checks what the extension received from the panel. */
export function receiveFromPanel(data: unknown): Received<FromPanel> {
  const parsed = v.safeParse(fromPanel, data);
  return parsed.success ? { message: parsed.output } : { problems: describe(parsed.issues) };
}

/** Reads what was kept over a window reload; null if it is none of ours. */
export function readPanelState(data: unknown): PanelState | null {
  const parsed = v.safeParse(panelState, data);
  return parsed.success ? parsed.output : null;
}

/** Reads what was kept of documents' measured waits over a window reload; what is none of ours is left out. */
export function readKeptWaits(data: unknown): readonly KeptWaits[] {
  const parsed = v.safeParse(v.array(keptWaits), data);
  return parsed.success ? parsed.output : [];
}

/** Reads what was kept of a comparison over a window reload; null if it is none of ours. */
export function readComparisonState(data: unknown): ComparisonState | null {
  const parsed = v.safeParse(comparisonState, data);
  return parsed.success ? parsed.output : null;
}

function describe(issues: readonly v.BaseIssue<unknown>[]): string[] {
  return issues.map((issue) => `${v.getDotPath(issue) ?? 'message'}: ${issue.message}`);
}
