import assert from 'node:assert/strict';
import { explainLast } from '../../support/explanations';
import { checkLast } from './explainedTrees';

describe('a promise that may be settled already', () => {
  checkLast('javascript', {
    'is not known to be where Promise.resolve() is given what is not known': [
      'async function f(job) { await Promise.resolve(job()); }',
      { waitsFor: 'unknown' },
    ],
    'is what an object with a then() of its own calls back for': [
      'async function f() { await Promise.resolve({ then(done) { setTimeout(done, 5); } }); }',
      { waitsFor: 'timer', lens: 'waits for a 5 ms timer' },
    ],
    'still runs the callback of finally()': [
      'async function f() { const one = await Promise.resolve(1).finally(() => {}); }',
      { waitsFor: 'nothing', lens: 'runs its callbacks; waits for microtasks only' },
    ],
    'waits for what the callback waits for, and is not called by its name': [
      "async function f() { await Promise.reject(new Error()).finally(async () => { return fetch('/a').then((got) => got.text()); }).catch(() => 1); }",
      { callee: 'Promise.reject', waitsFor: 'network' },
    ],
    'may be no promise where one of several functions gives nothing': [
      "async function f() { for (const run of [() => {}, () => fetch('/a')]) await run(); }",
      { lens: 'waits for the HTTP response from /a, or nothing' },
    ],
    'is another where the function only throws': [
      "class Base { run() { throw new Error('not here'); } }\nclass Own extends Base { run() { return fetch('/a'); } }\nasync function f(base) { for (const one of [new Base(), new Own()]) await one.run(); }",
      { lens: 'waits for the HTTP response from /a' },
    ],
    'gives what push() gives, which is no promise': [
      'async function f(out = []) { await Promise.resolve().then(() => out.push(1)).then(() => out.push(2)); }',
      { lens: 'runs its callbacks; waits for microtasks only' },
    ],
  });
});

describe('a promise of an executor that queues its resolve', () => {
  const check =
    'The event loop goes on to its check phase, and waits for nothing on the way there.';
  it('waits for the check phase, not for a turn of the microtask queue', async () => {
    for (const executor of ['setImmediate', '(done) => setImmediate(done)']) {
      const { steps } = await explainLast('javascript', `await new Promise(${executor});`);
      assert.deepEqual(steps.slice(0, 1).concat(steps.slice(2, 4)), [
        'The executor runs at once: setImmediate queues a callback for the check phase, to resolve the promise.',
        check,
        'In the check phase the callback resolves the promise, and the rest is queued as a microtask.',
      ]);
    }
  });
  it('is not settled before the microtask has run', async () => {
    const { steps } = await explainLast(
      'javascript',
      'await new Promise((done) => queueMicrotask(done));',
    );
    assert.equal(
      steps[0],
      'The executor runs at once and hands queueMicrotask a callback that settles the promise.',
    );
  });
  it('is not handed to what only reads something of it', async () => {
    const { lens } = await explainLast(
      'javascript',
      'await { then(done) { console.log(done.length, typeof done, `${done}`); done(1); } };',
    );
    assert.equal(lens, 'waits for {…}.then() to call back');
  });
});

const generators = `async function* pages() {
  yield 1;
  await fetch('/a');
  return 7;
}
`;

describe('a step of an async generator', () => {
  it('hands on what yield* gets, and goes on with what that returns', async () => {
    const program = `${generators}async function* all() { const last = yield* pages(); }`;
    const { steps } = await explainLast('javascript', program);
    assert.equal(
      steps[4],
      'Each value goes to whoever asks all() for one; at the end, what the iterator returns lands in last.',
    );
  });
  checkLast('javascript', {
    'is followed where next() is called': [
      `${generators}async function main() { const got = pages(); const first = await got.next(); }`,
      {
        callee: 'AsyncIterator.next',
        lens: 'next value of pages(), after the HTTP response from /a',
      },
    ],
    'takes a turn for each element that is no promise': [
      'async function* all() { yield* [1, 2]; }',
      { lens: 'waits for one microtask turn for each element' },
    ],
  });
  it('is over when next() of an object has returned', async () => {
    const program = `class Feed { [Symbol.asyncIterator]() { return this; } async next() { await fetch('/a'); return { done: false, value: 1 }; } }
async function main() { for await (const one of new Feed()) console.log(one); }`;
    const { wokenBy } = await explainLast('javascript', program);
    assert.match(wokenBy, /Once its next\(\) has returned, the await here goes on\.$/);
  });
});

describe('a callback that a function of the program only queues', () => {
  checkLast('javascript', {
    'is not what is waited for where another way leads to a wait': [
      `const soon = (done) => process.nextTick(done);
function load(url, done) {
  if (!url) { soon(() => done()); return; }
  client.get(url).on('end', () => done());
}
async function main(url) { await new Promise((resolve) => { load(url, () => { resolve(); }); }); }`,
      { waitsFor: 'event', lens: 'waits for the end event of client.get(url)' },
    ],
  });
});

describe('the body of a response that the program makes', () => {
  it('fails with what it comes from, and not with a connection', async () => {
    const { raises } = await explainLast(
      'javascript',
      'async function main(stream) { await new Response(stream).json(); }',
    );
    assert.deepEqual(raises, [
      { error: 'TypeError', when: 'If the body was read before.' },
      { error: null, when: 'What the stream that the body comes from fails with.' },
      { error: 'SyntaxError', when: 'If the body is no JSON.' },
    ]);
  });
});

describe('an async function without an await', () => {
  const called = (body: string) =>
    `async function give(client, one) { ${body} }\nasync function main(client) { await give(client, 1); }`;
  checkLast('javascript', {
    'may return a promise where it is not known what it returns': [
      called('return client.list();'),
      { callee: 'give', waitsFor: 'unknown' },
    ],
    'waits for nothing where it returns a value': [
      called('return one;'),
      { lens: 'runs give(); it waits for nothing' },
    ],
  });
});

describe('an executor that calls resolve itself', () => {
  const made = (body: string) =>
    `async function main(kept) { await new Promise((resolve) => { ${body} }); }`;
  checkLast('javascript', {
    'may have settled the promise where another way waits': [
      made('if (kept) return resolve(1); setTimeout(resolve, 5);'),
      { waitsFor: 'timer', lens: 'waits for a 5 ms timer, or nothing' },
    ],
    'waits for a promise that it gives': [
      made("resolve(fetch('/a'));"),
      { waitsFor: 'network', lens: 'waits for the HTTP response from /a' },
    ],
    'settles it at once with a value': [
      made('resolve(1);'),
      { lens: 'settled at once; waits one microtask turn' },
    ],
  });
});
