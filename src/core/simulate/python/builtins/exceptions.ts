import { PyList, PyTuple } from '../objects/containers';
import {
  PyException,
  baseException,
  baseExceptionGroup,
  exceptionBase,
  exceptionClass,
  raise,
} from '../objects/exceptions';
import { PyGetSet } from '../objects/functions';
import { PyClass, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { call } from '../operations/call';
import { derive, makeGroup, splitMembers } from '../operations/groups';
import { items } from '../operations/iterate';
import { define, defineGetters } from '../operations/native';
import { exceptionText, reprBuiltin, str } from '../operations/repr';
import { isInstanceOf } from './functions';
import { truth } from '../operations/truth';

/* The library reference's "Built-in Exceptions". */

/** The subclass of OSError that stands for an error number of Linux: Objects/exceptions.c, `errnomap`. */
const errnoClasses: Readonly<Record<number, string>> = {
  1: 'PermissionError',
  2: 'FileNotFoundError',
  3: 'ProcessLookupError',
  4: 'InterruptedError',
  10: 'ChildProcessError',
  11: 'BlockingIOError',
  13: 'PermissionError',
  17: 'FileExistsError',
  20: 'NotADirectoryError',
  21: 'IsADirectoryError',
  32: 'BrokenPipeError',
  103: 'ConnectionAbortedError',
  104: 'ConnectionResetError',
  108: 'BrokenPipeError',
  110: 'TimeoutError',
  111: 'ConnectionRefusedError',
};

function classFor(cls: PyClass, { items: [first, ...rest] }: PyTuple): PyClass {
  if (cls !== exceptionClass('OSError') || typeof first !== 'number') return cls;
  const name = rest.length > 0 ? errnoClasses[first] : undefined;
  return name === undefined ? cls : exceptionClass(name);
}

define(baseException, {
  '__new__(cls, /, *args, **kwargs)': (given: PyClass, args: PyTuple) => {
    const cls = classFor(given, args);
    const made = cls.allocate(cls);
    if (made instanceof PyException) made.args = args;
    return made;
  },
  '__init__(self, /, *args)': (self: PyException, args: PyTuple) => {
    if (self.members) return;
    const { items } = args;
    // Objects/exceptions.c, `oserror_parse_args`: the names of files are no arguments of the exception.
    const named =
      self.cls.isSubclassOf(exceptionClass('OSError')) && items.length > 2 && items.length <= 5;
    self.filenames = named ? [items[2] ?? null, items[4] ?? null] : [];
    self.args = named ? new PyTuple(items.slice(0, 2)) : args;
  },
  '__str__(self)': exceptionText,
  '__repr__(self)': reprBuiltin,
  'with_traceback(self, tb, /)': (self: PyException) => self,
  'add_note(self, note, /)': (self: PyException, note: Value) => {
    const notes = self.attributes?.get('__notes__');
    if (notes instanceof PyList) notes.items.push(note);
    else (self.attributes ??= new Map()).set('__notes__', new PyList([note]));
  },
});
defineGetters(baseException, { __traceback__: () => null });

function field(
  name: string,
  get: (self: PyException) => Value,
  set: (self: PyException, value: Value) => void,
): void {
  baseException.set(name, new PyGetSet(name, get, set));
}

field(
  'args',
  (self) => self.args,
  (self, value) => {
    self.args = new PyTuple([...items(value)]);
  },
);
field(
  '__cause__',
  (self) => self.cause,
  (self, value) => {
    self.cause = value;
    self.suppressContext = true;
  },
);
field(
  '__context__',
  (self) => self.context,
  (self, value) => {
    self.context = value instanceof PyException ? value : null;
  },
);
field(
  '__suppress_context__',
  (self) => self.suppressContext,
  (self, value) => {
    self.suppressContext = truth(value);
  },
);

const getters: Readonly<Record<string, Readonly<Record<string, (self: PyException) => Value>>>> = {
  StopIteration: { value: ({ args }) => args.items[0] ?? null },
  SystemExit: { code: ({ args }) => (args.items.length > 1 ? args : (args.items[0] ?? null)) },
  OSError: {
    errno: ({ args }) => (args.items.length > 1 ? (args.items[0] ?? null) : null),
    strerror: ({ args }) => args.items[1] ?? null,
    filename: ({ filenames: [filename = null] }) => filename,
    filename2: ({ filenames: [, second = null] }) => second,
  },
  ...Object.fromEntries(
    ['UnicodeDecodeError', 'UnicodeEncodeError'].map((name) => [
      name,
      Object.fromEntries(
        ['encoding', 'object', 'start', 'end', 'reason'].map((part, index) => [
          part,
          ({ args }: PyException) => args.items[index] ?? null,
        ]),
      ),
    ]),
  ),
  BaseExceptionGroup: {
    message: ({ args }) => args.items[0] ?? '',
    exceptions: ({ members }) => new PyTuple(members ?? []),
  },
};
for (const [name, fields] of Object.entries(getters)) defineGetters(exceptionClass(name), fields);

type Condition = (exception: PyException) => boolean;

/** What `split` and `subgroup` take: a class, a tuple of classes, or a function. */
function condition(test: Value): Condition {
  if (test instanceof PyClass || test instanceof PyTuple) {
    return (exception) => isInstanceOf(exception, test);
  }
  return (exception) => truth(call(test, [exception]));
}

/** What the constructor of a group takes: Objects/exceptions.c, `BaseExceptionGroup_new`. */
function membersOf(exceptions: Value): PyException[] {
  const isSequence =
    typeof exceptions === 'string' ||
    exceptions instanceof PyList ||
    exceptions instanceof PyTuple ||
    typeOf(exceptions).lookup('__getitem__') !== undefined;
  if (!isSequence) raise('TypeError', 'second argument (exceptions) must be a sequence');
  const given = items(exceptions);
  if (given.length === 0) {
    raise('ValueError', 'second argument (exceptions) must be a non-empty sequence');
  }
  return given.map((each, index) =>
    each instanceof PyException
      ? each
      : raise('ValueError', `Item ${index} of second argument (exceptions) is not an exception`),
  );
}

define(baseExceptionGroup, {
  '__new__(cls, message, exceptions, /)': (cls: PyClass, message: Value, exceptions: Value) => {
    const members = membersOf(exceptions);
    const group = makeGroup(str(message), members);
    if (cls.isSubclassOf(exceptionBase) && !group.cls.isSubclassOf(exceptionBase)) {
      const title =
        cls === exceptionClass('ExceptionGroup') ? 'an ExceptionGroup' : `'${cls.name}'`;
      raise('TypeError', `Cannot nest BaseExceptions in ${title}`);
    }
    group.args = new PyTuple([message, exceptions]);
    if (cls !== baseExceptionGroup) group.cls = cls;
    return group;
  },
  '__init__(self, *args)': () => null,
  'split(self, condition, /)': (self: PyException, test: Value) => {
    const { matching, others } = splitMembers(self, condition(test));
    return new PyTuple([matching, others]);
  },
  'subgroup(self, condition, /)': (self: PyException, test: Value) =>
    splitMembers(self, condition(test)).matching,
  'derive(self, excs, /)': (self: PyException, exceptions: Value) =>
    derive(
      self,
      items(exceptions).filter((each) => each instanceof PyException),
    ),
});
