import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { partsOf } from '../../../syntax/nodes';
import { alternativesOf, either } from '../either';
import type { Source } from '../source';
import { remembered } from '../source';
import type { ClassInfo, Value } from '../value';
import { isKnown, isSameClass, unknown } from '../value';
import { isAwaitable } from './awaiting';
import { returnTypeOf } from './bindings';
import { baseOf } from './classes';
import { firstMember } from './shapes';
import type { JavaScriptParts } from './parts';

/**
 * What the conditions around a place say of a name there: `if (value instanceof Reader)`, `if (isPromise(value))` where
 * the function's type is `value is Promise<T>`, `if (typeof value.then === 'function')`. Facts from TypeScript's handbook,
 * "Narrowing".
 */

/** What guards say of a value: that it is of this type where they hold, and what each alternative is then. */
export function narrowed(
  javascript: JavaScriptParts,
  value: Value,
  guarded: Value,
  isOpen: (one: Value) => boolean,
): Value {
  if (value.kind === 'shape' && guarded.kind === 'shape')
    return { kind: 'shape', member: (name) => firstMember(javascript, [guarded, value], name) };
  const all = alternativesOf(value);
  const fitting = all.filter((one) => !isOpen(one) && isOf(javascript, one, guarded));
  if (all.length === 1 && !all.some(isOpen)) return value;
  return either(fitting.length === 0 || all.some(isOpen) ? [...fitting, guarded] : fitting);
}

/** Whether a value is of a type, as far as that can be told from its kind and class. */
function isOf(javascript: JavaScriptParts, one: Value, type: Value): boolean {
  switch (type.kind) {
    case 'promise':
      return isAwaitable(one);
    case 'object':
      return one.kind === 'object' && isOfClass(javascript, one.class, type.class);
    case 'instance':
      return one.kind === 'instance' && one.type === type.type;
    default:
      return false;
  }
}

/** Whether a class is another, or inherits from it. */
function isOfClass(javascript: JavaScriptParts, info: ClassInfo, other: ClassInfo): boolean {
  const seen: ClassInfo[] = [];
  for (let one = info; !seen.some((before) => isSameClass(before, one));) {
    if (isSameClass(one, other)) return true;
    seen.push(one);
    const base = baseOf(javascript.at(one.node), one);
    if (base?.kind !== 'class') return false;
    one = base.class;
  }
  return false;
}

/**
 * What a guard around a use of a name or member says that it is; null if there is none, or it may have changed since.
 * `name` is written without `?`.
 */
export function guardedType(
  javascript: JavaScriptParts,
  name: string,
  offset: number,
): Value | null {
  if (!isGuarded(javascript, name, offset)) return null;
  return javascript.once(javascript.guarded, `${String(offset)} ${name}`, () => {
    for (const { condition, holds, stillHolds } of guardsAround(javascript, name, offset)) {
      const type = saidBy(javascript, condition, name, holds);
      if (type && isKnown(type)) return stillHolds() ? type : null;
    }
    return null;
  });
}

/** One of several values without those that a guard around the use of its name says that it is not there. */
export function withoutDenied(
  javascript: JavaScriptParts,
  value: Value,
  name: string,
  offset: number,
): Value {
  if (value.kind !== 'either' || !isGuarded(javascript, name, offset)) return value;
  const denied: Value[] = [];
  for (const { condition, holds, stillHolds } of guardsAround(javascript, name, offset)) {
    const types = deniedBy(javascript, condition, name, holds);
    if (types.length > 0 && stillHolds()) denied.push(...types);
  }
  const isDenied = (one: Value) =>
    denied.some((type) =>
      // An object with a `then` of its own need not be a promise of the language.
      type.kind === 'promise'
        ? /^(?:promise|invocation)$/.test(one.kind)
        : isOf(javascript, one, type),
    );
  const left = value.of.filter((one) => !isDenied(one));
  return left.length > 0 && left.length < value.of.length ? either(left) : value;
}

/** Going up the tree is slow: it is only done where something that may be a guard stands before, in what may guard. */
function isGuarded({ source, bindings }: JavaScriptParts, name: string, offset: number): boolean {
  const guards = guardsOf(source, lastOf(name));
  if ((guards[0] ?? Infinity) > offset) return false;
  const [root = ''] = name.split('.');
  const [bound, ...others] = bindings.visible(root, bindings.scopeAround(offset));
  const isFixed = name === root && others.length === 0;
  const scope = isFixed ? (bound?.scope ?? null) : source.functionAround(offset);
  const start = typeof scope === 'number' ? (source.functions[scope]?.start ?? 0) : 0;
  return guards.some((guard) => start <= guard && guard <= offset);
}

