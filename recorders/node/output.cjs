'use strict';

/**
 * What the program prints, and where. The streams' own `write` is watched on its prototypes, so that neither
 * `process.stdout` nor its methods look any different; what goes past the streams (`fs.writeSync(1, …)`) is not seen.
 */

const { Duplex, Writable } = require('node:stream');
const kinds = require('./kinds.cjs');
const calls = require('./calls.cjs');
const traces = require('./traces.cjs');

const standard = new Set([1, 2]);
/** The most text that one event keeps. */
const maxText = 2_000;

function textOf(chunk, encoding) {
  if (typeof chunk === 'string') return encoding === 'hex' || encoding === 'base64' ? '' : chunk;
  return chunk instanceof Uint8Array
    ? Buffer.from(chunk.buffer, chunk.byteOffset, Math.min(chunk.byteLength, maxText)).toString()
    : '';
}

function start(ring) {
  const tell = (stream, chunk, encoding) => {
    if (calls.isOff() || !stream._isStdio || !standard.has(stream.fd)) return;
    try {
      const text = textOf(chunk, encoding).slice(0, maxText);
      const place = traces.userPlace();
      if (!ring.begin(kinds.output, 3 * text.length + 4_000)) return;
      ring.number(stream.fd);
      ring.number(calls.currentId());
      ring.string(text);
      ring.string(place?.file ?? '', 1_000);
      ring.number(place?.line ?? 0);
      ring.number(place?.column ?? 0);
      ring.end();
    } catch {
      calls.stop();
    }
  };
  for (const { prototype } of [Writable, Duplex]) {
    const { write } = prototype;
    const watched = {
      write(chunk, encoding, callback) {
        tell(this, chunk, encoding);
        return Reflect.apply(write, this, arguments);
      },
    }.write;
    Object.defineProperty(watched, 'name', { value: write.name, configurable: true });
    traces.disguise(watched, write);
    prototype.write = watched;
  }
}

module.exports = { start };
