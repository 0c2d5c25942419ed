import type { SyntaxNode } from '../syntax/document';
import { childOfType, partsOf } from '../syntax/nodes';
import type { Adapter, Finding, FoundScope, Span } from './findings';
import { scopesByLayout } from './layout';
import { awaitInError, pointAt, spanOf, spanThrough } from './findings';

/** Python's functions and suspension points, as its `ast` gives them. */
export const python: Adapter = {
  anchors: /\b(?:await|async|yield|def|lambda|class)\b/g,

  read(token, text) {
    const node = token.parent;
    if (!node) return undefined;
    if (node.isError) return inError(token, text);
    switch (token.type) {
      case 'await':
        return awaitAt(token, node);
      case 'async':
        return asyncAt(token, node);
      case 'yield':
        return yieldAt(token, node);
      case 'def':
        return node.type === 'function_definition' ? definitionAt(token, node) : undefined;
      case 'class':
        return node.type === 'class_definition' ? definitionAt(token, node) : undefined;
      case 'lambda':
        return node.type === 'lambda' ? lambdaAt(token, node) : undefined;
      default:
        return undefined;
    }
  },

  /** Only lambdas have no layout of their own. */
  recover(findings, text) {
    const others = findings.filter(({ kind, anchor }) => kind === 'point' || text[anchor] === 'l');
    return [...others, ...scopesByLayout(text)];
  },
};

function awaitAt(token: SyntaxNode, node: SyntaxNode): Finding | undefined {
  if (node.type !== 'await') return undefined;
  let operand = partsOf(node).at(-1) ?? null;
  // `await x ** y` raises what was awaited; the grammar takes it for `await (x ** y)`.
  while (operand?.type === 'binary_operator') operand = operand.firstNamedChild;
  return pointAt(token, node, {
    keyword: 'await',
    range: spanThrough(token, operand),
    keywordSpan: spanOf(token),
    operands: operand ? [spanOf(operand)] : [],
  });
}

function asyncAt(token: SyntaxNode, node: SyntaxNode): Finding | undefined {
  const keywordSpan = spanThrough(token, token.nextSibling);
  switch (node.type) {
    case 'for_statement':
      return pointAt(token, node, {
        keyword: 'async for',
        range: statementSpan(node),
        keywordSpan,
        operands: node.childrenForFieldName('right').map(spanOf),
      });
    case 'with_statement':
      return pointAt(token, node, {
        keyword: 'async with',
        range: statementSpan(node),
        keywordSpan,
        operands: contextManagersOf(node).map(spanOf),
      });
    case 'for_in_clause':
      return pointAt(token, node, {
        keyword: 'async comprehension',
        keywordSpan,
        operands: node.childrenForFieldName('right').map(spanOf),
      });
    default:
      return undefined;
  }
}

const asyncStatement = /async[ \t]+(for|with)\b/y;

/** A keyword in code that the parser could not make sense of, which may have taken it for a name. */
function inError(token: SyntaxNode, text: string): Finding | undefined {
  asyncStatement.lastIndex = token.startIndex;
  const words = asyncStatement.exec(text);
  if (!words) return awaitInError(token, text);
  const span = (): Span => ({ start: token.startIndex, end: asyncStatement.lastIndex });
  return {
    ...pointAt(token, token, {
      keyword: words[1] === 'for' ? 'async for' : 'async with',
      range: span(),
      keywordSpan: span(),
      operands: [],
    }),
    extent: span(),
  };
}

function yieldAt(token: SyntaxNode, node: SyntaxNode): Finding | undefined {
  if (node.type !== 'yield') return undefined;
  return pointAt(token, node, {
    keyword: 'yield',
    keywordSpan: spanOf(token),
    operands: partsOf(node).slice(-1).map(spanOf),
    needs: 'generator',
    delegates: childOfType(node, 'from') !== undefined,
  });
}

/** A function or a class: only its body belongs to it. */
function definitionAt(token: SyntaxNode, node: SyntaxNode): FoundScope | undefined {
  const name = node.childForFieldName('name');
  const body = node.childForFieldName('body');
  if (!name || !body) return undefined;
  return {
    kind: token.type === 'def' ? 'function' : 'class',
    anchor: token.startIndex,
    extent: spanOf(node),
    range: statementSpan(node),
    name: name.text,
    nameSpan: spanOf(name),
    inner: spanOf(body),
    async: node.firstChild?.type === 'async',
    generator: false,
  };
}

function lambdaAt(token: SyntaxNode, node: SyntaxNode): FoundScope | undefined {
  const body = node.childForFieldName('body');
  if (!body) return undefined;
  return {
    kind: 'function',
    anchor: token.startIndex,
    extent: spanOf(node),
    range: spanOf(node),
    name: '<lambda>',
    nameSpan: spanOf(token),
    inner: spanOf(body),
    async: false,
    generator: false,
  };
}

/** The context expressions of a `with` statement, one per item. */
function contextManagersOf(statement: SyntaxNode): SyntaxNode[] {
  const clause = childOfType(statement, 'with_clause');
  if (!clause) return [];
  return partsOf(clause).flatMap((item) => {
    const value = item.childForFieldName('value');
    if (!value) return [];
    if (value.type === 'as_pattern') return partsOf(value).slice(0, 1);
    // Since Python 3.9, `with (a, b):` enters both: the parentheses hold items, not a tuple.
    return value.type === 'tuple' ? partsOf(value) : [value];
  });
}

const enclosing = new Set([
  'block',
  'case_clause',
  'class_definition',
  'decorated_definition',
  'elif_clause',
  'else_clause',
  'except_clause',
  'except_group_clause',
  'finally_clause',
  'for_statement',
  'function_definition',
  'if_statement',
  'match_statement',
  'try_statement',
  'while_statement',
  'with_statement',
]);

/** A compound statement ends with its last one, that one's semicolon included; the tree's node may go on over comments. */
function statementSpan(statement: SyntaxNode): Span {
  let last = statement;
  while (enclosing.has(last.type)) {
    let child = last.lastChild;
    while (child?.type === 'comment') child = child.previousSibling;
    if (!child) break;
    last = child;
  }
  return spanThrough(statement, last);
}
