import type { PropertyKey, Value } from './object';
import { JSObject, Property } from './object';
import { typeError } from './throw';

/** Something that can be called; `construct` says whether `new` works on it too. */
export abstract class FunctionObject extends JSObject {
  private named = false;

  constructor(
    proto: JSObject | null,
    /** The initial `name` and `length`; they become properties when somebody looks. */
    public name: string,
    readonly arity: number,
  ) {
    super(proto);
  }

  override get kind(): string {
    return 'Function';
  }

  abstract call(self: Value, args: Value[]): Value;

  // eslint-disable-next-line @typescript-eslint/class-literal-property-style -- Subclasses work it out.
  get isConstructor(): boolean {
    return false;
  }

  /** `newTarget` is the constructor that `new` was applied to: a subclass, perhaps. */
  construct(_args: Value[], _newTarget: FunctionObject): JSObject {
    throw typeError(`${this.name || 'anonymous'} is not a constructor`);
  }

  override getOwn(key: PropertyKey): Property | undefined {
    this.materialise();
    return super.getOwn(key);
  }

  override define(key: PropertyKey, property: Property): boolean {
    this.materialise();
    return super.define(key, property);
  }

  override delete(key: PropertyKey): boolean {
    this.materialise();
    return super.delete(key);
  }

  override ownKeys(): PropertyKey[] {
    this.materialise();
    return super.ownKeys();
  }

  /** Most functions are only called: their properties are made when first looked at. */
  protected materialise(): void {
    if (this.named) return;
    this.named = true;
    this.properties.set('length', new Property(this.arity, false, false, true));
    this.properties.set('name', new Property(this.name, false, false, true));
  }
}

export type NativeCode = (self: Value, args: Value[]) => Value;
export type NativeConstructor = (args: Value[], newTarget: FunctionObject) => JSObject;

/** A built-in function, written in the host's language. */
export class NativeFunction extends FunctionObject {
  constructor(
    proto: JSObject | null,
    name: string,
    arity: number,
    private readonly code: NativeCode,
    private readonly constructs: NativeConstructor | null = null,
    /** Whether it is the runtime's bookkeeping (a promise's resolving function), not a function that users know. */
    readonly internal = false,
  ) {
    super(proto, name, arity);
  }

  override call(self: Value, args: Value[]): Value {
    return this.code(self, args);
  }

  override get isConstructor(): boolean {
    return this.constructs !== null;
  }

  override construct(args: Value[], newTarget: FunctionObject): JSObject {
    return this.constructs ? this.constructs(args, newTarget) : super.construct(args, newTarget);
  }
}

/** `f.bind(self, …args)`. */
export class BoundFunction extends FunctionObject {
  constructor(
    readonly target: FunctionObject,
    private readonly self: Value,
    private readonly args: readonly Value[],
  ) {
    super(target.proto, `bound ${target.name}`, Math.max(0, target.arity - args.length));
  }

  override call(_self: Value, args: Value[]): Value {
    return this.target.call(this.self, [...this.args, ...args]);
  }

  override get isConstructor(): boolean {
    return this.target.isConstructor;
  }

  override construct(args: Value[], newTarget: FunctionObject): JSObject {
    return this.target.construct(
      [...this.args, ...args],
      newTarget === this ? this.target : newTarget,
    );
  }
}
