import * as l10n from '@vscode/l10n';
import type { Entry, HashKey } from '../objects/containers';
import { PyDict, PyList, PyTuple, dictClass } from '../objects/containers';
import { Raised, attributeError, isRaised, makeException, raise } from '../objects/exceptions';
import {
  PyBuiltin,
  PyClassMethod,
  PyFunction,
  PyGetSet,
  PyMethod,
  PyModule,
  PyProperty,
  PyStaticMethod,
} from '../objects/functions';
import { PyClass, PyInstance, PyObject, objectClass, typeClass, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import { call } from './call';

export const superClass = new PyClass('super');

/**
 * What `object` defines for everything (`__init__`, `__setattr__`, …). The evaluator has these rules built in, so they
 * are no entries of the class, where every lookup would find them; `super()` and `object.name` find them here.
 */
export const objectDefaults = new Map<string, Value>();

/** The special methods of the built-in classes, likewise (builtins/special_methods.ts). */
export const specialMethods = new Map<PyClass, ReadonlyMap<string, Value>>();

/** A special method of the first class in the order that has it built in. */
function specialMethod(order: readonly PyClass[], name: string): Value | undefined {
  if (!name.startsWith('__')) return undefined;
  for (const cls of order) {
    const found = specialMethods.get(cls)?.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `super()`: looks attributes up after `start` in the order of the instance's class. */
export class PySuper extends PyObject {
  constructor(
    readonly start: PyClass,
    readonly self: Value,
  ) {
    super(superClass);
  }
}

/** The attribute, or an AttributeError in the program. */
export function getAttribute(object: Value, name: string): Value {
  const value = lookUpAttribute(object, name);
  if (value !== undefined) return value;
  if (object instanceof PyModule) return unknownMember(object.name, name);
  if (object instanceof PyInstance && object === machine.given && !name.startsWith('__'))
    return givenAttribute(object, name);
  missingAttribute(object, name);
}

/** A name that a module of the library most likely has and our model of it lacks. */
export function unknownMember(module: string, name: string): Unknown {
  machine.assume(
    'unsupported',
    l10n.t('{0} is not modelled: what it gives is unknown.', `${module}.${name}`),
  );
  return new Unknown(`${module}.${name}`);
}

/** The attribute, or undefined where there is none or looking it up raises AttributeError. */
export function findAttribute(object: Value, name: string): Value | undefined {
  try {
    return lookUpAttribute(object, name);
  } catch (thrown) {
    if (isRaised(thrown, attributeError)) return undefined;
    throw thrown;
  }
}

/** An attribute of the object that a method is walked through with, where nothing that is seen sets it: of a mixin, say. */
function givenAttribute(object: PyInstance, name: string): Unknown {
  const value = new Unknown(`self.${name}`);
  machine.assume('value', l10n.t('Nothing here sets {0}: its value is unknown.', value.name));
  setOwnAttribute(object, name, value);
  return value;
}

export function missingAttribute(object: Value, name: string): never {
  const what =
    object instanceof PyClass
      ? `type object '${object.name}'`
      : `'${object instanceof PySuper ? 'super' : typeOf(object).name}' object`;
  const exception = makeException('AttributeError', `${what} has no attribute '${name}'`);
  exception.attributes = new Map([
    ['name', name],
    ['obj', object],
  ]);
  throw new Raised(exception);
}

/** `__getattribute__`, then `__getattr__`. */
function lookUpAttribute(object: Value, name: string): Value | undefined {
  if (object instanceof Unknown) return new Unknown(`${object.name}.${name}`);
  if (object instanceof PyClass) return classAttribute(object, name);
  if (object instanceof PyModule) {
    const found = object.names.get(name);
    if (found !== undefined) return found;
    const getter = object.names.get('__getattr__');
    return getter === undefined ? undefined : call(getter, [name]);
  }
  if (object instanceof PySuper) return superAttribute(object, name);
  const cls = typeOf(object);
  const custom = object instanceof PyInstance ? cls.lookup('__getattribute__') : undefined;
  if (custom !== undefined) return customAttribute(object, cls, name, custom);
  const value = plainAttribute(object, cls, name);
  if (value !== undefined) return value;
  const fallback = cls.lookup('__getattr__');
  return fallback === undefined ? undefined : call(fallback, [object, name]);
}

/** What the program's own `__getattribute__` gives; where that raises AttributeError, its `__getattr__`. */
function customAttribute(object: Value, cls: PyClass, name: string, custom: Value): Value {
  try {
    return call(custom, [object, name]);
  } catch (thrown) {
    const fallback = cls.lookup('__getattr__');
    if (fallback === undefined || !isRaised(thrown, attributeError)) throw thrown;
    return call(fallback, [object, name]);
  }
}

/** `object.__getattribute__`: the attribute, or an AttributeError in the program. */
export function getOwnAttribute(object: Value, name: string): Value {
  return plainAttribute(object, typeOf(object), name) ?? missingAttribute(object, name);
}

/** Data descriptors of the class, the object's own attributes, then whatever the class has. */
function plainAttribute(object: Value, cls: PyClass, name: string): Value | undefined {
  const found = cls.lookup(name);
  if (found !== undefined && isDataDescriptor(found)) return describe(found, object, cls, name);
  if (object instanceof PyObject && object.attributes) {
    const own = object.attributes.get(name);
    if (own !== undefined) return own;
  }
  if (found !== undefined) return describe(found, object, cls, name);
  if (name === '__class__') return cls;
  if (name === '__dict__' && object instanceof PyObject && takesAnything(cls)) {
    return attributeDict(object);
  }
  if (name === '__doc__') return cls.dict.get('__doc__') ?? null;
  const special = specialMethod(cls.mro, name);
  return special === undefined ? undefined : describe(special, object, cls, name);
}

/** An attribute as an entry of `__dict__`. */
class AttributeEntry implements Entry {
  constructor(
    private readonly attributes: Map<string, Value>,
    readonly key: string,
  ) {}

  get value(): Value {
    return this.attributes.get(this.key) ?? null;
  }

  set value(value: Value) {
    this.attributes.set(this.key, value);
  }
}

/** The entries of `__dict__`: what is changed there changes the object. */
class AttributeEntries extends Map<HashKey, Entry> {
  private attributes: Map<string, Value> | null = null;

  static of(attributes: Map<string, Value>): AttributeEntries {
    const entries = new AttributeEntries();
    for (const key of attributes.keys()) entries.set(key, new AttributeEntry(attributes, key));
    entries.attributes = attributes;
    return entries;
  }

  override set(key: HashKey, entry: Entry): this {
    if (!this.attributes || typeof key !== 'string') return super.set(key, entry);
    this.attributes.set(key, entry.value);
    return super.set(key, new AttributeEntry(this.attributes, key));
  }

  override delete(key: HashKey): boolean {
    if (typeof key === 'string') this.attributes?.delete(key);
    return super.delete(key);
  }

  override clear(): void {
    this.attributes?.clear();
    super.clear();
  }
}

/** A dict that writes through to the names it shows: `__dict__`, `globals()`. */
export function liveDict(names: Map<string, Value>): PyDict {
  return new PyDict(dictClass, AttributeEntries.of(names));
}

/** An object's `__dict__`. */
export function attributeDict(object: PyObject): PyDict {
  return liveDict((object.attributes ??= new Map<string, Value>()));
}

function isDataDescriptor(value: Value): boolean {
  if (value instanceof PyProperty || value instanceof PyGetSet) return true;
  if (!(value instanceof PyInstance)) return false;
  return value.cls.lookup('__set__') !== undefined || value.cls.lookup('__delete__') !== undefined;
}

/** What a class attribute gives when it is looked up through an instance. */
function describe(found: Value, object: Value, cls: PyClass, name: string): Value {
  if (found === null || typeof found !== 'object') return found;
  if (found instanceof PyFunction || found instanceof PyBuiltin) {
    return found instanceof PyBuiltin && !found.owner ? found : new PyMethod(object, found);
  }
  if (found instanceof PyGetSet) return found.get(object);
  if (found instanceof PyProperty) {
    if (found.getter === null) {
      raise('AttributeError', `property '${name}' of '${cls.name}' object has no getter`);
    }
    return call(found.getter, [object]);
  }
  if (found instanceof PyStaticMethod) return found.func;
  if (found instanceof PyClassMethod) return new PyMethod(cls, found.func);
  const getter = found.cls.lookup('__get__');
  return getter === undefined ? found : call(getter, [found, object, cls]);
}

function classAttribute(cls: PyClass, name: string): Value | undefined {
  const meta = cls.cls.lookup(name);
  if (meta instanceof PyGetSet || meta instanceof PyProperty)
    return describe(meta, cls, cls.cls, name);
  const own = cls.lookup(name);
  const found = own === undefined && cls === objectClass ? objectDefaults.get(name) : own;
  if (found !== undefined) return describeOnClass(found, cls);
  if (meta !== undefined) return describe(meta, cls, cls.cls, name);
  const special = specialMethod(cls.mro, name);
  if (special !== undefined) return special;
  const fallback = cls.cls === typeClass ? undefined : cls.cls.lookup('__getattr__');
  return fallback === undefined ? undefined : call(fallback, [cls, name]);
}

function describeOnClass(found: Value, cls: PyClass): Value {
  if (found instanceof PyStaticMethod) return found.func;
  if (found instanceof PyClassMethod) return new PyMethod(cls, found.func);
  if (!(found instanceof PyObject) || found instanceof PyFunction) return found;
  const getter = found.cls.lookup('__get__');
  return getter === undefined ? found : call(getter, [found, null, cls]);
}

function superAttribute({ start, self }: PySuper, name: string): Value | undefined {
  const cls = self instanceof PyClass && self.isSubclassOf(start) ? self : typeOf(self);
  const after = cls.mro.slice(cls.mro.indexOf(start) + 1);
  const holder = after.find((candidate) => candidate.dict.has(name));
  const builtIn = after.filter((candidate) => candidate !== objectClass);
  const found =
    holder === undefined
      ? (specialMethod(builtIn, name) ?? objectDefaults.get(name))
      : holder.dict.get(name);
  if (found === undefined) return undefined;
  if (self === cls) return describeOnClass(found, cls);
  return describe(found, self, cls, name);
}

export function setAttribute(object: Value, name: string, value: Value): void {
  if (object instanceof Unknown) return;
  if (object instanceof PyClass) {
    const meta = object.cls === typeClass ? undefined : object.cls.lookup('__setattr__');
    if (meta !== undefined) call(meta, [object, name, value]);
    else object.set(name, value);
    return;
  }
  if (object instanceof PyModule) {
    object.names.set(name, value);
    return;
  }
  const cls = typeOf(object);
  const setter = cls.lookup('__setattr__');
  if (setter !== undefined) {
    call(setter, [object, name, value]);
    return;
  }
  setOwnAttribute(object, name, value);
}

/** `object.__setattr__`: descriptors of the class first, then the object's own attributes. */
export function setOwnAttribute(object: Value, name: string, value: Value): void {
  if (object instanceof PyClass) {
    object.set(name, value);
    return;
  }
  const cls = typeOf(object);
  const found = cls.lookup(name);
  if (found instanceof PyProperty) {
    if (found.setter === null) {
      raise('AttributeError', `property '${name}' of '${cls.name}' object has no setter`);
    }
    call(found.setter, [object, value]);
    return;
  }
  if (found instanceof PyGetSet) {
    if (!found.set) readOnly(cls, name);
    found.set(object, value);
    return;
  }
  if (found instanceof PyInstance) {
    const setter = found.cls.lookup('__set__');
    if (setter !== undefined) {
      call(setter, [found, object, value]);
      return;
    }
  }
  if (!(object instanceof PyObject)) {
    refuseNewAttribute(cls, name);
  }
  if (!takesAnything(cls) && !isSlot(cls, name)) refuseNewAttribute(cls, name);
  (object.attributes ??= new Map()).set(name, value);
}

function readOnly(cls: PyClass, name: string): never {
  raise('AttributeError', `'${cls.name}' object attribute '${name}' is read-only`);
}

/** The built-in classes whose instances have no `__dict__`. */
const withoutDict = new Set(
  'bytearray bytes coroutine dict frozenset generator list method object range set slice tuple'.split(
    ' ',
  ),
);

/** Whether instances take any attribute: no class in the order restricts them to `__slots__`. */
function takesAnything(cls: PyClass): boolean {
  if (cls.module === 'builtins') return !withoutDict.has(cls.name);
  if (!cls.dict.has('__slots__')) return true;
  return cls.mro.some(
    (each) =>
      (each.module !== 'builtins' && !each.dict.has('__slots__')) ||
      slotsOf(each).includes('__dict__'),
  );
}

/** The names in a class's own `__slots__`. */
function slotsOf(cls: PyClass): readonly Value[] {
  const slots = cls.dict.get('__slots__');
  if (typeof slots === 'string') return [slots];
  return slots instanceof PyTuple || slots instanceof PyList ? slots.items : [];
}

function isSlot(cls: PyClass, name: string): boolean {
  return cls.mro.some((each) => slotsOf(each).includes(name));
}

/** An object without a `__dict__` takes no other names than those of its slots (Objects/object.c, `_PyObject_GenericSetAttrWithDict`). */
function refuseNewAttribute(cls: PyClass, name: string): never {
  const exists = cls.lookup(name) !== undefined;
  if (exists) readOnly(cls, name);
  const text = `'${cls.name}' object has no attribute '${name}' and no __dict__ for setting new attributes`;
  raise('AttributeError', text);
}

export function deleteAttribute(object: Value, name: string): void {
  if (object instanceof Unknown) return;
  if (object instanceof PyClass) {
    if (!object.delete(name)) missingAttribute(object, name);
    return;
  }
  if (object instanceof PyModule) {
    object.names.delete(name);
    return;
  }
  const cls = typeOf(object);
  const found = cls.lookup(name);
  const custom = cls.lookup('__delattr__');
  if (custom !== undefined) {
    call(custom, [object, name]);
    return;
  }
  if (found instanceof PyProperty) {
    if (found.deleter === null) {
      raise('AttributeError', `property '${name}' of '${cls.name}' object has no deleter`);
    }
    call(found.deleter, [object]);
    return;
  }
  const deleter = found instanceof PyInstance ? found.cls.lookup('__delete__') : undefined;
  if (found !== undefined && deleter !== undefined) {
    call(deleter, [found, object]);
    return;
  }
  if (object instanceof PyObject && object.attributes?.delete(name)) return;
  // CPython's member descriptors name just the attribute (Objects/descrobject.c, `member_set`).
  if (isSlot(cls, name)) raise('AttributeError', name);
  missingAttribute(object, name);
}

/** Calls a method if the object's class has it: how operators find their dunder methods. */
export function callSpecial(
  object: Value,
  name: string,
  args: readonly Value[] = [],
): Value | undefined {
  const cls = typeOf(object);
  const method = cls.lookup(name);
  if (method === undefined || method === null) return undefined;
  if (method instanceof PyFunction || method instanceof PyBuiltin) {
    return call(method, [object, ...args]);
  }
  return call(describe(method, object, cls, name), args);
}

/** Calls a method by name, as `object.name(*args)`. */
export function callMethod(object: Value, name: string, ...args: Value[]): Value {
  return call(getAttribute(object, name), args);
}
