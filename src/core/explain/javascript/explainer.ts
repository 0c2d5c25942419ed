import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../syntax/document';
import type { Wait } from '../catalog/schema';
import type { Subject } from '../compose';
import type { Explainers, Point, Reading, Run } from '../explainer';
import { Explainer, isMereTurn, isUnfollowed, nameInLens } from '../explainer';
import { unknownCall } from '../names';
import type { Place } from '../place';
import { isAwaitable } from '../resolve/javascript/awaiting';
import type { JavaScriptEvaluator } from '../resolve/javascript/evaluator';
import { alternativesOf, either } from '../resolve/either';
import { overridesOf } from '../resolve/javascript/members';
import type { Source } from '../resolve/source';
import type { Frame, Value } from '../resolve/value';
import type { Suspends } from '../types';
import type { Leaf, Waiting } from '../waiting';

import { oneLine, shorten } from '../words';
import { deferredWait, executorWait } from './deferred';
import { callbackOf } from './executor';
import {
  asyncCall,
  disposal,
  generatorStep,
  handOver,
  handled,
  oneOf,
  pages,
  settledValue,
  somePromise,
  thenable,
  unknownStep,
  unknownWait,
} from './forms';
import { placeInJavaScript } from './place';
import { choosing, isOnEveryWay, isOptional } from './ways';

const loopWords = ['for', 'while', 'do'];

/** Explains the suspension points of a JavaScript or TypeScript file. */
export class JavaScriptExplainer extends Explainer {
  constructor(
    source: Source,
    readonly javascript: JavaScriptEvaluator,
    explainers: Explainers,
  ) {
    super(source, javascript, explainers);
  }

  protected subject({ point, waiting, awaited, callee }: Reading): Subject {
    const who = this.who(point);
    const place = this.placeOf(point);
    const resumes = this.resumes(point, waiting, place, who);
    return {
      language: this.source.document.language,
      who,
      topLevel: point.info.function === null,
      awaited,
      callee,
      place,
      waiting,
      notes:
        place.inLoop && point.info.keyword === 'await'
          ? [l10n.t('In a loop: one at a time, each iteration waits for the last.')]
          : [],
      ...(resumes !== null && { resumes }),
    };
  }

  protected incomplete(keyword: string): Waiting {
    const wait = unknownWait(keyword, l10n.t('the code is incomplete'));
    const { root } = this.source.document;
    return this.waiting(wait, { node: root, frame: null, page: pages.await, label: keyword });
  }

  private placeOf(point: Point): Place {
    const { info, node } = point;
    const place = placeInJavaScript(node, this.source.hasWord(loopWords, this.before(point)));
    switch (info.keyword) {
      case 'for await': {
        const left = node.childForFieldName('left');
        return { ...place, use: 'assigned', target: left && oneLine(left.text) };
      }
      case 'await using': {
        const names = node.namedChildren.flatMap((child) =>
          child.type === 'variable_declarator' ? [child.childForFieldName('name')?.text ?? ''] : [],
        );
        const left = node.childForFieldName('left');
        return { ...place, use: 'assigned', target: left?.text ?? names.join(', ') };
      }
      default:
        return place;
    }
  }

  private resumes({ info }: Point, waiting: Waiting, place: Place, who: string): string | null {
    switch (info.keyword) {
      case 'for await': {
        const value = waiting.wait.value?.(waiting.words(40)) ?? l10n.t('the next value');
        return l10n.t(
          'Each time, {0} lands in {1} and the body runs, until the iterator is done.',
          value,
          place.target ?? '',
        );
      }
      case 'await using':
        return l10n.t(
          '{0} goes straight on with {1}; the wait comes when its scope is left, by any way out.',
          who,
          place.target ?? '',
        );
      default:
        return null;
    }
  }

