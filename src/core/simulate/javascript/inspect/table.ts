import { enumerableTexts } from '../builtins/object';
import type { Realm } from '../realm';
import { ArrayObject } from '../values/array';
import { MapObject, SetObject } from '../values/collections';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { isArray } from '../values/proxy';
import { inspect } from './inspect';
import { displayWidth } from './layout';

/** console.table (Node: lib/internal/cli_table.js). */
export function formatTable(realm: Realm, data: Value, only: readonly string[] | null): string {
  if (!(data instanceof JSObject)) return typeof data === 'string' ? data : inspect(realm, data);
  // As `_inspect` of lib/internal/console/constructor.js: an object of more than two members is not opened.
  const cell = (value: Value): string => {
    const large = value instanceof JSObject && !isArray(value) && enumerableTexts(value).length > 2;
    const depth = large ? -1 : 0;
    return inspect(realm, value, { depth, breakLength: Infinity, maxArrayLength: 3 });
  };
  const rows = rowsOf(data);
  const columns: string[] = [...(only ?? [])];
  const iterated = data instanceof MapObject || data instanceof SetObject;
  let hasValues = false;
  for (const { value } of rows) {
    if (iterated || !(value instanceof JSObject)) hasValues ||= iterated || !only;
    else if (!only)
      for (const key of value.ownKeys())
        if (typeof key === 'string' && value.getOwn(key)?.enumerable && !columns.includes(key))
          columns.push(key);
  }
  const indexHead = iterated ? '(iteration index)' : '(index)';
  const hasKeys = data instanceof MapObject;
  const head = [
    indexHead,
    ...(hasKeys ? ['Key'] : []),
    ...columns,
    ...(hasValues ? ['Values'] : []),
  ];
  const body = rows.map(({ name, key: mapKey, value }) => [
    name,
    ...(hasKeys ? [cell(mapKey)] : []),
    ...columns.map((key) =>
      value instanceof JSObject && value.getOwn(key) ? cell(value.get(key)) : '',
    ),
    ...(hasValues ? [value instanceof JSObject && !iterated ? '' : cell(value)] : []),
  ]);
  const widths = head.map(
    (text, n) => Math.max(displayWidth(text), ...body.map((row) => displayWidth(row[n] ?? ''))) + 2,
  );
  const line = (left: string, middle: string, right: string): string =>
    left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
  const row = (cells: readonly string[]): string =>
    `│${widths.map((width, n) => ` ${padded(cells[n] ?? '', width - 1)}`).join('│')}│`;
  return [
    line('┌', '┬', '┐'),
    row(head),
    line('├', '┼', '┤'),
    ...body.map(row),
    line('└', '┴', '┘'),
  ].join('\n');
}

/** Filled with spaces to as many columns of a terminal. */
function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

interface Row {
  readonly name: string;
  /** A map's key. */
  readonly key?: Value;
  readonly value: Value;
}

function rowsOf(data: JSObject): Row[] {
  if (data instanceof SetObject)
    return Array.from(data.values, (value, n) => ({ name: String(n), value }));
  if (data instanceof MapObject)
    return Array.from(data.entries, ([key, value], n) => ({ name: String(n), key, value }));
  const keys = data
    .ownKeys()
    .filter((key) => typeof key === 'string' && !(data instanceof ArrayObject && key === 'length'));
  return keys.map((key) => ({ name: String(key), value: data.get(key) }));
}
