import type { SyntaxNode } from '../../../syntax/document';
import { oneLine } from '../../words';
import type { WrittenTogether } from '../evaluator';
import type { Site } from '../value';
import type { JavaScriptParts } from './parts';

/** A name, or a member of one. */
const named = /^(?:identifier|member_expression|subscript_expression)$/;

/** How an array of promises is written: its elements one by one, a call of a function for each, or the call that makes it. */
export function writtenTogether(javascript: JavaScriptParts, site: Site): WrittenTogether | null {
  const given = javascript.argument(site, 0);
  if (!given) return null;
  if (given.type === 'array') {
    const elements = given.namedChildren.filter(({ type }) => type !== 'comment');
    return elements.some(({ type }) => type === 'spread_element')
      ? null
      : { kind: 'each', names: elements.map(nameOf) };
  }
  if (given.type === 'call_expression') {
    const name = calledForEach(javascript, given);
    if (name !== null) return { kind: 'calls', name };
    const maker = nameOf(given);
    return maker === null ? null : { kind: 'made', name: maker };
  }
  return named.test(given.type) ? { kind: 'kept', node: given } : null;
}

/** What `things.map(…)` or `Array.from(things, …)` calls for each of the things. */
function calledForEach(javascript: JavaScriptParts, call: SyntaxNode): string | null {
  const callee = call.childForFieldName('function');
  const isFrom = callee?.text === 'Array.from';
  const isMap = callee?.childForFieldName('property')?.text === 'map';
  if (!isFrom && !isMap) return null;
  const callback = javascript.argument({ node: call, frame: null }, isFrom ? 1 : 0);
  if (!callback) return null;
  if (named.test(callback.type)) return `${oneLine(callback.text)}()`;
  const body = callback.type === 'arrow_function' ? callback.childForFieldName('body') : null;
  return body && nameOf(body);
}

/** The name that something goes by, a call by what it calls; null for what has none. */
function nameOf(node: SyntaxNode): string | null {
  if (named.test(node.type)) return oneLine(node.text);
  const callee = node.type === 'call_expression' ? node.childForFieldName('function') : null;
  if (!callee || !named.test(callee.type)) return null;
  const object = callee.childForFieldName('object');
  const isChained = /^(?:then|catch|finally)$/.test(
    callee.childForFieldName('property')?.text ?? '',
  );
  // What goes on from a call goes by the name of that.
  if (isChained && object?.type === 'call_expression') return nameOf(object);
  return `${oneLine(callee.text)}()`;
}
