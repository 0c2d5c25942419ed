import { PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { callSpecial } from '../operations/attributes';
import { textOf } from '../operations/compare';
import { items } from '../operations/iterate';
import { makeModule } from '../operations/native';
import { str } from '../operations/repr';

/* Lib/posixpath.py (`os.path`): what can be told of a path from its text. What is on the disk is unknown. */

/** `os.fspath`: a text, or what a path object says it is. */
export function fspath(path: Value): string {
  const text = textOf(path) ?? callSpecial(path, '__fspath__');
  if (typeof text === 'string') return text;
  return raise('TypeError', `expected str, bytes or os.PathLike object, not ${typeOf(path).name}`);
}

export function join(first: string, rest: readonly string[]): string {
  let path = first;
  for (const part of rest) {
    if (part.startsWith('/')) path = part;
    else path += path === '' || path.endsWith('/') ? part : `/${part}`;
  }
  return path;
}

function split(path: string): [string, string] {
  const cut = path.lastIndexOf('/') + 1;
  const head = path.slice(0, cut);
  return [/^\/*$/.test(head) ? head : head.replace(/\/+$/, ''), path.slice(cut)];
}

/** The name without its extension, and the extension with its dot. */
export function splitext(path: string): [string, string] {
  const name = path.lastIndexOf('/') + 1;
  const dot = path.lastIndexOf('.');
  const hasName = dot > name && /[^.]/.test(path.slice(name, dot));
  return hasName ? [path.slice(0, dot), path.slice(dot)] : [path, ''];
}

export function normpath(path: string): string {
  const root = /^\/\/(?!\/)/.test(path) ? '//' : path.startsWith('/') ? '/' : '';
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (root === '' && (parts.at(-1) ?? '..') === '..')) parts.push(part);
    else parts.pop();
  }
  return root + parts.join('/') || '.';
}

function relpath(path: string, start: string): string {
  const from = normpath(start)
    .split('/')
    .filter((part) => part !== '.' && part !== '');
  const to = normpath(path)
    .split('/')
    .filter((part) => part !== '.' && part !== '');
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/') || '.';
}

function commonprefix(texts: readonly string[]): string {
  const [first = ''] = texts;
  let length = 0;
  while (length < first.length && texts.every((text) => text[length] === first[length])) length++;
  return first.slice(0, length);
}

function onDisk(name: string): (path: Value) => Value {
  return (path) => new Unknown(`${name}(${str(path)})`);
}

export const posixpathModule = makeModule(
  'posixpath',
  {
    'join(a, *p)': (first: Value, rest: PyTuple) => join(fspath(first), rest.items.map(fspath)),
    'split(p)': (path: Value) => new PyTuple(split(fspath(path))),
    'splitext(p)': (path: Value) => new PyTuple(splitext(fspath(path))),
    'basename(p)': (path: Value) => split(fspath(path))[1],
    'dirname(p)': (path: Value) => split(fspath(path))[0],
    'normpath(path)': (path: Value) => normpath(fspath(path)),
    'isabs(s)': (path: Value) => fspath(path).startsWith('/'),
    'relpath(path, start=None)': (path: Value, start: Value) =>
      relpath(fspath(path), start === null ? '.' : fspath(start)),
    'commonprefix(m)': (paths: Value) => commonprefix(items(paths).map(fspath)),
    'normcase(s)': fspath,
    'exists(path)': onDisk('exists'),
    'isfile(path)': onDisk('isfile'),
    'isdir(s)': onDisk('isdir'),
    'getsize(filename)': onDisk('getsize'),
    'getmtime(filename)': onDisk('getmtime'),
    'abspath(path)': (path: Value) =>
      fspath(path).startsWith('/') ? normpath(fspath(path)) : new Unknown(`abspath(${str(path)})`),
    'realpath(filename, *, strict=False)': onDisk('realpath'),
    'expanduser(path)': (path: Value) =>
      fspath(path).startsWith('~') ? new Unknown(`expanduser(${str(path)})`) : fspath(path),
  },
  { sep: '/', pathsep: ':', curdir: '.', pardir: '..', extsep: '.' },
);
