import type { Range } from '../../position';
import type { Expression, Place, Program, Statement } from './ast';
import { AsyncCall } from './async_call';
import type { Scope } from './compile/code';
import type { Compiler } from './compile/context';
import { Closure, FunctionTemplate } from './compile/functions';
import { patternNames } from './compile/scope';
import { compileWrite } from './compile/variables';
import { collectFunctions } from './functions_of';
import type { Realm } from './realm';
import { getProperty } from './values/access';
import { iterate } from './values/iterate';
import type { PropertyKey, Value } from './values/object';
import { JSObject } from './values/object';
import { PromiseObject } from './values/promise';
import { Stop, Thrown } from './values/throw';
import { Unknown } from './values/unknown';

/** A function of the file, and what it is called on. */
interface Entry {
  readonly closure: Closure;
  readonly self: Value;
}

/**
 * Finds the function that a walkthrough starts at. The declarations around it are evaluated first, quietly: what would be
 * seen from outside (output, timers, async calls) is not done, and a name whose value needs it is unknown.
 */
export function findFunction(
  realm: Realm,
  compiler: Compiler,
  program: Program,
  range: Range,
  makeScope: () => Scope,
): Entry | null {
  const target = collectFunctions(program).find(({ function: { place } }) =>
    startsAt(place, range),
  );
  if (!target) return null;
  const scope = makeScope();
  declareQuietly(realm, compiler, program, scope);
  const { name, place, strict } = target.function;
  const instance = instanceFor(realm, compiler, scope, target.className);
  const self =
    target.isStatic && instance instanceof JSObject ? instance.get('constructor') : instance;
  // A top-level function or a method is there already; anything else is made where its surroundings are unknown.
  const found =
    topLevelValue(realm, compiler, scope, name, target.path.length === 0) ??
    methodOf(instance, name, place);
  if (found) return { closure: found, self };
  if (target.function.kind === 'arrow' && target.path.some(({ kind }) => kind !== 'arrow')) {
    const slot = compiler.scope.own('this');
    const outer = instanceFor(realm, compiler, scope, target.thisClass) ?? new Unknown('this');
    if (slot) scope.slots[slot.index] = outer;
  }
  const template = new FunctionTemplate(compiler.fork(compiler.scope, strict), target.function);
  const closure = new Closure(template.proto, template, scope);
  return { closure, self: self ?? new Unknown('this') };
}

/** Items that are asked of a generator when a walkthrough starts at it. */
const askedItems = 10;

/** Calls the function with unknown arguments, as a task of its own; of a generator it asks some items. */
export function runEntry(realm: Realm, { closure, self }: Entry): void {
  const { node, qualifiedName } = closure.template;
  if (node.async) {
    const result = closure.call(self, closure.unknownArguments());
    if (node.generator) askAsync(realm, result, askedItems);
    return;
  }
  const call = new AsyncCall(realm, { name: '', qualifiedName, place: node.place });
  call.start(() => {
    const result = closure.call(self, closure.unknownArguments());
    if (node.generator) {
      const iteration = iterate(realm, result);
      for (let n = 0; n < askedItems && iteration.next(); n++);
    }
    // What a promise gives is its own business: the call is over.
    return { value: result instanceof PromiseObject ? undefined : result };
  });
}

function askAsync(realm: Realm, generator: Value, left: number): void {
  const result = realm.call(getProperty(realm, generator, 'next'), generator, []);
  if (!(result instanceof PromiseObject) || left === 0) return;
  realm.promises.react(result, {
    label: 'next',
    task: null,
    internal: true,
    place: null,
    run: (settled, value) => {
      if (settled === 'rejected') throw new Thrown(value);
      if (value instanceof JSObject && value.get('done') !== true)
        askAsync(realm, generator, left - 1);
    },
  });
}

function startsAt(place: Place, { start }: Range): boolean {
  return place.line === start.line + 1 && place.column === start.character + 1;
}

function declareQuietly(realm: Realm, compiler: Compiler, program: Program, scope: Scope): void {
  const wanted = program.body.filter(isDeclaration);
  realm.quiet = true;
  const functions = compiler.statements(
    wanted.filter((statement) => unwrap(statement).type === 'functionDeclaration'),
  );
  functions.run?.(scope);
  for (const statement of wanted) {
    const code = compiler.statement(statement);
    let failed = code.run === null;
    const { task } = realm.context;
    try {
      code.run?.(scope);
    } catch (error) {
      if (error instanceof Stop && error.reason !== 'quiet') throw error;
      failed = true;
      realm.depth = 0;
      realm.context.task = task;
    }
    if (failed) assignUnknowns(compiler, scope, unwrap(statement));
  }
  realm.quiet = false;
  realm.context.place = null;
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
  const names =
    statement.type === 'declaration'
      ? statement.declarators.flatMap(({ target }) => patternNames(target))
      : statement.type === 'classDeclaration' && statement.class.name !== null
        ? [statement.class.name]
        : [];
  for (const name of names) {
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

/** The `this` of a method: what its constructor could not set without being seen is unknown. */
class FreshInstance extends JSObject {
  override get(key: PropertyKey, receiver: Value = this): Value {
    const value = super.get(key, receiver);
    if (value !== undefined || typeof key === 'symbol' || key === 'then') return value;
    return new Unknown(`this.${key}`);
  }

  /** Takes over what the constructor did set. */
  adopt(instance: JSObject): this {
    for (const key of instance.ownKeys()) {
      const property = instance.getOwn(key);
      if (property) this.define(key, property);
    }
    this.privates = instance.privates;
    return this;
  }
}

function instanceFor(
  realm: Realm,
  compiler: Compiler,
  scope: Scope,
  className: string | null,
): Value {
  const binding = className === null ? undefined : compiler.scope.own(className);
  const constructor = binding ? scope.slots[binding.index] : undefined;
  if (!(constructor instanceof Closure)) return undefined;
  const prototype = constructor.get('prototype');
  const fresh = new FreshInstance(
    prototype instanceof JSObject ? prototype : realm.objectPrototype,
  );
  realm.quiet = true;
  try {
    const made = constructor.construct(constructor.unknownArguments(), constructor);
    // An instance of a built-in class has more than properties.
    return Object.getPrototypeOf(made) === JSObject.prototype ? fresh.adopt(made) : made;
  } catch (error) {
    if (error instanceof Stop && error.reason !== 'quiet') throw error;
    realm.depth = 0;
    return fresh;
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
