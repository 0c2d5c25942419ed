import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../syntax/document';
import type { Found } from '../catalog/catalog';
import type { Entry, Wait } from '../catalog/schema';
import type { About, Explainer, Explainers } from '../explainer';
import type { Run } from '../run';
import { nameInLens, reasonOf, unknownCall } from '../names';
import { libraryBase } from '../resolve/python/classes';
import type { PythonEvaluator } from '../resolve/python/evaluator';
import type { Frame, FunctionRef, Site, Value } from '../resolve/value';
import { isKnown, isNever, tooDeep } from '../resolve/value';
import type { Waiting } from '../waiting';
import { oneLine, shorten } from '../words';
import { bareYields, comesTo, delegateOf, through } from './awaitMethod';
import type { Part } from './forms';
import {
  alwaysAsWell,
  begunBefore,
  ownAwaitable,
  ownTurn,
  pageOf,
  someAwaitable,
  unknownPart,
} from './forms';
import { awaitedObject, awaitsNewTasks, wasKept } from './futures';
import { leafOfItsOwn, withOverrides } from './overrides';
import { contextRun, coroutineRun } from './runs';
import { oneOfSeveral, shared } from './several';
import { iteratorStep, stepAlone, withEnd } from './steps';

const specialMethod: Readonly<Record<Part, string>> = {
  await: '__await__',
  enter: '__aenter__',
  exit: '__aexit__',
  next: '__anext__',
};

/** A special method of a library's object, called by its own name: `await manager.__aenter__()`. */
const specialCall = /^(.+)\.(__aenter__|__aexit__|__anext__)$/;
/** What makes one step of an iterator. */
const stepCall = /^(?:builtins\.anext|collections\.abc\.AsyncGenerator\.(?:__anext__|asend))$/;
const ownParts: Readonly<Record<string, Part>> = {
  __aenter__: 'enter',
  __aexit__: 'exit',
  __anext__: 'next',
};

/** What using each part of a value waits for, in one file. */
export class Parts {
  constructor(
    private readonly explainer: Explainer,
    private readonly evaluator: PythonEvaluator,
    private readonly explainers: Explainers,
  ) {}

  /** What using one part of a value waits for. */
  of(
    part: Part,
    value: Value,
    node: SyntaxNode,
    frame: Frame | null,
    label: string | null = null,
  ): Waiting {
    return this.explainer.further(
      () => this.find(part, value, node, frame, label),
      (because) => this.unknown(part, node, frame, because),
    );
  }

  private find(
    part: Part,
    value: Value,
    node: SyntaxNode,
    frame: Frame | null,
    label: string | null,
  ): Waiting {
    switch (value.kind) {
      case 'call': {
        const found = this.evaluator.catalog.find(value.name);
        const byHand =
          part === 'await' ? (this.stepByHand(value) ?? this.enteredByHand(value)) : null;
        if (byHand) return byHand;
        const wait = found?.entry[part];
        const direct = part === 'await' ? specialCall.exec(value.name) : null;
        const directly = direct && ownParts[direct[2] ?? ''];
        if (direct && directly && !wait && value.on) {
          const receiver = this.evaluator.receiver(value.site.node) ?? node;
          return this.of(directly, value.on, receiver, frame, oneLine(receiver.text));
        }
        if (!found || !wait) {
          return this.unknown(part, node, frame, unknownCall(value.name), value.name);
        }
        return this.called(wait, found, value, node, label);
      }
      case 'either': {
        const all = this.meant(part, value.of).map((one) => this.of(part, one, node, frame, label));
        const [first] = all;
        const isSame = (one: Waiting) =>
          one.wait.waitsFor === first?.wait.waitsFor && one.thing() === first.thing();
        if (first && all.every(isSame)) return shared(first, all);
        if (first && all.some(({ wait }) => wait.waitsFor !== 'unknown')) {
          return this.explainer.waiting(oneOfSeveral(all, part), {
            alternatives: all,
            node,
            frame,
            label,
            page: pageOf(part),
          });
        }
        return this.unknown(part, node, frame, l10n.t('none of what it may be is known here'));
      }
      case 'instance':
        return this.instance(part, value, node, frame, label);
      case 'invocation':
        return this.invocation(part, value, node, frame, label);
      case 'object':
        return this.object(part, value, node, frame, label);
      case 'promise':
        if (part !== 'await') {
          const because = l10n.t('its type is only known to be awaitable');
          return this.unknown(part, node, frame, because);
        }
        return (
          this.item(value, label) ??
          this.explainer.waiting(someAwaitable, {
            node,
            frame,
            label: label ?? shorten(oneLine(node.text), 40),
            page: pageOf(part),
          })
        );
      default:
        return this.unknown(part, node, frame, reasonOf(value));
    }
  }

