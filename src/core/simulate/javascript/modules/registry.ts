import type { Realm } from '../realm';
import type { PropertyKey, Value } from '../values/object';
import { JSObject } from '../values/object';
import { makeAssert, makeStrictAssert } from './assert';
import { makeAsyncHooks } from './async_hooks';
import { makeCrypto } from './crypto';
import { makeDiagnosticsChannel } from './diagnostics_channel';
import { makeEvents } from './events';
import { makeFilePromises, makeFiles } from './files';
import { makeHttp } from './http';
import { makeOs } from './os';
import { makePath } from './path';
import { makeQuerystring } from './querystring';
import { makeReadline, makeReadlinePromises } from './readline';
import { makeStream } from './stream';
import { makeStreamConsumers } from './stream_consumers';
import { makeStringDecoder } from './string_decoder';
import { makeTimersPromises } from './timers_promises';
import { makeUrl } from './url';
import { makeUtil } from './util';
import { makeWorkerThreads } from './worker_threads';

type ModuleFactory = (realm: Realm) => JSObject;

/** Node's own modules, by the name after `node:`. A new module is a file here and a line below. */
const factories: Readonly<Record<string, ModuleFactory>> = {
  assert: makeAssert,
  'assert/strict': makeStrictAssert,
  async_hooks: makeAsyncHooks,
  crypto: makeCrypto,
  diagnostics_channel: makeDiagnosticsChannel,
  events: makeEvents,
  fs: makeFiles,
  'fs/promises': makeFilePromises,
  http: (realm) => makeHttp(realm, knownModule(realm, 'events')),
  os: makeOs,
  path: makePath,
  'path/posix': makePath,
  querystring: makeQuerystring,
  readline: (realm) => makeReadline(realm, knownModule(realm, 'events')),
  'readline/promises': (realm) => makeReadlinePromises(realm, knownModule(realm, 'events')),
  stream: (realm) => makeStream(realm, knownModule(realm, 'events')),
  'stream/consumers': makeStreamConsumers,
  'stream/promises': makeStreamPromises,
  'stream/web': makeWebStreams,
  string_decoder: makeStringDecoder,
  timers: makeTimers,
  'timers/promises': makeTimersPromises,
  url: makeUrl,
  util: makeUtil,
  worker_threads: makeWorkerThreads,
};

/** node:timers has the globals, and the promise forms. */
function makeTimers(realm: Realm): JSObject {
  const module = realm.object();
  for (const name of [
    'setTimeout',
    'setInterval',
    'setImmediate',
    'clearTimeout',
    'clearInterval',
    'clearImmediate',
  ]) {
    module.put(name, realm.global.get(name));
  }
  return module.put('promises', knownModule(realm, 'timers/promises'));
}

/** node:stream/web has the globals. */
function makeWebStreams(realm: Realm): JSObject {
  const module = realm.object();
  for (const stream of ['Readable', 'Writable', 'Transform'])
    module.put(`${stream}Stream`, realm.global.get(`${stream}Stream`));
  for (const text of ['TextDecoderStream', 'TextEncoderStream'])
    module.put(text, realm.global.get(text));
  for (const strategy of ['Count', 'ByteLength'])
    module.put(`${strategy}QueuingStrategy`, realm.global.get(`${strategy}QueuingStrategy`));
  return module;
}

/** node:stream makes it along with itself. */
function makeStreamPromises(realm: Realm): JSObject {
  knownModule(realm, 'stream');
  return realm.modules.get('stream/promises') ?? realm.object();
}

/** Stands above a module: what Node has there and the walkthrough does not follow is unknown, not absent. */
class OtherNames extends JSObject {
  constructor(
    private readonly realm: Realm,
    private readonly module: string,
  ) {
    super(realm.objectPrototype);
  }

  override get(key: PropertyKey, receiver: Value): Value {
    const value = super.get(key, receiver);
    if (value !== undefined || typeof key !== 'string' || key === 'default' || key === 'then')
      return value;
    return this.realm.unsupported(`${this.module}.${key}`);
  }
}

/** A module that the walkthrough knows; undefined for any other. */
export function knownModule(realm: Realm, source: string): JSObject | undefined {
  const name = source.replace(/^node:/, '');
  const existing = realm.modules.get(name);
  if (existing) return existing;
  const make = Object.hasOwn(factories, name) ? factories[name] : undefined;
  if (!make) return undefined;
  const module = make(realm);
  if (module.proto === realm.objectPrototype) module.proto = new OtherNames(realm, name);
  realm.modules.set(name, module);
  return module;
}
