import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { equal } from '../operations/compare';
import { makeModule } from '../operations/native';

/* Lib/secrets.py: what it gives cannot be known beforehand. */

function secret(name: string): () => Value {
  return () => new Unknown(`${name}()`);
}

export const secretsModule = makeModule('secrets', {
  'token_hex(nbytes=None)': secret('token_hex'),
  'token_urlsafe(nbytes=None)': secret('token_urlsafe'),
  'token_bytes(nbytes=None)': secret('token_bytes'),
  'randbelow(exclusive_upper_bound)': secret('randbelow'),
  'randbits(k)': secret('randbits'),
  'choice(seq)': secret('choice'),
  'compare_digest(a, b, /)': (a: Value, b: Value) => equal(a, b),
});
