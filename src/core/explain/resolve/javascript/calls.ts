import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { alternativesOf, eachOf, either } from '../either';
import type { Frame, Site, Value } from '../value';
import { isKnown, isPending, plain, unknown, tooDeep } from '../value';
import { argumentsOf } from './arguments';
import { arrayFrom, arrayMethod, reducedArray } from './arrays';
import { isAwaitable } from './awaiting';
import { moduleName } from './bindings';
import { chained } from './chains';
import { compiledCall } from './compiled';
import { givenLater } from './given';
import { asyncFunction } from './members';
import { valueOfImport } from './modules';
import { taking } from './overloads';
import type { JavaScriptParts } from './parts';
import { classOfFunction } from './prototypes';
import { promised } from './types';

/** Collections that `new` makes, empty or from what they are given. */
const collections = new Set(['Array', 'Set', 'Map', 'WeakSet', 'WeakMap']);

/** Functions of the language that give a plain value. */
const synchronous =
  /^(?:(?:JSON|Math|Number|String|Symbol|Date|Buffer|performance)(?:\.|$)|structuredClone$)/;

/** Functions that give what they are given first. */
const givesFirst =
  /^(?:Array\.of|Object\.(?:freeze|seal|preventExtensions)|react\.(?:default\.)?(?:useCallback|useEffectEvent)|(?:perf_hooks\.)?performance\.timerify)$/;

/** Functions of the language's hosts that give nothing, or what only takes a callback off again. */
const givesNothing =
  /^(?:queueMicrotask|process\.nextTick|console\.\w+|(?:set|clear)(?:Timeout|Interval|Immediate))$/;

/** Node's functions that do their work before they return. */
const synchronousOfNode = /^(?:fs|crypto|child_process|zlib)\.\w+Sync$/;

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
    if (specifier?.type !== 'string') {
      const module = unknown(l10n.t('the module’s name is computed'));
      return callee.type === 'import' ? { kind: 'call', name: 'import', site, on: module } : module;
    }
    const name = moduleName(specifier.text);
    const module =
      callee.type === 'import' ? valueOfImport(javascript, name, '*') : required(javascript, name);
    return callee.type === 'import' ? { kind: 'call', name: 'import', site, on: module } : module;
  }
  const compiled = compiledCall(javascript, callee.text, site);
  if (compiled) return compiled;
  const indirect = indirectCall(javascript, callee, frame);
  if (indirect) return indirect;
  const target = javascript.evaluateCallee(callee, frame);
  const reduced = isKnown(target) ? null : reducedArray(javascript, site);
  if (reduced) return reduced;
  const isIterator =
    callee.type === 'subscript_expression' &&
    callee.childForFieldName('index')?.text === 'Symbol.asyncIterator';
  const taken = taking(target, node);
  return eachOf(taken, (one) => {
    // What is iterated over may not be known: what this method gives is, as ECMA-262's AsyncIterator interface says.
    if (isIterator && !isKnown(one)) return { kind: 'instance', type: 'AsyncIterator' };
    const value = called(javascript, one, site);
    const isAbsent = value.kind === 'plain' && value.absent;
    // Of several functions, one that gives nothing is an alternative to those that give promises.
    return taken.kind === 'either' && isAbsent && !alwaysThrows(one) ? plain : value;
  });
}

/** Whether a function does nothing but throw, as one does that is there for others to take its place. */
function alwaysThrows(value: Value): boolean {
  if (value.kind !== 'function') return false;
  const body = value.home.source.functionNode(value.function)?.childForFieldName('body');
  return body?.lastNamedChild?.type === 'throw_statement';
}

/** What `load.call(…)`, `load.apply(…)` and `load.bind(…)` give; null for another callee. Which arguments it gets is not followed. */
function indirectCall(
  javascript: JavaScriptParts,
  callee: SyntaxNode,
  frame: Frame | null,
): Value | null {
  if (callee.type !== 'member_expression') return null;
  const method = callee.childForFieldName('property')?.text ?? '';
  const object = /^(?:call|apply|bind)$/.test(method) ? callee.childForFieldName('object') : null;
  if (!object) return null;
  const target = javascript.evaluateCallee(object, frame);
  if (target.kind === 'unknown') return unknown(target.because);
  const made = eachOf(target, (one) => {
    if (method === 'bind') return one;
    if (one.kind === 'callable') return one.returns;
    if (one.kind === 'reference' && one.name === 'Promise.prototype.then' && one.on) {
      const of = unknown(l10n.t('the result of {0} is not known', callee.text));
      return { kind: 'promise', of, after: one.on };
    }
    if (one.kind !== 'function') return unknown(l10n.t('what the call returns is not known'));
    const inner = javascript.frame(one, null, one.on ?? null);
    return inner ? inner.home.invoked(inner) : unknown(tooDeep());
  });
  return isKnown(made) ? made : null;
}

