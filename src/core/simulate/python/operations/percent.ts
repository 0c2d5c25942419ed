import { PyDict, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { numberOf } from './compare';
import { format } from './format';
import { repr, str } from './repr';

const conversion =
  /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+))?[hlL]?([diouxXeEfFgGcrsa%])/g;

/** `template % values`: the library reference's "printf-style String Formatting". */
export function formatPercent(template: string, values: Value): string {
  const list = values instanceof PyTuple ? values.items : [values];
  let next = 0;
  const take = (): Value => {
    if (next >= list.length) raise('TypeError', 'not enough arguments for format string');
    return list[next++] ?? null;
  };
  const text = template.replace(
    conversion,
    (
      _,
      key: string | undefined,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      type: string,
    ) => {
      if (type === '%') return '%';
      const wide = width === '*' ? str(take()) : (width ?? '');
      const precise = precision === '*' ? str(take()) : precision;
      const value = key === undefined ? take() : byKey(values, key);
      return convert(value, flags, wide, precise, type);
    },
  );
  const unused = !(values instanceof PyDict) && !(values instanceof Unknown) && next < list.length;
  if (unused) raise('TypeError', 'not all arguments converted during string formatting');
  return text;
}

function byKey(values: Value, key: string): Value {
  if (!(values instanceof PyDict)) raise('TypeError', 'format requires a mapping');
  const value = values.get(key);
  if (value === undefined) raise('KeyError', key);
  return value;
}

function convert(
  value: Value,
  flags: string,
  width: string,
  precision: string | undefined,
  type: string,
): string {
  const left = flags.includes('-');
  if (value instanceof Unknown || 'rsa'.includes(type)) {
    const text = type === 'r' || type === 'a' ? repr(value) : str(value);
    const cut = precision === undefined ? text : [...text].slice(0, Number(precision)).join('');
    return left ? cut.padEnd(Number(width)) : cut.padStart(Number(width));
  }
  if (type === 'c')
    return typeof value === 'string' ? value : String.fromCodePoint(Number(numberOf(value)));
  const number = numberOf(value);
  if (number === undefined) {
    const wanted = 'diu'.includes(type) ? 'a real number is required' : 'must be real number';
    raise(
      'TypeError',
      'diu'.includes(type)
        ? `%${type} format: ${wanted}, not ${typeOf(value).name}`
        : `${wanted}, not ${typeOf(value).name}`,
    );
  }
  const whole = 'diuoxX'.includes(type);
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const alternate = flags.includes('#') ? '#' : '';
  const zero = flags.includes('0') && !left ? '0' : '';
  const align = left ? '<' : zero ? '' : '>';
  const digits = precision === undefined || whole ? '' : `.${precision}`;
  const converted = whole ? (typeof number === 'bigint' ? number : Math.trunc(number)) : value;
  const code = 'iu'.includes(type) ? 'd' : type;
  return format(converted, `${align}${sign}${alternate}${zero}${width}${digits}${code}`);
}
