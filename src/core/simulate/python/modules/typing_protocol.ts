import { PyDict } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyClass, isInstance } from '../objects/object';
import type { Value } from '../objects/object';
import { findAttribute } from '../operations/attributes';
import { isCallable } from '../operations/call';
import { define } from '../operations/native';
import { str } from '../operations/repr';
import { abcMeta, isAbstractInstance } from './abc';
import { genericClass } from './typing_generic';

/* Lib/typing.py: protocols, which are told by the names that an object has. */

const protocolMeta = new PyClass('_ProtocolMeta', [abcMeta]);
protocolMeta.module = 'typing';
export const protocolClass = new PyClass('Protocol', [genericClass], protocolMeta);
protocolClass.module = 'typing';

/** What `runtime_checkable` was given. */
const checkable = new WeakSet<PyClass>();

export function makeCheckable(cls: Value): Value {
  if (cls instanceof PyClass) checkable.add(cls);
  return cls;
}

/** A class that names Protocol itself as its base; its subclasses implement it. */
function isProtocol(cls: PyClass): boolean {
  return cls.bases.includes(protocolClass);
}

/** Names of a class body that are no part of the protocol. */
const ignored = new Set(
  '__annotations__ __class_getitem__ __doc__ __init__ __module__ __parameters__ __slots__ __subclasshook__'.split(
    ' ',
  ),
);

function members(cls: PyClass): string[] {
  return cls.mro.filter(isProtocol).flatMap((each) => {
    const annotations = each.dict.get('__annotations__');
    const annotated =
      annotations instanceof PyDict
        ? [...annotations.entries.values()].map(({ key }) => str(key))
        : [];
    return [...each.dict.keys(), ...annotated].filter((name) => !ignored.has(name));
  });
}

/** Whether it has every member; a method must not be None. */
function implementsProtocol(instance: Value, cls: PyClass): boolean {
  return members(cls).every((name) => {
    const found = findAttribute(instance, name);
    if (found === undefined) return false;
    return found !== null || !isCallable(cls.lookup(name) ?? null);
  });
}

define(protocolMeta, {
  '__instancecheck__(cls, instance)': (cls: PyClass, instance: Value) => {
    if (!isProtocol(cls)) return isAbstractInstance(cls, instance);
    if (!checkable.has(cls)) {
      const text = 'Instance and class checks can only be used with @runtime_checkable protocols';
      raise('TypeError', text);
    }
    return isInstance(instance, cls) || implementsProtocol(instance, cls);
  },
});
