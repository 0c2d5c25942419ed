import * as l10n from '@vscode/l10n';
import type { Language } from '../language';
import type { CallWords, Wait } from './catalog/schema';
import { javascriptMechanisms } from './javascript/mechanisms';
import { pythonMechanisms } from './python/mechanisms';
import type { Scene, Sentences } from './sentences';
import type { Place } from './place';
import type { Explanation, Gist, Raised, Suspends } from './types';
import type { Waiting } from './waiting';
import { lensOf, quoteWidth, thingOf } from './waiting';
import { oneLine, shorten, undoubled } from './words';

/** A suspension point with all that its explanation is made from. */
export interface Subject {
  readonly language: Language;
  /** The function that waits, as a sentence names it: `main()`, `the module`. */
  readonly who: string;
  readonly awaited: string;
  /** Dotted name of what is called; null where what is awaited is no call. */
  readonly callee: string | null;
  readonly place: Place;
  readonly waiting: Waiting;
  /** The last step, where it is more than "goes on exactly here". */
  readonly resumes?: string;
  readonly notes: readonly string[];
  /** Whether the point stands in no function: a module that awaits has no caller that goes on. */
  readonly topLevel: boolean;
  /** Whether the wait comes where the block of an `async with` is left, not here. */
  readonly leaving?: boolean;
}

/** Sentences that an explanation says of a wait: the entry's own, else the mechanism's. Each is made when it is read. */
export class WaitSentences implements Scene {
  /** `call` is what is awaited, shortened. */
  constructor(
    private readonly language: Language,
    private readonly waiting: Waiting,
    readonly call: string,
  ) {}

  get thing(): string {
    return thingOf(this.waiting);
  }

  get registers(): string {
    return this.waiting.wait.registers?.(this.words) ?? this.general.registers(this);
  }

  get watches(): string {
    return this.waiting.wait.watches?.(this.words) ?? this.general.watches(this);
  }

  get wokenBy(): string {
    return this.waiting.wait.wokenBy?.(this.words) ?? this.general.wokenBy(this);
  }

  /** Null where it is the language's own rule: in JavaScript every await suspends. */
  get because(): string | null {
    return this.waiting.wait.because?.(this.words) ?? this.general.because?.(this) ?? null;
  }

  /** What the cancellation of the waiting task does; null where nothing is known of that, or nothing can be cancelled. */
  get cancelled(): string | null {
    return this.language === 'python' && this.waiting.suspends() !== 'never'
      ? (this.waiting.wait.cancelled?.(this.words) ?? this.general.cancelled?.(this) ?? null)
      : null;
  }

  private get words(): CallWords {
    return this.waiting.words(quoteWidth);
  }

  private get general(): Sentences {
    const table = this.language === 'python' ? pythonMechanisms : javascriptMechanisms;
    return table[this.waiting.suspends() === 'never' ? 'none' : this.waiting.wait.mechanism];
  }
}

/** What a lens says of a point: made for every point of a file, so nothing else is worked out. */
export function gistOf({
  awaited,
  callee,
  waiting,
}: Pick<Subject, 'awaited' | 'callee' | 'waiting'>): Gist {
  return {
    awaited: shorten(oneLine(awaited), quoteWidth),
    callee,
    waitsFor: waiting.wait.waitsFor,
    suspends: waiting.suspends(),
    lens: lensOf(waiting),
  };
}

/** What all the waits of a point can raise: each of it once, and last the cancellation that arrives where it waits. */
function raisesOf(
  { waiting: main }: Subject,
  all: readonly Waiting[],
  cancelled: string | null,
): readonly Raised[] {
  const raises: Raised[] = [];
  for (const { wait, words } of all) {
    for (const { error, when: make } of wait.raises ?? []) {
      const text = make(words(quoteWidth));
      const when = text && undoubled(text, words(quoteWidth).receiver);
      const isNew = !raises.some((other) => other.error === error && other.when === when);
      if (when !== null && isNew) raises.push({ error, when });
    }
  }
  return cancelled === null ? raises : [...raises, { error: main.cancellation, when: cancelled }];
}

/** What is said of several waits of a point: each sentence once. */
function sentencesOf(
  all: readonly Waiting[],
  of: (wait: Wait) => readonly ((call: CallWords) => string | null)[] | undefined,
): readonly string[] {
  const texts = all.flatMap(({ wait, words }) =>
    (of(wait) ?? []).flatMap((text) => text(words(quoteWidth)) ?? []),
  );
  return texts.length < 2 ? texts : [...new Set(texts)];
}

