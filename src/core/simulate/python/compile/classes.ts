import { PyDict, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import {
  Cell,
  Completion,
  Frame,
  Namespace,
  PyClassMethod,
  PyFunction,
} from '../objects/functions';
import type { Code } from '../objects/functions';
import { InconsistentHierarchy, PyClass, objectClass, typeClass } from '../objects/object';
import type { Kwargs, Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import { PySuper, callSpecial, findAttribute } from '../operations/attributes';
import { call } from '../operations/call';
import { makeDict } from '../operations/hash';
import { native } from '../operations/native';
import { str } from '../operations/repr';
import type { ClassDef } from '../syntax/ast';
import { genericClass } from '../modules/typing_generic';
import { compileArguments } from './calls';
import { combine, plain, suspending } from './code';
import type { Context } from './context';
import { docstring } from './functions';
import { storeName } from './names';
import { compileTypeParameters } from './type_parameters';

export function compileClassDef(context: Context, node: ClassDef): Code<Completion> {
  const qualname = context.prefix + node.name;
  const inner = context.inside(node, `${qualname}.`, false);
  const body = inner.block(node.body);
  const types = compileTypeParameters(context, node.typeParameters);
  const { bases, named } = compileArguments(types.context, node.bases, node.keywords);
  const decorators = node.decorators.map((decorator) => context.expression(decorator));
  const store = storeName(node.name, context.scope.access(node.name));
  const free = [...inner.scope.free].map(([name, slot]) => ({
    slot,
    source: types.context.scope.cellOf(name),
  }));
  const classCell = inner.scope.bound.get('__class__')?.slot ?? 0;
  const doc = docstring(node.body);
  const definition = combine(
    [plain<Value>(types.enter), bases, named, ...decorators],
    ([typeParameters = null, given = null, keywords = null, ...wrappers], frame) => {
      const baseTuple = node.typeParameters.length > 0 ? withGeneric(given) : given;
      const names = namesFor(baseTuple);
      const slots = new Array<Frame['slots'][number]>(inner.scope.slots);
      const cell = new Cell(undefined);
      slots[classCell] = cell;
      for (const { slot, source } of free) {
        if (source !== undefined) slots[slot] = frame.slots[source];
      }
      names.set('__module__', frame.globals.get('__name__') ?? '__main__');
      names.set('__qualname__', qualname);
      if (node.typeParameters.length > 0) names.set('__type_params__', typeParameters);
      if (doc !== null) names.set('__doc__', doc);
      const bodyFrame = new Frame(null, slots, frame.globals, names);
      if (!body.suspends) body.run(bodyFrame);
      machine.at = node.site;
      const made = makeClass(node.name, baseTuple, keywords, names);
      if (made instanceof PyClass) cell.value = made;
      let result = made;
      for (const wrapper of wrappers.reverse()) result = call(wrapper, [result]);
      store(frame, result);
      return null;
    },
  );
  if (definition.suspends) {
    return suspending(function* (frame) {
      yield* definition.steps(frame);
      return Completion.Normal;
    });
  }
  const { run } = definition;
  return plain((frame) => {
    run(frame);
    return Completion.Normal;
  });
}

/** A class with type parameters inherits from `Generic` last of all. */
function withGeneric(bases: Value): Value {
  return bases instanceof PyTuple ? new PyTuple([...bases.items, genericClass]) : bases;
}

/** The names that the body fills: those of an enumeration give `auto()` its value at once. */
function namesFor(baseValues: Value): Namespace {
  const bases = baseValues instanceof PyTuple ? resolveBases(baseValues.items) : [];
  const classes = bases.filter((base) => base instanceof PyClass);
  const prepared = metaclassOf(classes).prepare?.(classes);
  return prepared instanceof Namespace ? prepared : new Namespace();
}

/** What a class statement does when its body has run. */
function makeClass(name: string, baseValues: Value, keywords: Value, names: Namespace): Value {
  const given = baseValues instanceof PyTuple ? resolveBases(baseValues.items) : [];
  const bases = given.filter((base) => base instanceof PyClass);
  const kwargs = new Map<string, Value>();
  if (keywords instanceof PyDict) {
    for (const { key, value } of keywords.entries.values()) {
      if (typeof key === 'string') kwargs.set(key, value);
    }
  }
  const metaclass = kwargs.get('metaclass');
  kwargs.delete('metaclass');
  const meta = metaclass instanceof PyClass ? metaclass : metaclassOf(bases);
  const custom = meta.lookup('__new__');
  if (meta !== typeClass && custom !== undefined && custom !== typeClass.lookup('__new__')) {
    const dict = makeDict([...names].map(([key, value]) => [key, value]));
    return call(meta, [name, new PyTuple(bases), dict], kwargs.size > 0 ? kwargs : null);
  }
  const cls = newClass(name, bases, names, meta, kwargs);
  const unknown = given.find((base) => base instanceof Unknown);
  // What an unknown base defines is unknown too.
  if (unknown instanceof Unknown && cls.lookup('__getattr__') === undefined) {
    cls.set(
      '__getattr__',
      native('__getattr__(self, name)', (_, attr) => new Unknown(`${cls.name}.${str(attr ?? '')}`)),
    );
    if (cls.lookup('__init__') === undefined) {
      cls.set(
        '__init__',
        native('__init__(self, *args, **kwargs)', () => null),
      );
    }
  }
  return cls;
}

/** Bases that are no classes themselves may name the classes they stand for: `Generic[T]`, `NamedTuple`. */
function resolveBases(bases: readonly Value[]): Value[] {
  return bases.flatMap((base) => {
    if (base instanceof PyClass || base instanceof Unknown) return [base];
    const entries = callSpecial(base, '__mro_entries__', [new PyTuple(bases)]);
    return entries instanceof PyTuple ? [...entries.items] : [];
  });
}

function metaclassOf(bases: readonly PyClass[]): PyClass {
  let meta = typeClass;
  for (const base of bases) if (base.cls.isSubclassOf(meta)) meta = base.cls;
  return meta;
}

/** By class that is made by a statement or a call, those that have it among their bases, in the order in which they were made. */
const families = new WeakMap<PyClass, PyClass[]>();

/** `__subclasses__()` of such a class; of one that is built in not all are modelled, and it is null. */
export function subclassesOf(cls: PyClass): readonly PyClass[] | null {
  return families.get(cls) ?? null;
}

/** `type(name, bases, dict)`: makes the class and tells its attributes and bases about it. */
export function newClass(
  name: string,
  bases: readonly PyClass[],
  names: Iterable<readonly [string, Value]>,
  meta: PyClass,
  kwargs: Kwargs,
): PyClass {
  let cls: PyClass;
  try {
    cls = new PyClass(name, bases.length > 0 ? bases : [objectClass], meta);
  } catch (thrown) {
    if (!(thrown instanceof InconsistentHierarchy)) throw thrown;
    const listed = bases.map((base) => base.name).join(', ');
    raise(
      'TypeError',
      `Cannot create a consistent method resolution order (MRO) for bases ${listed}`,
    );
  }
  families.set(cls, []);
  for (const base of cls.bases) families.get(base)?.push(cls);
  for (const [key, value] of names) cls.dict.set(key, implicitClassMethod(key, value));
  const module = cls.dict.get('__module__');
  const qualname = cls.dict.get('__qualname__');
  cls.module = typeof module === 'string' ? module : '__main__';
  if (typeof qualname === 'string') cls.qualname = qualname;
  cls.dict.delete('__qualname__');
  for (const [key, value] of cls.dict) {
    const hook = value instanceof Object ? value.cls.lookup('__set_name__') : undefined;
    if (hook !== undefined) call(hook, [value, cls, key]);
  }
  const hook = findAttribute(new PySuper(cls, cls), '__init_subclass__');
  if (hook !== undefined) call(hook, [], kwargs.size > 0 ? kwargs : null);
  return cls;
}

function implicitClassMethod(name: string, value: Value): Value {
  const implicit = name === '__init_subclass__' || name === '__class_getitem__';
  return implicit && value instanceof PyFunction ? new PyClassMethod(value) : value;
}
