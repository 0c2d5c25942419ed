import { partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import type { TypeParameter } from './ast';

interface Lower {
  text(node: SyntaxNode): string;
}

/** The parameters in brackets behind the name of a definition (PEP 695). */
export function lowerTypeParameters(lowering: Lower, list: SyntaxNode | null): TypeParameter[] {
  return list ? partsOf(list).map((node) => lowerTypeParameter(lowering.text(node))) : [];
}

/** From the text of it: `T`, `T: bound`, `*Ts` or `**P`. */
function lowerTypeParameter(text: string): TypeParameter {
  const [, stars = '', name = ''] = /^(\**)\s*(\w+)/u.exec(text) ?? [];
  const kind = stars === '**' ? 'ParamSpec' : stars === '*' ? 'TypeVarTuple' : 'TypeVar';
  return { name, kind };
}

/** What stands on the left of a `type` statement: a name, and its parameters. */
export function lowerAliasName(
  lowering: Lower,
  node: SyntaxNode,
): { name: string; typeParameters: TypeParameter[] } {
  const left = node.childForFieldName('left');
  const written = left && partsOf(left)[0];
  if (written?.type !== 'generic_type') {
    return { name: left ? lowering.text(left) : '', typeParameters: [] };
  }
  const [name, list] = partsOf(written);
  return {
    name: name ? lowering.text(name) : '',
    typeParameters: lowerTypeParameters(lowering, list ?? null),
  };
}
