import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../syntax/document';
import type { CallWords, Entry, Wait } from './catalog/schema';
import { isNameless, nameForSentence } from './names';
import type { Suspends } from './types';
import type { Evaluator, WrittenTogether } from './resolve/evaluator';
import { alternativesOf } from './resolve/either';
import type { Site, Value } from './resolve/value';
import {
  allOf,
  lensWidth,
  oneLine,
  shorten,
  shortenCall,
  shortenName,
  undoubled,
  unqualified,
} from './words';

/** One wait of a suspension point, with what its texts quote. */
export interface Waiting {
  /** Dotted name of what is called; null if there is no call. */
  readonly callee: string | null;
  readonly wait: Wait;
  /** The quotations, each at most `width` UTF-16 code units long. */
  readonly words: (width: number) => CallWords;
  /** What it waits for, as a noun phrase. */
  readonly thing: () => string;
  readonly suspends: () => Suspends;
  readonly documentation: { readonly title: string; readonly url: string };
  /** The exception that cancels the waiting task, as its library names it. */
  readonly cancellation: string;
  /** For a call of one of the file's own functions: where that finally waits. */
  readonly leaf?: Leaf | undefined;
  /** Of a wait for one of several things: each of them, none of which is one of several itself. */
  readonly alternatives?: readonly Waiting[] | undefined;
}

/** Where a function of the file finally waits. */
export interface Leaf {
  readonly waiting: Waiting;
  /** One-based line of that suspension point. */
  readonly line: number;
  /** The name of the file that the line is in; null for the file of the await itself. */
  readonly file: string | null;
  /** Whether a function on the way there may wait elsewhere too. */
  readonly hasOthers?: boolean;
  /** Whether every call of the function waits for the same, and is told so in the same words. */
  readonly isFixed?: boolean;
  /** How many branches and early ends, on the way through the calls, some runs take instead; 0 where every run comes there. */
  readonly conditions?: number;
}

/** How long quoted source may be in a sentence. */
export const quoteWidth = 60;

/** What it waits for, as a noun phrase; `width` bounds each quotation in it. */
export function thingOf({ wait, words, thing }: Waiting, width = quoteWidth): string {
  const whole = thing();
  // In a phrase that is short enough itself, no quotation is too long.
  if (whole.length <= width || width === quoteWidth) return whole;
  const short = nounOf(wait, words(width));
  return short.length <= width ? short : unqualified(short);
}

/** What a wait is for, where a text quotes these words. */
export function nounOf(wait: Wait, words: CallWords): string {
  return undoubled(wait.thing(words), words.receiver);
}

/** The lens text, its quotations shortened as far as it takes to fit. */
export function lensOf(waiting: Waiting): string {
  let text = '';
  for (const width of [quoteWidth, 32, 24, 16, 10]) {
    const words = waiting.words(width);
    const said = waiting.wait.lens?.(words) ?? l10n.t('waits for {0}', waiting.wait.thing(words));
    text = undoubled(said, words.receiver);
    if (text.length <= lensWidth) return text;
  }
  return shorten(text, lensWidth);
}

/** So many different things that are waited for together are named; of more, their number is told. */
const mostNames = 3;

/** What the texts of the catalog are quoted from. */
interface Quoted {
  readonly evaluator: Evaluator;
  readonly site: Site;
  /** The name that the object has where it does not stand in the call: `tg` in `… as tg`. */
  readonly label: string | null;
  /** What the method is called on, or the object itself. */
  readonly on: Value | null;
  /** What the catalog knows of it; absent where it knows nothing. */
  readonly entry?: Entry | undefined;
}

/** Quotes a call, or an expression that is no call, for the texts of the catalog. */
export class QuotedCall implements CallWords {
  private name: string | undefined;

  /** `width` is the longest that a quotation may be. */
  constructor(
    private readonly from: Quoted,
    private readonly width: number,
  ) {}

  get maker(): CallWords | null {
    const { on } = this.from;
    const made = on?.kind === 'instance' ? on.made : undefined;
    return made
      ? new QuotedCall(
          { ...this.from, site: made, label: '', on: null, entry: undefined },
          this.width,
        )
      : null;
  }