/** A condition around a use of a name, and whether what it said of that is still so. */
interface Guard extends Held {
  readonly stillHolds: () => boolean;
}

function* guardsAround(
  javascript: JavaScriptParts,
  name: string,
  offset: number,
): Generator<Guard> {
  const { source, bindings } = javascript;
  const [root = ''] = name.split('.');
  const bounds = bindings.visible(root, bindings.scopeAround(offset));
  const isMember = name !== root;
  let child = source.nodeAt({ start: offset, end: offset + root.length });
  for (let parent = child?.parent; child && parent; child = parent, parent = parent.parent) {
    // Inside a function that runs later, only a name that is never set again is still what the guard saw.
    if (/function|arrow|method_definition/.test(parent.type) && (isMember || bounds.length > 1))
      return;
    for (const held of conditionsBefore(source, name, parent, child)) {
      const { endIndex } = held.condition;
      const stillHolds = () =>
        !bounds.some(
          (bound) =>
            bound.offset > endIndex &&
            bound.offset < offset &&
            !(bound.binding.kind === 'value' && isAround(bound.binding.node, offset)),
        ) && !(isMember && isMemberSet(javascript, name, endIndex, offset));
      yield { ...held, stillHolds };
    }
  }
}

/** What follows a name in a guard: `instanceof`, `.then`, or the end of what a call is given first. */
const follows = /^(?:\s*instanceof\b|\??\.then\b|\s*[),])/;
/** How much of it is looked at, in UTF-16 code units. */
const longestFollowing = 100;

/** Where a name stands as it does in guards, in source order: most names nowhere. */
const guardsOf = remembered((source: Source, name: string): readonly number[] =>
  source.occurrences(name, source.whole).filter((offset) => {
    const end = offset + name.length;
    return follows.test(source.text.slice(end, end + longestFollowing));
  }),
);

/** The same for a member of something: `options.body`. */
export function guardedMember(javascript: JavaScriptParts, node: SyntaxNode): Value | null {
  const path = pathOf(node);
  return path === null ? null : guardedType(javascript, path, node.startIndex);
}

/** Whether a stretch of the code sets a member. */
function isMemberSet({ source }: JavaScriptParts, name: string, from: number, to: number): boolean {
  return source.text
    .slice(from, to)
    .split(name)
    .slice(1)
    .some((after) => /^\s*(?:\?\?|\|\||&&)?=(?!=|>)/.test(after));
}

/** A name, or a chain of members, as it is written without `?`; null for another expression. */
function pathOf(node: SyntaxNode): string | null {
  const text = node.text.replace(/\?\./g, '.');
  return /^[\w$]+(?:\.#?[\w$]+)*$/.test(text) ? text : null;
}

function isAround(node: SyntaxNode | null, offset: number): boolean {
  return node !== null && node.startIndex <= offset && offset < node.endIndex;
}

/** A condition, and whether it holds where code runs or does not. */
interface Held {
  readonly condition: SyntaxNode;
  readonly holds: boolean;
}

/** What is decided of a name where a part of a statement, block or expression runs, the nearest first. */
function conditionsBefore(
  source: Source,
  name: string,
  parent: SyntaxNode,
  child: SyntaxNode,
): readonly Held[] {
  const is = (field: string) => parent.childForFieldName(field)?.id === child.id;
  const held = (field: string, holds: boolean) => {
    const condition = parent.childForFieldName(field);
    return condition ? [{ condition, holds }] : [];
  };
  switch (parent.type) {
    case 'if_statement':
    case 'ternary_expression':
      if (is('consequence')) return held('condition', true);
      return is('alternative') ? held('condition', false) : [];
    case 'while_statement':
      return is('body') ? held('condition', true) : [];
    case 'binary_expression':
      if (!is('right') || !/^(?:&&|\|\|)$/.test(operatorOf(parent))) return [];
      return held('left', operatorOf(parent) === '&&');
    case 'statement_block':
      // Most blocks have nothing of the name before it.
      return source.hasWord([lastOf(name)], { start: parent.startIndex, end: child.startIndex })
        ? leftBefore(source, name, parent, child)
        : [];
    default:
      return [];
  }
}

/** The last name of a chain of members, without the sign of a private one: it is written with it whether or not `?` stands before. */
function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).replace('#', '');
}

