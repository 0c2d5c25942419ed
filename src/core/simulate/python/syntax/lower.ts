import type { SyntaxNode } from '../../../syntax/document';
import type {
  Alias,
  Arguments,
  Comprehension,
  ExceptHandler,
  Expression,
  Keyword,
  MatchCase,
  Module,
  Site,
  Statement,
  WithItem,
} from './ast';
import { lowerPattern } from './patterns';
import { lowerNumber, lowerString } from './literals';

/** Turns tree-sitter's tree into our own, once per text. Broken stretches become `Unsupported`. */
export function lowerModule(root: SyntaxNode, source: string): Module {
  return { body: new Lowering(source).statements(root), source };
}

/** The children that are part of the program: no comments, no line continuations. */
export function parts(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter(
    (child) => child.type !== 'comment' && child.type !== 'line_continuation',
  );
}

export function siteOf(node: SyntaxNode): Site {
  const { startPosition: start, endPosition: end } = node;
  return {
    line: start.row + 1,
    column: start.column + 1,
    endLine: end.row + 1,
    endColumn: end.column + 1,
    start: node.startIndex,
    end: node.endIndex,
  };
}

/** Whether the node begins with that keyword, or has it among its own tokens. */
function hasToken(node: SyntaxNode, token: string): boolean {
  return node.children.some((child) => child.type === token);
}

function starOutside(
  whole: Expression,
  inner: Expression,
  rebuild: (inner: Expression) => Expression,
): Expression {
  if (inner.type !== 'Starred') return whole;
  return { type: 'Starred', site: whole.site, value: rebuild(inner.value) };
}

export class Lowering {
  /** Whether a `yield` was met in the function that is being lowered. */
  private yields = false;

  constructor(readonly source: string) {}

  text(node: SyntaxNode): string {
    return this.source.slice(node.startIndex, node.endIndex);
  }

  statements(node: SyntaxNode | null): Statement[] {
    return node ? parts(node).flatMap((child) => this.statement(child)) : [];
  }

  private statement(node: SyntaxNode): Statement[] {
    const site = siteOf(node);
    const lowered = this.simple(node, site) ?? this.compound(node, site);
    return lowered ? [lowered] : [];
  }

  private simple(node: SyntaxNode, site: Site): Statement | null {
    switch (node.type) {
      case 'expression_statement':
        return this.expressionStatement(node, site);
      case 'return_statement':
        return { type: 'Return', site, value: this.listed(node) };
      case 'pass_statement':
        return { type: 'Pass', site };
      case 'break_statement':
        return { type: 'Break', site };
      case 'continue_statement':
        return { type: 'Continue', site };
      case 'raise_statement': {
        const cause = node.childForFieldName('cause');
        const exc = parts(node).find((child) => child.id !== cause?.id);
        return {
          type: 'Raise',
          site,
          exc: exc ? this.expression(exc) : null,
          cause: cause && this.expression(cause),
        };
      }
      case 'assert_statement': {
        const [test, msg] = parts(node);
        if (!test) return null;
        return {
          type: 'Assert',
          site,
          test: this.expression(test),
          msg: msg ? this.expression(msg) : null,
        };
      }
      case 'delete_statement': {
        const target = this.listed(node);
        if (!target) return null;
        return { type: 'Delete', site, targets: target.type === 'Tuple' ? target.elts : [target] };
      }
      case 'global_statement':
        return { type: 'Global', site, names: parts(node).map((child) => this.text(child)) };
      case 'nonlocal_statement':
        return { type: 'Nonlocal', site, names: parts(node).map((child) => this.text(child)) };
      case 'import_statement':
        return { type: 'Import', site, names: this.aliases(node) };
      case 'future_import_statement':
        return { type: 'Pass', site };
      case 'import_from_statement': {
        const module = node.childForFieldName('module_name');
        const wildcard = parts(node).some((child) => child.type === 'wildcard_import');
        return {
          type: 'ImportFrom',
          site,
          module: module ? this.text(module) : '',
          names: wildcard ? [{ name: '*', asname: null }] : this.aliases(node),
        };
      }
      case 'type_alias_statement': {
        const name = node.childForFieldName('left');
        const value = node.childForFieldName('right');
        if (!name || !value) return null;
        return {
          type: 'Assign',
          site,
          targets: [{ type: 'Name', site: siteOf(name), id: this.text(name) }],
          value: this.expression(value),
        };
      }
      default:
        return null;
    }
  }

