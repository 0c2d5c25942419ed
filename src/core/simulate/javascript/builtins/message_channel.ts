import { Port } from '../../node/message_ports';
import type { PortOwner } from '../../node/message_ports';
import type { Realm } from '../realm';
import { isCallable, toText } from '../values/convert';
import { JSObject } from '../values/object';
import type { Value } from '../values/object';
import { nodeError } from '../values/throw';
import {
  addListener,
  defineEventHandler,
  dispatch,
  EventTargetObject,
  makeEvent,
  removeListener,
} from './abort';
import { transferring } from './clone';

/** A MessagePort; its first `message` listener starts and references it, the last one's removal stops it. */
class MessagePortObject extends EventTargetObject implements PortOwner<Value> {
  readonly port: Port<Value>;

  constructor(private readonly realm: Realm) {
    super(realm.prototype('MessagePort'));
    const { context, ports } = realm.loop;
    this.port = new Port<Value>(context.frame, this);
    ports.add(this.port);
  }

  override get kind(): string {
    return 'MessagePort';
  }

  deliver(value: Value): void {
    dispatch(this.realm, this, messageEvent(this.realm, 'message', value), value);
  }

  closed(): void {
    dispatch(this.realm, this, makeEvent(this.realm, 'Event', 'close'));
  }

  override listen(type: string, listeners: Parameters<EventTargetObject['listen']>[1]): void {
    const before = this.listeners.get(type)?.length ?? 0;
    super.listen(type, listeners);
    if (type !== 'message' || before > 0 === listeners.length > 0) return;
    this.port.referenced = listeners.length > 0;
    if (listeners.length > 0) this.realm.loop.ports.start(this.port);
    else this.port.receiving = false;
  }
}

function messageEvent(realm: Realm, type: string, data: Value): JSObject {
  return makeEvent(realm, 'MessageEvent', type)
    .hide('data', data)
    .hide('origin', '')
    .hide('lastEventId', '')
    .hide('source', null)
    .hide('ports', realm.array([]));
}

export function portOf(value: Value): MessagePortObject {
  if (value instanceof MessagePortObject) return value;
  throw nodeError(
    'TypeError',
    'ERR_INVALID_ARG_TYPE',
    'The "port" argument must be a MessagePort instance',
  );
}

/** What is sent: a clone; the second argument of postMessage is the list of what is moved, or options with one. */
function messageOf(realm: Realm, value: Value, transfer: Value): Value {
  const list =
    transfer instanceof JSObject && transfer.has('transfer') ? transfer.get('transfer') : transfer;
  return transferring(realm, value, list);
}

/**
 * MessageChannel, MessagePort and MessageEvent (Node: src/node_messaging.cc, lib/internal/worker/io.js,
 * lib/internal/per_context/messageport.js; the listeners are those of NodeEventTarget, lib/internal/event_target.js).
 */
export function installMessageChannel(realm: Realm): void {
  const { loop } = realm;
  const eventTarget = realm.global.get('EventTarget');
  const event = realm.global.get('Event');
  const add =
    (once: boolean) =>
    (self: Value, [type, callback]: Value[]): Value => {
      if (callback instanceof JSObject)
        addListener(portOf(self), toText(type), { callback, once, nodeStyle: true });
      return self;
    };
  const remove = (self: Value, [type, callback]: Value[]): Value => {
    removeListener(portOf(self), toText(type), callback);
    return self;
  };
  realm.class('MessageEvent', {
    arity: 1,
    ...(isCallable(event) ? { parent: event } : {}),
    construct: ([type, options], newTarget) => {
      const data = options instanceof JSObject ? options.get('data') : undefined;
      const made = messageEvent(realm, toText(type), data === undefined ? null : data);
      made.proto = realm.prototypeFor(newTarget, 'MessageEvent');
      return made;
    },
  });
  realm.class('MessagePort', {
    ...(isCallable(eventTarget) ? { parent: eventTarget } : {}),
    construct: () => {
      throw nodeError('TypeError', 'ERR_CONSTRUCT_CALL_INVALID', 'Constructor cannot be called');
    },
    prototype: {
      postMessage: (self, args) => {
        if (args.length === 0)
          throw nodeError(
            'TypeError',
            'ERR_MISSING_ARGS',
            'Not enough arguments to MessagePort.postMessage',
          );
        const [value, transfer] = args;
        realm.observable();
        loop.ports.post(portOf(self).port, messageOf(realm, value, transfer));
        return undefined;
      },
      start: (self) => {
        loop.ports.start(portOf(self).port);
        return undefined;
      },
      close: (self, [callback]) => {
        const object = portOf(self);
        realm.observable();
        if (isCallable(callback))
          addListener(object, 'close', { callback, once: true, nodeStyle: true });
        loop.ports.close(object.port);
        return undefined;
      },
      ref: (self) => void (portOf(self).port.referenced = true),
      unref: (self) => void (portOf(self).port.referenced = false),
      hasRef: (self) => portOf(self).port.referenced && !portOf(self).port.closing,
      on: add(false),
      addListener: add(false),
      once: add(true),
      off: remove,
      removeListener: remove,
      removeAllListeners: (self, [type]) => {
        const target = portOf(self);
        const types = type === undefined ? [...target.listeners.keys()] : [toText(type)];
        for (const each of types) target.listen(each, []);
        return self;
      },
      emit: (self, [type, value]) => {
        const target = portOf(self);
        const name = toText(type);
        const heard = (target.listeners.get(name)?.length ?? 0) > 0;
        dispatch(realm, target, messageEvent(realm, name, value), value);
        return heard;
      },
      listenerCount: (self, [type]) => portOf(self).listeners.get(toText(type))?.length ?? 0,
    },
  });
  defineEventHandler(realm, 'MessagePort', 'message');
  defineEventHandler(realm, 'MessagePort', 'messageerror');
  realm.class('MessageChannel', {
    construct: (_args, newTarget) => {
      const channel = new JSObject(realm.prototypeFor(newTarget, 'MessageChannel'));
      const [first, second] = [new MessagePortObject(realm), new MessagePortObject(realm)];
      first.port.sibling = second.port;
      second.port.sibling = first.port;
      return channel.put('port1', first).put('port2', second);
    },
    call: () => {
      throw nodeError(
        'TypeError',
        'ERR_CONSTRUCT_CALL_REQUIRED',
        'Cannot call constructor without `new`',
      );
    },
  });
}
