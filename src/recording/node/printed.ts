import type { Tree } from './tree';

/**
 * What V8 prints of an expression in the message of an error, as far as its CallPrinter (src/ast/prettyprinter.cc) is
 * followed here; '' for an expression of which it prints nothing.
 */
export function printed(node: Tree): string {
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
    case 'AwaitExpression':
      return '(intermediate value)';
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

function member(node: Tree): string {
  const object = printed(node.object as Tree);
  const property = node.property as Tree;
  if (node.computed === true) return `${object}[${printed(property)}]`;
  return `${object}.${String(property.name)}`;
}
