import { PyTuple } from '../objects/containers';
import { PyClass } from '../objects/object';
import type { Value } from '../objects/object';
import { define } from '../operations/native';

/** `typing.Generic`: subscripted it gives an alias of the class. */
export const genericClass = new PyClass('Generic');
genericClass.module = 'typing';
genericClass.set('__slots__', new PyTuple([]));
define(genericClass, { '@classmethod __class_getitem__(cls, item)': (cls: Value) => cls });
