import { PyClass, PyObject, typeClass } from '../objects/object';
import type { Value } from '../objects/object';
import { PyClassMethod, PyProperty, PyStaticMethod } from '../objects/functions';
import { setAttribute } from '../operations/attributes';
import { makeModule } from '../operations/native';

/* Lib/abc.py. Calling a class checks for abstract methods that are left (builtins/classes.ts). */

const abcMeta = new PyClass('ABCMeta', [typeClass]);
abcMeta.module = 'abc';
abcMeta.set('__abstract__', true);
const abcClass = new PyClass('ABC', undefined, abcMeta);
abcClass.module = 'abc';

export const abcModule = makeModule(
  'abc',
  {
    'abstractmethod(funcobj)': (func: Value) => {
      const inner =
        func instanceof PyProperty
          ? func.getter
          : func instanceof PyClassMethod || func instanceof PyStaticMethod
            ? func.func
            : func;
      if (inner instanceof PyObject) setAttribute(inner, '__isabstractmethod__', true);
      return func;
    },
  },
  { ABC: abcClass, ABCMeta: abcMeta },
);
