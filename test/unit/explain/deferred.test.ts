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
    'waits for that event too where the function that has it listened to is called': [
      `${deferred}function closed(child) {
  const { promise, resolve, reject } = deferred();
  child.on('close', (code) => { if (code) reject(code); else resolve(); });
  return promise;
}
async function f(child) { await closed(child); }`,
      { lens: 'waits for the close event of child' },
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
    'waits for what is handed a function that calls it': [
      `${deferred}async function once(emitter, name) {
  const { promise, resolve, reject } = deferred();
  const onEvent = (data) => resolve(data);
  emitter.once(name, onEvent);
  return await promise;
}`,
      { lens: 'waits for event name of emitter' },
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
    'is called what it is in the object that is handed on': [
      `class Counter {
  #mailbox = [];
  send(message) { this.#mailbox.push(message); }
  ask() { return new Promise((reply) => this.send({ kind: 'get', reply })); }
}
async function f() { await new Counter().ask(); }`,
      { lens: 'waits for reply, kept in this.#mailbox' },
    ],
    'waits for the event of what a method gave back': [
      "async function f(out) { await new Promise((resolve) => out.end('y').on('finish', resolve)); }",
      { waitsFor: 'event', lens: 'waits for the finish event of out' },
    ],
    'waits for the event whose listener has a name that is set later': [
      `async function f(client) {
  let ready;
  await new Promise((resolve) => {
    ready = () => resolve();
    client.once('ready', ready);
  });
}`,
      { waitsFor: 'event', lens: 'waits for the ready event of client' },
    ],
    'waits for what an arrow function calls that does nothing else': [
      "import { promisify } from 'node:util';\nasync function f(finder) { await promisify((...all) => finder.profiles(...all))(); }",
      { waitsFor: 'promise', lens: 'waits for the callback of finder.profiles' },
    ],
    'waits for the event that the caller names': [
      `class Queue extends EventEmitter {
  #once(name) { return new Promise((resolve) => { this.once(name, resolve); }); }
  async idle() { await this.#once('idle'); }
}`,
      { waitsFor: 'event', lens: 'waits for the idle event of this' },
    ],
    'waits for an event that only the run names': [
      'async function f(out, event) { await new Promise((resolve) => out.once(event, resolve)); }',
      { waitsFor: 'event', lens: 'waits for an event of out' },
    ],
    'is kept in the object that it is copied into': [
      `function deferred() {
  const methods = {};
  const promise = new Promise((resolve, reject) => { Object.assign(methods, { resolve, reject }); });
  return Object.assign(promise, methods);
}
async function f() { await deferred(); }`,
      { waitsFor: 'promise', lens: 'waits for resolve, kept in methods' },
    ],
    'waits for a timer whose length says its unit once': [
      'async function f(retryDelayMs) { await new Promise((resolve) => setTimeout(resolve, retryDelayMs)); }',
      { waitsFor: 'timer', lens: 'waits for a timer of retryDelayMs' },
    ],
    'waits for a timer whose length only ends like a unit': [
      'async function f(items) { await new Promise((resolve) => setTimeout(resolve, items)); }',
      { waitsFor: 'timer', lens: 'waits for a timer of items ms' },
    ],
    'waits for one of the ticks of an interval': [
      'async function f() { await new Promise((resolve) => { const id = setInterval(() => done() && resolve(), 5); }); }',
      { waitsFor: 'timer', lens: 'waits for a tick of a 5 ms timer' },
    ],
    'is not taken for another whose resolve has the same name inside a function': [
      `const { promise, resolve } = Promise.withResolvers();
const other = (target) => new Promise((resolve) => target.addEventListener('ping', resolve));
setImmediate(resolve, 4);
console.log(await promise);`,
      { lens: 'waits for the check phase of the event loop' },
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

describe('a promise whose executor hands a callback on', () => {
  checkLast('javascript', {
    'waits for what the function that is given it does with it': [
      `class Client {
  #closed = [];
  close(callback) {
    if (callback === undefined)
      return new Promise((resolve, reject) => this.close((error) => (error ? reject(error) : resolve())));
    if (this.done) return queueMicrotask(callback);
    this.#closed.push(callback);
  }
}
async function f() { await new Client().close(); }`,
      { waitsFor: 'promise', lens: 'waits for callback, kept in this.#closed' },
    ],
    'waits for the timer that calls it': [
      `function later(ms, done) { setTimeout(done, ms); }
async function f() { await new Promise((resolve) => later(20, () => resolve())); }`,
      { waitsFor: 'timer', detail: '20 ms' },
    ],
    'waits for the same where promisify() makes it': [
      `import { promisify } from 'util';
function later(done) { setTimeout(() => done(null, 1), 5); }
async function f() { await promisify(later)(); }`,
      { waitsFor: 'timer', lens: 'waits for a 5 ms timer' },
    ],
    'waits for the promise after which it is called': [
      "async function f() { await new Promise((resolve) => { fetch('/a').then(resolve); }); }",
      { waitsFor: 'network', lens: 'waits for the HTTP response from /a' },
    ],
    'does not settle at once where the executor waits itself': [
      "async function f() { await new Promise(async (resolve) => resolve(await fetch('/a'))); }",
      { waitsFor: 'network' },
    ],
    'waits for what calls a callback that another takes the place of': [
      'function load(done) { done = once(done); setTimeout(done, 3); }\nasync function f() { await new Promise((resolve) => load(resolve)); }',
      { waitsFor: 'timer', lens: 'waits for a 3 ms timer' },
    ],
    'does not name what only rejects': [
      'async function f(store) { await new Promise((resolve, reject) => { setTimeout(reject, 9); store.push(resolve); }); }',
      { lens: 'waits for resolve, kept in store' },
    ],
    'waits for the phase of the loop that calls the executor': [
      'async function f() { await new Promise(setImmediate); }',
      { waitsFor: 'timer', lens: 'waits for the check phase of the event loop' },
    ],
    'waits for what an executor that has a name does': [
      'function start(resolve) { setTimeout(resolve, 4); }\nasync function f() { await new Promise(start); }',
      { waitsFor: 'timer', lens: 'waits for a 4 ms timer' },
    ],
    'is given back from an own then()': [
      'async function f() { await { then(resolve) { setTimeout(() => resolve(1), 3); } }; }',
      { waitsFor: 'timer', lens: 'waits for a 3 ms timer' },
    ],
  });
});

describe('a promise that goes on from itself', () => {
  checkLast('javascript', {
    'waits for the one before, if there is one': [
      `class Mutex {
  #tail = Promise.resolve();
  lock() {
    let release;
    const next = new Promise((resolve) => { release = resolve; });
    const before = this.#tail;
    this.#tail = before.then(() => next);
    return before.then(() => release);
  }
}
async function f(mutex = new Mutex()) { const release = await mutex.lock(); }`,
      { waitsFor: 'promise', lens: 'waits for resolve, kept in release, or nothing' },
    ],
  });
});

describe('a promise that callbacks go on from', () => {
  checkLast('javascript', {
    'waits for no more than them where it is settled': [
      "async function f() { await Promise.resolve().then(() => console.log('a')).then(() => console.log('b')); }",
      { waitsFor: 'nothing', lens: 'runs its callbacks; waits for microtasks only' },
    ],
    'throws nothing where its error is caught': [
      "async function f() { await Promise.reject(new Error('a')).catch(({ name }) => name); }",
      { waitsFor: 'nothing', lens: 'runs its callbacks; waits for microtasks only' },
    ],
    'is what reduce() made of the elements before': [
      `async function f(items, load = () => fetch('/a')) {
  await items.reduce((chain, item) => chain.then(() => load(item)), Promise.resolve());
}`,
      { waitsFor: 'network', lens: 'waits for the HTTP response from /a, or nothing' },
    ],
    'is what an asynchronous callback of reduce() gave before': [
      `async function f(items) {
  await items.reduce(async (chain, item) => { await fetch(item); await chain; }, Promise.resolve());
}`,
      { waitsFor: 'promise', lens: 'waits for the arrow function to finish, or nothing' },
    ],
  });
});

describe('a step of an iteration', () => {
  checkLast('javascript', {
    'waits for the promise that next() gives': [
      `class Channel {
  #items = []; #takers = [];
  next() {
    if (this.#items.length > 0) return Promise.resolve({ value: this.#items.shift() });
    return new Promise((resolve) => this.#takers.push(resolve));
  }
  [Symbol.asyncIterator]() { return this; }
}
async function f() { for await (const item of new Channel()) console.log(item); }`,
      {
        waitsFor: 'iterator',
        detail: 'other code to call the resolve kept in this.#takers, or nothing',
      },
    ],
    'waits for what yield* delegates to': [
      `async function* inner() { await fetch('/a'); yield 1; }
async function* outer() { yield* inner(); }
async function f() { for await (const item of outer()) console.log(item); }`,
      { waitsFor: 'iterator', detail: 'outer(): the HTTP response from /a at line 1' },
    ],
    'may wait for each of different elements': [
      "async function one() { await fetch('/a'); }\nfunction two() { return 2; }\nasync function f() { for (const run of [one, two]) await run(); }",
      { lens: 'waits for one() to finish, or nothing' },
    ],
  });
});

describe('what is taken out of a field that begins empty', () => {
  checkLast('javascript', {
    'is what the methods of its file put into it': [
      `class Queue {
  constructor() { this.pending = []; }
  add(url) { this.pending.push(async () => { await fetch(url); }); }
  async run() {
    const job = this.pending.shift();
    await job();
  }
}`,
      { lens: 'runs job(), which waits for the HTTP response from url' },
    ],
    'is not told by a name of another': [
      `class Queue {
  constructor() { this.pending = []; }
  add(pending) { pending.push(async () => { await fetch('/a'); }); }
  async run() { const job = this.pending.shift(); await job(); }
}`,
      { waitsFor: 'unknown' },
    ],
  });
});
