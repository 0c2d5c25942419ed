import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../syntax/document';
import { partIndex, partsOf } from '../../syntax/nodes';
import { neverSettled, rejectedAtOnce } from '../catalog/javascript/promises';
import type { Wait } from '../catalog/schema';
import { nameOfParameter } from '../resolve/javascript/bindings';
import type { JavaScriptEvaluator } from '../resolve/javascript/evaluator';
import { isPrivateWrite } from '../resolve/javascript/compiled';
import { isAwaitable, mayBeAwaitable } from '../resolve/javascript/awaiting';
import { copies } from '../resolve/javascript/prototypes';
import type { Extent } from '../resolve/extents';
import type { Executor, Frame, Value } from '../resolve/value';
import { oneLine, shorten } from '../words';
import { callbackOf, onlyCalled, waitOfScheduled } from './callbacks';
import {
  event,
  keptIn,
  resolvedWith,
  settledAtOnce,
  settledElsewhere,
  tickOf,
  timerOf,
} from './settling';

/** A promise's executor, or a function that it hands a callback to, and through how many others it went there. */
interface Within extends Executor {
  readonly handedOn?: number;
  /** What it is called where it stands in an object that is handed on. */
  readonly settler?: string | undefined;
  /** What a promise waits for whose callback settles this one: `load().then(resolve)`. */
  readonly after?: After | undefined;
  /** Which of the two that an executor is handed it is, where that is known. */
  readonly handed?: 'resolve' | 'reject';
}

/** Finds what awaiting an expression waits for; null where that is not known. */
export type After = (promise: SyntaxNode, frame: Executor['frame']) => Wait | null;

/** How many functions a callback is followed through that hand it on. */
const furthestHandedOn = 3;

const listens = /^(?:once|on|addListener|prependListener|addEventListener|subscribe|listen)$/;
/** Methods that give what they are called on: `out.end('last').on('finish', resolve)`. */
const givesItself = /^(?:end|pause|resume|ref|unref|setEncoding)$/;
const emits = /^(?:once|on|addListener|prependListener|addEventListener)$/;
const takesOff = /\.(?:off|removeListener|removeEventListener|unsubscribe|clear\w*)$/;
const functions = new Set([
  'arrow_function',
  'function_expression',
  'function_declaration',
  'method_definition',
]);

/** What a promise waits for whose executor is handed `resolve`: who gets that, and when it is called. */
export function waitOfExecutor(
  evaluator: JavaScriptEvaluator,
  { node, frame }: Executor,
  after?: After,
): Wait {
  const executor = evaluator.argument({ node, frame }, 0);
  const named = executor && waitOfNamedExecutor(evaluator, executor, { node, frame, after });
  if (named) return named;
  const names = executor ? parameterNames(executor) : [];
  const body = executor?.childForFieldName('body');
  let isUsed = false;
  for (const [index, name] of names.entries()) {
    let best: Wait | null = null;
    let atOnce: Wait | null = null;
    const handed = index === 0 ? 'resolve' : 'reject';
    const extent = body && { start: body.startIndex, end: body.endIndex };
    for (const use of extent ? mentions(evaluator, extent, name) : []) {
      const wait = waitOfUse(evaluator, use, executor, { node, frame, after, handed });
      if (wait === settledAtOnce || wait?.seldom) atOnce = wait.seldom ? wait : (atOnce ?? wait);
      // A timer that only rejects is a timeout beside the real wait.
      else if (wait && (best === null || best.mechanism === 'none')) best = wait;
      if (index === 0) isUsed = true;
    }
    if (best) return atOnce ? orNothing(best) : best;
    if (atOnce && handed === 'resolve') return atOnce;
    if (atOnce && !isUsed) return rejectedAtOnce;
  }
  if (executor && functions.has(executor.type) && isMute(executor, names)) return neverSettled;
  return {
    ...settledElsewhere,
    thing: () => l10n.t('a promise that its executor settles'),
  };
}

/** The same, where the executor settles the promise itself in some runs. */
function orNothing(wait: Wait): Wait {
  const { thing, lens } = wait;
  return {
    ...wait,
    thing: (call) => l10n.t('{0}, or nothing', thing(call)),
    ...(lens && { lens: (call) => l10n.t('{0}, or nothing', lens(call)) }),
  };
}

/** Whether an executor hands nobody what would settle its promise. */
function isMute(executor: SyntaxNode, names: readonly string[]): boolean {
  const body = executor.childForFieldName('body')?.text ?? '';
  const rest = names.some((name) => !/^[\w$]+$/.test(name));
  return (
    !rest && !/\b(?:arguments|throw)\b/.test(body) && names.every((name) => !body.includes(name))
  );
}

