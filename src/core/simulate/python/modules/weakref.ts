import { PyClass, PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { define, makeModule, nativeClass } from '../operations/native';

const weakrefClass = nativeClass('ReferenceType', 'weakref');

class WeakReference extends PyObject {
  constructor(readonly target: Value) {
    super(weakrefClass);
  }
}

define(weakrefClass, { '__call__(self)': (self: WeakReference) => self.target });

export const weakrefModule = makeModule(
  'weakref',
  {
    'ref(object, callback=None)': (target: Value) => new WeakReference(target),
    'proxy(object, callback=None)': (target: Value) => target,
    'finalize(obj, func, *args)': () => null,
  },
  {
    WeakSet: new PyClass('WeakSet'),
    WeakValueDictionary: new Unknown('WeakValueDictionary'),
    WeakKeyDictionary: new Unknown('WeakKeyDictionary'),
  },
);
