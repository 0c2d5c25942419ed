import {
  PyBytes,
  bytearrayClass,
  PyDict,
  PyList,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  setClass,
} from '../objects/containers';
import { PyException, exceptionClass, raise } from '../objects/exceptions';
import {
  PyAsyncGenerator,
  PyBuiltin,
  PyCoroutine,
  PyFunction,
  PyGenerator,
  PyMethod,
  PyModule,
} from '../objects/functions';
import { PyDictView } from '../objects/iterators';
import { Float, PyClass, PyInstance, PyObject, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { ascii } from './escapes';
import { callSpecial } from './attributes';
import { notImplemented } from './compare';
import { identity } from './hash';
import { setOrder } from './iterate';

/** The singleton `...`. */
export const ellipsis: PyObject = new PyInstance(new PyClass('ellipsis'));

/** `str(value)`. */
export function str(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof PyObject) {
    if (value instanceof Unknown) return String(value);
    const own = callSpecial(value, '__str__');
    if (own !== undefined) return textResult(own, '__str__');
    if (value instanceof PyException) return exceptionText(value);
    if (value instanceof PyInstance && typeof value.payload === 'string' && !hasRepr(value)) {
      return value.payload;
    }
  }
  return repr(value);
}

function hasRepr(value: PyObject): boolean {
  return value.cls.lookup('__repr__') !== undefined;
}

function textResult(value: Value, name: string): string {
  if (typeof value === 'string') return value;
  if (value instanceof Unknown) return String(value);
  if (value instanceof PyInstance && typeof value.payload === 'string') return value.payload;
  raise('TypeError', `${name} returned non-string (type ${typeOf(value).name})`);
}

export function exceptionText(exception: PyException): string {
  const { items } = exception.args;
  const [first] = items;
  if (exception.members) {
    const count = exception.members.length;
    return `${str(first ?? '')} (${count} sub-exception${count === 1 ? '' : 's'})`;
  }
  if (first === undefined) return '';
  if (exception.cls.isSubclassOf(exceptionClass('UnicodeError')) && items.length === 5) {
    return codecText(exception.cls.name, items);
  }
  if (items.length > 1) {
    const errno = exception.cls.isSubclassOf(exceptionClass('OSError')) && items.length === 2;
    if (!errno) return repr(exception.args);
    const files = exception.filenames.filter((name) => name !== null).map(repr);
    const about = files.length > 0 ? `: ${files.join(' -> ')}` : '';
    return `[Errno ${str(first)}] ${str(items[1] ?? '')}${about}`;
  }
  // A missing key is shown as it would be written.
  return exception.cls.isSubclassOf(exceptionClass('KeyError')) ? repr(first) : str(first);
}

/** What a UnicodeDecodeError or UnicodeEncodeError says: Objects/exceptions.c, `UnicodeDecodeError_str`. */
function codecText(name: string, parts: readonly Value[]): string {
  const [encoding = '', object = '', start, end, reason = ''] = parts;
  const [from, to] = [Number(start), Number(end)];
  const isDecoding = name.includes('Decode');
  const many = isDecoding ? 'bytes' : 'characters';
  let what = `${many} in position ${from}-${to - 1}`;
  if (to - from === 1) {
    const byte = object instanceof PyBytes ? (object.bytes[from] ?? 0) : 0;
    const one = isDecoding
      ? `byte 0x${byte.toString(16).padStart(2, '0')}`
      : `character ${ascii(repr([...str(object)][from] ?? ''))}`;
    what = `${one} in position ${from}`;
  }
  return `'${str(encoding)}' codec can't ${isDecoding ? 'decode' : 'encode'} ${what}: ${str(reason)}`;
}

/** Containers that are being printed, so that one inside itself prints as `...`. */
const printing: PyObject[] = [];

function nested(value: PyObject, placeholder: string, print: () => string): string {
  if (printing.includes(value)) return placeholder;
  printing.push(value);
  try {
    return print();
  } finally {
    printing.pop();
  }
}

/** `repr(value)`. */
export function repr(value: Value): string {
  switch (typeof value) {
    case 'string':
      return reprText(value);
    case 'number':
    case 'bigint':
      return String(value);
    case 'boolean':
      return value ? 'True' : 'False';
    default:
      return value === null ? 'None' : reprObject(value);
  }
}

function reprObject(value: PyObject): string {
  if (value instanceof Float) return reprFloat(value.value);
  if (value instanceof Unknown) return String(value);
  const own = callSpecial(value, '__repr__');
  if (own !== undefined) return textResult(own, '__repr__');
  return reprBuiltin(value);
}

/** The repr of a built-in type; for an object of the program its class and address. */
export function reprBuiltin(value: PyObject): string {
  if (value instanceof PyList) {
    return nested(value, '[...]', () => `[${value.items.map(repr).join(', ')}]`);
  }
  if (value instanceof PyTuple) {
    const [only] = value.items;
    return nested(value, '(...)', () =>
      only !== undefined && value.items.length === 1
        ? `(${repr(only)},)`
        : `(${value.items.map(repr).join(', ')})`,
    );
  }
  if (value instanceof PyDict) return nested(value, '{...}', () => reprDict(value));
  if (value instanceof PySet) return nested(value, `${value.cls.name}(...)`, () => reprSet(value));
  if (value instanceof PyException) return reprException(value);
  if (value instanceof PyClass) return reprClass(value);
  if (value instanceof PyInstance) {
    if (value.payload !== undefined) return repr(value.payload);
    if (value === ellipsis) return 'Ellipsis';
    if (value === notImplemented) return 'NotImplemented';
  }
  if (value instanceof PyBytes) {
    const text = reprBytes(value.bytes);
    return value.cls === bytearrayClass ? `bytearray(${text})` : text;
  }
  if (value instanceof PyRange) {
    const step = value.step === 1 ? '' : `, ${value.step}`;
    return `range(${value.start}, ${value.stop}${step})`;
  }
  if (value instanceof PySlice) {
    return `slice(${repr(value.start)}, ${repr(value.stop)}, ${repr(value.step)})`;
  }
  if (value instanceof PyDictView) {
    const entries = [...value.dict.entries.values()];
    const shown = entries.map(({ key, value: item }) =>
      value.kind === 'keys'
        ? repr(key)
        : value.kind === 'values'
          ? repr(item)
          : `(${repr(key)}, ${repr(item)})`,
    );
    return `${value.cls.name}([${shown.join(', ')}])`;
  }
  return reprCode(value);
}

