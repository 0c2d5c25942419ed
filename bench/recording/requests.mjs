// 2,000 requests to a server of the program's own, fifty at a time.
import { createServer, request, Agent } from 'node:http';
const server = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const { port } = server.address();
const agent = new Agent({ keepAlive: true, maxSockets: 50 });
const get = () =>
  new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', agent }, (response) => {
      response.resume();
      response.once('end', resolve);
    })
      .once('error', reject)
      .end();
  });
async function client(count) {
  for (let index = 0; index < count; index++) await get();
}
await client(20);
const begin = performance.now();
await Promise.all(Array.from({ length: 50 }, () => client(40)));
console.log(performance.now() - begin);
agent.destroy();
server.close();
