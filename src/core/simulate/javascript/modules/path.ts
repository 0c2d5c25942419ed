import type { Realm } from '../realm';
import { pure } from '../builtins/primitives';
import { toText } from '../values/convert';
import { JSObject } from '../values/object';

/** Resolves `.` and `..` in a POSIX path. */
function normalize(path: string): string {
  const absolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!absolute) parts.push('..');
  }
  const text =
    (absolute ? '/' : '') + parts.join('/') + (path.endsWith('/') && parts.length > 0 ? '/' : '');
  return text === '' ? '.' : text;
}

function relative(from: string, to: string): string {
  const [a, b] = [from, to].map((path) =>
    normalize(path)
      .split('/')
      .filter((part) => part !== '' && part !== '.'),
  );
  const [source = [], target = []] = [a, b];
  const shared = source.findIndex((part, n) => part !== target[n]);
  const common = shared < 0 ? source.length : shared;
  return [...source.slice(common).map(() => '..'), ...target.slice(common)].join('/');
}

function basename(path: string, suffix = ''): string {
  const name = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return suffix !== '' && name.endsWith(suffix) && name !== suffix
    ? name.slice(0, -suffix.length)
    : name;
}

function extname(path: string): string {
  const name = basename(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot) : '';
}

function dirname(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  const slash = trimmed.lastIndexOf('/');
  return slash < 0 ? '.' : slash === 0 ? '/' : trimmed.slice(0, slash);
}

/** node:path in its POSIX form. */
export function makePath(realm: Realm): JSObject {
  const module = realm.methods(realm.object().put('sep', '/').put('delimiter', ':'), {
    join: pure('path.join', (_self, args) =>
      normalize(
        args
          .map(toText)
          .filter((part) => part !== '')
          .join('/'),
      ),
    ),
    normalize: pure('path.normalize', (_self, [path]) => normalize(toText(path))),
    resolve: pure('path.resolve', (_self, args) => {
      const joined = args
        .map(toText)
        .reduceRight((later, part) => (later.startsWith('/') ? later : `${part}/${later}`), '');
      return normalize(joined.startsWith('/') ? joined : `/${joined}`).replace(/(.)\/$/, '$1');
    }),
    relative: pure('path.relative', (_self, [from, to]) => relative(toText(from), toText(to))),
    basename: pure('path.basename', (_self, [path, suffix]) =>
      basename(toText(path), suffix === undefined ? '' : toText(suffix)),
    ),
    extname: pure('path.extname', (_self, [path]) => extname(toText(path))),
    dirname: pure('path.dirname', (_self, [path]) => dirname(toText(path))),
    isAbsolute: pure('path.isAbsolute', (_self, [path]) => toText(path).startsWith('/')),
    format: (_self, [parts]) => {
      const part = (name: string): string => {
        const value = parts instanceof JSObject ? parts.get(name) : undefined;
        return value === undefined || value === null ? '' : toText(value);
      };
      const ext = part('ext');
      const base =
        part('base') || part('name') + (ext === '' || ext.startsWith('.') ? ext : `.${ext}`);
      const dir = part('dir') || part('root');
      if (dir === '') return base;
      return dir === part('root') ? `${dir}${base}` : `${dir}/${base}`;
    },
    parse: (_self, [path]) => {
      const text = toText(path);
      const ext = extname(text);
      return realm
        .object()
        .put('root', text.startsWith('/') ? '/' : '')
        .put('dir', dirname(text) === '.' ? '' : dirname(text))
        .put('base', basename(text))
        .put('ext', ext)
        .put('name', basename(text, ext));
    },
  });
  return module.put('posix', module);
}