/** The conditions of the statements before one in its block that leave the block where they hold, the nearest first. */
function leftBefore(
  source: Source,
  name: string,
  block: SyntaxNode,
  { startIndex }: SyntaxNode,
): readonly Held[] {
  const found: Held[] = [];
  for (const before of block.namedChildren) {
    if (before.startIndex >= startIndex) break;
    if (before.type !== 'if_statement') continue;
    const extent = { start: before.startIndex, end: before.endIndex };
    if (!source.hasWord([lastOf(name)], extent) || before.childForFieldName('alternative'))
      continue;
    const condition = before.childForFieldName('condition');
    if (condition && leaves(before.childForFieldName('consequence')))
      found.unshift({ condition, holds: false });
  }
  return found;
}

function leaves(branch: SyntaxNode | null): boolean {
  const last = branch?.type === 'statement_block' ? branch.lastNamedChild : branch;
  return /^(?:return|throw|continue|break)_statement$/.test(last?.type ?? '');
}

function operatorOf(node: SyntaxNode): string {
  return node.childForFieldName('operator')?.type ?? '';
}

/** What a condition says of a name where it holds, or does not; null if nothing. */
function saidBy(
  javascript: JavaScriptParts,
  condition: SyntaxNode,
  name: string,
  holds: boolean,
): Value | null {
  const [inner] = partsOf(condition);
  if (condition.type === 'parenthesized_expression')
    return inner ? saidBy(javascript, inner, name, holds) : null;
  if (condition.type === 'unary_expression' && condition.text.startsWith('!'))
    return inner ? saidBy(javascript, inner, name, !holds) : null;
  if (condition.type === 'call_expression')
    return holds ? saidByCall(javascript, condition, name) : null;
  const left = condition.childForFieldName('left');
  const right = condition.childForFieldName('right');
  if (condition.type !== 'binary_expression' || !left || !right) return null;
  const operator = operatorOf(condition);
  if (operator === (holds ? '&&' : '||'))
    return saidBy(javascript, right, name, holds) ?? saidBy(javascript, left, name, holds);
  if (operator === 'instanceof')
    return holds && pathOf(left) === name ? objectOf(javascript, right) : null;
  if (!(holds ? /^===?$/ : /^!==?$/).test(operator)) return null;
  const isThenable =
    /^typeof\s+/.test(left.text) &&
    left.text.replace(/^typeof\s+/, '').replace('?.', '.') === `${name}.then` &&
    /^['"]function['"]$/.test(right.text);
  return isThenable ? { kind: 'promise', of: unknown(l10n.t('its result is not typed')) } : null;
}

/** What a condition says that a name is not where it holds, or does not. */
function deniedBy(
  javascript: JavaScriptParts,
  condition: SyntaxNode,
  name: string,
  holds: boolean,
): readonly Value[] {
  const [inner] = partsOf(condition);
  if (condition.type === 'parenthesized_expression')
    return inner ? deniedBy(javascript, inner, name, holds) : [];
  if (condition.type === 'unary_expression' && condition.text.startsWith('!'))
    return inner ? deniedBy(javascript, inner, name, !holds) : [];
  const left = condition.childForFieldName('left');
  const right = condition.childForFieldName('right');
  if (left && right && operatorOf(condition) === (holds ? '&&' : '||'))
    return [left, right].flatMap((part) => deniedBy(javascript, part, name, holds));
  // What does not hold is that it is of the type which it would be if it did.
  const isSingle = !/^(?:&&|\|\||!==?)$/.test(operatorOf(condition));
  const type = !holds && isSingle ? saidBy(javascript, condition, name, true) : null;
  return type && isKnown(type) ? [type] : [];
}

/** An object of the class that `instanceof` asks for. */
function objectOf(javascript: JavaScriptParts, right: SyntaxNode): Value | null {
  if (right.text === 'Promise')
    return { kind: 'promise', of: unknown(l10n.t('its result is not typed')) };
  const value = javascript.evaluate(right, null);
  if (value.kind === 'class') return { kind: 'object', class: value.class };
  return value.kind === 'reference' && javascript.catalog.isClass(value.name)
    ? { kind: 'instance', type: value.name }
    : null;
}

/** What `isPromise(value)` says, if the type of the function is `value is Promise<T>`. */
function saidByCall(javascript: JavaScriptParts, call: SyntaxNode, name: string): Value | null {
  const list = call.childForFieldName('arguments');
  const callee = call.childForFieldName('function');
  const given = list && partsOf(list)[0];
  if (!callee || !list || !given || pathOf(given) !== name) return null;
  const target = javascript.evaluate(callee, null);
  const node =
    target.kind === 'callable'
      ? (target.signature ?? null)
      : target.kind === 'function'
        ? target.home.source.functionNode(target.function)
        : null;
  const type = /^[\w$]+\s+is\s+([^]+)$/.exec((node && returnTypeOf(node)) ?? '')?.[1];
  return node && type !== undefined ? javascript.at(node).annotated(type, node.startIndex) : null;
}
