import { PyDict, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyFunction, PyMethod } from '../objects/functions';
import type { Parameter as Declared } from '../objects/functions';
import { PyClass, PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { findAttribute } from '../operations/attributes';
import { makeDict } from '../operations/hash';
import { define, defineGetters, nativeClass } from '../operations/native';
import { repr, str } from '../operations/repr';

/* Lib/inspect.py: the signatures of the program's own functions. */

export function functionOf(value: Value): PyFunction | null {
  if (value instanceof PyMethod) return functionOf(value.func);
  return value instanceof PyFunction ? value : null;
}

const kindClass = nativeClass('_ParameterKind', 'inspect');

class Kind extends PyObject {
  constructor(
    readonly name: string,
    readonly description: string,
  ) {
    super(kindClass);
  }
}

define(kindClass, {
  '__str__(self)': (self: Kind) => self.name,
  '__repr__(self)': (self: Kind) => `<_ParameterKind.${self.name}: ${order.indexOf(self)}>`,
});
defineGetters(kindClass, {
  name: (self: Kind) => self.name,
  description: (self: Kind) => self.description,
});

const kinds = {
  positional: new Kind('POSITIONAL_ONLY', 'positional-only'),
  ordinary: new Kind('POSITIONAL_OR_KEYWORD', 'positional or keyword'),
  star: new Kind('VAR_POSITIONAL', 'variadic positional'),
  keyword: new Kind('KEYWORD_ONLY', 'keyword-only'),
  doubleStar: new Kind('VAR_KEYWORD', 'variadic keyword'),
} as const;
const order: readonly Kind[] = Object.values(kinds);

const empty = new PyClass('_empty');
empty.module = 'inspect';

export const parameterClass = nativeClass('Parameter', 'inspect');
export const signatureClass = nativeClass('Signature', 'inspect');
const boundClass = nativeClass('BoundArguments', 'inspect');

/** `inspect.formatannotation`. */
function typeText(annotation: Value): string {
  if (!(annotation instanceof PyClass)) return repr(annotation).replaceAll('typing.', '');
  return annotation.module === 'builtins'
    ? annotation.qualname
    : `${annotation.module}.${annotation.qualname}`;
}

class Parameter extends PyObject {
  constructor(
    readonly declared: Declared,
    readonly fallback: Value,
    readonly annotation: Value,
  ) {
    super(parameterClass);
  }

  get name(): string {
    return this.declared.name;
  }

  text(): string {
    const stars = { star: '*', doubleStar: '**' } as const;
    const { kind } = this.declared;
    const name = (kind === 'star' || kind === 'doubleStar' ? stars[kind] : '') + this.name;
    const typed = this.annotation === empty ? name : `${name}: ${typeText(this.annotation)}`;
    if (this.fallback === empty) return typed;
    return this.annotation === empty
      ? `${typed}=${repr(this.fallback)}`
      : `${typed} = ${repr(this.fallback)}`;
  }
}

define(parameterClass, {
  '__str__(self)': (self: Parameter) => self.text(),
  '__repr__(self)': (self: Parameter) => `<Parameter "${self.text()}">`,
});
defineGetters(parameterClass, {
  name: (self: Parameter) => self.name,
  kind: (self: Parameter) => kinds[self.declared.kind],
  default: (self: Parameter) => self.fallback,
  annotation: (self: Parameter) => self.annotation,
});
parameterClass.set('empty', empty);
for (const kind of order) parameterClass.set(kind.name, kind);

class Signature extends PyObject {
  constructor(
    readonly parameters: readonly Parameter[],
    readonly returns: Value,
  ) {
    super(signatureClass);
  }

  text(): string {
    const shown: string[] = [];
    const kindAt = (index: number): string | undefined => this.parameters[index]?.declared.kind;
    let needsStar = true;
    for (const [index, parameter] of this.parameters.entries()) {
      const { kind } = parameter.declared;
      if (kind === 'star') needsStar = false;
      if (kind === 'keyword' && needsStar) {
        shown.push('*');
        needsStar = false;
      }
      shown.push(parameter.text());
      if (kind === 'positional' && kindAt(index + 1) !== 'positional') shown.push('/');
    }
    const returns = this.returns === empty ? '' : ` -> ${typeText(this.returns)}`;
    return `(${shown.join(', ')})${returns}`;
  }

  /** Which argument goes to which parameter; TypeError where they do not fit. */
  bind(args: readonly Value[], named: PyDict, partial: boolean): BoundArguments {
    const bound = new PyDict();
    const left = new Map([...named.entries.values()].map(({ key, value }) => [str(key), value]));
    let next = 0;
    for (const { name, declared, fallback } of this.parameters) {
      const given = left.get(name);
      if (declared.kind === 'star') {
        if (next < args.length) bound.set(name, name, new PyTuple(args.slice(next)));
        next = args.length;
      } else if (declared.kind === 'doubleStar') {
        if (left.size > 0) bound.set(name, name, makeDict(left));
        left.clear();
      } else if (declared.kind !== 'keyword' && next < args.length) {
        if (given !== undefined) {
          raise('TypeError', `multiple values for argument ${repr(name)}`);
        }
        bound.set(name, name, args[next++] ?? null);
      } else if (given !== undefined) {
        bound.set(name, name, given);
        left.delete(name);
      } else if (fallback === empty && !partial) {
        raise('TypeError', `missing a required argument: ${repr(name)}`);
      }
    }
    if (next < args.length) raise('TypeError', 'too many positional arguments');
    const [unexpected] = left.keys();
    if (unexpected !== undefined) {
      raise('TypeError', `got an unexpected keyword argument ${repr(unexpected)}`);
    }
    return new BoundArguments(this, bound);
  }
}

class BoundArguments extends PyObject {
  constructor(
    readonly signature: Signature,
    public named: PyDict,
  ) {
    super(boundClass);
  }

  /** The bound values in the order of the parameters, defaults included where asked for. */
  applyDefaults(): void {
    const full = new PyDict();
    for (const { name, declared, fallback } of this.signature.parameters) {
      const given = this.named.get(name);
      if (given !== undefined) full.set(name, name, given);
      else if (fallback !== empty) full.set(name, name, fallback);
      else if (declared.kind === 'star') full.set(name, name, new PyTuple([]));
      else if (declared.kind === 'doubleStar') full.set(name, name, new PyDict());
    }
    this.named = full;
  }

  /** The arguments that a call passes by position, and those that it passes by name. */
  split(): readonly [Value[], PyDict] {
    const args: Value[] = [];
    const named = new PyDict();
    for (const { name, declared } of this.signature.parameters) {
      const value = this.named.get(name);
      if (value === undefined) continue;
      if (declared.kind === 'star' && value instanceof PyTuple) args.push(...value.items);
      else if (declared.kind === 'doubleStar' && value instanceof PyDict) {
        for (const [hash, entry] of value.entries) named.set(hash, entry.key, entry.value);
      } else if (declared.kind === 'keyword') named.set(name, name, value);
      else args.push(value);
    }
    return [args, named];
  }
}

defineGetters(boundClass, {
  arguments: (self: BoundArguments) => self.named,
  args: (self: BoundArguments) => new PyTuple(self.split()[0]),
  kwargs: (self: BoundArguments) => self.split()[1],
  signature: (self: BoundArguments) => self.signature,
});
define(boundClass, {
  'apply_defaults(self)': (self: BoundArguments) => {
    self.applyDefaults();
  },
  '__repr__(self)': (self: BoundArguments) =>
    `<BoundArguments (${[...self.named.entries.values()].map(({ key, value }) => `${str(key)}=${repr(value)}`).join(', ')})>`,
});

define(signatureClass, {
  '__str__(self)': (self: Signature) => self.text(),
  '__repr__(self)': (self: Signature) => `<Signature ${self.text()}>`,
  'bind(self, /, *args, **kwargs)': (self: Signature, args: PyTuple, named: PyDict) =>
    self.bind(args.items, named, false),
  'bind_partial(self, /, *args, **kwargs)': (self: Signature, args: PyTuple, named: PyDict) =>
    self.bind(args.items, named, true),
});
defineGetters(signatureClass, {
  parameters: (self: Signature) =>
    makeDict(self.parameters.map((parameter) => [parameter.name, parameter])),
  return_annotation: (self: Signature) => self.returns,
});
signatureClass.set('empty', empty);

function parametersOf(func: PyFunction): Parameter[] {
  const { parameters } = func.code;
  const positional = parameters.filter(({ kind }) => kind === 'positional' || kind === 'ordinary');
  const required = positional.length - func.defaults.length;
  const annotations = findAttribute(func, '__annotations__');
  return parameters.map((declared) => {
    const byName = func.keywordDefaults?.get(declared.name);
    const index = positional.indexOf(declared);
    const byPosition = index >= required ? func.defaults[index - required] : undefined;
    const fallback = declared.kind === 'keyword' ? byName : index >= 0 ? byPosition : undefined;
    const annotation = annotations instanceof PyDict ? annotations.get(declared.name) : undefined;
    return new Parameter(
      declared,
      fallback === undefined ? empty : fallback,
      annotation === undefined ? empty : annotation,
    );
  });
}

/** `inspect.signature`: of a class that of `__init__`, of a wrapper that of what it wraps. Others' are unknown. */
export function signature(value: Value): Value {
  const wrapped = value instanceof PyFunction ? value.attributes?.get('__wrapped__') : undefined;
  if (wrapped !== undefined) return signature(wrapped);
  const isBound = value instanceof PyMethod || value instanceof PyClass;
  const func = value instanceof PyClass ? value.lookup('__init__') : functionOf(value);
  if (!(func instanceof PyFunction)) return new Unknown('signature');
  const annotations = findAttribute(func, '__annotations__');
  const returns = annotations instanceof PyDict ? annotations.get('return') : undefined;
  const parameters = parametersOf(func).slice(isBound ? 1 : 0);
  return new Signature(
    parameters,
    returns === undefined || value instanceof PyClass ? empty : returns,
  );
}
