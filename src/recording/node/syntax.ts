import { childrenOf } from './tree';
import type { Tree } from './tree';

/** What a file holds that decides how its types are taken out. */
export interface Syntax {
  /** Whether blanks can take the place of all types, as Node's own type stripping does. */
  readonly erasable: boolean;
  readonly jsx: boolean;
  /** Whether it has import or export declarations. */
  readonly modules: boolean;
  /** Whether only a whole compiler does: namespaces with code in them, decorators. */
  readonly needsCompiler: boolean;
  /** Whether it has `using` or `await using` declarations. */
  readonly using: boolean;
}

const emitting = new Set([
  'TSEnumDeclaration',
  'TSParameterProperty',
  'TSImportEqualsDeclaration',
  'TSExportAssignment',
  // Blanks cannot take the place of `<T>x` where a line begins with it: Node refuses it.
  'TSTypeAssertion',
]);

export function syntaxOf(program: Tree): Syntax {
  const found = { erasable: true, jsx: false, modules: false, needsCompiler: false, using: false };
  look(program, found);
  return found;
}

function look(node: Tree, found: { -readonly [key in keyof Syntax]: boolean }): void {
  if (node.declare === true) return;
  if (emitting.has(node.type)) found.erasable = false;
  else if (node.type === 'TSModuleDeclaration' && holdsCode(node)) {
    found.erasable = false;
    found.needsCompiler = true;
  } else if (node.type === 'Decorator') {
    found.erasable = false;
    found.needsCompiler = true;
  } else if (/^JSX(Element|Fragment)$/.test(node.type)) {
    found.erasable = false;
    found.jsx = true;
  } else if (String(node.kind).endsWith('using')) found.using = true;
  else if (/^(Import|Export\w*)Declaration$/.test(node.type)) found.modules = true;
  for (const child of childrenOf(node)) look(child, found);
}

/** A namespace of types only leaves nothing behind. */
function holdsCode(node: Tree): boolean {
  const body = node.body as Tree | undefined;
  if (body?.type !== 'TSModuleBlock') return body ? holdsCode(body) : false;
  return (body.body as Tree[]).some((statement) => {
    const inner = (statement.declaration as Tree | null | undefined) ?? statement;
    if (inner.declare === true || /^TS(Interface|TypeAlias)Declaration$/.test(inner.type))
      return false;
    return inner.type !== 'TSModuleDeclaration' || holdsCode(inner);
  });
}
