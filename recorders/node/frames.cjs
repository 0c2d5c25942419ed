'use strict';

/**
 * What goes through the pipe. A frame is the length of its payload (four bytes, unsigned, little endian) and the payload: a byte
 * with the number of the ring, 0 for the main thread's, and bytes of its records. Where there are several rings, a frame with
 * the byte 255 stands behind what they held at one moment, so that the reader can put that into the order of time.
 */

const { size, mask } = require('./ring.cjs');

/** The frame behind what several rings held at one moment. */
const together = Buffer.from([1, 0, 0, 0, 255]);

/** `length` bytes of a ring from a count of bytes on, as one frame. */
function frame(number, bytes, from, length) {
  const buffer = Buffer.allocUnsafe(5 + length);
  buffer.writeUInt32LE(1 + length, 0);
  buffer[4] = number;
  const start = from & mask;
  const first = Math.min(length, size - start);
  buffer.set(bytes.subarray(start, start + first), 5);
  buffer.set(bytes.subarray(0, length - first), 5 + first);
  return buffer;
}

module.exports = { frame, together };
