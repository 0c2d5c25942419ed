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
  readonly part: SyntaxNode;
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
  const bindingParts = new Set<number>();
  for (const bound of before.reverse()) {
    if (isForeign(source, bound)) {
      found.push(bound);
      continue;
    }
    const branches = branchesAround(source, bound.offset).filter(
      ({ statement, part }) =>
        !around.some((other) => other.statement === statement && other.part.id === part.id),
    );
    const isElsewhere = branches.some(
      ({ statement, excludes }) =>
        excludes && around.some((other) => other.statement === statement),
    );
    if (isElsewhere) continue;
    const isLeft = branches.some(({ part }) => isReturning(part));
    if (!isLeft || isReachedAnyhow(source, use)) found.push(bound);
    const [choice, ...outer] = branches;
    if (!choice) break;
    bindingParts.add(choice.part.id);
    if (outer.length === 0 && isWholly(choice.part, bindingParts)) break;
  }
  return found.length > 0 ? found : before;
}

/** Whether a part of a choice ends with `return`, so that what it binds is not seen after it. */
function isReturning(part: SyntaxNode): boolean {
  const block = part.childForFieldName('consequence') ?? part.childForFieldName('body') ?? part;
  return block.type === 'block' && block.namedChildren.at(-1)?.type === 'return_statement';
}

/** Whether a place is reached also from code that has returned: in an inner function, or where an error or `finally` leads. */
function isReachedAnyhow(source: Source, use: number): boolean {
  if (!Number.isFinite(use)) return true;
  let node = source.nodeAt({ start: use, end: use });
  while (node && !/^(?:except_clause|finally_clause|function_definition)$/.test(node.type))
    node = node.parent;
  return node !== null && node.type !== 'function_definition';
}

/** Whether each part of an `if` with an `else` binds the name, or ends with `return`. */
function isWholly({ parent }: SyntaxNode, binding: ReadonlySet<number>): boolean {
  if (parent?.type !== 'if_statement') return false;
  const parts = parent.namedChildren.filter(({ type }) => /^(?:block|\w+_clause)$/.test(type));
  return (
    parts.at(-1)?.type === 'else_clause' &&
    parts.every((one) => binding.has(one.id) || isReturning(one))
  );
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
export function isInside({ binding }: Bound<PythonBinding>, offset: number): boolean {
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
    branches.push({ statement: parent.id, part: child, excludes });
  }
  return branches;
});
