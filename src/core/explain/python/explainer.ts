import * as l10n from '@vscode/l10n';
import { moduleName } from '../../suspension/types';
import type { SyntaxNode } from '../../syntax/document';
import type { Found } from '../catalog/catalog';
import type { Entry, Wait } from '../catalog/schema';
import type { Subject } from '../compose';
import type { About, Explainers, Point, Reading, Run, Stretch } from '../explainer';
import { Explainer, nameInLens, reasonOf } from '../explainer';
import { before, mayLeaveBefore } from '../leaving';
import { nameForSentence, unknownCall } from '../names';
import type { Place } from '../place';
import { libraryBase } from '../resolve/python/classes';
import type { Bound } from '../resolve/bindings';
import type { PythonBinding } from '../resolve/python/bindings';
import { isFixture } from '../resolve/python/fixtures';
import { decoratorsOf, isAbstract, isContextManager } from '../resolve/python/functions';
import { completionsOf } from '../resolve/python/completions';
import type { PythonEvaluator } from '../resolve/python/evaluator';
import { givenByCall } from '../resolve/python/parameters';
import type { Extent, Source } from '../resolve/source';
import type { Frame, FunctionRef, Site, Value } from '../resolve/value';
import { isNever } from '../resolve/value';
import type { Waiting } from '../waiting';
import { quoteWidth } from '../waiting';
import { oneLine, shorten } from '../words';
import type { Part } from './forms';
import {
  alwaysAsWell,
  contextBody,
  completedBy,
  fixtureValue,
  handOver,
  notDoneYet,
  oneOfSeveral,
  ownAwaitable,
  ownTurn,
  pages,
  someAwaitable,
  unknownPart,
  unknownWait,
} from './forms';
import { lastStep, notesOn } from './outcome';
import { areJustMade, isJustMade } from './fresh';
import { leafOfItsOwn, withOverrides } from './overrides';
import { aliasOf, isConditional, placeInPython } from './place';
import { contextRun, coroutineRun, iteratorStep } from './runs';
import { isOnEveryWay } from './ways';

/** What of an awaitable is used: awaiting it, one end of `async with`, a step of `async for`. */

const loopWords = ['for', 'while'];
const branchWords = ['if', 'except', 'case', 'and', 'or', 'for', 'class'];
const conditionalWords = [...branchWords, 'while'];
/** How far after what it awaits a comprehension is looked through for its `for`, in UTF-16 code units. */
const comprehensionTail = 200;

const specialMethod: Readonly<Record<Part, string>> = {
  await: '__await__',
  enter: '__aenter__',
  exit: '__aexit__',
  next: '__anext__',
};

/** A special method of a library's object, called by its own name: `await manager.__aenter__()`. */
const specialCall = /^(.+)\.(__aenter__|__aexit__|__anext__)$/;
const ownParts: Readonly<Record<string, Part>> = {
  __aenter__: 'enter',
  __aexit__: 'exit',
  __anext__: 'next',
};

/** What a library's entry says of where it is documented, and of what cancels a wait for it. */
function from({ title, entry, cancellation }: Found): Pick<About, 'page' | 'cancellation'> {
  return { page: { title, url: entry.page }, ...(cancellation && { cancellation }) };
}

function wordsOf({ text }: SyntaxNode): readonly string[] {
  return text.match(/\w+/g) ?? [];
}

/** The `yield`s of a generator function if none gives anything, which is a turn of the loop each; null of others. */
function bareYields({
  home: { source },
  function: index,
}: FunctionRef): readonly SyntaxNode[] | null {
  const extent = source.functions[index];
  const found: SyntaxNode[] = [];
  for (const offset of extent ? source.occurrences('yield', extent) : []) {
    const node = source.nodeAt({ start: offset, end: offset + 5 })?.parent;
    if (node?.type !== 'yield' || node.text !== 'yield') return null;
    found.push(node);
  }
  return found.length > 0 ? found : null;
}

/** Explains the suspension points of a Python file. */
export class PythonExplainer extends Explainer {
  protected override readonly namesTurns = true;
  /** The parameters that the points of a function name. */
  private readonly awaitedParameters = new Map<number, readonly Bound<PythonBinding>[]>();

  constructor(
    source: Source,
    readonly python: PythonEvaluator,
    explainers: Explainers,
  ) {
    super(source, python, explainers);
  }

