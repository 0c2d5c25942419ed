// @ts-check
import { createServer } from 'node:net';
import { atEnd } from './processes.mjs';

/** @typedef {{ editor: string, file: string, lenses: number }} Ready */

/**
 * Waits for the word of the helper extension in `ready/` that the extension under development works.
 * The connection lasts until the end: the helper closes its window when it is cut.
 *
 * @returns {Promise<{ port: number, ready: Promise<Ready> }>} the port on 127.0.0.1 it is to connect to
 */
export async function listenForReady() {
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  const server = createServer();
  /** @type {Promise<Ready>} */
  const ready = new Promise((resolve) => {
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
      let text = '';
      socket.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
        const end = text.indexOf('\n');
        // More than one window may be open on the folder: the first word is enough.
        if (end >= 0) resolve(JSON.parse(text.slice(0, end)));
      });
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  atEnd(async () => {
    server.close();
    sockets.forEach((socket) => socket.destroy());
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { port, ready };
}