  private compound(node: SyntaxNode, site: Site): Statement | null {
    switch (node.type) {
      case 'if_statement': {
        const alternatives = node.childrenForFieldName('alternative');
        return this.ifStatement(node, alternatives, site);
      }
      case 'while_statement':
        return {
          type: 'While',
          site,
          test: this.field(node, 'condition'),
          body: this.block(node, 'body'),
          orelse: this.elseOf(node),
        };
      case 'for_statement':
        return {
          type: 'For',
          site,
          isAsync: hasToken(node, 'async'),
          target: this.field(node, 'left'),
          iter: this.field(node, 'right'),
          body: this.block(node, 'body'),
          orelse: this.elseOf(node),
        };
      case 'with_statement': {
        const clause = parts(node).find((child) => child.type === 'with_clause');
        return {
          type: 'With',
          site,
          isAsync: hasToken(node, 'async'),
          items: clause ? this.withItems(clause) : [],
          body: this.block(node, 'body'),
        };
      }
      case 'try_statement':
        return this.tryStatement(node, site);
      case 'function_definition':
        return this.functionDefinition(node, []);
      case 'class_definition':
        return this.classDefinition(node, []);
      case 'decorated_definition': {
        const definition = node.childForFieldName('definition');
        const decorators = parts(node)
          .filter((child) => child.type === 'decorator')
          .map((child) => this.first(child));
        if (!definition) return null;
        return definition.type === 'class_definition'
          ? this.classDefinition(definition, decorators)
          : this.functionDefinition(definition, decorators);
      }
      case 'match_statement': {
        const subjects = node.childrenForFieldName('subject').filter((child) => child.isNamed);
        const lowered = subjects.map((child) => this.expression(child));
        const body = node.childForFieldName('body');
        const cases = body ? parts(body).filter((child) => child.type === 'case_clause') : [];
        const [only] = lowered;
        return {
          type: 'Match',
          site,
          subject: only && lowered.length === 1 ? only : { type: 'Tuple', site, elts: lowered },
          cases: cases.map((child) => this.matchCase(child)),
        };
      }
      default:
        return { type: 'Unsupported', site, text: this.text(node) };
    }
  }

  private expressionStatement(node: SyntaxNode, site: Site): Statement | null {
    const [first, ...others] = parts(node);
    if (!first) return null;
    if (first.type === 'assignment') return this.assignment(first, site);
    if (first.type === 'augmented_assignment') {
      const operator = first.childForFieldName('operator');
      return {
        type: 'AugAssign',
        site,
        target: this.field(first, 'left'),
        op: operator ? this.text(operator).slice(0, -1) : '+',
        value: this.field(first, 'right'),
      };
    }
    const value = this.expression(first);
    const isTuple = others.length > 0 || hasToken(node, ',');
    if (!isTuple) return { type: 'Expr', site, value };
    const elts = [value, ...others.map((child) => this.expression(child))];
    return { type: 'Expr', site, value: { type: 'Tuple', site, elts } };
  }

  private assignment(node: SyntaxNode, site: Site): Statement {
    const annotation = node.childForFieldName('type');
    const target = this.field(node, 'left');
    let right = node.childForFieldName('right');
    if (annotation) {
      return {
        type: 'AnnAssign',
        site,
        target,
        annotation: this.annotation(annotation),
        value: right && this.bound(right, target),
      };
    }
    const targets = [target];
    while (right?.type === 'assignment') {
      targets.push(this.field(right, 'left'));
      right = right.childForFieldName('right');
    }
    const value = right ? this.bound(right, target) : this.missing(node);
    return { type: 'Assign', site, targets, value };
  }

  /** An awaited value knows the name that receives it. */
  private bound(node: SyntaxNode, target: Expression): Expression {
    const value = this.expression(node);
    if (value.type !== 'Await') return value;
    return { ...value, into: this.source.slice(target.site.start, target.site.end) };
  }

  private ifStatement(
    node: SyntaxNode,
    alternatives: readonly (SyntaxNode | null)[],
    site: Site,
  ): Statement {
    const [next, ...rest] = alternatives;
    let orelse: readonly Statement[] = [];
    if (next?.type === 'elif_clause') orelse = [this.ifStatement(next, rest, siteOf(next))];
    else if (next) orelse = this.block(next, 'body');
    return {
      type: 'If',
      site,
      test: this.field(node, 'condition'),
      body: this.block(node, 'consequence'),
      orelse,
    };
  }

