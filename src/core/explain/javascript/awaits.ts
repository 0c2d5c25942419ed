import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../syntax/document';
import { valueInside } from '../../syntax/javascript';
import type { Entry, Wait } from '../catalog/schema';
import type { Explainer } from '../explainer';
import { nameInLens, reasonOf, unknownCall } from '../names';
import { alternativesOf, either } from '../resolve/either';
import type { JavaScriptEvaluator } from '../resolve/javascript/evaluator';
import type { Frame, Site, Value } from '../resolve/value';
import { isKnown, isNever, tooDeep } from '../resolve/value';
import type { Waiting } from '../waiting';
import { quoteWidth } from '../waiting';
import { oneLine, shorten } from '../words';
import { mayBeAbsent } from './absence';
import { deferredInside, deferredWait, executorWait } from './deferred';
import { Calls } from './calls';
import { onlyCalled } from './callbacks';
import { waitOfLastCallback, waitOfParameter } from './executor';
import {
  callbacksOnly,
  handled,
  oneOf,
  pages,
  settledValue,
  somePromise,
  thenable,
  unknownWait,
} from './forms';
import { isMereTurn } from '../leaf';
import { settledElsewhere } from './settling';
import { chained, writtenName } from './written';

/** What the awaits of one file wait for, by the value that they are given. */
export class Awaits {
  /** The promises of which is asked what they wait for, as the callbacks of one may settle another, and so on in a circle. */
  private readonly asked = new Set<number>();
  private readonly calls: Calls;

  constructor(
    private readonly explainer: Explainer,
    private readonly evaluator: JavaScriptEvaluator,
  ) {
    this.calls = new Calls(explainer, evaluator, this);
  }

  /** What awaiting an expression waits for. */
  at(node: SyntaxNode, frame: Frame | null): Waiting {
    const waiting = this.of(this.evaluator.evaluate(node, frame), node, frame);
    if (/^(?:unknown|nothing)$/.test(waiting.wait.waitsFor)) return waiting;
    return mayBeAbsent(this.evaluator, node, frame)
      ? this.oneOf([waiting, this.settled(node, frame)], node, frame)
      : waiting;
  }

  /** What awaiting a value waits for. */
  of(value: Value, node: SyntaxNode, frame: Frame | null): Waiting {
    return this.explainer.further(
      () => this.find(value, node, frame),
      (because) => this.unknown(node, frame, because, null),
    );
  }