  protected subject(reading: Reading): Subject {
    const { point, all, waiting, awaited, callee } = reading;
    const who = this.who(point);
    const place = this.placeOf(point);
    const resumes = lastStep(reading, who, place);
    return {
      language: 'python',
      who,
      topLevel: point.info.function === null,
      awaited,
      callee,
      place,
      waiting,
      leaving: point.info.keyword === 'async with' && all.indexOf(waiting) >= point.operands.length,
      notes: notesOn(reading, place),
      ...(resumes !== null && { resumes }),
    };
  }

  protected incomplete(keyword: string): Waiting {
    const wait = unknownWait(keyword, l10n.t('the code is incomplete'));
    const { root } = this.source.document;
    return this.waiting(wait, { node: root, frame: null, page: pages.await, label: keyword });
  }

  private placeOf(point: Point): Place {
    return placeInPython(point, this.source.hasWord(loopWords, this.around(point)));
  }

  protected dependsOnCall(index: number, frame: Frame): boolean {
    if (frame.outer || this.isOfOther(index, frame)) return true;
    if (frame.site === null) return false;
    return this.parametersIn(index).some(({ binding, offset }) => {
      if (binding.kind !== 'parameter') return false;
      const given = givenByCall(this.python, binding, offset, frame);
      // A number or text decides on no wait: what is quoted of it is read from the call anyway.
      return given !== null && given.kind !== 'plain';
    });
  }

  /** Whether a method is called on an object that may have other methods than one of which only the method's class is known. */
  private isOfOther(index: number, { on }: Frame): boolean {
    if (on?.kind !== 'object') return false;
    const owner = this.python.bindings.ownerOf(index);
    return (
      owner !== null &&
      (on.exact === true || on.class !== owner) &&
      this.pointsOf(index).some((at) =>
        this.point(at)?.operands.some(({ text }) => /\b(?:self|cls|super)\b/.test(text)),
      )
    );
  }

  private parametersIn(index: number): readonly Bound<PythonBinding>[] {
    let parameters = this.awaitedParameters.get(index);
    if (!parameters) {
      const operands = this.pointsOf(index).flatMap((at) => this.point(at)?.operands ?? []);
      const stretches = operands.flatMap((operand) => [
        operand,
        ...(operand.type === 'identifier' ? this.sourcesOf(operand.text, index) : []),
      ]);
      const signature = this.source.functionNode(index)?.childForFieldName('parameters');
      const named = new Set(signature ? wordsOf(signature) : []);
      for (const word of named) {
        const isUsed = stretches.some(({ startIndex: start, endIndex: end }) =>
          this.source.hasWord([word], { start, end }),
        );
        if (!isUsed || word === 'self' || word === 'cls') named.delete(word);
      }
      parameters = [...named].flatMap((word) =>
        this.python.bindings.in(word, index).filter(({ binding }) => binding.kind === 'parameter'),
      );
      this.awaitedParameters.set(index, parameters);
    }
    return parameters;
  }

  /** What the variables of a function are made from: `value` in `value = make(…)`, `for value in values`. */
  private sourcesOf(name: string, index: number): readonly SyntaxNode[] {
    return this.python.bindings
      .in(name, index)
      .flatMap(({ binding }) =>
        binding.kind === 'value' || binding.kind === 'element' ? (binding.node ?? []) : [],
      );
  }

  protected isOpen(index: number): boolean {
    if (this.python.bindings.ownerOf(index) === null) return false;
    return isAbstract(this.source, index);
  }

  protected isUnconditional(point: Point): boolean {
    if (point.info.function === null) return false;
    // A statement that may leave the function before the point makes it conditional; of an error that is told apart.
    if (mayLeaveBefore(this.source, point, ['return'])) return false;
    // Going up the tree is slow: it is only done where something can be around.
    return !this.source.hasWord(conditionalWords, this.around(point)) || !isConditional(point.node);
  }

  protected override isUsual(point: Point): boolean {
    if (point.info.function === null) return false;
    return (
      !this.source.hasWord(branchWords, this.around(point)) || !isConditional(point.node, true)
    );
  }

