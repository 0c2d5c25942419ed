import type { Key } from '../ast';
import { toKey } from '../values/convert';
import { Unknown } from '../values/unknown';
import type { Code } from './code';
import { combine1, plain } from './code';
import type { Compiler } from './context';

/** A property's key, which a computed one works out. */
export function compileKey(compiler: Compiler, key: Key): Code {
  if (key.type !== 'computed') {
    const { name } = key;
    return plain(() => name);
  }
  return combine1(compiler.expression(key.expression), (value) =>
    value instanceof Unknown ? value.text : toKey(value),
  );
}
