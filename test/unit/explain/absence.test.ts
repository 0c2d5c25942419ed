import { checkLast } from './explainedTrees';

const head = `const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function nap() { await sleep(1); }
async function quick() {}
`;
const timer = { lens: 'waits for a 1 ms timer' };
const orNothing = { lens: 'waits for a 1 ms timer, or nothing' };

describe('an await of what may be nothing', () => {
  checkLast('javascript', {
    'says so where one branch gives undefined': [
      `${head}async function f(x) { await (x ? sleep(1) : undefined); }`,
      orNothing,
    ],
    'says so of the right side of &&': [
      `${head}async function f(x) { await (x && sleep(1)); }`,
      orNothing,
    ],
    'says so where a function ends without a value': [
      `${head}function g(x) { if (x) return sleep(1); }\nasync function f(x) { await g(x); }`,
      orNothing,
    ],
    'says so where a function returns early without one': [
      `${head}function g(x) { if (!x) return; return sleep(1); }\nasync function f(x) { await g(x); }`,
      orNothing,
    ],
    'does not where a function otherwise throws': [
      `${head}function g(x) { if (x) return sleep(1); throw new Error(); }\nasync function f(x) { await g(x); }`,
      timer,
    ],
    'does not where it gives something for want of a callback': [
      `${head}function g(ms, done) { if (done === undefined) return sleep(ms); setTimeout(done, ms); }\nasync function f() { await g(1); }`,
      timer,
    ],
    'says so of a getter': [
      `${head}class A { get slow() { return this.x ? sleep(1) : undefined; } async f() { await this.slow; } }`,
      orNothing,
    ],
    'says so of a name': [
      `${head}async function f(x) { const job = x ? sleep(1) : null; await job; }`,
      orNothing,
    ],
    'says so of a name that is set in a branch': [
      `${head}async function f(x) { let job; if (x) job = sleep(1); await job; }`,
      orNothing,
    ],
    'does not where a condition asks for the name': [
      `${head}async function f(x) { let job; if (x) job = sleep(1); if (job) await job; }`,
      timer,
    ],
    'does not where each branch sets the name': [
      `${head}async function f(x) { let job; if (x) { job = sleep(1); } else { job = sleep(1); } await job; }`,
      { lens: 'waits for a 1 ms timer' },
    ],
    'is no sure wait for those that call the function': [
      `${head}async function f(x) { await (x && nap()); }\nawait f(true);`,
      {
        summary:
          'Runs f() and waits for its end; at line 4 it may wait for nap() to finish, or nothing.',
      },
    ],
  });
});

describe('what calls and objects of JavaScript may have in the place of what is written', () => {
  checkLast('javascript', {
    'counts what is given for a parameter with its default': [
      `${head}run(nap);\nasync function run(work = quick) { await work(); }`,
      { lens: 'waits for quick() to finish or nap() to finish' },
    ],
    'counts what is given for options': [
      `${head}run({ work: nap });\nasync function run({ work = quick } = {}) { await work(); }`,
      { lens: 'waits for nap() to finish or quick() to finish' },
    ],
    'counts what a field is set to': [
      `${head}class A { work = quick; use(work = nap) { this.work = work; } async run() { await this.work(); } }`,
      { lens: 'waits for quick() to finish or nap() to finish' },
    ],
    'is not sure of a method that another class has one in the place of': [
      `${head}class A { async run() { await this.step(); } async step() { await sleep(1); } }\nclass B extends A { async step() { await sleep(2); } }\nasync function f(a) { const x = new A(); await a.run(); }\nasync function g(x = new A()) { await x.step(); }`,
      { lens: 'runs A.step(), which waits for a 1 ms timer' },
    ],
    'waits for what a callback gives, after microtasks only': [
      `${head}await quick().then(() => nap());`,
      { lens: 'runs nap(), which waits for a 1 ms timer' },
    ],
    'is not sure of a place to which one of several functions need not come': [
      `${head}const one = handed(async () => { await nap(); });\nconst two = handed(async (x) => { if (x) await one(x); });\nfunction handed(work) { return async (x) => await work(x); }`,
      { lens: 'runs work(), which may wait for a 1 ms timer' },
    ],
    'waits for what each of the callbacks gives that callers pass': [
      `${head}let tail = Promise.resolve();\nconst enqueue = (work) => { tail = tail.then(work); };\nenqueue(() => sleep(1));\nenqueue(() => sleep(2));\nawait tail;`,
      { lens: 'waits for a 1 ms timer or a 2 ms timer, or nothing' },
    ],
    'is not sure that a callback gives no promise of which nothing is known': [
      `async function f(work) { await Promise.resolve().then(work); }`,
      { waitsFor: 'unknown' },
    ],
    'is not sure that a generator comes to what is after its first value': [
      `${head}async function* g() { yield 1; await sleep(1); }\nasync function f() { return await g().next(); }\nawait f();`,
      { lens: 'runs f(), which may wait for a 1 ms timer' },
    ],
  });
});
