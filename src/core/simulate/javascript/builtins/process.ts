import * as l10n from '@vscode/l10n';
import { EmitterState, emitterMethods } from '../modules/emitter';
import { knownModule } from '../modules/registry';
import { placeOfFunction } from '../promises';
import type { Realm } from '../realm';
import { isCallable, toText } from '../values/convert';
import type { Value } from '../values/object';
import { JSObject, Property } from '../values/object';
import { invalidArgument } from '../values/invalid_argument';
import { decode } from '../values/encodings';
import { Stop } from '../values/throw';
import { TypedArrayObject } from '../values/typed_array';
import { Unknown } from '../values/unknown';
import { writeOutput } from './console';
import { emitWarning } from './process_warnings';

/** `process` (Node: lib/internal/process/). */
export function installProcess(realm: Realm): void {
  const { loop } = realm;
  const process = new JSObject(realm.object());
  const emitter = new EmitterState(realm);
  realm.methods(
    process,
    emitterMethods(realm, () => emitter),
  );
  const hrtime = realm.function('hrtime', () => {
    const ms = realm.clock.read();
    return realm.array([Math.trunc(ms / 1000), (ms % 1000) * 1e6]);
  });
  hrtime.put(
    'bigint',
    realm.function('bigint', () => BigInt(Math.round(realm.clock.read() * 1e6))),
  );
  realm.methods(process, {
    nextTick: (_self, [callback, ...args]) => {
      if (!isCallable(callback)) {
        throw invalidArgument('callback', 'of type function', callback);
      }
      realm.observable();
      if (realm.exiting) return undefined;
      loop.taskQueues.nextTick({
        label: 'nextTick callback',
        place: placeOfFunction(callback),
        run: () => void callback.call(undefined, args),
      });
      return undefined;
    },
    exit: (_self, [code]) => {
      realm.observable();
      if (typeof code === 'number') realm.exitCode = code;
      realm.tellExit();
      throw new Stop('exit');
    },
    cwd: () => new Unknown('process.cwd()', undefined, 'string'),
    uptime: () => realm.clock.read() / 1000,
    memoryUsage: () => new Unknown('process.memoryUsage()'),
    emitWarning: (_self, args) => {
      emitWarning(realm, process, args);
      return undefined;
    },
    abort: () => {
      throw new Stop('exit');
    },
  });
  process.put('hrtime', hrtime);
  for (const name of ['stdout', 'stderr'] as const) {
    let stream: JSObject | undefined;
    const get = realm.function(`get ${name}`, () => (stream ??= outputStream(realm, name)));
    process.define(name, Property.accessor(get, undefined, true));
  }
  process.put('stdin', new Unknown('process.stdin'));
  process.put('argv', realm.array(['node', realm.file])).put('execArgv', realm.array([]));
  process
    .put('platform', 'linux')
    .put('arch', 'x64')
    .put('pid', new Unknown('process.pid', undefined, 'number'));
  process.put('version', 'v24.0.0').put('versions', realm.object().put('node', '24.0.0'));
  process.put('env', environment(realm));
  process.define(
    'exitCode',
    Property.accessor(
      realm.function('get exitCode', () => realm.exitCode),
      realm.function('set exitCode', (_self, [code]) => {
        realm.exitCode = code === undefined || code === null ? undefined : Number(code);
        return undefined;
      }),
      true,
    ),
  );
  process.hide(Symbol.toStringTag, 'process');
  realm.processListeners = (name, args) => emitter.emit(process, name, args);
  realm.global.hide('process', process);
  realm.modules.set('process', process);
}

/** A Writable that prints; as into a pipe, it is no terminal. */
function outputStream(realm: Realm, name: 'stdout' | 'stderr'): JSObject {
  const write = realm.function('write', (_self, [text, , callback]) => {
    writeOutput(
      realm,
      name,
      text instanceof TypedArrayObject ? decode(text.bytes, 'utf8') : toText(text),
    );
    realm.call(callback, undefined, []);
    return undefined;
  });
  const options = realm.object().put('decodeStrings', false).put('write', write);
  const Writable = knownModule(realm, 'stream')?.get('Writable');
  const stream = isCallable(Writable) ? Writable.construct([options], Writable) : realm.object();
  return stream.put('fd', name === 'stdout' ? 1 : 2).put('_isStdio', true);
}

/** Environment variables cannot be known; one with a default (`process.env.PORT ?? 3000`) is most likely not set. */
class EnvironmentObject extends JSObject {
  constructor(private readonly realm: Realm) {
    super(null);
  }

  override get(key: string | symbol): Value {
    if (typeof key === 'symbol' || this.getOwn(key)) return super.get(key);
    this.realm.assume(
      'value',
      l10n.t('The environment variable {0} is assumed not to be set.', key),
    );
    return undefined;
  }
}

function environment(realm: Realm): JSObject {
  return new EnvironmentObject(realm);
}