/** What calling a value gives. */
export function called(javascript: JavaScriptParts, target: Value, site: Site): Value {
  switch (target.kind) {
    case 'reference':
      return referenceCall(javascript, target.name, target.on, site);
    case 'function': {
      const inner = javascript.frame(target, site, target.on ?? null);
      return inner ? inner.home.invoked(inner) : unknown(tooDeep());
    }
    case 'callable':
      return target.returns;
    case 'shape':
      return eachOf(taking(target.member('()'), site.node), (one) =>
        one.kind === 'callable'
          ? one.returns
          : unknown(l10n.t('what the call returns is not known')),
      );
    case 'unknown':
      return unknown(target.because);
    default:
      return unknown(l10n.t('what the call returns is not known'));
  }
}

/** What `require` gives: the value of `module.exports`, or the module of a file that has no such thing. */
function required(javascript: JavaScriptParts, specifier: string): Value {
  const module = valueOfImport(javascript, specifier, '*');
  const whole = module.kind === 'module' ? module.home.exported('*') : module;
  // To an object that is written out, more may be added under `module.exports.name`.
  return isKnown(whole) && whole.kind !== 'record' ? whole : module;
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
  if (givesFirst.test(name)) return first ? javascript.evaluate(first, site.frame) : plain;
  if (givesNothing.test(name)) return { kind: 'plain', node: null, absent: true };
  if (synchronous.test(name) || synchronousOfNode.test(name)) return plain;
  // An object and what it inherits from have the same constructor, which is what this is asked for.
  if (name === 'Object.getPrototypeOf' && first) return javascript.evaluate(first, site.frame);
  if (name === asyncFunction) return compiledFromText;
  if (name === 'util.promisify' && first) {
    const promisified = javascript.evaluate(first, site.frame);
    // setTimeout and setImmediate are no names of the catalog by themselves: they give no promise.
    const isGlobal = first.type === 'identifier' && javascript.bindings.of(first.text).length === 0;
    const inner = promisified.kind === 'reference' ? promisified.name : isGlobal ? first.text : '';
    const ofLibrary = javascript.catalog.canonical(`promisify(${inner})`);
    if (javascript.catalog.find(ofLibrary)) return { kind: 'reference', name: ofLibrary };
    const of = unknown(l10n.t('the result of {0} is not known', first.text));
    return { kind: 'callable', returns: { kind: 'promise', of, callback: site } };
  }
  if (name === 'Object.assign') {
    const parts = argumentsOf(site.node).positional.map((part) =>
      javascript.evaluate(part, site.frame),
    );
    const owner = site.node.parent?.childForFieldName('name');
    return {
      kind: 'shape',
      member: (key) =>
        javascript.memberOnce(site.node, key, site.frame, () => {
          const later = owner ? givenLater(javascript, owner.text, key) : [];
          return either([...later, lastMember(javascript, parts, key)]);
        }),
    };
  }
  if (name === 'Promise.withResolvers') {
    const of = promised(javascript, site.node);
    const promise: Value = { kind: 'promise', of, executor: site };
    const other = unknown(l10n.t('resolve and reject give nothing to wait for'));
    return { kind: 'shape', member: (key) => (key === 'promise' ? promise : other) };
  }
  if (name === 'Promise.resolve' && first) {
    const inner = javascript.evaluate(first, site.frame);
    if (isAwaitable(inner) || isThenable(javascript, inner)) return inner;
    if (alternativesOf(inner).some(({ kind }) => kind === 'unknown'))
      return { kind: 'promise', of: inner, after: inner, handles: 'neither' };
  }
  return runByLibrary(javascript, name, site) ?? javascript.libraryCall(name, site, on);
}

