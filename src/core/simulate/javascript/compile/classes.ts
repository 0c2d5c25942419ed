import type { ClassMember, ClassNode, Expression, FunctionNode } from '../ast';
import type { Realm } from '../realm';
import { isCallable, toKey } from '../values/convert';
import type { PropertyKey, Value } from '../values/object';
import { JSObject, Property } from '../values/object';
import { typeError } from '../values/throw';
import { Unknown } from '../values/unknown';
import type { Code } from './code';
import { flow, plain, Scope, uninitialized } from './code';
import type { Compiler } from './context';
import { initializers } from './fields';
import { Closure, FunctionTemplate } from './functions';
import { compileKey } from './keys';
import { PrivateName, privateSlot } from './members';
import { methodAdder, nameAfterKey } from './properties';
import { StaticScope } from './scope';

interface MemberCode {
  readonly member: ClassMember;
  readonly key: Code;
  /** A method's function, or a function of no arguments that gives a field's value or runs a static block. */
  readonly template: FunctionTemplate | null;
  readonly decorators: readonly Code[];
}

type Evaluated = MemberCode & { readonly name: PropertyKey | PrivateName };

/** A function written around a field's value, so that `this` in it is the instance. */
function thunk(node: ClassNode, name: string, body: FunctionNode['body']): FunctionNode {
  return {
    name,
    async: false,
    generator: false,
    kind: 'method',
    parameters: [],
    body,
    place: node.place,
    selfName: false,
    source: '',
    strict: true,
  };
}

function valueBody(value: Expression | null, node: ClassNode): FunctionNode['body'] {
  return value ? [{ type: 'return', argument: value, place: node.place }] : [];
}

export function compileClass(compiler: Compiler, node: ClassNode): Code {
  const { realm } = compiler;
  const strictOutside = compiler.strict;
  compiler.strict = true;
  // The scopes: the class's own name and its #names; then what `super` means in instances, and in static code.
  const inner = new StaticScope(compiler.scope, null);
  inner.declare(node.name ?? '', 'class');
  inner.declare('%class', 'internal');
  const privateNames = new Set(
    node.members.flatMap((member) =>
      member.type !== 'staticBlock' && member.key.type === 'private' ? [member.key.name] : [],
    ),
  );
  for (const name of privateNames) inner.declare(name, 'internal');
  const forInstances = new StaticScope(inner, null);
  forInstances.declare('%home', 'internal');
  const forStatics = new StaticScope(inner, null);
  forStatics.declare('%home', 'internal');

  const superclass = node.superclass && compiler.expression(node.superclass);
  const decorators = node.decorators.map((each) => compiler.expression(each));
  const template = (fn: FunctionNode, isStatic: boolean): FunctionTemplate =>
    new FunctionTemplate(compiler.fork(isStatic ? forStatics : forInstances, true), fn);
  const members = compiler.within(inner, () =>
    node.members.map((member) => compileMember(compiler, node, member, template)),
  );
  const constructorNode = node.members.find(isConstructor)?.function ?? defaultConstructor(node);
  const constructorTemplate = template(constructorNode, false);
  inner.markClosure();
  compiler.strict = strictOutside;

  const parts = [
    ...(superclass ? [superclass] : []),
    ...members.map(({ key }) => key),
    ...decorators,
  ];
  return flow(parts, function* (outer) {
    const parent: Value = superclass
      ? superclass.run
        ? superclass.run(outer)
        : yield* superclass.steps(outer)
      : undefined;
    const { proto, parentPrototype } = heritage(realm, parent, superclass !== null);
    const scope = new Scope(new Array<Value>(inner.size).fill(undefined), outer);
    scope.slots[0] = uninitialized;
    for (const [name, { index }] of inner.bindings())
      if (name.startsWith('#')) scope.slots[index] = new PrivateName(name);
    const prototype = new JSObject(parentPrototype);
    const instanceScope = new Scope([prototype], scope);
    const constructor = new Closure(proto, constructorTemplate, instanceScope);
    constructor.name = node.name ?? '';
    constructor.classObject = constructor;
    constructor.classSource = node.source;
    constructor.define('prototype', new Property(prototype, false, false, false));
    prototype.hide('constructor', constructor);
    scope.slots[1] = constructor;
    const staticScope = new Scope([constructor], scope);

    const evaluated: Evaluated[] = [];
    for (const code of members) {
      const key = code.key.run ? code.key.run(scope) : yield* code.key.steps(scope);
      const name = key instanceof PrivateName ? key : toKey(key);
      const one = { ...code, name };
      evaluated.push(one);
      if (code.member.type === 'method' && !(name instanceof PrivateName))
        defineMethod(one, prototype, constructor, instanceScope, staticScope);
    }
    // Decorators of static methods are called before those of others.
    for (const isStatic of [true, false])
      for (const one of evaluated)
        if (
          one.decorators.length > 0 &&
          one.member.type === 'method' &&
          one.member.isStatic === isStatic
        )
          decorateMethod(realm, one, isStatic ? constructor : prototype, scope);
    const fields = evaluated.filter(
      ({ member, name }) => member.type !== 'method' || name instanceof PrivateName,
    );
    const instanceFields = fields.filter(
      ({ member }) => member.type !== 'staticBlock' && !member.isStatic,
    );
    const staticFields = fields.filter(
      ({ member }) => member.type === 'staticBlock' || member.isStatic,
    );
    initializers.set(constructor, (instance) =>
      initialize(realm, instanceFields, instance, instanceScope),
    );
    scope.slots[0] = constructor;
    initialize(realm, staticFields, constructor, staticScope);
    let result: Value = constructor;
    for (const decorator of [...decorators].reverse()) {
      const decorate = decorator.run ? decorator.run(outer) : yield* decorator.steps(outer);
      const context = decoratorContext(realm, 'class', node.name ?? '', false);
      if (decorate instanceof Unknown) continue;
      result = realm.call(decorate, undefined, [result, context]) ?? result;
    }
    scope.slots[0] = result;
    return result;
  });
}

