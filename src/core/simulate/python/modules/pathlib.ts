import { PyList, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyObject } from '../objects/object';
import type { PyClass, Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { compareOrder, notImplemented, textOf } from '../operations/compare';
import { define, defineGetters, makeModule, nativeClass } from '../operations/native';
import { repr } from '../operations/repr';
import { expressionOf } from './fnmatch';
import { fspath, join } from './posixpath';

/* Lib/pathlib: pure paths in POSIX notation. What a `Path` would find on the disk is unknown. */

const purePathClass = nativeClass('PurePath', 'pathlib');
const posixClass = nativeClass('PurePosixPath', 'pathlib', null, [purePathClass]);
const pathClass = nativeClass('Path', 'pathlib', null, [purePathClass]);
const posixPathClass = nativeClass('PosixPath', 'pathlib', null, [pathClass, posixClass]);

/** The class whose instances a call of another gives on POSIX. */
const concrete = new Map<PyClass, PyClass>([
  [purePathClass, posixClass],
  [pathClass, posixPathClass],
]);

class Path extends PyObject {
  readonly root: string;
  readonly names: readonly string[];

  constructor(text: string, cls: PyClass) {
    super(cls);
    this.root = /^\/\/(?!\/)/.test(text) ? '//' : text.startsWith('/') ? '/' : '';
    this.names = text.split('/').filter((part) => part !== '' && part !== '.');
  }

  get text(): string {
    return this.root + this.names.join('/') || '.';
  }

  get parts(): string[] {
    return this.root === '' ? [...this.names] : [this.root, ...this.names];
  }

  get name(): string {
    return this.names.at(-1) ?? '';
  }

  /** From the last dot on, unless the name begins or ends with it. */
  get suffix(): string {
    const dot = this.name.lastIndexOf('.');
    return dot > 0 && dot < this.name.length - 1 ? this.name.slice(dot) : '';
  }

  get stem(): string {
    return this.suffix === '' ? this.name : this.name.slice(0, -this.suffix.length);
  }

  get parent(): Path {
    return this.names.length === 0 ? this : this.with(this.names.slice(0, -1));
  }

  get parents(): Path[] {
    return this.names.map((_, index) =>
      this.with(this.names.slice(0, this.names.length - 1 - index)),
    );
  }

  with(names: readonly string[]): Path {
    return new Path(this.root + names.join('/'), this.cls);
  }

  withName(name: string): Path {
    if (this.name === '') raise('ValueError', `${repr(this)} has an empty name`);
    if (name === '' || name.includes('/')) raise('ValueError', `Invalid name ${repr(name)}`);
    return this.with([...this.names.slice(0, -1), name]);
  }

  joined(others: readonly Value[]): Path {
    return new Path(join(this.text, others.map(fspath)), this.cls);
  }

  /** What is left of this path below the other; null where it is not below it. */
  below(other: Path): readonly string[] | null {
    const isBelow =
      this.root === other.root && other.names.every((name, index) => this.names[index] === name);
    return isBelow ? this.names.slice(other.names.length) : null;
  }

  matches(pattern: string): boolean {
    const wanted = new Path(pattern, this.cls);
    if (wanted.root !== '' && wanted.parts.length !== this.parts.length) return false;
    if (wanted.names.length > this.names.length) return false;
    const tail = this.names.slice(this.names.length - wanted.names.length);
    return tail.every((name, index) => expressionOf(wanted.names[index] ?? '').test(name));
  }
}

function pathOf(value: Value, like: Path): Path {
  return value instanceof Path ? value : new Path(fspath(value), like.cls);
}

function relative(self: Path, other: Value, walkUp: Value): Path {
  const base = pathOf(other, self);
  const rest = self.below(base);
  if (rest) return new Path(rest.join('/'), self.cls);
  if (walkUp === true && base.root === self.root) {
    let shared = 0;
    while (self.names[shared] === base.names[shared]) shared++;
    const up = base.names.slice(shared).map(() => '..');
    return new Path([...up, ...self.names.slice(shared)].join('/'), self.cls);
  }
  return raise('ValueError', `${repr(self.text)} is not in the subpath of ${repr(base.text)}`);
}

define(purePathClass, {
  '__new__(cls, *args)': (cls: PyClass, parts: PyTuple) => {
    const unknown = parts.items.find((part) => part instanceof Unknown);
    if (unknown instanceof Unknown) return new Unknown(`${cls.name}(${unknown.name})`);
    const [first = '', ...rest] = parts.items.map(fspath);
    return new Path(join(first, rest), concrete.get(cls) ?? cls);
  },
  '__init__(self, *args, **kwargs)': () => null,
  '__truediv__(self, key)': (self: Path, key: Value) =>
    key instanceof Path || textOf(key) !== undefined ? self.joined([key]) : notImplemented,
  '__rtruediv__(self, key)': (self: Path, key: Value) =>
    textOf(key) === undefined ? notImplemented : new Path(join(fspath(key), [self.text]), self.cls),
  '__str__(self)': (self: Path) => self.text,
  '__fspath__(self)': (self: Path) => self.text,
  '__repr__(self)': (self: Path) => `${self.cls.name}(${repr(self.text)})`,
  '__hash__(self)': (self: Path) => self.text,
  '__eq__(self, other)': (self: Path, other: Value) =>
    other instanceof Path ? self.text === other.text : notImplemented,
  '__lt__(self, other)': (self: Path, other: Value) => order('<', self, other),
  '__le__(self, other)': (self: Path, other: Value) => order('<=', self, other),
  '__gt__(self, other)': (self: Path, other: Value) => order('>', self, other),
  '__ge__(self, other)': (self: Path, other: Value) => order('>=', self, other),
  'as_posix(self)': (self: Path) => self.text,
  'as_uri(self)': (self: Path) => `file://${encodeURI(self.text)}`,
  'joinpath(self, *pathsegments)': (self: Path, others: PyTuple) => self.joined(others.items),
  'with_name(self, name)': (self: Path, name: string) => self.withName(name),
  'with_stem(self, stem)': (self: Path, stem: string) => self.withName(stem + self.suffix),
  'with_suffix(self, suffix)': (self: Path, suffix: string) => {
    if (suffix !== '' && !/^\.[^/]+$/.test(suffix)) {
      raise('ValueError', `Invalid suffix ${repr(suffix)}`);
    }
    return self.withName(self.stem + suffix);
  },
  'with_segments(self, *pathsegments)': (self: Path, parts: PyTuple) => {
    const [first = '', ...rest] = parts.items.map(fspath);
    return new Path(join(first, rest), self.cls);
  },
  'is_absolute(self)': (self: Path) => self.root !== '',
  'is_relative_to(self, other)': (self: Path, other: Value) =>
    self.below(pathOf(other, self)) !== null,
  'relative_to(self, other, *, walk_up=False)': relative,
  'match(self, path_pattern, *, case_sensitive=None)': (self: Path, pattern: string) =>
    self.matches(pattern),
});

function order(op: '<' | '<=' | '>' | '>=', self: Path, other: Value): Value {
  if (!(other instanceof Path)) return notImplemented;
  return compareOrder(op, new PyTuple(self.parts), new PyTuple(other.parts));
}

defineGetters(purePathClass, {
  name: (self: Path) => self.name,
  stem: (self: Path) => self.stem,
  suffix: (self: Path) => self.suffix,
  suffixes: (self: Path) => suffixes(self),
  parent: (self: Path) => self.parent,
  parents: (self: Path) => new PyTuple(self.parents),
  parts: (self: Path) => new PyTuple(self.parts),
  root: (self: Path) => self.root,
  anchor: (self: Path) => self.root,
  drive: () => '',
});

function suffixes({ name }: Path): Value {
  if (name.endsWith('.')) return new PyList([]);
  return new PyList(
    name
      .replace(/^\.+/, '')
      .split('.')
      .slice(1)
      .map((part) => `.${part}`),
  );
}

/** Methods that ask or change the disk. */
const onDisk =
  'absolute resolve exists is_file is_dir stat read_text read_bytes write_text write_bytes mkdir unlink rmdir rename touch iterdir glob rglob open expanduser'.split(
    ' ',
  );
for (const name of onDisk) {
  define(pathClass, {
    [`${name}(self, *args, **kwargs)`]: (self: Path) => new Unknown(`${self.text}.${name}()`),
  });
}
define(pathClass, {
  '@classmethod cwd(cls)': () => new Unknown('Path.cwd()'),
  '@classmethod home(cls)': () => new Unknown('Path.home()'),
});

export const pathlibModule = makeModule(
  'pathlib',
  {},
  {
    PurePath: purePathClass,
    PurePosixPath: posixClass,
    Path: pathClass,
    PosixPath: posixPathClass,
  },
);
