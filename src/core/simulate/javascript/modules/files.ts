import * as l10n from '@vscode/l10n';
import { assumedWaitMs } from '../limits';
import { placeOfFunction } from '../promises';
import type { Realm } from '../realm';
import { isCallable, toText } from '../values/convert';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { Unknown } from '../values/unknown';

/** Operations of node:fs, in their three forms: promise, callback and synchronous. What they give cannot be known. */
const giving = [
  'readFile',
  'readdir',
  'stat',
  'lstat',
  'realpath',
  'readlink',
  'mkdtemp',
  'open',
  'opendir',
  'statfs',
] as const;
const doing = [
  'writeFile',
  'appendFile',
  'access',
  'mkdir',
  'rm',
  'rmdir',
  'unlink',
  'rename',
  'copyFile',
  'cp',
  'chmod',
  'chown',
  'truncate',
  'utimes',
  'symlink',
  'link',
] as const;

function pathText(value: Value): string {
  return value instanceof JSObject ? 'file' : value instanceof Unknown ? value.name : toText(value);
}

export function makeFilePromises(realm: Realm): JSObject {
  const module = realm.object();
  const add = (name: string, gives: boolean): void => {
    realm.methods(module, {
      [name]: (_self, [path]) => {
        const file = pathText(path);
        const label = `fs.${name}(${file})`;
        const value = (): Value => (gives ? new Unknown(label) : undefined);
        return realm.external(label, value, { waitsFor: 'file', detail: file, threads: true });
      },
    });
  };
  for (const name of giving) add(name, true);
  for (const name of doing) add(name, false);
  return module;
}

export function makeFiles(realm: Realm): JSObject {
  const module = realm.object().put('promises', makeFilePromises(realm));
  const add = (name: string, gives: boolean): void => {
    realm.methods(module, {
      [name]: (_self, args) => {
        const file = pathText(args[0]);
        const label = `fs.${name}(${file})`;
        const callback = args.at(-1);
        if (!isCallable(callback)) return undefined;
        realm.observable();
        const ms = realm.decide('duration', label, assumedWaitMs, (chosen) =>
          l10n.t('{0} is assumed to take {1} ms.', label, chosen),
        );
        const { context } = realm;
        const outer = context.place;
        context.place = placeOfFunction(callback) ?? outer;
        realm.loop.poll.start('threads', label, ms, { waitsFor: 'file', detail: file }, () => {
          callback.call(undefined, gives ? [null, new Unknown(label)] : [null]);
        });
        context.place = outer;
        return undefined;
      },
      [`${name}Sync`]: (_self, [path]) =>
        gives ? new Unknown(`fs.${name}Sync(${pathText(path)})`) : undefined,
    });
  };
  for (const name of giving) add(name, true);
  for (const name of doing) add(name, false);
  realm.methods(module, {
    existsSync: (_self, [path]) =>
      new Unknown(`fs.existsSync(${pathText(path)})`, undefined, 'boolean'),
    createReadStream: (_self, [path]) => new Unknown(`fs.createReadStream(${pathText(path)})`),
    createWriteStream: (_self, [path]) => new Unknown(`fs.createWriteStream(${pathText(path)})`),
    watch: (_self, [path]) => new Unknown(`fs.watch(${pathText(path)})`),
  });
  return module;
}
