import { PyClass, PyObject } from './object';
import type { Value } from './object';

function typingClass(name: string): PyClass {
  const cls = new PyClass(name);
  cls.module = 'typing';
  return cls;
}

/** The classes of type parameters, by their names. */
export const typeParameterClasses = {
  TypeVar: typingClass('TypeVar'),
  TypeVarTuple: typingClass('TypeVarTuple'),
  ParamSpec: typingClass('ParamSpec'),
} as const;
export const typeAliasClass = typingClass('TypeAliasType');

/** `T` of `class Box[T]`, or `TypeVar('T')`. */
export class TypeParameter extends PyObject {
  constructor(
    kind: keyof typeof typeParameterClasses,
    readonly name: string,
    /** How it prints: `T` where its variance is inferred (PEP 695), `~T` where it is invariant. */
    readonly text = name,
  ) {
    super(typeParameterClasses[kind]);
  }
}

/** What `type X = …` makes (PEP 695). */
export class TypeAlias extends PyObject {
  private known: { readonly value: Value } | null = null;

  constructor(
    readonly name: string,
    readonly module: Value,
    readonly parameters: readonly Value[],
    private readonly evaluate: () => Value,
  ) {
    super(typeAliasClass);
  }

  /** Evaluated when it is first asked for; raises what that raises. */
  get value(): Value {
    this.known ??= { value: this.evaluate() };
    return this.known.value;
  }
}
