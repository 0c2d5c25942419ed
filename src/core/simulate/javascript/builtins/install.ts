import type { Realm } from '../realm';
import { installAbort } from './abort';
import { installArray } from './array';
import { installArrayBuffers } from './array_buffer';
import { installAtomics } from './atomics';
import { installWebGlobals } from './clone';
import { installBuffer } from './buffer';
import { installCollections } from './collections';
import { installConsole } from './console';
import { installDataView } from './data_view';
import { installDate } from './date';
import { installDisposableStacks } from './disposable_stack';
import { installErrors } from './error';
import { installFetch } from './fetch';
import { installIntl } from './intl';
import { installIterator } from './iterator';
import { installJson } from './json';
import { installMath } from './math';
import { installMessageChannel } from './message_channel';
import { installObject } from './object';
import { installPerformance } from './performance';
import { installPrimitives } from './primitives';
import { installProcess } from './process';
import { installPromise } from './promise';
import { installProxy } from './proxy';
import { installRegExp } from './regexp';
import { installString } from './string';
import { installTextEncoding } from './text_encoding';
import { installTimers } from './timers';
import { installTypedArrays } from './typed_array';
import { installUrl } from './url';
import { installWebStreams } from './web_streams/install';

/** Fills the global object. A new built-in is a file here and a line below. */
const installers: readonly ((realm: Realm) => void)[] = [
  installObject,
  installErrors,
  installIterator,
  installArray,
  installPrimitives,
  installString,
  installRegExp,
  installCollections,
  installMath,
  installJson,
  installDate,
  installIntl,
  installPromise,
  installConsole,
  installTimers,
  installProcess,
  installAbort,
  installDisposableStacks,
  installProxy,
  installWebGlobals,
  installPerformance,
  installMessageChannel,
  installFetch,
  installArrayBuffers,
  installTypedArrays,
  installDataView,
  installAtomics,
  installBuffer,
  installTextEncoding,
  installUrl,
  installWebStreams,
];

export function installBuiltins(realm: Realm): void {
  realm.global.hide('globalThis', realm.global);
  realm.global.hide('global', realm.global);
  for (const install of installers) install(realm);
}
