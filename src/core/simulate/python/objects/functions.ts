import type { PyException } from './exceptions';
import { PyClass, PyObject } from './object';
import type { Kwargs, Steps, Value } from './object';
import type { Site } from '../syntax/ast';

export const functionClass = new PyClass('function');
export const builtinClass = new PyClass('builtin_function_or_method');
export const methodClass = new PyClass('method');
export const propertyClass = new PyClass('property');
export const staticmethodClass = new PyClass('staticmethod');
export const classmethodClass = new PyClass('classmethod');
export const getsetClass = new PyClass('getset_descriptor');
export const moduleClass = new PyClass('module');
export const generatorClass = new PyClass('generator');
export const coroutineClass = new PyClass('coroutine');
export const asyncGeneratorClass = new PyClass('async_generator');

/** A variable that closures share. */
export class Cell {
  constructor(public value: Value | undefined) {}
}

export type Slot = Value | Cell | undefined;

export interface Parameter {
  readonly name: string;
  readonly kind: 'positional' | 'ordinary' | 'star' | 'keyword' | 'doubleStar';
  readonly hasDefault: boolean;
}

/** A piece of the program, compiled: `run` where it cannot suspend, else `steps`. */
export type Code<T = Value> =
  | { readonly suspends: false; readonly run: (frame: Frame) => T }
  | { readonly suspends: true; readonly steps: (frame: Frame) => Steps<T> };

/** How a statement ended. */
export const enum Completion {
  Normal,
  Break,
  Continue,
  Return,
}

/** What is compiled once per `def`, `lambda` or generator expression. */
export interface FunctionCode {
  readonly name: string;
  readonly qualname: string;
  readonly kind: 'function' | 'generator' | 'coroutine' | 'asyncGenerator';
  readonly parameters: readonly Parameter[];
  readonly body: Code<Completion>;
  readonly site: Site;
  readonly doc: string | null;
  readonly slots: number;
  /** Slots of variables that inner functions share. */
  readonly cellSlots: readonly number[];
  /** Slots that take the closure's cells, in the closure's order. */
  readonly freeSlots: readonly number[];
}

/** The names of a module or class body; a module's knows the built-ins that are looked up after it. */
export class Namespace extends Map<string, Value> {
  /** Whether the code that fills it did not come to its end: names that are not there are unknown. */
  incomplete = false;
  builtins: ReadonlyMap<string, Value> = noNames;
}

const noNames: ReadonlyMap<string, Value> = new Map();

/** A running call. */
export class Frame {
  returned: Value = null;
  /** The await it is at, for the chain from a task to what it really waits for. */
  at: AwaitPoint | null = null;
  /** What that drives: a coroutine of the program or of the library, the generator of an `__await__`. */
  awaiting: PyGenerator | PyAsyncGenerator | null = null;
  /** What its `async for` loops iterate over, which no variable may hold. */
  readonly iterating: Value[] = [];

  constructor(
    readonly code: FunctionCode | null,
    readonly slots: Slot[],
    readonly globals: Namespace,
    /** The names of a class body (or of the module) while it runs. */
    readonly names: Namespace | null = null,
  ) {}

  get builtins(): ReadonlyMap<string, Value> {
    return this.globals.builtins;
  }
}

/** An object of the library that a coroutine can wait for by itself: a future, an I/O operation. */
export abstract class Awaitable extends PyObject {
  abstract await(): Steps;
}

/** A suspension point of the source, as the evaluator meets it. */
export interface AwaitPoint {
  readonly site: Site;
  readonly keyword: 'await' | 'async for' | 'async with' | 'async comprehension' | 'yield';
  /** Source of what is awaited (`queue.get()`), on one line. */
  readonly text: string;
  /** Source of the object whose method is awaited (`queue`), or of the operand itself. */
  readonly subject: string;
  readonly into: string | null;
}

export class PyFunction extends PyObject {
  name: string;
  qualname: string;
  doc: Value;
  typeParameters: readonly Value[] = [];

  constructor(
    readonly code: FunctionCode,
    readonly globals: Namespace,
    readonly closure: readonly Cell[],
    public defaults: readonly Value[],
    readonly keywordDefaults: Kwargs | null,
    readonly module: Value,
  ) {
    super(functionClass);
    this.name = code.name;
    this.qualname = code.qualname;
    this.doc = code.doc;
  }
}

/** How built-ins are written: arguments come as the signature names them; an omitted one is undefined. */
export type Native = {
  bivariant(...args: (Value | undefined)[]): Value | Steps | undefined;
}['bivariant'];

/** A function of the library. `bind` turns a call's arguments into the order of its signature. */
export class PyBuiltin extends PyObject {
  /** The class it is a method of: its first argument must be one of its instances. */
  owner: PyClass | null = null;

  constructor(
    readonly name: string,
    readonly isAsync: boolean,
    readonly bind: (args: readonly Value[], kwargs: Kwargs | null) => (Value | undefined)[],
    readonly run: Native,
  ) {
    super(builtinClass);
  }
}

export class PyMethod extends PyObject {
  constructor(
    readonly self: Value,
    readonly func: Value,
  ) {
    super(methodClass);
  }
}

export class PyProperty extends PyObject {
  constructor(
    readonly getter: Value,
    readonly setter: Value,
    readonly deleter: Value,
    cls: PyClass = propertyClass,
  ) {
    super(cls);
  }
}

export class PyStaticMethod extends PyObject {
  constructor(readonly func: Value) {
    super(staticmethodClass);
  }
}

export class PyClassMethod extends PyObject {
  constructor(readonly func: Value) {
    super(classmethodClass);
  }
}

/** An attribute that the library computes. */
export class PyGetSet extends PyObject {
  constructor(
    readonly name: string,
    readonly get: { bivariant(self: Value): Value }['bivariant'],
    readonly set: { bivariant(self: Value, value: Value): void }['bivariant'] | null,
  ) {
    super(getsetClass);
  }
}

export class PyModule extends PyObject {
  constructor(
    readonly name: string,
    readonly names: Namespace,
  ) {
    super(moduleClass);
  }
}

/** A generator, or (by its class) a coroutine: a JavaScript generator that is stepped from outside. */
export class PyGenerator extends PyObject {
  state: 'created' | 'suspended' | 'running' | 'closed' = 'created';
  /** The exception that was being handled where it last gave up control (`sys.exception`). */
  handling: PyException | null = null;
  /** What one of the library drives in its turn. */
  awaiting: PyGenerator | PyAsyncGenerator | null = null;

  constructor(
    public name: string,
    public qualname: string,
    readonly steps: Steps,
    /** Null for the library's own coroutines. */
    readonly frame: Frame | null,
    cls: PyClass = generatorClass,
  ) {
    super(cls);
  }
}

export class PyCoroutine extends PyGenerator {
  constructor(name: string, qualname: string, steps: Steps, frame: Frame | null) {
    super(name, qualname, steps, frame, coroutineClass);
  }
}

/** Marks a value that an async generator's body gives to its consumer, unlike one that goes up to the loop. */
export class AsyncYield extends PyObject {
  constructor(readonly value: Value) {
    super(asyncGeneratorClass);
  }
}

export class PyAsyncGenerator extends PyObject {
  state: 'created' | 'suspended' | 'running' | 'closed' = 'created';
  hooked = false;
  handling: PyException | null = null;

  constructor(
    readonly name: string,
    readonly qualname: string,
    readonly steps: Steps,
    readonly frame: Frame,
  ) {
    super(asyncGeneratorClass);
  }
}
