import type { SyntaxNode } from '../../syntax/document';
import type { Explainer } from '../explainer';
import { mayBeAwaitable } from '../resolve/javascript/awaiting';
import type { JavaScriptEvaluator } from '../resolve/javascript/evaluator';
import { overridesOf } from '../resolve/javascript/members';
import { returnedExpressions } from '../resolve/javascript/returns';
import type { Frame, FunctionRef, Value } from '../resolve/value';
import { isBarePromise } from '../resolve/value';
import type { Run } from '../run';
import type { Leaf, Waiting } from '../waiting';
import { mayReturnNothing } from './absence';
import { leafOfRun } from './conditions';
import { pages, settledValue } from './forms';
import { hookCall, isHook, isOfSuper } from './hooks';
import { asyncCall, begunCall, generatorNext } from './runs';
import { isAmongArguments, isKept, writtenName } from './written';

/** What awaiting other values waits for. */
interface Others {
  of(value: Value, node: SyntaxNode, frame: Frame | null): Waiting;
  oneOf(waitings: readonly Waiting[], node: SyntaxNode, frame: Frame | null): Waiting;
  settled(node: SyntaxNode, frame: Frame | null): Waiting;
}

/** What calls of functions whose source is there wait for. */
export class Calls {
  constructor(
    private readonly explainer: Explainer,
    private readonly evaluator: JavaScriptEvaluator,
    private readonly awaits: Others,
  ) {}

  /** What awaiting the promise of a call waits for. */
  of(
    value: Extract<Value, { kind: 'invocation' }>,
    node: SyntaxNode,
    frame: Frame | null,
  ): Waiting {
    const { frame: called } = value;
    const own = this.explainer.calleeName(called);
    const isGiven = isAmongArguments(node, called.site?.node);
    // A function without a name goes by what is called, unless that only gives back its promise.
    const name = !own.endsWith('>') ? own : isGiven ? null : writtenName(node);
    if (called.home.source.suspensions.functions[called.function]?.generator) {
      return this.explainer.waiting(settledValue, { node, frame, callee: name, page: pages.await });
    }
    const run = this.runOfMethod(called);
    const returned = run.leaf ? null : called.home.returned(called);
    // An async function that returns a promise without awaiting it waits for that in the end.
    // What is not known may be a promise too.
    if (returned && mayBeAwaitable(returned) && returned !== value) {
      const inner = this.awaitingReturned(called, returned, node);
      if (inner) return { ...inner, callee: name };
    }
    // A function without a name of its own is called by the name that it is kept under.
    const isNameless = own.endsWith('>') && name !== null;
    const form = run.leaf && (isGiven || isKept(node)) ? begunCall : asyncCall;
    const wait = form(isNameless ? `${name}()` : this.explainer.nameOfRef(called), run);
    const waiting = this.explainer.waiting(wait, {
      node,
      frame,
      callee: name,
      page: pages.asyncFunction,
      leaf: leafOfRun(run),
    });
    const others = run.leaf || run.isTooDeep ? [] : this.overriding(called);
    if (!run.leaf && isHook(called, called.on, node))
      return this.awaits.oneOf(
        [
          ...others.map((other) => this.awaits.of(other, node, frame)),
          this.ofHook(called, node, frame),
        ],
        node,
        frame,
      );
    if (others.length === 0) return waiting;
    return this.awaits.oneOf(
      [waiting, ...others.map((other) => this.awaits.of(other, node, frame))],
      node,
      frame,
    );
  }

  /** What running a function waits for; the object of a method may be of a class whose own does not come to the same place. */
  private runOfMethod(called: Frame): Run {
    const run = this.explainer.runOf(called, called);
    const { leaf } = run;
    if (!leaf || run.suspends !== 'always') return run;
    const isSame = (other: Leaf | null) => other?.line === leaf.line && other.file === leaf.file;
    const differs = this.overridingFrames(called).some((frame) => {
      const other = this.explainer.runOf(frame, frame);
      return other.suspends !== 'always' || other.otherwise || !isSame(other.leaf);
    });
    if (!differs) return run;
    const { otherwise: _, ...rest } = run;
    return { ...rest, suspends: 'maybe', conditions: (run.conditions ?? 0) + 1 };
  }

