import { hasToken, isPart, partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import { lowerArguments, lowerParameters } from './arguments';
import type { Comprehension, Expression, Site } from './ast';
import { lowerNumber, lowerString } from './literals';
import { siteOf } from './nodes';

function starOutside(
  whole: Expression,
  inner: Expression,
  rebuild: (inner: Expression) => Expression,
): Expression {
  if (inner.type !== 'Starred') return whole;
  return { type: 'Starred', site: whole.site, value: rebuild(inner.value) };
}

/** Turns the expressions of tree-sitter's tree into our own. */
export class ExpressionLowering {
  /** Whether a `yield` was met in the function that is being lowered. */
  protected yields = false;

  constructor(readonly source: string) {}

  text(node: SyntaxNode): string {
    return this.source.slice(node.startIndex, node.endIndex);
  }

  expression(node: SyntaxNode): Expression {
    const lowered = this.lowerExpression(node);
    // The grammar reads `*a.b` as an attribute of `*a`; the star belongs to the whole.
    switch (lowered.type) {
      case 'Attribute':
      case 'Subscript':
        return starOutside(lowered, lowered.value, (value) => ({ ...lowered, value }));
      case 'Call':
        return starOutside(lowered, lowered.func, (func) => ({ ...lowered, func }));
      default:
        return lowered;
    }
  }

  private lowerExpression(node: SyntaxNode): Expression {
    const site = siteOf(node);
    switch (node.type) {
      case 'identifier':
      case 'dotted_name':
        return this.dotted(node, site);
      case 'integer':
      case 'float':
        return { type: 'Constant', site, value: lowerNumber(this.text(node)) };
      case 'true':
      case 'false':
        return { type: 'Constant', site, value: { kind: 'bool', value: node.type === 'true' } };
      case 'none':
        return { type: 'Constant', site, value: { kind: 'none' } };
      case 'ellipsis':
        return { type: 'Constant', site, value: { kind: 'ellipsis' } };
      case 'string':
      case 'concatenated_string':
        return lowerString(this, node);
      case 'attribute': {
        const attr = node.childForFieldName('attribute');
        const value = this.field(node, 'object');
        return { type: 'Attribute', site, value, attr: attr ? this.text(attr) : '' };
      }
      case 'subscript':
        return {
          type: 'Subscript',
          site,
          value: this.field(node, 'value'),
          slice: this.subscript(node, site),
        };
      case 'slice':
        return this.slice(node, site);
      case 'call':
        return this.call(node, site);
      case 'binary_operator':
        return {
          type: 'BinOp',
          site,
          op: node.childForFieldName('operator')?.type ?? '+',
          left: this.field(node, 'left'),
          right: this.field(node, 'right'),
        };
      case 'unary_operator':
        return {
          type: 'UnaryOp',
          site,
          op: node.childForFieldName('operator')?.type ?? '-',
          operand: this.field(node, 'argument'),
        };
      case 'not_operator':
        return { type: 'UnaryOp', site, op: 'not', operand: this.field(node, 'argument') };
      case 'boolean_operator':
        return {
          type: 'BoolOp',
          site,
          op: node.childForFieldName('operator')?.type === 'or' ? 'or' : 'and',
          left: this.field(node, 'left'),
          right: this.field(node, 'right'),
        };
      case 'comparison_operator': {
        const [left, ...comparators] = this.all(node);
        const ops = node.childrenForFieldName('operators').map((child) => child.type);
        if (!left) return this.missing(node);
        return { type: 'Compare', site, left, ops, comparators };
      }
      case 'conditional_expression': {
        const [body, test, orelse] = this.all(node);
        if (!body || !test || !orelse) return this.missing(node);
        return { type: 'IfExp', site, test, body, orelse };
      }
      case 'named_expression': {
        const target = node.childForFieldName('name');
        const name = target ? this.text(target) : '';
        const value = this.field(node, 'value');
        return {
          type: 'NamedExpr',
          site,
          target: name,
          value: value.type === 'Await' ? { ...value, into: name } : value,
        };
      }
      case 'lambda': {
        // A `yield` in it is its own, not that of the function around it.
        const { yields } = this;
        const args = lowerParameters(this, node.childForFieldName('parameters'));
        const body = this.field(node, 'body');
        this.yields = yields;
        return { type: 'Lambda', site, args, body };
      }
      case 'parenthesized_expression':
        return this.first(node);
      case 'tuple':
      case 'tuple_pattern':
      case 'expression_list':
      case 'pattern_list':
        return { type: 'Tuple', site, elts: this.all(node) };
      case 'list':
      case 'list_pattern':
        return { type: 'List', site, elts: this.all(node) };
      case 'set':
        return { type: 'Set', site, elts: this.all(node) };
      case 'dictionary':
        return {
          type: 'Dict',
          site,
          items: partsOf(node).map((child) =>
            child.type === 'pair'
              ? { key: this.field(child, 'key'), value: this.field(child, 'value') }
              : { key: null, value: this.first(child) },
          ),
        };
      case 'list_comprehension':
      case 'set_comprehension':
      case 'generator_expression':
      case 'dictionary_comprehension':
        return this.comprehension(node, site);
      case 'await':
        return this.awaited(site, node);
      case 'yield':
        return this.yieldExpression(node, site);
      case 'list_splat':
      case 'list_splat_pattern':
      case 'dictionary_splat':
        return { type: 'Starred', site, value: this.first(node) };
      case 'union_type': {
        const [left, right] = partsOf(node).map((child) => this.expression(child));
        if (!left || !right) break;
        return { type: 'BinOp', site, op: '|', left, right };
      }
      case 'generic_type':
        return this.genericType(node, site);
      case 'type':
      case 'as_pattern':
      case 'as_pattern_target':
        return this.first(node);
    }
    return { type: 'Unsupported', site, text: this.text(node) };
  }

  /** `await x ** y` raises what was awaited; the grammar takes it for `await (x ** y)`. `node` has the operand first. */
  private awaited(site: Site, node: SyntaxNode): Expression {
    const value = this.first(node);
    const [operand] = partsOf(node);
    if (operand?.type !== 'binary_operator' || value.type !== 'BinOp')
      return { type: 'Await', site, value, into: null };
    const { endLine, endColumn, end } = value.left.site;
    const left = this.awaited({ ...site, endLine, endColumn, end }, operand);
    return { ...value, site, left };
  }

  private dotted(node: SyntaxNode, site: Site): Expression {
    const [first = '', ...attributes] = this.text(node).split(/\s*\.\s*/);
    let value: Expression = { type: 'Name', site, id: first };
    for (const attr of attributes) value = { type: 'Attribute', site, value, attr };
    return value;
  }

  private subscript(node: SyntaxNode, site: Site): Expression {
    const index = this.field(node, 'subscript');
    // `x[1,]` is a subscript by a tuple of one.
    const [bracket] = node.children.slice(-2);
    if (bracket?.type !== ',' || index.type === 'Tuple') return index;
    return { type: 'Tuple', site, elts: [index] };
  }

  /** `list[int]`, as the grammar has it inside a type. */
  private genericType(node: SyntaxNode, site: Site): Expression {
    const [origin, list] = partsOf(node);
    const elts = list ? partsOf(list).map((child) => this.expression(child)) : [];
    const [only] = elts;
    const index: Expression = only && elts.length === 1 ? only : { type: 'Tuple', site, elts };
    const value = origin ? this.expression(origin) : index;
    return { type: 'Subscript', site, value, slice: index };
  }

  private slice(node: SyntaxNode, site: Site): Expression {
    const bounds: (Expression | null)[] = [null, null, null];
    let position = 0;
    for (const child of node.children) {
      if (child.type === ':') position++;
      else if (child.isNamed && isPart(child)) bounds[position] = this.expression(child);
    }
    const [lower = null, upper = null, step = null] = bounds;
    return { type: 'Slice', site, lower, upper, step };
  }

  private call(node: SyntaxNode, site: Site): Expression {
    const func = this.field(node, 'function');
    const list = node.childForFieldName('arguments');
    if (list?.type === 'generator_expression') {
      return { type: 'Call', site, func, args: [this.expression(list)], keywords: [] };
    }
    return { type: 'Call', site, func, ...lowerArguments(this, list) };
  }

  private comprehension(node: SyntaxNode, site: Site): Expression {
    const generators: Comprehension[] = [];
    for (const child of partsOf(node)) {
      if (child.type === 'for_in_clause') {
        generators.push({
          target: this.field(child, 'left'),
          iter: this.field(child, 'right'),
          ifs: [],
          isAsync: hasToken(child, 'async'),
          site: siteOf(child),
        });
      } else if (child.type === 'if_clause') {
        const last = generators.pop();
        if (last) generators.push({ ...last, ifs: [...last.ifs, this.first(child)] });
      }
    }
    const body = node.childForFieldName('body');
    if (!body) return this.missing(node);
    if (node.type === 'dictionary_comprehension') {
      const key = this.field(body, 'key');
      return { type: 'DictComp', site, key, value: this.field(body, 'value'), generators };
    }
    const type =
      node.type === 'list_comprehension'
        ? 'ListComp'
        : node.type === 'set_comprehension'
          ? 'SetComp'
          : 'GeneratorExp';
    return { type, site, elt: this.expression(body), generators };
  }

  private yieldExpression(node: SyntaxNode, site: Site): Expression {
    this.yields = true;
    const value = this.listed(node);
    if (hasToken(node, 'from') && value) return { type: 'YieldFrom', site, value };
    return { type: 'Yield', site, value };
  }

  /** The expression of a statement that may list several, which make a tuple. */
  protected listed(node: SyntaxNode): Expression | null {
    const children = partsOf(node);
    const [only] = children;
    if (!only) return null;
    if (children.length === 1) return this.expression(only);
    return {
      type: 'Tuple',
      site: siteOf(node),
      elts: children.map((child) => this.expression(child)),
    };
  }

  first(node: SyntaxNode): Expression {
    const [child] = partsOf(node);
    return child ? this.expression(child) : this.missing(node);
  }

  field(node: SyntaxNode, name: string): Expression {
    const children = node.childrenForFieldName(name).filter((child) => child.isNamed);
    const [only] = children;
    if (!only) return this.missing(node);
    if (children.length === 1) return this.expression(only);
    const elts = children.map((child) => this.expression(child));
    return { type: 'Tuple', site: siteOf(node), elts };
  }

  protected missing(node: SyntaxNode): Expression {
    return { type: 'Unsupported', site: siteOf(node), text: this.text(node) };
  }

  private all(node: SyntaxNode): Expression[] {
    return partsOf(node).map((child) => this.expression(child));
  }
}