  protected waitings(point: Point, frame: Frame | null): readonly Waiting[] {
    const [operand] = point.operands;
    switch (point.info.keyword) {
      case 'yield':
        // What `yield*` hands over comes out of what it delegates to, step by step.
        if (operand && point.node.children.some(({ type }) => type === '*'))
          return [this.step(this.evaluator.evaluate(operand, frame), operand, frame)];
        return [this.waiting(handOver, { node: point.node, frame, page: pages.yield })];
      case 'await using':
        return operand
          ? [
              this.waiting(disposal, {
                node: operand,
                frame,
                callee: this.calleeOf(operand, frame),
                label: this.placeOf(point).target,
                page: pages.awaitUsing,
              }),
            ]
          : [];
      case 'for await':
        return operand ? [this.step(this.evaluator.evaluate(operand, frame), operand, frame)] : [];
      default:
        return operand
          ? [this.awaiting(this.evaluator.evaluate(operand, frame), operand, frame)]
          : [];
    }
  }

  /** What awaiting a value waits for. */
  private awaiting(value: Value, node: SyntaxNode, frame: Frame | null): Waiting {
    switch (value.kind) {
      case 'call': {
        const found = this.evaluator.catalog.find(value.name);
        if (!found?.entry.await)
          return this.unknown(node, frame, unknownCall(value.name), value.name);
        return this.waiting(found.entry.await, {
          entry: found.entry,
          node: value.site.node,
          frame: value.site.frame,
          on: value.on,
          callee: found.name,
          page: {
            title: found.title,
            url: found.entry.page,
          },
        });
      }
      case 'invocation':
        return this.invocation(value, node, frame);
      case 'promise':
        if (value.executor) {
          const wait =
            deferredWait(this.javascript, node, frame) ??
            executorWait(this.javascript.at(value.executor.node), value.executor);
          return this.waiting(wait, {
            node,
            frame,
            callee: this.calleeOf(node, frame),
            page: pages.promise,
          });
        }
        if (value.callback) {
          const { node: call, frame: around } = value.callback;
          const home = this.javascript.at(call);
          const given = home.argument(value.callback, 0);
          if (given) {
            return this.waiting(callbackOf(home, given, around), {
              node,
              frame,
              callee: this.calleeOf(node, frame),
              page: pages.promise,
            });
          }
        }
        if (value.after) {
          const before = this.awaiting(value.after, node, frame);
          // After a promise that is settled already, the callback's own is the wait.
          const first =
            value.then && before.wait.waitsFor === 'nothing'
              ? this.awaiting(value.then, node, frame)
              : before;
          return {
            ...first,
            callee: before.callee,
            wait: handled(first.wait, value.handles ?? 'value'),
          };
        }
        return this.promised(node, frame);
      case 'either':
        return this.oneOf(
          value.of.map((one) => this.awaiting(one, node, frame)),
          node,
          frame,
        );
      case 'instance': {
        const found = this.evaluator.catalog.find(value.type);
        const callee = this.calleeOf(node, frame);
        if (found?.entry.await) {
          return this.waiting(found.entry.await, {
            entry: found.entry,
            node,
            frame,
            callee,
            page: {
              title: found.title,
              url: found.entry.page,
            },
          });
        }
        // Of a class that nobody describes, its objects may be promises of their own.
        return this.evaluator.catalog.isClass(value.type)
          ? this.waiting(settledValue, { node, frame, callee, page: pages.await })
          : this.unknown(node, frame, l10n.t('class {0} is not known here', value.type), callee);
      }
      case 'object':
      case 'record': {
        const then = this.evaluator.property(value, 'then');
        const name = value.kind === 'object' ? value.class.name : shorten(oneLine(node.text), 24);
        if (then.kind === 'reference' && /^Promise(?:\.prototype)?\.then$/.test(then.name)) {
          return this.promised(node, frame);
        }
        if (then.kind === 'reference' && !this.evaluator.catalog.isClass(ownerOf(then.name))) {
          const because = l10n.t('class {0} is not known here', ownerOf(then.name));
          return this.unknown(node, frame, because, this.calleeOf(node, frame));
        }
        const inner = then.kind === 'function' ? this.throughThen(then, value, name, node) : null;
        const isThenable = then.kind === 'function' || then.kind === 'callable';
        return (
          inner ??
          this.waiting(isThenable ? thenable(name) : settledValue, {
            node,
            frame,
            page: pages.await,
          })
        );
      }
      case 'plain':
      case 'list':
        return this.waiting(settledValue, {
          node,
          frame,
          callee: this.calleeOf(node, frame),
          page: pages.await,
        });
      default:
        return this.unknown(node, frame, this.reason(value), this.calleeOf(node, frame));
    }
  }

