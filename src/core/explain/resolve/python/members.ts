import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { eachOf } from '../either';
import type { ClassInfo, Value } from '../value';
import { isKnown, isPending, never, plain, unknown } from '../value';
import { oneOf } from './alternatives';
import { subclassesOf } from './callers';
import type { Ancestor } from './classes';
import { basesOf, classOf, resolutionOrder } from './classes';
import { assignedAttribute } from './attributes';
import { isCollectionMethod } from './collections';
import { decorated, isDescriptor } from './decorators';
import { madeUp } from './dynamic';
import { ofInstance } from './fields';
import { isAbstract, isProperty } from './functions';
import { keptAttribute } from './kept';
import { memberOfModule, valueInSource } from './modules';
import { boundValue } from './names';
import type { PythonParts } from './parts';
import { invoked } from './returns';

/** What `async with` and `async for` call, which a library's object has whatever its class is called. */
const specialMethod = /^__a(?:enter|exit|next)__$/;
/** How many of the classes that inherit from one are asked what it leaves to them. */
const mostSubclasses = 6;

const eventLoop = 'asyncio.AbstractEventLoop';

/**
 * What an attribute is where it stands. What is called `loop` and asked for what asyncio's event loops have is one, where
 * nothing else is known of it.
 */
export function valueOfAttribute(python: PythonParts, node: SyntaxNode, object: Value): Value {
  const name = node.childForFieldName('attribute')?.text ?? '';
  const isLoop = /(?:^|[._])loop$/.test(node.childForFieldName('object')?.text ?? '');
  if (!isLoop || python.catalog.find(`${eventLoop}.${name}`) === null)
    return python.property(object, name);
  return python.property(
    eachOf(object, (one) => (isOpen(one) ? { kind: 'instance', type: eventLoop } : one)),
    name,
  );
}

function isOpen(value: Value): boolean {
  return value.kind === 'unknown' && !isPending(value);
}

/** What an attribute of a value is. */
export function valueOfProperty(python: PythonParts, value: Value, name: string): Value {
  switch (value.kind) {
    case 'either':
      return oneOf(value.of.map((one) => valueOfProperty(python, one, name)));
    case 'reference':
      return namedByLibrary(python, python.catalog.canonical(`${value.name}.${name}`));
    case 'instance': {
      const full = `${value.type}.${name}`;
      const type = python.catalog.attribute(full);
      if (type !== null) return python.typed(type, undefined);
      if (python.catalog.find(full) === null) {
        const kept = keptAttribute(python, value.type, name);
        if (kept) return kept;
        const own = valueInSource(python, value.type);
        const member =
          own?.kind === 'class'
            ? python.classMember(own.class, name, { kind: 'object', class: own.class })
            : null;
        if (member && isKnown(member)) return member;
      }
      return { kind: 'reference', name: full, on: value };
    }
    case 'call': {
      // Something known only by the call that made it: its methods are known by that name, if at all.
      const type = python.catalog.find(value.name)?.entry.returns;
      if (specialMethod.test(name)) {
        return { kind: 'reference', name: `${value.name}.${name}`, on: value };
      }
      return typeof type === 'string'
        ? { kind: 'reference', name: `${type}.${name}`, on: value }
        : unknown(l10n.t('what {0} returns is not known', value.name));
    }
    case 'module':
      return memberOfModule(python, value.home, name);
    case 'object':
      if (name === '__class__') return classOf(value);
      return python.classMember(value.class, name, value);
    case 'class':
      return python.classMember(value.class, name, null);
    case 'list':
      return isCollectionMethod(name)
        ? { kind: 'reference', name: `list.${name}`, on: value }
        : unknown(l10n.t('{0} of a collection is not known', name));
    case 'invocation':
      return { kind: 'reference', name: `collections.abc.AsyncGenerator.${name}`, on: value };
    case 'unknown':
      // The elements of a collection that is being worked out rest on themselves as it does.
      return isPending(value) && isCollectionMethod(name)
        ? { kind: 'reference', name: `list.${name}`, on: value }
        : unknown(value.because);
    case 'plain':
      return (value.absent ? never : unknown)(l10n.t('attribute {0} of it is not known', name));
    default:
      return unknown(l10n.t('attribute {0} of it is not known', name));
  }
}

/** Modules of which the resolver knows by name what it needs of them; following their code would say less. */
const knownByName = /^(?:abc|collections|contextlib|functools|types|typing|typing_extensions)\./;

/** A name of a library: what the catalog knows goes before what the library's own source says, if that is there. */
function namedByLibrary(python: PythonParts, name: string): Value {
  const reference: Value = { kind: 'reference', name };
  const isTold =
    python.catalog.find(name) !== null || python.catalog.isClass(name) || knownByName.test(name);
  return isTold ? reference : (valueInSource(python, name) ?? reference);
}

/**
 * A method or attribute of a class of this file, its own or inherited; else, or where only an abstract method that is not
 * async is found, that of the classes that inherit from it.
 */
export function memberOfClass(
  python: PythonParts,
  info: ClassInfo,
  name: string,
  on: Value | null,
): Value {
  const after = on?.kind === 'object' ? on.after : undefined;
  const self = on?.kind === 'object' && after ? withoutAfter(on) : on;
  const own = orderAfter(python, info, after);
  const found = foundIn(python, own, name, self);
  const value = found ?? notSet(python, own, name);
  if (isKnown(value) && !isLeftOpen(value)) return value;
  const getattr = found ? null : foundIn(python, own, '__getattr__', self);
  const other = getattr && madeUp(python, getattr, info, name, self);
  if (other && isKnown(other)) return other;
  if (on?.kind === 'object' && on.exact) return other ?? value;
  return fromSubclasses(python, info, name, self, after) ?? other ?? value;
}

