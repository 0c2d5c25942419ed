import type { Range } from '../../position';
import type { Expression, Place, Program, Statement } from './ast';
import type { StatementCode } from './compile/code';
import { Scope } from './compile/code';
import type { Compiler } from './compile/compiler';
import { Closure, FunctionTemplate } from './compile/functions';
import { patternNames } from './compile/scope';
import { compileWrite } from './compile/variables';
import { collectFunctions } from './functions_of';
import type { Realm } from './realm';
import type { Value } from './values/object';
import { JSObject } from './values/object';
import { Stop } from './values/throw';
import { Unknown } from './values/unknown';

/** A function of the file, ready to be called with unknown arguments. */
interface Entry {
  readonly call: () => Value;
}

type Prepare = (body: readonly Statement[]) => {
  readonly body: StatementCode;
  readonly scope: Scope;
};

/**
 * Finds the function that a walkthrough starts at. The declarations around it are evaluated first, quietly: what would be
 * seen from outside (output, timers, async calls) is not done, and a name whose value needs it is unknown.
 */
export function findFunction(
  realm: Realm,
  compiler: Compiler,
  program: Program,
  name: string,
  range: Range,
  prepare: Prepare,
): Entry | null {
  const target = collectFunctions(program).find(({ function: { place } }) =>
    startsAt(place, range),
  );
  if (!target) return null;
  const scope = declareQuietly(realm, compiler, program, prepare);
  // A top-level function is there already; anything else is made in a scope of unknowns.
  const existing =
    scope && topLevelValue(realm, compiler, scope, target.function.name, target.path.length === 0);
  const self = instanceFor(realm, compiler, scope, target.className);
  const found = existing ?? methodOf(self, target.function.name, target.function.place);
  if (found) return { call: () => found.call(self, found.unknownArguments()) };
  const template = new FunctionTemplate(
    compiler.fork(compiler.scope, target.function.strict),
    target.function,
  );
  realm.lenient = true;
  const closure = new Closure(realm.functionPrototype, template, scope);
  return { call: () => closure.call(self ?? new Unknown('this'), closure.unknownArguments()) };
}

function startsAt(place: Place, { start }: Range): boolean {
  return place.line === start.line + 1 && place.column === start.character + 1;
}

function declareQuietly(
  realm: Realm,
  compiler: Compiler,
  program: Program,
  prepare: Prepare,
): Scope {
  const wanted = program.body.filter(isDeclaration);
  // Everything is declared, so that all names resolve; only declarations are evaluated, one by one.
  const { scope } = prepare([
    ...program.body.filter((statement) => statement.type !== 'declaration'),
    ...program.body.filter((statement) => statement.type === 'declaration'),
  ]);
  realm.quiet = true;
  const functions = compiler.statements(
    wanted.filter((statement) => unwrap(statement).type === 'functionDeclaration'),
  );
  functions.run?.(scope);
  for (const statement of wanted) {
    const code = compiler.statement(statement);
    let failed = code.run === null;
    const before = realm.context.task;
    try {
      code.run?.(scope);
    } catch (error) {
      if (error instanceof Stop && error.reason !== 'quiet') throw error;
      failed = true;
      realm.depth = 0;
      realm.context.task = before;
    }
    if (failed) assignUnknowns(compiler, scope, unwrap(statement));
  }
  realm.quiet = false;
  realm.context.place = null;
  return scope;
}

function unwrap(statement: Statement): Statement {
  return statement.type === 'export' ? statement.declaration : statement;
}

/** What only sets names up; a call as a statement of its own is the program's start and is left out. */
function isDeclaration(statement: Statement): boolean {
  const inner = unwrap(statement);
  switch (inner.type) {
    case 'declaration':
    case 'functionDeclaration':
    case 'classDeclaration':
    case 'enum':
    case 'namespace':
    case 'import':
      return true;
    case 'expression':
      return isAssignment(inner.expression);
    default:
      return false;
  }
}

function isAssignment(expression: Expression): boolean {
  return expression.type === 'assign';
}

function assignUnknowns(compiler: Compiler, scope: Scope, statement: Statement): void {
  if (statement.type !== 'declaration') return;
  for (const name of statement.declarators.flatMap(({ target }) => patternNames(target))) {
    compileWrite(compiler, name, true)(scope, new Unknown(name));
  }
}

function topLevelValue(
  realm: Realm,
  compiler: Compiler,
  scope: Scope,
  name: string,
  topLevel: boolean,
): Closure | null {
  const binding = topLevel ? compiler.scope.own(name) : undefined;
  const value = binding ? scope.slots[binding.index] : undefined;
  return value instanceof Closure && value.template.compiler.realm === realm ? value : null;
}

/** A fresh instance of the method's class, made without running its constructor's visible work. */
function instanceFor(
  realm: Realm,
  compiler: Compiler,
  scope: Scope | null,
  className: string | null,
): Value {
  if (className === null || !scope) return undefined;
  const binding = compiler.scope.own(className);
  const constructor = binding ? scope.slots[binding.index] : undefined;
  if (!(constructor instanceof Closure)) return undefined;
  realm.quiet = true;
  try {
    const template = constructor.template.node;
    const args = template.parameters.map(({ target, initial, rest }) =>
      initial || rest
        ? undefined
        : new Unknown(target.type === 'identifier' ? target.name : 'argument'),
    );
    return constructor.construct(args, constructor);
  } catch (error) {
    if (error instanceof Stop && error.reason !== 'quiet') throw error;
    realm.depth = 0;
    const prototype = constructor.get('prototype');
    return new JSObject(prototype instanceof JSObject ? prototype : realm.objectPrototype);
  } finally {
    realm.quiet = false;
  }
}

/** The method as the instance or its class has it. */
function methodOf(self: Value, name: string, place: Place): Closure | null {
  if (!(self instanceof JSObject)) return null;
  for (let link: JSObject | null = self; link; link = link.proto) {
    for (const holder of [link, link.getOwn('constructor')?.value]) {
      const value = holder instanceof JSObject ? holder.getOwn(name)?.value : undefined;
      if (
        value instanceof Closure &&
        value.template.node.place.line === place.line &&
        value.template.node.place.column === place.column
      )
        return value;
    }
    for (const property of link.privates?.values() ?? []) {
      const { value } = property;
      if (value instanceof Closure && value.template.node.place.line === place.line) return value;
    }
  }
  return null;
}
