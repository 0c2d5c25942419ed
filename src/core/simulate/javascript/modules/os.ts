import type { Realm } from '../realm';
import type { NativeCode } from '../values/function';
import type { JSObject } from '../values/object';
import { PartlyKnown } from '../values/partly_known';
import { Unknown } from '../values/unknown';

/** node:os (lib/os.js): what all Linux machines share; the rest depends on the machine. */
export function makeOs(realm: Realm): JSObject {
  const unknown =
    (name: string, type: Unknown['type']): NativeCode =>
    () =>
      new Unknown(`os.${name}()`, undefined, type);
  return realm.methods(
    new PartlyKnown(realm.objectPrototype, 'os').put('EOL', '\n').put('devNull', '/dev/null'),
    {
      platform: () => 'linux',
      type: () => 'Linux',
      arch: () => 'x64',
      endianness: () => 'LE',
      tmpdir: () => '/tmp',
      availableParallelism: unknown('availableParallelism', 'number'),
      cpus: unknown('cpus', 'object'),
      freemem: unknown('freemem', 'number'),
      homedir: unknown('homedir', 'string'),
      hostname: unknown('hostname', 'string'),
      loadavg: unknown('loadavg', 'object'),
      networkInterfaces: unknown('networkInterfaces', 'object'),
      release: unknown('release', 'string'),
      totalmem: unknown('totalmem', 'number'),
      uptime: unknown('uptime', 'number'),
      userInfo: unknown('userInfo', 'object'),
    },
  );
}