  private tryStatement(node: SyntaxNode, site: Site): Statement {
    const clauses = parts(node).filter((child) => child.type === 'except_clause');
    const finallyClause = parts(node).find((child) => child.type === 'finally_clause');
    const elseClause = parts(node).find((child) => child.type === 'else_clause');
    return {
      type: 'Try',
      site,
      body: this.block(node, 'body'),
      handlers: clauses.map((child) => this.handler(child)),
      isGroup: clauses.some((child) => hasToken(child, 'except*') || hasToken(child, '*')),
      orelse: elseClause ? this.block(elseClause, 'body') : [],
      finalbody: this.statements(
        (finallyClause && parts(finallyClause).find((child) => child.type === 'block')) ?? null,
      ),
    };
  }

  private handler(node: SyntaxNode): ExceptHandler {
    const children = parts(node);
    const body = children.find((child) => child.type === 'block') ?? null;
    const tests = children.filter((child) => child.type !== 'block');
    const [value] = tests;
    const alias = value?.type === 'as_pattern' ? value.childForFieldName('alias') : null;
    const test = alias && value ? parts(value)[0] : value;
    let lowered = test ? this.expression(test) : null;
    // `except A, B:` (3.14) is a tuple without parentheses.
    if (lowered && tests.length > 1 && !alias) {
      const elts = tests.map((child) => this.expression(child));
      lowered = { type: 'Tuple', site: lowered.site, elts };
    }
    return {
      site: siteOf(node),
      test: lowered,
      name: alias ? this.text(alias) : null,
      body: this.statements(body),
    };
  }

  private withItems(clause: SyntaxNode): WithItem[] {
    return parts(clause).flatMap((item) => {
      const value = item.childForFieldName('value');
      return value ? [this.withItem(value)] : [];
    });
  }

  private withItem(value: SyntaxNode): WithItem {
    // The grammar lets `as` bind to the last operand of `a if b else c as d`; it belongs to the whole.
    let last: SyntaxNode | undefined = value;
    while (last && last.type !== 'as_pattern') last = parts(last).at(-1);
    const alias = last?.childForFieldName('alias');
    const target = alias && parts(alias)[0];
    return {
      context: this.expression(value),
      target: target ? this.expression(target) : null,
    };
  }

  private functionDefinition(node: SyntaxNode, decorators: readonly Expression[]): Statement {
    const name = node.childForFieldName('name');
    const args = this.parameters(node.childForFieldName('parameters'));
    const outer = this.yields;
    this.yields = false;
    const body = this.block(node, 'body');
    const isGenerator = this.yields;
    this.yields = outer;
    return {
      type: 'FunctionDef',
      site: siteOf(node),
      name: name ? this.text(name) : '',
      args,
      body,
      decorators,
      isAsync: hasToken(node, 'async'),
      isGenerator,
    };
  }

  private classDefinition(node: SyntaxNode, decorators: readonly Expression[]): Statement {
    const name = node.childForFieldName('name');
    const { args, keywords } = this.arguments(node.childForFieldName('superclasses'));
    return {
      type: 'ClassDef',
      site: siteOf(node),
      name: name ? this.text(name) : '',
      bases: args,
      keywords,
      body: this.block(node, 'body'),
      decorators,
    };
  }

  private parameters(node: SyntaxNode | null): Arguments {
    const parameters: Arguments['parameters'][number][] = [];
    let afterStar = false;
    for (const child of node ? parts(node) : []) {
      if (child.type === 'positional_separator') {
        for (const [index, parameter] of parameters.entries()) {
          parameters[index] = { ...parameter, kind: 'positional' };
        }
        continue;
      }
      if (child.type === 'keyword_separator') {
        afterStar = true;
        continue;
      }
      const typed = child.childForFieldName('type');
      const value = child.childForFieldName('value');
      const named = child.childForFieldName('name') ?? (typed ? parts(child)[0] : null) ?? child;
      const isStar = named.type === 'list_splat_pattern';
      const isDoubleStar = named.type === 'dictionary_splat_pattern';
      const name = this.text(named).replace(/^\*+\s*/, '');
      const kind = isStar
        ? 'star'
        : isDoubleStar
          ? 'doubleStar'
          : afterStar
            ? 'keyword'
            : 'ordinary';
      if (isStar) afterStar = true;
      parameters.push({
        name,
        kind,
        default: value && this.expression(value),
        annotation: typed && this.annotation(typed),
      });
    }
    return { parameters };
  }

