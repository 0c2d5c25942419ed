import type { ForEach, Statement } from '../ast';
import type { Value } from '../values/object';
import { strictEquals } from '../values/operators';
import { Thrown } from '../values/throw';
import { Unknown } from '../values/unknown';
import { compileBlockFunction } from './block_functions';
import type { StatementCode } from './code';
import {
  Completion,
  flow,
  freshScope,
  GeneratorReturn,
  pause,
  plain,
  Scope,
  suspending,
} from './code';
import type { Compiler } from './context';
import { compileDisposal } from './disposal';
import { compileFor, compileForEach, compileWhile } from './loops';
import { compileEnum, compileExport, compileImport, compileNamespace } from './modules';
import { write } from './patterns';
import { declareLexical, exported, StaticScope } from './scope';
import { compileWrite } from './variables';

type Node<T extends Statement['type']> = Extract<Statement, { type: T }>;

const done: StatementCode = plain(() => undefined);

export function compileStatement(compiler: Compiler, node: Statement): StatementCode {
  switch (node.type) {
    case 'expression': {
      const expression = compiler.expression(node.expression);
      const { run } = expression;
      if (run) {
        return plain((scope) => {
          run(scope);
          return undefined;
        });
      }
      return suspending(function* (scope) {
        yield* expression.steps(scope);
        return undefined;
      });
    }
    case 'declaration':
      return compileDeclaration(compiler, node);
    // It was put in its place when the block began.
    case 'functionDeclaration':
      return compileBlockFunction(compiler, node.function) ?? done;
    case 'classDeclaration': {
      const value = compiler.class(node.class);
      const assign = compileWrite(compiler, node.class.name ?? '*default*', true);
      return flow([value], function* (scope) {
        assign(scope, value.run ? value.run(scope) : yield* value.steps(scope));
        return undefined;
      });
    }
    case 'block':
      return compileBlock(compiler, node.body);
    case 'if':
      return compileIf(compiler, node);
    case 'for':
      return compileFor(compiler, node);
    case 'forEach':
      return compileForEach(compiler, node satisfies ForEach);
    case 'while':
    case 'doWhile':
      return compileWhile(compiler, node);
    case 'return':
      return compileReturn(compiler, node);
    case 'throw': {
      const argument = compiler.expression(node.argument);
      const { context } = compiler.realm;
      return flow<Completion | undefined>([argument], function* (scope) {
        const value = argument.run ? argument.run(scope) : yield* argument.steps(scope);
        context.place = node.place;
        throw new Thrown(value);
      });
    }
    case 'try':
      return compileTry(compiler, node);
    case 'switch':
      return compileSwitch(compiler, node);
    case 'labeled':
      return compileLabeled(compiler, node);
    case 'break': {
      const completion = new Completion('break', node.label, undefined);
      return plain(() => completion);
    }
    case 'continue': {
      const completion = new Completion('continue', node.label, undefined);
      return plain(() => completion);
    }
    case 'enum':
      return compileEnum(compiler, node);
    case 'namespace':
      return compileNamespace(compiler, node);
    case 'import':
      return compileImport(compiler, node);
    case 'export':
    case 'exportNames':
      return compileExport(compiler, node);
    case 'unsupportedStatement':
      return plain(() => {
        compiler.realm.context.place = node.place;
        compiler.realm.unsupported(node.what);
        return undefined;
      });
  }
}

function compileDeclaration(compiler: Compiler, node: Node<'declaration'>): StatementCode {
  const named = (value: Value, name: string | null): Value =>
    value instanceof Unknown && name !== null ? value.as(name) : value;
  const parts = node.declarators.flatMap(({ target, initial }) => {
    // `var x;` leaves the value that x has.
    if (!initial && node.kind === 'var') return [];
    const name = target.type === 'identifier' ? target.name : null;
    return [
      {
        name,
        writer: compiler.writer(target, true, initial),
        initial: initial ? compiler.expression(initial) : null,
      },
    ];
  });
  const [only] = parts;
  const value = only?.initial?.run;
  const assign = only?.writer.run;
  if (parts.length === 1 && value && assign) {
    return plain((scope) => {
      assign(scope, named(value(scope), only.name));
      return undefined;
    });
  }
  const codes = parts.flatMap(({ writer, initial }) => [writer, initial ?? done]);
  const steps: StatementCode['steps'] = function* (scope) {
    for (const { name, writer, initial } of parts) {
      const given: Value = initial
        ? initial.run
          ? initial.run(scope)
          : yield* initial.steps(scope)
        : undefined;
      yield* write(writer, scope, named(given, name));
    }
    return undefined;
  };
  if (codes.some(({ run }) => run === null)) return suspending(steps);
  return flow([], steps);
}