  /** Each point alone may be passed by, and yet each way come to one of them; a generator pauses where it hands out a value. */
  protected override settled(
    index: number,
    run: Run,
    sure: readonly Point[],
    told: readonly Point[],
    stretch: Stretch,
  ): Run {
    const isGenerator = this.source.suspensions.functions[index]?.generator ?? false;
    const isToldBy = ({ at, ...rest }: Run): Run => {
      const point = at === null ? null : this.point(at);
      return {
        ...rest,
        at,
        mayRaise: point !== null && mayLeaveBefore(this.source, point, ['raise']),
      };
    };
    if (sure.length === 0 || (run.suspends === 'always' && !isGenerator)) return isToldBy(run);
    const body = this.source.functionNode(index)?.childForFieldName('body');
    const areSure = (points: readonly Point[]) =>
      isOnEveryWay(
        this.source,
        body,
        points.map(({ node }) => node),
        stretch,
      );
    // Where all of them together can be passed by, so can each.
    if (!areSure(sure)) return isToldBy({ ...run, suspends: 'maybe' });
    const alone = told.find((point) => areSure([point]));
    if (!alone) {
      const at = told.length === 2 && areSure(told) ? this.otherOf(index, run, told) : undefined;
      const otherwise = at !== undefined && { otherwise: { at, leaf: null } };
      return isToldBy({ ...run, suspends: 'always', ...otherwise });
    }
    const { conditions: _, ...rest } = run;
    const at = this.pointsOf(index).find((one) => this.point(one) === alone) ?? run.at;
    return isToldBy({ ...rest, at, suspends: 'always' });
  }

  /** Of these points of a function the one that its run is not told by. */
  private otherOf(index: number, run: Run, told: readonly Point[]): number | undefined {
    const indices = this.pointsOf(index).filter((at) => told.some((one) => this.point(at) === one));
    return indices.includes(run.at ?? -1) ? indices.find((at) => at !== run.at) : undefined;
  }

  /** An `async with` around the `yield` is entered before it, and left after it. */
  protected override waitsIn(
    point: Point,
    frame: Frame | null,
    stretch: Stretch,
  ): readonly Waiting[] {
    const all = this.waitsOf(point, frame);
    const { node, info, operands } = point;
    if (stretch === 'whole' || info.function === null) return all;
    const yields = this.yieldsOf(info.function);
    const [first = Infinity] = yields;
    const last = yields.at(-1) ?? Infinity;
    const isAround = info.keyword === 'async with' && first < node.endIndex;
    if (stretch === 'entering') {
      if (node.startIndex > last) return [];
      return isAround && node.startIndex < first ? all.slice(0, operands.length) : all;
    }
    if (node.startIndex > first) return all;
    return isAround ? all.slice(operands.length) : [];
  }

  /** Where a generator hands out its values. */
  private yieldsOf(index: number): readonly number[] {
    const extent = this.source.functions[index];
    const found = extent ? this.source.occurrences('yield', extent) : [];
    return found.filter((offset) => this.source.functionAround(offset) === index);
  }

  /** The part of a point's function up to the point, and after it, where a comprehension has its `for`. */
  private around(point: Point): Extent {
    return {
      start: before(this.source, point).start,
      end: point.node.endIndex + comprehensionTail,
    };
  }

  protected waitings(point: Point, frame: Frame | null): readonly Waiting[] {
    const [operand] = point.operands;
    switch (point.info.keyword) {
      case 'yield':
        return [this.handedOver(point, frame)];
      case 'async with': {
        const ends = point.operands.map((item) => this.ends(item, frame));
        return [...ends.map(([enter]) => enter), ...ends.map(([, exit]) => exit).reverse()];
      }
      case 'async for':
      case 'async comprehension':
        return operand
          ? [this.part('next', this.evaluator.evaluate(operand, frame), operand, frame)]
          : [];
      default:
        return operand
          ? [this.part('await', this.evaluator.evaluate(operand, frame), operand, frame)]
          : [];
    }
  }

  /** A `yield` waits for whoever runs the generator: a consumer, or what a decorator makes of its function. */
  private handedOver({ info, node }: Point, frame: Frame | null): Waiting {
    const index = info.function;
    if (index !== null && decoratorsOf(this.source, index).some(isContextManager))
      return this.waiting(contextBody, { node, frame, page: pages.contextManager });
    if (index !== null && isFixture(this.source, index))
      return this.waiting(fixtureValue, { node, frame, page: pages.fixture });
    return this.waiting(handOver, { node, frame, page: pages.yield });
  }

