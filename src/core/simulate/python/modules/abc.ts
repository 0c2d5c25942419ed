import {
  PyBuiltin,
  PyClassMethod,
  PyFunction,
  PyProperty,
  PyStaticMethod,
} from '../objects/functions';
import { PyClass, PyObject, isInstance, typeClass, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { setAttribute } from '../operations/attributes';
import { call } from '../operations/call';
import { notImplemented } from '../operations/compare';
import { define, makeModule } from '../operations/native';
import { truth } from '../operations/truth';

/* Lib/abc.py. Calling a class checks for abstract methods that are left (builtins/classes.ts). */

export const abcMeta = new PyClass('ABCMeta', [typeClass]);
abcMeta.module = 'abc';
abcMeta.set('__abstract__', true);

/** What was given to `register`, by abstract class. */
const registered = new WeakMap<PyClass, PyClass[]>();

/** Makes `classes` count as subclasses of an abstract class. */
export function register(abstract: PyClass, ...classes: readonly PyClass[]): void {
  registered.set(abstract, [...(registered.get(abstract) ?? []), ...classes]);
}

/** `ABCMeta.__subclasscheck__`: the class's own hook, then the order of resolution, then what is registered. */
function isAbstractSubclass(abstract: PyClass, cls: PyClass): boolean {
  const hook = abstract.lookup('__subclasshook__');
  if (hook instanceof PyClassMethod) {
    const answer = call(hook.func, [abstract, cls]);
    if (answer !== notImplemented && answer !== null) return truth(answer);
  }
  if (cls.isSubclassOf(abstract)) return true;
  return (registered.get(abstract) ?? []).some((each) => cls.isSubclassOf(each));
}

export function isAbstractInstance(cls: PyClass, instance: Value): boolean {
  return isInstance(instance, cls) || isAbstractSubclass(cls, typeOf(instance));
}

define(abcMeta, {
  '__instancecheck__(cls, instance)': (cls: PyClass, instance: Value) =>
    isAbstractInstance(cls, instance),
  '__subclasscheck__(cls, subclass)': isAbstractSubclass,
  'register(cls, subclass)': (cls: PyClass, subclass: Value) => {
    if (subclass instanceof PyClass) register(cls, subclass);
    return subclass;
  },
});

const abcClass = new PyClass('ABC', undefined, abcMeta);
abcClass.module = 'abc';

/** Marks a method, or the function behind a descriptor, as one that subclasses must define. */
export function makeAbstract(func: Value): Value {
  const inner =
    func instanceof PyProperty
      ? func.getter
      : func instanceof PyClassMethod || func instanceof PyStaticMethod
        ? func.func
        : func;
  if (inner instanceof PyFunction || inner instanceof PyBuiltin) {
    setAttribute(inner, '__isabstractmethod__', true);
  }
  return func;
}

/** The abstract methods that a class has left, sorted. */
export function abstractMethods(cls: PyClass): string[] {
  const names = new Set(cls.mro.flatMap((each) => [...each.dict.keys()]));
  return [...names].filter((name) => isAbstract(cls.lookup(name) ?? null)).sort();
}

function isAbstract(value: Value): boolean {
  const func =
    value instanceof PyProperty
      ? value.getter
      : value instanceof PyClassMethod || value instanceof PyStaticMethod
        ? value.func
        : value;
  return func instanceof PyObject && func.attributes?.get('__isabstractmethod__') === true;
}

export const abcModule = makeModule(
  'abc',
  { 'abstractmethod(funcobj)': makeAbstract },
  { ABC: abcClass, ABCMeta: abcMeta },
);