  /** What an object's own then() waits for before it calls back: the promise that it goes on from; null if that is not known. */
  private throughThen(
    then: Extract<Value, { kind: 'function' }>,
    on: Value,
    name: string,
    node: SyntaxNode,
  ): Waiting | null {
    const call = this.evaluator.frame(then, null, on);
    const returned = call?.home.invoked(call);
    if (!call || !returned) return null;
    const before = alternativesOf(returned).flatMap((one) =>
      one.kind === 'promise' && one.after ? [one.after] : [],
    );
    if (before.length < alternativesOf(returned).length) return null;
    const inner = this.awaitingReturned(call, either(before), node);
    if (!inner || /^(?:unknown|nothing)$/.test(inner.wait.waitsFor)) return null;
    const { registers, value } = thenable(name);
    return {
      ...inner,
      callee: null,
      wait: { ...inner.wait, ...(registers && { registers }), ...(value && { value }) },
    };
  }

  /** A promise of which only the type is known. */
  private promised(node: SyntaxNode, frame: Frame | null): Waiting {
    const called = node.type === 'call_expression' ? node.childForFieldName('function') : null;
    return this.waiting(somePromise(called !== null), {
      node,
      frame,
      callee: this.calleeOf(node, frame),
      label: called && `${shorten(oneLine(called.text), 30)}()`,
      page: pages.promise,
    });
  }

  /** One of several, of which only a run decides which it is. */
  private oneOf(waitings: readonly Waiting[], node: SyntaxNode, frame: Frame | null): Waiting {
    const all: Waiting[] = [];
    let nothing: Waiting | undefined;
    let unknown: Waiting | undefined;
    for (const one of waitings.flatMap((each) => each.alternatives ?? [each])) {
      if (one.wait.waitsFor === 'nothing') nothing ??= one;
      else if (one.wait.waitsFor === 'unknown') unknown ??= one;
      else if (!all.some((other) => other.thing() === one.thing())) all.push(one);
    }
    if (all.length === 0) {
      const rest = unknown ?? nothing;
      return rest ?? this.unknown(node, frame, l10n.t('it has no value here'), null);
    }
    if (unknown) all.push(unknown);
    const [first, second] = all;
    if (!first) return this.unknown(node, frame, l10n.t('it has no value here'), null);
    if (!second && !nothing) return first;
    // Beside what is not known, it says nothing that there may be nothing to wait for.
    return this.waiting(oneOf(all, nothing !== undefined && !unknown), {
      node,
      frame,
      callee: all.every(({ callee }) => callee === first.callee) ? first.callee : null,
      page: second ? pages.await : first.documentation,
      alternatives: nothing ? [...all, nothing] : all,
      // Where there may be nothing, what it finally waits for is not what every run does.
      leaf: second || nothing ? null : (first.leaf ?? null),
    });
  }

  private invocation(
    value: Extract<Value, { kind: 'invocation' }>,
    node: SyntaxNode,
    frame: Frame | null,
  ): Waiting {
    const { frame: called } = value;
    const name = this.calleeName(called).endsWith('>')
      ? writtenName(node)
      : this.calleeName(called);
    if (called.home.source.suspensions.functions[called.function]?.generator) {
      return this.waiting(settledValue, { node, frame, callee: name, page: pages.await });
    }
    const run = this.runOf(called, called);
    const returned = run.leaf ? null : called.home.returned(called);
    // An async function that returns a promise without awaiting it waits for that in the end.
    if (returned && isAwaitable(returned) && returned !== value) {
      const inner = this.awaitingReturned(called, returned, node);
      if (inner) return { ...inner, callee: name };
    }
    // A function without a name of its own is called by the name that it is kept under.
    const isNameless = this.calleeName(called).endsWith('>') && name !== null;
    const wait = asyncCall(isNameless ? `${name}()` : this.nameOfRef(called), run);
    const own = this.waiting(wait, {
      node,
      frame,
      callee: name,
      page: pages.asyncFunction,
      leaf: leafOfRun(run),
    });
    const others = run.leaf || run.isTooDeep ? [] : this.overriding(called);
    if (others.length === 0) return own;
    return this.oneOf(
      [own, ...others.map((other) => this.awaiting(other, node, frame))],
      node,
      frame,
    );
  }

