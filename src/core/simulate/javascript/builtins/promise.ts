import type { Capability } from '../promises';
import type { Realm } from '../realm';
import { getProperty, shownObject } from '../values/access';
import { isCallable } from '../values/convert';
import { NativeFunction } from '../values/function';
import { describe } from '../values/describe';
import { forEachOf } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject, Property } from '../values/object';
import { PromiseObject } from '../values/promise';
import { Thrown, typeError } from '../values/throw';
import { Unknown } from '../values/unknown';

/** SpeciesConstructor (ECMA-262 7.3.22): a subclass can name another class for what its methods make. */
function speciesOf(realm: Realm, promise: PromiseObject): Value {
  const ordinary = realm.global.get('Promise');
  const constructor = promise.get('constructor');
  if (constructor === undefined || constructor === ordinary) return ordinary;
  const species = getProperty(realm, constructor, Symbol.species);
  return species ?? ordinary;
}

/** What Promise's own functions need as their `this` (27.2.4). */
function receiver(self: Value, name: string): Value {
  if (self instanceof JSObject) return self;
  throw typeError(`${name} called on non-object`);
}

/** Promise (ECMA-262 27.2). */
export function installPromise(realm: Realm): void {
  const { promises, context } = realm;

  const combinator =
    (name: string, combine: (members: Members) => void) =>
    (self: Value, [iterable]: Value[]): Value => {
      const capability = promises.capability(receiver(self, name));
      const { promise } = capability;
      try {
        const members = new Members(realm, self, capability, name);
        combine(members);
        members.subscribe(iterable);
        if (promise instanceof PromiseObject) {
          promise.source = {
            from: members.promises,
            ...(members.promises.length > 1 ? { waitsFor: 'tasks' } : {}),
          };
        }
      } catch (error) {
        capability.reject(realm.caught(error));
      }
      return promise;
    };

  const constructor = realm.class('Promise', {
    arity: 1,
    call: () => {
      throw typeError("Promise constructor cannot be invoked without 'new'");
    },
    construct: ([executor], newTarget) => {
      if (executor instanceof Unknown)
        return promises.create(realm.prototypeFor(newTarget, 'Promise'));
      if (!isCallable(executor))
        throw typeError(`Promise resolver ${describeResolver(executor)} is not a function`);
      const promise = promises.create(realm.prototypeFor(newTarget, 'Promise'));
      const { resolve, reject } = promises.resolvingFunctions(promise);
      const outer = context.collecting;
      context.collecting = [];
      try {
        executor.call(undefined, [resolve, reject]);
      } catch (error) {
        reject.call(undefined, [realm.caught(error)]);
      } finally {
        if (context.collecting.length > 0)
          promise.source = { ...promise.source, watches: context.collecting };
        outer?.push(...context.collecting);
        context.collecting = outer;
      }
      return promise;
    },
    prototype: {
      then: (self, [onFulfilled, onRejected]) => {
        if (!(self instanceof PromiseObject))
          throw typeError(
            `Method Promise.prototype.then called on incompatible receiver ${self instanceof JSObject ? shownObject(self) : describe(self)}`,
          );
        const capability = promises.capability(speciesOf(realm, self));
        promises.then(self, onFulfilled, onRejected, capability);
        return capability.promise;
      },
      catch: (self, [onRejected]) =>
        realm.call(getProperty(realm, self, 'then'), self, [undefined, onRejected]),
      finally: (self, [onFinally]) => {
        const then = getProperty(realm, self, 'then');
        if (!isCallable(onFinally)) return realm.call(then, self, [onFinally, onFinally]);
        const after = (settled: (value: Value) => Value) =>
          new PlacedNative(realm, onFinally, (value) => {
            const result = onFinally.call(undefined, []);
            const waited = promises.from(result);
            const pass = new NativeFunction(
              realm.functionPrototype,
              '',
              0,
              () => settled(value),
              null,
              true,
            );
            return realm.call(waited.get('then'), waited, [pass]);
          });
        const rethrow = (reason: Value): Value => {
          throw new Thrown(reason);
        };
        return realm.call(then, self, [after((value) => value), after(rethrow)]);
      },
    },
    statics: {
      resolve: (self, [value]) => {
        if (value instanceof PromiseObject && value.get('constructor') === self) return value;
        const capability = promises.capability(receiver(self, 'PromiseResolve'));
        capability.resolve(value);
        return capability.promise;
      },
      reject: (self, [reason]) => {
        const capability = promises.capability(self);
        capability.reject(reason);
        return capability.promise;
      },
      withResolvers: (self) => {
        const promise = promises.create();
        if (self !== realm.global.get('Promise')) {
          const capability = promises.capability(self);
          return realm
            .object()
            .put('promise', capability.promise)
            .put(
              'resolve',
              realm.function(
                '',
                (_self, [value]) => {
                  capability.resolve(value);
                  return undefined;
                },
                1,
              ),
            )
            .put(
              'reject',
              realm.function(
                '',
                (_self, [value]) => {
                  capability.reject(value);
                  return undefined;
                },
                1,
              ),
            );
        }
        const { resolve, reject } = promises.resolvingFunctions(promise);
        return realm.object().put('promise', promise).put('resolve', resolve).put('reject', reject);
      },
      try: (self, [callback, ...args]) => {
        const capability = promises.capability(self);
        try {
          capability.resolve(realm.call(callback, undefined, args));
        } catch (error) {
          capability.reject(realm.caught(error));
        }
        return capability.promise;
      },
      all: combinator('Promise.all', (members) => {
        const values: Value[] = [];
        members.onFulfilled = (index, value) => {
          values[index] = value;
        };
        members.onAllDone = (capability) => capability.resolve(realm.array(values));
      }),
      allSettled: combinator('Promise.allSettled', (members) => {
        const values: Value[] = [];
        members.onFulfilled = (index, value) => {
          values[index] = realm.object().put('status', 'fulfilled').put('value', value);
        };
        members.onRejected = (index, reason) => {
          values[index] = realm.object().put('status', 'rejected').put('reason', reason);
        };
        members.onAllDone = (capability) => capability.resolve(realm.array(values));
      }),
      any: combinator('Promise.any', (members) => {
        const errors: Value[] = [];
        members.resolvesWithFirst = true;
        members.onRejected = (index, reason) => {
          errors[index] = reason;
        };
        members.onAllDone = (capability) => {
          const error = realm.error('AggregateError', 'All promises were rejected');
          error.hide('errors', realm.array(errors));
          capability.reject(error);
        };
      }),
      race: combinator('Promise.race', (members) => {
        members.resolvesWithFirst = true;
        members.waitsForAll = false;
      }),
    },
  });
  constructor.define(
    Symbol.species,
    Property.accessor(
      realm.function('get [Symbol.species]', (self) => self),
      undefined,
      false,
    ),
  );
  realm.prototype('Promise').hide(Symbol.toStringTag, 'Promise');
}

