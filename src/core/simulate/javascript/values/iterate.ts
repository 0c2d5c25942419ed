import * as l10n from '@vscode/l10n';
import { unknownLoopTurns } from '../limits';
import type { Realm } from '../realm';
import { getProperty } from './access';
import { ArrayObject } from './array';
import { isCallable } from './convert';
import { describe, describeWithType } from './describe';
import type { Value } from './object';
import { JSObject } from './object';
import { typeError } from './throw';
import { Unknown } from './unknown';

/** One walk over an iterable (ECMA-262 7.4). */
export interface Iteration {
  /** Whether there is another element; it is in `value` then. */
  next(): boolean;
  readonly value: Value;
  /** Tells the iterator that no more is wanted. */
  close(): void;
}

class ArrayIteration implements Iteration {
  value: Value = undefined;
  private index = 0;

  constructor(private readonly items: readonly Value[]) {}

  next(): boolean {
    if (this.index >= this.items.length) return false;
    this.value = this.items[this.index++];
    return true;
  }

  close(): void {
    this.index = this.items.length;
  }
}

class ProtocolIteration implements Iteration {
  value: Value = undefined;
  private readonly nextMethod: Value;

  constructor(
    private readonly realm: Realm,
    private readonly iterator: Value,
  ) {
    this.nextMethod = getProperty(realm, iterator, 'next');
  }

  next(): boolean {
    const result = this.realm.call(this.nextMethod, this.iterator, [], describe(this.nextMethod));
    if (result instanceof Unknown) return false;
    if (!(result instanceof JSObject))
      throw typeError(`Iterator result ${describe(result)} is not an object`);
    if (this.realm.truth(result.get('done'))) return false;
    this.value = result.get('value');
    return true;
  }

  close(): void {
    const method = getProperty(this.realm, this.iterator, 'return');
    if (method === undefined || method === null) return;
    const result = this.realm.call(method, this.iterator, []);
    if (!(result instanceof JSObject) && !(result instanceof Unknown)) {
      throw typeError(`${describe(result)} is not an object`);
    }
  }
}

/** Some elements of an iterable that is not known. */
export function assumedElements(realm: Realm, unknown: Unknown): Value[] {
  const length = realm.decide('loop', unknown.name, unknownLoopTurns, (chosen) =>
    l10n.t('{0} is not known; it is assumed to have {1} elements.', unknown.name, chosen),
  );
  return Array.from({ length }, (_, index) => unknown.member(String(index)));
}

/** `what`: the iterable in the source's words, for the error if it is none. */
export function iterate(realm: Realm, iterable: Value, what?: string): Iteration {
  if (iterable instanceof Unknown) return new ArrayIteration(assumedElements(realm, iterable));
  const method =
    iterable === undefined || iterable === null
      ? undefined
      : getProperty(realm, iterable, Symbol.iterator);
  if (iterable instanceof ArrayObject && method === realm.arrayPrototype.get('values')) {
    return new ArrayIteration(iterable.items);
  }
  if (!isCallable(method)) {
    throw typeError(
      what === undefined
        ? `${describeWithType(iterable)} is not iterable (cannot read property Symbol(Symbol.iterator))`
        : `${what} is not iterable`,
    );
  }
  const iterator = method.call(iterable, []);
  if (!(iterator instanceof JSObject))
    throw typeError('Result of the Symbol.iterator method is not an object');
  return new ProtocolIteration(realm, iterator);
}

/** All elements at once, for spread, `Array.from` and their like. */
export function toList(realm: Realm, iterable: Value, what?: string): Value[] {
  if (typeof iterable === 'string') return [...iterable];
  const iteration = iterate(realm, iterable, what);
  const list: Value[] = [];
  while (iteration.next()) {
    realm.step();
    list.push(iteration.value);
  }
  return list;
}

/** What an iterator gives that is at hand, to its end. */
export function iteratorItems(realm: Realm, iterator: Value): Value[] {
  if (!(iterator instanceof JSObject)) throw typeError(`${describe(iterator)} is not an object`);
  const iteration = new ProtocolIteration(realm, iterator);
  const items: Value[] = [];
  while (iteration.next()) items.push(iteration.value);
  return items;
}

/** Calls `visit` for each element, and closes the iterator if that throws. */
export function forEachOf(realm: Realm, iterable: Value, visit: (value: Value) => void): void {
  const iteration = iterate(realm, iterable);
  while (iteration.next()) {
    realm.step();
    try {
      visit(iteration.value);
    } catch (error) {
      closeQuietly(realm, iteration, error);
      throw error;
    }
  }
}

/** Closes because of an exception, which counts more than one that closing raises. */
export function closeQuietly(realm: Realm, iteration: Iteration, error: unknown): void {
  // What ends the walkthrough itself calls no code of the program.
  realm.caught(error);
  try {
    iteration.close();
  } catch (second) {
    realm.caught(second);
  }
}

/** `{ value, done }`. */
export function iteratorResult(realm: Realm, value: Value, done: boolean): JSObject {
  return realm.object().put('value', value).put('done', done);
}

/** What a map's or set's iterator has not given yet, as it is shown. */
export interface Remaining {
  readonly pairs: boolean;
  readonly list: () => Value[];
}

/** A built-in iterator over what `next` gives, until it gives undefined. */
export class IteratorObject extends JSObject {
  constructor(
    proto: JSObject,
    readonly next: () => { value: Value } | undefined,
    readonly remaining: Remaining | null,
  ) {
    super(proto);
  }
}

export function makeIterator(
  realm: Realm,
  kind: string,
  next: () => { value: Value } | undefined,
  remaining: Remaining | null = null,
): IteratorObject {
  return new IteratorObject(iteratorPrototype(realm, kind), next, remaining);
}

function iteratorPrototype(realm: Realm, kind: string): JSObject {
  const prototype = realm.prototype(`${kind} Iterator`, realm.prototype('Iterator'));
  if (!prototype.getOwn('next')) {
    realm.methods(prototype, {
      next: (self) => {
        if (!(self instanceof IteratorObject))
          throw typeError('next method called on incompatible receiver');
        const element = self.next();
        return iteratorResult(realm, element?.value, element === undefined);
      },
    });
    prototype.hide(Symbol.toStringTag, `${kind} Iterator`);
  }
  return prototype;
}