  /** What `anext(iterator)` or `generator.asend(value)` waits for, where the step of the iterator is the program's own. */
  private stepByHand({ name, site }: Extract<Value, { kind: 'call' }>): Waiting | null {
    if (!stepCall.test(name)) return null;
    const { node, frame } = site;
    const iterator =
      name === 'builtins.anext' ? this.evaluator.argument(site, 0) : this.evaluator.receiver(node);
    const value = iterator && this.evaluator.evaluate(iterator, frame);
    const found = this.evaluator.catalog.find(name);
    if (!found || (value?.kind !== 'invocation' && value?.kind !== 'object')) return null;
    const step = this.of('next', value, iterator ?? node, frame);
    if (step.wait.waitsFor !== 'iterator') return null;
    const wait = stepAlone(step.wait, value.kind === 'invocation', found.entry.await?.raises ?? []);
    const about = { node, frame, callee: found.name, leaf: step.leaf ?? null, ...from(found) };
    return this.explainer.waiting(wait, about);
  }

  /** What `stack.enter_async_context(manager)` waits for, where it is known what entering that does. */
  private enteredByHand({ name, site }: Extract<Value, { kind: 'call' }>): Waiting | null {
    if (name !== 'contextlib.AsyncExitStack.enter_async_context') return null;
    const manager = this.evaluator.argument(site, 0, 'cm');
    if (!manager) return null;
    const value = this.evaluator.evaluate(manager, site.frame);
    const entered = this.of('enter', value, manager, site.frame);
    return entered.wait.waitsFor === 'unknown' ? null : { ...entered, callee: name };
  }

  /**
   * Of several values those that can be used so. An object without the method for it would raise a TypeError, and what is
   * only known to be awaitable may be whatever else is awaited.
   */
  private meant(part: Part, all: readonly Value[]): readonly Value[] {
    const isAny = part === 'await' && all.some((one) => one.kind === 'promise' && !one.outOf);
    const usable = all.filter((one) =>
      one.kind === 'object'
        ? !isNever(this.evaluator.classMember(one.class, specialMethod[part], one))
        : !(isAny && one.kind === 'unknown'),
    );
    return usable.length > 0 ? usable : all;
  }

  /** What awaiting something waits for that a plain `for` took out of a library's iterable. */
  private item({ outOf }: Extract<Value, { kind: 'promise' }>, label: string | null) {
    const found = outOf?.kind === 'call' ? this.evaluator.catalog.find(outOf.name) : undefined;
    const wait = found?.entry.item;
    return outOf?.kind === 'call' && found && wait
      ? this.called(wait, found, outOf, outOf.site.node, label)
      : null;
  }

  private called(
    wait: Wait,
    found: Found,
    { site, on }: Extract<Value, { kind: 'call' }>,
    node: SyntaxNode,
    label: string | null,
  ): Waiting {
    // What is called as a function is named by what stands before the arguments, whatever that is an attribute of.
    const called = found.name.endsWith('.__call__') && site.node.childForFieldName('function');
    const about = {
      entry: found.entry,
      node: site.node,
      frame: site.frame,
      on,
      callee: found.name,
      label: label ?? (called ? shorten(oneLine(called.text), 40) : null),
      ...from(found),
    };
    const waiting = this.explainer.waiting(wait, about);
    const isSure =
      found.entry.awaitables !== undefined &&
      wait === found.entry.await &&
      waiting.suspends() === 'maybe' &&
      (this.awaitsWhatSuspends(found.entry, site) || awaitsNewTasks(this.evaluator, waiting, site));
    const sure = isSure ? this.explainer.waiting(alwaysAsWell(wait), about) : waiting;
    const isKept =
      found.entry.begins === true &&
      sure.suspends() === 'always' &&
      wasKept(this.evaluator, node, site);
    return isKept ? this.explainer.waiting(begunBefore(wait), about) : sure;
  }

  /** Whether a call passes on the result of an awaitable that surely suspends, alone or as the task that is made of it. */
  private awaitsWhatSuspends(entry: Entry, site: Site): boolean {
    const given = this.evaluator.argument(site, 0);
    if (entry.awaitables !== 'first' || entry.passes !== 'result' || !given) return false;
    const inner = this.evaluator.awaitables(entry, site);
    if (inner.kind === 'invocation' && entry.makesTask) return !this.evaluator.startsTasksAtOnce();
    return this.of('await', inner, given, site.frame).suspends() === 'always';
  }

