import type { SyntaxNode } from '../syntax/document';
import { sameValueAround } from '../syntax/javascript';
import { childOfType, partsOf } from '../syntax/nodes';
import type { Adapter, Finding, FoundScope } from './findings';
import { awaitInError, pointAt, spanOf, spanThrough, spanWithoutComment } from './findings';

/** The functions and suspension points of JavaScript and TypeScript, as the TypeScript parser gives them. */
export const javascript: Adapter = {
  // A method has no keyword: the end of its parameters, before a body or a result type, stands for it.
  anchors: /\b(?:await|yield|function|class|namespace|module)\b|=>|\)(?=\s*[{:])/g,

  read(token, text) {
    const node = token.parent;
    if (!node) return undefined;
    if (node.isError) return awaitInError(token, text);
    switch (token.type) {
      case 'await':
        return awaitAt(token, node);
      case 'const':
        return usingAt(token, node, text);
      case 'yield':
        return yieldAt(token, node);
      case 'function':
        return functionTypes.has(node.type) ? functionAt(token, node) : undefined;
      case '=>':
        return node.type === 'arrow_function' ? functionAt(token, node) : undefined;
      case ')':
        return node.parent?.type === 'method_definition'
          ? functionAt(token, node.parent)
          : undefined;
      case 'class':
      case 'namespace':
      case 'module':
        return classTypes.has(node.type) ? classAt(token, node) : undefined;
      default:
        return undefined;
    }
  },
};

const functionTypes = new Set([
  'function_declaration',
  'function_expression',
  'generator_function',
  'generator_function_declaration',
]);

const classTypes = new Set([
  'class',
  'class_declaration',
  'abstract_class_declaration',
  'internal_module',
  'module',
]);

function awaitAt(token: SyntaxNode, node: SyntaxNode): Finding | undefined {
  if (node.type === 'for_in_statement') {
    return pointAt(token, node, {
      keyword: 'for await',
      range: spanWithoutComment(node),
      keywordSpan: spanThrough(node.firstChild ?? token, token),
      operands: [node.childForFieldName('right')].flatMap((right) =>
        right ? [spanOf(right)] : [],
      ),
    });
  }
  if (node.type !== 'await_expression') return undefined;
  const whole = wholeAwait(node);
  const operand = unaryOperand(node);
  const end = whole.id === node.id ? operand : whole;
  return pointAt(token, whole, {
    keyword: 'await',
    range: spanThrough(token, end),
    keywordSpan: spanOf(token),
    operands: operand ? [spanThrough(operand, end)] : [],
    needs: operand && startsLikeOperand(token, operand) ? null : 'async',
  });
}

const chained = new Set([
  'call_expression',
  'member_expression',
  'subscript_expression',
  'non_null_expression',
]);

/**
 * The await expression as the language has it. In `await get<T>()` the grammar for TypeScript takes
 * `await get` for what is called, unless syntax/mask.ts could hide the type arguments from it.
 */
function wholeAwait(node: SyntaxNode): SyntaxNode {
  let whole = node;
  for (let parent = node.parent; parent && chained.has(parent.type); parent = parent.parent) {
    if (parent.firstChild?.id !== whole.id) break;
    whole = parent;
  }
  return whole;
}

const looser = new Set(['as_expression', 'satisfies_expression', 'binary_expression']);

/**
 * What an await expression awaits: a unary expression. The grammar for TypeScript lets it take the
 * `as T` of `await x as T` along.
 */
function unaryOperand(node: SyntaxNode): SyntaxNode | null {
  let operand = partsOf(node).at(-1) ?? null;
  while (operand && looser.has(operand.type)) operand = operand.firstNamedChild;
  return operand;
}

/**
 * Outside async functions `await` is a name, unless what follows on the line can only be an operand:
 * a word or a literal, but no operator or bracket. The TypeScript parser decides in the same way.
 */
