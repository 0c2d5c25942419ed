import { raise } from '../objects/exceptions';
import { repr } from '../operations/repr';
import { dayNames, monthNames, second } from './datetime_values';

/* Lib/_strptime.py: reading a date and a time by a format. */

/** What a format can find; months and days count from 1, the offset is in microseconds. */
export interface Found {
  readonly fields: readonly [number, number, number, number, number, number, number];
  readonly offset: number | null;
}

const short = (names: readonly string[]): readonly string[] =>
  names.map((name) => name.slice(0, 3));

const patterns: Readonly<Record<string, string>> = {
  Y: '\\d{4}',
  y: '\\d{2}',
  m: '1[0-2]|0[1-9]|[1-9]',
  d: '3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]',
  H: '2[0-3]|[01]\\d|\\d',
  I: '1[0-2]|0[1-9]|[1-9]',
  M: '[0-5]\\d|\\d',
  S: '6[01]|[0-5]\\d|\\d',
  f: '\\d{1,6}',
  p: 'am|pm',
  j: '36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]',
  A: dayNames.join('|'),
  a: short(dayNames).join('|'),
  B: monthNames.join('|'),
  b: short(monthNames).join('|'),
  z: '[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z',
  Z: 'utc|gmt',
  w: '[0-6]',
};

const compounds: Readonly<Record<string, string>> = {
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  R: '%H:%M',
};

function expressionOf(format: string): { readonly regexp: RegExp; readonly codes: string[] } {
  const codes: string[] = [];
  const full = format.replace(/%([DFTR])/g, (_, code: string) => compounds[code] ?? '');
  const source = full
    .replace(/[\\^$.|+?*()[\]{}]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
    .replace(/%(.)/g, (_, code: string) => {
      if (code === '%') return '%';
      const pattern = patterns[code];
      if (pattern === undefined) {
        raise('ValueError', `'${code}' is a bad directive in format ${repr(format)}`);
      }
      codes.push(code);
      return `(${pattern})`;
    });
  return { regexp: new RegExp(`^${source}`, 'i'), codes };
}

function offsetOf(text: string): number {
  if (text.toUpperCase() === 'Z') return 0;
  const digits = text.slice(1).replaceAll(':', '');
  const [hours, minutes, seconds] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2) || 0));
  const total = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  return (text.startsWith('-') ? -total : total) * second;
}

/** `datetime.strptime`. ValueError where the text does not have the format. */
export function strptime(text: string, format: string): Found {
  const { regexp, codes } = expressionOf(format);
  const match = regexp.exec(text);
  if (!match) {
    raise('ValueError', `time data ${repr(text)} does not match format ${repr(format)}`);
  }
  if (match[0].length < text.length) {
    raise('ValueError', `unconverted data remains: ${text.slice(match[0].length)}`);
  }
  const found = new Map(codes.map((code, index) => [code, match[index + 1] ?? '']));
  const number = (code: string, fallback: number): number => Number(found.get(code) ?? fallback);
  const indexIn = (names: readonly string[], code: string): number =>
    names.findIndex((name) => name.toLowerCase() === found.get(code)?.toLowerCase()) + 1;
  let month = number('m', 0) || indexIn(monthNames, 'B') || indexIn(short(monthNames), 'b') || 1;
  let date = number('d', 1);
  // POSIX: 69 to 99 belong to the last century.
  const twoDigits = found.get('y');
  const century = Number(twoDigits) >= 69 ? 1900 : 2000;
  const year = twoDigits === undefined ? number('Y', 1900) : century + Number(twoDigits);
  if (found.has('j')) {
    const day = new Date(Date.UTC(year, 0, number('j', 1)));
    month = day.getUTCMonth() + 1;
    date = day.getUTCDate();
  }
  let hour = number('H', 0);
  if (found.has('I')) {
    hour = (number('I', 12) % 12) + (found.get('p')?.toLowerCase() === 'pm' ? 12 : 0);
  }
  const us = Number((found.get('f') ?? '0').padEnd(6, '0'));
  const zone = found.get('z');
  return {
    fields: [year, month, date, hour, number('M', 0), number('S', 0), us],
    offset: zone === undefined ? null : offsetOf(zone),
  };
}
