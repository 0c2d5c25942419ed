import { PyDict, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyBuiltin, PyFunction, PyModule } from '../objects/functions';
import type { Code } from '../objects/functions';
import { PyClass, PyObject, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import { PySuper, getAttribute } from '../operations/attributes';
import { call, invoke } from '../operations/call';
import { items } from '../operations/iterate';
import type { Expression, Site } from '../syntax/ast';
import { combine, plain } from './code';
import type { Context } from './context';
import { loadName } from './names';

export function compileCall(context: Context, node: Expression & { type: 'Call' }): Code {
  const { func, args, keywords, site } = node;
  if (isBareSuper(context, node)) return bareSuper(context);
  if (keywords.length > 0 || args.some(({ type }) => type === 'Starred')) {
    return generalCall(context, node);
  }
  const name = context.text(func.site);
  if (func.type === 'Attribute') return methodCall(context, func, args, site);
  const codes = args.map((arg) => context.expression(arg));
  const callee = context.expression(func);
  const [only] = codes;
  if (only && codes.length === 1 && !callee.suspends && !only.suspends) {
    return plain((frame) => {
      const target = callee.run(frame);
      const value = only.run(frame);
      machine.at = site;
      return invokeNamed(target, [value], name);
    });
  }
  return combine([callee, ...codes], (values) => {
    const target = values.shift() ?? null;
    machine.at = site;
    return invokeNamed(target, values, name);
  });
}

/** An unknown function gives an unknown named after the call's own source. */
function invokeNamed(target: Value, args: Value[], name: string): Value {
  if (target instanceof Unknown) return new Unknown(`${name}()`, target.io);
  return call(target, args);
}

/** `object.method(…)`: where it is a plain function of the class, no bound method is made. */
function methodCall(
  context: Context,
  func: Expression & { type: 'Attribute' },
  args: readonly Expression[],
  site: Site,
): Code {
  const { attr } = func;
  const name = context.text(func.site).replace(/\s+/g, '');
  const parts = [func.value, ...args].map((part) => context.expression(part));
  return combine(parts, (values) => {
    const object = values[0] ?? null;
    machine.at = site;
    if (hasPlainMethods(object) && !(object instanceof PyObject && hasOwn(object, attr))) {
      const method = typeOf(object).lookup(attr);
      if (method instanceof PyFunction) return invoke(method, values, null);
      if (method instanceof PyBuiltin && method.owner) return call(method, values);
    }
    const target = getAttribute(object, attr);
    values.shift();
    return invokeNamed(target, values, name);
  });
}

/** Whether attributes are looked up on the object's class in the ordinary way. */
function hasPlainMethods(object: Value): boolean {
  return !(object instanceof PyClass || object instanceof PySuper || object instanceof PyModule);
}

function hasOwn(object: PyObject, name: string): boolean {
  return object.attributes?.has(name) ?? false;
}

/** A call with `*`, `**` or keyword arguments. */
function generalCall(context: Context, node: Expression & { type: 'Call' }): Code {
  const { args, keywords, site } = node;
  const starred = args.map(({ type }) => type === 'Starred');
  const name = context.text(node.func.site);
  const parts = [node.func, ...args, ...keywords.map(({ value }) => value)].map((part) =>
    context.expression(part),
  );
  return combine(parts, (values) => {
    const target = values[0] ?? null;
    const positional: Value[] = [];
    for (let index = 0; index < args.length; index++) {
      const value = values[index + 1] ?? null;
      if (starred[index] && value instanceof PyTuple) positional.push(...value.items);
      else positional.push(value);
    }
    const named = new Map<string, Value>();
    for (let index = 0; index < keywords.length; index++) {
      const key = keywords[index]?.arg ?? null;
      addKeyword(named, key, values[args.length + 1 + index] ?? null, name);
    }
    machine.at = site;
    if (target instanceof Unknown) return new Unknown(`${name}()`, target.io);
    return call(target, positional, named.size > 0 ? named : null);
  });
}

function addKeyword(
  named: Map<string, Value>,
  key: string | null,
  value: Value,
  name: string,
): void {
  if (key === null) {
    for (const [inner, item] of mappingEntries(value)) addKeyword(named, inner, item, name);
    return;
  }
  if (named.has(key)) {
    raise('TypeError', `${name}() got multiple values for keyword argument '${key}'`);
  }
  named.set(key, value);
}

function mappingEntries(value: Value): Iterable<[string, Value]> {
  if (value instanceof Unknown) return [];
  if (!(value instanceof PyDict)) {
    raise('TypeError', `argument after ** must be a mapping, not ${typeOf(value).name}`);
  }
  return [...value.entries.values()].map(({ key, value: item }) => {
    if (typeof key !== 'string') raise('TypeError', 'keywords must be strings');
    return [key, item];
  });
}

function isBareSuper(
  context: Context,
  { func, args, keywords }: Expression & { type: 'Call' },
): boolean {
  if (func.type !== 'Name' || func.id !== 'super') return false;
  return (
    args.length === 0 && keywords.length === 0 && context.scope.access('super').kind === 'global'
  );
}

/** `super()` takes the class from where the method stands, and the instance from its first parameter. */
function bareSuper(context: Context): Code {
  const cls = loadName('__class__', context.scope.access('__class__'));
  const { frame } = context.scope;
  const [first] = frame.bound.keys();
  if (first === undefined) return plain(() => raise('RuntimeError', 'super(): no arguments'));
  const self = loadName(first, context.scope.access(first));
  return plain((current) => {
    const start = cls(current);
    if (!(start instanceof PyClass)) raise('RuntimeError', 'super(): __class__ cell not found');
    return new PySuper(start, self(current));
  });
}

/** The arguments of a class statement: bases and keywords. */
export function compileArguments(
  context: Context,
  args: readonly Expression[],
  keywords: (Expression & { type: 'Call' })['keywords'],
): { bases: Code; named: Code } {
  const starred = args.map(({ type }) => type === 'Starred');
  const bases = combine(
    args.map((arg) => context.expression(arg)),
    (values) =>
      new PyTuple(values.flatMap((value, index) => (starred[index] ? [...items(value)] : [value]))),
  );
  const named = combine(
    keywords.map(({ value }) => context.expression(value)),
    (values) => {
      const dict = new PyDict();
      for (const [index, { arg }] of keywords.entries()) {
        if (arg !== null) dict.set(arg, arg, values[index] ?? null);
      }
      return dict;
    },
  );
  return { bases, named };
}
