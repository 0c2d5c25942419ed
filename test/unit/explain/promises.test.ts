import { checkLast } from './explainedTrees';

const load = "async function load() { await fetch('/a'); }\n";
const orNothing = { lens: 'waits for load() to finish, or nothing' };
const surely = { lens: 'runs load(), which waits for the HTTP response from /a' };

describe('a promise that is kept for the next call', () => {
  checkLast('javascript', {
    'may be settled where it is only made if there is none': [
      `${load}let kept;
function get() { if (!kept) kept = load(); return kept; }
async function f() { await get(); }`,
      orNothing,
    ],
    'may be settled where one that is there is returned before': [
      `${load}let kept;
function get() { if (kept) return kept; kept = load(); return kept; }
async function f() { await get(); }`,
      orNothing,
    ],
    'may be settled in a field': [
      `${load}class Cache {
  get() { if (!this.kept) this.kept = load(); return this.kept; }
}
async function f() { await new Cache().get(); }`,
      orNothing,
    ],
    'may be settled where a field is asked first': [
      `${load}class Cache {
  get() { return this.kept || (this.kept = load()); }
}
async function f() { await new Cache().get(); }`,
      orNothing,
    ],
    'may be settled after ??=': [
      `${load}let kept;
function get() { kept ??= load(); return kept; }
async function f() { await get(); }`,
      orNothing,
    ],
    'may be settled in a Map': [
      `${load}const loads = new Map();
function get(key) {
  let found = loads.get(key);
  if (!found) { found = load(); loads.set(key, found); }
  return found;
}
async function f() { await get(1); }`,
      orNothing,
    ],
    'is new where it is always made before': [
      `${load}let kept;
function get() { kept = load(); return kept; }
async function f() { await get(); }`,
      surely,
    ],
    'is none in a variable of the function': [
      `${load}async function f(first) { let own = null; if (first) own = load(); await (own ?? load()); }`,
      surely,
    ],
  });
});

describe('a promise that is settled where it is made', () => {
  checkLast('typescript', {
    'waits for what it is resolved with, which may be a promise': [
      'async function f(x: any) { await new Promise((resolve) => resolve(x)); }',
      {
        waitsFor: 'promise',
        lens: 'waits for x, if that is a promise',
        wokenBy:
          'If x is a promise, its settling wakes it; if not, the next turn of the microtask queue does.',
      },
    ],
    'waits for nothing where that is a number': [
      'async function f() { await new Promise((resolve) => resolve(5)); }',
      { waitsFor: 'nothing', lens: 'settled at once; waits one microtask turn' },
    ],
    'names what it waits for otherwise': [
      "async function f(x: any, socket: any) { await new Promise((resolve) => { if (x) resolve(x); else socket.once('open', resolve); }); }",
      { waitsFor: 'event', lens: 'waits for the open event of socket, or nothing' },
    ],
    'throws where it is rejected, be it with a promise': [
      "async function f() { await new Promise((resolve, reject) => reject(fetch('/a'))); }",
      {
        waitsFor: 'nothing',
        lens: 'already rejected: throws after a microtask turn',
        raises: [{ error: null, when: 'The reason that is given.' }],
      },
    ],
    'never settles where nobody can settle it': [
      'async function f() { await new Promise(() => {}); }',
      {
        lens: 'waits for ever: nothing settles the promise',
        wokenBy: 'Nothing wakes it.',
        raises: [],
      },
    ],
    'may be settled by what comes as arguments': [
      'async function f() { await new Promise(function () { keep(arguments[0]); }); }',
      { lens: 'waits for a promise that its executor settles' },
    ],
  });
});

describe('promises that are waited for together', () => {
  const settled = {
    waitsFor: 'nothing',
    lens: 'already resolved: waits one microtask turn',
  } as const;
  checkLast('javascript', {
    'are done at once where there are none': [
      'async function f() { await Promise.all([]); }',
      settled,
    ],
    'have all settled where there are none': [
      'async function f() { await Promise.allSettled([]); }',
      settled,
    ],
    'fail at once where one of none is to succeed': [
      'async function f() { await Promise.any([]); }',
      {
        waitsFor: 'nothing',
        lens: 'already rejected: throws after a microtask turn',
        raises: [
          { error: 'AggregateError', when: 'As there is no promise that could be fulfilled.' },
        ],
      },
    ],
    'give what catches that': [
      'async function f(g) { const x = await Promise.any([]).catch(g); }',
      {
        waitsFor: 'nothing',
        resumesInto: 'x',
        lens: 'runs its callbacks; waits for microtasks only',
      },
    ],
    'never settle where the first of none is to': [
      'async function f() { await Promise.race([]); }',
      { lens: 'waits for ever: nothing settles the promise', mistakes: [] },
    ],
    'are not told by their number where it begins with none': [
      'async function f(more) { const all = []; more(all); await Promise.race(all); }',
      { lens: 'waits for the first of the promises in all to settle' },
    ],
  });
});