/** Whether what a library function gives may be made of what it is given: an element, a promise, a function. */
export function givesOfGiven(
  { catalog }: JavaScriptParts,
  { name, on }: Extract<Value, { kind: 'reference' }>,
): boolean {
  const entry = catalog.find(name)?.entry;
  return (
    on?.kind === 'list' ||
    /^(?:Promise|Array|Object|util)\./.test(name) ||
    givesFirst.test(name) ||
    name === asyncFunction ||
    entry?.returns === 'first' ||
    (entry?.awaitables ?? entry?.runs ?? entry?.passes) !== undefined
  );
}

/** What a library function gives that calls one of its arguments, and gives what that does; null for any other. */
function runByLibrary(javascript: JavaScriptParts, name: string, site: Site): Value | null {
  const entry = javascript.catalog.find(name)?.entry;
  const given = entry?.runs === undefined ? null : javascript.argument(site, entry.runs);
  if (!given) return null;
  const target = javascript.evaluate(given, site.frame);
  const inner =
    target.kind === 'function' ? javascript.frame(target, null, target.on ?? null) : null;
  if (!inner && target.kind !== 'callable')
    return unknown(l10n.t('what {0} returns is not known', given.text));
  const returned = inner ? inner.home.invoked(inner) : called(javascript, target, site);
  return entry?.await && returned.kind === 'plain' ? null : returned;
}

/** Whether an object of the program has a `then` of its own. */
function isThenable(javascript: JavaScriptParts, value: Value): boolean {
  if (value.kind !== 'object' && value.kind !== 'record') return false;
  return /^(?:function|callable)$/.test(javascript.property(value, 'then').kind);
}

/** What `new AsyncFunction(text)` gives. */
const compiledFromText: Value = {
  kind: 'callable',
  returns: {
    kind: 'promise',
    of: unknown(l10n.t('its code is a text that is made where it runs')),
  },
};

/** What the last of several objects that has a member gives for it. */
function lastMember(javascript: JavaScriptParts, parts: readonly Value[], key: string): Value {
  const open: Value[] = [];
  for (const part of parts.toReversed()) {
    const value = javascript.property(part, key);
    if (isKnown(value)) return either([...open, value]);
    if (isPending(value)) open.push(value);
  }
  const because = l10n.t('its type has no {0} where it is written', key);
  return open.length > 0 ? either(open) : unknown(because);
}

/** What `new Set(…)` or `new Map(…)` makes of what it is given; null where that is nothing. */
function collectionOf(from: Value | null, keyed: boolean): Value {
  const given = from?.kind === 'list' ? from.element : null;
  const element =
    given && keyed ? (given.kind === 'list' ? (given.elements?.[1] ?? null) : null) : given;
  return {
    kind: 'list',
    elements: null,
    element: element ?? unknown(l10n.t('what is put into the collection is not known')),
    count: null,
    ...(keyed && { keyed: true }),
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
    const types = node.childForFieldName('type_arguments')?.text;
    if (types !== undefined) return javascript.annotated(constructor.text + types, node.startIndex);
    const isMap = constructor.text.endsWith('Map');
    const given = javascript.argument({ node, frame }, 0);
    const from = given && constructor.text !== 'Array' ? javascript.evaluate(given, frame) : null;
    return collectionOf(from, isMap);
  }
  return eachOf(javascript.evaluate(constructor, frame), (target) =>
    constructed(javascript, target, { node, frame }, constructor.text),
  );
}

/** What `new` makes of what it is given for a class, which goes by a name. */
function constructed(javascript: JavaScriptParts, target: Value, site: Site, name: string): Value {
  switch (target.kind) {
    case 'class':
      return { kind: 'object', class: target.class, exact: true };
    case 'function': {
      const info = classOfFunction(javascript, target);
      return info
        ? { kind: 'object', class: info, exact: true }
        : unknown(l10n.t('what it constructs is not known'));
    }
    case 'reference':
      return target.name === asyncFunction
        ? compiledFromText
        : javascript.made(classMade(javascript, target.name), site);
    case 'instance': {
      // A class that the library made, as a model is.
      const own = classMade(javascript, target.type);
      return own === target.type
        ? unknown(l10n.t('what it constructs is not known'))
        : javascript.made(own, site);
    }
    case 'unknown':
      return unknown(l10n.t('class {0} is not defined in this file', name));
    default:
      return unknown(l10n.t('what it constructs is not known'));
  }
}

/** The class of what `new` makes of a library's class. */
function classMade({ catalog }: JavaScriptParts, name: string): string {
  const own = `new ${name}`;
  return catalog.isClass(own) ? own : name;
}