  /** The calls of methods that override one which waits for nothing, where the object may be of their class, and they wait. */
  private overriding(called: Frame): readonly Value[] {
    return this.overridingFrames(called).flatMap((frame) =>
      this.explainer.runOf(frame, frame).leaf ? [{ kind: 'invocation' as const, frame }] : [],
    );
  }

  /** The calls of async methods that the object of a method may have in its place. */
  private overridingFrames({ home, function: index, on, site }: Frame): readonly Frame[] {
    if (on?.kind !== 'object' || on.exact || (site && isOfSuper(site.node))) return [];
    const name = home.source.functionName(index).replace(/^.*\./, '');
    const own = this.evaluator.property(on, name);
    // Where the class leaves it to those below, this is one of theirs already.
    if (own.kind !== 'function' || own.home !== home || own.function !== index) return [];
    return overridesOf(this.evaluator.at(on.class.node), on, name).flatMap((method) => {
      const frame = this.evaluator.frame(method, null, method.on ?? null);
      const isAsync = method.home.source.suspensions.functions[method.function]?.async === true;
      return frame && isAsync ? [frame] : [];
    });
  }

  /** What is waited for once a call has given what it returns; null where that cannot be followed. */
  awaitingReturned(called: Frame, returned: Value, node: SyntaxNode): Waiting | null {
    // Of a promise of which only the type is known, what gives it tells more than the call of the function.
    const [only, ...others] = isBarePromise(returned)
      ? (returnedExpressions(
          this.evaluator.at(called.home.source.document.root),
          called.function,
        ) ?? [])
      : [];
    const told = only && others.length === 0 ? only : node;
    const there = this.evaluator.at(called.home.source.document.root);
    return this.explainer.inside(called, () => {
      const waiting = this.awaits.of(returned, told, null);
      const isSettled = /^(?:unknown|nothing)$/.test(waiting.wait.waitsFor);
      return !isSettled && mayReturnNothing(there, called, called.site?.node ?? null)
        ? this.awaits.oneOf([waiting, this.awaits.settled(told, null)], told, null)
        : waiting;
    });
  }

  /** What a call of `next()` of an async generator waits for. */
  nextOf(called: Frame, node: SyntaxNode, frame: Frame | null): Waiting {
    const run = this.explainer.runOf(called, called);
    return this.explainer.waiting(generatorNext(this.explainer.nameOfRef(called), run), {
      node,
      frame,
      callee: 'AsyncIterator.next',
      page: pages.yield,
      leaf: leafOfRun(run),
    });
  }

  /** A call of a method that does nothing, where others may be in its place; null for anything else. */
  hook(node: SyntaxNode, frame: Frame | null): Waiting | null {
    const callee = node.type === 'call_expression' ? node.childForFieldName('function') : null;
    const method = callee && this.evaluator.evaluate(callee, frame);
    if (method?.kind !== 'function' || !isHook(method, method.on, node)) return null;
    const own = this.ofHook(method, node, frame);
    const on = method.on?.kind === 'object' ? method.on : null;
    const name = method.home.source.functionName(method.function).replace(/^.*\./, '');
    const others = on ? overridesOf(this.evaluator.at(on.class.node), on, name) : [];
    const waits = others.flatMap((other) => {
      const call = this.evaluator.frame(other, null, other.on ?? null);
      const body = other.home.source.functionNode(other.function);
      return call && body ? [this.awaits.of(call.home.invoked(call), body, null)] : [];
    });
    return this.awaits.oneOf([...waits, own], node, frame);
  }

  private ofHook(method: FunctionRef, node: SyntaxNode, frame: Frame | null): Waiting {
    const callee = this.explainer.calleeName(method);
    const wait = hookCall(this.explainer.nameOfRef(method));
    return this.explainer.waiting(wait, { node, frame, callee, page: pages.await });
  }
}
