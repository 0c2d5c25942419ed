/**
 * A value of the walked-through program. Numbers without a fraction part are Python's ints (bigint
 * beyond 2**53); floats are boxed, so that `1` and `1.0` stay two things. `null` is None.
 */
export type Value = null | boolean | number | bigint | string | PyObject;

export type Kwargs = ReadonlyMap<string, Value>;

/** Everything that is not a JavaScript primitive. */
export class PyObject {
  /** `__dict__`; null for objects that have none yet. */
  attributes: Map<string, Value> | null = null;

  constructor(public cls: PyClass) {}
}

/** An instance of a class of the program; `payload` is the built-in value that a subclass of int, str or float wraps. */
export class PyInstance extends PyObject {
  payload: Value | undefined = undefined;
}

/** A class, built in or the program's own. */
export class PyClass extends PyObject {
  readonly mro: readonly PyClass[];
  readonly dict = new Map<string, Value>();
  /** Makes an empty instance; a subclass of the program inherits that of the built-in class it extends. */
  allocate: (cls: PyClass) => PyObject;
  qualname: string;
  module = 'builtins';
  /** Of a metaclass: makes the names that a class body fills (`__prepare__`). */
  prepare: ((bases: readonly PyClass[]) => Map<string, Value>) | null = null;
  private cache = new Map<string, Value | undefined>();
  private cacheVersion = 0;
  /** Raised by every change of any class, so that the caches of subclasses notice. */
  private static version = 0;

  constructor(
    public name: string,
    readonly bases: readonly PyClass[] = [objectClass],
    metaclass: PyClass = typeClass,
  ) {
    super(metaclass);
    this.qualname = name;
    this.mro = [this, ...linearize(bases)];
    this.allocate = bases[0]?.allocate ?? ((cls) => new PyInstance(cls));
    for (const base of bases) {
      if (base.allocate !== objectClass.allocate) this.allocate = base.allocate;
    }
  }

  /** The attribute as the class or one of its bases defines it, unbound. */
  lookup(name: string): Value | undefined {
    if (this.cacheVersion !== PyClass.version) {
      this.cache = new Map();
      this.cacheVersion = PyClass.version;
    }
    const cached = this.cache.get(name);
    if (cached !== undefined || this.cache.has(name)) return cached;
    const found = this.mro.find((cls) => cls.dict.has(name))?.dict.get(name);
    this.cache.set(name, found);
    return found;
  }

  set(name: string, value: Value): void {
    this.dict.set(name, value);
    PyClass.version++;
  }

  delete(name: string): boolean {
    PyClass.version++;
    return this.dict.delete(name);
  }

  isSubclassOf(other: PyClass): boolean {
    return this === other || this.mro.includes(other);
  }
}

/** Python's C3 linearization of the bases' own orders. */
function linearize(bases: readonly PyClass[]): PyClass[] {
  const sequences = [...bases.map((base) => [...base.mro]), [...bases]];
  const order: PyClass[] = [];
  for (;;) {
    const open = sequences.filter((sequence) => sequence.length > 0);
    if (open.length === 0) return order;
    const next = open
      .map((sequence) => sequence[0])
      .find((head) => head && !open.some((sequence) => sequence.indexOf(head) > 0));
    // An inconsistent hierarchy is a TypeError in Python; the class statement reports it.
    if (!next) throw new InconsistentHierarchy();
    order.push(next);
    for (const sequence of open) if (sequence[0] === next) sequence.shift();
  }
}

export class InconsistentHierarchy extends Error {}

export let objectClass: PyClass;
export let typeClass: PyClass;

function bootstrap(): void {
  const makeInstance = (cls: PyClass): PyObject => new PyInstance(cls);
  // The two classes need each other; `object` is made first and gets its class afterwards.
  objectClass = Object.create(PyClass.prototype) as PyClass;
  const object = new PyClass('object', []);
  objectClass = object;
  object.allocate = makeInstance;
  typeClass = new PyClass('type', [object]);
  object.cls = typeClass;
  typeClass.cls = typeClass;
}
bootstrap();

export const noneClass = new PyClass('NoneType');
export const intClass = new PyClass('int');
export const boolClass = new PyClass('bool', [intClass]);
export const floatClass = new PyClass('float');
export const strClass = new PyClass('str');

/** A Python float. */
export class Float extends PyObject {
  constructor(readonly value: number) {
    super(floatClass);
  }
}

export function typeOf(value: Value): PyClass {
  switch (typeof value) {
    case 'string':
      return strClass;
    case 'number':
    case 'bigint':
      return intClass;
    case 'boolean':
      return boolClass;
    default:
      return value === null ? noneClass : value.cls;
  }
}

export function isInstance(value: Value, cls: PyClass): boolean {
  return typeOf(value).isSubclassOf(cls);
}

/** What generators and coroutines of the evaluator are made of. `Yielded` goes out, a sent value comes in. */
export type Steps<T = Value> = Generator<Value, T, Value>;
