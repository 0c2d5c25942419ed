import type { Realm } from '../realm';
import { DateObject } from '../values/collections';
import { toNumber } from '../values/convert';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { localeOf, plainOptions, pure } from './primitives';

/** Intl (ECMA-402): the formatters that programs print with, on the host's own data; the time zone is UTC. */
export function installIntl(realm: Realm): void {
  const intl = realm.object();
  const formatter = (
    name: string,
    make: (locale: string, options: Value) => (value: Value) => string,
  ): void => {
    const construct = ([locale, options]: Value[]): JSObject => {
      const format = make(localeOf(locale), options);
      return realm.methods(new JSObject(realm.prototype(`Intl.${name}`)), {
        format: pure('format', (_self, [value]) => format(value)),
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
  realm.global.hide('Intl', intl);
}
