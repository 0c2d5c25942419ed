import type { Realm } from '../realm';
import { isCallable, toKey } from '../values/convert';
import { FunctionObject } from '../values/function';
import { toList } from '../values/iterate';
import type { PropertyKey, Value } from '../values/object';
import { JSObject, Property } from '../values/object';
import { proxyTargets } from '../values/proxy';
import { typeError } from '../values/throw';
import { defineFrom, fromDescriptor } from './object';

/** The traps of a proxy, each falling back to the target (ECMA-262 10.5); their invariants are not checked. */
class Traps {
  constructor(
    readonly realm: Realm,
    readonly target: JSObject,
    readonly handler: JSObject,
  ) {}

  private revoked = false;

  /** Every use of the proxy throws from now on. */
  revoke(): void {
    this.revoked = true;
  }

  trap(name: string): ((...args: Value[]) => Value) | null {
    if (this.revoked) throw typeError(`Cannot perform '${name}' on a proxy that has been revoked`);
    const method = this.handler.get(name);
    return isCallable(method) ? (...args) => method.call(this.handler, args) : null;
  }

  get(key: PropertyKey, receiver: Value): Value {
    const trap = this.trap('get');
    return trap ? trap(this.target, key, receiver) : this.target.get(key, receiver);
  }

  set(key: PropertyKey, value: Value, receiver: Value): boolean {
    const trap = this.trap('set');
    if (trap) return this.realm.truth(trap(this.target, key, value, receiver));
    return this.target.set(key, value, receiver);
  }

  has(key: PropertyKey): boolean {
    const trap = this.trap('has');
    return trap ? this.realm.truth(trap(this.target, key)) : this.target.has(key);
  }

  delete(key: PropertyKey): boolean {
    const trap = this.trap('deleteProperty');
    return trap ? this.realm.truth(trap(this.target, key)) : this.target.delete(key);
  }

  ownKeys(): PropertyKey[] {
    const trap = this.trap('ownKeys');
    return trap ? toList(this.realm, trap(this.target)).map(toKey) : this.target.ownKeys();
  }

  getOwn(key: PropertyKey): Property | undefined {
    const trap = this.trap('getOwnPropertyDescriptor');
    if (!trap) return this.target.getOwn(key);
    const description = trap(this.target, key);
    if (!(description instanceof JSObject)) return undefined;
    const holder = this.realm.object();
    defineFrom(this.realm, holder, key, description);
    return holder.getOwn(key);
  }

  define(key: PropertyKey, property: Property): boolean {
    const trap = this.trap('defineProperty');
    if (!trap) return this.target.define(key, property);
    return this.realm.truth(trap(this.target, key, fromDescriptor(this.realm, property)));
  }

  /** What a write to an own property is defined as: the value alone changes. */
  write(key: PropertyKey, { enumerable, configurable }: Property, value: Value): boolean {
    const trap = this.trap('defineProperty');
    if (!trap) return this.target.define(key, new Property(value, true, enumerable, configurable));
    return this.realm.truth(trap(this.target, key, this.realm.object().put('value', value)));
  }
}

export class ProxyObject extends JSObject {
  constructor(readonly traps: Traps) {
    super(traps.target.proto);
  }
  override get kind(): string {
    return this.traps.target.kind;
  }
  override get(key: PropertyKey, receiver: Value = this): Value {
    return this.traps.get(key, receiver);
  }
  override set(key: PropertyKey, value: Value, receiver: Value = this): boolean {
    return this.traps.set(key, value, receiver);
  }
  override has(key: PropertyKey): boolean {
    return this.traps.has(key);
  }
  override delete(key: PropertyKey): boolean {
    return this.traps.delete(key);
  }
  override ownKeys(): PropertyKey[] {
    return this.traps.ownKeys();
  }
  override getOwn(key: PropertyKey): Property | undefined {
    return this.traps.getOwn(key);
  }
  override define(key: PropertyKey, property: Property): boolean {
    return this.traps.define(key, property);
  }
  protected override write(key: PropertyKey, property: Property, value: Value): boolean {
    return this.traps.write(key, property, value);
  }
}

/** A proxy of a function can be called, and `new` works on it if it does on the function. */
class CallableProxy extends FunctionObject {
  constructor(
    readonly traps: Traps,
    private readonly target: FunctionObject,
  ) {
    super(target.proto, target.name, target.arity);
  }
  override call(self: Value, args: Value[]): Value {
    const trap = this.traps.trap('apply');
    return trap
      ? trap(this.target, self, this.traps.realm.array(args))
      : this.target.call(self, args);
  }
  override get isConstructor(): boolean {
    return this.target.isConstructor;
  }
  override construct(args: Value[], newTarget: FunctionObject): JSObject {
    const trap = this.traps.trap('construct');
    if (!trap) return this.target.construct(args, newTarget === this ? this.target : newTarget);
    const made = trap(this.target, this.traps.realm.array(args), newTarget);
    if (made instanceof JSObject) return made;
    throw typeError('proxy [[Construct]] must return an object');
  }
  override get(key: PropertyKey, receiver: Value = this): Value {
    return this.traps.get(key, receiver);
  }
  override set(key: PropertyKey, value: Value, receiver: Value = this): boolean {
    return this.traps.set(key, value, receiver);
  }
  override has(key: PropertyKey): boolean {
    return this.traps.has(key);
  }
  override delete(key: PropertyKey): boolean {
    return this.traps.delete(key);
  }
  override ownKeys(): PropertyKey[] {
    return this.traps.ownKeys();
  }
  override getOwn(key: PropertyKey): Property | undefined {
    return this.traps.getOwn(key);
  }
  override define(key: PropertyKey, property: Property): boolean {
    return this.traps.define(key, property);
  }
  protected override write(key: PropertyKey, property: Property, value: Value): boolean {
    return this.traps.write(key, property, value);
  }
}

export function installProxy(realm: Realm): void {
  const trapsOf = ([target, handler]: Value[]): Traps => {
    if (!(target instanceof JSObject) || !(handler instanceof JSObject)) {
      throw typeError('Cannot create proxy with a non-object as target or handler');
    }
    return new Traps(realm, target, handler);
  };
  const make = (traps: Traps): JSObject => {
    const { target } = traps;
    const proxy = isCallable(target) ? new CallableProxy(traps, target) : new ProxyObject(traps);
    proxyTargets.set(proxy, target);
    return proxy;
  };
  realm.class('Proxy', {
    arity: 2,
    construct: (args) => make(trapsOf(args)),
    statics: {
      revocable: (_self, args) => {
        const traps = trapsOf(args);
        const revoke = realm.function('', () => {
          traps.revoke();
          return undefined;
        });
        return realm.object().put('proxy', make(traps)).put('revoke', revoke);
      },
    },
  });
}
