import { PyDict, PyList, PySet, PyTuple } from '../objects/containers';
import {
  Cell,
  Frame,
  PyAsyncGenerator,
  PyFunction,
  PyGenerator,
  PyModule,
} from '../objects/functions';
import { PyClass, PyObject } from '../objects/object';
import { WeakHolder } from '../objects/weak';
import { machine, perWalkthrough } from '../machine';

/*
 * CPython counts references, so what nothing refers to any more ends at once: an asynchronous generator is closed
 * (PEP 525), an exception that nobody asked for is reported, `__del__` and the callbacks of weak references are called. Where a name that held such an object goes, what is still
 * referred to is searched for.
 */

/** Objects that a search looks at before it takes everything to be referred to. */
const mostVisited = 5000;

/** A call has ended: what only its variables held is gone. */
export function frameEnded(frame: Frame | null): void {
  if (frame !== null && machine.mortal.size > 0) released(frame.slots, frame.returned);
}

const watchers = perWalkthrough(() => new Map<PyObject, Set<() => void>>());

/** Calls `gone` when nothing refers to the object any more. Gives what ends the watch. */
export function watch(object: PyObject, gone: () => void): () => void {
  machine.mortal.add(object);
  const all = watchers().get(object) ?? new Set();
  all.add(gone);
  watchers().set(object, all);
  return () => void all.delete(gone);
}

/** These values are not held any more by where they come from; `held` still is, whatever it is. */
export function released(values: readonly unknown[], held: unknown): void {
  const lost = new Set<PyObject>();
  for (const value of values) mortalsIn(value, lost);
  if (lost.size === 0) return;
  const search = new Search(lost);
  search.visit(held);
  for (const value of machine.globals.values()) search.visit(value);
  for (const root of machine.loop.roots()) search.visit(root);
  if (search.given > mostVisited) return;
  for (const object of lost) {
    machine.mortal.delete(object);
    machine.loop.unreferenced(object);
    // The weak reference that was made last is told first (Objects/weakrefobject.c, `insert_head`).
    for (const gone of [...(watchers().get(object) ?? [])].reverse()) gone();
    watchers().delete(object);
  }
}

/** Adds what stands in a variable, or in a container there, and has something to do at its end. */
function mortalsIn(value: unknown, found: Set<PyObject>): void {
  const held = value instanceof Cell ? value.value : value;
  if (!(held instanceof PyObject)) return;
  if (machine.mortal.has(held)) found.add(held);
  const items =
    held instanceof PyList || held instanceof PyTuple
      ? held.items
      : held instanceof PySet
        ? held.entries.values()
        : held instanceof PyDict
          ? [...held.entries.values()].map((entry) => entry.value)
          : [];
  for (const item of items) {
    if (item instanceof PyObject && machine.mortal.has(item)) found.add(item);
  }
}

/** Takes what can be reached out of the set of what may be lost. */
class Search {
  given = 0;
  private readonly visited = new Set<object>();

  constructor(private readonly lost: Set<PyObject>) {}

  visit(start: unknown): void {
    const open: unknown[] = [start];
    while (open.length > 0 && this.lost.size > 0) {
      const value = open.pop();
      if (typeof value !== 'object' || value === null || this.visited.has(value)) continue;
      this.visited.add(value);
      if (++this.given > mostVisited) return;
      if (value instanceof PyObject) this.lost.delete(value);
      for (const part of parts(value)) open.push(part);
    }
  }
}

/** What an object refers to. */
function parts(value: object): Iterable<unknown> {
  if (value instanceof Cell) return [value.value];
  if (value instanceof Frame) return [...value.slots, value.awaiting, ...value.iterating];
  if (value instanceof PyFunction) return [...value.closure, ...value.defaults, value.attributes];
  if (value instanceof PyModule) return [];
  if (value instanceof WeakHolder) return value.strong();
  if (value instanceof PyClass) return value.module === '__main__' ? value.dict.values() : [];
  if (value instanceof PyGenerator || value instanceof PyAsyncGenerator) {
    if (value.state === 'closed') return [];
    return [value.frame, 'awaiting' in value ? value.awaiting : null];
  }
  if (value instanceof Map) return value.values();
  if (value instanceof Set || Array.isArray(value)) return value as Iterable<unknown>;
  if (value instanceof PyObject ? machine.loop.isLoop(value) : !isEntry(value)) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    name === 'loop' ? [] : [part as unknown],
  );
}

/** An entry of a dict, or another plain record of the library. */
function isEntry(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}
