import type { Resumption, Steps } from './compile/code';
import { GeneratorReturn } from './compile/code';
import type { Realm } from './realm';
import type { FunctionObject } from './values/function';
import { iteratorResult } from './values/iterate';
import type { Value } from './values/object';
import { JSObject } from './values/object';
import { Thrown, typeError } from './values/throw';

/** A generator object (ECMA-262 27.5): suspended code that its user drives. */
class GeneratorObject extends JSObject {
  state: 'start' | 'suspended' | 'running' | 'done' = 'start';

  constructor(
    proto: JSObject | null,
    readonly steps: Steps<Value>,
    readonly name: string,
  ) {
    super(proto);
  }

  override get kind(): string {
    return 'Generator';
  }
}

export function startGenerator(realm: Realm, fn: FunctionObject, steps: Steps<Value>): JSObject {
  const prototype = fn.get('prototype');
  const proto = prototype instanceof JSObject ? prototype : realm.prototype('Generator');
  return new GeneratorObject(proto, steps, fn.name);
}

function resume(realm: Realm, self: Value, resumption: Resumption): Value {
  if (!(self instanceof GeneratorObject))
    throw typeError('next method called on incompatible receiver');
  if (self.state === 'running') throw typeError('Generator is already running');
  if (self.state === 'start' && resumption.kind !== 'next') self.state = 'done';
  if (self.state === 'done') {
    if (resumption.kind === 'throw') throw new Thrown(resumption.value);
    return iteratorResult(realm, resumption.kind === 'return' ? resumption.value : undefined, true);
  }
  self.state = 'running';
  const depth = realm.enter(self.name);
  let result: IteratorResult<{ readonly value: Value }, Value>;
  try {
    result = self.steps.next(resumption);
  } catch (error) {
    self.state = 'done';
    if (error instanceof GeneratorReturn) return iteratorResult(realm, error.value, true);
    throw error;
  } finally {
    realm.leave(depth);
  }
  self.state = result.done ? 'done' : 'suspended';
  return iteratorResult(
    realm,
    result.done ? result.value : result.value.value,
    result.done === true,
  );
}

export function installGenerator(realm: Realm): void {
  const prototype = realm.prototype('Generator', realm.prototype('Iterator'));
  realm.methods(prototype, {
    next: (self, [value]) => resume(realm, self, { kind: 'next', value }),
    return: (self, [value]) => resume(realm, self, { kind: 'return', value }),
    throw: (self, [value]) => resume(realm, self, { kind: 'throw', value }),
  });
  prototype.hide(Symbol.toStringTag, 'Generator');
}