function startsLikeOperand(token: SyntaxNode, operand: SyntaxNode): boolean {
  if (operand.startPosition.row !== token.endPosition.row) return false;
  let leaf = operand;
  while (leaf.firstChild && leaf.type !== 'string') leaf = leaf.firstChild;
  return (
    leaf.type === 'string' || leaf.type === 'number' || /^[\p{ID_Start}$_#\\]/u.test(leaf.text)
  );
}

/** `await using`, which the parser reads as `const`: see syntax/mask.ts. */
function usingAt(token: SyntaxNode, node: SyntaxNode, text: string): Finding | undefined {
  const words = /await\s+using/y;
  words.lastIndex = token.startIndex;
  if (!words.test(text)) return undefined;
  const keyword = 'await using';
  const keywordSpan = { start: token.startIndex, end: words.lastIndex };
  if (node.type === 'for_in_statement') {
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    const operands = right ? [spanOf(right)] : [];
    return pointAt(token, node, {
      keyword,
      range: spanThrough(token, left),
      keywordSpan,
      operands,
    });
  }
  if (node.type !== 'lexical_declaration') return undefined;
  const declarators = partsOf(node).filter(({ type }) => type === 'variable_declarator');
  return pointAt(token, node, {
    keyword,
    range: spanThrough(token, declarators.at(-1) ?? null),
    keywordSpan,
    operands: declarators.flatMap((declarator) => {
      const value = declarator.childForFieldName('value');
      return value ? [spanOf(value)] : [];
    }),
  });
}

function yieldAt(token: SyntaxNode, node: SyntaxNode): Finding | undefined {
  if (node.type !== 'yield_expression') return undefined;
  return pointAt(token, node, {
    keyword: 'yield',
    keywordSpan: spanOf(token),
    operands: partsOf(node).slice(-1).map(spanOf),
    needs: 'generator',
  });
}

/** A function: its parameters and its body belong to it; its name and decorators do not. */
function functionAt(token: SyntaxNode, node: SyntaxNode): FoundScope | undefined {
  const parameters = node.childForFieldName('parameters') ?? node.childForFieldName('parameter');
  const body = node.childForFieldName('body');
  if (!parameters || !body) return undefined;
  const fallback = node.type === 'arrow_function' ? '<arrow>' : '<function>';
  return {
    ...scopeAt(token, node, fallback),
    kind: 'function',
    inner: spanThrough(parameters, body),
    async: childOfType(node, 'async') !== undefined,
    generator: childOfType(node, '*') !== undefined,
  };
}

/** A class or namespace: its body belongs to it. */
function classAt(token: SyntaxNode, node: SyntaxNode): FoundScope | undefined {
  const body = node.childForFieldName('body');
  if (!body) return undefined;
  return {
    ...scopeAt(token, node, '<class>'),
    kind: 'class',
    inner: spanOf(body),
    async: false,
    generator: false,
  };
}

function scopeAt(
  token: SyntaxNode,
  node: SyntaxNode,
  fallback: string,
): Pick<FoundScope, 'anchor' | 'extent' | 'range' | 'name' | 'nameSpan'> {
  const first = node.children.find(({ type }) => type !== 'decorator') ?? node;
  const body = node.childForFieldName('body');
  const range = { start: first.startIndex, end: spanWithoutComment(body ?? node).end };
  const own = node.childForFieldName('name');
  const { site, name } = own ? { site: node, name: own } : namingSite(node);
  return {
    anchor: token.startIndex,
    extent: {
      start: Math.min(site.startIndex, node.startIndex),
      end: Math.max(site.endIndex, node.endIndex),
    },
    range,
    name: name ? nameText(name) : fallback,
    nameSpan: name ? spanOf(name) : spanOf(leftmost(first)),
  };
}

function leftmost(node: SyntaxNode): SyntaxNode {
  let leaf = node;
  while (leaf.firstChild) leaf = leaf.firstChild;
  return leaf;
}

/** A name as `Function.prototype.name` has it; a computed one as it is written. */
function nameText(name: SyntaxNode): string {
  return name.type === 'string' ? name.text.slice(1, -1) : name.text;
}

/** Which fields of a node bind its value to a name, and what kinds of name take part. */
const namingFields: Readonly<Record<string, readonly [name: string, value: string]>> = {
  variable_declarator: ['name', 'value'],
  assignment_expression: ['left', 'right'],
  augmented_assignment_expression: ['left', 'right'],
  assignment_pattern: ['left', 'right'],
  object_assignment_pattern: ['left', 'right'],
  required_parameter: ['pattern', 'value'],
  optional_parameter: ['pattern', 'value'],
  pair: ['key', 'value'],
  public_field_definition: ['name', 'value'],
  field_definition: ['property', 'value'],
};

const bindable = new Set([
  'identifier',
  'shorthand_property_identifier_pattern',
  'property_identifier',
  'private_property_identifier',
  'computed_property_name',
  'string',
  'number',
]);

/**
 * Where an anonymous function or class gets its name from: ECMAScript's NamedEvaluation (a
 * variable, an assignment to one, a property, a field, a default). `site` is the node that decides.
 */
function namingSite(node: SyntaxNode): { site: SyntaxNode; name: SyntaxNode | null } {
  const value = sameValueAround(node);
  const site = value.parent;
  const fields = site ? namingFields[site.type] : undefined;
  if (!site || !fields) return { site: value, name: null };
  const name = site.childForFieldName(fields[0]);
  const named =
    name !== null &&
    bindable.has(name.type) &&
    site.childForFieldName(fields[1])?.id === value.id &&
    (site.type !== 'augmented_assignment_expression' ||
      /^(\|\||&&|\?\?)=$/.test(site.childForFieldName('operator')?.type ?? ''));
  return { site, name: named ? name : null };
}
