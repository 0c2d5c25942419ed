import type { PyDict } from '../objects/containers';
import { PyList, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyGetSet, PyMethod } from '../objects/functions';
import { PyObject, typeOf } from '../objects/object';
import type { Kwargs, PyClass, Value } from '../objects/object';
import { WeakHolder } from '../objects/weak';
import { perWalkthrough } from '../machine';
import { call } from '../operations/call';
import { equal } from '../operations/compare';
import { hashNumber } from '../operations/hash';
import { watch } from '../operations/lifetime';
import { define, defineGetters, makeModule, nativeClass } from '../operations/native';
import { registerExit } from './atexit';
import { namedOf } from './contextvars';
import {
  weakKeyDictionaryClass,
  weakSetClass,
  weakValueDictionaryClass,
} from './weakref_collections';

/* Lib/weakref.py. */

const referenceClass = nativeClass('ReferenceType', 'weakref');

class WeakReference extends WeakHolder {
  private target: Value;

  constructor(target: PyObject, callback: Value, cls: PyClass = referenceClass) {
    super(cls);
    this.target = target;
    watch(target, () => {
      this.target = null;
      if (callback !== null) call(callback, [this]);
    });
  }

  get(): Value {
    return this.target;
  }
}

/** What can be referred to weakly: numbers, texts and the built-in containers cannot. */
function referent(value: Value): PyObject {
  const cls = typeOf(value);
  const isBuiltin = value instanceof PyList || value instanceof PyTuple || cls.name === 'dict';
  const refused = isBuiltin && cls.module === 'builtins';
  if (value instanceof PyObject && !refused) return value;
  raise('TypeError', `cannot create weak reference to '${cls.name}' object`);
}

define(referenceClass, {
  '__new__(cls, object, callback=None, /)': (cls: PyClass, target: Value, callback: Value) =>
    new WeakReference(referent(target), callback, cls),
  '__init__(self, object, callback=None, /)': () => null,
  '__call__(self)': (self: WeakReference) => self.get(),
  '__eq__(self, other)': (self: WeakReference, other: Value) => {
    if (!(other instanceof WeakReference)) return false;
    const [mine, theirs] = [self.get(), other.get()];
    return mine === null || theirs === null ? self === other : equal(mine, theirs);
  },
  '__hash__(self)': (self: WeakReference) => {
    const target = self.get();
    return target === null ? raise('TypeError', 'weak object has gone away') : hashNumber(target);
  },
});

const weakMethodClass = nativeClass('WeakMethod', 'weakref');

/** A bound method is made anew at each access, so it is its object that is watched. */
class WeakMethod extends WeakHolder {
  private readonly self: WeakReference;

  constructor(private readonly method: PyMethod) {
    super(weakMethodClass);
    this.self = new WeakReference(referent(method.self), null);
  }

  get(): Value {
    return this.self.get() === null ? null : this.method;
  }
}

define(weakMethodClass, {
  '__new__(cls, meth, callback=None)': (_: Value, method: Value) =>
    method instanceof PyMethod
      ? new WeakMethod(method)
      : raise('TypeError', `argument should be a bound method, not ${typeOf(method).name}`),
  '__init__(self, *args)': () => null,
  '__call__(self)': (self: WeakMethod) => self.get(),
});

const finalizeClass = nativeClass('finalize', 'weakref');

/** Those that are left are called at exit, the last one first (`finalize._exitfunc`). */
const finalizers = perWalkthrough(() => {
  const all: Finalizer[] = [];
  registerExit(() => {
    for (const finalizer of all.reverse()) if (finalizer.atexit === true) finalizer.run();
  });
  return all;
});

class Finalizer extends WeakHolder {
  alive = true;
  atexit: Value = true;

  constructor(
    readonly target: PyObject,
    readonly func: Value,
    readonly args: PyTuple,
    readonly kwargs: PyDict,
  ) {
    super(finalizeClass);
    watch(target, () => void this.run());
    finalizers().push(this);
  }

  run(): Value {
    if (!this.alive) return null;
    this.alive = false;
    const named: Kwargs | null = namedOf(this.kwargs);
    return call(this.func, this.args.items, named);
  }

  override strong(): Iterable<unknown> {
    return this.alive ? [this.func, this.args, this.kwargs] : [];
  }

  describe(): Value {
    return this.alive ? new PyTuple([this.target, this.func, this.args, this.kwargs]) : null;
  }
}

define(finalizeClass, {
  '__new__(cls, obj, func, /, *args, **kwargs)': (
    _: Value,
    target: Value,
    func: Value,
    args: PyTuple,
    kwargs: PyDict,
  ) => new Finalizer(referent(target), func, args, kwargs),
  '__init__(self, /, *args, **kwargs)': () => null,
  '__call__(self)': (self: Finalizer) => self.run(),
  'peek(self)': (self: Finalizer) => self.describe(),
  'detach(self)': (self: Finalizer) => {
    const description = self.describe();
    self.alive = false;
    return description;
  },
});
defineGetters(finalizeClass, { alive: (self: Finalizer) => self.alive });
finalizeClass.set(
  'atexit',
  new PyGetSet(
    'atexit',
    (self: Finalizer) => self.atexit,
    (self: Finalizer, value) => {
      self.atexit = value;
    },
  ),
);

export const weakrefModule = makeModule(
  'weakref',
  {
    // Nothing of the program's can tell a proxy from its object while that is there.
    'proxy(object, callback=None, /)': (target: Value) => referent(target),
  },
  {
    ref: referenceClass,
    ReferenceType: referenceClass,
    WeakMethod: weakMethodClass,
    finalize: finalizeClass,
    WeakSet: weakSetClass,
    WeakValueDictionary: weakValueDictionaryClass,
    WeakKeyDictionary: weakKeyDictionaryClass,
  },
);
