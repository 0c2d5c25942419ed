import type { SyntaxNode } from '../../../syntax/document';
import { partsOf } from '../../../syntax/nodes';
import { alternativesOf, either } from '../either';
import type { Takes } from '../typeText';
import type { Value } from '../value';

/** How many arguments a function that is declared without a body takes. */
export function takenBy(declaration: SyntaxNode): Takes {
  const list = declaration.childForFieldName('parameters');
  const all = list ? partsOf(list) : [];
  const patternOf = (parameter: SyntaxNode) => parameter.childForFieldName('pattern') ?? parameter;
  const parameters = all.filter((one) => patternOf(one).type !== 'this');
  const isRest = parameters.some((one) => patternOf(one).type === 'rest_pattern');
  const required = parameters.filter(
    (one) => one.type === 'required_parameter' && patternOf(one).type !== 'rest_pattern',
  );
  return { least: required.length, most: isRest ? Infinity : parameters.length };
}

/** Of several signatures, those that take as many arguments as a call gives; all where none does, or it spreads some. */
export function taking(target: Value, call: SyntaxNode): Value {
  const list = target.kind === 'either' ? call.childForFieldName('arguments') : null;
  if (list?.type !== 'arguments') return target;
  const given = partsOf(list);
  if (given.some(({ type }) => type === 'spread_element')) return target;
  const takes = (one: Value) =>
    one.kind !== 'callable' ||
    !one.takes ||
    (one.takes.least <= given.length && given.length <= one.takes.most);
  const fitting = alternativesOf(target).filter(takes);
  return fitting.length > 0 ? either(fitting) : target;
}
