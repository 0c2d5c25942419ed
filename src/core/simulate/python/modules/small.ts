import type { PyDict } from '../objects/containers';
import { PyList } from '../objects/containers';
import { exceptionClass, raise } from '../objects/exceptions';
import type { PyException } from '../objects/exceptions';
import {
  asyncGeneratorClass,
  builtinClass,
  coroutineClass,
  functionClass,
  generatorClass,
  methodClass,
  moduleClass,
} from '../objects/functions';
import { PyClass, PyInstance, PyObject, Float, noneClass } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import { binary } from '../operations/arithmetic';
import { numberOf, sortOrder } from '../operations/compare';
import { items } from '../operations/iterate';
import { define, makeModule, nativeClass } from '../operations/native';
import { fullName, repr, str } from '../operations/repr';
import { templateClass } from './string_template';

/* Modules of which programs use a function or two. */

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';

export const stringModule = makeModule(
  'string',
  {
    'capwords(s, sep=None)': (text: string) =>
      text
        .trim()
        .split(/\s+/)
        .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())
        .join(' '),
  },
  {
    ascii_lowercase: lower,
    ascii_uppercase: lower.toUpperCase(),
    ascii_letters: lower + lower.toUpperCase(),
    digits,
    hexdigits: `${digits}abcdefABCDEF`,
    octdigits: '01234567',
    punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    whitespace: ' \t\n\r\v\f',
    Template: templateClass,
  },
);

function numbers(values: Value): number[] {
  const found = items(values).map((value) => Number(numberOf(value) ?? 0));
  if (found.length === 0) raise(statisticsError, 'mean requires at least one data point');
  return found;
}

const statisticsError = new PyClass('StatisticsError', [exceptionClass('ValueError')]);
statisticsError.module = 'statistics';

/** A whole result of whole numbers stays an int. */
function like(values: Value, result: number): Value {
  const whole = items(values).every((value) => typeof value === 'number');
  return whole && Number.isInteger(result) ? result : new Float(result);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[], degrees: number): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / degrees;
}

function median(values: Value): Value {
  const sorted = [...items(values)].sort(sortOrder);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle] ?? null;
  return binary('/', binary('+', sorted[middle - 1] ?? 0, sorted[middle] ?? 0), 2);
}

export const statisticsModule = makeModule(
  'statistics',
  {
    'mean(data)': (values: Value) => like(values, mean(numbers(values))),
    'fmean(data)': (values: Value) => new Float(mean(numbers(values))),
    'median(data)': median,
    'stdev(data)': (values: Value) => {
      const found = numbers(values);
      return new Float(Math.sqrt(variance(found, found.length - 1)));
    },
    'pstdev(data)': (values: Value) => {
      const found = numbers(values);
      return new Float(Math.sqrt(variance(found, found.length)));
    },
    'variance(data)': (values: Value) => {
      const found = numbers(values);
      return like(values, variance(found, found.length - 1));
    },
  },
  { StatisticsError: statisticsError },
);

