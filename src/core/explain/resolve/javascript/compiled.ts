import type { SyntaxNode } from '../../../syntax/document';
import { eachOf, either } from '../either';
import type { Site, Value } from '../value';
import { argumentsOf } from './arguments';
import { moduleName } from './bindings';
import type { Exports, JavaScriptParts } from './parts';

/**
 * The helpers that compilers put into what they give out: TypeScript's `importHelpers` (tslib), Babel's and esbuild's. What
 * they do is known by their names, and their bodies would only lead astray.
 */

/** Helpers that give the module that they are given, perhaps with another `default`. */
const modules =
  /^(?:\w+\.)?_*(?:importDefault|importStar|toESM|toCommonJS|interopRequireDefault|interopRequireWildcard|interopDefault\w*|interopNamespace\w*)(?:\$\d+)?$/;
/** Helpers that read a private field, or for a method give the function after it. */
const privateReads =
  /^(?:\w+\.)?_*(?:classPrivateFieldGet\d?|classPrivateMethodGet|privateGet|privateMethod)$/;
/** Helpers that set one. */
const privateWrites =
  /^(?:\w+\.)?_*(?:classPrivateFieldSet\d?|classPrivateFieldInitSpec|privateSet|privateAdd)$/;

/** Helpers that export, as a statement of their own. */
const exporters = /^(?:Object\.defineProperty|(?:\w+\.)?__export(?:Star)?)$/;

/** What a call of such a helper gives; null for any other call. */
export function compiledCall(
  javascript: JavaScriptParts,
  callee: string,
  site: Site,
): Value | null {
  if (modules.test(callee)) {
    const first = javascript.argument(site, 0);
    return (
      first &&
      eachOf(javascript.evaluate(first, site.frame), (module) => wrapped(javascript, module))
    );
  }
  if (!privateReads.test(callee)) return null;
  const field = javascript.argument(site, 1);
  const kind = javascript.argument(site, 2);
  const method = javascript.argument(site, 3) ?? (callee.includes('ethod') ? kind : null);
  if (method) return javascript.evaluate(method, site.frame);
  return field?.type === 'identifier' ? privateField(javascript, field) : null;
}

/** What a helper makes of what `require` gave: where that is a function or a class, it is its own `default`. */
function wrapped(javascript: JavaScriptParts, module: Value): Value {
  if (!/^(?:function|callable|class|reference)$/.test(module.kind)) return module;
  return {
    kind: 'shape',
    member: (name) => (name === 'default' ? module : javascript.property(module, name)),
  };
}

/** The exports that a statement of a compiler makes: those of `Object.defineProperty` and `__export`, and `__exportStar`. */
export function compiledExports(
  javascript: JavaScriptParts,
  statement: SyntaxNode,
): Pick<Exports, 'named' | 'stars'> {
  const named = new Map<string, () => Value>();
  const call = statement.type === 'expression_statement' ? statement.namedChild(0) : null;
  const callee = call?.childForFieldName('function')?.text ?? '';
  if (call?.type !== 'call_expression' || !exporters.test(callee)) return { named, stars: [] };
  const [first, second, third] = argumentsOf(call).positional;
  if (callee.endsWith('xportStar')) {
    const module = first?.childForFieldName('arguments')?.namedChild(0);
    return { named, stars: module?.type === 'string' ? [moduleName(module.text)] : [] };
  }
  if (callee === 'Object.defineProperty') {
    const getter = third && memberOf(third, 'get');
    if (first?.text === 'exports' && second?.type === 'string' && getter)
      named.set(second.text.slice(1, -1), () => given(javascript, getter));
    return { named, stars: [] };
  }
  for (const pair of second?.namedChildren ?? []) {
    const getter = pair.childForFieldName('value');
    const name = pair.childForFieldName('key')?.text;
    if (getter && name !== undefined) named.set(name, () => given(javascript, getter));
  }
  return { named, stars: [] };
}

function memberOf(object: SyntaxNode, name: string): SyntaxNode | null {
  const pair = object.namedChildren.find((one) => one.childForFieldName('key')?.text === name);
  return pair?.childForFieldName('value') ?? null;
}

/** What a function that is written out gives. */
function given(javascript: JavaScriptParts, getter: SyntaxNode): Value {
  const target = javascript.evaluate(getter, null);
  const frame = target.kind === 'function' ? javascript.frame(target, null, null) : null;
  return frame ? javascript.returned(frame) : target;
}

/** Whether a callee is a helper that sets a private field: its second argument stands for that. */
export function isPrivateWrite(callee: string): boolean {
  return privateWrites.test(callee);
}

/** What is ever set to a private field that a WeakMap stands for. */
function privateField(javascript: JavaScriptParts, field: SyntaxNode): Value {
  const given: Value[] = [];
  const { source } = javascript;
  for (const offset of source.occurrences(field.text, source.whole)) {
    const node = source.nodeAt({ start: offset, end: offset + field.text.length });
    const list = node?.parent;
    const call = list?.type === 'arguments' ? list.parent : null;
    const callee = call?.childForFieldName('function')?.text ?? '';
    const value = call && javascript.argument({ node: call, frame: null }, 2);
    if (value && isPrivateWrite(callee)) given.push(javascript.evaluate(value, null));
  }
  return either(given);
}
