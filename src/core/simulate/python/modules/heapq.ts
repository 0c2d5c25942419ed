import { PyList } from '../objects/containers';
import { raise } from '../objects/exceptions';
import type { Value } from '../objects/object';
import { call } from '../operations/call';
import { compareOrder, sortOrder } from '../operations/compare';
import { items } from '../operations/iterate';
import { makeModule } from '../operations/native';
import { truth } from '../operations/truth';

/* Lib/heapq.py: the same sifting, so that equal items leave in the same order. */

type Less<T> = (a: T, b: T) => boolean;

export function heappush<T>(heap: T[], item: T, less: Less<T>): void {
  heap.push(item);
  siftdown(heap, 0, heap.length - 1, less);
}

/** Takes the smallest item; the heap must not be empty. */
export function heappop<T>(heap: T[], less: Less<T>): T {
  const last = heap.pop();
  const [first] = heap;
  if (last === undefined) throw new Error('The heap is empty');
  if (first === undefined) return last;
  heap[0] = last;
  siftup(heap, 0, less);
  return first;
}

/** Moves the item at `position` up to where it belongs; nothing above `start` is touched. */
function siftdown<T>(heap: T[], start: number, position: number, less: Less<T>): void {
  const item = heap[position];
  if (item === undefined) return;
  let place = position;
  while (place > start) {
    const parentPlace = (place - 1) >> 1;
    const parent = heap[parentPlace];
    if (parent === undefined || !less(item, parent)) break;
    heap[place] = parent;
    place = parentPlace;
  }
  heap[place] = item;
}

/** Moves the item at `position` down along its smaller children, then up again to where it belongs. */
function siftup<T>(heap: T[], position: number, less: Less<T>): void {
  const item = heap[position];
  if (item === undefined) return;
  let place = position;
  let child = 2 * place + 1;
  while (child < heap.length) {
    const left = heap[child];
    const right = heap[child + 1];
    if (left !== undefined && right !== undefined && !less(left, right)) child++;
    const smaller = heap[child];
    if (smaller === undefined) break;
    heap[place] = smaller;
    place = child;
    child = 2 * place + 1;
  }
  heap[place] = item;
  siftdown(heap, position, place, less);
}

export function heapify<T>(heap: T[], less: Less<T>): void {
  for (let index = (heap.length >> 1) - 1; index >= 0; index--) siftup(heap, index, less);
}

export function valueLess(a: Value, b: Value): boolean {
  return truth(compareOrder('<', a, b));
}

function sortedBy(iterable: Value, key: Value, reverse: boolean): Value[] {
  const keyed = items(iterable).map((item) => ({
    item,
    key: key === null ? item : call(key, [item]),
  }));
  keyed.sort((a, b) => (reverse ? sortOrder(b.key, a.key) : sortOrder(a.key, b.key)));
  return keyed.map(({ item }) => item);
}

export const heapqModule = makeModule('heapq', {
  'heappush(heap, item, /)': (heap: PyList, item: Value) => {
    heappush(heap.items, item, valueLess);
  },
  'heappop(heap, /)': (heap: PyList) => {
    if (heap.items.length === 0) raise('IndexError', 'index out of range');
    return heappop(heap.items, valueLess);
  },
  'heapify(heap, /)': (heap: PyList) => {
    heapify(heap.items, valueLess);
  },
  'heappushpop(heap, item, /)': (heap: PyList, item: Value) => {
    const [first] = heap.items;
    if (first === undefined || !valueLess(first, item)) return item;
    heap.items[0] = item;
    siftup(heap.items, 0, valueLess);
    return first;
  },
  'heapreplace(heap, item, /)': (heap: PyList, item: Value) => {
    const [first] = heap.items;
    if (first === undefined) raise('IndexError', 'index out of range');
    heap.items[0] = item;
    siftup(heap.items, 0, valueLess);
    return first;
  },
  'nsmallest(n, iterable, key=None)': (n: number, iterable: Value, key: Value) =>
    new PyList(sortedBy(iterable, key, false).slice(0, n)),
  'nlargest(n, iterable, key=None)': (n: number, iterable: Value, key: Value) =>
    new PyList(sortedBy(iterable, key, true).slice(0, n)),
  'merge(*iterables, key=None, reverse=False)': (iterables: PyList, key: Value, reverse: boolean) =>
    new PyList(
      sortedBy(new PyList(iterables.items.flatMap((each) => [...items(each)])), key, reverse),
    ),
});
