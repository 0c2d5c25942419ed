import { raise } from '../objects/exceptions';
import { Float, PyInstance, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { callSpecial } from './attributes';
import { numberOf, textOf } from './compare';
import { reprFloat, str } from './repr';

/** A parsed format specification: the library reference's "Format Specification Mini-Language". */
interface Spec {
  readonly fill: string;
  readonly align: '<' | '>' | '=' | '^' | '';
  readonly sign: '+' | '-' | ' ';
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: ',' | '_' | '';
  readonly precision: number | null;
  readonly type: string;
}

const pattern =
  /^(?:([\s\S])?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/u;

function parse(spec: string, value: Value): Spec {
  const match = pattern.exec(spec);
  if (!match) {
    raise(
      'ValueError',
      `Invalid format specifier '${spec}' for object of type '${typeOf(value).name}'`,
    );
  }
  const [, fill, align, sign, , alternate, zero, width, grouping, precision, type] = match;
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: (align ?? (zero ? '=' : '')) as Spec['align'],
    sign: (sign ?? '-') as Spec['sign'],
    alternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping: (grouping ?? '') as Spec['grouping'],
    precision: precision === undefined ? null : Number(precision),
    type: type ?? '',
  };
}

/** `format(value, spec)`. */
export function format(value: Value, spec: string): string {
  if (value instanceof Unknown) return pad(String(value), lenient(spec));
  const own = callSpecial(value, '__format__', [spec]);
  if (own !== undefined) return str(own);
  if (spec === '') return str(value);
  const text = textOf(value);
  if (text !== undefined) return formatText(text, spec, value);
  const number = numberOf(value);
  if (number === undefined) {
    raise('TypeError', `unsupported format string passed to ${typeOf(value).name}.__format__`);
  }
  const parsed = parse(spec, value);
  if (typeof value === 'boolean' && parsed.type === '') {
    return formatText(str(value), spec, value);
  }
  return formatNumber(number, isFloat(value), parsed);
}

function isFloat(value: Value): boolean {
  if (value instanceof PyInstance && value.payload !== undefined) return isFloat(value.payload);
  return value instanceof Float;
}

/** An unknown keeps the width that was asked for, whatever type the specification expects. */
function lenient(spec: string): Spec {
  const match = pattern.exec(spec);
  const [, fill, align, , , , , width] = match ?? [];
  return {
    fill: fill ?? ' ',
    align: (align ?? '<') as Spec['align'],
    sign: '-',
    alternate: false,
    width: Number(width ?? 0),
    grouping: '',
    precision: null,
    type: '',
  };
}

function formatText(text: string, spec: string, value: Value): string {
  const parsed = parse(spec, value);
  if (parsed.type !== '' && parsed.type !== 's') {
    raise('ValueError', `Unknown format code '${parsed.type}' for object of type 'str'`);
  }
  if (parsed.align === '=') {
    if (!spec.startsWith('0'))
      raise('ValueError', "'=' alignment not allowed in string format specifier");
    return pad(text, { ...parsed, align: '<' });
  }
  const cut = parsed.precision === null ? text : [...text].slice(0, parsed.precision).join('');
  return pad(cut, parsed.align === '' ? { ...parsed, align: '<' } : parsed);
}

function pad(text: string, { fill, align, width }: Spec): string {
  const missing = width - [...text].length;
  if (missing <= 0) return text;
  switch (align) {
    case '<':
      return text + fill.repeat(missing);
    case '^': {
      const left = Math.floor(missing / 2);
      return fill.repeat(left) + text + fill.repeat(missing - left);
    }
    default:
      return fill.repeat(missing) + text;
  }
}

/**
 * Formats a number of the library's own (`decimal`, `fractions`): `digits` writes its magnitude for the
 * presentation type and the precision that the specification asks for.
 */
export function formatMagnitude(
  value: Value,
  spec: string,
  negative: boolean,
  digits: (type: string, precision: number | null) => string,
): string {
  const parsed = parse(spec, value);
  const sign = negative ? '-' : parsed.sign === '-' ? '' : parsed.sign;
  return padNumber(sign, digits(parsed.type, parsed.precision), parsed);
}

function formatNumber(number: number | bigint, float: boolean, spec: Spec): string {
  const negative = number < 0 || Object.is(number, -0);
  const magnitude = typeof number === 'bigint' ? (negative ? -number : number) : Math.abs(number);
  const isWhole = !float && ['', 'd', 'n', 'b', 'o', 'x', 'X', 'c'].includes(spec.type);
  if (float && ['d', 'b', 'o', 'x', 'X', 'c', 's'].includes(spec.type)) {
    raise('ValueError', `Unknown format code '${spec.type}' for object of type 'float'`);
  }
  if (spec.type === 's') raise('ValueError', `Unknown format code 's' for object of type 'int'`);
  if (isWhole && spec.precision !== null) {
    raise('ValueError', 'Precision not allowed in integer format specifier');
  }
  const digits = isWhole ? wholeDigits(magnitude, spec) : floatDigits(Number(magnitude), spec);
  const sign = negative ? '-' : spec.sign === '-' ? '' : spec.sign;
  const prefix = isWhole && spec.alternate ? (prefixes[spec.type] ?? '') : '';
  return padNumber(sign + prefix, digits, spec);
}

function padNumber(head: string, digits: string, spec: Spec): string {
  if (spec.align !== '=') {
    const grouped = group(digits, spec);
    return pad(head + grouped, spec.align === '' ? { ...spec, align: '>' } : spec);
  }
  return head + group(digits, spec, spec.width - head.length);
}

const prefixes: Readonly<Record<string, string>> = { b: '0b', o: '0o', x: '0x', X: '0X' };

function wholeDigits(value: number | bigint, spec: Spec): string {
  switch (spec.type) {
    case 'b':
      return value.toString(2);
    case 'o':
      return value.toString(8);
    case 'x':
      return value.toString(16);
    case 'X':
      return value.toString(16).toUpperCase();
    case 'c':
      return String.fromCodePoint(Number(value));
    default:
      return value.toString();
  }
}

function floatDigits(value: number, spec: Spec): string {
  const { type } = spec;
  const precision = spec.precision ?? 6;
  const upper = type === 'E' || type === 'G' || type === 'F';
  let text: string;
  if (!Number.isFinite(value)) text = Number.isNaN(value) ? 'nan' : 'inf';
  else if (type === 'f' || type === 'F') text = toFixed(value, precision);
  else if (type === '%') return `${toFixed(value * 100, precision)}%`;
  else if (type === 'e' || type === 'E') text = exponential(value, precision);
  else if (type === '' && spec.precision === null) text = reprFloat(value);
  else text = general(value, Math.max(1, precision), type === '', spec.alternate);
  return upper ? text.toUpperCase() : text;
}

/** Rounds the exact decimal value of the float half to even, as C's printf does. */
export function toFixed(value: number, digits: number): string {
  // JavaScript's toFixed is exact below 1e21 except that a tie goes up; ties are exact binary fractions.
  if (Math.abs(value) >= 1e21) {
    return BigInt(value).toString() + (digits > 0 ? `.${'0'.repeat(digits)}` : '');
  }
  const capped = Math.min(digits, 100);
  const text = value.toFixed(capped);
  if (capped < 25 && isTie(value, capped)) {
    const scaled = value * 10 ** capped;
    const even = 2 * Math.round(scaled / 2);
    return (even / 10 ** capped).toFixed(capped);
  }
  return text;
}

function isTie(value: number, digits: number): boolean {
  const long = value.toFixed(Math.min(100, digits + 30));
  const rest = long.slice(long.length - 30);
  return /^50*$/.test(rest);
}

function exponential(value: number, precision: number): string {
  const [mantissa = '0', exponent = '+0'] = halfEven(value, precision).split('e');
  const sign = exponent.startsWith('-') ? '-' : '+';
  return `${mantissa}e${sign}${exponent.replace(/^[-+]/, '').padStart(2, '0')}`;
}

/** `toExponential` takes a tie up; C's printf takes it to the even digit. A longer text is exact and shows a tie. */
function halfEven(value: number, precision: number): string {
  const digits = Math.min(100, precision);
  const up = value.toExponential(digits);
  const exact = value.toExponential(Math.min(100, digits + 30)).replace(/e.*$/, '');
  const isTie = /^50*$/.test(exact.replace('.', '').slice(digits + 1));
  const isOdd = /[13579]e/.test(up);
  if (!isTie || !isOdd) return up;
  // What stands before the tie is the even neighbour.
  const down = exact.slice(0, digits === 0 ? 1 : digits + 2);
  return down + value.toExponential(100).replace(/^[^e]*/, '');
}

function general(value: number, precision: number, isDefault: boolean, alternate: boolean): string {
  const exponent = value === 0 ? 0 : Number(halfEven(value, precision - 1).split('e')[1]);
  if (exponent < -4 || exponent >= precision) {
    const text = exponential(value, precision - 1);
    return alternate ? text : text.replace(/\.?0+e/, 'e');
  }
  let text = toFixed(value, Math.max(0, precision - 1 - exponent));
  if (!alternate && text.includes('.')) text = text.replace(/\.?0+$/, '');
  return isDefault && !text.includes('.') ? `${text}.0` : text;
}

/** Puts separators into the whole part, and zeros before it up to `width` where asked for. */
function group(digits: string, spec: Spec, width = 0): string {
  const every = ['b', 'o', 'x', 'X'].includes(spec.type) ? 4 : 3;
  const match = /^([0-9a-fA-F]+)(.*)$/s.exec(digits);
  if (!match) return digits.padStart(width, spec.fill);
  const [, whole = '', rest = ''] = match;
  if (spec.grouping === '') return (whole + rest).padStart(width, spec.fill);
  const separated = (text: string): string =>
    text.replace(new RegExp(`\\B(?=([0-9a-fA-F]{${every}})+$)`, 'g'), spec.grouping);
  let grouped = separated(whole);
  if (spec.fill !== '0') return (grouped + rest).padStart(width, spec.fill);
  let padded = whole;
  while (grouped.length + rest.length < width) {
    padded = `0${padded}`;
    grouped = separated(padded);
  }
  return grouped + rest;
}
