import type { Value } from './object';
import { JSObject } from './object';

/** Objects whose contents are a host collection: primitives compare and identities hold as in the program itself. */

export class MapObject extends JSObject {
  readonly entries = new Map<Value, Value>();
  override get kind(): string {
    return 'Map';
  }
}

export class SetObject extends JSObject {
  readonly values = new Set<Value>();
  override get kind(): string {
    return 'Set';
  }
}

export class WeakMapObject extends JSObject {
  readonly entries = new WeakMap<JSObject, Value>();
  override get kind(): string {
    return 'WeakMap';
  }
}

export class WeakSetObject extends JSObject {
  readonly values = new WeakSet<JSObject>();
  override get kind(): string {
    return 'WeakSet';
  }
}

export class WeakRefObject extends JSObject {
  constructor(
    proto: JSObject | null,
    readonly target: Value,
  ) {
    super(proto);
  }
  override get kind(): string {
    return 'WeakRef';
  }
}

/** `time`: ms since the epoch, NaN for an invalid date. */
export class DateObject extends JSObject {
  constructor(
    proto: JSObject | null,
    public time: number,
  ) {
    super(proto);
  }
  override get kind(): string {
    return 'Date';
  }
}

export class RegExpObject extends JSObject {
  constructor(
    proto: JSObject | null,
    readonly regexp: RegExp,
  ) {
    super(proto);
  }
  override get kind(): string {
    return 'RegExp';
  }
}

/** `Object(1)`: a primitive in an object. */
export class WrapperObject extends JSObject {
  constructor(
    proto: JSObject | null,
    readonly primitive: string | number | boolean | bigint | symbol,
  ) {
    super(proto);
  }
  override get kind(): string {
    const type = typeof this.primitive;
    return type === 'bigint' ? 'BigInt' : type.charAt(0).toUpperCase() + type.slice(1);
  }
}

/** The `arguments` of a function. */
export class ArgumentsObject extends JSObject {
  override get kind(): string {
    return 'Arguments';
  }
}
