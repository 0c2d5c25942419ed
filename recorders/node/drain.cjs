'use strict';

/**
 * The thread that sends what the program's thread writes into its ring: so that everything up to an endless loop arrives,
 * and a reader that is slow, full or gone holds up nobody but this thread.
 *
 * A frame on the pipe is the length of its payload (four bytes, unsigned, little endian) and the payload: whole records.
 */

const fs = require('node:fs');
const net = require('node:net');
const { workerData } = require('node:worker_threads');
const { size, mask, head, tail, state, bell, states } = require('./ring.cjs');

const { memory, descriptor } = workerData;
const words = new Int32Array(memory, 0, 4);
const bytes = new Uint8Array(memory, 16);
/** How long, in ms, this thread sleeps when there is nothing to send, or no room on the pipe. */
const pause = 10;
/** The longest payload of a frame, in bytes. */
const maxPayload = 1 << 20;

// A socket over the descriptor makes it non-blocking; a thread that hung in write(2) would keep the process from ending.
const socket = new net.Socket({ fd: descriptor, readable: false, writable: true });
socket.on('error', () => undefined);
socket.unref();

function sleep() {
  Atomics.wait(words, bell, Atomics.load(words, bell), pause);
}

function writeAll(buffer) {
  for (let at = 0; at < buffer.length;) {
    try {
      at += fs.writeSync(descriptor, buffer, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      sleep();
    }
  }
}

/** The records between two counts of bytes, as one frame. */
function frame(from, length) {
  const buffer = Buffer.allocUnsafe(4 + length);
  buffer.writeUInt32LE(length, 0);
  const start = from & mask;
  const first = Math.min(length, size - start);
  buffer.set(bytes.subarray(start, start + first), 4);
  buffer.set(bytes.subarray(0, length - first), 4 + first);
  return buffer;
}

try {
  for (;;) {
    const from = Atomics.load(words, tail);
    const length = (Atomics.load(words, head) - from) | 0;
    if (length === 0) {
      sleep();
      continue;
    }
    // A payload may be cut in the middle of a record: the decoder joins payloads.
    const sent = Math.min(length, maxPayload);
    writeAll(frame(from, sent));
    Atomics.store(words, tail, (from + sent) | 0);
    Atomics.notify(words, tail);
  }
} catch {
  // Nobody reads any more (EPIPE): the program goes on without its recorder.
  Atomics.store(words, state, states.deaf);
  Atomics.notify(words, tail);
}
