import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../syntax/document';
import type { Mechanism, Wait } from '../catalog/schema';
import type { JavaScriptEvaluator } from '../resolve/javascript/evaluator';
import { isPrivateWrite } from '../resolve/javascript/compiled';
import type { Extent } from '../resolve/source';
import type { Executor } from '../resolve/value';
import type { WaitsFor } from '../types';
import { duration, oneLine, shorten } from '../words';

/** What the callbacks of Node's modules and of the global functions wait for. */
const callbackWaits: Readonly<Record<string, WaitsFor>> = {
  fs: 'file',
  child_process: 'process',
  net: 'network',
  http: 'network',
  https: 'network',
  dns: 'network',
  tls: 'network',
  crypto: 'thread',
  zlib: 'thread',
};

const settlesSoon = /^(?:queueMicrotask|process\.nextTick|setImmediate)$/;
const listens = /^(?:once|on|addListener|prependListener|addEventListener|subscribe|listen)$/;
const emits = /^(?:once|on|addListener|prependListener|addEventListener)$/;
const takesOff = /\.(?:off|removeListener|removeEventListener|unsubscribe|clear\w*)$/;
const functions = new Set([
  'arrow_function',
  'function_expression',
  'function_declaration',
  'method_definition',
]);

/** What a promise waits for whose executor is handed `resolve`: who gets that, and when it is called. */
export function waitOfExecutor(evaluator: JavaScriptEvaluator, { node, frame }: Executor): Wait {
  const executor = evaluator.argument({ node, frame }, 0);
  const names = executor ? parameterNames(executor) : [];
  const body = executor?.childForFieldName('body');
  let best: Wait | null = null;
  for (const name of names) {
    const extent = body && { start: body.startIndex, end: body.endIndex };
    for (const use of extent ? mentions(evaluator, extent, name) : []) {
      const wait = waitOfUse(evaluator, use, executor, { node, frame });
      // A timer that only rejects is a timeout beside the real wait.
      if (wait && (best === null || best.mechanism === 'none')) best = wait;
    }
    if (best) return best;
  }
  return {
    ...settledElsewhere,
    thing: () => l10n.t('a promise that its executor settles'),
  };
}

export const settledElsewhere: Omit<Wait, 'thing'> = {
  waitsFor: 'promise',
  mechanism: 'signal',
  suspends: 'always',
  value: () => l10n.t('the value it is resolved with'),
};

function parameterNames(executor: SyntaxNode): string[] {
  const single = executor.childForFieldName('parameter');
  if (single) return [single.text];
  return (executor.childForFieldName('parameters')?.namedChildren ?? []).map(
    (parameter) => (parameter.childForFieldName('pattern') ?? parameter).text,
  );
}

const mentioning = /^(?:identifier|member_expression|shorthand_property_identifier)$/;

/** Where a stretch of the file mentions a name, or a member of one (`deferred.resolve`). */
export function* mentions(
  { source }: JavaScriptEvaluator,
  extent: Extent,
  name: string,
): Generator<SyntaxNode> {
  const [first = ''] = name.split('.');
  if (first === '') return;
  for (const start of source.occurrences(first, extent)) {
    const node = source.nodeAt({ start, end: start + name.length });
    if (node?.text === name && mentioning.test(node.type)) yield node;
  }
}

/** What settles the promise through one mention of `resolve` (or `reject`) in the executor. */
export function waitOfUse(
  evaluator: JavaScriptEvaluator,
  use: SyntaxNode,
  executor: SyntaxNode | null,
  within: Executor,
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
    if (functions.has(parent.type) && parent.id !== executor?.id) {
      const wait = waitOfNamed(evaluator, parent, executor, within);
      if (wait) return wait;
      nested = true;
      continue;
    }
    if (parent.type === 'arguments') {
      const call = parent.parent;
      if (call?.type !== 'call_expression' || isSettling(call, use)) continue;
      return waitOfCallback(evaluator, call, within);
    }
    if (parent.type === 'assignment_expression') {
      const target = oneLine(parent.childForFieldName('left')?.text ?? '');
      if (parent.childForFieldName('right')?.id === child.id) return keptIn(target);
    }
    if (parent.type === 'array' || parent.type === 'pair' || parent.type === 'object') {
      nested = true;
      kept = true;
    }
    if (parent.type === 'variable_declarator' && kept)
      return keptIn(parent.childForFieldName('name')?.text ?? '');
  }
  if (!called) return null;
  return nested ? null : settledAtOnce;
}

