import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../syntax/document';
import type { Mechanism, Wait } from '../catalog/schema';
import type { JavaScriptEvaluator } from '../resolve/javascript/evaluator';
import type { Executor } from '../resolve/value';
import type { WaitsFor } from '../types';
import { oneLine, shorten } from '../words';
import { event, settledAtOnce, settledElsewhere } from './settling';

/** What functions of libraries that take a callback wait for before they call it. */

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

/** The events whose listeners the callbacks of methods of Node's servers and sockets are, by class and method. */
const callbackEvents: Readonly<Record<string, string>> = {
  'Server.listen': 'listening',
  'Server.close': 'close',
  'Socket.connect': 'connect',
};

const callbackMechanisms: Partial<Record<WaitsFor, Mechanism>> = {
  network: 'socket',
  process: 'process',
  promise: 'signal',
};

const settlesSoon = /^(?:queueMicrotask|(?:process\.)?nextTick|setImmediate)$/;

/** What calls the callbacks of `setImmediate` and its like, by the name of the function; null for any other. */
export function waitOfScheduled({ catalog }: JavaScriptEvaluator, name: string): Wait | null {
  if (!settlesSoon.test(name)) return null;
  const immediate = catalog.find('promisify(setImmediate)')?.entry.await;
  if (name === 'setImmediate' && immediate) {
    const { raises: _, ...wait } = immediate;
    return {
      ...wait,
      registers: () =>
        l10n.t(
          'The executor runs at once: setImmediate queues a callback for the check phase, to resolve the promise.',
        ),
      value: () => l10n.t('the value given to resolve()'),
    };
  }
  return {
    ...settledAtOnce,
    thing: () => l10n.t('the callback of {0}', name),
    lens: () => l10n.t('waits for the callback of {0}', name),
    registers: () =>
      l10n.t('The executor runs at once and hands {0} a callback that settles the promise.', name),
    watches: () =>
      l10n.t(
        'The event loop watches for nothing: what {0} queues runs as soon as the call stack is empty.',
        name,
      ),
    wokenBy: () => l10n.t('When that callback has run, the rest is queued as a microtask.'),
  };
}

/** What an arrow function calls that does nothing else, `fs.stat` of `(...all) => fs.stat(...all)`; any other expression itself. */
export function onlyCalled(node: SyntaxNode): SyntaxNode {
  const body = node.type === 'arrow_function' ? node.childForFieldName('body') : null;
  const called = body?.type === 'call_expression' ? body.childForFieldName('function') : null;
  return called ?? node;
}

/** What a function that takes a callback waits for, as far as its module tells. */
export function callbackOf(
  evaluator: JavaScriptEvaluator,
  callee: SyntaxNode,
  frame: Executor['frame'],
): Wait {
  const inner = onlyCalled(callee);
  if (inner.id !== callee.id) return callbackOf(evaluator, inner, null);
  // A chain of calls is mostly written with each on a line of its own.
  const text = shorten(oneLine(callee.text).replace(/ (?=\??\.)/g, ''), 32);
  const value = evaluator.evaluate(callee, frame);
  const name = value.kind === 'reference' ? value.name : '';
  const listened = callbackEvents[name.replace(/^(?:http|https|net|tls)\./, '')];
  const emitter = oneLine(callee.childForFieldName('object')?.text ?? '');
  if (listened !== undefined && emitter !== '')
    return event(l10n.t('the {0} event of {1}', listened, shorten(emitter, 24)));
  const module = name.slice(0, name.indexOf('.'));
  const waitsFor = callbackWaits[module] ?? 'promise';
  return {
    ...settledElsewhere,
    waitsFor,
    mechanism: callbackMechanisms[waitsFor] ?? 'pool',
    thing: () => l10n.t('the callback of {0}', text),
    registers: () =>
      l10n.t('The executor runs at once and hands {0} a callback that settles the promise.', text),
    ...(waitsFor === 'promise' && {
      watches: () =>
        l10n.t('What the event loop watches for is up to {0}, which takes the callback.', text),
    }),
  };
}
