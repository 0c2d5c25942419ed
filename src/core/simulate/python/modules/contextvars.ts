import { raise } from '../objects/exceptions';
import { PyClass, PyObject } from '../objects/object';
import type { Kwargs, Value } from '../objects/object';
import { PyTuple } from '../objects/containers';
import type { PyDict } from '../objects/containers';
import { perWalkthrough } from '../machine';
import { call } from '../operations/call';
import { define, defineGetters, makeModule, nativeClass } from '../operations/native';
import { identity } from '../operations/hash';
import { overIterable } from '../operations/iterate';
import { repr, str } from '../operations/repr';

const contextClass = nativeClass('Context', '_contextvars', () => new PyContext());
const contextVarClass = nativeClass('ContextVar', '_contextvars', () => new PyContextVar());
const tokenClass = nativeClass('Token', '_contextvars');

class PyContextVar extends PyObject {
  name = '';
  fallback: Value | undefined = undefined;

  constructor() {
    super(contextVarClass);
  }
}

class PyToken extends PyObject {
  used = false;

  constructor(
    readonly variable: PyContextVar,
    readonly old: Value | undefined,
  ) {
    super(tokenClass);
  }
}

/** A mapping of context variables; every task has its own, copied from its creator's. */
export class PyContext extends PyObject {
  entered = false;

  constructor(readonly values = new Map<PyContextVar, Value>()) {
    super(contextClass);
  }

  copy(): PyContext {
    return new PyContext(new Map(this.values));
  }

  /** Runs something with this as the current context. */
  run<T>(body: () => T): T {
    const state = current();
    const outer = state.context;
    state.context = this;
    try {
      return body();
    } finally {
      state.context = outer;
    }
  }
}

const current = perWalkthrough(() => ({ context: new PyContext() }));

export function copyContext(): PyContext {
  return current().context.copy();
}

/** `Token.MISSING`. */
const missing = new PyObject(new PyClass('Token.MISSING'));

define(contextVarClass, {
  '__init__(self, name, /, *, default=...)': (
    self: PyContextVar,
    name: string,
    fallback?: Value,
  ) => {
    self.name = name;
    self.fallback = fallback;
  },
  'get(self, default=..., /)': (self: PyContextVar, fallback?: Value) => {
    const value = current().context.values.get(self) ?? fallback ?? self.fallback;
    if (value !== undefined && value !== null) return value;
    if (current().context.values.has(self) || fallback === null) return null;
    if (self.fallback === undefined) raise('LookupError', self);
    return self.fallback;
  },
  'set(self, value, /)': (self: PyContextVar, value: Value) => {
    const { values } = current().context;
    const token = new PyToken(self, values.get(self));
    values.set(self, value);
    return token;
  },
  'reset(self, token, /)': (self: PyContextVar, token: PyToken) => {
    if (token.used) raise('RuntimeError', `${repr(token)} has already been used once`);
    token.used = true;
    if (token.old === undefined) current().context.values.delete(self);
    else current().context.values.set(self, token.old);
  },
  '__repr__(self)': (self: PyContextVar) => {
    const fallback = self.fallback === undefined ? '' : ` default=${repr(self.fallback)}`;
    return `<ContextVar name='${self.name}'${fallback} at 0x${identity(self).toString(16)}>`;
  },
  '@classmethod __class_getitem__(cls, item)': (cls: Value) => cls,
});
defineGetters(contextVarClass, { name: (self: PyContextVar) => self.name });

define(tokenClass, {
  '__repr__(self)': (self: PyToken) =>
    `<Token${self.used ? ' used' : ''} var=${repr(self.variable)} at 0x${identity(self).toString(16)}>`,
});
defineGetters(tokenClass, {
  var: (self: PyToken) => self.variable,
  old_value: (self: PyToken) => self.old ?? missing,
});
tokenClass.set('MISSING', missing);

define(contextClass, {
  'run(self, callable, /, *args, **kwargs)': (
    self: PyContext,
    callable: Value,
    args: PyTuple,
    kwargs: PyDict,
  ) => {
    if (self.entered)
      raise('RuntimeError', `cannot enter context: ${repr(self)} is already entered`);
    self.entered = true;
    try {
      return self.run(() => call(callable, args.items, namedOf(kwargs)));
    } finally {
      self.entered = false;
    }
  },
  'copy(self)': (self: PyContext) => self.copy(),
  'get(self, key, default=None, /)': (self: PyContext, key: PyContextVar, fallback: Value) =>
    self.values.get(key) ?? fallback,
  '__getitem__(self, key)': (self: PyContext, key: PyContextVar) =>
    self.values.get(key) ?? raise('KeyError', key),
  '__contains__(self, key)': (self: PyContext, key: PyContextVar) => self.values.has(key),
  '__len__(self)': (self: PyContext) => self.values.size,
  '__iter__(self)': (self: PyContext) => overIterable(self.values.keys()),
  'keys(self)': (self: PyContext) => overIterable(self.values.keys()),
  'values(self)': (self: PyContext) => overIterable(self.values.values()),
  'items(self)': (self: PyContext) =>
    overIterable([...self.values].map(([key, value]) => new PyTuple([key, value]))),
});

/** The keyword arguments that a library function took as `**kwargs`, as a call takes them. */
export function namedOf(kwargs: PyDict): Kwargs | null {
  if (kwargs.size === 0) return null;
  const named = new Map<string, Value>();
  for (const { key, value } of kwargs.entries.values()) named.set(str(key), value);
  return named;
}

export const contextvarsModule = makeModule(
  'contextvars',
  { 'copy_context()': () => copyContext() },
  { ContextVar: contextVarClass, Context: contextClass, Token: tokenClass },
);