function bisect(list: PyList, value: Value, right: boolean): number {
  let low = 0;
  let high = list.items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = sortOrder(list.items[middle] ?? null, value);
    if (order < 0 || (right && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const bisectModule = makeModule('bisect', {
  'bisect(a, x)': (list: PyList, value: Value) => bisect(list, value, true),
  'bisect_right(a, x)': (list: PyList, value: Value) => bisect(list, value, true),
  'bisect_left(a, x)': (list: PyList, value: Value) => bisect(list, value, false),
  'insort(a, x)': (list: PyList, value: Value) => {
    list.items.splice(bisect(list, value, true), 0, value);
  },
});

function traceback(exception: PyException | null): string {
  if (!exception) return 'NoneType: None\n';
  const text = str(exception);
  const name = fullName(exception.cls).replace(/^__main__\./, '');
  return `Traceback (most recent call last):\n${text === '' ? name : `${name}: ${text}`}\n`;
}

export const tracebackModule = makeModule('traceback', {
  'print_exc(limit=None, file=None, chain=True)': () => {
    machine.write('stderr', traceback(machine.handling));
  },
  'print_exception(exc, /, *args, **kwargs)': (exception: PyException) => {
    machine.write('stderr', traceback(exception));
  },
  'format_exc(limit=None, chain=True)': () => traceback(machine.handling),
  'format_exception(exc, /, *args, **kwargs)': (exception: PyException) =>
    new PyList([traceback(exception)]),
  'format_exception_only(exc, /, value=...)': (
    exception: PyException,
    value: PyException = exception,
  ) => new PyList([traceback(value).split('\n').slice(1).join('\n')]),
  'print_stack()': () => null,
});

export const warningsModule = makeModule('warnings', {
  'warn(message, category=None, stacklevel=1, source=None)': (message: Value, category: Value) => {
    const name = category instanceof PyClass ? category.name : 'UserWarning';
    machine.write('stderr', `${name}: ${str(message)}\n`);
  },
  'filterwarnings(action, *args, **kwargs)': () => null,
  'simplefilter(action, *args, **kwargs)': () => null,
});

const namespaceClass = nativeClass('SimpleNamespace', 'types', (cls) => new PyInstance(cls));
define(namespaceClass, {
  '__init__(self, /, **kwargs)': (self: PyObject, named: PyDict) => {
    self.attributes = new Map();
    for (const { key, value } of named.entries.values()) self.attributes.set(str(key), value);
  },
  '__repr__(self)': (self: PyObject) =>
    `namespace(${[...(self.attributes ?? [])].map(([key, value]) => `${key}=${repr(value)}`).join(', ')})`,
  '__eq__(self, other)': (self: PyObject, other: PyObject) => repr(self) === repr(other),
});

export const typesModule = makeModule(
  'types',
  {
    'coroutine(func)': (func: Value) => func,
    'MappingProxyType(mapping)': (mapping: Value) => mapping,
  },
  {
    SimpleNamespace: namespaceClass,
    FunctionType: functionClass,
    LambdaType: functionClass,
    MethodType: methodClass,
    BuiltinFunctionType: builtinClass,
    GeneratorType: generatorClass,
    CoroutineType: coroutineClass,
    AsyncGeneratorType: asyncGeneratorClass,
    ModuleType: moduleClass,
    NoneType: noneClass,
    TracebackType: new PyClass('traceback'),
  },
);

export const signalModule = makeModule(
  'signal',
  { 'signal(signalnum, handler)': () => null, 'raise_signal(signum)': () => null },
  { SIGINT: 2, SIGTERM: 15, SIGHUP: 1, SIGUSR1: 10, SIGALRM: 14 },
);

export const osModule = makeModule(
  'os',
  {
    'getpid()': () => new Unknown('os.getpid()'),
    'getcwd()': () => new Unknown('os.getcwd()'),
    'getenv(key, default=None)': (key: Value, fallback: Value) =>
      fallback ?? new Unknown(`$${str(key)}`),
    'cpu_count()': () => 8,
    'urandom(size)': () => new Unknown('os.urandom()'),
    'listdir(path=None)': () => new Unknown('os.listdir()'),
  },
  {
    environ: new Unknown('os.environ'),
    path: new Unknown('os.path'),
    sep: '/',
    linesep: '\n',
    name: 'posix',
  },
);

const stringIOClass = nativeClass('StringIO', '_io', (cls) => new StringIO(cls));

class StringIO extends PyObject {
  text = '';
}

define(stringIOClass, {
  "__init__(self, initial_value='')": (self: StringIO, text: string) => {
    self.text = text;
  },
  'write(self, s, /)': (self: StringIO, text: string) => {
    self.text += text;
    return text.length;
  },
  'getvalue(self)': (self: StringIO) => self.text,
  'read(self)': (self: StringIO) => self.text,
  'flush(self)': () => null,
  'close(self)': () => null,
});

export const ioModule = makeModule(
  'io',
  {},
  { StringIO: stringIOClass, BytesIO: new Unknown('io.BytesIO') },
);

/** `textwrap.wrap`: words in lines of at most `width`. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line === '') line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** `textwrap.shorten`: as many words as fit before the placeholder. */
function shorten(text: string, width: number, placeholder: string): string {
  const words = text.split(/\s+/).filter(Boolean);
  if (words.join(' ').length <= width) return words.join(' ');
  if (placeholder.trimStart().length > width) {
    raise('ValueError', 'placeholder too large for max width');
  }
  while (words.length > 0 && words.join(' ').length + placeholder.length > width) words.pop();
  return words.length > 0 ? words.join(' ') + placeholder : placeholder.trimStart();
}

function dedent(text: string): string {
  const lines = text.split('\n').map((line) => (/^\s*$/.test(line) ? '' : line));
  const indents = lines.filter(Boolean).map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const common = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map((line) => line.slice(common)).join('\n');
}

export const textwrapModule = makeModule('textwrap', {
  'dedent(text)': dedent,
  'indent(text, prefix)': (text: string, prefix: string) => text.replace(/^(?=.*\S)/gm, prefix),
  'wrap(text, width=70)': (text: string, width: number) => new PyList(wrap(text, width)),
  "shorten(text, width, *, placeholder=' [...]')": shorten,
  'fill(text, width=70)': (text: string, width: number) => wrap(text, width).join('\n'),
});

const weakrefClass = nativeClass('ReferenceType', 'weakref');

class WeakReference extends PyObject {
  constructor(readonly target: Value) {
    super(weakrefClass);
  }
}

define(weakrefClass, { '__call__(self)': (self: WeakReference) => self.target });

export const weakrefModule = makeModule(
  'weakref',
  {
    'ref(object, callback=None)': (target: Value) => new WeakReference(target),
    'proxy(object, callback=None)': (target: Value) => target,
    'finalize(obj, func, *args)': () => null,
  },
  {
    WeakSet: new PyClass('WeakSet'),
    WeakValueDictionary: new Unknown('WeakValueDictionary'),
    WeakKeyDictionary: new Unknown('WeakKeyDictionary'),
  },
);

export const pprintModule = makeModule('pprint', {
  'pprint(object, *args, **kwargs)': (value: Value) => {
    machine.write('stdout', `${repr(value)}\n`);
  },
  'pformat(object, *args, **kwargs)': repr,
});