  /** Annotations are kept as source text: nothing of a walkthrough depends on their value. */
  private annotation(node: SyntaxNode): Expression {
    return {
      type: 'Constant',
      site: siteOf(node),
      value: { kind: 'str', value: this.text(node) },
    };
  }

  private aliases(node: SyntaxNode): Alias[] {
    return node.childrenForFieldName('name').flatMap((child): Alias[] => {
      const name = child.childForFieldName('name');
      const alias = child.childForFieldName('alias');
      return name && alias
        ? [{ name: this.text(name), asname: this.text(alias) }]
        : [{ name: this.text(child), asname: null }];
    });
  }

  private matchCase(node: SyntaxNode): MatchCase {
    const guard = node.childForFieldName('guard');
    return {
      pattern: lowerPattern(this, node),
      guard: guard && this.first(guard),
      body: this.block(node, 'consequence'),
    };
  }

  private block(node: SyntaxNode, field: string): Statement[] {
    return this.statements(node.childForFieldName(field));
  }

  private elseOf(node: SyntaxNode): Statement[] {
    const alternative = node.childForFieldName('alternative');
    return alternative ? this.block(alternative, 'body') : [];
  }

  /** The expression of a statement that may list several, which make a tuple. */
  private listed(node: SyntaxNode): Expression | null {
    const children = parts(node);
    const [only] = children;
    if (!only) return null;
    if (children.length === 1) return this.expression(only);
    return {
      type: 'Tuple',
      site: siteOf(node),
      elts: children.map((child) => this.expression(child)),
    };
  }

  private first(node: SyntaxNode): Expression {
    const [child] = parts(node);
    return child ? this.expression(child) : this.missing(node);
  }

  private field(node: SyntaxNode, name: string): Expression {
    const children = node.childrenForFieldName(name).filter((child) => child.isNamed);
    const [only] = children;
    if (!only) return this.missing(node);
    if (children.length === 1) return this.expression(only);
    const elts = children.map((child) => this.expression(child));
    return { type: 'Tuple', site: siteOf(node), elts };
  }

  private missing(node: SyntaxNode): Expression {
    return { type: 'Unsupported', site: siteOf(node), text: this.text(node) };
  }

  private all(node: SyntaxNode): Expression[] {
    return parts(node).map((child) => this.expression(child));
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
      case 'lambda':
        return {
          type: 'Lambda',
          site,
          args: this.parameters(node.childForFieldName('parameters')),
          body: this.field(node, 'body'),
        };
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
          items: parts(node).map((child) =>
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
        return { type: 'Await', site, value: this.first(node), into: null };
      case 'yield':
        return this.yieldExpression(node, site);
      case 'list_splat':
      case 'list_splat_pattern':
      case 'dictionary_splat':
        return { type: 'Starred', site, value: this.first(node) };
      case 'type':
      case 'as_pattern':
      case 'as_pattern_target':
        return this.first(node);
      default:
        return { type: 'Unsupported', site, text: this.text(node) };
    }
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

  private slice(node: SyntaxNode, site: Site): Expression {
    const bounds: (Expression | null)[] = [null, null, null];
    let position = 0;
    for (const child of node.children) {
      if (child.type === ':') position++;
      else if (child.isNamed && child.type !== 'comment') bounds[position] = this.expression(child);
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
    return { type: 'Call', site, func, ...this.arguments(list) };
  }

  private arguments(list: SyntaxNode | null): { args: Expression[]; keywords: Keyword[] } {
    const args: Expression[] = [];
    const keywords: Keyword[] = [];
    for (const child of list ? parts(list) : []) {
      if (child.type === 'keyword_argument') {
        const name = child.childForFieldName('name');
        keywords.push({ arg: name ? this.text(name) : '', value: this.field(child, 'value') });
      } else if (child.type === 'dictionary_splat') {
        keywords.push({ arg: null, value: this.first(child) });
      } else {
        args.push(this.expression(child));
      }
    }
    return { args, keywords };
  }

  private comprehension(node: SyntaxNode, site: Site): Expression {
    const generators: Comprehension[] = [];
    for (const child of parts(node)) {
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
}