  private ends(item: SyntaxNode, frame: Frame | null): readonly [Waiting, Waiting] {
    const value = this.evaluator.evaluate(item, frame);
    // What has a name already is called by that: the other may be of something else, as `async with barrier as place`.
    const label = /^(?:identifier|attribute)$/.test(item.type) ? null : aliasOf(item);
    return [
      this.part('enter', value, item, frame, label),
      this.part('exit', value, item, frame, label),
    ];
  }

  /** What using one part of a value waits for. */
  private part(
    part: Part,
    value: Value,
    node: SyntaxNode,
    frame: Frame | null,
    label: string | null = null,
  ): Waiting {
    switch (value.kind) {
      case 'call': {
        const found = this.evaluator.catalog.find(value.name);
        const wait = found?.entry[part];
        const direct = part === 'await' ? specialCall.exec(value.name) : null;
        const directly = direct && ownParts[direct[2] ?? ''];
        if (direct && directly && !wait && value.on) {
          const receiver = this.evaluator.receiver(value.site.node) ?? node;
          return this.part(directly, value.on, receiver, frame, oneLine(receiver.text));
        }
        if (!found || !wait) {
          return this.unknown(part, node, frame, unknownCall(value.name), value.name);
        }
        return this.called(wait, found, value, label);
      }
      case 'either': {
        const all = this.meant(part, value.of).map((one) =>
          this.part(part, one, node, frame, label),
        );
        const [first] = all;
        const isSame = (one: Waiting) =>
          one.wait.waitsFor === first?.wait.waitsFor &&
          one.thing() === first.thing() &&
          one.suspends() === first.suspends();
        if (first && all.every(isSame)) {
          return all.every(({ callee }) => callee === first.callee)
            ? first
            : { ...first, callee: null };
        }
        if (first && all.some(({ wait }) => wait.waitsFor !== 'unknown')) {
          return this.waiting(oneOfSeveral(all, part), {
            alternatives: all,
            node,
            frame,
            label,
            page: this.page(part),
          });
        }
        return this.unknown(part, node, frame, l10n.t('none of what it may be is known here'));
      }
      case 'instance':
        return this.instancePart(part, value, node, frame, label);
      case 'invocation':
        return this.invocationPart(part, value, node, frame, label);
      case 'object':
        return this.objectPart(part, value, node, frame, label);
      case 'promise':
        if (part !== 'await') {
          const because = l10n.t('its type is only known to be awaitable');
          return this.unknown(part, node, frame, because);
        }
        return (
          this.item(value, label) ??
          this.waiting(someAwaitable, {
            node,
            frame,
            label: label ?? shorten(oneLine(node.text), 40),
            page: this.page(part),
          })
        );
      default:
        return this.unknown(part, node, frame, reasonOf(value));
    }
  }

  /**
   * Of several values those that can be used so. An object without the method for it would raise a TypeError, and what is
   * only known to be awaitable may be whatever else is awaited.
   */
  private meant(part: Part, all: readonly Value[]): readonly Value[] {
    const isAny = part === 'await' && all.some((one) => one.kind === 'promise' && !one.outOf);
    const usable = all.filter((one) =>
      one.kind === 'object'
        ? !isNever(this.python.classMember(one.class, specialMethod[part], one))
        : !(isAny && one.kind === 'unknown'),
    );
    return usable.length > 0 ? usable : all;
  }

  /** What awaiting something waits for that a plain `for` took out of a library's iterable. */
  private item({ outOf }: Extract<Value, { kind: 'promise' }>, label: string | null) {
    const found = outOf?.kind === 'call' ? this.evaluator.catalog.find(outOf.name) : undefined;
    const wait = found?.entry.item;
    return outOf?.kind === 'call' && found && wait ? this.called(wait, found, outOf, label) : null;
  }

  private called(
    wait: Wait,
    found: Found,
    { site, on }: Extract<Value, { kind: 'call' }>,
    label: string | null,
  ): Waiting {
    const about = {
      entry: found.entry,
      node: site.node,
      frame: site.frame,
      on,
      callee: found.name,
      label,
      ...from(found),
    };
    const waiting = this.waiting(wait, about);
    const isSure =
      found.entry.awaitables !== undefined &&
      waiting.suspends() === 'maybe' &&
      (this.awaitsWhatSuspends(found.entry, site) || this.awaitsNewTasks(waiting, site));
    return isSure ? this.waiting(alwaysAsWell(wait), about) : waiting;
  }