/** What a promise waits for whose executor is a function that has a name: `new Promise(setImmediate)`; null for another. */
function waitOfNamedExecutor(
  evaluator: JavaScriptEvaluator,
  executor: SyntaxNode,
  { node, frame, after }: Within,
): Wait | null {
  if (!/^(?:identifier|member_expression)$/.test(executor.type)) return null;
  const scheduled = waitOfScheduled(evaluator, executor.text);
  if (scheduled) return scheduled;
  const target = evaluator.evaluate(executor, frame);
  const inner =
    target.kind === 'function' ? evaluator.frame(target, { node, frame }, target.on ?? null) : null;
  return inner && waitOfParameter(evaluator, inner, 0, { after });
}

function parameterNames(executor: SyntaxNode): string[] {
  const single = executor.childForFieldName('parameter');
  if (single) return [single.text];
  return (executor.childForFieldName('parameters')?.namedChildren ?? []).map(
    (parameter) => (parameter.childForFieldName('pattern') ?? parameter).text,
  );
}

const mentioning = /^(?:identifier|member_expression|shorthand_property_identifier)$/;

/** Where a stretch of the file mentions a name that it declares, or a member of one (`deferred.resolve`). */
export function* mentions(
  { source, bindings }: JavaScriptEvaluator,
  extent: Extent,
  name: string,
): Generator<SyntaxNode> {
  const [first = ''] = name.split('.');
  if (first === '') return;
  const { start, end } = extent;
  const isWhole = start === 0 && end === source.text.length && !source.functions.includes(extent);
  const own = bindings.visible(first, isWhole ? null : bindings.scopeAround(start));
  for (const offset of source.occurrences(first, extent)) {
    const node = source.nodeAt({ start: offset, end: offset + name.length });
    if (node?.text !== name || !mentioning.test(node.type)) continue;
    // A function inside may have a parameter of the same name.
    if (bindings.visible(first, bindings.scopeAround(offset)) === own) yield node;
  }
}

/** What settles the promise through one mention of `resolve` (or `reject`) in the executor. */
export function waitOfUse(
  evaluator: JavaScriptEvaluator,
  use: SyntaxNode,
  executor: SyntaxNode | null,
  within: Within,
): Wait | null {
  let child = use;
  let nested = false;
  let called = false;
  let kept = false;
  for (
    let parent = use.parent;
    parent && child.id !== executor?.id;
    child = parent, parent = parent.parent
  ) {
    if (parent.type === 'call_expression') {
      called ||= child.id === use.id;
      continue;
    }
    if (child.id === use.id && isOnlyRead(parent, use)) return null;
    if (functions.has(parent.type) && parent.id !== executor?.id) {
      const wait = waitOfNamed(evaluator, parent, executor, within);
      if (wait) return wait;
      nested = true;
      continue;
    }
    if (parent.type === 'arguments') {
      const call = parent.parent;
      if (call?.type !== 'call_expression' || isSettling(call, use)) continue;
      if (isWrapped(call, use)) return null;
      const isInside = child.type === 'object' || child.type === 'array';
      const settler = within.settler ?? (isInside ? settlerOf(use, within) : undefined);
      return waitOfCallback(evaluator, call, use, child, { ...within, settler });
    }
    if (parent.type === 'assignment_expression') {
      const target = oneLine(parent.childForFieldName('left')?.text ?? '');
      if (parent.childForFieldName('right')?.id === child.id)
        return keptIn(target, settlerOf(use, within));
    }
    if (parent.type === 'array' || parent.type === 'pair' || parent.type === 'object') {
      nested = true;
      kept = true;
    }
    if (parent.type === 'variable_declarator' && kept)
      return keptIn(parent.childForFieldName('name')?.text ?? '', settlerOf(use, within));
  }
  if (!called || nested || comesLater(evaluator, use, executor)) return null;
  const given = use.parent && evaluator.argument({ node: use.parent, frame: within.frame }, 0);
  const value =
    given && within.handed !== 'reject' ? evaluator.evaluate(given, within.frame) : null;
  // A promise that is resolved with another waits for that.
  if (given && value && isAwaitable(value)) return within.after?.(given, within.frame) ?? null;
  const isOpen = given && value && mayBeAwaitable(value) && within.handed === 'resolve';
  return isOpen ? resolvedWith(oneLine(given.text)) : settledAtOnce;
}

/** Whether what stands around a callback takes something of it, and does not hand it on: `resolve.length`, `typeof resolve`. */
function isOnlyRead(parent: SyntaxNode, use: SyntaxNode): boolean {
  if (parent.type !== 'member_expression')
    return /^(?:unary_expression|template_substitution)$/.test(parent.type);
  const method = parent.childForFieldName('property')?.text ?? '';
  return parent.childForFieldName('object')?.id === use.id && !/^(?:call|apply|bind)$/.test(method);
}

