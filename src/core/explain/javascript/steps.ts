import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../syntax/document';
import type { Wait } from '../catalog/schema';
import type { Explainer } from '../explainer';
import { reasonOf } from '../names';
import { isAwaitable } from '../resolve/javascript/awaiting';
import type { JavaScriptEvaluator } from '../resolve/javascript/evaluator';
import type { Frame, Value } from '../resolve/value';
import type { Waiting } from '../waiting';
import { oneLine, shorten } from '../words';
import type { Awaits } from './awaits';
import { leafOfRun } from './conditions';
import { oneOf, pages, unknownStep } from './forms';
import { generatorStep, stepOfPromise } from './runs';

/** What each step of an iteration waits for, by the value that is iterated over. */
export class Steps {
  constructor(
    private readonly explainer: Explainer,
    private readonly evaluator: JavaScriptEvaluator,
    private readonly awaits: Awaits,
  ) {}

  /** What one step of `for await` waits for. */
  of(value: Value, node: SyntaxNode, frame: Frame | null): Waiting {
    return this.explainer.further(
      () => this.find(value, node, frame),
      () => this.unknown(value, node, frame),
    );
  }

  private find(value: Value, node: SyntaxNode, frame: Frame | null): Waiting {
    const found =
      value.kind === 'call' || value.kind === 'instance'
        ? this.evaluator.catalog.find(value.kind === 'call' ? value.name : value.type)
        : null;
    if (found?.entry.next) {
      const site = value.kind === 'call' ? value.site : { node, frame };
      return this.explainer.waiting(found.entry.next, {
        entry: found.entry,
        node: site.node,
        frame: site.frame,
        callee: value.kind === 'call' ? found.name : this.awaits.calleeOf(node, frame),
        // What a call makes here has the items, not what the call is a method of.
        ...(value.kind === 'instance' &&
          this.evaluator.receiver(node) && { label: shorten(oneLine(node.text), 40) }),
        page: {
          title: found.title,
          url: found.entry.page,
        },
      });
    }
    if (value.kind === 'invocation') return this.generator(value, node, frame);
    if (value.kind === 'either') {
      const known = value.of.filter(({ kind }) => kind !== 'plain');
      const steps = known.map((one) => this.of(one, node, frame));
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
        return this.explainer.waiting(oneOf(possible, false), {
          node,
          frame,
          page: pages.forAwait,
        });
      }
    }
    if (value.kind === 'list') {
      if (!isAwaitable(value.element))
        return this.explainer.waiting(eachElement, { node, frame, page: pages.forAwait });
      const element = this.awaits.of(value.element, node, frame);
      return { ...element, callee: null, wait: { ...element.wait, waitsFor: 'iterator' } };
    }
    if (value.kind === 'object' || value.kind === 'record' || value.kind === 'shape') {
      const method = this.evaluator.property(value, '[Symbol.asyncIterator]');
      const inner =
        method.kind === 'function'
          ? this.evaluator.frame(method, null, value.kind === 'object' ? value : null)
          : null;
      if (inner) return this.iterated(inner, node, frame);
      if (method.kind === 'callable') return this.of(method.returns, node, frame);
    }
    return this.unknown(value, node, frame);
  }

  private unknown(value: Value, node: SyntaxNode, frame: Frame | null): Waiting {
    const because =
      value.kind === 'unknown'
        ? value.because
        : l10n.t('the elements it goes through are not known');
    return this.explainer.waiting(unknownStep(shorten(oneLine(node.text), 40), because), {
      node,
      frame,
      callee: this.awaits.calleeOf(node, frame),
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
    if (!called) {
      const step = this.explainer.inside(made, () => this.of(iterator, node, frame));
      return step ?? this.unknown(iterator, node, frame);
    }
    if (called.home.source.suspensions.functions[called.function]?.async)
      return this.generator({ kind: 'invocation', frame: called }, node, frame);
    return this.promisedStep(called.home.invoked(called), node, frame);
  }

  /** A step whose `next()` is no async function, but gives a promise of its own. */
  private promisedStep(given: Value, node: SyntaxNode, frame: Frame | null): Waiting {
    const inner = this.awaits.of(given, node, null);
    const iterable = shorten(oneLine(node.text), 30);
    const wait =
      inner.wait.waitsFor === 'unknown'
        ? unknownStep(iterable, reasonOf(given))
        : stepOfPromise(iterable, inner);
    return this.explainer.waiting(wait, { node, frame, page: pages.forAwait });
  }

  private generator(
    value: Extract<Value, { kind: 'invocation' }>,
    node: SyntaxNode,
    frame: Frame | null,
  ): Waiting {
    const name = this.explainer.calleeName(value.frame);
    const { home, function: index } = value.frame;
    const run = this.explainer.runOf(value.frame, value.frame);
    const isGenerator = home.source.suspensions.functions[index]?.generator ?? false;
    const iterable = isGenerator
      ? this.explainer.nameOfRef(value.frame)
      : shorten(oneLine(node.text), 30);
    return this.explainer.waiting(generatorStep(iterable, run, isGenerator), {
      node,
      frame,
      callee: name,
      page: pages.forAwait,
      leaf: leafOfRun(run),
    });
  }
}

const eachElement: Wait = {
  waitsFor: 'iterator',
  mechanism: 'turn',
  suspends: 'always',
  thing: () => l10n.t('one microtask turn for each element'),
  registers: () => l10n.t('Each step takes the next element, which is no promise, and awaits it.'),
  value: () => l10n.t('the next element'),
};
