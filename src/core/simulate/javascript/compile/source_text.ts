import type { Expression } from '../ast';

/** How V8 writes an expression in its messages; undefined where it says something of the value instead. */
export function sourceText(expression: Expression): string | undefined {
  if (expression.type === 'identifier') return expression.name;
  if (expression.type === 'literal' && typeof expression.value !== 'string')
    return String(expression.value);
  if (expression.type === 'call') return `${expression.text}(...)`;
  return expression.type === 'member' ? expression.text : undefined;
}

/** The same before `is not iterable`. */
export function iterableText(expression: Expression): string | undefined {
  if (expression.type === 'call') return `${expression.text} is not a function or its return value`;
  return sourceText(expression);
}