function withoutAfter({ after: _, ...object }: Extract<Value, { kind: 'object' }>): Value {
  return object;
}

/** Where a member of a class is looked for; for `super()`, only after the class that it is called in. */
function orderAfter(
  python: PythonParts,
  info: ClassInfo,
  after: ClassInfo | undefined,
): readonly Ancestor[] {
  const order = resolutionOrder(python, info);
  return after ? order.slice(order.indexOf(after) + 1) : order;
}

/** Whether a method only says that there is one, and nothing of what it gives. */
function isLeftOpen(value: Value): boolean {
  if (value.kind !== 'function') return false;
  const { home, function: index } = value;
  const isAsync = home.source.suspensions.functions[index]?.async ?? false;
  const isTyped = home.source.functionNode(index)?.childForFieldName('return_type');
  return !isAsync && !isTyped && isAbstract(home.source, index);
}

/** A member in the first of the classes that has it; null where none has. */
function foundIn(
  python: PythonParts,
  order: readonly Ancestor[],
  name: string,
  on: Value | null,
): Value | null {
  let left: Value | null = null;
  for (const ancestor of order) {
    const value =
      typeof ancestor === 'string'
        ? libraryMember(python, ancestor, name, on)
        : definedMember(python.at(ancestor.node), ancestor, name, on);
    if (value && isKnown(value)) return value;
    left ??= value;
  }
  return left;
}

/** Why a member is not known that none of the classes has. */
function notSet(python: PythonParts, order: readonly Ancestor[], name: string): Value {
  const [first] = order;
  return typeof first === 'object'
    ? (isWhole(python, order) ? never : unknown)(
        l10n.t('{0} is not set in class {1}', name, first.name),
      )
    : unknown(l10n.t('Await Lens does not know {0}', `${first ?? 'object'}.${name}`));
}

/** Bases that give their subclasses nothing to await. */
const emptyBase = /^(?:builtins\.object|abc\.ABC|typing(?:_extensions)?\.(?:Generic|Protocol))$/;

/** Whether the source of all the classes is there, and none makes up members in `__getattr__`: what they do not have is not there. */
function isWhole(python: PythonParts, order: readonly Ancestor[]): boolean {
  return order.every((one) => {
    if (typeof one === 'string') return emptyBase.test(one);
    const user = python.at(one.node);
    const bases = basesOf(user, one);
    return (
      user.bindings.in('__getattr__', one).length === 0 &&
      bases.every(({ kind }) => kind === 'class' || kind === 'reference')
    );
  });
}

function libraryMember(
  python: PythonParts,
  owner: string,
  name: string,
  on: Value | null,
): Value | null {
  const full = `${owner}.${name}`;
  const type = python.catalog.attribute(full);
  if (type !== null) return python.typed(type, undefined);
  if (python.catalog.find(full)) return { kind: 'reference', name: full, ...(on && { on }) };
  const kept = keptAttribute(python, owner, name);
  if (kept) return kept;
  const own = valueInSource(python, owner);
  return own?.kind === 'class' ? python.classMember(own.class, name, on) : null;
}

/** What a class itself says of a method or attribute. */
function definedMember(
  python: PythonParts,
  info: ClassInfo,
  name: string,
  on: Value | null,
): Value | null {
  const own = [...python.bindings.in(name, info)];
  let unclear: Value | null = null;
  for (const bound of own.reverse()) {
    if (bound.binding.kind === 'function') {
      const method = {
        kind: 'function' as const,
        home: python,
        function: bound.binding.function,
        ...(on && { on }),
      };
      if (!isProperty(python.source, bound.binding.function)) {
        const value = decorated(python, method, null);
        if (!on || !isDescriptor(python, value))
          return value.kind === 'function' && on ? { ...value, on } : value;
      }
      const frame = python.frame(method, null, on);
      return frame ? invoked(python, frame) : plain;
    }
    const inClass = boundValue(python, bound, null);
    const value =
      on?.kind === 'object'
        ? ofInstance(python, info, bound, inClass, on, () =>
            assignedAttribute(python, info, name, on),
          )
        : inClass;
    if (on && value.kind === 'call' && value.name === 'functools.partialmethod')
      return { ...value, on };
    if (isKnown(value)) return value;
    unclear ??= value;
  }
  return assignedAttribute(python, info, name, on) ?? unclear;
}

/** What a mixin, or a base class that leaves something open, gets from the classes that use it: from one of them. */
function fromSubclasses(
  python: PythonParts,
  info: ClassInfo,
  name: string,
  on: Value | null,
  after: ClassInfo | undefined,
): Value | null {
  const found: Value[] = [];
  for (const { user, info: other } of subclassesOf(python, info)) {
    if (found.length >= mostSubclasses) break;
    // What the class itself says is not enough: it is what sent us here.
    const order = orderAfter(user, other, after).filter((one) => one !== info);
    const value = foundIn(user, order, name, on && { kind: 'object', class: other });
    if (value && isKnown(value) && !isLeftOpen(value)) found.push(value);
  }
  return found.length > 0 ? oneOf(found) : null;
}
