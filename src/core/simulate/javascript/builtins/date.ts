import { epochMs } from '../limits';
import type { Realm } from '../realm';
import { DateObject } from '../values/collections';
import { toNumber, toPrimitive, toText } from '../values/convert';
import type { NativeCode } from '../values/function';
import type { Value } from '../values/object';
import { typeError } from '../values/throw';
import { Unknown } from '../values/unknown';
import { localeOf, plainOptions } from './primitives';

/** Getters and setters that the host's Date has too; the local time zone is taken to be UTC. */
const fields = [
  'FullYear',
  'Month',
  'Date',
  'Hours',
  'Minutes',
  'Seconds',
  'Milliseconds',
] as const;

/** Date (ECMA-262 21.4) on virtual time: every walkthrough starts at the same moment. */
export function installDate(realm: Realm): void {
  const now = (): number => epochMs + Math.floor(realm.clock.read());
  const of = (self: Value): DateObject => {
    if (self instanceof DateObject) return self;
    throw typeError('this is not a Date object.');
  };
  const host = (self: Value): Date => new Date(of(self).time);
  const parse = (value: Value): number => {
    const primitive = value instanceof DateObject ? value.time : toPrimitive(value);
    if (primitive instanceof Unknown) return now();
    if (typeof primitive !== 'string') return toNumber(primitive);
    // Without an offset a date with a time is local; local is UTC here.
    const local = /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(primitive);
    return Date.parse(local ? `${primitive}Z` : primitive);
  };
  const fromParts = (args: readonly Value[]): number => {
    const [year = NaN, month = 0, ...rest] = args.map(toNumber);
    return Date.UTC(year, month, ...(rest as [number?, number?, number?, number?, number?]));
  };
  const methods: Record<string, NativeCode> = {
    getTime: (self) => of(self).time,
    valueOf: (self: Value) => of(self).time,
    getTimezoneOffset: () => 0,
    getDay: (self) => host(self).getUTCDay(),
    getUTCDay: (self) => host(self).getUTCDay(),
    getYear: (self) => host(self).getUTCFullYear() - 1900,
    setTime: (self, [time]) => (of(self).time = toNumber(time)),
    toISOString: (self) => host(self).toISOString(),
    toJSON: (self) => (Number.isNaN(of(self).time) ? null : host(self).toISOString()),
    toUTCString: (self) => host(self).toUTCString(),
    toString: (self: Value) => localText(host(self)),
    toDateString: (self) => localText(host(self)).slice(0, 15),
    toTimeString: (self) => localText(host(self)).slice(16),
    toLocaleString: (self: Value, [locale, options]: Value[]) =>
      host(self).toLocaleString(localeOf(locale), { timeZone: 'UTC', ...plainOptions(options) }),
    toLocaleDateString: (self, [locale, options]) =>
      host(self).toLocaleDateString(localeOf(locale), {
        timeZone: 'UTC',
        ...plainOptions(options),
      }),
    toLocaleTimeString: (self, [locale, options]) =>
      host(self).toLocaleTimeString(localeOf(locale), {
        timeZone: 'UTC',
        ...plainOptions(options),
      }),
    '@@toPrimitive': (self, [hint]) => (hint === 'number' ? of(self).time : localText(host(self))),
  };
  for (const field of fields) {
    const get: NativeCode = (self) => host(self)[`getUTC${field}`]();
    const set: NativeCode = (self, args) => {
      const date = host(self);
      const numbers = args.map(toNumber);
      const setter: (...values: number[]) => number = date[`setUTC${field}`].bind(date);
      setter(...numbers);
      return (of(self).time = date.getTime());
    };
    Object.assign(methods, {
      [`get${field}`]: get,
      [`getUTC${field}`]: get,
      [`set${field}`]: set,
      [`setUTC${field}`]: set,
    });
  }
  realm.class('Date', {
    arity: 7,
    construct: (args, newTarget) => {
      const time = args.length === 0 ? now() : args.length === 1 ? parse(args[0]) : fromParts(args);
      return new DateObject(realm.prototypeFor(newTarget, 'Date'), time);
    },
    call: () => localText(new Date(now())),
    prototype: methods,
    statics: {
      now: () => now(),
      parse: (_self, [text]) => parse(toText(text)),
      UTC: (_self, args) => fromParts(args),
    },
  });
}

/** `Wed Jan 01 2025 00:00:00 GMT+0000 (Coordinated Universal Time)`. */
function localText(date: Date): string {
  if (Number.isNaN(date.getTime())) return 'Invalid Date';
  const [day = '', number = '', month = '', year = '', time = ''] = date
    .toUTCString()
    .replace(',', '')
    .split(' ');
  return `${day} ${month} ${number} ${year} ${time} GMT+0000 (Coordinated Universal Time)`;
}