  /** The calls of methods that override one which waits for nothing, where the object may be of their class, and they wait. */
  private overriding({ home, function: index, on }: Frame): readonly Value[] {
    if (on?.kind !== 'object' || on.exact) return [];
    const name = home.source.functionName(index).replace(/^.*\./, '');
    return overridesOf(this.javascript.at(on.class.node), on, name).flatMap((method) => {
      const frame = this.evaluator.frame(method, null, method.on ?? null);
      const isAsync = method.home.source.suspensions.functions[method.function]?.async === true;
      return frame && isAsync && this.runOf(frame, frame).leaf
        ? [{ kind: 'invocation' as const, frame }]
        : [];
    });
  }

  private awaitingReturned(called: Frame, returned: Value, node: SyntaxNode): Waiting | null {
    const there = this.explainers.of(called.home);
    if (!there.enter(called.function)) return null;
    const waiting = this.awaiting(returned, node, null);
    there.leave(called.function);
    return waiting;
  }

  /** What one step of `for await` waits for. */
  private step(value: Value, node: SyntaxNode, frame: Frame | null): Waiting {
    const found =
      value.kind === 'call' || value.kind === 'instance'
        ? this.evaluator.catalog.find(value.kind === 'call' ? value.name : value.type)
        : null;
    if (found?.entry.next) {
      const site = value.kind === 'call' ? value.site : { node, frame };
      return this.waiting(found.entry.next, {
        entry: found.entry,
        node: site.node,
        frame: site.frame,
        callee: value.kind === 'call' ? found.name : this.calleeOf(node, frame),
        page: {
          title: found.title,
          url: found.entry.page,
        },
      });
    }
    if (value.kind === 'invocation') return this.generator(value, node, frame);
    if (value.kind === 'either') {
      const known = value.of.filter(({ kind }) => kind !== 'plain');
      const steps = known.map((one) => this.step(one, node, frame));
      const [first] = steps;
      if (first && steps.every((step) => step.thing() === first.thing())) return first;
      // What has nothing to iterate over cannot be what the loop is given.
      const possible = steps.filter(
        ({ wait, thing }, index) =>
          (wait.waitsFor !== 'unknown' || known[index]?.kind === 'unknown') &&
          steps.findIndex((other) => other.thing() === thing()) === index,
      );
      const [only] = possible;
      if (only && possible.length === 1) return only;
      if (possible.some(({ wait }) => wait.waitsFor !== 'unknown')) {
        return this.waiting(oneOf(possible, false), { node, frame, page: pages.forAwait });
      }
    }
    if (value.kind === 'list') {
      const element = this.awaiting(value.element, node, frame);
      return {
        ...element,
        callee: null,
        wait: isAwaitable(value.element) ? { ...element.wait, waitsFor: 'iterator' } : eachElement,
      };
    }
    if (value.kind === 'object' || value.kind === 'record' || value.kind === 'shape') {
      const method = this.evaluator.property(value, '[Symbol.asyncIterator]');
      const inner =
        method.kind === 'function'
          ? this.evaluator.frame(method, null, value.kind === 'object' ? value : null)
          : null;
      if (inner) return this.iterated(inner, node, frame);
      if (method.kind === 'callable') return this.step(method.returns, node, frame);
    }
    const because =
      value.kind === 'unknown'
        ? value.because
        : l10n.t('the elements it goes through are not known');
    return this.waiting(unknownStep(shorten(oneLine(node.text), 40), because), {
      node,
      frame,
      callee: this.calleeOf(node, frame),
      page: pages.forAwait,
    });
  }

