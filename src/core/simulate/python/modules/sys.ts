import { PyDict, PyList, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyObject, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { machine } from '../machine';
import { define, makeModule, nativeClass } from '../operations/native';
import { str } from '../operations/repr';
import { Unknown } from '../objects/unknown';
import { PyGetSet } from '../objects/functions';

const streamClass = nativeClass('TextIOWrapper', '_io');

/** `sys.stdout` and `sys.stderr`. */
export class Stream extends PyObject {
  constructor(readonly kind: 'stdout' | 'stderr') {
    super(streamClass);
  }
}

define(streamClass, {
  'write(self, text, /)': (self: Stream, text: Value) => {
    machine.write(self.kind, str(text));
    return str(text).length;
  },
  'flush(self)': () => null,
  'isatty(self)': () => false,
  'fileno(self)': (self: Stream) => (self.kind === 'stdout' ? 1 : 2),
  'reconfigure(self, **kwargs)': () => null,
});

export const stdout = new Stream('stdout');
export const stderr = new Stream('stderr');

const versionClass = nativeClass('sys.version_info', 'sys', null, [typeOf(new PyTuple([]))]);
for (const [index, name] of ['major', 'minor', 'micro'].entries()) {
  versionClass.set(name, new PyGetSet(name, (self: PyTuple) => self.items[index] ?? 0, null));
}

export const sysModule = makeModule(
  'sys',
  {
    'exit(status=None, /)': (status: Value) =>
      status === null ? raise('SystemExit') : raise('SystemExit', status),
    'exc_info()': () => {
      const exception = machine.handling;
      return new PyTuple(exception ? [exception.cls, exception, null] : [null, null, null]);
    },
    'exception()': () => machine.handling,
    'getsizeof(object, default=None)': () => 64,
    'getrecursionlimit()': () => 1000,
    'setrecursionlimit(limit, /)': () => null,
    'intern(string, /)': (text: Value) => text,
    'getrefcount(object, /)': () => 2,
    '_getframe(depth=0, /)': () => new Unknown('frame'),
  },
  {
    stdout,
    stderr,
    stdin: new Unknown('sys.stdin'),
    argv: new PyList(['main.py']),
    path: new PyList([]),
    modules: new PyDict(),
    maxsize: 9223372036854775807n,
    version: '3.13.0',
    version_info: new PyTuple([3, 13, 0, 'final', 0], versionClass),
    platform: 'linux',
    executable: 'python3',
    byteorder: 'little',
  },
);
