import * as l10n from '@vscode/l10n';
import type { SuspensionPoint } from '../suspension/types';
import { moduleName } from '../suspension/types';
import type { SyntaxNode } from '../syntax/document';
import type { Entry, Wait } from './catalog/schema';
import type { Subject } from './compose';
import { compose, gistOf } from './compose';
import type { Answer, Following } from './following';
import { conditionsOf, leafOf, lessTelling, unfollowed } from './leaf';
import { fromNamed, nameForSentence, nameOfCalled } from './names';
import type { Run, Stretch } from './run';
import type { Evaluator } from './resolve/evaluator';
import { deepestFrame } from './resolve/evaluator';
import { fileName, isCell } from './resolve/paths';
import type { Source } from './resolve/source';
import type { Closure, Frame, FunctionRef, Home, Value } from './resolve/value';
import type { Explanation, Gist, Suspends } from './types';
import type { Leaf, Waiting } from './waiting';
import { QuotedCall, nounOf, quoteWidth } from './waiting';
import { oneLine } from './words';

/** One suspension point of the source, with its nodes. */
export interface Point {
  /** Its place among the points of the file. */
  readonly index: number;
  readonly info: SuspensionPoint;
  readonly node: SyntaxNode;
  readonly operands: readonly SyntaxNode[];
}

/** A point with what it waits for. */
export interface Reading {
  readonly point: Point;
  /** All its waits, in the order in which they come. */
  readonly all: readonly Waiting[];
  /** The first of them that may suspend, else the first. */
  readonly waiting: Waiting;
  /** Source of what is awaited. */
  readonly awaited: string;
  /** Dotted name of what is called; null where what is awaited is no call. */
  readonly callee: string | null;
}

/** The names of the object that a method is called on, and of its class. */
const objects = /^(?:self|cls)$/;

/** What a wait's texts are about. */
export interface About {
  /** The call or expression that they quote. */
  readonly node: SyntaxNode;
  readonly frame: Frame | null;
  readonly page: Waiting['documentation'];
  /** What cancels the waiting task, where the library has an exception of its own for that. */
  readonly cancellation?: string;
  readonly entry?: Entry;
  readonly callee?: string | null;
  /** The name that the object has where it does not stand in the expression: `tg` in `… as tg`. */
  readonly label?: string | null;
  readonly leaf?: Leaf | null;
  readonly alternatives?: readonly Waiting[];
  /** What the method is called on, or the object that is waited for itself. */
  readonly on?: Value | undefined;
}

/** What the explainers of the files that are looked at together share. */
export interface Explainers {
  readonly following: Following;
  of(home: Home): Explainer;
}

/** Explains the points of one file. The languages say what each of their forms waits for. */
export abstract class Explainer {
  /** Whether a function that waits for nothing but a turn of the loop is said to do that. */
  protected readonly namesTurns: boolean = false;
  private readonly points = new Map<number, Point | null>();
  private readonly runs = new Map<number, Answer<Run>>();
  private readonly calls = new Map<Frame, Answer<Run>>();
  private readonly waits = new Map<Frame | null, Map<Point, Answer<readonly Waiting[]>>>();
  private pointsByFunction: Map<number, number[]> | undefined;
  /** Whether the parser found an error in the text. */
  private hasError: boolean | undefined;

  constructor(
    readonly source: Source,
    readonly evaluator: Evaluator,
    protected readonly explainers: Explainers,
  ) {}

  /** What a lens says of a point. */
  gist(index: number): Gist {
    this.explainers.following.refuel();
    return gistOf(this.read(index) ?? this.broken(index));
  }

  explain(index: number): Explanation {
    this.explainers.following.refuel();
    const reading = this.read(index);
    if (reading) return compose(this.subject(reading), reading.all);
    const broken = this.broken(index);
    return compose(broken, [broken.waiting]);
  }

  /** What the explanation of a point is made from, beyond what it waits for. */
  protected abstract subject(reading: Reading): Subject;

  /** The wait of a point that half-typed code leaves without its parts. */
  protected abstract incomplete(keyword: string): Waiting;