  /** A step of what [Symbol.asyncIterator]() gives: an async generator's, or a call of next() of another object. */
  private iterated(made: Frame, node: SyntaxNode, frame: Frame | null): Waiting {
    const info = made.home.source.suspensions.functions[made.function];
    if (info?.generator) return this.generator({ kind: 'invocation', frame: made }, node, frame);
    const iterator = made.home.invoked(made);
    const next = this.evaluator.property(iterator, 'next');
    const on = iterator.kind === 'object' ? iterator : null;
    const called = next.kind === 'function' ? this.evaluator.frame(next, null, on) : null;
    return called
      ? this.generator({ kind: 'invocation', frame: called }, node, frame)
      : this.step(iterator, node, frame);
  }

  private generator(
    value: Extract<Value, { kind: 'invocation' }>,
    node: SyntaxNode,
    frame: Frame | null,
  ): Waiting {
    const name = this.calleeName(value.frame);
    const { home, function: index } = value.frame;
    const run = this.runOf(value.frame, value.frame);
    const isGenerator = home.source.suspensions.functions[index]?.generator ?? false;
    const iterable = isGenerator ? this.nameOfRef(value.frame) : shorten(oneLine(node.text), 30);
    return this.waiting(generatorStep(iterable, run, isGenerator), {
      node,
      frame,
      callee: name,
      page: pages.forAwait,
      leaf: leafOfRun(run),
    });
  }

  private unknown(
    node: SyntaxNode,
    frame: Frame | null,
    because: string,
    callee: string | null,
  ): Waiting {
    const text = shorten(oneLine(node.text), 40);
    const page = pages.await;
    const label = nameInLens(node);
    return this.waiting(unknownWait(text, because), { node, frame, callee, label, page });
  }

  private calleeOf(node: SyntaxNode, frame: Frame | null): string | null {
    if (node.type === 'new_expression') return node.childForFieldName('constructor')?.text ?? null;
    if (node.type !== 'call_expression') return null;
    const callee = node.childForFieldName('function');
    const value = callee ? this.evaluator.evaluate(callee, frame) : null;
    if (value?.kind === 'reference') return value.name;
    if (value?.kind === 'callable') return writtenName(node);
    if (value?.kind !== 'function') return null;
    const name = this.calleeName(value);
    return name.endsWith('>') ? writtenName(node) : name;
  }

  /** Every `await` suspends, but a function may come to none that waits for more than a turn. */
  protected override certainty(waiting: Waiting): Suspends {
    const isCertain = (waiting.alternatives ?? [waiting]).every((one) =>
      one.leaf
        ? one.leaf.conditions === 0
        : one.wait.waitsFor !== 'unknown' && !isUnfollowed(one) && !isMereTurn(one.wait),
    );
    return isCertain ? waiting.suspends() : 'maybe';
  }

  protected dependsOnCall(): boolean {
    return false;
  }

  protected isOpen(): boolean {
    // What has no body here is a signature, and no function.
    return false;
  }

  /** Each point alone may be passed by, and yet each way come to one of them; a generator pauses where it hands out a value. */
  protected override settled(
    index: number,
    run: Run,
    _sure: readonly Point[],
    all: readonly Point[],
  ): Run {
    const isGenerator = this.source.suspensions.functions[index]?.generator ?? false;
    const told = all.filter((point) => !mayBeNothing(point));
    if (told.length === 0 || (run.suspends === 'always' && !isGenerator)) return run;
    const body = this.source.functionNode(index)?.childForFieldName('body');
    const areSure = (points: readonly Point[]) =>
      isOnEveryWay(
        this.source,
        body,
        points.map(({ node }) => node),
      );
    const maybe: Run = { ...run, suspends: 'maybe' };
    if (!areSure(told)) return maybe;
    const indices = this.pointsOf(index).filter((at) => told.some((one) => this.point(at) === one));
    const alone = told.find((point) => areSure([point]));
    if (alone) {
      const { conditions: _, ...rest } = run;
      const at = indices.find((one) => this.point(one) === alone) ?? run.at;
      return { ...rest, at, suspends: 'always' };
    }
    const at = indices.includes(run.at ?? -1) ? indices.find((one) => one !== run.at) : undefined;
    return told.length === 2 && at !== undefined
      ? { ...run, suspends: 'always', otherwise: { at, leaf: null } }
      : maybe;
  }

