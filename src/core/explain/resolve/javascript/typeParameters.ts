import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import type { Value } from '../value';
import { unknown } from '../value';
import type { JavaScriptParts, TypeArguments } from './parts';

/** What the type parameters of an interface or alias stand for where it is used: what it is given, else their defaults. */
export function givenTypes(
  javascript: JavaScriptParts,
  declaration: SyntaxNode,
  given: readonly Value[],
): TypeArguments {
  const types = new Map<string, Value>();
  for (const [index, parameter] of parametersOf(declaration).entries()) {
    const name = parameter.childForFieldName('name')?.text ?? '';
    const fallback = parameter.childForFieldName('value')?.namedChild(0);
    const value =
      given[index] ?? (fallback && javascript.annotated(fallback.text, fallback.startIndex, types));
    if (value) types.set(name, value);
  }
  return types;
}

/** What the constraint of a type parameter says, of a declaration around an offset; null where the name is no type parameter. */
export function constrainedType(
  javascript: JavaScriptParts,
  name: string,
  offset: number,
): Value | null {
  if (!mayBeParameter(javascript, name)) return null;
  for (
    let node = javascript.source.nodeAt({ start: offset, end: offset + 1 });
    node;
    node = node.parent
  ) {
    const parameter = parametersOf(node).find(
      (one) => one.childForFieldName('name')?.text === name,
    );
    if (!parameter) continue;
    const constraint = parameter.childForFieldName('constraint')?.namedChild(0);
    return constraint
      ? javascript.annotated(constraint.text, constraint.startIndex)
      : unknown(l10n.t('{0} is a type parameter: each use gives its own type', name));
  }
  return null;
}

/** Sorts out the names that stand nowhere as a type parameter does: most do not. */
function mayBeParameter({ source }: JavaScriptParts, name: string): boolean {
  for (const offset of source.occurrences(name, source.whole)) {
    const before = source.text.slice(Math.max(0, offset - 20), offset);
    if (/[<,]\s*(?:(?:const|in|out)\s+)*$/.test(before)) return true;
  }
  return false;
}

function parametersOf(declaration: SyntaxNode): readonly SyntaxNode[] {
  const list = declaration.childForFieldName('type_parameters');
  return list?.namedChildren.filter(({ type }) => type === 'type_parameter') ?? [];
}
