import { partIndex } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import { either } from '../either';
import type { Frame, Value } from '../value';
import { isKnown } from '../value';
import { nameOfParameter } from './bindings';
import type { JavaScriptParts } from './parts';

/** What functions pass to the callbacks that they are given: `transaction` of `(run) => run(transaction)`. */

/** How many functions a callback is followed through that only hand it on. */
const furthestHandedOn = 3;
/** How many uses of a parameter are looked at. */
const mostUses = 12;

/** What the function whose argument a callback is calls it with; null where that is not seen. */
export function passedByCallee(
  javascript: JavaScriptParts,
  callback: SyntaxNode,
  position: number,
): Value | null {
  const passed = [...argumentsGiven(javascript, callback, null, position, 0)];
  const value = either(passed);
  return passed.length > 0 && isKnown(value) ? value : null;
}

/** What is given, at a position, wherever the function that an argument is handed to calls it. */
function* argumentsGiven(
  javascript: JavaScriptParts,
  argument: SyntaxNode,
  frame: Frame | null,
  position: number,
  handedOn: number,
): Generator<Value> {
  const list = argument.parent;
  const call = list?.type === 'arguments' ? list.parent : null;
  const callee = call?.childForFieldName('function') ?? call?.childForFieldName('constructor');
  if (!list || !call || !callee || handedOn > furthestHandedOn) return;
  const called = functionCalled(javascript, javascript.evaluate(callee, frame));
  const node = called?.home.source.functionNode(called.function);
  const inner = called && javascript.frame(called, { node: call, frame }, called.on ?? null);
  if (!called || !node || !inner) return;
  const home = javascript.at(node);
  const name = nameOfParameter(node, partIndex(list, argument));
  for (const use of usesOf(home, name, node)) {
    if (use.parent?.type === 'call_expression') {
      const given = home.argument({ node: use.parent, frame: inner }, position);
      if (given) yield home.evaluate(given, inner);
    } else {
      yield* argumentsGiven(home, use, inner, position, handedOn + 1);
    }
  }
}

/** The function that a call runs: for a class, its own constructor. */
function functionCalled(
  javascript: JavaScriptParts,
  target: Value,
): Extract<Value, { kind: 'function' }> | null {
  if (target.kind === 'function') return target;
  if (target.kind !== 'class') return null;
  const home = javascript.at(target.class.node);
  const [constructor] = home.bindings.in('constructor', target.class);
  return constructor?.binding.kind === 'function'
    ? { kind: 'function', home, function: constructor.binding.function }
    : null;
}

/** Where a function calls one of its parameters, or hands it to another. */
function* usesOf(
  { source }: JavaScriptParts,
  name: string,
  { startIndex: start, endIndex: end }: SyntaxNode,
): Generator<SyntaxNode> {
  if (!/^[\w$]+$/.test(name)) return;
  let uses = 0;
  for (const offset of source.occurrences(name, { start, end })) {
    if (++uses > mostUses) return;
    const node = source.nodeAt({ start: offset, end: offset + name.length });
    const parent = node?.type === 'identifier' ? node.parent : null;
    const isCalled =
      parent?.type === 'call_expression' && parent.childForFieldName('function')?.id === node?.id;
    if (node && (isCalled || parent?.type === 'arguments')) yield node;
  }
}