function reprCode(value: PyObject): string {
  const at = `at 0x${identity(value).toString(16)}>`;
  if (value instanceof PyFunction) return `<function ${value.qualname} ${at}`;
  if (value instanceof PyBuiltin) {
    if (value.owner) return `<method '${value.name}' of '${value.owner.name}' objects>`;
    return `<built-in function ${value.name}>`;
  }
  if (value instanceof PyMethod) {
    const { func } = value;
    if (func instanceof PyFunction) return `<bound method ${func.qualname} of ${repr(value.self)}>`;
    const name = func instanceof PyBuiltin ? func.name : 'method';
    return `<built-in method ${name} of ${typeOf(value.self).name} object ${at}`;
  }
  if (value instanceof PyCoroutine) return `<coroutine object ${value.qualname} ${at}`;
  if (value instanceof PyAsyncGenerator) return `<async_generator object ${value.qualname} ${at}`;
  if (value instanceof PyGenerator) return `<generator object ${value.qualname} ${at}`;
  if (value instanceof PyModule) return `<module '${value.name}'>`;
  return defaultRepr(value);
}

/** `object.__repr__`. */
export function defaultRepr(value: PyObject): string {
  return `<${fullName(value.cls)} object at 0x${identity(value).toString(16)}>`;
}

/** A class's name with its module, unless that is `builtins`. */
export function fullName(cls: PyClass): string {
  return cls.module === 'builtins' ? cls.qualname : `${cls.module}.${cls.qualname}`;
}

function reprClass(value: PyClass): string {
  return `<class '${fullName(value)}'>`;
}

function reprDict(value: PyDict): string {
  const entries = [...value.entries.values()];
  return `{${entries.map((entry) => `${repr(entry.key)}: ${repr(entry.value)}`).join(', ')}}`;
}

function reprSet(value: PySet): string {
  if (value.size === 0) return `${value.cls.name}()`;
  const inner = `{${setOrder(value).map(repr).join(', ')}}`;
  return value.cls === setClass ? inner : `${value.cls.name}(${inner})`;
}

function reprException(value: PyException): string {
  const name = value.cls.name;
  const { items } = value.args;
  return `${name}(${items.map(repr).join(', ')})`;
}

/** The shortest text that reads back as the same float, in Python's notation. */
export function reprFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const [mantissa = '0', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const sign = exponent < 0 ? '-' : '+';
    return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  if (Number.isInteger(value)) return `${BigInt(value)}.0`;
  const digits = mantissa.replace(/[-.]/g, '');
  const sign = value < 0 ? '-' : '';
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

const controls: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

// Controls, lone surrogates, separators other than the blank, and unassigned code points are not printable.
const notPrintable = /[\\\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/gu;

function reprText(value: string): string {
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const body = value.replace(notPrintable, (char) => {
    if (char === ' ') return char;
    if (char === '\\') return '\\\\';
    const short = controls[char];
    if (short) return short;
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
    if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
    return `\\U${code.toString(16).padStart(8, '0')}`;
  });
  return quote + (quote === "'" ? body.replaceAll("'", "\\'") : body) + quote;
}

function reprBytes(bytes: Uint8Array): string {
  let body = '';
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (char === '\\') body += '\\\\';
    else if (controls[char]) body += controls[char];
    else if (byte < 0x20 || byte >= 0x7f) body += `\\x${byte.toString(16).padStart(2, '0')}`;
    else body += char;
  }
  const quote = body.includes("'") && !body.includes('"') ? '"' : "'";
  return `b${quote}${quote === "'" ? body.replaceAll("'", "\\'") : body}${quote}`;
}

/** A short text for a value in an event: its repr, cut in the middle. */
export function preview(value: Value): string {
  const text =
    value instanceof PyObject && !(value instanceof Float) ? previewObject(value) : repr(value);
  return text.length <= 60 ? text : `${text.slice(0, 40)}…${text.slice(-16)}`;
}

/** The program's own `__repr__` is not called: looking at a value must not run code. */
function previewObject(value: PyObject): string {
  if (value instanceof PyList || value instanceof PyTuple || value instanceof PyDict) {
    const size = value instanceof PyDict ? value.size : value.items.length;
    if (size > 8) return `${value.cls.name} of ${size}`;
  }
  if (value instanceof Unknown) return String(value);
  if (value instanceof PyList) return `[${value.items.map(preview).join(', ')}]`;
  if (value instanceof PyTuple) return `(${value.items.map(preview).join(', ')})`;
  if (value instanceof PyDict) {
    const entries = [...value.entries.values()];
    return `{${entries.map((entry) => `${preview(entry.key)}: ${preview(entry.value)}`).join(', ')}}`;
  }
  if (value instanceof PyException)
    return `${value.cls.name}(${value.args.items.map(preview).join(', ')})`;
  if (value instanceof PyClass || value instanceof PyFunction) return value.name;
  return `${value.cls.name} object`;
}
