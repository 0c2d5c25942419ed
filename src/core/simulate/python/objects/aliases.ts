import { PyClass, PyObject, noneClass } from './object';
import type { Value } from './object';

export const genericAliasClass = new PyClass('GenericAlias');
genericAliasClass.module = 'types';
export const unionTypeClass = new PyClass('UnionType');
unionTypeClass.module = 'types';

/** `list[int]`: called and inherited from, it is its class. */
export class GenericAlias extends PyObject {
  constructor(
    readonly origin: Value,
    readonly args: readonly Value[],
    /** What it prints as before the brackets, where that is not the name of its class. */
    readonly title: string | null = null,
  ) {
    super(genericAliasClass);
  }
}

/** `int | None`. */
export class UnionType extends PyObject {
  readonly args: readonly Value[];

  constructor(types: readonly Value[]) {
    super(unionTypeClass);
    this.args = types.map((type) => type ?? noneClass);
  }
}
