import * as l10n from '@vscode/l10n';
import type { Closure, FunctionRef, Value } from './value';
import { isNever, isPending, unknown } from './value';

/** More alternatives than this are not told apart, so that no question grows with each function that it goes through. */
const mostAlternatives = 8;

/**
 * One of several values, of which only a run decides which it is: what the callers of a function pass, what its
 * `return` statements give. Those that are the same count once; `null` and `undefined`, and what never comes to be, only where
 * there is nothing else: code asks for the first before it uses a value. What is not known stays among them, so that nobody takes
 * the rest for all.
 */
export function either(values: readonly Value[]): Value {
  const [only] = values;
  if (only && values.length === 1) return only;
  const found: Value[] = [];
  for (const value of values.flatMap(alternativesOf)) {
    const at = found.findIndex((other) => isSame(other, value));
    const before = found[at];
    if (before) found[at] = merged(before, value);
    else found.push(value);
  }
  const present = found.filter(isPresent);
  const of = present.length > 0 ? present : found;
  const [first] = of;
  if (!first) return unknown(l10n.t('it has no value here'));
  if (of.length === 1) return first;
  const known = of.filter(({ kind }) => kind !== 'unknown');
  if (known.length <= mostAlternatives) return { kind: 'either', of };
  // Calls of one library function say less of what there is than others.
  const isFirst = (value: Value, index: number) =>
    value.kind !== 'call' ||
    known.findIndex((other) => other.kind === 'call' && other.name === value.name) === index;
  const told = [...known.filter(isFirst), ...known.filter((value, at) => !isFirst(value, at))];
  return { kind: 'either', of: [...told.slice(0, mostAlternatives), tooMany()] };
}

function tooMany(): Value {
  return unknown(l10n.t('it is one of too many'));
}

/** Whether a value is an alternative to others. */
function isPresent(value: Value): boolean {
  return !(value.kind === 'plain' && value.absent) && !isNever(value);
}

/** The alternatives of a value, or the only one. */
export function alternativesOf(value: Value): readonly Value[] {
  return value.kind === 'either' ? value.of : [value];
}

/** Whether a value, or what it holds, rests on one that is being worked out. */
export function isResting(value: Value): boolean {
  // Each answer is asked this, and most are one value.
  if (value.kind === 'either') return value.of.some(isResting);
  return value.kind === 'list' ? isResting(value.element) : isPending(value);
}

/** Whether all that a value, or what it holds, rests on is among these. */
export function restsOn(value: Value, these: ReadonlySet<Value>): boolean {
  if (value.kind === 'either') return value.of.every((one) => restsOn(one, these));
  return value.kind === 'list'
    ? restsOn(value.element, these)
    : !isPending(value) || these.has(value);
}

/** A value without what it is while it is worked out, unless it is nothing else. */
export function without(value: Value, itself: Value): Value {
  if (value.kind === 'list' && isResting(value.element)) {
    const element = without(value.element, itself);
    return element === value.element ? value : { ...value, element, elements: null };
  }
  if (value.kind !== 'either' && value !== itself) return value;
  const all = alternativesOf(value);
  const others = all.filter((one) => one !== itself);
  if (others.length === all.length) return value;
  return others.length > 0 ? either(others) : unknown(l10n.t('its value depends on itself'));
}

/** What is made of each alternative, as an alternative again. */
export function eachOf(value: Value, make: (one: Value) => Value): Value {
  return value.kind === 'either' ? either(value.of.map(make)) : make(value);
}

/**
 * What one method is called on that two objects have: that of the class which defines it, as it may be of any class below;
 * else one of a class that may be that of others too. Null of two objects whose classes have but that method in common.
 */
function ownerOfBoth({ home, function: index }: FunctionRef, a: Value, b: Value): Value | null {
  if (isSame(a, b)) return merged(a, b);
  const { start = 0 } = home.source.functions[index] ?? {};
  const open = [a, b].filter((one) => one.kind === 'object' && !one.exact);
  const defines = (one: Value) =>
    one.kind === 'object' &&
    one.class.node.tree === home.source.document.tree &&
    one.class.start <= start &&
    start < one.class.end;
  if (open.length === 0 && a.kind === 'object' && b.kind === 'object') {
    const { exact: _, ...owner } = defines(a) ? a : b;
    return defines(owner) ? owner : null;
  }
  return open.find(defines) ?? open[0] ?? a;
}