function compileIf(compiler: Compiler, node: Node<'if'>): StatementCode {
  const { realm } = compiler;
  const test = compiler.expression(node.test);
  const yes = compiler.statement(node.yes);
  const no = node.no ? compiler.statement(node.no) : done;
  // Of an unknown condition the branch that only gives up is the less plausible one.
  const [yesGivesUp, noGivesUp] = [givesUp(node.yes), node.no !== null && givesUp(node.no)];
  const plausible = yesGivesUp === noGivesUp ? null : noGivesUp;
  const { place } = node;
  const decide = (value: Value): boolean => {
    if (value instanceof Unknown) realm.context.place = place;
    return realm.truth(value, plausible);
  };
  if (test.run && yes.run && no.run) {
    const [a, b, c] = [test.run, yes.run, no.run];
    return plain((scope) => (decide(a(scope)) ? b(scope) : c(scope)));
  }
  return suspending(function* (scope) {
    const chosen = decide(test.run ? test.run(scope) : yield* test.steps(scope)) ? yes : no;
    return chosen.run ? chosen.run(scope) : yield* chosen.steps(scope);
  });
}

function givesUp(statement: Statement): boolean {
  if (statement.type === 'block') {
    const last = statement.body.at(-1);
    return last !== undefined && givesUp(last);
  }
  return statement.type === 'throw' || statement.type === 'return' || statement.type === 'break';
}

function compileReturn(compiler: Compiler, node: Node<'return'>): StatementCode {
  const { context } = compiler.realm;
  const { place, argument } = node;
  const value = argument ? compiler.expression(argument) : plain<Value>(() => undefined);
  const { async, generator } = compiler.owner;
  if (async && generator && argument) {
    // An async generator awaits what it returns (ECMA-262 14.10.1).
    const site = { keyword: 'await', place, into: null } as const;
    return suspending(function* (scope) {
      const given = value.run ? value.run(scope) : yield* value.steps(scope);
      return new Completion('return', null, yield* pause('await', given, site));
    });
  }
  const { run } = value;
  if (run) {
    return plain((scope) => {
      const given = run(scope);
      if (async) context.place = place;
      return new Completion('return', null, given);
    });
  }
  return suspending(function* (scope) {
    const given = yield* value.steps(scope);
    if (async) context.place = place;
    return new Completion('return', null, given);
  });
}

/** Statements in the scope that is there: function declarations first, then one after the other. */
export function compileStatements(compiler: Compiler, nodes: readonly Statement[]): StatementCode {
  return compileList(compiler, nodes, compileHoisting(compiler, nodes));
}

/** Puts the functions declared by a list of statements in their places; null where there is none. */
function compileHoisting(
  compiler: Compiler,
  nodes: readonly Statement[],
): ((scope: Scope) => void) | null {
  const hoisted = nodes.flatMap((each) => {
    const statement = exported(each);
    if (statement.type !== 'functionDeclaration') return [];
    return [
      {
        value: compiler.function(statement.function),
        assign: compileWrite(compiler, statement.function.name, true),
      },
    ];
  });
  if (hoisted.length === 0) return null;
  return (scope) => {
    for (const { value, assign } of hoisted) assign(scope, value.run?.(scope));
  };
}

function compileList(
  compiler: Compiler,
  nodes: readonly Statement[],
  hoist: ((scope: Scope) => void) | null,
): StatementCode {
  const parts = nodes
    .map((node) => ({ node, code: compiler.statement(node) }))
    .filter(({ code }) => code !== done);
  const codes = parts.map(({ code }) => code);
  const runs = codes.map(({ run }) => run).filter((run) => run !== null);
  const disposes = nodes.some(
    (node) => node.type === 'declaration' && (node.kind === 'using' || node.kind === 'await using'),
  );
  if (disposes) return compileDisposal(compiler, parts, hoist);
  if (runs.length === codes.length) {
    return plain((scope) => {
      hoist?.(scope);
      for (const run of runs) {
        const completion = run(scope);
        if (completion !== undefined) return completion;
      }
      return undefined;
    });
  }
  return suspending(function* (scope) {
    hoist?.(scope);
    for (const code of codes) {
      const completion = code.run ? code.run(scope) : yield* code.steps(scope);
      if (completion !== undefined) return completion;
    }
    return undefined;
  });
}

/** A block: a scope of its own if it declares anything. */
export function compileBlock(compiler: Compiler, nodes: readonly Statement[]): StatementCode {
  const scope = new StaticScope(compiler.scope, null);
  declareLexical(scope, nodes);
  if (scope.size === 0) return compiler.statements(nodes);
  const body = compiler.within(scope, () => compiler.statements(nodes));
  const { lexical, size } = scope;
  const { run } = body;
  if (run) return plain((outer) => run(freshScope(size, lexical, outer)));
  return suspending((outer) => body.steps(freshScope(size, lexical, outer)));
}

