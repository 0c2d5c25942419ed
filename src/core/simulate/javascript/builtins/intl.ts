import type { Realm } from '../realm';
import { DateObject } from '../values/collections';
import { toNumber, toText } from '../values/convert';
import { toList } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { localeOf, plainOptions, pure } from './primitives';

/** What the formatters do, where it is not `format`. */
const methodNames: Readonly<Record<string, string>> = {
  PluralRules: 'select',
  Collator: 'compare',
};

/** Intl (ECMA-402): the formatters that programs print with, on the host's own data; the time zone is UTC. */
export function installIntl(realm: Realm): void {
  const intl = realm.object();
  const formatter = (
    name: string,
    make: (locale: string, options: Value) => (value: Value, other: Value) => string | number,
  ): void => {
    const construct = ([locale, options]: Value[]): JSObject => {
      const format = make(localeOf(locale), options);
      const method = methodNames[name] ?? 'format';
      return realm.methods(new JSObject(realm.prototype(`Intl.${name}`)), {
        [method]: pure(method, (_self, [value, other]) => format(value, other)),
      });
    };
    const constructor = realm.class(`Intl.${name}`, {
      construct,
      call: (_self, args) => construct(args),
      hidden: true,
    });
    intl.hide(name, constructor);
  };
  formatter('NumberFormat', (locale, options) => {
    const host = new Intl.NumberFormat(locale, plainOptions(options));
    return (value) => host.format(typeof value === 'bigint' ? value : toNumber(value));
  });
  formatter('DateTimeFormat', (locale, options) => {
    const host = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...plainOptions(options) });
    return (value) => host.format(value instanceof DateObject ? value.time : toNumber(value));
  });
  formatter('PluralRules', (locale, options) => {
    const host = new Intl.PluralRules(locale, plainOptions(options));
    return (value) => host.select(toNumber(value));
  });
  formatter('ListFormat', (locale, options) => {
    const host = new Intl.ListFormat(locale, plainOptions(options));
    return (value) => host.format(toList(realm, value).map(toText));
  });
  formatter('RelativeTimeFormat', (locale, options) => {
    const host = new Intl.RelativeTimeFormat(locale, plainOptions(options));
    return (value, unit) =>
      host.format(toNumber(value), toText(unit) as Intl.RelativeTimeFormatUnit);
  });
  formatter('Collator', (locale, options) => {
    const host = new Intl.Collator(locale, plainOptions(options));
    return (value, other) => host.compare(toText(value), toText(other));
  });
  realm.global.hide('Intl', intl);
}
