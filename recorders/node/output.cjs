'use strict';

/**
 * What the program prints, and where. The streams' own `write` is watched on its prototypes, so that neither
 * `process.stdout` nor its methods look any different; what goes past the streams (`fs.writeSync(1, …)`) is not seen.
 *
 * What a worker writes is printed by the main thread, to which Node pipes it. Both tell of it: the worker who wrote it and
 * where, the main thread when it was printed.
 */

const { Duplex, Writable } = require('node:stream');
const kinds = require('./kinds.cjs');
const calls = require('./calls.cjs');
const traces = require('./traces.cjs');

/** Kept before the program can replace it. */
const { TypeError } = globalThis;
const standard = new Set([1, 2]);
/** The most text that one event keeps, in UTF-16 units. */
const maxText = 2_000;
/** So many bytes have them all. */
const maxBytes = 3 * maxText;

/** The number of the worker's ring whose text the main thread is about to print; 0 for none. */
let source = 0;

function textOf(chunk, encoding) {
  if (typeof chunk === 'string') return encoding === 'hex' || encoding === 'base64' ? '' : chunk;
  return chunk instanceof Uint8Array
    ? Buffer.from(chunk.buffer, chunk.byteOffset, Math.min(chunk.byteLength, maxBytes)).toString()
    : '';
}

/** 1 for standard output, 2 for standard error; 0 for any other stream. */
function descriptorOf(stream) {
  return stream._isStdio && standard.has(stream.fd) ? stream.fd : 0;
}

/** The same in a worker. `captured`: which of its streams whoever started it reads itself, so that nothing prints them. */
function descriptorsOfWorker(captured) {
  const { stdout, stderr } = process;
  return (stream) => {
    if (stream === stdout) return captured.stdout ? 0 : 1;
    return stream === stderr && !captured.stderr ? 2 : 0;
  };
}

/** `captured`: null in the main thread. */
function start(ring, captured) {
  const descriptor = captured === null ? descriptorOf : descriptorsOfWorker(captured);
  const tell = (stream, chunk, encoding) => {
    if (calls.isOff()) return;
    const standardStream = descriptor(stream);
    if (standardStream === 0) return;
    try {
      const text = textOf(chunk, encoding).slice(0, maxText);
      const place = source === 0 ? traces.userPlace() : null;
      if (!ring.begin(kinds.output, 3 * text.length + 4_000)) return;
      ring.number(standardStream);
      ring.number(source);
      ring.number(calls.currentId());
      ring.string(text);
      ring.string(place?.file ?? '', 1_000);
      ring.number(place?.line ?? 0);
      ring.number(place?.column ?? 0);
      ring.end();
    } catch (error) {
      if (error instanceof TypeError) calls.stop();
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

/** From here on what the main thread prints for a worker is told as that of the worker whose ring has this number. */
function follow(streams, number) {
  for (const stream of streams)
    for (const print of stream.listeners('data')) {
      const shown = function (chunk) {
        source = number;
        try {
          Reflect.apply(print, this, [chunk]);
        } finally {
          source = 0;
        }
      };
      // As `once` does it: whoever takes the inner listener off, or asks for it, gets what he means.
      shown.listener = print;
      stream.removeListener('data', print);
      stream.on('data', shown);
    }
}

module.exports = { start, follow };
