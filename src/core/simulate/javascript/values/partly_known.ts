import type { PropertyKey, Value } from './object';
import { JSObject } from './object';
import { Unknown } from './unknown';

/** A module of which only some members are followed: the others are unknown, not absent. */
export class PartlyKnown extends JSObject {
  constructor(
    proto: JSObject,
    readonly name: string,
  ) {
    super(proto);
  }

  override get(key: PropertyKey, receiver: Value = this): Value {
    return typeof key === 'symbol' || key === 'then' || key === 'default' || this.has(key)
      ? super.get(key, receiver)
      : new Unknown(`${this.name}.${key}`);
  }
}
