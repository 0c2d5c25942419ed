import type { Realm } from '../realm';
import { toText } from '../values/convert';
import type { JSObject } from '../values/object';
import { PartlyKnown } from '../values/partly_known';
import { isCallable } from '../values/convert';

/** node:url (lib/url.js): the globals, and the conversions between paths and file URLs. */
export function makeUrl(realm: Realm): JSObject {
  const url = realm.global.get('URL');
  const module = new PartlyKnown(realm.objectPrototype, 'url')
    .put('URL', url)
    .put('URLSearchParams', realm.global.get('URLSearchParams'));
  return realm.methods(module, {
    fileURLToPath: (_self, [value]) =>
      decodeURIComponent(toText(value).replace(/^file:\/\/[^/]*/, '')),
    pathToFileURL: (_self, [path]) =>
      isCallable(url) ? url.construct([`file://${encodeURI(toText(path))}`], url) : undefined,
  });
}
