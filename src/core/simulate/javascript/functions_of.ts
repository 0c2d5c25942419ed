import type { FunctionNode, Program } from './ast';

/** A function of the source, with what it is nested in. */
export interface FoundFunction {
  readonly function: FunctionNode;
  /** The functions around it, outermost first. */
  readonly path: readonly FunctionNode[];
  /** The class whose member it is; null for anything else. */
  readonly className: string | null;
  readonly isStatic: boolean;
  /** The class whose instance `this` is in an arrow function; null where that is not to be seen. */
  readonly thisClass: string | null;
}

function isFunctionNode(value: object): value is FunctionNode {
  return 'parameters' in value && 'selfName' in value;
}

/** All functions of a program, in source order. */
export function collectFunctions(program: Program): FoundFunction[] {
  const found: FoundFunction[] = [];
  const visit = (
    value: unknown,
    path: readonly FunctionNode[],
    className: string | null,
    isStatic = false,
    thisClass: string | null = null,
  ): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const each of value) visit(each, path, className, isStatic, thisClass);
      return;
    }
    if (isFunctionNode(value)) {
      found.push({ function: value, path, className, isStatic, thisClass });
      const inner = [...path, value];
      const inside = value.kind === 'arrow' ? thisClass : className;
      visit(value.parameters, inner, null, false, inside);
      visit(value.body, inner, null, false, inside);
      return;
    }
    const owner =
      'members' in value &&
      'superclass' in value &&
      'name' in value &&
      typeof value.name === 'string'
        ? value.name
        : className;
    const inStatic = 'isStatic' in value && value.isStatic === true;
    for (const [key, each] of Object.entries(value))
      if (key !== 'place') visit(each, path, owner, inStatic, owner ?? thisClass);
  };
  visit(program.body, [], null);
  return found;
}
