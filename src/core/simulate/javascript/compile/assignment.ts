import type { Expression, Pattern } from '../ast';
import type { Realm } from '../realm';
import { getElement, getProperty, setElement, setProperty } from '../values/access';
import { toKey, toNumeric } from '../values/convert';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { binaryOperator } from '../values/operators';
import { typeError } from '../values/throw';
import { Unknown } from '../values/unknown';
import type { Code, Scope, Steps } from './code';
import { combine1, flow, plain } from './code';
import type { Compiler } from './context';
import { compileKey } from './keys';
import { compileHome, compileSuperMember, privateSlot } from './members';
import { write } from './patterns';
import { compileRead, compileWrite } from './variables';

type Node<T extends Expression['type']> = Extract<Expression, { type: T }>;

/** A place that is read and then written, its object and key evaluated once. */
interface Reference {
  readonly parts: readonly Code[];
  /** Evaluates object and key. */
  readonly resolve: (scope: Scope) => Steps<{ get(): Value; set(value: Value): void }>;
}

function compileReference(compiler: Compiler, target: Pattern | Expression): Reference {
  const { realm, strict } = compiler;
  if (target.type === 'identifier') {
    const read = compileRead(compiler, target);
    const assign = compileWrite(compiler, target.name, false);
    return {
      parts: [],

      *resolve(scope) {
        return { get: () => read.run?.(scope), set: (value) => assign(scope, value) };
      },
    };
  }
  if (target.type === 'member') {
    const object = compiler.expression(target.object);
    if (target.key.type === 'private') {
      const slot = privateSlot(compiler, target.key.name);
      return {
        parts: [object],
        *resolve(scope) {
          const value = object.run ? object.run(scope) : yield* object.steps(scope);
          return { get: () => slot.get(scope, value), set: (next) => slot.set(scope, value, next) };
        },
      };
    }
    const key =
      target.key.type === 'computed'
        ? compiler.expression(target.key.expression)
        : compileKey(compiler, target.key);
    return {
      parts: [object, key],
      *resolve(scope) {
        const value = object.run ? object.run(scope) : yield* object.steps(scope);
        const name = key.run ? key.run(scope) : yield* key.steps(scope);
        return {
          get: () =>
            typeof name === 'string'
              ? getProperty(realm, value, name)
              : getElement(realm, value, name),
          set: (next) =>
            typeof name === 'string'
              ? setProperty(realm, value, name, next, strict)
              : setElement(realm, value, name, next, strict),
        };
      },
    };
  }
  if (target.type === 'superMember') {
    const read = compileSuperMember(compiler, target);
    const self = compileRead(compiler, { name: 'this', place: null });
    const home = compileHome(compiler);
    const key = compileKey(compiler, target.key);
    return {
      parts: [],

      *resolve(scope) {
        return {
          get: () => read.run?.(scope),
          set: (value) =>
            setSuper(realm, home.run?.(scope), self.run?.(scope), key.run?.(scope), value, strict),
        };
      },
    };
  }
  return {
    parts: [],

    *resolve() {
      const unknown = new Unknown('value');
      return { get: () => unknown, set: () => undefined };
    },
  };
}

/** `super.x = value`: a setter is looked up above the home object; without one the property becomes `this`'s own. */
function setSuper(
  realm: Realm,
  home: Value,
  self: Value,
  key: Value,
  value: Value,
  strict: boolean,
): void {
  const parent = home instanceof JSObject ? home.proto : null;
  if (!parent || key instanceof Unknown) setElement(realm, self, key, value, strict);
  else if (!parent.set(toKey(key), value, self) && strict)
    throw typeError(`Cannot assign to read only property '${String(toKey(key))}' of object`);
}

export function compileAssignment(compiler: Compiler, node: Node<'assign'>): Code {
  if (node.operator === '=') return compilePlainAssignment(compiler, node);
  const logical = node.operator === '&&=' || node.operator === '||=' || node.operator === '??=';
  return logical
    ? compileLogicalAssignment(compiler, node)
    : compileCompoundAssignment(compiler, node);
}

function compilePlainAssignment(compiler: Compiler, node: Node<'assign'>): Code {
  const { target } = node;
  const value = compiler.expression(node.value);
  if (target.type === 'identifier') {
    const assign = compileWrite(compiler, target.name, false);
    return combine1(value, (given, scope) => {
      assign(scope, given);
      return given;
    });
  }
  if (target.type === 'member' || target.type === 'superMember') {
    const reference = compileReference(compiler, target);
    return flow([...reference.parts, value], function* (scope) {
      const place = yield* reference.resolve(scope);
      const given = value.run ? value.run(scope) : yield* value.steps(scope);
      place.set(given);
      return given;
    });
  }
  const writer = compiler.writer(target, false);
  return flow(
    [value, { run: writer.run && (() => undefined), steps: plain(() => undefined).steps }],
    function* (scope) {
      const given = value.run ? value.run(scope) : yield* value.steps(scope);
      yield* write(writer, scope, given);
      return given;
    },
  );
}

function compileCompoundAssignment(compiler: Compiler, node: Node<'assign'>): Code {
  const apply = binaryOperator(node.operator.slice(0, -1));
  const value = compiler.expression(node.value);
  if (!apply) return plain(() => compiler.realm.unsupported(node.operator));
  const { target } = node;
  if (target.type === 'identifier' && value.run) {
    const read = compileRead(compiler, target).run;
    const assign = compileWrite(compiler, target.name, false);
    const { run } = value;
    return plain((scope) => {
      const result = apply(read?.(scope), run(scope));
      assign(scope, result);
      return result;
    });
  }
  const reference = compileReference(compiler, target);
  return flow([...reference.parts, value], function* (scope) {
    const place = yield* reference.resolve(scope);
    const before = place.get();
    const result = apply(before, value.run ? value.run(scope) : yield* value.steps(scope));
    place.set(result);
    return result;
  });
}

function compileLogicalAssignment(compiler: Compiler, node: Node<'assign'>): Code {
  const { realm } = compiler;
  const { operator } = node;
  const value = compiler.expression(node.value);
  const reference = compileReference(compiler, node.target);
  return flow([...reference.parts, value], function* (scope) {
    const place = yield* reference.resolve(scope);
    const before = place.get();
    const assigns =
      operator === '??='
        ? before === undefined || before === null
        : operator === '&&='
          ? realm.truth(before)
          : !realm.truth(before);
    if (!assigns) return before;
    const given = value.run ? value.run(scope) : yield* value.steps(scope);
    place.set(given);
    return given;
  });
}

export function compileUpdate(compiler: Compiler, node: Node<'update'>): Code {
  const change = node.operator === '++' ? 1 : -1;
  const next = (value: number | bigint | Unknown): Value =>
    value instanceof Unknown
      ? new Unknown(`${value.name} ${change > 0 ? '+' : '-'} 1`, undefined, 'number')
      : typeof value === 'bigint'
        ? value + BigInt(change)
        : value + change;
  if (node.target.type === 'identifier') {
    const read = compileRead(compiler, node.target).run;
    const assign = compileWrite(compiler, node.target.name, false);
    return plain((scope) => {
      const before = toNumeric(read?.(scope));
      const after = next(before);
      assign(scope, after);
      return node.prefix ? after : before;
    });
  }
  const reference = compileReference(compiler, node.target);
  return flow(reference.parts, function* (scope) {
    const place = yield* reference.resolve(scope);
    const before = toNumeric(place.get());
    const after = next(before);
    place.set(after);
    return node.prefix ? after : before;
  });
}