  get runs(): string | null {
    const { on } = this.from;
    const name = on?.kind === 'instance' && on.of ? this.nameOfRun(on.of) : null;
    return name === null || name === this.receiver ? null : shorten(name, this.width);
  }

  get receiver(): string {
    return (this.name ??= this.findReceiver());
  }

  private findReceiver(): string {
    const { evaluator, site, label } = this.from;
    const name = label ?? quotation(evaluator, evaluator.receiver(site.node) ?? site.node, site);
    return shortenName(name, this.width);
  }

  argument(position: number | null, keyword?: string): string | null {
    const node = this.from.evaluator.argument(this.from.site, position, keyword);
    return node && this.quote(node);
  }

  number(position: number | null, keyword?: string): number | null {
    const node = this.from.evaluator.argument(this.from.site, position, keyword);
    return this.from.evaluator.constant(node, this.from.site.frame);
  }

  get count(): number | null {
    const members = this.members();
    return members?.kind === 'list' ? members.count : members ? 1 : null;
  }

  get areCoroutines(): boolean {
    const members = this.members();
    if (this.from.evaluator.startsTasksAtOnce()) return false;
    const all = members?.kind === 'list' ? (members.elements ?? [members.element]) : [members];
    return all.every((one) => one !== null && this.isCoroutine(one));
  }

  private isCoroutine(value: Value): boolean {
    if (value.kind === 'either') return value.of.every((one) => this.isCoroutine(one));
    // A task is made of an object that has a method for being awaited as well; one of a library's classes may be a future.
    if (value.kind === 'object')
      return this.from.evaluator.classMember(value.class, '__await__', value).kind === 'function';
    if (value.kind !== 'call') return value.kind === 'invocation';
    // What is given awaitables itself may hand on the future that it got, as `shield()` does.
    const found = this.from.evaluator.catalog.find(value.name);
    return found !== null && !found.entry.awaitables;
  }

  get awaited(): string {
    const { catalog } = this.from.evaluator;
    const member = this.members();
    const found = member?.kind === 'call' ? catalog.find(member.name) : null;
    const wait = found?.entry.await;
    if (member?.kind !== 'call' || !found || !wait) return this.together;
    const { site, on = null } = member;
    const quoted = { ...this.from, site, on, label: null, entry: found.entry };
    return nounOf(wait, new QuotedCall(quoted, this.width));
  }

  get together(): string {
    const members = this.members();
    if (!members) return l10n.t('nothing');
    if (members.kind !== 'list') return this.single(members);
    const { element } = members;
    // What begins empty is there to be filled, by what was not seen.
    const count = members.count === 0 ? null : members.count;
    const name = this.commonName(members) ?? this.calledForEach();
    if (count === 1) return this.single(element);
    if (name !== null) {
      const short = shorten(name, this.width);
      return count === null
        ? l10n.t('the calls of {0}', short)
        : l10n.t('{0} calls of {1}', count, short);
    }
    if (count === null) return this.several();
    const each = this.eachName(members);
    if (each !== null) return each;
    if (this.isJavaScript) return l10n.t('{0} promises', count);
    const all = members.elements ?? [element];
    if (all.every((one) => one.kind === 'invocation')) return l10n.t('{0} coroutines', count);
    if (all.every((one) => one.kind === 'instance')) return l10n.t('{0} tasks', count);
    return l10n.t('{0} awaitables', count);
  }

  /** The awaitables among the arguments, if the call takes any. */
  private members(): Value | null {
    const { evaluator, entry, site } = this.from;
    return entry?.awaitables ? evaluator.awaitables(entry, site) : null;
  }

  /** How the source names what is waited for together, if it does. */
  private written(): WrittenTogether | null {
    const { evaluator, entry, site } = this.from;
    return entry ? evaluator.writtenTogether(entry, site) : null;
  }

  private get isJavaScript(): boolean {
    return this.from.evaluator.source.document.language !== 'python';
  }

