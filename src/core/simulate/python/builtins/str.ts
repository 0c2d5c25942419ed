import { PyDict, PyList, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { strClass, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { numberOf, textOf } from '../operations/compare';
import { makeDict } from '../operations/hash';
import { items } from '../operations/iterate';
import { define } from '../operations/native';
import { str } from '../operations/repr';
import { encode } from './codecs';
import { formatTemplate } from './template';

/* The library reference's "String Methods". */

function text(value: Value): string {
  const found = textOf(value);
  if (found !== undefined) return found;
  if (value instanceof Unknown) return String(value);
  return raise('TypeError', `expected str instance, ${typeOf(value).name} found`);
}

const blanks = /[\s\x1c-\x1f\x85]/;

function isBlank(char: string): boolean {
  return blanks.test(char);
}

function strip(value: string, chars: Value, left: boolean, right: boolean): string {
  const set = chars === null ? null : new Set(text(chars));
  const drop = (char: string | undefined): boolean =>
    char !== undefined && (set ? set.has(char) : isBlank(char));
  const characters = [...value];
  let start = 0;
  let end = characters.length;
  while (left && start < end && drop(characters[start])) start++;
  while (right && end > start && drop(characters[end - 1])) end--;
  return characters.slice(start, end).join('');
}

function split(value: string, separator: Value, most: number): string[] {
  if (separator !== null) {
    const sep = text(separator);
    if (sep === '') raise('ValueError', 'empty separator');
    const parts = value.split(sep);
    if (most < 0 || parts.length <= most + 1) return parts;
    return [...parts.slice(0, most), parts.slice(most).join(sep)];
  }
  const parts: string[] = [];
  let rest = value.replace(/^\s+/, '');
  while (rest !== '') {
    if (parts.length === most) {
      parts.push(rest.replace(/\s+$/, ''));
      break;
    }
    const match = /^(\S+)\s*/.exec(rest);
    if (!match) break;
    parts.push(match[1] ?? '');
    rest = rest.slice(match[0].length);
  }
  return parts;
}

function rsplit(value: string, separator: Value, most: number): string[] {
  if (most < 0) return split(value, separator, -1);
  if (separator !== null) {
    const sep = text(separator);
    const parts = value.split(sep);
    if (parts.length <= most + 1) return parts;
    const cut = parts.length - most;
    return [parts.slice(0, cut).join(sep), ...parts.slice(cut)];
  }
  const parts: string[] = [];
  let rest = value.replace(/\s+$/, '');
  while (rest !== '') {
    if (parts.length === most) {
      parts.unshift(rest.replace(/^\s+/, ''));
      break;
    }
    const match = /\s*(\S+)$/.exec(rest);
    if (!match) break;
    parts.unshift(match[1] ?? '');
    rest = rest.slice(0, rest.length - match[0].length);
  }
  return parts;
}

function splitLines(value: string, keepEnds: boolean): string[] {
  const lines = value.match(
    /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])|[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+$/g,
  );
  return (lines ?? []).map((line) =>
    keepEnds ? line : line.replace(/(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])$/, ''),
  );
}

/** The part of the text that `start` and `end` choose, and where it begins. */
function part(value: string, start: Value, end: Value): { text: string; offset: number } {
  const size = value.length;
  const clamp = (bound: Value, fallback: number): number => {
    const index = bound === null ? fallback : Number(numberOf(bound) ?? fallback);
    return Math.max(0, Math.min(size, index < 0 ? index + size : index));
  };
  const from = clamp(start, 0);
  return { text: value.slice(from, Math.max(from, clamp(end, size))), offset: from };
}

function find(value: string, sub: Value, start: Value, end: Value, last = false): number {
  const { text: inner, offset } = part(value, start, end);
  const index = last ? inner.lastIndexOf(text(sub)) : inner.indexOf(text(sub));
  return index < 0 ? -1 : index + offset;
}

function found(index: number): number {
  if (index < 0) raise('ValueError', 'substring not found');
  return index;
}

function affix(value: string, prefixes: Value, test: (prefix: string) => boolean): boolean {
  if (prefixes instanceof PyTuple) return prefixes.items.some((each) => test(text(each)));
  return test(text(prefixes));
}

function capitalize(value: string): string {
  const [first = '', ...rest] = [...value];
  return first.toUpperCase() + rest.join('').toLowerCase();
}

function titleCase(value: string): string {
  return value.replace(/\p{L}+/gu, capitalize);
}

