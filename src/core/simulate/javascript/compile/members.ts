import { toKey } from '../values/convert';
import type { Expression, MemberExpression } from '../ast';
import { getElement, getProperty } from '../values/access';
import type { Property, Value } from '../values/object';
import { JSObject } from '../values/object';
import { typeError } from '../values/throw';
import { Unknown } from '../values/unknown';
import type { Code, Scope } from './code';
import { combine1, combine2, flow } from './code';
import type { Compiler } from './context';
import { compileKey } from './keys';
import { compileRead } from './variables';

/** Raised (within the host only) where a `?.` finds nothing: the whole chain is undefined. */
const absent = Symbol('absent');

export function compileMember(compiler: Compiler, node: MemberExpression): Code {
  const { realm } = compiler;
  const object = optional(compiler.expression(node.object), node.optional);
  const { key, place } = node;
  if (key.type === 'private') {
    const slot = privateSlot(compiler, key.name);
    return combine1(object, (value, scope) => slot.get(scope, value));
  }
  if (key.type === 'name') {
    const { name } = key;
    return combine1(object, (value) => {
      if (value === undefined || value === null) realm.context.place = place;
      return getProperty(realm, value, name);
    });
  }
  return combine2(object, compiler.expression(key.expression), (value, index) =>
    getElement(realm, value, index),
  );
}

/** The link of a chain before `?.`. */
export function optional(code: Code, isOptional: boolean): Code {
  if (!isOptional) return code;
  return combine1(code, (value) => {
    if (value === undefined || value === null) throw absent;
    return value;
  });
}

export function compileChain(compiler: Compiler, expression: Expression): Code {
  const code = compiler.expression(expression);
  return flow([code], function* (scope) {
    try {
      return code.run ? code.run(scope) : yield* code.steps(scope);
    } catch (error) {
      if (error === absent) return undefined;
      throw error;
    }
  });
}

/** The home object of `super`: the prototype of the class, or the class for static code, or the object literal. */
export function compileHome(compiler: Compiler): Code {
  return compileRead(compiler, { name: '%home', place: null });
}

export function compileSuperMember(
  compiler: Compiler,
  node: { readonly key: MemberExpression['key'] },
): Code {
  const self = compileRead(compiler, { name: 'this', place: null });
  const home = compileHome(compiler);
  return combine2(compileKey(compiler, node.key), combine2(home, self, superPair), (key, pair) => {
    if (!(pair instanceof SuperPair)) return undefined;
    return pair.proto?.get(toKey(key), pair.self);
  });
}

/** Where `super.x` looks, and whose `this` it keeps; never seen by the program. */
class SuperPair extends JSObject {
  constructor(
    above: JSObject | null,
    readonly self: Value,
  ) {
    super(above);
  }
}

function superPair(home: Value, self: Value): Value {
  return new SuperPair(home instanceof JSObject ? home.proto : null, self);
}

/** The identity of a `#name`: each evaluation of a class body has its own. */
export class PrivateName extends JSObject {
  constructor(readonly text: string) {
    super(null);
  }
}

export interface PrivateSlot {
  name(scope: Scope): PrivateName;
  get(scope: Scope, object: Value): Value;
  set(scope: Scope, object: Value, value: Value): void;
}

export function privateSlot(compiler: Compiler, text: string): PrivateSlot {
  const read = compileRead(compiler, { name: text, place: null });
  const nameIn = (scope: Scope): PrivateName => {
    const name = read.run?.(scope);
    return name instanceof PrivateName ? name : new PrivateName(text);
  };
  const find = (scope: Scope, object: Value): Property | undefined =>
    object instanceof JSObject ? object.privates?.get(nameIn(scope)) : undefined;
  return {
    name: nameIn,
    get(scope, object) {
      if (object instanceof Unknown) return object.member(text);
      const property = find(scope, object);
      if (!property && compiler.realm.lenient) return new Unknown(text);
      if (!property)
        throw typeError(
          `Cannot read private member ${text} from an object whose class did not declare it`,
        );
      if (!property.accessor) return property.value;
      if (!property.get) throw typeError(`'${text}' was defined without a getter`);
      return property.get.call(object, []);
    },
    set(scope, object, value) {
      if (object instanceof Unknown) return;
      const property = find(scope, object);
      if (!property)
        throw typeError(
          `Cannot write private member ${text} to an object whose class did not declare it`,
        );
      if (property.accessor) {
        if (!property.set) throw typeError(`'${text}' was defined without a setter`);
        property.set.call(object, [value]);
      } else if (!property.writable) throw typeError(`Private method '${text}' is not writable`);
      else property.value = value;
    },
  };
}