  /** What the source calls to make each of several awaitables, if it says so. */
  private calledForEach(): string | null {
    const written = this.written();
    return written?.kind === 'calls' ? written.name : null;
  }

  /** Several awaitables of which nothing is known. */
  private several(): string {
    const written = this.written();
    if (written?.kind === 'calls')
      return l10n.t('the calls of {0}', shorten(written.name, this.width));
    if (written?.kind === 'made')
      return l10n.t('the promises of {0}', shorten(written.name, this.width));
    const [only, ...others] = written?.kind === 'each' ? written.names : [];
    if (only !== undefined && only !== null && others.length === 0)
      return shorten(only, this.width);
    const kept = written?.kind === 'kept' ? this.quote(written.node) : null;
    // `Promise.all(promises)`: such a name says no more than the word.
    if (kept !== null && !/^(?:promises|awaitables)$/i.test(kept))
      return this.isJavaScript
        ? l10n.t('the promises in {0}', kept)
        : l10n.t('the awaitables in {0}', kept);
    return this.isJavaScript ? l10n.t('the given promises') : l10n.t('the given awaitables');
  }

  private single(member: Value): string {
    const name = member.kind === 'invocation' ? this.nameOfRun(member) : null;
    if (name !== null) return shorten(name, this.width);
    if (this.from.entry?.awaitables === 'elements') return this.several();
    return this.argument(0) ?? l10n.t('what it is given');
  }

  /** What all of several awaitables run, if it is the same. */
  private commonName({ elements, element }: Extract<Value, { kind: 'list' }>): string | null {
    const names = (elements ?? alternativesOf(element)).map((one) => this.nameOfRun(one));
    return names.every((name) => name === names[0]) ? (names[0] ?? null) : null;
  }

  /** What each of a few awaitables runs, or its own name; null where they are more, or one has no name or that of another. */
  private eachName({ count, elements }: Extract<Value, { kind: 'list' }>): string | null {
    const written = this.written();
    const names = new Set<string>();
    for (const [index, element] of (elements ?? []).entries()) {
      const name =
        this.nameOfRun(element) ?? (written?.kind === 'each' ? written.names[index] : null) ?? null;
      if (name !== null) names.add(shorten(name, this.width));
    }
    if (names.size < 2 || names.size > mostNames || names.size !== count) return null;
    return allOf([...names]);
  }

  private nameOfRun(value: Value): string | null {
    switch (value.kind) {
      case 'invocation': {
        const { alias, home, function: index } = value.frame;
        const name = alias ?? home.source.localName(index);
        return isNameless(name) ? null : nameForSentence(name);
      }
      case 'call':
        return `${methodName(value.name)}()`;
      case 'instance':
        return value.of && value.of !== value ? this.nameOfRun(value.of) : null;
      case 'promise':
        return value.after && /^(?:error|neither)$/.test(value.handles ?? '')
          ? this.nameOfRun(value.after)
          : null;
      default:
        return null;
    }
  }

  private quote(node: SyntaxNode): string {
    const { evaluator, site } = this.from;
    return shortenCall(quotation(evaluator, node, site), this.width);
  }
}

/**
 * `WebSocket.send_text` of `starlette.websockets.WebSocket.send_text`, `readFile` of `fs/promises.readFile`: a class is known
 * without its module, the loop is what people call it, and a module that is a path is no part of what people write.
 */
function methodName(name: string): string {
  const method = /(?:^|\.)([A-Z]\w*\.\w+)$/.exec(name)?.[1];
  return method?.replace(/^AbstractEventLoop\./, 'loop.') ?? name.replace(/^.*\/[\w-]+\./, '');
}

/** The source of a node on one line; inside a followed helper, a parameter reads as what the caller gave for it. */
export function quotation(evaluator: Evaluator, node: SyntaxNode, { frame }: Site): string {
  for (let at = frame; at; at = at.outer ?? null) {
    const given = at.site ? evaluator.givenFor(node, at) : null;
    if (given && at.site) return quotation(evaluator, given, at.site);
  }
  return oneLine(node.text);
}
