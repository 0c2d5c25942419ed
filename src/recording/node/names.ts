import { isFunction } from './tree';
import type { Tree } from './tree';

/**
 * Qualified names of functions, as the explanations and walkthroughs have them (`core/suspension/javascript.ts`):
 * `Class.method`, `outer.inner`, `<arrow>` where there is none; a computed name is as it is written in `text`.
 */
export class Names {
  private readonly path: string[] = [];

  constructor(private readonly text: string) {}

  get current(): string {
    return this.path.join('.');
  }

  /** Goes into a node; the result goes out of it again. */
  enter(node: Tree, parent: Tree): () => void {
    const name = nameOf(node, parent, this.text);
    if (name === null) return () => undefined;
    this.path.push(name);
    return () => this.path.pop();
  }
}

function nameOf(node: Tree, parent: Tree, text: string): string | null {
  const fallback = fallbackOf(node);
  if (fallback === null) return null;
  const own = (node.id ?? node.key) as Tree | null | undefined;
  return (own ? textOf(own, node, text) : boundTo(node, parent, text)) ?? fallback;
}

function fallbackOf(node: Tree): string | null {
  if (node.type === 'ArrowFunctionExpression') return '<arrow>';
  if (isFunction(node)) return '<function>';
  if (/^Class(Declaration|Expression)$/.test(node.type)) return '<class>';
  return node.type === 'TSModuleDeclaration' ? '<namespace>' : null;
}

/** Which fields of a node bind its value to a name. */
const namingFields: Readonly<Record<string, readonly [name: string, value: string]>> = {
  VariableDeclarator: ['id', 'init'],
  AssignmentExpression: ['left', 'right'],
  AssignmentPattern: ['left', 'right'],
  ObjectProperty: ['key', 'value'],
  ClassProperty: ['key', 'value'],
  ClassPrivateProperty: ['key', 'value'],
};

function boundTo(node: Tree, parent: Tree, text: string): string | null {
  const fields = namingFields[parent.type];
  if (fields?.[1] === undefined || parent[fields[1]] !== node) return null;
  return textOf(parent[fields[0]] as Tree, parent, text);
}

function textOf(name: Tree, owner: Tree, text: string): string | null {
  if (owner.computed === true) return `[${text.slice(name.start, name.end)}]`;
  if (name.type === 'Identifier') return String(name.name);
  if (name.type === 'StringLiteral' || name.type === 'NumericLiteral') return String(name.value);
  if (name.type === 'PrivateName') return `#${String((name.id as Tree).name)}`;
  return null;
}
