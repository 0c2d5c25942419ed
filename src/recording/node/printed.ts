import type { Tree } from './tree';

/** An expression that V8 does not print. */
const unprinted = '(intermediate value)';

/**
 * The message of V8's error where an expression cannot be iterated by `for await`: it quotes the expression, as far as its
 * CallPrinter (src/ast/prettyprinter.cc) prints it.
 */
export function notAsyncIterable(node: Tree): string {
  const text = printed(node);
  if (text === '') return 'undefined is not a function';
  return /^(Call|New)Expression$/.test(node.type)
    ? `${text} is not a function or its return value is not async iterable`
    : `${text} is not async iterable`;
}

/** What V8 prints of an expression, as far as it is followed here; '' for one of which it prints nothing. */
function printed(node: Tree): string {
  switch (node.type) {
    case 'Identifier':
      return String(node.name);
    case 'ThisExpression':
      return 'this';
    case 'NullLiteral':
      return 'null';
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return String(node.value);
    case 'StringLiteral':
      return `"${String(node.value)}"`;
    case 'RegExpLiteral':
      return `/${String(node.pattern)}/${String(node.flags)}`;
    case 'TemplateLiteral':
      return (node.expressions as Tree[]).map(printed).join('');
    case 'ObjectExpression':
      return object(node.properties as Tree[]);
    case 'UnaryExpression':
      return unary(String(node.operator), node.argument as Tree);
    case 'BinaryExpression':
      return `(${printed(node.left as Tree)} ${String(node.operator)} ${printed(node.right as Tree)})`;
    case 'AwaitExpression':
    case 'NewExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'ClassExpression':
    case 'BigIntLiteral':
      return unprinted;
    case 'CallExpression':
      return `${printed(node.callee as Tree)}(...)`;
    case 'MemberExpression':
      return member(node);
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      return printed(node.expression as Tree);
    default:
      return '';
  }
}

/** A sign is part of a number. */
function unary(operator: string, argument: Tree): string {
  if (operator === '-' && argument.type === 'NumericLiteral') return `-${printed(argument)}`;
  return `(${operator}${/^[a-z]/.test(operator) ? ' ' : ''}${printed(argument)})`;
}

/** Only what V8 knows when it compiles the object, and what is added to it later, leaves it findable. */
function object(properties: readonly Tree[]): string {
  return properties.every(isKnown) ? `{${unprinted.repeat(properties.length)}}` : '';
}

function isKnown(property: Tree): boolean {
  if (property.type === 'SpreadElement') return true;
  if (property.computed === true) return false;
  if (property.type === 'ObjectMethod') return property.kind !== 'method';
  return isConstant(property.value as Tree);
}

function isConstant(value: Tree): boolean {
  if (value.type === 'ObjectExpression')
    return (value.properties as Tree[]).every(
      (property) => property.type === 'ObjectProperty' && isKnown(property),
    );
  if (value.type === 'ArrayExpression')
    return (value.elements as (Tree | null)[]).every((each) => each === null || isConstant(each));
  return /^(Null|Numeric|Boolean|String)Literal$/.test(value.type);
}

function member(node: Tree): string {
  const owner = printed(node.object as Tree);
  const property = node.property as Tree;
  if (node.computed === true && property.type === 'StringLiteral')
    return `${owner}.${String(property.value)}`;
  if (node.computed === true) return `${owner}[${printed(property)}]`;
  return `${owner}.${String(property.name)}`;
}
