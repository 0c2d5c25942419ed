import { PyDict, PyList, PySet, PyTuple } from '../objects/containers';
import { PyInstance, PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { callSpecial } from '../operations/attributes';
import { dictSet, setAdd } from '../operations/hash';
import { makeModule } from '../operations/native';

/** A copy whose parts are what `part` makes of them. */
function copied(value: Value, part: (value: Value) => Value): Value {
  if (value instanceof PyList) return new PyList(value.items.map(part), value.cls);
  if (value instanceof PyTuple) return new PyTuple(value.items.map(part), value.cls);
  if (value instanceof PyDict) {
    const copy = value.cls.allocate(value.cls);
    if (!(copy instanceof PyDict)) return value;
    for (const entry of value.entries.values()) dictSet(copy, part(entry.key), part(entry.value));
    return copy;
  }
  if (value instanceof PySet) {
    const copy = new PySet(value.cls);
    for (const item of value.entries.values()) setAdd(copy, part(item));
    return copy;
  }
  if (!(value instanceof PyInstance) || value.payload !== undefined) return value;
  const copy = new PyInstance(value.cls);
  copy.attributes = new Map(
    [...(value.attributes ?? [])].map(([name, item]) => [name, part(item)]),
  );
  return copy;
}

function deepCopy(value: Value, memo: Map<PyObject, Value>): Value {
  if (!(value instanceof PyObject)) return value;
  const known = memo.get(value);
  if (known !== undefined) return known;
  const own = callSpecial(value, '__deepcopy__', [new PyDict()]);
  const copy = own === undefined ? copied(value, (part) => deepCopy(part, memo)) : own;
  memo.set(value, copy);
  return copy;
}

export const copyModule = makeModule('copy', {
  'copy(x)': (value: Value) => callSpecial(value, '__copy__') ?? copied(value, (part) => part),
  'deepcopy(x, memo=None)': (value: Value) => deepCopy(value, new Map()),
});
