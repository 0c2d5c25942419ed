import type { Code } from '../objects/functions';
import type { Value } from '../objects/object';
import { ascii } from '../operations/escapes';
import { format } from '../operations/format';
import { repr, str } from '../operations/repr';
import type { FormattedValue } from '../syntax/ast';
import { combine, plain } from './code';
import type { Context } from './context';

/** An f-string: its texts and formatted values, joined. */
export function compileFormatted(
  context: Context,
  parts: readonly (string | FormattedValue)[],
): Code {
  const codes = parts.map((part) => {
    return typeof part === 'string' ? plain<Value>(() => part) : replacement(context, part);
  });
  return combine(codes, (values) => values.map(str).join(''));
}

function replacement(context: Context, { value, conversion, spec }: FormattedValue): Code {
  const code = context.expression(value);
  const formatSpec = spec ? compileFormatted(context, spec) : plain<Value>(() => '');
  return combine([code, formatSpec], ([object = null, specification = '']) => {
    const converted = convert(object, conversion);
    return specification === '' && typeof converted === 'string'
      ? converted
      : format(converted, str(specification));
  });
}

/** `!r`, `!s` and `!a`. */
export function convert(value: Value, conversion: string | null): Value {
  switch (conversion) {
    case 's':
      return str(value);
    case 'r':
      return repr(value);
    case 'a':
      return ascii(repr(value));
    default:
      return value;
  }
}
