import { portOf } from '../builtins/message_channel';
import type { Realm } from '../realm';
import type { JSObject } from '../values/object';
import { Unknown } from '../values/unknown';

/** What depends on other threads, which a walkthrough does not follow; the file may be the program of one. */
const unfollowed =
  'BroadcastChannel SHARE_ENV Worker getEnvironmentData isMarkedAsUntransferable locks markAsUncloneable markAsUntransferable moveMessagePortToContext parentPort postMessageToThread resourceLimits setEnvironmentData workerData';

/** node:worker_threads as far as channels go (lib/worker_threads.js); workers stay unknown. */
export function makeWorkerThreads(realm: Realm): JSObject {
  const module = realm.methods(realm.object(), {
    receiveMessageOnPort: (_self, [port]) => {
      const { port: end } = portOf(port);
      const [message] = end.incoming;
      if (!message?.content || end.closing) return undefined;
      end.incoming.shift();
      return realm.object().put('message', message.content.value);
    },
  });
  for (const name of ['MessageChannel', 'MessagePort']) module.put(name, realm.global.get(name));
  module.put('isMainThread', true).put('isInternalThread', false).put('threadId', 0);
  for (const name of unfollowed.split(' ')) module.put(name, new Unknown(name));
  return module;
}
