import * as l10n from '@vscode/l10n';
import { PyBytes, PyDict, PyList, PyRange, PySet, PyTuple } from '../objects/containers';
import { exceptionClass, isRaised, raise, stopIteration } from '../objects/exceptions';
import { PyCoroutine, PyFunction, PyGenerator } from '../objects/functions';
import { PyDictView, PyIterator, iteratorKind } from '../objects/iterators';
import { PyInstance, typeOf } from '../objects/object';
import type { PyClass, Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import { call, send } from './call';
import { callSpecial } from './attributes';

const listIterator = iteratorKind('list_iterator');
const tupleIterator = iteratorKind('tuple_iterator');
const strIterator = iteratorKind('str_iterator');
const rangeIterator = iteratorKind('range_iterator');
const dictKeyIterator = iteratorKind('dict_keyiterator');
const dictValueIterator = iteratorKind('dict_valueiterator');
const dictItemIterator = iteratorKind('dict_itemiterator');
const setIterator = iteratorKind('set_iterator');
const bytesIterator = iteratorKind('bytes_iterator');

/** How many items an unknown iterable is taken to give. */
const unknownTurns = 2;

/** `iter(value)`. */
export function iterate(value: Value): PyIterator {
  if (value instanceof PyIterator) return value;
  const own = typeOf(value).lookup('__iter__');
  if (own instanceof PyFunction) return fromObject(call(own, [value]));
  if (value instanceof PyList) return overIndexes(listIterator, () => value.items);
  if (value instanceof PyTuple) return overIndexes(tupleIterator, () => value.items);
  if (value instanceof PyRange) return overRange(value);
  if (value instanceof PyGenerator && !(value instanceof PyCoroutine)) return overGenerator(value);
  if (value instanceof PyDict) return overDict(value, 'keys');
  if (value instanceof PyDictView) return overDict(value.dict, value.kind);
  if (value instanceof PySet) return overSet(value);
  if (typeof value === 'string') return overIterable(value, strIterator);
  if (value instanceof PyBytes) return overIterable(value.bytes, bytesIterator);
  if (value instanceof Unknown) return overUnknown(value);
  if (own !== undefined && own !== null) return fromObject(call(own, [value]));
  if (value instanceof PyInstance && typeof value.payload === 'string') {
    return overIterable(value.payload, strIterator);
  }
  if (typeOf(value).lookup('__getitem__') instanceof PyFunction) return overItems(value);
  raise('TypeError', `'${typeOf(value).name}' object is not iterable`);
}

/** An iterator over a JavaScript iterable of values. */
export function overIterable(values: Iterable<Value>, cls?: PyClass): PyIterator {
  const iterator = values[Symbol.iterator]();
  return new PyIterator(() => {
    const next: IteratorResult<Value, unknown> = iterator.next();
    return next.done ? undefined : next.value;
  }, cls);
}

/** Lists may grow and shrink while they are iterated, so the index is looked up each time. */
function overIndexes(cls: PyClass, items: () => readonly Value[]): PyIterator {
  let index = 0;
  return new PyIterator(() => items()[index++], cls);
}

function overRange({ start, step, length }: PyRange): PyIterator {
  let index = 0;
  return new PyIterator(() => (index < length ? start + step * index++ : undefined), rangeIterator);
}

function overGenerator(generator: PyGenerator): PyIterator {
  let result: Value = null;
  const iterator = new PyIterator(() => {
    const { done, value } = send(generator, null);
    if (done) result = value;
    return done ? undefined : value;
  });
  iterator.generator = generator;
  iterator.result = () => result;
  return iterator;
}

export function overDict(dict: PyDict, kind: 'keys' | 'values' | 'items'): PyIterator {
  const iterator = dict.entries.values();
  const { size } = dict;
  const cls = { keys: dictKeyIterator, values: dictValueIterator, items: dictItemIterator }[kind];
  return new PyIterator(() => {
    if (dict.size !== size) raise('RuntimeError', 'dictionary changed size during iteration');
    const next = iterator.next();
    if (next.done) return undefined;
    const { key, value } = next.value;
    return kind === 'keys' ? key : kind === 'values' ? value : new PyTuple([key, value]);
  }, cls);
}

function overSet(set: PySet): PyIterator {
  const iterator = setOrder(set)[Symbol.iterator]();
  const { size } = set;
  return new PyIterator(() => {
    if (set.size !== size) raise('RuntimeError', 'Set changed size during iteration');
    const { done, value } = iterator.next();
    return done ? undefined : value;
  }, setIterator);
}

/**
 * A set's order. CPython's follows from the hashes: for small ints, which are their own hashes, it can be told
 * from the values (Objects/setobject.c, `set_add_entry` and `set_table_resize`); any other order of a real run is
 * a matter of chance, and ours is that of insertion.
 */
export function setOrder(set: PySet): readonly Value[] {
  const values = [...set.entries.values()];
  const isInt = (value: Value): value is number =>
    typeof value === 'number' && value >= 0 && value < 2 ** 31;
  if (!values.every(isInt)) return values;
  const order = tableOrder(values);
  return set.merged ? mergedOrder(order) : order;
}

const linearProbes = 9;

function tableOrder(values: readonly number[]): number[] {
  let table = new Array<number | undefined>(8);
  let used = 0;
  for (const value of values) {
    insert(table, value);
    used++;
    // `set_add_entry`: grow when more than 3/5 are in use, fourfold below 50,000 entries.
    if (used * 5 < (table.length - 1) * 3) continue;
    const least = used > 50_000 ? used * 2 : used * 4;
    let size = 8;
    while (size <= least) size *= 2;
    const old = table;
    table = new Array<number | undefined>(size);
    for (const kept of old) if (kept !== undefined) insert(table, kept);
  }
  return table.filter((value) => value !== undefined);
}

/** `set_merge` into an empty set: the table is sized for all of them at once. */
function mergedOrder(values: readonly number[]): number[] {
  let size = 8;
  if (values.length * 5 >= (size - 1) * 3) while (size <= values.length * 2) size *= 2;
  const table = new Array<number | undefined>(size);
  for (const value of values) insert(table, value);
  return table.filter((value) => value !== undefined);
}

function insert(table: (number | undefined)[], value: number): void {
  const mask = table.length - 1;
  let perturb = value;
  let index = value & mask;
  for (;;) {
    const probes = index + linearProbes <= mask ? linearProbes : 0;
    for (let probe = 0; probe <= probes; probe++) {
      if (table[index + probe] === undefined) {
        table[index + probe] = value;
        return;
      }
    }
    perturb = Math.floor(perturb / 32);
    index = (index * 5 + 1 + perturb) & mask;
  }
}

/** How many items an unknown iterable is assumed to give. */
export function unknownItems(value: Unknown): number {
  return machine.decide('loop', value.name, unknownTurns, (count) =>
    l10n.t('{0} is assumed to give {1} items.', String(value), count),
  );
}

function overUnknown(value: Unknown): PyIterator {
  const count = unknownItems(value);
  let index = 0;
  return new PyIterator(() =>
    index < count ? new Unknown(`${value.name}[${index++}]`) : undefined,
  );
}

/** An object with `__next__`. */
function fromObject(value: Value): PyIterator {
  if (value instanceof PyIterator) return value;
  if (value instanceof PyGenerator && !(value instanceof PyCoroutine)) return overGenerator(value);
  if (value instanceof Unknown) return overUnknown(value);
  const next = typeOf(value).lookup('__next__');
  if (next === undefined) {
    raise('TypeError', `iter() returned non-iterator of type '${typeOf(value).name}'`);
  }
  let result: Value = null;
  const iterator = new PyIterator(() => {
    try {
      return callSpecial(value, '__next__');
    } catch (thrown) {
      if (!isRaised(thrown, stopIteration)) throw thrown;
      result = thrown.exception.args.items[0] ?? null;
      return undefined;
    }
  });
  iterator.result = () => result;
  return iterator;
}

/** The old protocol: `__getitem__` with 0, 1, … until IndexError. */
function overItems(value: Value): PyIterator {
  let index = 0;
  return new PyIterator(() => {
    try {
      return callSpecial(value, '__getitem__', [index++]);
    } catch (thrown) {
      if (isRaised(thrown, exceptionClass('IndexError'))) return undefined;
      throw thrown;
    }
  });
}

/** All items, as JavaScript sees them. */
export function items(value: Value): readonly Value[] {
  if (value instanceof PyList || value instanceof PyTuple) {
    if (!(value.cls.lookup('__iter__') instanceof PyFunction)) return value.items;
  }
  const iterator = iterate(value);
  const result: Value[] = [];
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    machine.step();
    result.push(item);
  }
  return result;
}
