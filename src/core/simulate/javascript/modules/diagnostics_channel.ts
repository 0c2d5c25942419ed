import type { Realm } from '../realm';
import { isCallable, toKey } from '../values/convert';
import type { FunctionObject } from '../values/function';
import { invalidArgument } from '../values/invalid_argument';
import type { PropertyKey, Value } from '../values/object';
import { JSObject } from '../values/object';
import { Thrown, typeError } from '../values/throw';

class ChannelObject extends JSObject {
  subscribers: readonly FunctionObject[] = [];

  constructor(
    proto: JSObject,
    readonly id: PropertyKey,
  ) {
    super(proto);
    this.put('_subscribers', undefined).put('name', id);
  }
}

/** node:diagnostics_channel (lib/diagnostics_channel.js): subscribers are called at once, in their order. */
export function makeDiagnosticsChannel(realm: Realm): JSObject {
  const channels = new Map<PropertyKey, ChannelObject>();
  const channelOf = (self: Value): ChannelObject => {
    if (self instanceof ChannelObject) return self;
    throw typeError('Value of "this" must be of type Channel');
  };
  const subscribe = (channel: ChannelObject, subscriber: Value): undefined => {
    if (!isCallable(subscriber))
      throw invalidArgument('subscription', 'of type function', subscriber);
    channel.subscribers = [...channel.subscribers, subscriber];
    return undefined;
  };
  const unsubscribe = (channel: ChannelObject, subscriber: Value): boolean => {
    const at = channel.subscribers.findIndex((each) => each === subscriber);
    if (at >= 0) channel.subscribers = channel.subscribers.toSpliced(at, 1);
    return at >= 0;
  };
  const publish = (channel: ChannelObject, message: Value): undefined => {
    for (const subscriber of channel.subscribers) {
      try {
        subscriber.call(undefined, [message, channel.id]);
      } catch (error) {
        const reason = realm.caught(error);
        const run = (): never => {
          throw new Thrown(reason);
        };
        realm.loop.taskQueues.nextTick({ label: 'subscriber exception', internal: true, run });
      }
    }
    return undefined;
  };
  const Channel = realm.class('Channel', {
    arity: 1,
    hidden: true,
    construct: ([name], newTarget) =>
      new ChannelObject(realm.prototypeFor(newTarget, 'Channel'), toKey(name)),
    prototype: {
      'get hasSubscribers': (self) => channelOf(self).subscribers.length > 0,
      publish: (self, [message]) => publish(channelOf(self), message),
      subscribe: (self, [subscriber]) => subscribe(channelOf(self), subscriber),
      unsubscribe: (self, [subscriber]) => unsubscribe(channelOf(self), subscriber),
    },
  });
  const named = (name: Value): ChannelObject => {
    const id = toKey(name);
    const channel = channels.get(id) ?? new ChannelObject(realm.prototype('Channel'), id);
    channels.set(id, channel);
    return channel;
  };
  return realm
    .methods(realm.object(), {
      channel: (_self, [name]) => named(name),
      hasSubscribers: (_self, [name]) => named(name).subscribers.length > 0,
      subscribe: (_self, [name, subscriber]) => subscribe(named(name), subscriber),
      unsubscribe: (_self, [name, subscriber]) => unsubscribe(named(name), subscriber),
    })
    .put('Channel', Channel);
}
