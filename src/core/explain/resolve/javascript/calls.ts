import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { eachOf } from '../either';
import type { Frame, Site, Value } from '../value';
import { isKnown, plain, unknown } from '../value';
import { arrayFrom, arrayMethod } from './arrays';
import { awaitedValue, isAwaitable } from './awaiting';
import { moduleName } from './bindings';
import { fileOf, valueOfImport } from './modules';
import type { JavaScriptParts } from './parts';
import { promised } from './types';

/** Collections that `new` makes, empty or from what they are given. */
const collections = new Set(['Array', 'Set', 'Map']);

/** What a call gives, when it is not awaited. */
export function valueOfCall(
  javascript: JavaScriptParts,
  node: SyntaxNode,
  frame: Frame | null,
): Value {
  const callee = node.childForFieldName('function');
  if (!callee) return unknown(l10n.t('the code is incomplete'));
  const site: Site = { node, frame };
  if (callee.type === 'import' || callee.text === 'require') {
    const specifier = javascript.argument(site, 0);
    if (specifier?.type !== 'string') return unknown(l10n.t('the module’s name is computed'));
    const name = moduleName(specifier.text);
    const module =
      callee.type === 'import' ? valueOfImport(javascript, name, '*') : required(javascript, name);
    return callee.type === 'import' ? { kind: 'call', name: 'import', site, on: module } : module;
  }
  return eachOf(javascript.evaluateCallee(callee, frame), (target) =>
    called(javascript, target, site),
  );
}

/** What calling a value gives. */
export function called(javascript: JavaScriptParts, target: Value, site: Site): Value {
  switch (target.kind) {
    case 'reference':
      return referenceCall(javascript, target.name, target.on, site);
    case 'function': {
      const inner = javascript.frame(target, site, target.on ?? null);
      return inner
        ? inner.home.invoked(inner)
        : unknown(l10n.t('its calls are nested too deeply to follow'));
    }
    case 'callable':
      return target.returns;
    case 'unknown':
      return target;
    default:
      return unknown(l10n.t('what the call returns is not known'));
  }
}

/** What `require` gives: the value of `module.exports`, or the module of a file that has no such thing. */
function required(javascript: JavaScriptParts, specifier: string): Value {
  const whole = fileOf(javascript, specifier)?.exported('*');
  // To an object that is written out, more may be added under `module.exports.name`.
  return whole && isKnown(whole) && whole.kind !== 'record'
    ? whole
    : valueOfImport(javascript, specifier, '*');
}

function referenceCall(
  javascript: JavaScriptParts,
  name: string,
  on: Value | undefined,
  site: Site,
): Value {
  if (on?.kind === 'list') return arrayMethod(javascript, name.slice('Array.'.length), on, site);
  if (name.startsWith('Promise.prototype.') && on) {
    return chained(javascript, name.slice('Promise.prototype.'.length), on, site);
  }
  const first = javascript.argument(site, 0);
  if (name === 'Array.from' || name === 'Object.values') return arrayFrom(javascript, site);
  if (name === 'Array.of' || name === 'Object.freeze')
    return first ? javascript.evaluate(first, site.frame) : plain;
  if (name === 'util.promisify' && first) {
    const promisified = javascript.evaluate(first, site.frame);
    if (promisified.kind === 'reference') {
      return { kind: 'reference', name: `promisify(${promisified.name})` };
    }
  }
  if (name === 'Promise.resolve' && first) {
    const inner = javascript.evaluate(first, site.frame);
    if (isAwaitable(inner)) return inner;
  }
  return javascript.libraryCall(name, site, on);
}

/** `promise.then(callback)` and its like: waits for the same thing first. */
function chained(javascript: JavaScriptParts, method: string, on: Value, site: Site): Value {
  if (method === 'catch') return on;
  const callback = method === 'then' || method === 'finally' ? javascript.argument(site, 0) : null;
  if (!callback) return unknown(l10n.t('what {0} gives is not known', method));
  const target = javascript.evaluate(callback, site.frame);
  const inner = target.kind === 'function' ? javascript.frame(target, null, null) : null;
  if (!inner) return { kind: 'promise', of: plain, after: on };
  const returned = inner.home.invoked(inner);
  // What a callback of `then` or `finally` returns is waited for too.
  const then = isAwaitable(returned) ? returned : null;
  if (method === 'finally') {
    return then ? { kind: 'promise', of: awaitedValue(javascript, on), after: on, then } : on;
  }
  return {
    kind: 'promise',
    of: then ? awaitedValue(javascript, then) : returned,
    after: on,
    ...(then && { then }),
  };
}

/** What `new` gives. */
export function valueOfNew(
  javascript: JavaScriptParts,
  node: SyntaxNode,
  frame: Frame | null,
): Value {
  const constructor = node.childForFieldName('constructor');
  if (!constructor) return unknown(l10n.t('the code is incomplete'));
  if (constructor.text === 'Promise' && javascript.bindings.of('Promise').length === 0) {
    return { kind: 'promise', of: promised(javascript, node), executor: { node, frame } };
  }
  if (collections.has(constructor.text) && javascript.bindings.of(constructor.text).length === 0) {
    const element = unknown(l10n.t('the collection is empty here'));
    return { kind: 'list', elements: null, element, count: null };
  }
  const target = javascript.evaluate(constructor, frame);
  switch (target.kind) {
    case 'class':
      return { kind: 'object', class: target.class };
    case 'reference': {
      return javascript.made(target.name, { node, frame });
    }
    case 'unknown':
      return unknown(l10n.t('class {0} is not defined in this file', constructor.text));
    default:
      return unknown(l10n.t('what it constructs is not known'));
  }
}
