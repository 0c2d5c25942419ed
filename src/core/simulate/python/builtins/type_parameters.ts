import { PyTuple } from '../objects/containers';
import { GenericAlias, UnionType } from '../objects/aliases';
import type { Value } from '../objects/object';
import { raise } from '../objects/exceptions';
import { typeAliasClass, typeParameterClasses } from '../objects/type_parameters';
import type { TypeAlias, TypeParameter } from '../objects/type_parameters';
import { define, defineGetters } from '../operations/native';

/* Objects/typevarobject.c. */

const unions = {
  '__or__(self, other)': (self: Value, other: Value) => new UnionType([self, other]),
  '__ror__(self, other)': (self: Value, other: Value) => new UnionType([other, self]),
};

for (const cls of Object.values(typeParameterClasses)) {
  define(cls, { ...unions, '__repr__(self)': (self: TypeParameter) => self.text });
  defineGetters(cls, { __name__: (self: TypeParameter) => self.name });
}

define(typeAliasClass, {
  ...unions,
  '__repr__(self)': (self: TypeAlias) => self.name,
  '__getitem__(self, parameters)': (self: TypeAlias, given: Value) => {
    if (self.parameters.length === 0) {
      raise('TypeError', 'Only generic type aliases are subscriptable');
    }
    return new GenericAlias(self, given instanceof PyTuple ? given.items : [given]);
  },
});
defineGetters(typeAliasClass, {
  __name__: (self: TypeAlias) => self.name,
  __module__: (self: TypeAlias) => self.module,
  __value__: (self: TypeAlias) => self.value,
  __type_params__: (self: TypeAlias) => new PyTuple(self.parameters),
  __parameters__: (self: TypeAlias) => new PyTuple(self.parameters),
});
