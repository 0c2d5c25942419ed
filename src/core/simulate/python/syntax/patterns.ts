import { isPart, partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import type { Expression, Pattern, Site } from './ast';

/** What pattern lowering needs of the lowering of expressions. */
interface Lower {
  expression(node: SyntaxNode): Expression;
  text(node: SyntaxNode): string;
}

interface KeywordPattern {
  readonly name: string;
  readonly pattern: Pattern;
}

const wildcard: Pattern = { type: 'MatchAs', pattern: null, name: null };

/** The pattern of a `case` clause: several without parentheses make a sequence. */
export function lowerPattern(lower: Lower, clause: SyntaxNode): Pattern {
  const patterns = partsOf(clause).filter((child) => child.type === 'case_pattern');
  const [only] = patterns;
  const trailingComma = clause.children.some((child) => child.type === ',');
  if (only && patterns.length === 1 && !trailingComma) return pattern(lower, only);
  return { type: 'MatchSequence', patterns: patterns.map((child) => pattern(lower, child)) };
}

function pattern(lower: Lower, node: SyntaxNode): Pattern {
  switch (node.type) {
    case 'case_pattern': {
      const [inner] = partsOf(node);
      if (!inner) return wildcard;
      return isNegative(node) ? negative(lower, inner) : pattern(lower, inner);
    }
    case 'union_pattern':
      return { type: 'MatchOr', patterns: alternatives(lower, node) };
    case 'as_pattern': {
      const [inner, alias] = partsOf(node);
      if (!inner || !alias) return wildcard;
      return { type: 'MatchAs', pattern: pattern(lower, inner), name: lower.text(alias) };
    }
    case 'list_pattern':
      return {
        type: 'MatchSequence',
        patterns: partsOf(node).map((child) => pattern(lower, child)),
      };
    case 'tuple_pattern': {
      const inner = partsOf(node);
      const [only] = inner;
      // Parentheses around one pattern without a comma only group.
      if (only && inner.length === 1 && !node.children.some((child) => child.type === ',')) {
        return pattern(lower, only);
      }
      return { type: 'MatchSequence', patterns: inner.map((child) => pattern(lower, child)) };
    }
    case 'splat_pattern': {
      const [name] = partsOf(node);
      return { type: 'MatchStar', name: name ? lower.text(name) : null };
    }
    case 'dict_pattern':
      return mapping(lower, node);
    case 'class_pattern':
      return classPattern(lower, node);
    case 'dotted_name': {
      const name = lower.text(node);
      if (name.includes('.')) return { type: 'MatchValue', value: lower.expression(node) };
      return name === '_' ? wildcard : { type: 'MatchAs', pattern: null, name };
    }
    case 'none':
      return { type: 'MatchSingleton', value: null };
    case 'true':
    case 'false':
      return { type: 'MatchSingleton', value: node.type === 'true' };
    default:
      return { type: 'MatchValue', value: lower.expression(node) };
  }
}

function isNegative(node: SyntaxNode): boolean {
  return node.children[0]?.type === '-';
}

function negative(lower: Lower, operand: SyntaxNode): Pattern {
  const value = lower.expression(operand);
  const site: Site = value.site;
  return { type: 'MatchValue', value: { type: 'UnaryOp', site, op: '-', operand: value } };
}

/** The alternatives of `a | -1 | _`: minus signs and wildcards are bare tokens there. */
function alternatives(lower: Lower, node: SyntaxNode): Pattern[] {
  const patterns: Pattern[] = [];
  let minus = false;
  for (const child of node.children) {
    if (child.type === '-') minus = true;
    else if (child.type === '_') patterns.push(wildcard);
    else if (child.isNamed && isPart(child)) {
      patterns.push(minus ? negative(lower, child) : pattern(lower, child));
      minus = false;
    }
  }
  return patterns;
}

function mapping(lower: Lower, node: SyntaxNode): Pattern {
  const keys = node.childrenForFieldName('key').flatMap((key) => {
    return key.isNamed ? [lower.expression(key)] : [];
  });
  const patterns = node.childrenForFieldName('value').map((value) => pattern(lower, value));
  const splat = partsOf(node).find((child) => child.type === 'splat_pattern');
  const rest = splat && partsOf(splat)[0];
  return { type: 'MatchMapping', keys, patterns, rest: rest ? lower.text(rest) : null };
}

function classPattern(lower: Lower, node: SyntaxNode): Pattern {
  const [cls, ...children] = partsOf(node);
  if (!cls) return wildcard;
  const patterns: Pattern[] = [];
  const keywords: KeywordPattern[] = [];
  for (const child of children) {
    const [inner] = partsOf(child);
    const keyword = inner && keywordPattern(lower, inner);
    if (keyword) keywords.push(keyword);
    else patterns.push(pattern(lower, child));
  }
  return { type: 'MatchClass', cls: lower.expression(cls), patterns, keywords };
}

/** `name=pattern`; null for a positional one. The grammar has `name=pattern as other` as `(name=pattern) as other`. */
function keywordPattern(lower: Lower, node: SyntaxNode): KeywordPattern | null {
  if (node.type === 'as_pattern') {
    const [first, alias] = partsOf(node);
    const [inner] = first?.type === 'case_pattern' ? partsOf(first) : [];
    const keyword = inner && keywordPattern(lower, inner);
    if (!keyword || !alias) return null;
    const { name, pattern: whole } = keyword;
    return { name, pattern: { type: 'MatchAs', pattern: whole, name: lower.text(alias) } };
  }
  if (node.type !== 'keyword_pattern') return null;
  const [name, value] = partsOf(node);
  if (!name) return null;
  return {
    name: lower.text(name),
    pattern: value ? keywordValue(lower, node, value) : wildcard,
  };
}

function keywordValue(lower: Lower, keyword: SyntaxNode, value: SyntaxNode): Pattern {
  const minus = keyword.children.some((child) => child.type === '-');
  return minus ? negative(lower, value) : pattern(lower, value);
}
