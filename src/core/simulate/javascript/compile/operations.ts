import type { Expression } from '../ast';
import { toKey } from '../values/convert';
import { JSObject } from '../values/object';
import { binaryOperator, unaryOperator } from '../values/operators';
import { typeError } from '../values/throw';
import { Unknown } from '../values/unknown';
import type { Code } from './code';
import { combine1, combine2, flow, plain } from './code';
import type { Compiler } from './context';
import { compileKey } from './keys';
import { privateSlot } from './members';
import { compileTypeofName } from './variables';

type Node<T extends Expression['type']> = Extract<Expression, { type: T }>;

export function compileUnary(compiler: Compiler, node: Node<'unary'>): Code {
  const { operator, argument } = node;
  if (operator === 'delete') return compileDelete(compiler, argument);
  const apply = unaryOperator(operator);
  const missing =
    operator === 'typeof' && argument.type === 'identifier'
      ? compileTypeofName(compiler, argument.name)
      : null;
  const value = missing ?? compiler.expression(argument);
  if (!apply) return plain(() => compiler.realm.unsupported(operator));
  return combine1(value, apply);
}

function compileDelete(compiler: Compiler, argument: Expression): Code {
  const target = argument.type === 'chain' ? argument.expression : argument;
  if (target.type !== 'member') return plain(() => true);
  const { strict } = compiler;
  return combine2(
    compiler.expression(target.object),
    compileKey(compiler, target.key),
    (object, key) => {
      if (!(object instanceof JSObject)) return true;
      const name = toKey(key);
      const deleted = object.delete(name);
      if (!deleted && strict)
        throw typeError(`Cannot delete property '${String(name)}' of #<Object>`);
      return deleted;
    },
  );
}

export function compileBinary(compiler: Compiler, node: Node<'binary'>): Code {
  const apply = binaryOperator(node.operator);
  const left = compiler.expression(node.left);
  const right = compiler.expression(node.right);
  if (!apply) return plain(() => compiler.realm.unsupported(node.operator));
  return combine2(left, right, apply);
}

export function compilePrivateIn(compiler: Compiler, node: Node<'privateIn'>): Code {
  const slot = privateSlot(compiler, node.name);
  return combine1(compiler.expression(node.right), (object, scope) => {
    if (object instanceof Unknown)
      return new Unknown(`${node.name} in ${object.name}`, undefined, 'boolean');
    if (!(object instanceof JSObject))
      throw typeError("Cannot use 'in' operator to search for '#' in value");
    return object.privates?.has(slot.name(scope)) ?? false;
  });
}

export function compileLogical(compiler: Compiler, node: Node<'logical'>): Code {
  const { realm } = compiler;
  const left = compiler.expression(node.left);
  const right = compiler.expression(node.right);
  const { operator } = node;
  return flow([left, right], function* (scope) {
    const value = left.run ? left.run(scope) : yield* left.steps(scope);
    if (value instanceof Unknown && operator !== '&&') {
      // `given ?? fallback`: something not known is most plausibly there.
      return value;
    }
    const goesOn =
      operator === '??'
        ? value === undefined || value === null
        : operator === '&&'
          ? realm.truth(value)
          : !realm.truth(value);
    if (!goesOn) return value;
    return right.run ? right.run(scope) : yield* right.steps(scope);
  });
}

export function compileConditional(compiler: Compiler, node: Node<'conditional'>): Code {
  const { realm } = compiler;
  const test = compiler.expression(node.test);
  const yes = compiler.expression(node.yes);
  const no = compiler.expression(node.no);
  if (test.run && yes.run && no.run) {
    const [a, b, c] = [test.run, yes.run, no.run];
    return plain((scope) => (realm.truth(a(scope)) ? b(scope) : c(scope)));
  }
  return flow([test, yes, no], function* (scope) {
    const chosen = realm.truth(test.run ? test.run(scope) : yield* test.steps(scope)) ? yes : no;
    return chosen.run ? chosen.run(scope) : yield* chosen.steps(scope);
  });
}
