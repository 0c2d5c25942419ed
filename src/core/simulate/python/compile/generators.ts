import { AsyncYield } from '../objects/functions';
import type { Code } from '../objects/functions';
import type { Value } from '../objects/object';
import { delegate } from '../operations/awaiting';
import type { Expression } from '../syntax/ast';
import { plain, step, suspending } from './code';
import type { Context } from './context';

export function compileYield(context: Context, node: Expression & { type: 'Yield' }): Code {
  const operand = node.value ? context.expression(node.value) : plain<Value>(() => null);
  if (!context.isAsync) {
    const point = context.point('await', node.site, node.value);
    return suspending(function* (frame) {
      const value = yield* step(operand, frame);
      frame.at = point;
      return yield value;
    });
  }
  const point = context.point('yield', node.site, node.value);
  return suspending(function* (frame) {
    const value = yield* step(operand, frame);
    frame.at = point;
    return yield new AsyncYield(value);
  });
}

export function compileYieldFrom(context: Context, node: Expression & { type: 'YieldFrom' }): Code {
  const operand = context.expression(node.value);
  const point = context.point('await', node.site, node.value);
  return suspending(function* (frame) {
    const value = yield* step(operand, frame);
    frame.at = point;
    return yield* delegate(value, frame);
  });
}
