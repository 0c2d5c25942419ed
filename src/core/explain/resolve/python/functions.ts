import { partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import type { Source } from '../source';

/** The decorators of a function, as written. */
export function decoratorsOf(source: Source, index: number): readonly string[] {
  const parent = source.functionNode(index)?.parent;
  if (parent?.type !== 'decorated_definition') return [];
  return parent.namedChildren.flatMap((child) =>
    child.type === 'decorator' ? [child.text.slice(1).trim()] : [],
  );
}

/** Whether a decorator is `contextlib.asynccontextmanager`. */
export function isContextManager(decorator: string): boolean {
  return /(?:^|\.)asynccontextmanager$/.test(decorator);
}

/** Whether the function that starts at an offset is a static method. */
export function isStatic(source: Source, start: number): boolean {
  return /@staticmethod\s+(?:async\s+)?$/.test(source.text.slice(Math.max(0, start - 80), start));
}

/** Whether a method gets the class, not an object of it, as its first argument. */
export function isOfClass(source: Source, index: number): boolean {
  return decoratorsOf(source, index).includes('classmethod');
}

/** Whether reading the method as an attribute calls it. */
export function isProperty(source: Source, index: number): boolean {
  return decoratorsOf(source, index).some((name) => /(?:^|\.)(?:cached_)?property$/.test(name));
}

/**
 * Whether a method only says that it is there: `...`, a docstring, `raise NotImplementedError`, `@abstractmethod`; or, with a
 * docstring that tells others what to put in its place, does nothing: `return None`, `pass`.
 */
export function isAbstract(source: Source, index: number): boolean {
  const extent = source.functions[index];
  // Most functions are not: a word that they have says so, and the tree need not be asked.
  if (!extent) return false;
  const text = source.text.slice(extent.start, extent.end);
  if (decoratorsOf(source, index).some((name) => /(?:^|\.)abstractmethod$/.test(name))) return true;
  if (/\b(?:await|async (?:for|with)|yield)\b/.test(text.slice('async def'.length))) return false;
  const body = source.functionNode(index)?.childForFieldName('body');
  const statements = body ? partsOf(body) : [];
  const isDocumented = statements[0]?.namedChild(0)?.type === 'string';
  return (
    statements.length > 0 &&
    statements.every((statement) => {
      if (statement.type === 'raise_statement')
        return statement.text.includes('NotImplementedError');
      if (isDocumented && /^(?:pass|return(?: None)?)$/.test(statement.text)) return true;
      const value = statement.type === 'expression_statement' ? statement.namedChild(0) : null;
      return value?.type === 'ellipsis' || value?.type === 'string';
    })
  );
}

/** The expressions that a function's own `return` statements give. */
export function* returnValues(source: Source, index: number): Generator<SyntaxNode> {
  const extent = source.functions[index];
  if (!extent) return;
  for (const offset of source.occurrences('return', extent)) {
    if (source.functionAround(offset) !== index) continue;
    const statement = source.nodeAt({ start: offset, end: offset + 6 })?.parent;
    const value = statement?.type === 'return_statement' ? statement.namedChild(0) : null;
    if (value) yield value;
  }
}