function compileTry(compiler: Compiler, node: Node<'try'>): StatementCode {
  const { realm } = compiler;
  const body = compileBlock(compiler, node.body);
  const handler = node.handler && compileHandler(compiler, node.handler);
  const finalizer = node.finalizer && compileBlock(compiler, node.finalizer);
  const guarded: StatementCode = !handler
    ? body
    : flow<Completion | undefined>([body, handler], function* (scope) {
        let caught: Value;
        try {
          return body.run ? body.run(scope) : yield* body.steps(scope);
        } catch (error) {
          if (error instanceof GeneratorReturn) throw error;
          caught = realm.caught(error);
        }
        const inner = new Scope([caught], scope);
        return handler.run ? handler.run(inner) : yield* handler.steps(inner);
      });
  if (!finalizer) return guarded;
  return flow<Completion | undefined>([guarded, finalizer], function* (scope) {
    let completion: Completion | undefined;
    let failure: { readonly error: unknown } | null = null;
    const { place } = realm.context;
    try {
      completion = guarded.run ? guarded.run(scope) : yield* guarded.steps(scope);
    } catch (error) {
      // What ends the walkthrough itself is none of the program's business.
      failure = {
        error: error instanceof GeneratorReturn ? error : new Thrown(realm.caught(error)),
      };
    }
    const override = finalizer.run ? finalizer.run(scope) : yield* finalizer.steps(scope);
    if (override) return override;
    if (failure) throw failure.error;
    if (completion?.kind === 'return') realm.context.place ??= place;
    return completion;
  });
}

/** The catch clause, in a scope whose first slot holds what was caught. */
function compileHandler(
  compiler: Compiler,
  handler: NonNullable<Node<'try'>['handler']>,
): StatementCode {
  const scope = new StaticScope(compiler.scope, null);
  scope.declare('%caught', 'internal');
  const { parameter } = handler;
  return compiler.within(scope, () => {
    if (!parameter) return compileBlock(compiler, handler.body);
    const inner = new StaticScope(scope, null);
    declareLexical(inner, [
      {
        type: 'declaration',
        kind: 'let',
        declarators: [{ target: parameter, initial: null }],
        place: noPlace,
      },
    ]);
    return compiler.within(inner, () => {
      const writer = compiler.writer(parameter, true);
      const body = compileBlock(compiler, handler.body);
      return flow<Completion | undefined>([body], function* (outer) {
        const own = freshScope(inner.size, [], outer);
        yield* write(writer, own, outer.slots[0]);
        return body.run ? body.run(own) : yield* body.steps(own);
      });
    });
  });
}

const noPlace = { line: 1, column: 1, endLine: 1, endColumn: 1 };

function compileSwitch(compiler: Compiler, node: Node<'switch'>): StatementCode {
  const { realm } = compiler;
  const value = compiler.expression(node.value);
  const scope = new StaticScope(compiler.scope, null);
  const statements = node.cases.flatMap(({ body }) => body);
  declareLexical(scope, statements);
  const hoist = compiler.within(scope, () => compileHoisting(compiler, statements));
  const cases = compiler.within(scope, () =>
    node.cases.map(({ test, body }) => ({
      test: test && compiler.expression(test),
      body: compileList(compiler, body, null),
    })),
  );
  const fallback = cases.findIndex(({ test }) => test === null);
  const parts = [value, ...cases.flatMap(({ test, body }) => (test ? [test, body] : [body]))];
  return flow<Completion | undefined>(parts, function* (outer) {
    const given = value.run ? value.run(outer) : yield* value.steps(outer);
    const inner = freshScope(scope.size, scope.lexical, outer);
    hoist?.(inner);
    let from = -1;
    for (const [n, { test }] of cases.entries()) {
      if (!test) continue;
      const candidate = test.run ? test.run(inner) : yield* test.steps(inner);
      const equal = strictEquals(given, candidate);
      if (equal instanceof Unknown) realm.context.place = node.place;
      if (realm.truth(equal)) {
        from = n;
        break;
      }
    }
    if (from < 0) from = fallback;
    if (from < 0) return undefined;
    for (const { body } of cases.slice(from)) {
      const completion = body.run ? body.run(inner) : yield* body.steps(inner);
      if (completion?.kind === 'break' && completion.label === null) return undefined;
      if (completion) return completion;
    }
    return undefined;
  });
}

function compileLabeled(compiler: Compiler, node: Node<'labeled'>): StatementCode {
  const outer = compiler.labels;
  compiler.labels = [...outer, node.label];
  const body = compiler.statement(node.body);
  compiler.labels = outer;
  return flow<Completion | undefined>([body], function* (scope) {
    const completion = body.run ? body.run(scope) : yield* body.steps(scope);
    return completion?.kind === 'break' && completion.label === node.label ? undefined : completion;
  });
}
