import { hasToken, partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import type { ClassMember, ClassNode, Expression } from '../ast';
import type { Lower } from './context';
import { placeOf } from './context';
import { parameterProperties } from './functions';
import { lowerKey } from './patterns';

export function lowerDecorator(lower: Lower, node: SyntaxNode): Expression {
  return lower.expression(partsOf(node)[0]);
}

export function lowerClass(
  lower: Lower,
  node: SyntaxNode,
  outer: readonly Expression[],
): ClassNode {
  const strictOutside = lower.strict;
  lower.strict = true;
  const superclass = superclassOf(node);
  const members: ClassMember[] = [];
  /** Parameter properties are fields too, before all others. */
  const declared: ClassMember[] = [];
  let decorators: Expression[] = [];
  const body = node.childForFieldName('body');
  for (const child of body ? partsOf(body) : []) {
    if (child.type === 'decorator') {
      decorators.push(lowerDecorator(lower, child));
      continue;
    }
    const member = lowerMember(lower, child, superclass !== null, decorators);
    if (member) members.push(member);
    declared.push(...parameterProperties(child).map(({ text }) => fieldNamed(text)));
    decorators = [];
  }
  const lowered: ClassNode = {
    name: node.childForFieldName('name')?.text ?? null,
    superclass: superclass && lower.expression(superclass),
    members: [...declared, ...members],
    decorators: [
      ...outer,
      ...node.childrenForFieldName('decorator').map((each) => lowerDecorator(lower, each)),
    ],
    place: placeOf(node),
    source: node.text,
  };
  lower.strict = strictOutside;
  return lowered;
}

function fieldNamed(name: string): ClassMember {
  const key = { type: 'name', name } as const;
  return { type: 'field', key, isStatic: false, value: null, decorators: [] };
}

function superclassOf(node: SyntaxNode): SyntaxNode | null {
  const heritage = partsOf(node).find((child) => child.type === 'class_heritage');
  if (!heritage) return null;
  // TypeScript's grammar has clauses in between; JavaScript's has the expression itself.
  const clause = partsOf(heritage).find((child) => child.type === 'extends_clause');
  if (clause) return clause.childForFieldName('value');
  const [first] = partsOf(heritage);
  return first && first.type !== 'implements_clause' ? first : null;
}

function lowerMember(
  lower: Lower,
  node: SyntaxNode,
  derived: boolean,
  before: readonly Expression[],
): ClassMember | null {
  switch (node.type) {
    case 'method_definition': {
      const nameNode = node.childForFieldName('name');
      if (!nameNode) return null;
      const key = lowerKey(lower, nameNode);
      const isStatic = hasToken(node, 'static');
      const isConstructor = !isStatic && key.type === 'name' && key.name === 'constructor';
      const kind = isConstructor
        ? derived
          ? 'derivedConstructor'
          : 'constructor'
        : hasToken(node, 'get')
          ? 'getter'
          : hasToken(node, 'set')
            ? 'setter'
            : 'method';
      const name = key.type === 'computed' ? '' : key.name;
      return {
        type: 'method',
        key,
        isStatic,
        function: lower.function(node, kind, name),
        decorators: [
          ...before,
          ...node.childrenForFieldName('decorator').map((each) => lowerDecorator(lower, each)),
        ],
      };
    }
    case 'public_field_definition':
    case 'field_definition': {
      if (hasToken(node, 'declare') || hasToken(node, 'abstract')) return null;
      const nameNode = node.childForFieldName('name') ?? node.childForFieldName('property');
      if (!nameNode) return null;
      const value = node.childForFieldName('value');
      const key = lowerKey(lower, nameNode);
      const name = key.type === 'computed' ? null : key.name;
      return {
        type: 'field',
        key,
        isStatic: hasToken(node, 'static'),
        value: value && lower.expression(value, name),
        decorators: [
          ...before,
          ...node.childrenForFieldName('decorator').map((each) => lowerDecorator(lower, each)),
        ],
      };
    }
    case 'class_static_block':
      return {
        type: 'staticBlock',
        body: lower.block(node.childForFieldName('body')),
        place: placeOf(node),
      };
    default:
      // Signatures, index signatures and abstract members are types only.
      return null;
  }
}
