import { AsyncCall } from '../async_call';
import type { Site } from '../compile/code';
import type { Resource } from '../disposal';
import { disposeResources, resourceOf } from '../disposal';
import type { Methods, Realm } from '../realm';
import { symbolAsyncDispose, symbolDispose } from '../realm';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { Raised, Thrown, typeError } from '../values/throw';

class StackObject extends JSObject {
  resources: Resource[] = [];
  disposed = false;

  constructor(
    proto: JSObject,
    readonly async: boolean,
  ) {
    super(proto);
  }
}

/** DisposableStack and AsyncDisposableStack (the Explicit Resource Management proposal, in Node since 24). */
export function installDisposableStacks(realm: Realm): void {
  const site = (): Site => {
    const at = realm.context.place ?? { line: 1, column: 1 };
    const place = { endLine: at.line, endColumn: at.column, ...at };
    return { keyword: 'await using', place, into: null };
  };
  const declare = (name: string, async: boolean): JSObject => {
    const stackOf = (self: Value): StackObject => {
      if (self instanceof StackObject && self.async === async) return self;
      throw typeError(`Receiver is not a ${name}`);
    };
    const usable = (self: Value, method: string): StackObject => {
      const stack = stackOf(self);
      if (!stack.disposed) return stack;
      // V8 names the class without `Async` here (`kDisposableStackIsDisposed` takes only the method's name).
      throw new Raised(
        'ReferenceError',
        `Cannot call ${name}.prototype.${method} on an already-disposed DisposableStack`,
      );
    };
    const add = (stack: StackObject, callback: Value, args: Value[]): void => {
      const dispose = (): Value => realm.call(callback, undefined, args);
      stack.resources.push({ dispose, async, site: site() });
    };
    const shared: Methods = {
      use: (self, [value]) => {
        const resource = resourceOf(realm, value, async, site());
        const { resources } = usable(self, 'use');
        if (resource) resources.push(resource);
        return value;
      },
      adopt: (self, [value, callback]) => {
        add(usable(self, 'adopt'), callback, [value]);
        return value;
      },
      defer: (self, [callback]) => {
        add(usable(self, 'defer'), callback, []);
        return undefined;
      },
      move: (self) => {
        const stack = usable(self, 'move');
        const moved = new StackObject(realm.prototype(name), async);
        moved.resources = stack.resources;
        stack.resources = [];
        stack.disposed = true;
        return moved;
      },
      'get disposed': (self) => stackOf(self).disposed,
    };
    realm.class(name, {
      construct: (_args, newTarget) => new StackObject(realm.prototypeFor(newTarget, name), async),
      prototype: shared,
    });
    const prototype = realm.prototype(name);
    prototype.hide(Symbol.toStringTag, name);
    return prototype;
  };

  const dispose = realm.function('dispose', (self) => {
    if (!(self instanceof StackObject)) throw typeError('Receiver is not a DisposableStack');
    if (self.disposed) return undefined;
    self.disposed = true;
    const done = disposeResources(realm, self.resources, null).next();
    if (done.value instanceof Thrown) throw done.value;
    return undefined;
  });
  declare('DisposableStack', false).hide('dispose', dispose).hide(symbolDispose, dispose);

  const disposeAsync = realm.function('disposeAsync', (self) => {
    if (!(self instanceof StackObject)) throw typeError('Receiver is not an AsyncDisposableStack');
    if (self.disposed) return realm.promises.fulfilled(undefined);
    self.disposed = true;
    const { resources } = self;
    const call = new AsyncCall(realm, {
      name: 'disposeAsync',
      qualifiedName: 'AsyncDisposableStack.disposeAsync',
      place: site().place,
    });
    return call.start(() => ({ steps: disposing(realm, resources) }));
  });
  declare('AsyncDisposableStack', true)
    .hide('disposeAsync', disposeAsync)
    .hide(symbolAsyncDispose, disposeAsync);
}

function* disposing(realm: Realm, resources: Resource[]) {
  const failure = yield* disposeResources(realm, resources, null);
  if (failure) throw failure;
  return undefined;
}
