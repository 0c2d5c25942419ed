import { partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import type { Source } from '../source';
import { remembered } from '../source';

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
  if (decoratorsOf(source, index).some((name) => /(?:^|\.)abstractmethod$/.test(name))) return true;
  const statements = statementsOf(source, index);
  const isDocumented = statements[0]?.namedChild(0)?.type === 'string';
  const raising = statements.findIndex(isNotImplemented);
  // What stands after the error is never run: a `yield` there only makes a generator of the function.
  const run = raising < 0 ? statements : statements.slice(0, raising);
  return (
    statements.length > 0 &&
    run.every(
      (statement) =>
        isPlaceholder(statement) ||
        (isDocumented && /^(?:pass|return(?: None)?)$/.test(statement.text)),
    )
  );
}

/** Whether running a function does nothing but give a constant: `pass`, `return True`, a docstring. */
export function doesNothing(source: Source, index: number): boolean {
  const statements = statementsOf(source, index);
  return (
    statements.length > 0 &&
    statements.every(
      (statement) =>
        isPlaceholder(statement) ||
        /^(?:pass|return(?: (?:None|True|False|-?\d+|''|""))?)$/.test(statement.text),
    )
  );
}

function isNotImplemented({ type, text }: SyntaxNode): boolean {
  return type === 'raise_statement' && text.includes('NotImplementedError');
}

/** A statement that only fills a body: `...`, a docstring. */
function isPlaceholder(statement: SyntaxNode): boolean {
  const value = statement.type === 'expression_statement' ? statement.namedChild(0) : null;
  return value?.type === 'ellipsis' || value?.type === 'string';
}

/** The functions that have suspension points of their own, other than what they hand out. */
const suspending = remembered(
  (source: Source): ReadonlySet<number | null> =>
    new Set(
      source.suspensions.points.flatMap((point) =>
        point.keyword === 'yield' ? [] : [point.function],
      ),
    ),
);

/** The statements of a function; none of one that may suspend, of which nobody has to ask the tree. */
function statementsOf(source: Source, index: number): readonly SyntaxNode[] {
  if (suspending(source).has(index)) return [];
  const body = source.functionNode(index)?.childForFieldName('body');
  return body ? partsOf(body) : [];
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