  protected isUnconditional(point: Point): boolean {
    return !this.mayLeaveBefore(point, leaving) && this.isUsual(point);
  }

  protected override isUsual(point: Point): boolean {
    const { node, info } = point;
    if (info.function === null || mayBeNothing(point)) return false;
    const body = this.source.functionNode(info.function);
    let child = node;
    for (let parent = node.parent; parent && parent.id !== body?.id; parent = parent.parent) {
      if (conditional.has(parent.type) && !isEndless(parent) && !isFirstPart(child, parent))
        return false;
      child = parent;
    }
    return true;
  }
}

/** Whether `?.` may leave out the call that is awaited, so that there is nothing to wait for. */
function mayBeNothing({ operands }: Point): boolean {
  return operands.some((operand) => operand.type === 'call_expression' && isOptional(operand));
}

/** Where a function finally waits, for those that call it. */
function leafOfRun({ leaf, otherwise, suspends, conditions }: Run): Leaf | null {
  const isTheOnly = suspends === 'always' && !otherwise;
  return leaf && { ...leaf, conditions: isTheOnly ? 0 : (conditions ?? 1) };
}

/** What can leave a function or a loop before its end. */
const leaving = ['return', 'throw', 'break', 'continue'];

/** Whether a statement is a loop whose body always runs: one without a condition, or that asks for it at the end. */
function isEndless(statement: SyntaxNode): boolean {
  const condition = statement.childForFieldName('condition')?.text;
  return (
    statement.type === 'do_statement' ||
    (statement.type === 'while_statement' && condition === '(true)')
  );
}

/** The part of a choice that every run comes to first. */
const firstPart: Readonly<Record<string, string>> = {
  if_statement: 'condition',
  while_statement: 'condition',
  for_statement: 'initializer',
  for_in_statement: 'right',
  ternary_expression: 'condition',
  binary_expression: 'left',
  augmented_assignment_expression: 'left',
};

const operations = /^(?:binary|augmented_assignment)_expression$/;

/** Whether a part of a choice is evaluated whatever is chosen: the condition of `if`, both sides of `+`, the left one of `||`. */
function isFirstPart(child: SyntaxNode, choice: SyntaxNode): boolean {
  if (choice.type === 'arguments') return !isOptional(choice.parent);
  if (operations.test(choice.type)) {
    const operator = choice.childForFieldName('operator')?.text ?? '';
    if (!choosing.test(operator)) return true;
  }
  const field = firstPart[choice.type];
  return field !== undefined && choice.childForFieldName(field)?.id === child.id;
}

/** The class of a member's dotted name. */
function ownerOf(member: string): string {
  return member.slice(0, member.lastIndexOf('.'));
}

/** What a call without a named function calls, as written. */
function writtenName(call: SyntaxNode): string | null {
  const callee = call.childForFieldName('function')?.text ?? '';
  return /^[\w$.#]+$/.test(callee) ? callee : null;
}

const eachElement: Wait = {
  waitsFor: 'iterator',
  mechanism: 'turn',
  suspends: 'always',
  thing: () => l10n.t('one microtask turn for each element'),
  value: () => l10n.t('the next element'),
};

const conditional = new Set([
  'if_statement',
  'for_statement',
  'for_in_statement',
  'while_statement',
  'do_statement',
  'switch_case',
  'switch_default',
  'catch_clause',
  'ternary_expression',
  'binary_expression',
  'augmented_assignment_expression',
  'arguments',
]);