  private instance(
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
      const run = this.explainer.seenFrom(
        home,
        this.explainers.of(home).runBesideYield(of.frame, part === 'enter'),
      );
      return this.explainer.waiting(contextRun(name, run, part), {
        node,
        frame,
        label,
        page: pageOf(part),
        leaf: leafOfItsOwn(run),
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
    const runs = of?.kind === 'invocation' ? this.explainer.nameOfRef(of.frame) : node.text;
    const name = label ?? (isCall ? oneLine(runs) : null);
    return this.explainer.waiting(
      part === 'await' ? awaitedObject(this.evaluator, wait, value.type, node) : wait,
      {
        entry: found.entry,
        node,
        frame,
        on: value,
        callee,
        label: name,
        ...from(found),
      },
    );
  }

  private invocation(
    part: Part,
    value: Extract<Value, { kind: 'invocation' }>,
    node: SyntaxNode,
    frame: Frame | null,
    label: string | null,
  ): Waiting {
    const { home, function: index } = value.frame;
    const name = this.explainer.calleeName(value.frame);
    const localName = value.frame.alias ?? home.source.localName(index);
    const info = home.source.suspensions.functions[index];
    const generator = info?.generator ?? false;
    const about = { node, frame, callee: name, label, page: pageOf(part, true) };
    if (part === 'await' && generator && info?.async === false) {
      return this.explainer.waiting(generatorRun(`${localName}()`, value.frame), about);
    }
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
      part === 'next'
        ? this.explainer.runOf(value.frame, value.frame)
        : this.runOfMethod(value.frame);
    const wait = (part === 'next' ? iteratorStep : coroutineRun)(`${localName}()`, run);
    return this.explainer.waiting(wait, { ...about, leaf: leafOfItsOwn(run) });
  }

  /** What running a function waits for; the object of a method may be of a class that has another in its place. */
  private runOfMethod(frame: Frame): Run {
    const run = this.explainer.runOf(frame, frame);
    return withOverrides(this.evaluator, run, frame, (override) =>
      this.explainer.runOf(override, null),
    );
  }

  private object(
    part: Part,
    value: Extract<Value, { kind: 'object' }>,
    node: SyntaxNode,
    frame: Frame | null,
    label: string | null,
  ): Waiting {
    const { name } = value.class;
    const method = this.evaluator.classMember(value.class, specialMethod[part], value);
    if (part === 'next') {
      const iterator = this.evaluator.classMember(value.class, '__aiter__', value);
      const inner =
        iterator.kind === 'function' ? this.evaluator.frame(iterator, null, value) : null;
      const generator =
        iterator.kind === 'function' &&
        (iterator.home.source.suspensions.functions[iterator.function]?.generator ?? false);
      if (inner && generator) {
        return this.invocation(part, { kind: 'invocation', frame: inner }, node, frame, label);
      }
      const given = inner?.home.invoked(inner) ?? value;
      const isOther = given.kind !== 'object' || given.class !== value.class;
      const followed =
        inner && isOther && isKnown(given)
          ? this.explainer.inside(inner, () => this.of(part, given, node, inner, label))
          : null;
      if (followed) return followed;
    }
    if (method.kind === 'reference') {
      const type = method.name.slice(0, method.name.lastIndexOf('.'));
      return this.instance(part, { kind: 'instance', type }, node, frame, label);
    }
    const base = libraryBase(this.evaluator, value.class);
    if (base !== null && this.evaluator.catalog.find(base)?.entry[part]) {
      return this.instance(part, { kind: 'instance', type: base }, node, frame, label);
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
      const runner = `${name}.__await__()`;
      const delegation = delegateOf(method);
      if (delegation && inner) {
        const { object } = delegation;
        const value = this.evaluator.evaluate(object, inner);
        const waiting = this.explainer.inside(inner, () =>
          this.of(part, value, object, inner, label),
        );
        if (waiting && waiting.wait.waitsFor !== 'unknown')
          return through(waiting, runner, delegation);
      }
      const wait = generatorRun(runner, method);
      return this.explainer.waiting(wait, { node, frame, label, page: pageOf(part) });
    }
    const named = `${method.home.source.localName(method.function)}()`;
    const run =
      part === 'next'
        ? withEnd(method, this.explainer.runOf(method, inner))
        : inner
          ? this.runOfMethod(inner)
          : this.explainer.runOf(method, inner);
    const wait =
      part === 'next'
        ? iteratorStep(named, run, shorten(oneLine(node.text), 24))
        : coroutineRun(named, run);
    return this.explainer.waiting(wait, {
      node,
      frame,
      label,
      page: pageOf(part),
      leaf: leafOfItsOwn(run),
    });
  }

  private unknown(
    part: Part,
    node: SyntaxNode,
    frame: Frame | null,
    because: string,
    callee: string | null = null,
  ): Waiting {
    const text = shorten(oneLine(node.text), 40);
    const wait = unknownPart(part, text, because);
    const isTooDeep = because === tooDeep();
    return this.explainer.waiting(isTooDeep ? { ...wait, isTooDeep } : wait, {
      node,
      frame,
      callee,
      label: nameInLens(node),
      page: pageOf(part),
    });
  }

  private calleeOf(call: SyntaxNode, frame: Frame | null): string | null {
    const callee = call.childForFieldName('function');
    const value = callee ? this.evaluator.evaluate(callee, frame) : null;
    return value?.kind === 'reference' ? value.name : null;
  }
}

/** The wait of a generator that runs in place of a coroutine. */
function generatorRun(runner: string, generator: FunctionRef): Wait {
  const yields = bareYields(generator);
  return yields ? ownTurn(runner, comesTo(generator, yields)) : ownAwaitable(runner);
}

/** What a library's entry says of where it is documented, and of what cancels a wait for it. */
function from({ title, entry, cancellation }: Found): Pick<About, 'page' | 'cancellation'> {
  return { page: { title, url: entry.page }, ...(cancellation && { cancellation }) };
}
