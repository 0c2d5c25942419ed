import type { Realm } from '../realm';
import { DateObject } from '../values/collections';
import { isCallable, toNumber, toText } from '../values/convert';
import { NativeFunction } from '../values/function';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { proxyTargets } from '../values/proxy';
import { Unknown } from '../values/unknown';
import { inspect } from './inspect';

/** Node's util.format: what console.log prints. */
export function format(realm: Realm, args: readonly Value[]): string {
  const [first] = args;
  if (args.length === 1) return shown(realm, first);
  const template = first instanceof Unknown && first.type === 'string' ? first.text : first;
  let next = 0;
  let text = '';
  if (typeof template === 'string') {
    next = 1;
    text = template.replace(/%[sdifjoOc%]/g, (directive) => {
      if (directive === '%%') return '%';
      if (next >= args.length) return directive;
      return substitute(realm, directive, args[next++]);
    });
  }
  const rest = args.slice(next).map((value) => shown(realm, value));
  return typeof template === 'string' ? [text, ...rest].join(' ') : rest.join(' ');
}

function shown(realm: Realm, value: Value): string {
  return typeof value === 'string' ? value : inspect(realm, value);
}

function substitute(realm: Realm, directive: string, value: Value): string {
  if (value instanceof Unknown) return directive === '%c' ? '' : value.text;
  switch (directive) {
    case '%s':
      return substituteText(realm, value);
    case '%d':
      if (typeof value === 'bigint') return `${value}n`;
      if (typeof value === 'symbol') return 'NaN';
      return numberText(toNumber(value));
    case '%i':
      if (typeof value === 'bigint') return `${value}n`;
      if (typeof value === 'symbol') return 'NaN';
      return numberText(Number.parseInt(toText(value), 10));
    case '%f':
      return typeof value === 'symbol' ? 'NaN' : numberText(Number.parseFloat(toText(value)));
    case '%j': {
      const json = realm.global.get('JSON');
      const stringify = json instanceof JSObject ? json.get('stringify') : undefined;
      return toText(realm.call(stringify, json, [value]));
    }
    case '%o':
      return inspect(realm, value, { showHidden: true, depth: 4 });
    case '%O':
      return inspect(realm, value);
    default:
      return '';
  }
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function substituteText(realm: Realm, value: Value): string {
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (!(value instanceof JSObject))
    return typeof value === 'symbol' ? value.toString() : toText(value);
  return isCallable(value) || !hasBuiltInToString(value)
    ? toText(value)
    : inspect(realm, value, { depth: 0 });
}

/** Whether text conversion would say no more than the built-in class does (`hasBuiltInToString`, lib/internal/util/inspect.js). */
function hasBuiltInToString(value: JSObject): boolean {
  const target = proxyTargets.get(value) ?? value;
  if (isCallable(target.get(Symbol.toPrimitive)) && !(target instanceof DateObject)) return false;
  if (!isCallable(target.get('toString'))) return true;
  let holder: JSObject | null = target;
  while (holder && !holder.getOwn('toString')) holder = holder.proto;
  return holder !== target && holder?.getOwn('constructor')?.value instanceof NativeFunction;
}
