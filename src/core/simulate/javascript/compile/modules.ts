import type { Statement } from '../ast';
import { getProperty } from '../values/access';
import { JSObject, Property } from '../values/object';
import { Unknown } from '../values/unknown';
import type { Code, StatementCode } from './code';
import { flow, freshScope, plain } from './code';
import type { Compiler } from './context';
import { declareLexical, exported, patternNames, StaticScope, varNames } from './scope';
import { compileRead, compileWrite } from './variables';

type Node<T extends Statement['type']> = Extract<Statement, { type: T }>;

/** `import`: bound when the module begins, before its first statement. */
export function compileImport(compiler: Compiler, node: Node<'import'>): StatementCode {
  const { realm, links } = compiler;
  const assigns = node.bindings.map(({ imported, local }) => ({
    imported,
    local,
    assign: compileWrite(compiler, local, true),
  }));
  return plain((scope) => {
    realm.context.place = node.place;
    const module = links.import(node.source);
    for (const { imported, local, assign } of assigns) {
      if (module instanceof Unknown) assign(scope, new Unknown(local));
      else if (imported === '*') assign(scope, module);
      else {
        const value = getProperty(realm, module, imported);
        assign(scope, imported === 'default' && value === undefined ? module : value);
      }
    }
    return undefined;
  });
}

function declaredNames(statement: Statement): string[] {
  switch (statement.type) {
    case 'declaration':
      return statement.declarators.flatMap(({ target }) => patternNames(target));
    case 'functionDeclaration':
      return [statement.function.name];
    case 'classDeclaration':
      return [statement.class.name ?? '*default*'];
    case 'enum':
    case 'namespace':
      return [statement.name];
    default:
      return [];
  }
}

export function compileExport(
  compiler: Compiler,
  node: Node<'export'> | Node<'exportNames'>,
): StatementCode {
  const { links } = compiler;
  const body =
    node.type === 'export' ? compiler.statement(node.declaration) : plain(() => undefined);
  const names =
    node.type === 'exportNames'
      ? node.names
      : declaredNames(node.declaration).map((local) => ({
          local,
          exported: node.isDefault ? 'default' : local,
        }));
  const reads = names
    .filter(({ local }) => compiler.scope.resolve(local))
    .map(({ local, exported: name }) => ({
      name,
      read: compileRead(compiler, { name: local, place: null }),
    }));
  return flow([body], function* (scope) {
    const completion = body.run ? body.run(scope) : yield* body.steps(scope);
    if (node.type === 'export')
      for (const { name, read } of reads) links.export(name, read.run?.(scope));
    return completion;
  });
}

/** A TypeScript enum: an object of its members, numeric ones in both directions. */
export function compileEnum(compiler: Compiler, node: Node<'enum'>): StatementCode {
  const { realm } = compiler;
  const own = new StaticScope(compiler.scope, null);
  for (const { name } of node.members) own.declare(name, 'var');
  const members = compiler.within(own, () =>
    node.members.map(({ name, value }) => ({
      name,
      value: value && compiler.expression(value),
      assign: compileWrite(compiler, name, true),
    })),
  );
  const assign = compileWrite(compiler, node.name, true);
  const read = compileRead(compiler, { name: node.name, place: null });
  return plain((outer) => {
    const scope = freshScope(own.size, [], outer);
    const existing = read.run?.(outer);
    const object = existing instanceof JSObject ? existing : realm.object();
    assign(outer, object);
    let next = 0;
    for (const member of members) {
      const value = member.value ? member.value.run?.(scope) : next;
      if (typeof value === 'number') {
        next = value + 1;
        object.put(String(value), member.name);
      }
      object.put(member.name, value);
      member.assign(scope, value);
    }
    return undefined;
  });
}

/** A TypeScript namespace: its exported names as properties of an object. */
export function compileNamespace(compiler: Compiler, node: Node<'namespace'>): StatementCode {
  const { realm } = compiler;
  const own = new StaticScope(compiler.scope, null);
  for (const name of varNames(node.body)) own.declare(name, 'var');
  declareLexical(own, node.body);
  const target: { object: JSObject } = { object: realm.object() };
  const assign = compileWrite(compiler, node.name, true);
  const read = compileRead(compiler, { name: node.name, place: null });
  const inner = compiler.within(own, () => {
    const outerLinks = compiler.links;
    const fork = compiler.fork(own, compiler.strict, {
      import: (source) => outerLinks.import(source),
      export: (name, value) => void target.object.define(name, new Property(value)),
    });
    const body: Code<unknown> = fork.statements(node.body);
    const exports = node.body
      .filter((statement) => statement.type === 'export')
      .flatMap((statement) => declaredNames(exported(statement)));
    return {
      body,
      reads: exports.map((name) => ({ name, read: compileRead(compiler, { name, place: null }) })),
    };
  });
  return plain((outer) => {
    const existing = read.run?.(outer);
    if (existing instanceof JSObject) target.object = existing;
    assign(outer, target.object);
    inner.body.run?.(freshScope(own.size, own.lexical, outer));
    return undefined;
  });
}