/** Whether an async executor waits before it comes to a place. */
function comesLater(
  { source }: JavaScriptEvaluator,
  { startIndex }: SyntaxNode,
  executor: SyntaxNode | null,
): boolean {
  return (
    executor?.children.some(({ type }) => type === 'async') === true &&
    source.hasWord(['await'], { start: executor.startIndex, end: startIndex })
  );
}

/** What settles the promise, as its file calls it: `resolve` of `deferred.resolve`, or the name of a callback. */
function settlerOf(use: SyntaxNode, { settler }: Within): string {
  const name = settler ?? use.text.replace(/^.*\./, '');
  return /resolve|^r(?:es)?$|reject/i.test(name) ? 'resolve' : name;
}

/**
 * What a function of the program's that is handed a callback does with it: null where it cannot be told, or is done at
 * once, as that is mostly an early end; whether it only queues the callback.
 */
function waitOfHanded(
  evaluator: JavaScriptEvaluator,
  callee: SyntaxNode,
  given: SyntaxNode,
  { frame, handedOn = 0, after, settler }: Within,
): Wait | 'queued' | null {
  const target = handedOn < furthestHandedOn ? evaluator.evaluate(callee, frame) : null;
  const call = given.parent?.parent;
  if (target?.kind !== 'function' || !given.parent || !call) return null;
  const position = partIndex(given.parent, given);
  const inner = evaluator.frame(target, { node: call, frame }, target.on ?? null);
  const within = { handedOn: handedOn + 1, after, settler };
  const waits = inner ? [...waitsOfParameter(evaluator, inner, position, within)] : [];
  const isQueued = waits.some((wait) => wait !== settledAtOnce);
  return waits.find(({ mechanism }) => mechanism !== 'turn') ?? (isQueued ? 'queued' : null);
}

/** What calls a function that a call is given for a parameter; null where that is not seen. */
export function waitOfParameter(
  evaluator: JavaScriptEvaluator,
  called: Frame,
  position: number,
  within: Handing,
): Wait | null {
  for (const wait of waitsOfParameter(evaluator, called, position, within))
    if (wait.mechanism !== 'turn') return wait;
  return null;
}

/** What is known of who hands a callback on. */
type Handing = Pick<Within, 'handedOn' | 'after' | 'settler'>;

function* waitsOfParameter(
  evaluator: JavaScriptEvaluator,
  called: Frame,
  position: number,
  within: Handing,
): Generator<Wait> {
  const node = called.home.source.functionNode(called.function);
  const body = node?.childForFieldName('body');
  const name = node ? nameOfParameter(node, position) : '';
  if (!node || !body || name === '') return;
  const home = evaluator.at(node);
  const extent = { start: body.startIndex, end: body.endIndex };
  for (const use of mentions(home, extent, name)) {
    const wait = waitOfUse(home, use, node, { ...within, node, frame: called });
    if (wait) yield wait;
  }
}

/** What gives a function a name. */
const naming = /^(?:function_declaration|variable_declarator|assignment_expression)$/;

/** What a function of the executor that settles the promise waits for: who is handed it by its name, or calls it; null if it has none. */
function waitOfNamed(
  evaluator: JavaScriptEvaluator,
  settler: SyntaxNode,
  executor: SyntaxNode | null,
  within: Executor,
): Wait | null {
  const declaration = settler.type === 'function_declaration' ? settler : settler.parent;
  if (!declaration || !naming.test(declaration.type)) return null;
  const name = declaration.childForFieldName('name') ?? declaration.childForFieldName('left');
  const body = executor?.childForFieldName('body');
  if (name?.type !== 'identifier' || (executor && !body)) return null;
  // A `resolve` that came with its promise is handed out in the function around.
  const { source } = evaluator;
  const scope = source.functionAround(declaration.startIndex);
  const around = (scope === null ? undefined : source.functions[scope]) ?? source.whole;
  const extent = body ? { start: body.startIndex, end: body.endIndex } : around;
  for (const use of mentions(evaluator, extent, name.text)) {
    // In the function itself, it may be taken off what calls it.
    const isInside =
      use.startIndex >= declaration.startIndex && use.endIndex <= declaration.endIndex;
    const isTakenOff = takesOff.test(use.parent?.parent?.childForFieldName('function')?.text ?? '');
    const wait = isInside || isTakenOff ? null : waitOfUse(evaluator, use, executor, within);
    if (wait) return wait;
  }
  return null;
}

/** Whether what a call makes of a callback takes its place: `callback = once(callback)`. */
function isWrapped({ id, parent }: SyntaxNode, use: SyntaxNode): boolean {
  return (
    parent?.type === 'assignment_expression' &&
    parent.childForFieldName('right')?.id === id &&
    parent.childForFieldName('left')?.text === use.text
  );
}

