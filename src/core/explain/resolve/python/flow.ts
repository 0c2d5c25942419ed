import type { SyntaxNode } from '../../../syntax/document';
import type { Bound } from '../bindings';
import type { Source } from '../source';
import { remembered } from '../source';
import type { PythonBinding } from './bindings';

/** Which assignments of a name may have been the last one before it is used. */

/** A part of a statement that may be left out, or done again. */
interface Branch {
  /** The statement that chooses. */
  readonly statement: number;
  /** The part that is done; the condition itself is none. */
  readonly part: number;
  /** Whether another part of the same statement may be done instead: `else` of `if`, but not `finally` of `try`. */
  readonly excludes: boolean;
}

const branching = new Map<string, boolean>([
  ['if_statement', true],
  ['match_statement', true],
  ['for_statement', false],
  ['while_statement', false],
  ['try_statement', false],
  ['conditional_expression', true],
]);

/**
 * The bindings that may give a name its value where it stands, the latest first: going back, those up to the first that
 * is made on every way. `use` is where in the scope of the bindings that is: Infinity for code of an inner function, which
 * runs when all of the scope may have.
 */
export function reaching(
  source: Source,
  bounds: readonly Bound<PythonBinding>[],
  offset: number,
  use: number,
): readonly Bound<PythonBinding>[] {
  if (bounds.length < 2) return bounds;
  const own = bounds.find((bound) => contains(comprehensionOf(bound), offset));
  if (own) return [own];
  const plainBounds = bounds.filter((bound) => comprehensionOf(bound) === null);
  const before = plainBounds.filter((bound) => bound.offset < use && !isInside(bound, offset));
  if (before.length === 0) return plainBounds;
  const around = Number.isFinite(use) ? branchesAround(source, use) : [];
  const found: Bound<PythonBinding>[] = [];
  for (const bound of before.reverse()) {
    if (isForeign(source, bound)) {
      found.push(bound);
      continue;
    }
    const branches = branchesAround(source, bound.offset).filter(
      ({ statement, part }) =>
        !around.some((other) => other.statement === statement && other.part === part),
    );
    const isElsewhere = branches.some(
      ({ statement, excludes }) =>
        excludes && around.some((other) => other.statement === statement),
    );
    if (isElsewhere) continue;
    found.push(bound);
    if (branches.length === 0) break;
  }
  return found.length > 0 ? found : before;
}

/** Whether another function sets the name, with `global` or `nonlocal`. */
function isForeign(source: Source, { binding, offset, scope }: Bound<PythonBinding>): boolean {
  if (binding.kind === 'function' || binding.kind === 'class') return false;
  return typeof scope !== 'object' && source.functionAround(offset) !== scope;
}

/** The comprehension that a name is bound in, and only there; null for other bindings. */
function comprehensionOf({ binding }: Bound<PythonBinding>): SyntaxNode | null {
  const clause = binding.kind === 'element' ? binding.node.parent : null;
  return clause?.type === 'for_in_clause' ? clause.parent : null;
}

function contains(node: SyntaxNode | null, offset: number): boolean {
  return node !== null && node.startIndex <= offset && offset < node.endIndex;
}

/** Whether an offset lies in the value that a binding assigns: `task = wrap(task)` uses the one before. */
function isInside({ binding }: Bound<PythonBinding>, offset: number): boolean {
  return contains(binding.kind === 'value' ? binding.node : null, offset);
}

/** The choices that a place depends on, inside its own function. */
const branchesAround = remembered((source: Source, offset: number): readonly Branch[] => {
  const branches: Branch[] = [];
  let child: SyntaxNode | null = source.nodeAt({ start: offset, end: offset });
  for (let parent = child?.parent; child && parent; child = parent, parent = parent.parent) {
    if (parent.type === 'function_definition' || parent.type === 'lambda') break;
    const excludes = branching.get(parent.type);
    if (excludes === undefined) continue;
    const isCondition =
      parent.childForFieldName('condition')?.id === child.id ||
      parent.childForFieldName('subject')?.id === child.id;
    // What a loop goes through, and its target, come before its body; `try` and its body are always begun.
    const isBegun =
      parent.type === 'for_statement'
        ? child.id !== parent.childForFieldName('alternative')?.id &&
          (child.id === parent.childForFieldName('left')?.id ||
            child.id === parent.childForFieldName('right')?.id)
        : parent.type === 'try_statement' &&
          /^(?:block|finally_clause|else_clause)$/.test(child.type);
    if (isCondition || isBegun) continue;
    branches.push({ statement: parent.id, part: child.id, excludes });
  }
  return branches;
});

/** What a condition around a place says of a name: that it can be awaited, or of what class it is. */
export type Narrowing =
  { readonly kind: 'awaitable' } | { readonly kind: 'type'; readonly node: SyntaxNode };

/** Also under a private name of their own: `_isawaitable = inspect.isawaitable`. */
const askers = /^(?:inspect\.|asyncio\.|\w*_)?(?:isawaitable|iscoroutine|isfuture)$/;

/** A question about a name that may be such a condition. */
const questions = /(?:isinstance|isawaitable|iscoroutine|isfuture)\s*\(\s*([\p{L}\p{N}_]+)/gu;

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

/** What `if inspect.isawaitable(name)` or `if isinstance(name, Type)` around a place says of the name there. */
export function narrowed(source: Source, name: string, offset: number): Narrowing | null {
  const asked = questionsOf(source).get(name);
  if (!asked) return null;
  const around = source.functionAround(offset);
  const { start, end } = (around === null ? null : source.functions[around]) ?? source.whole;
  // Going up the tree is slow: it is only done where somebody asks of this name.
  return asked.some((at) => start <= at && at < end) ? saidAround(source, name, offset) : null;
}

const saidAround = remembered((source: Source, name: string, offset: number): Narrowing | null => {
  let child = source.nodeAt({ start: offset, end: offset + name.length });
  for (let parent = child?.parent; child && parent; child = parent, parent = parent.parent) {
    if (parent.type === 'function_definition' || parent.type === 'lambda') return null;
    const condition = conditionFor(parent, child);
    const found = condition && saidIn(condition, name);
    if (found) return found;
  }
  return null;
});

/** The condition that holds in a part of a statement or expression. */
function conditionFor(parent: SyntaxNode, child: SyntaxNode): SyntaxNode | null {
  if (parent.type === 'conditional_expression') {
    return parent.namedChild(0)?.id === child.id ? parent.namedChild(1) : null;
  }
  if (!/^(?:if_statement|elif_clause|while_statement)$/.test(parent.type)) return null;
  const isThen =
    (parent.childForFieldName('consequence') ?? parent.childForFieldName('body'))?.id === child.id;
  return isThen ? parent.childForFieldName('condition') : null;
}

function saidIn(condition: SyntaxNode, name: string): Narrowing | null {
  if (condition.type === 'parenthesized_expression') {
    const inner = condition.namedChild(0);
    return inner && saidIn(inner, name);
  }
  if (condition.type === 'boolean_operator') {
    if (condition.childForFieldName('operator')?.type !== 'and') return null;
    const sides = ['left', 'right'].map((side) => condition.childForFieldName(side));
    return sides.flatMap((side) => (side && saidIn(side, name)) ?? [])[0] ?? null;
  }
  if (condition.type !== 'call') return null;
  const asker = condition.childForFieldName('function')?.text ?? '';
  const [subject, type] = condition.childForFieldName('arguments')?.namedChildren ?? [];
  if (subject?.text !== name) return null;
  if (askers.test(asker)) return { kind: 'awaitable' };
  return asker === 'isinstance' && type ? { kind: 'type', node: type } : null;
}
