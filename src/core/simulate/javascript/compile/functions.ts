import type { SourcePlace } from '../../node/context';
import type { FunctionNode, Parameter } from '../ast';
import { AsyncCall } from '../async_call';
import { startAsyncGenerator } from '../async_generator';
import { startGenerator } from '../generator';
import type { Realm } from '../realm';
import { ArgumentsObject } from '../values/collections';
import { FunctionObject } from '../values/function';
import type { Value } from '../values/object';
import { JSObject, Property } from '../values/object';
import { referenceError, typeError } from '../values/throw';
import { Unknown } from '../values/unknown';
import { declareBlockFunctions } from './block_functions';
import type { Code, Completion, Steps } from './code';
import { plain, Scope, uninitialized } from './code';
import type { Compiler, Writer } from './context';
import { initializeFields } from './fields';
import { declareLexical, patternNames, StaticScope, varNames } from './scope';

/** A function's compiled body, made when it is first called. */
interface CompiledFunction {
  readonly size: number;
  readonly lexical: readonly number[];
  readonly parameters: readonly CompiledParameter[];
  /** Where `arguments` goes; -1 where nobody asks for it. */
  readonly argumentsSlot: number;
  readonly body: Code<Completion | undefined>;
}

interface CompiledParameter {
  readonly write: Writer;
  readonly initial: Code | null;
  readonly rest: boolean;
  /** For the plainest and most frequent kind. */
  readonly slot: number;
}

/** Fixed slots of every function that has its own `this`. */
const thisSlot = 0;
const newTargetSlot = 1;

export function compileFunction(compiler: Compiler, node: FunctionNode): Code {
  compiler.scope.markClosure();
  const template = new FunctionTemplate(compiler.fork(compiler.scope, node.strict), node);
  if (node.selfName) {
    const own = new StaticScope(compiler.scope, null);
    own.declare(node.name, 'selfName');
    const inner = new FunctionTemplate(compiler.fork(own, node.strict), node);
    return plain((outer) => {
      const scope = new Scope([undefined], outer);
      const closure = new Closure(inner.proto, inner, scope);
      scope.slots[0] = closure;
      return closure;
    });
  }
  return plain((scope) => new Closure(template.proto, template, scope));
}

/** The class of the functions that a piece of source makes. */
export function functionKind({ async, generator }: FunctionNode): string {
  return `${async ? 'Async' : ''}${generator ? 'Generator' : ''}Function`;
}

/** What all closures of one function in the source share. */
export class FunctionTemplate {
  private compiled: CompiledFunction | undefined;
  readonly qualifiedName: string;
  readonly arity: number;
  /** What stands above its closures: %AsyncFunction.prototype% and its like (ECMA-262 27.3 to 27.7). */
  readonly proto: JSObject;

  constructor(
    readonly compiler: Compiler,
    readonly node: FunctionNode,
  ) {
    const { line, column } = node.place;
    this.qualifiedName =
      compiler.functionNames.get(`${line}:${column}`) ??
      (node.name || (node.kind === 'arrow' ? '<arrow>' : '<lambda>'));
    const optional = node.parameters.findIndex(({ initial, rest }) => initial !== null || rest);
    this.arity = optional < 0 ? node.parameters.length : optional;
    this.proto = compiler.realm.prototype(functionKind(node));
  }

  get code(): CompiledFunction {
    this.compiled ??= this.compile();
    return this.compiled;
  }

  private compile(): CompiledFunction {
    const { compiler, node } = this;
    const arrow = node.kind === 'arrow';
    const scope = new StaticScope(compiler.scope, arrow ? 'arrow' : 'function');
    if (!arrow) {
      scope.declare('this', 'internal');
      scope.declare('new.target', 'internal');
    }
    const parameterNames = node.parameters.flatMap(({ target }) => patternNames(target));
    for (const name of parameterNames) scope.declare(name, 'parameter');
    const usesArguments = !arrow && node.source.includes('arguments');
    const argumentsSlot = usesArguments ? scope.declare('arguments', 'var').index : -1;
    for (const name of varNames(node.body)) scope.declare(name, 'var');
    declareLexical(scope, node.body);
    if (!node.strict) declareBlockFunctions(scope, node.body, parameterNames);
    compiler.owner = { async: node.async, generator: node.generator };
    return compiler.within(scope, () => {
      const parameters = node.parameters.map((parameter) => this.parameter(scope, parameter));
      const body = compiler.statements(node.body);
      return { size: scope.size, lexical: scope.lexical, parameters, argumentsSlot, body };
    });
  }

  private parameter(scope: StaticScope, { target, initial, rest }: Parameter): CompiledParameter {
    const { compiler } = this;
    return {
      write: compiler.writer(target, true),
      initial: initial && compiler.expression(initial),
      rest,
      slot: target.type === 'identifier' && !rest ? (scope.own(target.name)?.index ?? -1) : -1,
    };
  }
}

/** A literal grows faster than `new Array` fills. */
function emptySlots(size: number): Value[] {
  const slots: Value[] = [];
  for (let n = 0; n < size; n++) slots.push(undefined);
  return slots;
}

/** The `arguments` of a call. Changing a parameter does not change it, as it would in a sloppy function (ECMA-262 10.4.4). */
export function argumentsObject(realm: Realm, args: readonly Value[]): ArgumentsObject {
  const object = new ArgumentsObject(realm.objectPrototype);
  args.forEach((value, index) => object.put(String(index), value));
  object.hide('length', args.length);
  object.hide(Symbol.iterator, realm.arrayPrototype.get('values'));
  return object;
}

