import type { Realm } from '../realm';
import { isCallable } from '../values/convert';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';

/** node:async_hooks: AsyncLocalStorage over the context that every job carries (lib/internal/async_context_frame.js). */
export function makeAsyncHooks(realm: Realm): JSObject {
  const { context } = realm;
  const defaults = new Map<Value, Value>();
  const within = (storage: Value, store: Value, code: () => Value): Value => {
    const outer = context.frame;
    context.frame = new Map(outer).set(storage, store);
    try {
      return code();
    } finally {
      context.frame = outer;
    }
  };
  const AsyncLocalStorage = realm.class('AsyncLocalStorage', {
    hidden: true,
    construct: ([options], newTarget) => {
      const storage = new JSObject(realm.prototypeFor(newTarget, 'AsyncLocalStorage'));
      if (!(options instanceof JSObject)) return storage;
      defaults.set(storage, options.get('defaultValue'));
      const name = options.get('name');
      return name === undefined ? storage : storage.hide('name', name);
    },
    prototype: {
      run: (self, [store, callback, ...args]) =>
        within(self, store, () => realm.call(callback, undefined, args)),
      exit: (self, [callback, ...args]) =>
        within(self, undefined, () => realm.call(callback, undefined, args)),
      getStore: (self) =>
        context.frame?.has(self) ? (context.frame.get(self) as Value) : defaults.get(self),
      'get name': () => '',
      enterWith: (self, [store]) => {
        context.frame = new Map(context.frame).set(self, store);
        return undefined;
      },
      disable: (self) => {
        context.frame = new Map(context.frame).set(self, undefined);
        return undefined;
      },
    },
    statics: {
      bind: (_self, [callback]) => bindFrame(realm, callback),
      snapshot: () => {
        const { frame } = context;
        return realm.function('', (_self, [callback, ...args]) => {
          const outer = context.frame;
          context.frame = frame;
          try {
            return realm.call(callback, undefined, args);
          } finally {
            context.frame = outer;
          }
        });
      },
    },
  });
  const AsyncResource = realm.class('AsyncResource', {
    hidden: true,
    construct: (_args, newTarget) => {
      const resource = new JSObject(realm.prototypeFor(newTarget, 'AsyncResource'));
      return resource.hide(
        '%run',
        bindFrame(
          realm,
          realm.function('', (_self, [callback, self, ...args]) =>
            realm.call(callback, self, args),
          ),
        ),
      );
    },
    prototype: {
      runInAsyncScope: (self, args) =>
        self instanceof JSObject ? realm.call(self.get('%run'), undefined, args) : undefined,
      emitDestroy: (self) => self,
      asyncId: () => 1,
      triggerAsyncId: () => 1,
    },
    statics: { bind: (_self, [callback]) => bindFrame(realm, callback) },
  });
  return realm
    .object()
    .put('AsyncLocalStorage', AsyncLocalStorage)
    .put('AsyncResource', AsyncResource);
}

/** A function that runs in the context that is current now. */
function bindFrame(realm: Realm, callback: Value): Value {
  const { context } = realm;
  const { frame } = context;
  return realm.function(isCallable(callback) ? callback.name : '', (self, args) => {
    const outer = context.frame;
    context.frame = frame;
    try {
      return realm.call(callback, self, args);
    } finally {
      context.frame = outer;
    }
  });
}