/** Whether a call is `resolve(…)` itself, whose arguments say nothing of who calls it. */
function isSettling(call: SyntaxNode, use: SyntaxNode): boolean {
  return call.childForFieldName('function')?.id === use.id;
}

/** What a promise waits for that is settled in a function, or by one, that a call is given. */
function waitOfCallback(
  evaluator: JavaScriptEvaluator,
  call: SyntaxNode,
  use: SyntaxNode,
  given: SyntaxNode,
  within: Within,
): Wait | null {
  const { frame } = within;
  const callee = call.childForFieldName('function');
  const text = oneLine(callee?.text ?? '').replace(/^(?:globalThis|window|self|global)\./, '');
  const site = { node: call, frame };
  if (text === 'setTimeout') return timerOf(evaluator, evaluator.argument(site, 1), frame);
  if (text === 'setInterval') return tickOf(evaluator, evaluator.argument(site, 1), frame);
  if (text === 'requestAnimationFrame') return event(l10n.t('the next animation frame'));
  if (text === 'requestIdleCallback') return event(l10n.t('an idle moment of the browser'));
  const scheduled = waitOfScheduled(evaluator, text);
  if (scheduled) return scheduled;
  // What compilers make of `this.#resolve = resolve`.
  const field = isPrivateWrite(text) ? evaluator.argument(site, 1) : null;
  if (field) return keptIn(field.text, 'resolve');
  const method = callee?.childForFieldName('property')?.text ?? '';
  const promise = /^(?:then|finally)$/.test(method) ? callee?.childForFieldName('object') : null;
  const before = promise && within.after?.(promise, frame);
  if (before) return before;
  const object = shorten(oneLine(listenedTo(callee)?.text ?? ''), 24);
  const first = evaluator.argument(site, 0);
  const listened = listens.test(method) ? first : null;
  const name = listened && textOf(evaluator, listened, frame);
  if (name !== null) return event(l10n.t('the {0} event of {1}', name, object));
  if (listened && emits.test(method) && /^(?:identifier|member_expression)$/.test(listened.type)) {
    const given = shorten(oneLine(listened.text), 24);
    return event(
      given === 'event'
        ? l10n.t('an event of {0}', object)
        : l10n.t('event {0} of {1}', given, object),
    );
  }
  // The callback is among what is copied into an object.
  if (copies.test(text) && first && first.id !== given.id)
    return keptIn(oneLine(first.text), settlerOf(use, within));
  if (
    method === 'push' ||
    method === 'add' ||
    method === 'set' ||
    method === 'enqueue' ||
    method === 'unshift'
  ) {
    return keptIn(object, settlerOf(use, within));
  }
  if (!callee)
    return { ...settledElsewhere, thing: () => l10n.t('a promise that its executor settles') };
  const handed = waitOfHanded(evaluator, callee, given, within);
  // Where something else calls it too, to be queued is mostly an early end.
  return handed === 'queued' ? null : (handed ?? callbackOf(evaluator, callee, frame));
}

/** The text that an expression is fixed to by the source, or by what a call gives for a parameter; null if it is not. */
function textOf(
  evaluator: JavaScriptEvaluator,
  node: SyntaxNode,
  frame: Executor['frame'],
): string | null {
  const value = evaluator.evaluate(node, frame);
  return value.kind === 'plain' && value.node?.type === 'string'
    ? value.node.text.slice(1, -1)
    : null;
}

/** What a method is called on, of a chain of listeners (`socket.on(…).once(…)`) the first object. */
function listenedTo(callee: SyntaxNode | null): SyntaxNode | null {
  const object = callee?.childForFieldName('object') ?? null;
  const before = object?.type === 'call_expression' ? object.childForFieldName('function') : null;
  const method = before?.childForFieldName('property')?.text ?? '';
  return listens.test(method) || givesItself.test(method) ? listenedTo(before) : object;
}

/** What calls the callback that a function of the program's takes last, as Node's convention has it. */
function waitOfLast(evaluator: JavaScriptEvaluator, value: Value): Wait | null {
  if (value.kind !== 'function') return null;
  const node = value.home.source.functionNode(value.function);
  const list = node?.childForFieldName('parameters');
  const frame = evaluator.frame(value, null, value.on ?? null);
  return list && frame ? waitOfParameter(evaluator, frame, partsOf(list).length - 1, {}) : null;
}

/** What a function waits for that takes a callback as its last argument: what its code, or else its module, tells. */
export function waitOfLastCallback(
  evaluator: JavaScriptEvaluator,
  callee: SyntaxNode,
  frame: Executor['frame'],
): Wait {
  const inner = onlyCalled(callee);
  const around = inner.id === callee.id ? frame : null;
  const followed = waitOfLast(evaluator, evaluator.evaluate(inner, around));
  return followed ?? callbackOf(evaluator, inner, around);
}
