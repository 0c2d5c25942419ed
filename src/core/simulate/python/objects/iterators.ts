import { PyClass, PyObject } from './object';
import type { Value } from './object';
import type { PyDict } from './containers';
import type { PyGenerator } from './functions';

export const iteratorClass = new PyClass('iterator');
export const dictKeysClass = new PyClass('dict_keys');
export const dictValuesClass = new PyClass('dict_values');
export const dictItemsClass = new PyClass('dict_items');

/** An iterator of the library: `next` gives undefined at the end, so that nothing is thrown. */
export class PyIterator extends PyObject {
  /** The generator that it steps, which `yield from` delegates to. */
  generator: PyGenerator | null = null;
  /** The value of its StopIteration, known at the end. */
  result: () => Value = () => null;

  constructor(
    readonly next: () => Value | undefined,
    cls: PyClass = iteratorClass,
  ) {
    super(cls);
  }
}

/** What `dict.keys()`, `.values()` and `.items()` give. */
export class PyDictView extends PyObject {
  constructor(
    readonly dict: PyDict,
    readonly kind: 'keys' | 'values' | 'items',
  ) {
    super({ keys: dictKeysClass, values: dictValuesClass, items: dictItemsClass }[kind]);
  }
}

/** A class for a kind of iterator, whose instances print by that name. */
export function iteratorKind(name: string): PyClass {
  return new PyClass(name, [iteratorClass]);
}
