import { checkLast } from './explainedTrees';

const classes = `class Fast { load() { return new Promise((resolve) => setTimeout(resolve, 5)); } }
class Slow { load() { return new Promise((resolve) => setTimeout(resolve, 20)); } }
`;

describe('what a generator of JavaScript hands out', () => {
  checkLast('javascript', {
    'is what a loop goes through': [
      `function* jobs(names) { for (const name of names) yield async () => { await fetch('/a'); }; }
async function f() { for (const job of jobs([1])) await job(); }`,
      { lens: 'runs job(), which waits for the HTTP response from /a' },
    ],
    'is one of all that it does': [
      `${classes}function* loaders() { yield new Fast(); yield new Slow(); }
async function f() { for (const loader of loaders()) await loader.load(); }`,
      { lens: 'waits for a 5 ms timer or a 20 ms timer' },
    ],
    'may come from another': [
      `${classes}function* inner() { yield new Slow(); }
function* outer() { yield* inner(); }
async function f() { for (const loader of outer()) await loader.load(); }`,
      { lens: 'waits for a 20 ms timer' },
    ],
    'is awaited in an async one': [
      `${classes}async function make() { return new Slow(); }
async function* loaders() { yield make(); }
async function f() { for await (const loader of loaders()) await loader.load(); }`,
      { lens: 'waits for a 20 ms timer' },
    ],
    'is waited for by its consumer, too, where it is a promise': [
      `async function* pages() { yield fetch('/a'); }
async function f() { for await (const page of pages()) console.log(page); }`,
      { lens: 'next value of pages(), after the HTTP response from /a' },
    ],
    'ends where it goes round in a circle': [
      `function* all(node) { yield node; for (const child of node.children) yield* all(child); }
async function f(root) { for (const node of all(root)) await node.load(); }`,
      { waitsFor: 'unknown' },
    ],
    'is not what awaiting the generator waits for': [
      `function* jobs() { yield 1; }
async function f() { await jobs(); }`,
      { waitsFor: 'nothing' },
    ],
  });
});
