import type { FunctionSite } from './sites';
import { childrenOf, isFunction } from './tree';
import type { Tree } from './tree';

const scheduling = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']);
const reactions = new Set(['then', 'catch', 'finally']);
/** The methods of `Promise` that wait for several, by the numbers that the recorder has for them. */
export const combinators = ['all', 'allSettled', 'race', 'any'];

/** Where a node stands, as a trace counts: one-based lines and one-based UTF-16 columns. */
export function placeOf({ loc }: Tree): Omit<FunctionSite, 'id' | 'name'> {
  return {
    line: loc.start.line,
    column: loc.start.column + 1,
    endLine: loc.end.line,
    endColumn: loc.end.column + 1,
  };
}

/** Where the expression of an arrow function begins, with the comments before it. */
export function afterArrow(node: Tree, text: string): number {
  const heads = [...(node.params as Tree[]), node.typeParameters, node.returnType] as (
    Tree | null | undefined
  )[];
  const tokens = /\/\*[^]*?\*\/|\/\/.*|=>/g;
  tokens.lastIndex = Math.max(node.start, ...heads.map((head) => head?.end ?? 0));
  let found = tokens.exec(text);
  while (found !== null && found[0] !== '=>') found = tokens.exec(text);
  return tokens.lastIndex;
}

/**
 * A directive must stay in front of everything, or it is none; a `#!` has its line to itself. A directive may lack its
 * semicolon, so what is inserted there begins with one.
 */
export function afterDirectives(node: Tree, start: number, text: string): number {
  const interpreter = node.interpreter as Tree | null | undefined;
  const directives = (node.directives ?? []) as unknown as Tree[];
  const last = directives.at(-1)?.end;
  if (last !== undefined || !interpreter) return last ?? start;
  return interpreter.end + (/^\r?\n/.exec(text.slice(interpreter.end))?.[0].length ?? 0);
}

/** In a block, unlike in a function's body, a name cannot be both a function's and a `var`'s. */
export function canBeWrapped(body: Tree): boolean {
  if (body.type !== 'BlockStatement') return true;
  const statements = body.body as Tree[];
  const declared = statements.filter(({ type }) => type === 'FunctionDeclaration');
  if (declared.length === 0) return true;
  const names = declared.map(({ id }) => String((id as Tree).name));
  return new Set(names).size === names.length && !declaresVar(body, new Set(names));
}

function declaresVar(node: Tree, names: ReadonlySet<string>): boolean {
  if (node.type === 'VariableDeclaration' && node.kind === 'var')
    return (node.declarations as Tree[]).some(({ id }) => {
      const target = id as Tree;
      return target.type !== 'Identifier' || names.has(String(target.name));
    });
  return childrenOf(node).some((child) => !isFunction(child) && declaresVar(child, names));
}

/** Whether a declaration takes the value of a suspension point apart as a list. V8 has words of its own for one that is none. */
export function unpacks(node: Tree, parent: Tree): boolean {
  if (parent.type !== 'VariableDeclarator' || parent.init !== node) return false;
  const { parenthesized } = (node.extra ?? {}) as { parenthesized?: boolean };
  return (parent.id as Tree).type === 'ArrayPattern' && parenthesized !== true;
}

/** Whether a node is an `await using`. */
export function opensAsync(node: Tree): boolean {
  return node.type === 'VariableDeclaration' && node.kind === 'await using';
}

/** The statement behind its labels. */
export function labelled(node: Tree): Tree {
  return node.type === 'LabeledStatement' ? labelled(node.body as Tree) : node;
}

/** The name of the property that is called; empty where it has none that the source tells. */
export function propertyOf(callee: Tree): string {
  const property = callee.property as Tree | undefined;
  return callee.computed === true || property?.type !== 'Identifier' ? '' : String(property.name);
}

function objectOf(callee: Tree): string {
  const object = callee.object as Tree | undefined;
  return object?.type === 'Identifier' ? String(object.name) : '';
}

/** Whether a call hands a function to the loop. */
export function schedules(callee: Tree): boolean {
  if (callee.type === 'Identifier') return scheduling.has(String(callee.name));
  return propertyOf(callee) === 'nextTick' && objectOf(callee) === 'process';
}

/** Whether a call waits for several promises: `Promise.all` and its like. */
export function combines(callee: Tree): boolean {
  return objectOf(callee) === 'Promise' && combinators.includes(propertyOf(callee));
}

/** Whether a function stands as an argument of `then`, `catch` or `finally`. */
export function reactionSite(node: Tree, parent: Tree): boolean {
  if (!parent.type.endsWith('CallExpression') || node.type === 'ObjectMethod') return false;
  return reactions.has(propertyOf(parent.callee as Tree)) && parent.callee !== node;
}

/** The name that a suspension point's value goes into. */
export function receiver(node: Tree, parent: Tree, text: string): string | null {
  const target =
    parent.type === 'VariableDeclarator' && parent.init === node
      ? (parent.id as Tree)
      : parent.type === 'AssignmentExpression' && parent.right === node
        ? (parent.left as Tree)
        : null;
  if (!target) return null;
  const end = (target.typeAnnotation as Tree | undefined)?.start ?? target.end;
  return text.slice(target.start, end).replace(/\s+/g, ' ').trim();
}
