import { checkLast } from './explainedTrees';

describe('promises that are waited for together', () => {
  checkLast('javascript', {
    'are named as the array that is written out names them': [
      'async function f(first, second) { await Promise.race([first.done, second()]); }',
      { lens: 'waits for the first of first.done and second() to settle' },
    ],
    'are counted where they are more': [
      'async function f(a, b, c, d) { await Promise.all([a(), b(), c(), d()]); }',
      { lens: 'waits for 4 promises together' },
    ],
    'are counted where one has no name': [
      'async function f(a, b) { await Promise.all([a(), b ? a() : b()]); }',
      { lens: 'waits for 2 promises together' },
    ],
    'are called after what is called for each': [
      'async function f(rows) { await Promise.all(rows.map((row) => client.raw(row.id))); }',
      { lens: 'waits for the calls of client.raw() together' },
    ],
    'are called after what Array.from() is given to call': [
      'async function f(rows, kill) { await Promise.allSettled(Array.from(rows, kill)); }',
      { lens: 'waits for the calls of kill() to settle' },
    ],
    'are called after the name that they are kept under, as the caller has it': [
      'const all = async (list) => await Promise.all(list);\nasync function f(workers) { await all(workers); }',
      { lens: 'runs all(), which waits for the promises in workers together' },
    ],
    'are just promises where the name says no more': [
      'async function f(promises) { await Promise.all(promises); }',
      { lens: 'waits for the given promises together' },
    ],
  });
});

describe('a promise, or something that is not known', () => {
  checkLast('typescript', {
    'is named on its lens': [
      'interface A { get(): Promise<string> }\nasync function f(a: A | B) { await a.get(); }',
      { lens: 'waits for the promise that a.get() gives, or for another' },
    ],
    'is named in the shortest way where there is no more room': [
      'interface A { blob(): Promise<string> }\nasync function f(value: A | B) { await value.blob(); }',
      { lens: 'waits for the promise that value.blob() gives or another' },
    ],
  });
});

describe('the next value of a generator', () => {
  checkLast('javascript', {
    'says what each step waits for': [
      'async function* pages(url) { for (;;) yield await fetch(url); }\nasync function f() { for await (const page of pages("/a")); }',
      {
        summary:
          'Waits for the next value of pages(); on the way to it, it waits at line 1 for the HTTP response from /a.',
      },
    ],
    'says what some step may wait for': [
      'async function* pages(url) { await fetch(url); yield 1; yield 2; }\nasync function f() { for await (const page of pages("/a")); }',
      {
        summary:
          'Waits for the next value of pages(); on the way to it, it may wait at line 1 for the HTTP response from /a.',
      },
    ],
    'says where it may wait for what is not known': [
      'async function* pages(load) { for (;;) yield await load(); }\nasync function f(x) { for await (const page of pages(x)); }',
      {
        summary:
          'Waits for the next value of pages(); on the way to it, it may wait at line 1 for something not known here.',
      },
    ],
  });
});
