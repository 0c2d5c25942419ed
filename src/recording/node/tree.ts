/** A node of Babel's syntax tree, as far as the recorder looks at it. */
export interface Tree {
  readonly type: string;
  /** Offsets in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** Lines from 1, columns from 0, in UTF-16 code units. */
  readonly loc: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
  readonly [field: string]: unknown;
}

/** Fields that hold nodes, but no code of the program: types are taken out before it runs. */
const skipped = new Set(['loc', 'extra', 'typeAnnotation', 'typeParameters', 'returnType']);

/** The nodes directly below one, in source order as far as Babel's field order has it. */
export function childrenOf(node: Tree): Tree[] {
  const children: Tree[] = [];
  for (const field of Object.keys(node)) {
    if (skipped.has(field)) continue;
    const value = node[field];
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children;
}

function isNode(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

const functions = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
]);

export function isFunction(node: Tree): boolean {
  return functions.has(node.type);
}

export function isAsyncFunction(node: Tree): boolean {
  return node.async === true;
}
