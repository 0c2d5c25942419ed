import type { SyntaxNode } from '../../../syntax/document';
import type { Extent } from '../extents';
import type { Source } from '../source';
import { remembered } from '../source';

/** What conditions say of a name where they hold. */

/** Where a statement that sets the name anew would end what is said: from the condition to the use, or the end of a loop around it. */
interface Held {
  readonly extent: Extent;
}

/** That the name can be awaited, that calling it gives what can, or of what class it is, or is not. */
export type Narrowing = Held &
  (
    | { readonly kind: 'awaitable' | 'coroutine function' }
    | { readonly kind: 'type' | 'other type'; readonly node: SyntaxNode }
  );

/** A condition around a place, or before it, and whether it holds there. */
interface Condition extends Held {
  readonly node: SyntaxNode;
  readonly holds: boolean;
}

/** Also under a private name of their own: `_isawaitable = inspect.isawaitable`. */
const askers = /^(?:inspect\.|asyncio\.|\w*_)?(?:isawaitable|iscoroutine|isfuture)$/;
const functionAskers = /^(?:inspect\.|asyncio\.|\w*_)?iscoroutinefunction$/;

/** A question about a name that may be such a condition. */
const questions =
  /(?:isinstance|isawaitable|iscoroutine|isfuture|iscoroutinefunction)\s*\(\s*([\p{L}\p{N}_]+)/gu;

/** Where a text asks such a question of each name: in most texts nowhere. */
const questionsOf = remembered((source: Source): ReadonlyMap<string, readonly number[]> => {
  const found = new Map<string, number[]>();
  for (const { index, 1: name = '' } of source.text.matchAll(questions)) {
    const offsets = found.get(name);
    if (offsets) offsets.push(index);
    else found.set(name, [index]);
  }
  return found;
});

const nothing: readonly Narrowing[] = [];

/**
 * What conditions such as `if inspect.isawaitable(name)` or `if not isinstance(name, Type): return` say of a name at a place, the
 * nearest first.
 */
export function narrowed(source: Source, name: string, offset: number): readonly Narrowing[] {
  const asked = questionsOf(source).get(name);
  if (!asked) return nothing;
  const around = source.functionAround(offset);
  const { start } = (around === null ? null : source.functions[around]) ?? source.whole;
  // Going up the tree is slow: it is only done where somebody asks of this name.
  return asked.some((at) => start <= at && at < offset + longestTail)
    ? saidAround(source, name, offset)
    : nothing;
}

/** How far after the name that it decides on the condition of `a if condition else b` is looked for, in UTF-16 code units. */
const longestTail = 400;

const saidAround = remembered((source: Source, name: string, offset: number) => {
  const place = source.nodeAt({ start: offset, end: offset + name.length });
  const conditions = place ? [...conditionsAt(place, offset)] : [];
  return conditions.flatMap(({ node, holds, extent }) => saidIn(node, name, holds, extent));
});

/** The conditions that decide whether a place is reached inside its function, and whether they hold there, the nearest first. */
function* conditionsAt(place: SyntaxNode, use: number): Generator<Condition> {
  let end = use;
  const said = (node: SyntaxNode | null | undefined, holds: boolean): readonly Condition[] =>
    node ? [{ node, holds, extent: { start: node.endIndex, end } }] : [];
  let child = place;
  for (let { parent } = child; parent; child = parent, { parent } = child) {
    const around = parent;
    const inside = child;
    const condition = around.childForFieldName('condition');
    const isIn = (field: string) => around.childForFieldName(field)?.id === inside.id;
    switch (parent.type) {
      case 'function_definition':
      case 'lambda':
        return;
      case 'conditional_expression': {
        const [then, test] = parent.namedChildren;
        if (test?.id !== child.id) yield* said(test, then?.id === child.id);
        break;
      }
      case 'boolean_operator':
        if (isIn('right'))
          yield* said(
            parent.childForFieldName('left'),
            parent.childForFieldName('operator')?.type === 'and',
          );
        break;
      case 'while_statement':
        if (isIn('body')) {
          yield* said(condition, true);
          end = Math.max(end, parent.endIndex);
        }
        break;
      case 'for_statement':
        if (isIn('body')) end = Math.max(end, parent.endIndex);
        break;
      case 'elif_clause':
        if (isIn('consequence')) yield* said(condition, true);
        break;
      case 'if_statement':
        if (isIn('consequence')) yield* said(condition, true);
        else if (condition?.id !== child.id)
          for (const test of conditionsBefore(parent, child)) yield* said(test, false);
        break;
      case 'block':
      case 'module':
        for (let before = child.previousNamedSibling; before; before = before.previousNamedSibling)
          for (const { node, holds } of leftOpen(before)) yield* said(node, holds);
        break;
    }
  }
}

/** The conditions of an `if` and its `elif` before a clause, which do not hold there. */
function conditionsBefore(statement: SyntaxNode, clause: SyntaxNode): readonly SyntaxNode[] {
  const clauses = statement.namedChildren;
  const before = clauses.slice(
    0,
    clauses.findIndex(({ id }) => id === clause.id),
  );
  return [statement, ...before].flatMap((one) => one.childForFieldName('condition') ?? []);
}

/** What holds after a statement that goes on only then: `assert …`, `if …: return`, `if …: … else: raise`. */
function leftOpen(statement: SyntaxNode): readonly Pick<Condition, 'node' | 'holds'>[] {
  if (statement.type === 'assert_statement') {
    const node = statement.namedChild(0);
    return node ? [{ node, holds: true }] : [];
  }
  if (statement.type !== 'if_statement') return [];
  const clauses = [
    statement,
    ...statement.namedChildren.filter(({ type }) => /^el\w+_clause$/.test(type)),
  ];
  const [, otherwise, ...others] = clauses;
  const test = statement.childForFieldName('condition');
  const isElse = otherwise?.type === 'else_clause' && others.length === 0;
  if (isElse && test && isLeft(otherwise) && !isLeft(statement))
    return [{ node: test, holds: true }];
  const goesOn = clauses.findIndex((clause) => !isLeft(clause));
  const left = goesOn < 0 ? clauses : clauses.slice(0, goesOn);
  return left.flatMap((clause) => {
    const node = clause.childForFieldName('condition');
    return node ? [{ node, holds: false }] : [];
  });
}

const leaving = /^(?:return|raise|continue|break)_statement$/;

/** Whether nothing after a clause of `if` is reached from it. */
function isLeft(clause: SyntaxNode): boolean {
  const block = clause.childForFieldName('consequence') ?? clause.childForFieldName('body');
  return leaving.test(block?.namedChildren.at(-1)?.type ?? '');
}

/** What a condition says of a name where it holds, or where it does not. */
function saidIn(
  condition: SyntaxNode,
  name: string,
  holds: boolean,
  extent: Extent,
): readonly Narrowing[] {
  const inner = condition.namedChild(0);
  switch (condition.type) {
    case 'parenthesized_expression':
      return inner ? saidIn(inner, name, holds, extent) : [];
    case 'not_operator':
      return inner ? saidIn(inner, name, !holds, extent) : [];
    case 'boolean_operator': {
      const isAnd = condition.childForFieldName('operator')?.type === 'and';
      // Of `a or b` that holds nothing is known of either.
      if (isAnd !== holds) return [];
      return ['left', 'right'].flatMap((side) => {
        const operand = condition.childForFieldName(side);
        return operand ? saidIn(operand, name, holds, extent) : [];
      });
    }
    case 'call': {
      const asker = condition.childForFieldName('function')?.text ?? '';
      const [subject, type] = condition.childForFieldName('arguments')?.namedChildren ?? [];
      if (subject?.text !== name) return [];
      if (asker === 'isinstance' && type)
        return [{ kind: holds ? 'type' : 'other type', node: type, extent }];
      if (!holds) return [];
      if (askers.test(asker)) return [{ kind: 'awaitable', extent }];
      return functionAskers.test(asker) ? [{ kind: 'coroutine function', extent }] : [];
    }
    default:
      return [];
  }
}
