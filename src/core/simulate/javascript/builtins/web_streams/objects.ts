import { inspect } from '../../inspect/inspect';
import type { Realm } from '../../realm';
import type { Value } from '../../values/object';
import { JSObject, Property } from '../../values/object';
import { nodeError } from '../../values/throw';

/** An object of one of the classes: what it does is its state's. */
export class StreamPart<State> extends JSObject {
  constructor(
    proto: JSObject | null,
    readonly state: State,
  ) {
    super(proto);
  }
}

type StateClass<State> = abstract new (...args: never[]) => State;

export function stateOf<State>(self: Value, of: StateClass<State>, name: string): State {
  if (self instanceof StreamPart && self.state instanceof of) return self.state;
  throw nodeError('TypeError', 'ERR_INVALID_THIS', `Value of "this" must be of type ${name}`);
}

/** Prints an object by what these names give (`customInspect` of lib/internal/webstreams/util.js). */
export function shownAs(
  realm: Realm,
  name: string,
  names: Readonly<Record<string, (self: Value) => Value>>,
): void {
  const custom = realm.function('', (self, [depth, options]) => {
    if (typeof depth === 'number' && depth < 0) return self;
    const shown = realm.object();
    for (const [key, value] of Object.entries(names)) shown.put(key, value(self));
    const whole = options instanceof JSObject ? options.get('depth') : 2;
    const inner = typeof whole === 'number' ? whole - 1 : null;
    return `${name} ${inspect(realm, shown, { depth: inner })}`;
  });
  const prototype = realm.prototype(name);
  prototype.hide(Symbol.for('nodejs.util.inspect.custom'), custom);
  prototype.define(Symbol.toStringTag, new Property(name, false, false, true));
}

export function streamObject(realm: Realm, name: string, state: object): JSObject {
  return new StreamPart(realm.prototype(name), state);
}

/** For classes that only the runtime makes objects of. */
export function illegalConstructor(): never {
  throw nodeError('TypeError', 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
}
