import type { SyntaxNode } from '../../../syntax/document';
import type { Scope } from '../bindings';
import { isSameObject } from '../frames';
import type { Frame, Site } from '../value';
import { argumentsOf } from './arguments';
import type { JavaScriptParts } from './parts';

/** Expressions that are the same wherever they stand. */
const constant = /^(?:string|number|regex|true|false|null|undefined)$/;

/** Whether a call gives the same in two calls of the function that it stands in: what is handed on there comes from the same place. */
export function givesSame(javascript: JavaScriptParts, one: Site, other: Site): boolean {
  return (
    !one.bound &&
    !other.bound &&
    argumentsOf(one.node).positional.every((given) =>
      isSame(javascript.at(given), given, one.frame, other.frame),
    )
  );
}

function isSame(
  javascript: JavaScriptParts,
  node: SyntaxNode,
  one: Frame | null,
  other: Frame | null,
): boolean {
  if (one === other || constant.test(node.type)) return true;
  switch (node.type) {
    case 'this':
      return one !== null && other !== null && isSameObject(one.on, other.on);
    case 'member_expression': {
      const object = node.childForFieldName('object');
      return object !== null && isSame(javascript, object, one, other);
    }
    case 'identifier':
      return isSameName(javascript, node, one, other);
    default:
      return false;
  }
}

/** Whether a name stands for the same: for nothing that the functions make themselves, or for what both were given. */
function isSameName(
  javascript: JavaScriptParts,
  node: SyntaxNode,
  one: Frame | null,
  other: Frame | null,
): boolean {
  const scope = javascript.bindings.scopeAround(node.startIndex);
  return javascript.bindings
    .visible(node.text, scope)
    .every(({ binding, scope: owner }, _, all) => {
      const [first, second] = [one, other].map((frame) => callOf(javascript, frame, owner));
      if (first === second) return true;
      if (binding.kind !== 'parameter' || all.length > 1 || !first?.site || !second?.site)
        return false;
      const [given, also] = [first.site, second.site].map((site) =>
        binding.position < 0 ? null : javascript.argument(site, binding.position),
      );
      return (
        given === also &&
        (!given || isSame(javascript.at(given), given, first.site.frame, second.site.frame))
      );
    });
}

/** Of a call and those of the functions around, that of one function; undefined if it is none of them. */
function callOf(javascript: JavaScriptParts, frame: Frame | null, owner: Scope): Frame | undefined {
  for (let at = frame ?? undefined; at; at = at.outer) {
    if (at.function === owner && at.home === javascript) return at;
  }
  return undefined;
}