type MethodMember = Extract<ClassMember, { type: 'method' }>;

function isConstructor(member: ClassMember): member is MethodMember & { readonly isStatic: false } {
  return (
    member.type === 'method' &&
    (member.function.kind === 'constructor' || member.function.kind === 'derivedConstructor')
  );
}

function defaultConstructor(node: ClassNode): FunctionNode {
  const { place } = node;
  const args = { type: 'identifier', name: 'args', place } as const;
  return {
    ...thunk(node, node.name ?? '', []),
    kind: node.superclass ? 'derivedConstructor' : 'constructor',
    parameters: node.superclass ? [{ target: args, initial: null, rest: true }] : [],
    body: node.superclass
      ? [
          {
            type: 'expression',
            expression: {
              type: 'superCall',
              arguments: [{ type: 'spread', argument: args }],
              place,
            },
            place,
          },
        ]
      : [],
  };
}

function heritage(
  realm: Realm,
  parent: Value,
  derived: boolean,
): { readonly proto: JSObject | null; readonly parentPrototype: JSObject | null } {
  if (!derived) return { proto: realm.functionPrototype, parentPrototype: realm.objectPrototype };
  if (parent === null) return { proto: realm.functionPrototype, parentPrototype: null };
  if (parent instanceof Unknown) {
    // A class from another module: its instances are plain objects as far as can be seen.
    const stand = realm.function(parent.name, () => undefined);
    return { proto: unknownClass(realm, stand.name), parentPrototype: realm.objectPrototype };
  }
  if (!isCallable(parent) || !parent.isConstructor) {
    throw typeError(
      `Class extends value ${String(parent instanceof JSObject ? '#<Object>' : parent)} is not a constructor or null`,
    );
  }
  const prototype = parent.get('prototype');
  return { proto: parent, parentPrototype: prototype instanceof JSObject ? prototype : null };
}