  private read(index: number): Reading | null {
    const point = this.point(index);
    if (!point || this.isCut(point)) return null;
    const all = this.waitsOf(point, null);
    // Of several things that an `async with` enters, one that surely waits says more than one that may.
    const entered = point.operands.length > 1 ? all.slice(0, point.operands.length) : [];
    const waiting =
      entered.find((one) => one.suspends() === 'always') ??
      all.find((one) => one.suspends() !== 'never') ??
      all[0];
    if (!waiting) return null;
    const operands = point.operands.map((operand) => oneLine(operand.text)).join(', ');
    return {
      point,
      all,
      waiting,
      awaited: operands || point.node.text,
      callee: point.operands.some(isCall) ? waiting.callee : null,
    };
  }

  /** Whether half-typed code goes on where the parser has ended what is awaited: before the bracket of `fetch(` that nothing closes. */
  private isCut({ operands }: Point): boolean {
    const { document, text } = this.source;
    this.hasError ??= document.root.hasError;
    return (
      this.hasError &&
      operands.some(({ endIndex }) =>
        /^[ \t]*(?:[([`]|\??\.)/.test(text.slice(endIndex, endIndex + 80)),
      )
    );
  }

  private broken(index: number): Subject {
    const info = this.source.suspensions.points[index];
    const keyword = info?.keyword ?? 'await';
    return {
      language: this.source.document.language,
      who: info ? this.who({ info }) : nameForSentence(moduleName),
      awaited: keyword,
      callee: null,
      topLevel: info?.function === null,
      place: { use: 'dropped', target: null, inLoop: false },
      waiting: this.incomplete(keyword),
      notes: [],
    };
  }

  /** What a point waits for, in the order in which it does: one wait, or more for an `async with`. */
  protected abstract waitings(point: Point, frame: Frame | null): readonly Waiting[];

  /** The same, worked out once for each call of the point's function. */
  protected waitsOf(point: Point, frame: Frame | null): readonly Waiting[] {
    let known = this.waits.get(frame);
    if (!known) {
      known = new Map();
      this.waits.set(frame, known);
    }
    return this.explainers.following.answer(known, point, () => this.waitings(point, frame));
  }

  /** Whether what a function waits for depends on what a call gives it. */
  protected abstract dependsOnCall(index: number, frame: Frame): boolean;

  /** Whether a method leaves its body to the classes that inherit it. */
  protected abstract isOpen(index: number): boolean;

  /** Whether a point only hands a value over, which whoever asks for the next need not wait for. */
  protected isHandOver(point: Point): boolean {
    return point.info.keyword === 'yield';
  }

  /** Whether each run that comes to a wait waits for what it names. */
  protected certainty(waiting: Waiting): Suspends {
    return waiting.suspends();
  }

  /** Whether the point is passed on every way through its function. */
  protected abstract isUnconditional(point: Point): boolean;

  /**
   * What holds of running a function, where each of its points alone says this; `sure` are those that always suspend, `told`
   * those of them of which it is known for what. Without `conditions` where each run comes to the one that is chosen.
   */
  protected settled(
    _index: number,
    run: Run,
    _sure: readonly Point[],
    _told: readonly Point[],
    _stretch: Stretch,
  ): Run {
    return run;
  }

  /** Whether the point is passed unless its function is left before it. */
  protected isUsual(point: Point): boolean {
    return this.isUnconditional(point);
  }

  /** Whether a point is passed only after an error: what else a function waits for tells more of it. */
  protected isInHandler(_point: Point): boolean {
    return false;
  }

  /** How much less a point of a generator says that only its end comes to, after the last value; 0 for any other. */
  protected afterLast(_point: Point, _stretch: Stretch): number {
    return 0;
  }

  point(index: number): Point | null {
    let point = this.points.get(index);
    if (point === undefined) {
      point = this.findPoint(index);
      this.points.set(index, point);
    }
    return point;
  }

  private findPoint(index: number): Point | null {
    const info = this.source.suspensions.points[index];
    const found = info && this.source.nodeAt(this.source.extent(info.range));
    // The smallest node of a bare `yield` is its keyword.
    const node = info?.keyword === 'yield' && found?.isNamed === false ? found.parent : found;
    if (!info || !node) return null;
    const operands = info.operands.flatMap((range) => {
      const { start, end } = this.source.extent(range);
      const isInside = node.startIndex <= start && end <= node.endIndex;
      return this.source.document.tree.nodeAt(start, end, isInside ? node : null);
    });
    return { index, info, node, operands };
  }

  /** The function a point belongs to, as a sentence names it. */
  who({ info }: Pick<Point, 'info'>): string {
    const { function: index } = info;
    return index === null ? nameForSentence(moduleName) : this.nameOf(index);
  }

  /** One of the file's functions, as a sentence names it. */
  protected nameOf(index: number): string {
    return nameForSentence(this.source.localName(index));
  }

  /** A function as the callee of an await: in another file, after the name of that file's module. */
  calleeName({ home, function: index, alias }: FunctionRef & Closure): string {
    const name = fromNamed(alias ?? home.source.localName(index));
    return home === this.evaluator || home.moduleName === '' ? name : `${home.moduleName}.${name}`;
  }

  /** The same for a function of any file. */
  nameOfRef({ home, function: index, alias }: FunctionRef & Closure): string {
    return nameOfCalled(alias ?? home.source.localName(index));
  }

  /** Whether, and for what, running a function of any file to its end waits. */
  runOf({ home, function: index }: FunctionRef, frame: Frame | null): Run {
    const run = this.explainers.of(home).run(index, frame);
    return this.seenFrom(home, run);
  }

  /** A leaf of another file says which file that is. */
  seenFrom(home: Home, run: Run): Run {
    const { leaf, otherwise } = run;
    const { path } = home.source;
    if (home === this.evaluator || path === null) return run;
    const file = isCell(path) ? l10n.t('another cell') : fileName(path);
    const named = (one: Leaf | null) => (one?.file === null ? { ...one, file } : one);
    const other = otherwise && { otherwise: { ...otherwise, leaf: named(otherwise.leaf) } };
    return { ...run, leaf: named(leaf), ...other };
  }

  /** Whether, and for what, running a function to its end waits; `frame` makes the leaf's quotations concrete. */
  run(index: number, frame: Frame | null): Run {
    const run = this.explainers.following.answer(this.runs, index, () =>
      this.findRun(index, 'whole'),
    );
    // In the deepest call nothing that it calls can be followed, so what holds of any call says more.
    if (frame && frame.depth < deepestFrame && this.dependsOnCall(index, frame)) {
      const called = this.explainers.following.answer(this.calls, frame, () =>
        this.findRun(index, 'whole', frame),
      );
      return isToldBetter(run, called) ? { ...run, suspends: 'maybe' } : called;
    }
    return frame && run.at !== null ? { ...run, leaf: this.leafInCall(run, index, frame) } : run;
  }

  private findRun(index: number, stretch: Stretch, frame: Frame | null = null): Run {
    let run: Run = { suspends: 'never', at: null, leaf: null };
    if (this.isOpen(index)) return { ...run, suspends: 'maybe', isOpen: true };
    if (!this.enter(index)) {
      // A function that comes back to itself waits for nothing that the rest of it does not wait for.
      return this.isRunning(index) ? run : { ...run, suspends: 'maybe', isTooDeep: true };
    }
    const isGenerator = this.source.suspensions.functions[index]?.generator ?? false;
    const sure: Point[] = [];
    const told: Point[] = [];
    let best = Infinity;
    let waiting = 0;
    let turn: number | null = null;
    for (const at of this.pointsOf(index)) {
      const point = this.point(at);
      if (!point) continue;
      const waits = this.waitsOnTheWay(point, frame, stretch);
      const suspends = waits.map((waiting) => this.certainty(waiting));
      if (suspends.every((one) => one === 'never')) continue;
      waiting += suspends.filter((one) => one !== 'never').length;
      const isAlways = suspends.includes('always');
      if (isAlways) sure.push(point);
      const isOnTheWay = this.isUnconditional(point);
      const leaf = leafOf(point.info, waits);
      if (!leaf) {
        turn ??= at;
        if (isAlways && isOnTheWay) run.suspends = 'always';
        else if (run.suspends === 'never') run.suspends = 'maybe';
        continue;
      }
      if (run.suspends === 'always' && !isAlways) continue;
      const isInHandler = !isOnTheWay && this.isInHandler(point);
      // What is not known, and comes without an error, is not passed over for what only comes after one.
      if (isInHandler && run.at !== null && best === Infinity) continue;
      const detours =
        (isOnTheWay ? 0 : isInHandler ? 4 : this.isUsual(point) ? 1 : 2) +
        this.afterLast(point, stretch);
      const needed = detours + conditionsOf(leaf, isAlways);
      const conditions = needed > 0 ? needed + lessTelling(leaf) : 0;
      if (isAlways && conditions < unfollowed) told.push(point);
      if (conditions >= best && run.at !== null) continue;
      best = conditions;
      run.conditions = conditions;
      run.suspends = conditions === 0 ? 'always' : 'maybe';
      run.at = at;
      if (conditions === 0 && !isGenerator) break;
    }
    run = this.settled(index, run, sure, told, stretch);
    const isMere = run.at === null && this.namesTurns;
    if (isMere) run.at = turn;
    const leafAt = (at: number | null | undefined) => {
      const point = at === null || at === undefined ? null : this.point(at);
      if (!point) return null;
      const { found: leaf, isWhole } = this.explainers.following.whole(() =>
        leafOf(point.info, this.waitsOnTheWay(point, frame, stretch), isMere),
      );
      if (!leaf || frame) return leaf;
      return { ...leaf, isFixed: isWhole && this.isFixed(point, index, leaf) };
    };
    run.leaf = leafAt(run.at);
    if (run.otherwise) run.otherwise.leaf = leafAt(run.otherwise.at);
    run.conditions ??= run.leaf?.conditions ?? 0;
    run.hasOthers = waiting > 1 || run.leaf?.hasOthers === true;
    this.leave(index);
    return run;
  }

  /** The same for a function around its `yield`: what a context manager does on entering, or on leaving. */
  runBesideYield(frame: Frame, entering: boolean): Run {
    const { function: index, depth } = frame;
    const isFollowed = depth < deepestFrame && this.dependsOnCall(index, frame);
    return this.findRun(index, entering ? 'entering' : 'leaving', isFollowed ? frame : null);
  }

  /** What of a point's waits a run of its function waits for: at a `yield`, only what comes before the value is handed over. */
  private waitsOnTheWay(point: Point, frame: Frame | null, stretch: Stretch): readonly Waiting[] {
    return this.isHandOver(point)
      ? this.waitsBeforeHandOver(point, frame)
      : this.waitsIn(point, frame, stretch);
  }

  /** What is waited for before a value is handed over. */
  protected waitsBeforeHandOver(_point: Point, _frame: Frame | null): readonly Waiting[] {
    return [];
  }

  /** What of a point's waits belongs to a part of its function. */
  protected waitsIn(point: Point, frame: Frame | null, _stretch: Stretch): readonly Waiting[] {
    return this.waitsOf(point, frame);
  }

  /** Where this call of a function waits, if it can be followed as far as any call of it. */
  private leafInCall({ at, leaf: ofAnyCall }: Run, index: number, frame: Frame): Leaf | null {
    const point = at === null ? null : this.point(at);
    if (ofAnyCall?.isFixed === true && this.isAnyCall(frame)) return ofAnyCall;
    if (!point || !this.enter(index)) return ofAnyCall;
    const { found: leaf, isWhole } = this.explainers.following.whole(() =>
      leafOf(point.info, this.waitsOnTheWay(point, frame, 'whole')),
    );
    this.leave(index);
    const isTold = isWhole && leaf !== null && leaf.waiting.wait.waitsFor !== 'unknown';
    return isTold ? leaf : (ofAnyCall ?? leaf);
  }

  /** Whether, but for its arguments, nothing is known of a call that is not so of every call of its function. */
  private isAnyCall({ function: index, on, outer }: Frame): boolean {
    if (outer) return false;
    if (on?.kind !== 'object') return on === null;
    const { class: own, made, of, after } = on;
    return own === this.evaluator.bindings.ownerOf(index) && !made && !of && !after;
  }

  /**
   * Whether a point waits for the same in every call of its function, and is said to: neither what is called there nor what
   * that is given has a name in it that the function binds. What it is given does not matter where that is fixed as well, or
   * where what is called is not known.
   */
  private isFixed({ info, operands }: Point, index: number, leaf: Leaf): boolean {
    const isHere = leaf.file === null && leaf.line === info.range.start.line + 1;
    const isAnyGiven = isHere ? leaf.waiting.wait.waitsFor === 'unknown' : leaf.isFixed === true;
    const { bindings } = this.evaluator;
    return operands.every((operand) => {
      const callee = isAnyGiven ? operand.childForFieldName('function') : null;
      const words = (callee ?? operand).text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu);
      return [...new Set(words)].every(
        (word) => objects.test(word) || bindings.in(word, index).length === 0,
      );
    });
  }

  /** What is found while a function of any file is followed; null where that would go round in a circle, or too far. */
  inside<Found>({ home, function: index }: FunctionRef, find: () => Found): Found | null {
    const there = this.explainers.of(home);
    if (!there.enter(index)) return null;
    const found = find();
    there.leave(index);
    return found;
  }

  /** What waiting for a value is, found through others that it leads to; `unknown` says why not, where those go on and on. */
  further(find: () => Waiting, unknown: (because: string) => Waiting): Waiting {
    return this.explainers.following.further(find, () =>
      unknown(l10n.t('it is too deeply nested to follow')),
    );
  }

  /** Begins to follow a function; false where that would go round in a circle, or too far. */
  enter(index: number): boolean {
    const extent = this.source.functions[index];
    return extent !== undefined && this.explainers.following.enter(extent);
  }

  leave(index: number): void {
    const extent = this.source.functions[index];
    if (extent) this.explainers.following.leave(extent);
  }

  private isRunning(index: number): boolean {
    const extent = this.source.functions[index];
    return extent !== undefined && this.explainers.following.isRunning(extent);
  }

  pointsOf(index: number): readonly number[] {
    if (!this.pointsByFunction) {
      this.pointsByFunction = new Map();
      for (const [at, { function: owner }] of this.source.suspensions.points.entries()) {
        if (owner === null) continue;
        const list = this.pointsByFunction.get(owner);
        if (list) list.push(at);
        else this.pointsByFunction.set(owner, [at]);
      }
    }
    return this.pointsByFunction.get(index) ?? [];
  }

  /** A wait with what its texts quote. */
  waiting(wait: Wait, about: About): Waiting {
    const { node, frame, entry, callee, label, page, leaf, alternatives, on } = about;
    const quoted = {
      evaluator: this.evaluator,
      site: { node, frame },
      label: label ?? null,
      on: on ?? null,
      entry,
    };
    const full = new QuotedCall(quoted, quoteWidth);
    const words = (width: number) => (width === quoteWidth ? full : new QuotedCall(quoted, width));
    const { suspends } = wait;
    return {
      callee: callee ?? null,
      wait,
      words,
      thing: once(() => nounOf(wait, full)),
      suspends: typeof suspends === 'string' ? () => suspends : once(() => suspends(full)),
      documentation: page,
      cancellation: about.cancellation ?? leaf?.waiting.cancellation ?? 'asyncio.CancelledError',
      leaf: leaf ?? undefined,
      alternatives,
    };
  }
}

/** What stands around an expression without changing what is awaited. */
const wrappers = /^(?:parenthesized|as|satisfies|non_null)_expression$/;

/** Whether an expression calls something: only then is there a callee. */
function isCall(expression: SyntaxNode): boolean {
  let node = expression;
  while (wrappers.test(node.type)) {
    const inner = node.namedChild(0);
    if (!inner) return false;
    node = inner;
  }
  return /^(?:call|call_expression|new_expression)$/.test(node.type);
}

/** Works a value out when it is first asked for, and only then. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Whether it is known for what any call of a function waits, and of one of them, because too much is around it, it is not. */
function isToldBetter({ leaf: ofAny }: Run, { leaf: ofThis, isTooDeep }: Run): boolean {
  const isOpen = (leaf: Leaf | null) => !leaf || conditionsOf(leaf, true) >= unfollowed;
  // What this call gives is not known: what others give says nothing of it.
  const { wait } = ofThis?.waiting ?? {};
  if (wait?.waitsFor === 'unknown' && wait.isTooDeep !== true) return false;
  return (isTooDeep === true || (ofThis !== null && isOpen(ofThis))) && !isOpen(ofAny);
}