/** A function of the program. */
export class Closure extends FunctionObject {
  /** The class whose constructor this is, with its fields. */
  classObject: JSObject | null = null;
  /** The whole class's source, where this is a class. */
  classSource: string | null = null;

  constructor(
    proto: JSObject | null,
    readonly template: FunctionTemplate,
    private readonly scope: Scope,
  ) {
    super(proto, template.node.name, template.arity);
  }

  /** Its source, as `toString` gives it. */
  get source(): string {
    return this.classSource ?? this.template.node.source;
  }

  /** Where it is defined, one-based. */
  get place(): SourcePlace {
    return this.template.node.place;
  }

  get parameterNames(): string[] {
    return this.template.node.parameters.map(({ target }) =>
      target.type === 'identifier' ? target.name : 'value',
    );
  }

  override get isConstructor(): boolean {
    const { kind, async, generator } = this.template.node;
    return (
      (kind === 'function' || kind === 'constructor' || kind === 'derivedConstructor') &&
      !async &&
      !generator
    );
  }

  protected override materialise(): void {
    super.materialise();
    if (this.properties.has('prototype') || this.classObject) return;
    const { realm } = this.template.compiler;
    const { async, generator } = this.template.node;
    if (generator) {
      const parent = realm.prototype(async ? 'AsyncGenerator' : 'Generator');
      this.properties.set('prototype', new Property(new JSObject(parent), true, false, false));
    } else if (this.isConstructor) {
      const prototype = realm.object();
      prototype.hide('constructor', this);
      this.properties.set('prototype', new Property(prototype, true, false, false));
    }
  }

  override call(self: Value, args: Value[]): Value {
    if (this.classObject) {
      throw typeError(`Class constructor ${this.name} cannot be invoked without 'new'`);
    }
    return this.invoke(self, args, undefined);
  }

  override construct(args: Value[], newTarget: FunctionObject): JSObject {
    if (!this.isConstructor) throw typeError(`${this.name} is not a constructor`);
    const { realm } = this.template.compiler;
    if (this.template.node.kind === 'derivedConstructor') {
      const result = this.invoke(uninitialized, args, newTarget);
      if (result instanceof JSObject) return result;
      return realm.object();
    }
    const prototype = newTarget.get('prototype');
    const self = new JSObject(prototype instanceof JSObject ? prototype : realm.objectPrototype);
    if (this.classObject) initializeFields(this.classObject, self);
    const result = this.invoke(self, args, newTarget);
    return result instanceof JSObject ? result : self;
  }

  private invoke(self: Value, args: Value[], newTarget: FunctionObject | undefined): Value {
    const { template } = this;
    const { node } = template;
    const { realm } = template.compiler;
    const { code } = template;
    const slots = emptySlots(code.size);
    const scope = new Scope(slots, this.scope);
    if (node.kind !== 'arrow') {
      slots[thisSlot] = !node.strict && (self === undefined || self === null) ? realm.global : self;
      slots[newTargetSlot] = newTarget;
      if (code.argumentsSlot >= 0)
        slots[code.argumentsSlot] = argumentsObject(this.template.compiler.realm, args);
    }
    for (const index of code.lexical) slots[index] = uninitialized;
    if (node.async) {
      const called = { name: this.name, qualifiedName: template.qualifiedName, place: node.place };
      if (node.generator) {
        this.bindWithin(scope, args);
        return startAsyncGenerator(realm, called, this.get('prototype'), this.steps(scope));
      }
      const call = new AsyncCall(realm, called);
      return call.start(() => {
        this.bindParameters(scope, args);
        return code.body.run
          ? { value: code.body.run(scope)?.value }
          : { steps: this.steps(scope) };
      });
    }
    if (node.generator) {
      this.bindWithin(scope, args);
      return startGenerator(realm, this, this.steps(scope));
    }
    const depth = realm.enter(this.name);
    try {
      this.bindParameters(scope, args);
      const completion = code.body.run?.(scope);
      if (node.kind === 'derivedConstructor' && !(completion?.value instanceof JSObject)) {
        const made = slots[thisSlot];
        if (made === uninitialized) {
          throw referenceError(
            "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
          );
        }
        return made;
      }
      return completion?.value;
    } finally {
      realm.leave(depth);
    }
  }

  private *steps(scope: Scope): Steps<Value> {
    const { body } = this.template.code;
    const completion = body.run ? body.run(scope) : yield* body.steps(scope);
    return completion?.value;
  }

  private bindWithin(scope: Scope, args: Value[]): void {
    const { realm } = this.template.compiler;
    const depth = realm.enter(this.name);
    try {
      this.bindParameters(scope, args);
    } finally {
      realm.leave(depth);
    }
  }

  private bindParameters(scope: Scope, args: Value[]): void {
    const { parameters } = this.template.code;
    const { realm } = this.template.compiler;
    for (let n = 0; n < parameters.length; n++) {
      const parameter = parameters[n];
      if (!parameter) continue;
      let value: Value = parameter.rest ? realm.array(args.slice(n)) : args[n];
      if (value === undefined && parameter.initial) value = parameter.initial.run?.(scope);
      if (parameter.slot >= 0) scope.slots[parameter.slot] = value;
      else parameter.write.run?.(scope, value);
    }
  }

  /** Calls with its parameters unknown, named after themselves; those with a default take it. */
  unknownArguments(): Value[] {
    return this.template.node.parameters.map(({ target, initial, rest }) =>
      initial || rest
        ? undefined
        : new Unknown(target.type === 'identifier' ? target.name : 'argument'),
    );
  }
}
