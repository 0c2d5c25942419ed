import { raise } from '../objects/exceptions';
import { PyDict, PyList } from '../objects/containers';
import type { Code, Frame } from '../objects/functions';
import { typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { deleteAttribute, setAttribute } from '../operations/attributes';
import { machine } from '../machine';
import { hashKey } from '../operations/hash';
import { deleteItem, setItem } from '../operations/items';
import { items } from '../operations/iterate';
import { released } from '../operations/lifetime';
import type { Expression } from '../syntax/ast';
import { plain } from './code';
import type { Context } from './context';
import { deleteName, storeName } from './names';

/**
 * A place that takes a value. Its own operands (`object` and `key` of `object[key] = …`) have no suspension
 * point in any program that people write; where one has, the target is left alone.
 */
export type Store = (frame: Frame, value: Value) => void;

export function compileStore(context: Context, node: Expression): Store {
  switch (node.type) {
    case 'Name':
      return storeName(node.id, context.scope.access(node.id));
    case 'Attribute': {
      const object = runnable(context.expression(node.value));
      const { attr } = node;
      return (frame, value) => setAttribute(object(frame), attr, value);
    }
    case 'Subscript': {
      const object = runnable(context.expression(node.value));
      const key = runnable(context.expression(node.slice));
      return (frame, value) => setItem(object(frame), key(frame), value);
    }
    case 'Tuple':
    case 'List':
      return unpack(context, node.elts);
    case 'Starred': {
      const store = compileStore(context, node.value);
      return (frame, value) => store(frame, new PyList([...items(value)]));
    }
    default:
      return () => undefined;
  }
}

function runnable(code: Code): (frame: Frame) => Value {
  return code.suspends ? () => new Unknown('await in an assignment target') : code.run;
}

/** `a, *b, c = value`. */
function unpack(context: Context, targets: readonly Expression[]): Store {
  const star = targets.findIndex(({ type }) => type === 'Starred');
  const stores = targets.map((target) =>
    compileStore(context, target.type === 'Starred' ? target.value : target),
  );
  return (frame, value) => {
    if (value instanceof Unknown) {
      for (const [index, store] of stores.entries())
        store(frame, new Unknown(`${value.name}[${index}]`));
      return;
    }
    const values = unpackable(value);
    if (star < 0) checkCount(values.length, targets.length);
    else if (values.length < targets.length - 1) {
      raise(
        'ValueError',
        `not enough values to unpack (expected at least ${targets.length - 1}, got ${values.length})`,
      );
    }
    const extra = values.length - targets.length;
    for (const [index, store] of stores.entries()) {
      if (index < star || star < 0) store(frame, values[index] ?? null);
      else if (index === star) store(frame, new PyList(values.slice(star, star + extra + 1)));
      else store(frame, values[index + extra] ?? null);
    }
  };
}

/** `del object[key]`: what only the collection held is gone. */
function deleteFrom(object: Value, key: Value, frame: Frame): void {
  const isHolder = object instanceof PyDict || object instanceof PyList;
  const before = isHolder && machine.mortal.size > 0 ? held(object, key) : null;
  deleteItem(object, key);
  if (before !== null) released([before], frame);
}

/** What stands under a key; null where that is nothing that could end. */
function held(object: PyDict | PyList, key: Value): Value {
  if (object instanceof PyDict) return object.entries.get(hashKey(key))?.value ?? null;
  return typeof key === 'number' ? (object.items.at(key) ?? null) : null;
}

function unpackable(value: Value): readonly Value[] {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') {
    raise('TypeError', `cannot unpack non-iterable ${typeOf(value).name} object`);
  }
  return items(value);
}

function checkCount(given: number, wanted: number): void {
  if (given > wanted) {
    raise('ValueError', `too many values to unpack (expected ${wanted})`);
  }
  if (given < wanted) {
    raise('ValueError', `not enough values to unpack (expected ${wanted}, got ${given})`);
  }
}

export function compileDelete(context: Context, node: Expression): Code<void> {
  switch (node.type) {
    case 'Name':
      return plain(deleteName(node.id, context.scope.access(node.id)));
    case 'Attribute': {
      const object = runnable(context.expression(node.value));
      return plain((frame) => deleteAttribute(object(frame), node.attr));
    }
    case 'Subscript': {
      const object = runnable(context.expression(node.value));
      const key = runnable(context.expression(node.slice));
      return plain((frame) => {
        deleteFrom(object(frame), key(frame), frame);
      });
    }
    default:
      return plain(() => undefined);
  }
}
