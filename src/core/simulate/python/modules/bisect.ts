import type { PyList } from '../objects/containers';
import type { Value } from '../objects/object';
import { call } from '../operations/call';
import { sortOrder } from '../operations/compare';
import { length, getItem } from '../operations/items';
import { makeModule } from '../operations/native';
import type { Natives } from '../operations/native';

/* Lib/bisect.py. */

interface Search {
  readonly low: number;
  readonly high: number | null;
  readonly key: Value;
}

/** Where `value` belongs in a sorted sequence: before its equals, or behind them with `right`. */
function bisect(list: Value, value: Value, right: boolean, { low, high, key }: Search): number {
  let from = low;
  let to = high ?? Number(length(list));
  while (from < to) {
    const middle = (from + to) >> 1;
    const item = getItem(list, middle);
    const order = sortOrder(key === null ? item : call(key, [item]), value);
    if (order < 0 || (right && order === 0)) from = middle + 1;
    else to = middle;
  }
  return from;
}

function search(right: boolean): Natives[string] {
  return (list: Value, value: Value, low: number, high: number | null, key: Value) =>
    bisect(list, value, right, { low, high, key });
}

function insort(right: boolean): Natives[string] {
  return (list: PyList, value: Value, low: number, high: number | null, key: Value) => {
    const wanted = key === null ? value : call(key, [value]);
    list.items.splice(bisect(list, wanted, right, { low, high, key }), 0, value);
  };
}

const signature = '(a, x, lo=0, hi=None, *, key=None)';

export const bisectModule = makeModule('bisect', {
  [`bisect${signature}`]: search(true),
  [`bisect_right${signature}`]: search(true),
  [`bisect_left${signature}`]: search(false),
  [`insort${signature}`]: insort(true),
  [`insort_right${signature}`]: insort(true),
  [`insort_left${signature}`]: insort(false),
});
