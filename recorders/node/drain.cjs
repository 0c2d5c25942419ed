'use strict';

/**
 * The thread that sends what the program's threads write into their rings: so that everything up to an endless loop
 * arrives, and a reader that is slow, full or gone holds up nobody but this thread.
 */

const fs = require('node:fs');
const net = require('node:net');
const { parentPort, receiveMessageOnPort, workerData } = require('node:worker_threads');
const { frame, together } = require('./frames.cjs');
const { viewsOf, head, tail, state, bell, states } = require('./ring.cjs');

const { memory, descriptor } = workerData;
/** The main thread's first; the main thread announces those of its workers. */
const rings = [viewsOf(memory)];
/**
 * How long, in ms, this thread sleeps between what it sends, and while there is no room on the pipe. Each look at how far the program's
 * threads have written holds them up a little, and so does each frame its reader.
 */
const pause = 10;
/** The longest payload of a frame, in bytes. */
const maxPayload = 1 << 20;

// A socket over the descriptor makes it non-blocking; a thread that hung in write(2) would keep the process from ending.
const socket = new net.Socket({ fd: descriptor, readable: false, writable: true });
socket.on('error', () => undefined);
socket.unref();

/** How often the bell has been rung. */
function rung() {
  return Atomics.load(rings[0].words, bell);
}

/** Sleeps unless the bell has been rung since. */
function sleep(since) {
  Atomics.wait(rings[0].words, bell, since, pause);
}

function writeAll(buffer) {
  for (let at = 0; at < buffer.length;) {
    try {
      at += fs.writeSync(descriptor, buffer, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      sleep(rung());
    }
  }
}

/** Sends what a ring holds up to a count of bytes, but no more than a frame takes; gives how much that is. */
function send({ words, bytes }, number, until) {
  const from = Atomics.load(words, tail);
  const length = (until - from) | 0;
  if (length === 0) return 0;
  // A payload may be cut in the middle of a record: the decoder joins payloads.
  const sent = Math.min(length, maxPayload);
  writeAll(frame(number, bytes, from, sent));
  Atomics.store(words, tail, (from + sent) | 0);
  Atomics.notify(words, tail);
  return sent;
}

/** Sends what all rings hold at one moment; whether more than that is left of one. */
function sendAll() {
  // First the main thread's: of what a worker has done before, it may tell, and it has announced that worker's ring.
  const heads = [headOf(rings[0])];
  welcome();
  for (const ring of rings.slice(1)) heads.push(headOf(ring));
  // And last: the reader puts it into order with the others' once it has heard of one.
  const lengths = [];
  for (let number = rings.length - 1; number >= 0; number--)
    lengths.push(send(rings[number], number, heads[number]));
  if (rings.length > 1 && lengths.some((length) => length > 0)) writeAll(together);
  return lengths.includes(maxPayload);
}

function headOf({ words }) {
  return Atomics.load(words, head);
}

/** Takes in the rings that the main thread has announced. */
function welcome() {
  for (let next = receiveMessageOnPort(parentPort); next; next = receiveMessageOnPort(parentPort))
    rings.push(viewsOf(next.message));
}

try {
  for (;;) {
    const since = rung();
    if (!sendAll()) sleep(since);
  }
} catch {
  // Nobody reads any more (EPIPE): the program goes on without its recorder.
  for (const { words } of rings) {
    Atomics.store(words, state, states.deaf);
    Atomics.notify(words, tail);
  }
}
