import type { Value } from '../objects/object';
import { bytesOf } from '../builtins/bytes';
import { makeModule } from '../operations/native';

/* The checksums of Modules/zlibmodule.c. */

/** The CRC of ISO 3309, with the reversed polynomial 0xEDB88320. */
export function crc32(bytes: Uint8Array, start: number): number {
  let crc = ~start;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
  }
  return ~crc >>> 0;
}

/** RFC 1950: two sums modulo the largest prime below 65536. */
function adler32(bytes: Uint8Array, start: number): number {
  let low = start & 0xffff;
  let high = start >>> 16;
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
}

export const zlibModule = makeModule('zlib', {
  'crc32(data, value=0, /)': (data: Value, start: number) => crc32(bytesOf(data), start),
  'adler32(data, value=1, /)': (data: Value, start: number) => adler32(bytesOf(data), start),
});