function justify(
  value: string,
  width: number,
  fill: string,
  side: 'left' | 'right' | 'both',
): string {
  const missing = width - [...value].length;
  if (missing <= 0) return value;
  if (side === 'left') return value + fill.repeat(missing);
  if (side === 'right') return fill.repeat(missing) + value;
  // CPython puts the odd blank on the left if the width is odd too.
  const left = Math.floor(missing / 2) + (missing & width & 1);
  return fill.repeat(left) + value + fill.repeat(missing - left);
}

function zfill(value: string, width: number): string {
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/s.exec(value) ?? [];
  return sign + digits.padStart(width - sign.length, '0');
}

function replace(value: string, old: string, by: string, count: number): string {
  if (count < 0) return value.split(old).join(by);
  let result = '';
  let rest = value;
  for (let turn = 0; turn < count; turn++) {
    const index = rest.indexOf(old);
    if (index < 0) break;
    result += rest.slice(0, index) + by;
    rest = rest.slice(index + old.length);
  }
  return result + rest;
}

function translate(value: string, table: Value): string {
  if (!(table instanceof PyDict)) return value;
  return [...value]
    .map((char) => {
      const mapped = table.get(char.codePointAt(0) ?? 0);
      if (mapped === undefined) return char;
      if (mapped === null) return '';
      return typeof mapped === 'number' ? String.fromCodePoint(mapped) : str(mapped);
    })
    .join('');
}

function makeTrans(from: Value, to: Value, remove: Value): Value {
  if (from instanceof PyDict) {
    const entries = [...from.entries.values()];
    return makeDict(
      entries.map(({ key, value }) => [
        typeof key === 'string' ? (key.codePointAt(0) ?? 0) : key,
        value,
      ]),
    );
  }
  const source = [...text(from)];
  const target = [...text(to)];
  const pairs = source.map((char, index): [Value, Value] => [
    char.codePointAt(0) ?? 0,
    target[index]?.codePointAt(0) ?? null,
  ]);
  const gone = remove === null ? [] : [...text(remove)];
  return makeDict([
    ...pairs,
    ...gone.map((char): [Value, Value] => [char.codePointAt(0) ?? 0, null]),
  ]);
}

function partition(value: string, separator: string, last: boolean): PyTuple {
  const index = last ? value.lastIndexOf(separator) : value.indexOf(separator);
  if (index < 0) return new PyTuple(last ? ['', '', value] : [value, '', '']);
  return new PyTuple([value.slice(0, index), separator, value.slice(index + separator.length)]);
}

function isCased(value: string, kind: 'upper' | 'lower'): boolean {
  const same = kind === 'upper' ? value.toUpperCase() : value.toLowerCase();
  return value === same && value.toUpperCase() !== value.toLowerCase();
}