/** Puts the five steps and the short texts together; `all` are the waits of the point, the subject's among them. */
export function compose(subject: Subject, all: readonly Waiting[]): Explanation {
  const { language, who, place, waiting } = subject;
  const { wait } = waiting;
  const words = waiting.words(quoteWidth);
  const { awaited, callee, waitsFor, suspends, lens } = gistOf(subject);
  const {
    registers,
    watches,
    wokenBy,
    because: reason,
    cancelled,
  } = new WaitSentences(language, waiting, awaited);
  const because = reason ?? '';
  const { receiver } = words;
  const said = (text: string) => undoubled(startUpper(text), receiver);
  const pauses = subject.leaving
    ? l10n.t(
        'At the end {0} pauses, if it must; the event loop gets control back and runs other tasks.',
        who,
      )
    : (wait.control?.(words) ?? pause(subject, suspends, because));
  const resumes = subject.resumes ?? resume(subject, suspends);
  const text = wait.detail?.(words);
  return {
    awaited,
    callee,
    waitsFor,
    suspends,
    lens,
    detail:
      text === undefined
        ? waitsFor === 'unknown' || waitsFor === 'nothing'
          ? null
          : thingOf(waiting)
        : undoubled(text, words.receiver),
    suspendsBecause: reason && said(reason),
    wokenBy: said(wokenBy),
    resumesInto: place.use === 'assigned' ? place.target : null,
    summary: said(wait.summary?.(words) ?? summary(waiting)),
    steps: [said(registers), said(pauses), said(watches), said(wokenBy), said(resumes)],
    raises: raisesOf(subject, all, cancelled),
    mistakes: sentencesOf(all, ({ mistakes }) => mistakes),
    notes: [...sentencesOf([waiting], ({ notes }) => notes), ...subject.notes],
    documentation: waiting.documentation,
  };
}

function pause({ language, who, topLevel }: Subject, suspends: Suspends, because: string): string {
  if (language !== 'python') {
    if (suspends === 'never') return because;
    return topLevel
      ? l10n.t('{0} pauses, and with it every module that imports it; the event loop goes on.', who)
      : l10n.t(
          '{0} pauses; its caller goes on and, once the call stack is empty, the event loop.',
          who,
        );
  }
  switch (suspends) {
    case 'always':
      return l10n.t('{0} pauses; the event loop gets control back and runs other tasks.', who);
    case 'maybe':
      return l10n.t(
        'If it must wait, {0} pauses; the event loop gets control back and runs other tasks.',
        who,
      );
    case 'never':
      return l10n.t('{0} goes straight on; the event loop gets no turn.', who);
  }
}

function resume(
  { language, who, place, waiting: { wait, words } }: Subject,
  suspends: Suspends,
): string {
  if (wait.isEndless && wait.raises?.length === 0)
    return l10n.t('{0} never goes on from here.', who);
  if (wait.isEndless)
    return l10n.t('{0} does not go on here: only an exception comes out of it.', who);
  const value = wait.value?.(words(quoteWidth)) ?? l10n.t('its result');
  const nothing =
    wait.value === undefined && wait.gives === undefined && wait.waitsFor === 'nothing';
  if (suspends === 'never' && nothing && place.use === 'dropped') {
    return l10n.t('{0} goes on with the next statement.', who);
  }
  switch (place.use) {
    case 'assigned':
      return l10n.t(
        '{0} goes on exactly here: {1} lands in {2}.',
        who,
        value,
        shorten(place.target ?? '', quoteWidth),
      );
    case 'returned':
      // The comma that a value such as "the row, or None," has before a verb would stand before the full stop.
      return l10n.t('{0} goes on exactly here and returns {1}.', who, value.replace(/,$/, ''));
    case 'dropped':
      return value === (language === 'python' ? l10n.t('None') : l10n.t('undefined'))
        ? l10n.t('{0} goes on exactly here.', who)
        : l10n.t('{0} goes on exactly here; {1} is not used.', who, value);
    case 'used':
      return l10n.t('{0} goes on exactly here: {1} is used in the expression.', who, value);
  }
}

function summary(waiting: Waiting): string {
  switch (waiting.suspends()) {
    case 'always':
      return l10n.t('Waits for {0}.', thingOf(waiting));
    case 'maybe':
      return l10n.t('May wait for {0}.', thingOf(waiting));
    case 'never':
      return l10n.t('Does not wait here.');
  }
}

/** Sentences may begin with "the module" or a quotation of code, which keeps its case. */
function startUpper(sentence: string): string {
  return /^(?:the|this|its|it|if) /.test(sentence)
    ? sentence.charAt(0).toUpperCase() + sentence.slice(1)
    : sentence;
}