/** A resolver in V8's words. */
function describeResolver(value: Value): string {
  if (value instanceof JSObject) return '#<Object>';
  return value instanceof Unknown ? value.name : String(value);
}

/** Built-in code around a function of the program: it is shown where that function is. */
class PlacedNative extends NativeFunction {
  readonly place: { readonly line: number; readonly column: number } | null;

  constructor(realm: Realm, user: JSObject, code: (value: Value) => Value) {
    super(realm.functionPrototype, '', 1, (_self, [value]) => code(value));
    this.place =
      'place' in user ? (user.place as { readonly line: number; readonly column: number }) : null;
  }
}

/** The common part of all, allSettled, any and race: every member is resolved and subscribed to. */
class Members {
  readonly promises: PromiseObject[] = [];
  onFulfilled: ((index: number, value: Value) => void) | null = null;
  onRejected: ((index: number, reason: Value) => void) | null = null;
  onAllDone: ((capability: Capability) => void) | null = null;
  resolvesWithFirst = false;
  waitsForAll = true;
  private remaining = 1;

  constructor(
    private readonly realm: Realm,
    private readonly constructor_: Value,
    private readonly capability: Capability,
    private readonly name: string,
  ) {}

  subscribe(iterable: Value): void {
    const { realm } = this;
    const resolve = getProperty(realm, this.constructor_, 'resolve');
    if (!isCallable(resolve)) throw typeError('Promise resolve or reject function is not callable');
    let index = 0;
    forEachOf(realm, iterable, (value) => {
      const member = resolve.call(this.constructor_, [value]);
      if (member instanceof PromiseObject) this.promises.push(member);
      this.subscribeTo(member, index++);
    });
    this.memberDone();
  }

  private subscribeTo(member: Value, index: number): void {
    const { realm, capability } = this;
    this.remaining++;
    const element = (
      part: 'resolve' | 'reject',
      handler: ((index: number, value: Value) => void) | null,
      otherwise: (value: Value) => void,
    ) => {
      // Without a handler of its own, the combinator hands on the result promise's resolving function.
      const elementName = handler
        ? `${this.name} ${part} element function`
        : `${this.name} ${part} function`;
      let used = false;
      return new NativeFunction(
        realm.functionPrototype,
        elementName,
        1,
        (_self, [value]) => {
          if (!handler) {
            otherwise(value);
            return undefined;
          }
          if (used) return undefined;
          used = true;
          handler(index, value);
          this.memberDone();
          return undefined;
        },
        null,
        true,
      );
    };
    const fulfilled = element(
      'resolve',
      this.resolvesWithFirst ? null : this.onFulfilled,
      (value) => capability.resolve(value),
    );
    const rejected = element('reject', this.onRejected, (reason) => capability.reject(reason));
    realm.call(getProperty(realm, member, 'then'), member, [fulfilled, rejected]);
  }

  private memberDone(): void {
    if (--this.remaining === 0 && this.waitsForAll) this.onAllDone?.(this.capability);
  }
}
