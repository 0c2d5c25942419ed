import { PyTuple } from '../objects/containers';
import { Cell } from '../objects/functions';
import type { Frame } from '../objects/functions';
import { TypeParameter } from '../objects/type_parameters';
import type { TypeParameter as TypeParameterNode } from '../syntax/ast';
import type { Context } from './context';

/** The type parameters of a definition. */
interface TypeParameters {
  /** Sees their names. */
  readonly context: Context;
  /** Makes them, anew each time that the definition is executed. */
  readonly enter: (frame: Frame) => PyTuple;
}

export function compileTypeParameters(
  context: Context,
  nodes: readonly TypeParameterNode[],
): TypeParameters {
  if (nodes.length === 0) return { context, enter: () => new PyTuple([]) };
  const inner = context.inside(nodes);
  const variables = nodes.map(({ name }) => inner.scope.bound.get(name));
  const enter = (frame: Frame): PyTuple => {
    const made = nodes.map(({ kind, name }) => new TypeParameter(kind, name));
    for (const [index, parameter] of made.entries()) {
      const variable = variables[index];
      if (variable) {
        frame.slots[variable.slot] = variable.captured ? new Cell(parameter) : parameter;
      }
    }
    return new PyTuple(made);
  };
  return { context: inner, enter };
}
