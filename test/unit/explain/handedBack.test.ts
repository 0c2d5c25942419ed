import { check, checkLast } from './explainedTrees';

describe('a promise that a call is given and gives back', () => {
  checkLast('javascript', {
    'is told by what it waits for': [
      `function track(promise) { return promise; }
async function load() { await fetch('/a'); }
async function f() { await track(load()); }`,
      {
        summary:
          'Waits for load() to finish, which was called before; at line 2 it waits for the HTTP response from /a.',
      },
    ],
  });
  check({
    'has no name of that call where its function has none': [
      {
        '/a.js': `class Handler { waitUntil(promise) { this.all.push(promise); return promise; } }
async function f() { await new Handler().waitUntil((async () => { await fetch('/a'); })()); }`,
      },
      {
        summary:
          'Waits for the arrow function to finish, which was called before; at line 2 it waits for the HTTP response from /a.',
      },
      { waitsFor: 'network' },
    ],
  });
});

describe('promises that go on from calls', () => {
  checkLast('javascript', {
    'are told together by what is called': [
      'async function f(all) { await Promise.all(all.map((one) => one.load(one, { deep: true }).then((found) => [found]))); }',
      { lens: 'waits for the calls of one.load() together' },
    ],
  });
});

describe('a module that a compiler’s helper gives', () => {
  checkLast('javascript', {
    'is its own default': [
      "const fs_1 = tslib_1.__importDefault(require('fs/promises'));\nasync function f() { await fs_1.default.readFile('a'); }",
      { waitsFor: 'file' },
    ],
  });
});

describe('yield in an async generator', () => {
  checkLast('javascript', {
    'waits for a promise before it hands over what that gives': [
      "async function* f() { yield fetch('/a'); }",
      {
        waitsFor: 'iterator',
        lens: 'waits for the HTTP response from /a, then hands it over',
        wokenBy:
          'When the promise has settled, its value goes to the consumer; the generator goes on when that calls next() again.',
      },
    ],
    'only hands over what is there': [
      'async function* f() { yield 1; }',
      { lens: 'hands over a value; waits for the next next()' },
    ],
  });
});
