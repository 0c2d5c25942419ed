import type { SyntaxNode } from '../../../syntax/document';
import type { Bound } from '../bindings';
import { remembered } from '../source';
import type { JavaScriptBinding } from './bindings';
import type { JavaScriptParts } from './parts';

/** What may not run, or not always, when the code around it does. */
const branches = new Set([
  'if_statement',
  'else_clause',
  'for_statement',
  'for_in_statement',
  'while_statement',
  'do_statement',
  'switch_case',
  'switch_default',
  'try_statement',
  'catch_clause',
  'ternary_expression',
  'binary_expression',
]);
const loops = new Set(['for_statement', 'for_in_statement', 'while_statement', 'do_statement']);
const ends = /^(?:arrow_function|function_|generator_function|method_definition|program)/;

/**
 * The bindings of a name whose values can be those where it is used: going back from there, those up to the first that
 * always runs before it, in a loop those that come later in the loop, and those in other functions, which run
 * whenever they like.
 */
export function reaching(
  javascript: JavaScriptParts,
  bounds: readonly Bound<JavaScriptBinding>[],
  use: number,
): readonly Bound<JavaScriptBinding>[] {
  if (bounds.length < 2) return bounds;
  const scope = javascript.source.functionAround(use);
  // In `a = a || b`, the `a` on the right is the one before.
  const others = bounds.filter(({ binding }) => !isInside(binding, use));
  const here = others.filter((bound) => bound.scope === scope);
  const found: Bound<JavaScriptBinding>[] = [];
  for (const bound of here.filter(({ offset }) => offset <= use).reverse()) {
    found.push(bound);
    const { kind } = bound.binding;
    const isConditional = kind === 'value' || kind === 'element';
    if (isConditional && !isAlwaysBefore(javascript, bound.offset, use)) continue;
    return [
      ...found,
      ...here.filter(({ offset }) => offset > use && sharesLoop(javascript, offset, use)),
      ...elsewhere(found, others, scope),
    ];
  }
  // What is declared further out keeps its value from one call to the next, so what comes later counts as well.
  const isOwn = here.some(({ binding }) => !(binding.kind === 'value' && binding.assigned));
  const rest = others.filter((bound) => (isOwn ? !here.includes(bound) : !found.includes(bound)));
  const all = [...found, ...rest];
  return all.length > 0 ? all : others;
}

/** What other functions set a name to, where this one only declares it. */
function elsewhere(
  found: readonly Bound<JavaScriptBinding>[],
  others: readonly Bound<JavaScriptBinding>[],
  scope: number | null,
): readonly Bound<JavaScriptBinding>[] {
  const last = found.at(-1)?.binding;
  const isDeclared = last?.kind === 'value' && last.assigned !== true;
  return isDeclared ? others.filter((bound) => bound.scope !== scope) : [];
}

function isInside(binding: JavaScriptBinding, offset: number): boolean {
  const node = binding.kind === 'value' ? binding.node : null;
  return node !== null && node.startIndex <= offset && offset < node.endIndex;
}

/** Whether what stands at an offset runs on every way to a place after it in its function. */
export function isAlwaysBefore(javascript: JavaScriptParts, offset: number, use: number): boolean {
  let child = nodeAt(javascript.source, offset);
  for (let parent = child?.parent; child && parent; child = parent, parent = parent.parent) {
    if (ends.test(parent.type)) return true;
    if (branches.has(parent.type) && !(child.startIndex <= use && use < child.endIndex)) {
      // What a `try` does until it fails, and the head of a loop, come before what follows.
      const isHead = parent.childForFieldName('body')?.id !== child.id;
      if (!(loops.has(parent.type) && isHead && use < parent.endIndex)) return false;
    }
  }
  return true;
}

/** Whether a later binding comes before a place again, in a loop around both. */
function sharesLoop(javascript: JavaScriptParts, later: number, use: number): boolean {
  for (let node = nodeAt(javascript.source, later); node; node = node.parent) {
    if (ends.test(node.type)) return false;
    if (loops.has(node.type) && node.startIndex <= use && use < node.endIndex) return true;
  }
  return false;
}

const nodeAt = remembered((source, offset: number): SyntaxNode | null =>
  source.nodeAt({ start: offset, end: offset }),
);
