import { hasToken, isPart, partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import type {
  Declaration,
  DeclarationKind,
  Expression,
  ImportBinding,
  Pattern,
  Statement,
  SwitchCase,
} from '../ast';
import type { Lower } from './context';
import { placeOf } from './context';
import { stringValue } from './literals';

type Lowering = (lower: Lower, node: SyntaxNode) => Statement | readonly Statement[];

const nothing: Lowering = () => [];

function condition(lower: Lower, node: SyntaxNode): Expression {
  return lower.expression(node.childForFieldName('condition'));
}

function declarationKind(node: SyntaxNode): DeclarationKind {
  if (node.type === 'variable_declaration') return 'var';
  if (hasToken(node, 'using')) return hasToken(node, 'await') ? 'await using' : 'using';
  const kind = node.childForFieldName('kind')?.text ?? 'let';
  if (kind.startsWith('await')) return 'await using';
  return kind === 'const' || kind === 'using' ? kind : 'let';
}

function lowerDeclaration(lower: Lower, node: SyntaxNode): Declaration {
  const declarators: { target: Pattern; initial: Expression | null }[] = [];
  for (const child of partsOf(node)) {
    const name = child.type === 'variable_declarator' ? child.childForFieldName('name') : null;
    if (!name) continue;
    const value = child.childForFieldName('value');
    declarators.push({
      target: lower.pattern(name),
      initial: value && lower.expression(value, name.text),
    });
  }
  return { type: 'declaration', kind: declarationKind(node), declarators, place: placeOf(node) };
}

const declaration: Lowering = lowerDeclaration;

/** What follows the condition; a function there stands in a block of its own (ECMA-262 B.3.3). */
function branch(lower: Lower, node: SyntaxNode): Statement {
  const statement = lower.body(node.childForFieldName('consequence'));
  return statement.type === 'functionDeclaration'
    ? { type: 'block', body: [statement] }
    : statement;
}

const functionDeclaration: Lowering = (lower, node) => ({
  type: 'functionDeclaration',
  function: lower.function(node, 'function', node.childForFieldName('name')?.text ?? 'default'),
});

const classDeclaration: Lowering = (lower, node) => ({
  type: 'classDeclaration',
  class: lower.class(node),
});

const forStatement: Lowering = (lower, node) => {
  const initializer = node.childForFieldName('initializer');
  const increment = node.childForFieldName('increment');
  return {
    type: 'for',
    initial: forInitial(lower, initializer),
    test: forTest(lower, node.childForFieldName('condition')),
    update: increment && lower.expression(increment),
    body: lower.body(node.childForFieldName('body')),
    place: placeOf(node),
  };
};

function forInitial(lower: Lower, node: SyntaxNode | null): Declaration | Expression | null {
  if (!node || node.type === 'empty_statement') return null;
  if (node.type === 'lexical_declaration' || node.type === 'variable_declaration') {
    return lowerDeclaration(lower, node);
  }
  return forTest(lower, node);
}

/** JavaScript's grammar wraps the parts of a `for` in expression statements. */
function forTest(lower: Lower, node: SyntaxNode | null): Expression | null {
  if (!node || node.type === 'empty_statement' || node.type === ';') return null;
  return lower.expression(node.type === 'expression_statement' ? partsOf(node)[0] : node);
}

const forEach: Lowering = (lower, node) => {
  const left = node.childForFieldName('left');
  const kindText = node.childForFieldName('kind')?.text ?? null;
  const place = placeOf(node);
  const target: Pattern = left ? lower.pattern(left) : { type: 'unsupported', what: 'for', place };
  const body = lower.body(node.childForFieldName('body'));
  const about = {
    type: 'forEach',
    over: node.childForFieldName('operator')?.text === 'in' ? 'in' : 'of',
    iterated: lower.expression(node.childForFieldName('right')),
    place,
  } as const;
  const waits = hasToken(node, 'await');
  // The grammar gives the first word of `await using` as the kind.
  if (kindText === 'using' || kindText === 'await') {
    // `for (using x of …)`: each turn is a block that begins by declaring its resource.
    const element = { type: 'identifier', name: '%element', place } as const;
    const resource: Declaration = {
      type: 'declaration',
      kind: kindText === 'using' ? 'using' : 'await using',
      declarators: [{ target, initial: element }],
      place,
    };
    return {
      ...about,
      await: waits,
      kind: 'const',
      target: element,
      body: { type: 'block', body: [resource, body] },
    };
  }
  const kind: DeclarationKind | null =
    kindText === 'var' || kindText === 'let' || kindText === 'const' ? kindText : null;
  return { ...about, await: waits, kind, target, body };
};

const tryStatement: Lowering = (lower, node) => {
  const handler = node.childForFieldName('handler');
  const finalizer = node.childForFieldName('finalizer');
  const parameter = handler?.childForFieldName('parameter');
  return {
    type: 'try',
    body: lower.block(node.childForFieldName('body')),
    handler: handler && {
      parameter: parameter ? lower.pattern(parameter) : null,
      body: lower.block(handler.childForFieldName('body')),
    },
    finalizer: finalizer && lower.block(finalizer.childForFieldName('body')),
  };
};

const switchStatement: Lowering = (lower, node) => {
  const cases: SwitchCase[] = [];
  const body = node.childForFieldName('body');
  for (const child of body ? partsOf(body) : []) {
    const test = child.childForFieldName('value');
    const statements = child
      .childrenForFieldName('body')
      .filter((each) => each.isNamed && isPart(each))
      .flatMap((each) => lower.statement(each));
    if (child.type === 'switch_case')
      cases.push({ test: lower.expression(test), body: statements });
    else if (child.type === 'switch_default') cases.push({ test: null, body: statements });
  }
  return {
    type: 'switch',
    value: lower.expression(node.childForFieldName('value')),
    cases,
    place: placeOf(node),
  };
};

const enumDeclaration: Lowering = (lower, node) => {
  const members: { name: string; value: Expression | null }[] = [];
  const body = node.childForFieldName('body');
  for (const child of body ? partsOf(body) : []) {
    const name = child.type === 'enum_assignment' ? child.childForFieldName('name') : child;
    if (!name) continue;
    const value = child.type === 'enum_assignment' ? child.childForFieldName('value') : null;
    members.push({
      name: name.type === 'string' ? stringValue(name) : name.text,
      value: value && lower.expression(value),
    });
  }
  return { type: 'enum', name: node.childForFieldName('name')?.text ?? '', members };
};

const namespace: Lowering = (lower, node) => {
  const name = node.childForFieldName('name');
  const body = node.childForFieldName('body');
  if (!name || !body || name.type === 'string') return [];
  return { type: 'namespace', name: name.text, body: lower.block(body) };
};

const importStatement: Lowering = (lower, node) => {
  if (hasToken(node, 'type')) return [];
  const required = partsOf(node).find((child) => child.type === 'import_require_clause');
  const sourceNode = node.childForFieldName('source') ?? required?.childForFieldName('source');
  if (!sourceNode) return [];
  const bindings: ImportBinding[] = [];
  const [requiredName] = required ? partsOf(required) : [];
  if (requiredName) bindings.push({ imported: 'default', local: requiredName.text });
  const clause = partsOf(node).find((child) => child.type === 'import_clause');
  for (const child of clause ? partsOf(clause) : []) {
    if (child.type === 'identifier') bindings.push({ imported: 'default', local: child.text });
    else if (child.type === 'namespace_import') {
      bindings.push({ imported: '*', local: partsOf(child)[0]?.text ?? '' });
    } else if (child.type === 'named_imports') {
      for (const specifier of partsOf(child)) {
        if (hasToken(specifier, 'type')) continue;
        const name = specifier.childForFieldName('name');
        if (!name) continue;
        const imported = name.type === 'string' ? stringValue(name) : name.text;
        bindings.push({ imported, local: specifier.childForFieldName('alias')?.text ?? imported });
      }
    }
  }
  return { type: 'import', source: stringValue(sourceNode), bindings, place: placeOf(node) };
};

const exportStatement: Lowering = (lower, node) => {
  const isDefault = hasToken(node, 'default');
  const declared = node.childForFieldName('declaration');
  const value =
    node.childForFieldName('value') ?? (hasToken(node, '=') ? partsOf(node)[0] : undefined);
  if (declared) {
    const [first] = declared.type.endsWith('class_declaration')
      ? [exportedClass(lower, node, declared)]
      : lower.statement(declared);
    return first ? { type: 'export', declaration: first, names: [], isDefault } : [];
  }
  if (value) {
    const place = placeOf(node);
    const target = { type: 'identifier', name: '*default*', place } as const;
    const initial = lower.expression(value, isDefault ? 'default' : null);
    return {
      type: 'export',
      declaration: {
        type: 'declaration',
        kind: 'const',
        declarators: [{ target, initial }],
        place,
      },
      names: [],
      isDefault: true,
    };
  }
  const clause = partsOf(node).find((child) => child.type === 'export_clause');
  // Exports from elsewhere bind nothing here.
  if (!clause || node.childForFieldName('source')) return [];
  return {
    type: 'exportNames',
    names: partsOf(clause).map((specifier) => {
      const local = specifier.childForFieldName('name')?.text ?? '';
      return { local, exported: specifier.childForFieldName('alias')?.text ?? local };
    }),
  };
};

function exportedClass(lower: Lower, node: SyntaxNode, declared: SyntaxNode): Statement {
  const decorators = node
    .childrenForFieldName('decorator')
    .map((each) => lower.expression(partsOf(each)[0]));
  return { type: 'classDeclaration', class: lower.class(declared, decorators) };
}

const lowerings: Readonly<Record<string, Lowering>> = {
  expression_statement: (lower, node) => {
    const [child] = partsOf(node);
    if (child?.type === 'internal_module') return namespace(lower, child);
    return { type: 'expression', expression: lower.expression(child), place: placeOf(node) };
  },
  variable_declaration: declaration,
  lexical_declaration: declaration,
  function_declaration: functionDeclaration,
  generator_function_declaration: functionDeclaration,
  class_declaration: classDeclaration,
  abstract_class_declaration: classDeclaration,
  statement_block: (lower, node) => ({ type: 'block', body: lower.block(node) }),
  if_statement: (lower, node) => {
    const alternative = node.childForFieldName('alternative');
    return {
      type: 'if',
      test: condition(lower, node),
      yes: branch(lower, node),
      no: alternative && { type: 'block', body: lower.block(alternative) },
      place: placeOf(node),
    };
  },
  for_statement: forStatement,
  for_in_statement: forEach,
  while_statement: (lower, node) => ({
    type: 'while',
    test: condition(lower, node),
    body: lower.body(node.childForFieldName('body')),
    place: placeOf(node),
  }),
  do_statement: (lower, node) => ({
    type: 'doWhile',
    test: condition(lower, node),
    body: lower.body(node.childForFieldName('body')),
    place: placeOf(node),
  }),
  return_statement: (lower, node) => {
    const [argument] = partsOf(node);
    return {
      type: 'return',
      argument: argument ? lower.expression(argument) : null,
      place: placeOf(node),
    };
  },
  throw_statement: (lower, node) => ({
    type: 'throw',
    argument: lower.expression(partsOf(node)[0]),
    place: placeOf(node),
  }),
  try_statement: tryStatement,
  switch_statement: switchStatement,
  labeled_statement: (lower, node) => ({
    type: 'labeled',
    label: node.childForFieldName('label')?.text ?? '',
    body: lower.body(node.childForFieldName('body')),
  }),
  break_statement: (_, node) => ({
    type: 'break',
    label: node.childForFieldName('label')?.text ?? null,
  }),
  continue_statement: (_, node) => ({
    type: 'continue',
    label: node.childForFieldName('label')?.text ?? null,
  }),
  enum_declaration: enumDeclaration,
  internal_module: namespace,
  module: namespace,
  import_statement: importStatement,
  export_statement: exportStatement,
  empty_statement: nothing,
  debugger_statement: nothing,
  interface_declaration: nothing,
  type_alias_declaration: nothing,
  ambient_declaration: nothing,
  function_signature: nothing,
  import_alias: nothing,
  hash_bang_line: nothing,
  html_comment: nothing,
  decorator: nothing,
};

export function lowerStatement(lower: Lower, node: SyntaxNode): Statement[] {
  const lowering = lowerings[node.type];
  if (!lowering) {
    return [
      {
        type: 'unsupportedStatement',
        what: node.type === 'ERROR' ? 'broken syntax' : node.type.replace(/_/g, ' '),
        place: placeOf(node),
      },
    ];
  }
  const lowered = lowering(lower, node);
  return 'type' in lowered ? [lowered] : [...lowered];
}
