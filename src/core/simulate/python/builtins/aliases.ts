import { PyList, PyTuple } from '../objects/containers';
import type { PyDict } from '../objects/containers';
import { GenericAlias, UnionType, genericAliasClass, unionTypeClass } from '../objects/aliases';
import { PyClass, noneClass } from '../objects/object';
import type { Value } from '../objects/object';
import { findAttribute, missingAttribute } from '../operations/attributes';
import { call } from '../operations/call';
import { equal } from '../operations/compare';
import { define, defineGetters } from '../operations/native';
import { ellipsis, fullName, repr } from '../operations/repr';
import { namedOf } from '../modules/contextvars';

/* Objects/genericaliasobject.c and unionobject.c. */

/** How a type is written in the text of another: `int`, `None`, `__main__.Node`. */
function typeText(value: Value): string {
  if (value === null) return 'None';
  if (value === ellipsis) return '...';
  if (value instanceof PyList) return `[${value.items.map(typeText).join(', ')}]`;
  return value instanceof PyClass ? fullName(value) : repr(value);
}

function sameArguments(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((value, index) => equal(value, b[index] ?? null));
}

define(genericAliasClass, {
  '__call__(self, /, *args, **kwargs)': (self: GenericAlias, args: PyTuple, named: PyDict) =>
    call(self.origin, args.items, namedOf(named)),
  '__mro_entries__(self, bases)': (self: GenericAlias) => new PyTuple([self.origin]),
  '__getitem__(self, parameters)': (self: GenericAlias, given: Value) =>
    new GenericAlias(self.origin, given instanceof PyTuple ? given.items : [given], self.title),
  '__or__(self, other)': (self: Value, other: Value) => new UnionType([self, other]),
  '__ror__(self, other)': (self: Value, other: Value) => new UnionType([other, self]),
  '__eq__(self, other)': (self: GenericAlias, other: Value) =>
    other instanceof GenericAlias &&
    equal(self.origin, other.origin) &&
    sameArguments(self.args, other.args),
  '__hash__(self)': (self: GenericAlias) => repr(self),
  '__repr__(self)': (self: GenericAlias) =>
    `${self.title ?? typeText(self.origin)}[${self.args.length > 0 ? self.args.map(typeText).join(', ') : '()'}]`,
  '__getattr__(self, name)': (self: GenericAlias, name: string) =>
    findAttribute(self.origin, name) ?? missingAttribute(self.origin, name),
});
defineGetters(genericAliasClass, {
  __origin__: (self: GenericAlias) => self.origin,
  __args__: (self: GenericAlias) => new PyTuple(self.args),
});

define(unionTypeClass, {
  '__or__(self, other)': (self: UnionType, other: Value) => new UnionType([...self.args, other]),
  '__ror__(self, other)': (self: UnionType, other: Value) => new UnionType([other, ...self.args]),
  '__eq__(self, other)': (self: UnionType, other: Value) =>
    other instanceof UnionType &&
    self.args.every((each) => other.args.some((value) => equal(each, value))) &&
    self.args.length === other.args.length,
  '__hash__(self)': (self: UnionType) => repr(self),
  '__repr__(self)': (self: UnionType) =>
    self.args.map((type) => (type === noneClass ? 'None' : typeText(type))).join(' | '),
});
defineGetters(unionTypeClass, { __args__: (self: UnionType) => new PyTuple(self.args) });