/** Two values that are the same, without what holds of one of them alone: how it was made, or called. */
function merged(a: Value, b: Value): Value {
  if (a === b) return a;
  if (a.kind === 'instance' && b.kind === 'instance') {
    const of = a.of && b.of ? either([a.of, b.of]) : undefined;
    return { kind: 'instance', type: a.type, ...(of && { of }) };
  }
  if (a.kind === 'invocation' && b.kind === 'invocation') {
    const { outer, ...frame } = a.frame;
    const closure = outer && outer === b.frame.outer ? { outer } : {};
    const on = frame.on && b.frame.on ? ownerOfBoth(frame, frame.on, b.frame.on) : frame.on;
    return { kind: 'invocation', frame: { ...frame, ...closure, on, site: null, memo: new Map() } };
  }
  if (a.kind === 'function' && b.kind === 'function') {
    const { outer, on: _, ...value } = a;
    const on = a.on && b.on ? ownerOfBoth(a, a.on, b.on) : a.on;
    return { ...value, ...(outer && outer === b.outer && { outer }), ...(on && { on }) };
  }
  if (a.kind === 'object' && b.kind === 'object') {
    const of = a.of && b.of ? either([a.of, b.of]) : undefined;
    const { of: _, made, ...object } = a.exact ? b : a;
    const isOne = made !== undefined && a.made === b.made;
    return { ...object, ...(of && { of }), ...(isOne && { made }) };
  }
  if (a.kind === 'class' && b.kind === 'class') return a.orBelow ? a : b;
  if (a.kind === 'promise' && b.kind === 'promise') return { ...a, of: either([a.of, b.of]) };
  if (a.kind === 'list' && b.kind === 'list') {
    const count = a.count === b.count ? a.count : null;
    const others = count === null ? null : b.elements;
    const elements =
      others && (a.elements?.map((one, at) => either([one, others[at] ?? b.element])) ?? null);
    const keyed = a.keyed && b.keyed && { keyed: a.keyed };
    return { kind: 'list', elements, element: either([a.element, b.element]), count, ...keyed };
  }
  if (a.kind === 'shape') return a.declared?.open() ?? a;
  return a;
}

/** Whether an await of both waits for the same. */
function isSame(a: Value, b: Value): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'unknown':
      return b.kind === 'unknown' && !isPending(a) && !isPending(b) && a.never === b.never;
    case 'plain':
      return b.kind === 'plain' && a.absent === b.absent;
    case 'reference':
      return b.kind === 'reference' && a.name === b.name && isSameObject(a.on, b.on);
    case 'instance':
      return b.kind === 'instance' && a.type === b.type;
    case 'function':
      return b.kind === 'function' && isSameFunction(a, b);
    case 'invocation':
      return b.kind === 'invocation' && isSameFunction(a.frame, b.frame);
    case 'call':
      return b.kind === 'call' && a.name === b.name && a.site.node.id === b.site.node.id;
    case 'class':
      return b.kind === 'class' && a.class.node.id === b.class.node.id;
    case 'object':
      return b.kind === 'object' && a.class.node.id === b.class.node.id && a.after === b.after;
    case 'module':
      return b.kind === 'module' && a.home === b.home;
    case 'record':
      return b.kind === 'record' && a.node.id === b.node.id;
    case 'shape':
      return (
        b.kind === 'shape' && a.declared !== undefined && a.declared.node.id === b.declared?.node.id
      );
    case 'list':
      return b.kind === 'list';
    case 'promise':
      return b.kind === 'promise' && !a.executor && !b.executor && !a.after && !b.after;
    default:
      return false;
  }
}

/** Whether it is the same function; what a decorator gives for one function is another than what it gives for the next. */
function isSameFunction(a: FunctionRef & Closure, b: FunctionRef & Closure): boolean {
  if (a.home !== b.home || a.function !== b.function) return false;
  const [decorated, other] = [a.outer?.given, b.outer?.given];
  return (
    !decorated || !other || decorated.every((value, index) => isSameObject(value, other[index]))
  );
}

/** Whether methods of one name are called on objects that are the same, or on none. */
function isSameObject(a: Value | undefined, b: Value | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && isSame(a, b));
}

/**
 * What a call in another file tells of a parameter: its type, which other callers' values have too, but no one function or
 * promise, of which they have their own.
 */
export function typeOnly(value: Value, name: string): Value {
  if (alternativesOf(value).every(isOnlyType)) return value;
  return eachOf(value, (one) =>
    isOnlyType(one) ? one : unknown(l10n.t('each caller gives its own {0}', name)),
  );
}

function isOnlyType({ kind }: Value): boolean {
  return /^(?:object|instance|class|module|record|shape|list|plain|unknown)$/.test(kind);
}