  /** Whether a call waits for several tasks, none of which can have run. */
  private awaitsNewTasks({ wait, words }: Waiting, { node }: Site): boolean {
    const isSeveral = wait.waitsFor === 'tasks' && (words(quoteWidth).count ?? 0) > 0;
    return isSeveral && areJustMade(this.python.at(node).source, node);
  }

  /** Whether a call passes on the result of an awaitable that surely suspends, alone or as the task that is made of it. */
  private awaitsWhatSuspends(entry: Entry, site: Site): boolean {
    const given = this.evaluator.argument(site, 0);
    if (entry.awaitables !== 'first' || entry.passes !== 'result' || !given) return false;
    const inner = this.evaluator.awaitables(entry, site);
    if (inner.kind === 'invocation' && entry.makesTask) return true;
    return this.part('await', inner, given, site.frame).suspends() === 'always';
  }

  private instancePart(
    part: Part,
    value: Extract<Value, { kind: 'instance' }>,
    node: SyntaxNode,
    frame: Frame | null,
    label: string | null,
  ): Waiting {
    const { of } = value;
    if (
      value.type === 'contextlib.asynccontextmanager' &&
      of?.kind === 'invocation' &&
      part !== 'next' &&
      part !== 'await'
    ) {
      const { home, function: index } = of.frame;
      const name = `${home.source.localName(index)}()`;
      const run = this.seenFrom(
        home,
        this.explainers.of(home).runBesideYield(of.frame, part === 'enter'),
      );
      return this.waiting(contextRun(name, run, part), {
        node,
        frame,
        label,
        page: this.page(part),
        leaf: run.leaf,
      });
    }
    const found = this.evaluator.catalog.find(value.type);
    const wait = found?.entry[part];
    if (!found || !wait) {
      return this.unknown(
        part,
        node,
        frame,
        l10n.t('Await Lens does not know how {0} waits', value.type),
      );
    }
    const isCall = node.type === 'call';
    const callee = isCall ? this.calleeOf(node, frame) : null;
    // `await create_task(load())` is best named by what the task runs.
    const runs = of?.kind === 'invocation' ? this.nameOfRef(of.frame) : node.text;
    const name = label ?? (isCall ? oneLine(runs) : null);
    return this.waiting(part === 'await' ? this.awaitedInstance(wait, value.type, node) : wait, {
      entry: found.entry,
      node,
      frame,
      on: value,
      callee,
      label: name,
      ...from(found),
    });
  }

  /** What awaiting an object waits for: one that was just made cannot be done, and its file may show who completes it. */
  private awaitedInstance(wait: Wait, type: string, node: SyntaxNode): Wait {
    const isFuture = type === 'asyncio.Future';
    if (!isFuture && type !== 'asyncio.Task') return wait;
    const { source } = this.python.at(node);
    const told = isFuture ? this.completed(wait, node) : wait;
    return isJustMade(source, node, isFuture ? 'future' : 'task') ? notDoneYet(told) : told;
  }

  /** The wait for a future, with who completes it, if its file shows that. */
  private completed(wait: Wait, node: SyntaxNode): Wait {
    const home = this.python.at(node);
    const places = completionsOf(home, node).map(({ function: index, offset }) => ({
      who:
        index === null
          ? nameForSentence(moduleName)
          : nameForSentence(home.source.localName(index)),
      line: home.source.document.lines.positionAt(offset).line + 1,
    }));
    return places.length > 0 ? completedBy(wait, places) : wait;
  }

  private invocationPart(
    part: Part,
    value: Extract<Value, { kind: 'invocation' }>,
    node: SyntaxNode,
    frame: Frame | null,
    label: string | null,
  ): Waiting {
    const { home, function: index } = value.frame;
    const name = this.calleeName(value.frame);
    const localName = value.frame.alias ?? home.source.localName(index);
    const generator = home.source.suspensions.functions[index]?.generator ?? false;
    if (generator !== (part === 'next')) {
      return this.unknown(
        part,
        node,
        frame,
        l10n.t('{0}() gives no object for this', localName),
        name,
      );
    }
    const run =
      part === 'next' ? this.runOf(value.frame, value.frame) : this.runOfMethod(value.frame);
    const wait = (part === 'next' ? iteratorStep : coroutineRun)(`${localName}()`, run);
    return this.waiting(wait, {
      node,
      frame,
      callee: name,
      label,
      page: this.page(part, true),
      leaf: leafOfItsOwn(run),
    });
  }

