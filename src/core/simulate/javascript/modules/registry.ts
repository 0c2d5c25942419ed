import type { Realm } from '../realm';
import type { JSObject } from '../values/object';
import { makeEvents } from './events';
import { makeTimersPromises } from './timers_promises';

type ModuleFactory = (realm: Realm) => JSObject;

/** Node's own modules, by the name after `node:`. A new module is a file here and a line below. */
const factories: Readonly<Record<string, ModuleFactory>> = {
  events: makeEvents,
  'timers/promises': makeTimersPromises,
};

/** A module that the walkthrough knows; undefined for any other. */
export function knownModule(realm: Realm, source: string): JSObject | undefined {
  const name = source.replace(/^node:/, '');
  const existing = realm.modules.get(name);
  if (existing) return existing;
  const make = Object.hasOwn(factories, name) ? factories[name] : undefined;
  if (!make) return undefined;
  const module = make(realm);
  realm.modules.set(name, module);
  return module;
}
