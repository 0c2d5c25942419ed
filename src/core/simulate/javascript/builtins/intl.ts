import type { Realm } from '../realm';
import { DateObject } from '../values/collections';
import { toNumber, toText, toInteger } from '../values/convert';
import { makeIterator, toList } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { localeOf, plainOptions, pure } from './primitives';

/** What a formatter's methods give: the host's own plain data. */
type HostData =
  | string
  | number
  | boolean
  | undefined
  | readonly HostData[]
  | { readonly [key: string]: HostData };

type HostMethod = (...args: Value[]) => HostData;

function fromHost(realm: Realm, data: HostData): Value {
  if (typeof data !== 'object') return data;
  if (Array.isArray(data)) return realm.array(data.map((each: HostData) => fromHost(realm, each)));
  const object = realm.object();
  for (const [key, value] of Object.entries(data)) object.put(key, fromHost(realm, value));
  return object;
}

const amount = (value: Value): number | bigint =>
  typeof value === 'bigint' ? value : toNumber(value);

type Formatters = Readonly<
  Record<string, (locale: string, options: Value) => Readonly<Record<string, HostMethod>>>
>;

/** Makers of the host's formatters, by class. Of their resolved options only plain data is passed on. */
const formatters = (realm: Realm): Formatters => {
  const moment = (value: Value): number =>
    value === undefined
      ? realm.clock.read()
      : value instanceof DateObject
        ? value.time
        : toNumber(value);
  const texts = (value: Value): string[] => toList(realm, value).map(toText);
  return {
    NumberFormat: (locale, options) => {
      const host = new Intl.NumberFormat(locale, plainOptions(options));
      return {
        format: (value) => host.format(amount(value)),
        formatToParts: (value) => host.formatToParts(amount(value)).map((part) => ({ ...part })),
        formatRange: (start, end) => host.formatRange(amount(start), amount(end)),
        resolvedOptions: () => ({ ...host.resolvedOptions() }),
      };
    },
    DateTimeFormat: (locale, options) => {
      const host = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...plainOptions(options) });
      return {
        format: (value) => host.format(moment(value)),
        formatToParts: (value) => host.formatToParts(moment(value)).map((part) => ({ ...part })),
        formatRange: (start, end) => host.formatRange(moment(start), moment(end)),
        resolvedOptions: () => ({ ...host.resolvedOptions() }),
      };
    },
    PluralRules: (locale, options) => {
      const host = new Intl.PluralRules(locale, plainOptions(options));
      return { select: (value) => host.select(toNumber(value)) };
    },
    ListFormat: (locale, options) => {
      const host = new Intl.ListFormat(locale, plainOptions(options));
      return {
        format: (list) => host.format(texts(list)),
        formatToParts: (list) => host.formatToParts(texts(list)).map((part) => ({ ...part })),
      };
    },
    RelativeTimeFormat: (locale, options) => {
      const host = new Intl.RelativeTimeFormat(locale, plainOptions(options));
      return {
        format: (value, unit) =>
          host.format(toNumber(value), toText(unit) as Intl.RelativeTimeFormatUnit),
      };
    },
    Collator: (locale, options) => {
      const host = new Intl.Collator(locale, plainOptions(options));
      return { compare: (a, b) => host.compare(toText(a), toText(b)) };
    },
    DisplayNames: (locale, options) => {
      const host = new Intl.DisplayNames(locale, {
        type: 'language',
        ...plainOptions(options),
      });
      return { of: (code) => host.of(toText(code)) };
    },
  };
};

/** Intl (ECMA-402): the formatters that programs print with, on the host's own data; the time zone is UTC. */
export function installIntl(realm: Realm): void {
  const intl = realm.object();
  for (const [name, make] of Object.entries(formatters(realm))) {
    const construct = ([locale, options]: Value[]): JSObject => {
      const object = new JSObject(realm.prototype(`Intl.${name}`));
      for (const [method, code] of Object.entries(make(localeOf(locale), options))) {
        object.hide(
          method,
          realm.function(
            method,
            pure(method, (_self, args) => fromHost(realm, code(...args))),
            1,
          ),
        );
      }
      return object;
    };
    const constructor = realm.class(`Intl.${name}`, {
      construct,
      call: (_self, args) => construct(args),
      hidden: true,
    });
    constructor.name = name;
    intl.hide(name, constructor);
  }
  installSegmenter(realm, intl);
  intl.hide(Symbol.toStringTag, 'Intl');
  realm.global.hide('Intl', intl);
}

/** Intl.Segmenter: the pieces of a text, one after the other. */
function installSegmenter(realm: Realm, intl: JSObject): void {
  const construct = ([locale, options]: Value[]): JSObject => {
    const host = new Intl.Segmenter(localeOf(locale), plainOptions(options));
    return realm.methods(new JSObject(realm.prototype('Intl.Segmenter')), {
      segment: (_self, [text]) =>
        realm.methods(realm.object(), {
          containing: (_segments, [index]) =>
            fromHost(realm, { ...host.segment(toText(text)).containing(toInteger(index)) }),
          '@@iterator': () => {
            const pieces = host.segment(toText(text))[Symbol.iterator]();
            return makeIterator(realm, 'Segmenter String', () => {
              const next = pieces.next();
              return next.done ? undefined : { value: fromHost(realm, { ...next.value }) };
            });
          },
        }),
    });
  };
  intl.hide('Segmenter', realm.class('Intl.Segmenter', { construct, hidden: true }));
}