  /** The same for a method: its object may be of a class that has another in its place, which may suspend otherwise. */
  private runOfMethod(frame: Frame): Run {
    const run = this.runOf(frame, frame);
    return withOverrides(this.python, run, frame, (override) => this.runOf(override, null));
  }

  private objectPart(
    part: Part,
    value: Extract<Value, { kind: 'object' }>,
    node: SyntaxNode,
    frame: Frame | null,
    label: string | null,
  ): Waiting {
    const { name } = value.class;
    const method = this.python.classMember(value.class, specialMethod[part], value);
    if (part === 'next') {
      const iterator = this.python.classMember(value.class, '__aiter__', value);
      const inner =
        iterator.kind === 'function' ? this.evaluator.frame(iterator, null, value) : null;
      const generator =
        iterator.kind === 'function' &&
        (iterator.home.source.suspensions.functions[iterator.function]?.generator ?? false);
      if (inner && generator) {
        return this.invocationPart(part, { kind: 'invocation', frame: inner }, node, frame, label);
      }
    }
    if (method.kind === 'reference') {
      const type = method.name.slice(0, method.name.lastIndexOf('.'));
      return this.instancePart(part, { kind: 'instance', type }, node, frame, label);
    }
    const base = libraryBase(this.python, value.class);
    if (base !== null && this.evaluator.catalog.find(base)?.entry[part]) {
      return this.instancePart(part, { kind: 'instance', type: base }, node, frame, label);
    }
    if (method.kind !== 'function') {
      return this.unknown(
        part,
        node,
        frame,
        l10n.t('class {0} has no {1} in this file', name, specialMethod[part]),
      );
    }
    const inner = this.evaluator.frame(method, null, value);
    if (part === 'await') {
      const delegate = this.delegate(method);
      if (delegate && inner)
        return this.part(part, this.evaluator.evaluate(delegate, inner), delegate, inner, label);
      const yields = bareYields(method);
      const wait = yields
        ? ownTurn(name, !yields.every((one) => isConditional(one)))
        : ownAwaitable(name);
      return this.waiting(wait, { node, frame, label, page: this.page(part) });
    }
    const run = part === 'next' || !inner ? this.runOf(method, inner) : this.runOfMethod(inner);
    const named =
      part === 'next'
        ? shorten(oneLine(node.text), 24)
        : `${method.home.source.localName(method.function)}()`;
    const wait = (part === 'next' ? iteratorStep : coroutineRun)(named, run);
    return this.waiting(wait, {
      node,
      frame,
      label,
      page: this.page(part),
      leaf: leafOfItsOwn(run),
    });
  }

  /** The object whose `__await__()` a class's own `__await__` goes on to. */
  private delegate({ home: { source }, function: index }: FunctionRef): SyntaxNode | null {
    const extent = source.functions[index];
    if (!extent) return null;
    for (const offset of source.occurrences('__await__', extent)) {
      const attribute = source.nodeAt({ start: offset, end: offset + 9 })?.parent;
      if (attribute?.type === 'attribute') return attribute.childForFieldName('object');
    }
    return null;
  }

  private unknown(
    part: Part,
    node: SyntaxNode,
    frame: Frame | null,
    because: string,
    callee: string | null = null,
  ): Waiting {
    const text = shorten(oneLine(node.text), 40);
    return this.waiting(unknownPart(part, text, because), {
      node,
      frame,
      callee,
      label: nameInLens(node),
      page: this.page(part),
    });
  }

  private calleeOf(call: SyntaxNode, frame: Frame | null): string | null {
    const callee = call.childForFieldName('function');
    const value = callee ? this.evaluator.evaluate(callee, frame) : null;
    return value?.kind === 'reference' ? value.name : null;
  }

  private page(part: Part, ofCoroutine = false): Waiting['documentation'] {
    switch (part) {
      case 'await':
        return ofCoroutine ? pages.coroutine : pages.await;
      case 'next':
        return pages.asyncFor;
      default:
        return pages.asyncWith;
    }
  }
}
