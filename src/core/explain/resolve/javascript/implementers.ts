import type { SyntaxNode } from '../../../syntax/document';
import { either } from '../either';
import type { ClassInfo, Value } from '../value';
import { isKnown } from '../value';
import { isAwaitable } from './awaiting';
import { usersOf } from './callers';
import { qualifiedName } from './namespaces';
import type { JavaScriptParts } from './parts';

/** The classes that say that they implement an interface: what their methods do, where only the interface's type is known. */

/** With more classes than that, which it is says too little. */
const mostImplementers = 4;

/**
 * What the classes that implement an interface have for one of its methods, one of these; null where the method gives nothing
 * to wait for, where not each class's is known, or where objects that are no such class have the type too.
 */
export function implementedMember(
  javascript: JavaScriptParts,
  declaration: SyntaxNode,
  name: string,
  declared: Value,
): Value | null {
  const isSource = !/\.d\.[cm]?ts$/.test(javascript.source.path ?? '');
  const isAsked = declared.kind === 'callable' && isSource && mayWait(declared.returns);
  const classes = isAsked ? implementersOf(javascript, declaration) : [];
  const methods: Value[] = [];
  for (const info of classes) {
    const method = javascript.classMember(info, name, { kind: 'object', class: info });
    if (method.kind === 'function') methods.push(method);
    else if (isKnown(method)) return null;
  }
  return methods.length > 0 ? either(methods) : null;
}

function mayWait(returned: Value): boolean {
  const isSteps = returned.kind === 'instance' && returned.type === 'AsyncIterator';
  return isSteps || isAwaitable(returned);
}

/** The classes of the program that implement an interface; none where there are too many, or other objects of its type. */
function implementersOf(
  javascript: JavaScriptParts,
  declaration: SyntaxNode,
): readonly ClassInfo[] {
  const name = declaration.childForFieldName('name')?.text ?? '';
  const { implementers } = javascript.bindings;
  const known = implementers.get(declaration.id);
  if (known) return known;
  // What a class is given may be of the type itself.
  implementers.set(declaration.id, []);
  const found = search(javascript, declaration, name);
  if (found.length > 0) implementers.set(declaration.id, found);
  else implementers.delete(declaration.id);
  return found;
}

function search(
  javascript: JavaScriptParts,
  declaration: SyntaxNode,
  name: string,
): readonly ClassInfo[] {
  const found: ClassInfo[] = [];
  const says = new RegExp(`\\bimplements\\b[^{]*\\b${name}\\b`);
  const isElse = new RegExp(
    `:\\s*${name}\\b[^=;(){}]*=\\s*[[{(]|\\b(?:as|satisfies)\\s+${name}\\b|\\binterface\\b[^{]*\\bextends\\b[^{]*\\b${name}\\b`,
  );
  for (const user of usersOf(javascript, new RegExp(`${says.source}|${isElse.source}`))) {
    if (isElse.test(user.source.text)) return [];
    for (const info of says.test(user.source.text) ? user.bindings.classes : []) {
      if (!implementsType(user, info, declaration, name)) continue;
      // The objects of an abstract class are of classes below it.
      const isAbstract = info.node.type.startsWith('abstract');
      if (isAbstract || found.push(info) > mostImplementers) return [];
    }
  }
  return found;
}

function implementsType(
  user: JavaScriptParts,
  { node }: ClassInfo,
  declaration: SyntaxNode,
  name: string,
): boolean {
  const heritage = node.namedChildren.find(({ type }) => type === 'class_heritage');
  const clause = heritage?.namedChildren.find(({ type }) => type === 'implements_clause');
  return (clause?.namedChildren ?? []).some((written) => {
    const own = written.childForFieldName('name') ?? written;
    const type = own.text === name ? qualifiedName(user, name, own.startIndex) : null;
    return (
      type?.kind === 'type' &&
      type.node.id === declaration.id &&
      type.node.tree === declaration.tree
    );
  });
}