function unknownClass(realm: Realm, name: string): JSObject {
  return realm.class(name, {
    construct: (_args, newTarget) => new JSObject(realm.prototypeFor(newTarget, 'Object')),
    hidden: true,
  });
}

function compileMember(
  compiler: Compiler,
  node: ClassNode,
  member: ClassMember,
  template: (fn: FunctionNode, isStatic: boolean) => FunctionTemplate,
): MemberCode {
  if (member.type === 'staticBlock') {
    return {
      member,
      key: plain(() => ''),
      template: template(thunk(node, '', member.body), true),
      decorators: [],
    };
  }
  const decorators = member.decorators.map((each) => compiler.expression(each));
  const slot = member.key.type === 'private' ? privateSlot(compiler, member.key.name) : null;
  const key: Code = slot ? plain((scope) => slot.name(scope)) : compileKey(compiler, member.key);
  if (member.type === 'method') {
    return {
      member,
      key,
      template: isConstructor(member) ? null : template(member.function, member.isStatic),
      decorators,
    };
  }
  const body = valueBody(member.value, node);
  return {
    member,
    key,
    template: member.value ? template(thunk(node, '', body), member.isStatic) : null,
    decorators,
  };
}

function defineMethod(
  { member, name, template }: Evaluated,
  prototype: JSObject,
  constructor: JSObject,
  instanceScope: Scope,
  staticScope: Scope,
): void {
  if (!template || member.type !== 'method' || name instanceof PrivateName) return;
  const scope = member.isStatic ? staticScope : instanceScope;
  const method = new Closure(template.proto, template, scope);
  methodAdder(member.function.kind, false)(member.isStatic ? constructor : prototype, name, method);
}

/** `scope`: the class's own, as decorators are no code of the method. */
function decorateMethod(
  realm: Realm,
  { member, name, decorators }: Evaluated,
  target: JSObject,
  scope: Scope,
): void {
  if (member.type !== 'method' || name instanceof PrivateName) return;
  const { kind } = member.function;
  const property = target.getOwn(name);
  let method: Value =
    kind === 'getter' ? property?.get : kind === 'setter' ? property?.set : property?.value;
  for (const decorator of [...decorators].reverse()) {
    const decorate = decorator.run?.(scope);
    if (!isCallable(decorate)) continue;
    const context = decoratorContext(realm, kind, String(name), member.isStatic);
    method = decorate.call(undefined, [method, context]) ?? method;
  }
  methodAdder(kind, false)(target, name, method);
}

function decoratorContext(realm: Realm, kind: string, name: string, isStatic: boolean): JSObject {
  return realm
    .object()
    .put('kind', kind)
    .put('name', name)
    .put('static', isStatic)
    .put('private', false)
    .put(
      'addInitializer',
      realm.function('addInitializer', () => undefined, 1),
    );
}

/** Private methods before fields, as the specification orders them. */
function initialize(
  realm: Realm,
  members: readonly Evaluated[],
  target: JSObject,
  scope: Scope,
): void {
  for (const { member, name, template } of members) {
    if (member.type !== 'method' || !(name instanceof PrivateName) || !template) continue;
    const closure = new Closure(template.proto, template, scope);
    const { kind } = member.function;
    target.privates ??= new Map();
    const other = target.privates.get(name);
    const property =
      kind === 'getter'
        ? Property.accessor(closure, other?.set, false)
        : kind === 'setter'
          ? Property.accessor(other?.get, closure, false)
          : new Property(closure, false, false, false);
    target.privates.set(name, property);
  }
  for (const { member, name, template } of members) {
    if (member.type === 'method') continue;
    const value = template
      ? new Closure(template.proto, template, scope).call(target, [])
      : undefined;
    if (member.type === 'staticBlock') continue;
    if (name instanceof PrivateName) {
      nameAfterKey(value, name.text);
      target.privates ??= new Map();
      if (target.privates.has(name))
        throw typeError('Cannot initialize private field twice on the same object');
      target.privates.set(name, new Property(value));
    } else {
      nameAfterKey(value, name);
      target.define(name, new Property(value));
    }
  }
}
