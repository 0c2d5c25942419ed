import type { Expression } from '../ast';

const intermediate = '(intermediate value)';

/** How V8 writes an expression in its messages (`CallPrinter` of src/ast/prettyprinter.cc): it has no words for what was computed. */
export function printed(expression: Expression): string {
  switch (expression.type) {
    case 'identifier':
      return expression.name;
    case 'this':
      return 'this';
    case 'literal':
      return typeof expression.value === 'string'
        ? `"${expression.value}"`
        : String(expression.value);
    case 'member': {
      const { key, optional } = expression;
      const object = printed(expression.object);
      const name = key.type === 'computed' ? literalText(key.expression) : key.name;
      if (name !== null) return `${object}${optional ? '?.' : '.'}${name}`;
      return `${object}${optional ? '?.' : ''}[${key.type === 'computed' ? printed(key.expression) : ''}]`;
    }
    case 'chain':
      return printed(expression.expression);
    case 'call':
      return `${printed(expression.callee)}(...)`;
    case 'superMember':
      return `${intermediate}.${expression.key.type === 'computed' ? '[...]' : expression.key.name}`;
    case 'object':
      return `{${intermediate.repeat(expression.members.length)}}`;
    case 'array':
      return `[${expression.elements.map((each) => (each && each.type !== 'spread' ? printed(each) : '')).join(',')}]`;
    case 'unary':
      return `(${expression.operator}${/\w$/.test(expression.operator) ? ' ' : ''}${printed(expression.argument)})`;
    case 'binary':
    case 'logical':
      return `(${printed(expression.left)} ${expression.operator} ${printed(expression.right)})`;
    case 'sequence':
      return `(${expression.expressions.map(printed).join(' , ')})`;
    case 'conditional':
      return intermediate.repeat(3);
    default:
      return intermediate;
  }
}

function literalText(key: Expression): string | null {
  return key.type === 'literal' && typeof key.value === 'string' ? key.value : null;
}

/** Forms of which V8 finds the text before `is not iterable`; of others it describes the value. */
const iterableForms: ReadonlySet<Expression['type']> = new Set([
  'identifier',
  'this',
  'member',
  'unary',
  'binary',
  'logical',
  'sequence',
  'conditional',
  'function',
  'class',
  'await',
]);

/** The same before `is not iterable`; undefined where V8 says something of the value instead. */
export function iterableText(expression: Expression): string | undefined {
  if (expression.type === 'call' || expression.type === 'new')
    return `${printed(expression.callee)} is not a function or its return value`;
  const isPlain =
    expression.type === 'object' &&
    expression.members.every((member) => member.type === 'pair' && member.value.type === 'literal');
  const isConstant = expression.type === 'literal' && typeof expression.value !== 'string';
  return isPlain || isConstant || iterableForms.has(expression.type)
    ? printed(expression)
    : undefined;
}

/** The same in `Cannot destructure …`. */
export function destructuredText(expression: Expression): string {
  return expression.type === 'chain' ? intermediate : printed(expression);
}
