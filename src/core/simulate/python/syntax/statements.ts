import { hasToken, partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import { lowerAnnotation, lowerArguments, lowerParameters } from './arguments';
import type { Alias, ExceptHandler, Expression, MatchCase, Site, Statement, WithItem } from './ast';
import { ExpressionLowering } from './expressions';
import { siteOf } from './nodes';
import { lowerPattern } from './patterns';
import { lowerAliasName, lowerTypeParameters } from './type_parameters';

/** Turns the statements of tree-sitter's tree into our own. */
export class StatementLowering extends ExpressionLowering {
  statements(node: SyntaxNode | null): Statement[] {
    return node ? partsOf(node).flatMap((child) => this.statement(child)) : [];
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
        const exc = partsOf(node).find((child) => child.id !== cause?.id);
        return {
          type: 'Raise',
          site,
          exc: exc ? this.expression(exc) : null,
          cause: cause && this.expression(cause),
        };
      }
      case 'assert_statement': {
        const [test, msg] = partsOf(node);
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
        return { type: 'Global', site, names: partsOf(node).map((child) => this.text(child)) };
      case 'nonlocal_statement':
        return { type: 'Nonlocal', site, names: partsOf(node).map((child) => this.text(child)) };
      case 'import_statement':
        return { type: 'Import', site, names: this.aliases(node) };
      case 'future_import_statement':
        return { type: 'Pass', site };
      case 'import_from_statement': {
        const module = node.childForFieldName('module_name');
        const wildcard = partsOf(node).some((child) => child.type === 'wildcard_import');
        return {
          type: 'ImportFrom',
          site,
          module: module ? this.text(module) : '',
          names: wildcard ? [{ name: '*', asname: null }] : this.aliases(node),
        };
      }
      case 'type_alias_statement': {
        const value = this.field(node, 'right');
        const args = { parameters: [] };
        const lazy = { type: 'Lambda', site: value.site, args, body: value } as const;
        return { type: 'TypeAlias', site, ...lowerAliasName(this, node), value: lazy };
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
        const clause = partsOf(node).find((child) => child.type === 'with_clause');
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
        const decorators = partsOf(node)
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
        const cases = body ? partsOf(body).filter((child) => child.type === 'case_clause') : [];
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
    const [first, ...others] = partsOf(node);
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
        annotation: lowerAnnotation(this, annotation),
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
    const clauses = partsOf(node).filter((child) => child.type === 'except_clause');
    const finallyClause = partsOf(node).find((child) => child.type === 'finally_clause');
    const elseClause = partsOf(node).find((child) => child.type === 'else_clause');
    return {
      type: 'Try',
      site,
      body: this.block(node, 'body'),
      handlers: clauses.map((child) => this.handler(child)),
      isGroup: clauses.some((child) => hasToken(child, 'except*') || hasToken(child, '*')),
      orelse: elseClause ? this.block(elseClause, 'body') : [],
      finalbody: this.statements(
        (finallyClause && partsOf(finallyClause).find((child) => child.type === 'block')) ?? null,
      ),
    };
  }

  private handler(node: SyntaxNode): ExceptHandler {
    const children = partsOf(node);
    const body = children.find((child) => child.type === 'block') ?? null;
    const tests = children.filter((child) => child.type !== 'block');
    const [value] = tests;
    const alias = value?.type === 'as_pattern' ? value.childForFieldName('alias') : null;
    const test = alias && value ? partsOf(value)[0] : value;
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
    return partsOf(clause).flatMap((item) => {
      const value = item.childForFieldName('value');
      return value ? [this.withItem(value)] : [];
    });
  }

  private withItem(value: SyntaxNode): WithItem {
    // The grammar lets `as` bind to the last operand of `a if b else c as d`; it belongs to the whole.
    let last: SyntaxNode | undefined = value;
    while (last && last.type !== 'as_pattern') last = partsOf(last).at(-1);
    const alias = last?.childForFieldName('alias');
    const target = alias && partsOf(alias)[0];
    return {
      context: this.expression(value),
      target: target ? this.expression(target) : null,
    };
  }

  private functionDefinition(node: SyntaxNode, decorators: readonly Expression[]): Statement {
    const name = node.childForFieldName('name');
    const args = lowerParameters(this, node.childForFieldName('parameters'));
    const returned = node.childForFieldName('return_type');
    const outer = this.yields;
    this.yields = false;
    const body = this.block(node, 'body');
    const isGenerator = this.yields;
    this.yields = outer;
    return {
      type: 'FunctionDef',
      site: siteOf(node),
      name: name ? this.text(name) : '',
      typeParameters: lowerTypeParameters(this, node.childForFieldName('type_parameters')),
      args,
      returns: returned && lowerAnnotation(this, returned),
      body,
      decorators,
      isAsync: hasToken(node, 'async'),
      isGenerator,
    };
  }

  private classDefinition(node: SyntaxNode, decorators: readonly Expression[]): Statement {
    const name = node.childForFieldName('name');
    const { args, keywords } = lowerArguments(this, node.childForFieldName('superclasses'));
    return {
      type: 'ClassDef',
      site: siteOf(node),
      name: name ? this.text(name) : '',
      typeParameters: lowerTypeParameters(this, node.childForFieldName('type_parameters')),
      bases: args,
      keywords,
      body: this.block(node, 'body'),
      decorators,
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
}