define(strClass, {
  'upper(self, /)': (self: Value) => text(self).toUpperCase(),
  'lower(self, /)': (self: Value) => text(self).toLowerCase(),
  'casefold(self, /)': (self: Value) => text(self).toLowerCase().replaceAll('ß', 'ss'),
  'capitalize(self, /)': (self: Value) => capitalize(text(self)),
  'title(self, /)': (self: Value) => titleCase(text(self)),
  'swapcase(self, /)': (self: Value) =>
    [...text(self)]
      .map((char) => (char === char.toUpperCase() ? char.toLowerCase() : char.toUpperCase()))
      .join(''),
  'strip(self, chars=None, /)': (self: Value, chars: Value) => strip(text(self), chars, true, true),
  'lstrip(self, chars=None, /)': (self: Value, chars: Value) =>
    strip(text(self), chars, true, false),
  'rstrip(self, chars=None, /)': (self: Value, chars: Value) =>
    strip(text(self), chars, false, true),
  'split(self, /, sep=None, maxsplit=-1)': (self: Value, separator: Value, most: number) =>
    new PyList(split(text(self), separator, most)),
  'rsplit(self, /, sep=None, maxsplit=-1)': (self: Value, separator: Value, most: number) =>
    new PyList(rsplit(text(self), separator, most)),
  'splitlines(self, /, keepends=False)': (self: Value, keepEnds: boolean) =>
    new PyList(splitLines(text(self), keepEnds)),
  'join(self, iterable, /)': (self: Value, iterable: Value) => {
    const parts = items(iterable).map((item, index) => {
      if (item instanceof Unknown) return String(item);
      const part = textOf(item);
      if (part === undefined) {
        raise(
          'TypeError',
          `sequence item ${index}: expected str instance, ${typeOf(item).name} found`,
        );
      }
      return part;
    });
    return parts.join(text(self));
  },
  'startswith(self, prefix, start=None, end=None, /)': (
    self: Value,
    prefix: Value,
    start: Value,
    end: Value,
  ) => {
    const { text: inner } = part(text(self), start, end);
    return affix(inner, prefix, (each) => inner.startsWith(each));
  },
  'endswith(self, suffix, start=None, end=None, /)': (
    self: Value,
    suffix: Value,
    start: Value,
    end: Value,
  ) => {
    const { text: inner } = part(text(self), start, end);
    return affix(inner, suffix, (each) => inner.endsWith(each));
  },
  'removeprefix(self, prefix, /)': (self: Value, prefix: string) => {
    const value = text(self);
    return value.startsWith(prefix) ? value.slice(prefix.length) : value;
  },
  'removesuffix(self, suffix, /)': (self: Value, suffix: string) => {
    const value = text(self);
    return suffix !== '' && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value;
  },
  'replace(self, old, new, /, count=-1)': (self: Value, old: Value, by: Value, count: number) =>
    replace(text(self), text(old), text(by), count),
  'find(self, sub, start=None, end=None, /)': (self: Value, sub: Value, start: Value, end: Value) =>
    find(text(self), sub, start, end),
  'rfind(self, sub, start=None, end=None, /)': (
    self: Value,
    sub: Value,
    start: Value,
    end: Value,
  ) => find(text(self), sub, start, end, true),
  'index(self, sub, start=None, end=None, /)': (
    self: Value,
    sub: Value,
    start: Value,
    end: Value,
  ) => found(find(text(self), sub, start, end)),
  'rindex(self, sub, start=None, end=None, /)': (
    self: Value,
    sub: Value,
    start: Value,
    end: Value,
  ) => found(find(text(self), sub, start, end, true)),
  'count(self, sub, start=None, end=None, /)': (
    self: Value,
    sub: Value,
    start: Value,
    end: Value,
  ) => {
    const { text: inner } = part(text(self), start, end);
    const wanted = text(sub);
    return wanted === '' ? inner.length + 1 : inner.split(wanted).length - 1;
  },
  "ljust(self, width, fillchar=' ', /)": (self: Value, width: number, fill: string) =>
    justify(text(self), width, fill, 'left'),
  "rjust(self, width, fillchar=' ', /)": (self: Value, width: number, fill: string) =>
    justify(text(self), width, fill, 'right'),
  "center(self, width, fillchar=' ', /)": (self: Value, width: number, fill: string) =>
    justify(text(self), width, fill, 'both'),
  'zfill(self, width, /)': (self: Value, width: number) => zfill(text(self), width),
  'expandtabs(self, /, tabsize=8)': (self: Value, size: number) =>
    text(self).replace(
      /([^\t\n]*)\t/g,
      (_, before: string) => before + ' '.repeat(size - (before.length % size)),
    ),
  'partition(self, sep, /)': (self: Value, separator: string) =>
    partition(text(self), separator, false),
  'rpartition(self, sep, /)': (self: Value, separator: string) =>
    partition(text(self), separator, true),
  'format(self, /, *args, **kwargs)': (self: Value, args: PyTuple, kwargs: PyDict) =>
    formatTemplate(text(self), args.items, kwargs),
  'format_map(self, mapping, /)': (self: Value, mapping: PyDict) =>
    formatTemplate(text(self), [], mapping),
  "encode(self, /, encoding='utf-8', errors='strict')": (
    self: Value,
    encoding: string,
    errors: string,
  ) => encode(text(self), encoding, errors),
  'translate(self, table, /)': (self: Value, table: Value) => translate(text(self), table),
  '@staticmethod maketrans(x, y=None, z=None, /)': makeTrans,
  // Superscripts, subscripts and circled digits are digits, too, though no decimals (Unicode's Numeric_Type=Digit).
  'isdigit(self, /)': (self: Value) =>
    /^[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468]+$/u.test(text(self)),
  'isdecimal(self, /)': (self: Value) => /^\p{Nd}+$/u.test(text(self)),
  'isnumeric(self, /)': (self: Value) => /^\p{N}+$/u.test(text(self)),
  'isalpha(self, /)': (self: Value) => /^\p{L}+$/u.test(text(self)),
  'isalnum(self, /)': (self: Value) => /^[\p{L}\p{N}]+$/u.test(text(self)),
  'isspace(self, /)': (self: Value) => text(self) !== '' && [...text(self)].every(isBlank),
  'isupper(self, /)': (self: Value) => isCased(text(self), 'upper'),
  'islower(self, /)': (self: Value) => isCased(text(self), 'lower'),
  'istitle(self, /)': (self: Value) =>
    /\p{L}/u.test(text(self)) && titleCase(text(self)) === text(self),
  'isidentifier(self, /)': (self: Value) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text(self)),
  'isascii(self, /)': (self: Value) => /^[\0-\x7f]*$/.test(text(self)),
  'isprintable(self, /)': (self: Value) =>
    !/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(text(self)),
});
