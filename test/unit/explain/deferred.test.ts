import { checkLast } from './explainedTrees';

/** A promise with the functions that settle it, as programs made it before `Promise.withResolvers()`. */
const deferred = `function deferred() {
  let resolve, reject;
  const promise = new Promise((a, b) => { resolve = a; reject = b; });
  return { promise, resolve, reject };
}
`;

describe('a promise that a function gives with its resolve', () => {
  checkLast('javascript', {
    'waits for the event whose listener calls that': [
      `${deferred}async function f(socket) {
  const { promise, resolve, reject } = deferred();
  socket.on('error', reject).once('drain', () => resolve());
  await promise;
}`,
      { lens: 'waits for the drain event of socket' },
    ],
    'waits for an event that has a name': [
      `${deferred}async function f(socket, name) {
  const { promise: done, resolve } = deferred();
  socket.once(name, resolve);
  await done;
}`,
      { lens: 'waits for event name of socket' },
    ],
    'waits for the same where both stay in one object': [
      `${deferred}async function f(socket) {
  const wait = deferred();
  socket.once('close', () => wait.resolve());
  await wait.promise;
}`,
      { lens: 'waits for the close event of socket' },
    ],
    'says where it is kept': [
      `${deferred}async function f(queue) {
  const { promise, resolve } = deferred();
  const entry = { resolve, at: 1 };
  queue.push(entry);
  await promise;
}`,
      { lens: 'waits for resolve, kept in entry' },
    ],
    'waits for other code where nothing is handed it': [
      `${deferred}async function f(queue) {
  const { promise, reject } = deferred();
  queue.push(reject);
  await promise;
}`,
      { lens: 'waits for other code to call resolve' },
    ],
  });
});
