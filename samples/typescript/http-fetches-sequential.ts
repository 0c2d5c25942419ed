/**
 * The same three HTTP fetches, one after the other: the sum of the waits instead of the longest.
 * Look at: the second request is not even sent before the first page is there.
 */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const paths = ['/200', '/400', '/600'];

/** A server on this machine, which takes as many milliseconds as the path says; the page's text comes 100 ms later. */
const server = createServer((request, response) => {
  setTimeout(() => response.flushHeaders(), Number(request.url?.slice(1)));
  setTimeout(() => response.end('a page'), Number(request.url?.slice(1)) + 100);
});

async function fetchPage(path: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  console.log(`start ${path}`);
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  const text = await response.text();
  console.log(`done ${path}`);
  return text;
}

async function main(): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const pages: string[] = [];
  for (const path of paths) pages.push(await fetchPage(path));
  console.log(`${pages.length} pages`);
  server.close();
}

main();
