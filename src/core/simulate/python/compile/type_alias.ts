import { Completion } from '../objects/functions';
import type { Code } from '../objects/functions';
import { TypeAlias } from '../objects/type_parameters';
import { call } from '../operations/call';
import type { Statement } from '../syntax/ast';
import { plain } from './code';
import type { Context } from './context';
import { makeFunction } from './functions';
import { storeName } from './names';
import { compileTypeParameters } from './type_parameters';

/** `type X[T] = …`: the value is evaluated where `__value__` is first asked for. */
export function compileTypeAlias(
  context: Context,
  node: Statement & { type: 'TypeAlias' },
): Code<Completion> {
  const types = compileTypeParameters(context, node.typeParameters);
  const make = makeFunction(types.context, node.value);
  const store = storeName(node.name, context.scope.access(node.name));
  return plain((frame) => {
    const { items } = types.enter(frame);
    const evaluate = make(frame, [], null);
    store(frame, new TypeAlias(node.name, evaluate.module, items, () => call(evaluate, [])));
    return Completion.Normal;
  });
}