  private find(value: Value, node: SyntaxNode, frame: Frame | null): Waiting {
    switch (value.kind) {
      case 'call': {
        if (value.name === 'AsyncIterator.next' && value.on?.kind === 'invocation')
          return this.calls.nextOf(value.on.frame, node, frame);
        const found = this.evaluator.catalog.find(value.name);
        if (!found?.entry.await)
          return this.unknown(node, frame, unknownCall(value.name), value.name);
        const { await: wait, awaitOfNone = wait } = found.entry;
        const isOfNone = awaitOfNone !== wait && takesNone(this.evaluator, found.entry, value.site);
        return this.explainer.waiting(isOfNone ? awaitOfNone : wait, {
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
        return this.calls.of(value, node, frame);
      case 'promise':
        if (value.executor) {
          return (
            this.deferred(node, frame) ??
            this.settledByHand(
              executorWait(this.evaluator.at(value.executor.node), value.executor, this.after),
              node,
              frame,
            )
          );
        }
        if (value.callback) {
          const { node: call, frame: around } = value.callback;
          const home = this.evaluator.at(call);
          const given = home.argument(value.callback, 0);
          if (given) {
            const wait = waitOfLastCallback(home, given, around);
            const called = shorten(oneLine(onlyCalled(given).text), 30);
            const registers = () =>
              l10n.t('The call runs {0} with a callback that settles the promise.', called);
            return this.explainer.waiting(
              { ...wait, registers },
              {
                node,
                frame,
                callee: this.calleeOf(node, frame),
                page: pages.promise,
              },
            );
          }
        }
        return value.after
          ? this.goingOn(value, value.after, node, frame)
          : this.promised(node, frame);
      case 'either':
        return (
          (value.of.every((one) => one.kind === 'promise' && one.executor)
            ? this.deferred(node, frame)
            : null) ??
          this.oneOf(
            value.of.map((one) => this.of(one, node, frame)),
            node,
            frame,
          )
        );
      case 'instance': {
        const found = this.evaluator.catalog.find(value.type);
        const callee = this.calleeOf(node, frame);
        if (found?.entry.await) {
          return this.explainer.waiting(found.entry.await, {
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
          ? this.settled(node, frame)
          : this.unknown(node, frame, l10n.t('class {0} is not known here', value.type), callee);
      }
      case 'object':
      case 'record': {
        const then = this.evaluator.property(value, 'then');
        const inside = valueInside(node);
        const written = inside.type === 'object' ? '{…}' : shorten(oneLine(inside.text), 24);
        const name = value.kind === 'object' ? value.class.name : written;
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
          this.explainer.waiting(isThenable ? thenable(name) : settledValue, {
            node,
            frame,
            page: pages.await,
          })
        );
      }
      case 'shape': {
        const then = this.evaluator.property(value, 'then');
        if (then.kind === 'reference' && then.on) return this.of(then.on, node, frame);
        if (isKnown(then)) return this.promised(node, frame);
        if (!isNever(then))
          return this.unknown(node, frame, reasonOf(then), this.calleeOf(node, frame));
        return this.settled(node, frame);
      }
      case 'plain':
        return this.calls.hook(node, frame) ?? this.settled(node, frame);
      case 'list':
        return this.settled(node, frame);
      default:
        return this.unknown(node, frame, reasonOf(value), this.calleeOf(node, frame));
    }
  }

  /** What a promise waits for that goes on from another: `load().then(…)`. */
  private goingOn(
    promise: Extract<Value, { kind: 'promise' }>,
    after: Value,
    node: SyntaxNode,
    frame: Frame | null,
  ): Waiting {
    const { handles = 'value' } = promise;
    const before = this.of(after, chained(node), frame);
    const { callee } = before;
    // After a promise that is settled already, or after microtasks, the callback's own is the wait.
    const own = (): Waiting | null => {
      const { then } = promise;
      return then ? this.of(then, calledBack(this.evaluator, then) ?? node, frame) : null;
    };
    const isSettled = before.wait.waitsFor === 'nothing';
    const later = isSettled || isMereTurn(before.wait) ? own() : null;
    if (!isSettled && (!later || isMereTurn(later.wait)))
      return { ...before, wait: handled(before.wait, handles) };
    const first =
      later ?? this.explainer.waiting(callbacksOnly, { node, frame, page: pages.promise });
    const isPassed = handles === 'neither' || handles === 'error';
    const value = () => before.wait.value?.(before.words(quoteWidth)) ?? l10n.t('its result');
    const wait = handled(isPassed ? { ...first.wait, value } : first.wait, handles);
    const isCaught = handles === 'error' && before.wait.isEndless === true;
    return {
      ...first,
      callee,
      wait: isCaught ? { ...wait, value: () => l10n.t('what the catch() callback returns') } : wait,
    };
  }

  /** What a promise waits for whose callback settles another, for the texts about that. */
  private readonly after = (promise: SyntaxNode, frame: Frame | null): Wait | null => {
    if (this.asked.has(promise.id)) return null;
    this.asked.add(promise.id);
    const waiting = this.of(this.evaluator.evaluate(promise, frame), promise, frame);
    this.asked.delete(promise.id);
    const { waitsFor } = waiting.wait;
    if (/^(?:unknown|nothing)$/.test(waitsFor)) return null;
    const mechanism = waiting.leaf ? 'task' : waiting.wait.mechanism;
    const { thing } = waiting;
    const registers = () =>
      l10n.t(
        'The executor runs at once; another promise, for {0}, is to settle this one.',
        thing(),
      );
    return { ...settledElsewhere, waitsFor, mechanism, thing, registers };
  };

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
    const { registers, value } = thenable(name);
    const own = { ...(registers && { registers }), ...(value && { value }) };
    const before = alternativesOf(returned).flatMap((one) =>
      one.kind === 'promise' && one.after ? [one.after] : [],
    );
    const isWhole = before.length === alternativesOf(returned).length;
    const inner = isWhole ? this.calls.awaitingReturned(call, either(before), node) : null;
    if (inner && !/^(?:unknown|nothing)$/.test(inner.wait.waitsFor))
      return { ...inner, callee: null, wait: { ...inner.wait, ...own } };
    const called = waitOfParameter(this.evaluator, call, 0, { after: this.after });
    return (
      called &&
      this.explainer.waiting({ ...called, ...own }, { node, frame: call, page: pages.await })
    );
  }

  /** A promise that came with its `resolve`, by who gets that; null for another, or where it is not seen. */
  private deferred(node: SyntaxNode, frame: Frame | null): Waiting | null {
    const wait =
      deferredWait(this.evaluator, node, frame) ?? deferredInside(this.evaluator, node, frame);
    return wait && this.settledByHand(wait, node, frame);
  }

  private settledByHand(wait: Wait, node: SyntaxNode, frame: Frame | null): Waiting {
    const callee = this.calleeOf(node, frame);
    return this.explainer.waiting(wait, { node, frame, callee, page: pages.promise });
  }

  /** What is no promise, or settled already. */
  settled(node: SyntaxNode, frame: Frame | null): Waiting {
    const callee = this.calleeOf(node, frame);
    return this.explainer.waiting(settledValue, { node, frame, callee, page: pages.await });
  }

  /** A promise of which only the type is known. */
  private promised(node: SyntaxNode, frame: Frame | null): Waiting {
    const called = node.type === 'call_expression' ? node.childForFieldName('function') : null;
    return this.explainer.waiting(somePromise(called !== null), {
      node,
      frame,
      callee: this.calleeOf(node, frame),
      label: called && `${shorten(oneLine(called.text), 30)}()`,
      page: pages.promise,
    });
  }

  /** One of several, of which only a run decides which it is. */
  oneOf(waitings: readonly Waiting[], node: SyntaxNode, frame: Frame | null): Waiting {
    const all: Waiting[] = [];
    let nothing: Waiting | undefined;
    let unknown: Waiting | undefined;
    for (const one of waitings.flatMap((each) => each.alternatives ?? [each])) {
      if (one.wait.waitsFor === 'nothing') nothing ??= one;
      else if (one.wait.waitsFor === 'unknown') unknown ??= one;
      else {
        const at = all.findIndex((other) => isSameWait(other, one));
        const before = all[at];
        if (!before) all.push(one);
        // Of two that may come to one place, the one that need not says what holds of both.
        else if (conditionsFor(one) > conditionsFor(before)) all[at] = one;
      }
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
    return this.explainer.waiting(oneOf(all, nothing !== undefined && !unknown), {
      node,
      frame,
      callee: all.every(({ callee }) => callee === first.callee) ? first.callee : null,
      page: second ? pages.await : first.documentation,
      alternatives: nothing ? [...all, nothing] : all,
      // Where there may be nothing, what it finally waits for is not what every run does.
      leaf: second || nothing ? null : (first.leaf ?? null),
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
    const wait = unknownWait(text, because);
    const isTooDeep = because === tooDeep();
    const marked = isTooDeep ? { ...wait, isTooDeep } : wait;
    return this.explainer.waiting(marked, { node, frame, callee, label, page });
  }

  /** The name of what an expression calls, or makes an object of; null if it does neither, or that has none. */
  calleeOf(node: SyntaxNode, frame: Frame | null): string | null {
    if (node.type === 'new_expression') return node.childForFieldName('constructor')?.text ?? null;
    if (node.type !== 'call_expression') return null;
    const callee = node.childForFieldName('function');
    const value = callee ? this.evaluator.evaluate(callee, frame) : null;
    if (value?.kind === 'reference')
      return value.on?.kind === 'list' ? writtenName(node) : value.name;
    if (value?.kind === 'callable' || value?.kind === 'shape') return writtenName(node);
    if (value?.kind !== 'function') return null;
    const name = this.explainer.calleeName(value);
    return name.endsWith('>') ? writtenName(node) : name;
  }
}

/** Whether the collection of awaitables that a call takes is written empty. */
function takesNone(evaluator: JavaScriptEvaluator, entry: Entry, site: Site): boolean {
  const written = evaluator.at(site.node).writtenTogether(entry, site);
  return written?.kind === 'each' && written.names.length === 0;
}

function conditionsFor({ leaf }: Waiting): number {
  return leaf?.conditions ?? 0;
}

/** Whether two waits are for the same, in the same place of a function that has a name. */
function isSameWait(one: Waiting, other: Waiting): boolean {
  return (
    one.thing() === other.thing() &&
    one.leaf?.line === other.leaf?.line &&
    one.leaf?.file === other.leaf?.file
  );
}

/** The function that a callback's promise comes from, so that a call of it is not named after the chain that it stands in. */
function calledBack(evaluator: JavaScriptEvaluator, promise: Value): SyntaxNode | null {
  if (promise.kind !== 'invocation') return null;
  const { home, function: index } = promise.frame;
  return evaluator.at(home.source.document.root).source.functionNode(index);
}

/** The class of a member's dotted name. */
function ownerOf(member: string): string {
  return member.slice(0, member.lastIndexOf('.'));
}