/** What a function of the executor that settles the promise waits for: who is handed it by its name, or calls it; null if it has none. */
function waitOfNamed(
  evaluator: JavaScriptEvaluator,
  settler: SyntaxNode,
  executor: SyntaxNode | null,
  within: Executor,
): Wait | null {
  const declaration = settler.type === 'function_declaration' ? settler : settler.parent;
  if (!declaration || !/^(?:function_declaration|variable_declarator)$/.test(declaration.type))
    return null;
  const name = declaration.childForFieldName('name');
  const body = executor?.childForFieldName('body');
  if (!name || !body) return null;
  const extent = { start: body.startIndex, end: body.endIndex };
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

/** Whether a call is `resolve(…)` itself, whose arguments say nothing of who calls it. */
function isSettling(call: SyntaxNode, use: SyntaxNode): boolean {
  return call.childForFieldName('function')?.id === use.id;
}

const settledAtOnce: Wait = {
  waitsFor: 'nothing',
  mechanism: 'turn',
  suspends: 'always',
  thing: () => l10n.t('one turn of the microtask queue'),
  lens: () => l10n.t('settled at once; waits one microtask turn'),
  value: () => l10n.t('the value it is resolved with'),
};

function waitOfCallback(
  evaluator: JavaScriptEvaluator,
  call: SyntaxNode,
  { frame }: Executor,
): Wait {
  const callee = call.childForFieldName('function');
  const text = oneLine(callee?.text ?? '').replace(/^(?:globalThis|window|self|global)\./, '');
  const site = { node: call, frame };
  if (text === 'setTimeout') return timerOf(evaluator, evaluator.argument(site, 1), frame);
  if (text === 'setInterval') return timerOf(evaluator, evaluator.argument(site, 1), frame);
  if (text === 'requestAnimationFrame') return event(l10n.t('the next animation frame'));
  if (text === 'requestIdleCallback') return event(l10n.t('an idle moment of the browser'));
  if (settlesSoon.test(text)) {
    return {
      ...settledAtOnce,
      thing: () => l10n.t('the callback of {0}', text),
      lens: () => l10n.t('waits for the callback of {0}', text),
    };
  }
  // What compilers make of `this.#resolve = resolve`.
  const field = isPrivateWrite(text) ? evaluator.argument(site, 1) : null;
  if (field) return keptIn(field.text);
  const method = callee?.childForFieldName('property')?.text ?? '';
  const object = shorten(oneLine(listenedTo(callee)?.text ?? ''), 24);
  const first = evaluator.argument(site, 0);
  if (listens.test(method) && first?.type === 'string') {
    return event(l10n.t('the {0} event of {1}', first.text.slice(1, -1), object));
  }
  if (emits.test(method) && first && /^(?:identifier|member_expression)$/.test(first.type)) {
    return event(l10n.t('event {0} of {1}', shorten(oneLine(first.text), 24), object));
  }
  if (
    method === 'push' ||
    method === 'add' ||
    method === 'set' ||
    method === 'enqueue' ||
    method === 'unshift'
  ) {
    return keptIn(object);
  }
  return callee
    ? callbackOf(evaluator, callee, frame)
    : { ...settledElsewhere, thing: () => l10n.t('a promise that its executor settles') };
}

/** What a method is called on, of a chain of listeners (`socket.on(…).once(…)`) the first object. */
function listenedTo(callee: SyntaxNode | null): SyntaxNode | null {
  const object = callee?.childForFieldName('object') ?? null;
  const before = object?.type === 'call_expression' ? object.childForFieldName('function') : null;
  return listens.test(before?.childForFieldName('property')?.text ?? '')
    ? listenedTo(before)
    : object;
}

/** What a function that takes a callback waits for, as far as its module tells. */
export function callbackOf(
  evaluator: JavaScriptEvaluator,
  callee: SyntaxNode,
  frame: Executor['frame'],
): Wait {
  // A chain of calls is mostly written with each on a line of its own.
  const text = shorten(oneLine(callee.text).replace(/ (?=\??\.)/g, ''), 32);
  const value = evaluator.evaluate(callee, frame);
  const module = value.kind === 'reference' ? value.name.slice(0, value.name.indexOf('.')) : '';
  const waitsFor = callbackWaits[module] ?? 'promise';
  return {
    ...settledElsewhere,
    waitsFor,
    mechanism: callbackMechanisms[waitsFor] ?? 'pool',
    thing: () => l10n.t('the callback of {0}', text),
    ...(waitsFor === 'promise' && {
      watches: () =>
        l10n.t('What the event loop watches for is up to {0}, which takes the callback.', text),
    }),
  };
}

const callbackMechanisms: Partial<Record<WaitsFor, Mechanism>> = {
  network: 'socket',
  process: 'process',
  promise: 'signal',
};

function timerOf(
  evaluator: JavaScriptEvaluator,
  delay: SyntaxNode | null,
  frame: Executor['frame'],
): Wait {
  const milliseconds = delay ? evaluator.constant(delay, frame) : 0;
  const given = delay && frame ? (evaluator.givenFor(delay, frame) ?? delay) : delay;
  const text = shorten(oneLine(given?.text ?? ''), 24);
  return {
    waitsFor: 'timer',
    mechanism: 'timer',
    suspends: 'always',
    thing: () =>
      milliseconds === null
        ? l10n.t('a timer of {0} ms', text)
        : l10n.t('a {0} timer', duration(milliseconds)),
    detail: () => (milliseconds === null ? l10n.t('{0} ms', text) : duration(milliseconds)),
    value: () => l10n.t('the value given to resolve()'),
    registers: () =>
      milliseconds === null
        ? l10n.t(
            'The executor runs at once: setTimeout starts a timer of {0} ms, to resolve the promise.',
            text,
          )
        : l10n.t(
            'The executor runs at once: setTimeout starts a {0} timer, to resolve the promise.',
            duration(milliseconds),
          ),
  };
}

function event(thing: string): Wait {
  return {
    ...settledElsewhere,
    waitsFor: 'event',
    thing: () => thing,
    watches: () =>
      l10n.t(
        'The event loop watches nothing of its own for it: the listener is called when {0} happens.',
        thing,
      ),
    value: () => l10n.t('the value given to resolve()'),
  };
}

/** `resolve` is stored for other code to call. */
function keptIn(target: string): Wait {
  const short = shorten(target, 30);
  if (/^[\w$]*resolve[\w$]*$/i.test(target)) {
    return { ...settledElsewhere, thing: () => l10n.t('other code to call {0}', short) };
  }
  if (/(?:^|\.)on[a-z]+$/.test(target)) return event(l10n.t('event handler {0}', short));
  return {
    ...settledElsewhere,
    thing: () => l10n.t('other code to call the resolve kept in {0}', short),
    detail: () => l10n.t('resolve kept in {0}', short),
    lens: () => l10n.t('waits for resolve, kept in {0}', short),
    registers: () =>
      l10n.t('The executor runs at once and keeps resolve in {0}, for other code to call.', short),
  };
}
