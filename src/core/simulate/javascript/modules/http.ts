import * as l10n from '@vscode/l10n';
import type { Realm } from '../realm';
import { isCallable } from '../values/convert';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { emitterOf } from './emitter';

/** The first port of the range from which systems choose (IANA's dynamic ports), for `listen(0)`. */
const firstFreePort = 49_152;

/**
 * node:http (lib/_http_server.js), as far as a program serves itself: a server begins to listen, and closes. No request
 * reaches its listener; what `fetch` gets is assumed.
 */
export function makeHttp(realm: Realm, events: JSObject | undefined): JSObject {
  const emitter = events?.get('EventEmitter');
  const base = emitter instanceof JSObject ? emitter.get('prototype') : null;
  const prototype = new JSObject(base instanceof JSObject ? base : realm.prototype('Object'));
  const addresses = new Map<JSObject, JSObject>();
  let port = firstFreePort;

  const emit = (server: Value, event: 'listening' | 'close') => ({
    label: l10n.t('“{0}” of a server', event),
    place: null,
    run: () => void emitterOf(realm, server).emit(server, event, []),
  });
  const hear = (server: Value, event: 'listening' | 'close', callback: Value): Value => {
    realm.observable();
    if (isCallable(callback)) emitterOf(realm, server).add(server, event, callback, true);
    return server;
  };

  realm.methods(prototype, {
    listen: (self, args) => {
      const [wanted, host] = args;
      const number = typeof wanted === 'number' && wanted !== 0 ? wanted : port++;
      const address = typeof host === 'string' ? host : '::';
      const shown = realm.object().put('address', address);
      shown.put('family', address.includes(':') ? 'IPv6' : 'IPv4').put('port', number);
      if (self instanceof JSObject) addresses.set(self, shown);
      // A tick for the look-up of the host, which is a number here, and one for the event (lib/net.js).
      realm.loop.taskQueues.nextTick({
        ...emit(self, 'listening'),
        run: () => realm.loop.taskQueues.nextTick(emit(self, 'listening')),
      });
      return hear(self, 'listening', args.findLast(isCallable));
    },
    address: (self) => (self instanceof JSObject ? addresses.get(self) : undefined) ?? null,
    close: (self, [callback]) => {
      if (self instanceof JSObject) addresses.delete(self);
      realm.loop.close(emit(self, 'close'));
      return hear(self, 'close', callback);
    },
    closeAllConnections: () => undefined,
    closeIdleConnections: () => undefined,
  });
  return realm.methods(realm.object(), {
    createServer: (_self, args) => {
      const server = new JSObject(prototype);
      const listener = args.findLast(isCallable);
      if (listener) emitterOf(realm, server).add(server, 'request', listener, false);
      return server;
    },
  });
}
