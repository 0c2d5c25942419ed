import type { SyntaxNode } from '../../syntax/document';
import { partsOf } from '../../syntax/nodes';
import type { JavaScriptEvaluator } from '../resolve/javascript/evaluator';
import { isGetter } from '../resolve/javascript/members';
import { returnedExpressions } from '../resolve/javascript/returns';
import type { Source } from '../resolve/source';
import type { Frame, FunctionRef } from '../resolve/value';
import { isOnEveryWay } from './ways';

/** Where what is awaited may be `undefined` or `null`: there is nothing to wait for then. */

/** How many functions and names are gone through for one expression. */
const mostSteps = 6;

/** What stands before a name that a condition asks for. */
const asks = /(?:\b(?:if|while)\s*\((?:[^(){};]|\([^()]*\))*|!\s*)$/;
const longestAsking = 80;

/** Whether an expression may give nothing, as it is written: `ready ? undefined : load()`, `busy && load()`, or a call of what may return nothing. */
export function mayBeAbsent(
  evaluator: JavaScriptEvaluator,
  node: SyntaxNode,
  frame: Frame | null,
  steps = mostSteps,
): boolean {
  const isOf = (field: string) => {
    const part = node.childForFieldName(field);
    return part !== null && mayBeAbsent(evaluator, part, frame, steps);
  };
  switch (node.type) {
    case 'undefined':
    case 'null':
      return true;
    case 'parenthesized_expression':
    case 'as_expression':
    case 'satisfies_expression': {
      const inner = node.namedChild(0);
      return inner !== null && mayBeAbsent(evaluator, inner, frame, steps);
    }
    case 'ternary_expression':
      return isOf('consequence') || isOf('alternative');
    case 'binary_expression': {
      const operator = node.childForFieldName('operator')?.text;
      return operator === '&&' || (/^(?:\?\?|\|\|)$/.test(operator ?? '') && isOf('right'));
    }
    case 'call_expression': {
      const callee = node.childForFieldName('function');
      // A promise gives promises.
      if (/^(?:then|catch|finally)$/.test(callee?.childForFieldName('property')?.text ?? ''))
        return false;
      const called = callee && steps > 0 ? evaluator.evaluate(callee, frame) : null;
      return (
        called?.kind === 'function' &&
        !isAsyncOrGenerator(called) &&
        mayReturnNothing(evaluator, called, node, steps - 1)
      );
    }
    case 'member_expression': {
      const getter = steps > 0 ? getterOf(evaluator, node, frame) : null;
      return getter !== null && mayReturnNothing(evaluator, getter, null, steps - 1);
    }
    case 'identifier':
      return steps > 0 && isNameAbsent(evaluator, node, frame, steps - 1);
    default:
      return false;
  }
}

/** Whether a name may stand for nothing: what it is set to once may be absent, or it is set in a branch only. */
function isNameAbsent(
  evaluator: JavaScriptEvaluator,
  { text: name, startIndex: use }: SyntaxNode,
  frame: Frame | null,
  steps: number,
): boolean {
  const { bindings, source } = evaluator;
  const bounds = bindings.visible(name, bindings.scopeAround(use));
  const values = bounds.flatMap(({ binding, ...bound }) =>
    binding.kind === 'value' && bound.path.length === 0 ? [{ ...bound, node: binding.node }] : [],
  );
  const [first, ...others] = values;
  if (!first || values.length < bounds.length) return false;
  if (others.length === 0)
    return first.node !== null && mayBeAbsent(evaluator, first.node, frame, steps);
  const around = source.functionAround(use);
  // What other functions set may be there, and what a condition asks for is.
  const isOwn = values.every(({ offset }) => source.functionAround(offset) === around);
  const isAsked = source
    .occurrences(name, { start: first.offset, end: use })
    .some((offset) => asks.test(source.text.slice(Math.max(0, offset - longestAsking), offset)));
  if (!isOwn || isAsked || use < first.offset) return false;
  const isNothing = first.node === null || /^(?:undefined|null)$/.test(first.node.type);
  const [only, ...more] = others;
  return (
    isNothing && only !== undefined && more.length === 0 && isLeftOut(source, only.offset, use)
  );
}

/** Whether what stands at an offset is left out, on some way to a place after it, by an `if` without an `else`. */
function isLeftOut(source: Source, offset: number, use: number): boolean {
  let node = source.nodeAt({ start: offset, end: offset + 1 });
  for (; node && !(node.startIndex <= use && use < node.endIndex); node = node.parent)
    if (node.type === 'if_statement' && !node.childForFieldName('alternative')) return true;
  return false;
}

/** Whether a function gives something on some of its ways only. */
export function mayReturnNothing(
  evaluator: JavaScriptEvaluator,
  { home, function: index }: FunctionRef,
  call: SyntaxNode | null,
  steps = mostSteps,
): boolean {
  const { source } = home;
  const there = evaluator.at(source.document.root);
  const expressions = returnedExpressions(there, index) ?? [];
  const body = source.functionNode(index)?.childForFieldName('body');
  if (expressions.some((one) => mayBeAbsent(there, one, null, steps))) return true;
  const statements = expressions.flatMap(({ parent }) =>
    parent?.type === 'return_statement' ? [parent] : [],
  );
  return (
    statements.length > 0 &&
    !isOnEveryWay(source, body, statements) &&
    !statements.some((statement) => isForOmitted(source, index, statement, call))
  );
}

/** Whether a function gives something because a call gives no callback: `if (!callback) return new Promise(…)`. */
function isForOmitted(
  source: Source,
  index: number,
  statement: SyntaxNode,
  call: SyntaxNode | null,
): boolean {
  const given = call?.childForFieldName('arguments');
  const parameters = source.functionNode(index)?.childForFieldName('parameters');
  if (!given || !parameters) return false;
  const omitted = partsOf(parameters).slice(partsOf(given).length);
  const names = omitted.flatMap((one) => /^[\w$]+/.exec(one.text)?.[0] ?? []);
  for (let at = statement.parent; at && at.id !== parameters.parent?.id; at = at.parent) {
    const asked = at.type === 'if_statement' ? at.childForFieldName('condition') : null;
    const words = asked?.text.split(/[^\w$]+/) ?? [];
    if (names.some((name) => words.includes(name))) return true;
  }
  return false;
}

function isAsyncOrGenerator({ home, function: index }: FunctionRef): boolean {
  const info = home.source.suspensions.functions[index];
  return info?.async === true || info?.generator === true;
}

/** The getter that gives a member of an object whose class is in the program; null where none does. */
function getterOf(
  evaluator: JavaScriptEvaluator,
  member: SyntaxNode,
  frame: Frame | null,
): FunctionRef | null {
  const name = member.childForFieldName('property')?.text ?? '';
  const object = member.childForFieldName('object');
  const value = object && evaluator.evaluate(object, frame);
  if (value?.kind !== 'object') return null;
  const home = evaluator.at(value.class.node);
  for (const { binding } of home.bindings.in(name, value.class))
    if (binding.kind === 'function' && isGetter(home, binding.function))
      return { home, function: binding.function };
  return null;
}
