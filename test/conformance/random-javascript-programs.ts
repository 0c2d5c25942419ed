import * as fc from 'fast-check';

/*
 * Random small programs about the order of things: ticks, microtasks, awaits, thenables, async generators, immediates,
 * timers, events, aborts. What they print must not depend on how fast the machine is: timers are far apart, and a run on a
 * machine too slow even for that prints `late`.
 */

/** A piece of program; `log(n)` numbers are filled in when the whole is put together. */
type Piece = (next: () => number) => string;

const join =
  (pieces: readonly Piece[]): Piece =>
  (next) =>
    pieces.map((piece) => piece(next)).join('\n');

const log: Piece = (next) => `log(${next()});`;

/** Source with holes: `#` is the next number, `{0}` the first part, and so on. */
const shape =
  (source: string, parts: readonly Piece[] = []): Piece =>
  (next) =>
    source.replace(/#|\{(\d)\}/g, (_hole, at?: string) =>
      at === undefined ? String(next()) : (parts[Number(at)]?.(next) ?? ''),
    );

const shapes = (...sources: readonly string[]): fc.Arbitrary<Piece> =>
  fc.constantFrom(...sources).map((source) => shape(source));

/** Shapes whose holes are all of one kind. */
const filled = (kind: fc.Arbitrary<Piece>, ...sources: readonly string[]): fc.Arbitrary<Piece> =>
  fc
    .tuple(fc.constantFrom(...sources), kind, kind)
    .map(([source, ...parts]) => shape(source, parts));

/** Thenables of every temper: at once, later, rejecting, throwing, resolving twice, resolving with another promise. */
const thenables = shapes(
  '{ then(resolve) { log(#); process.nextTick(resolve, #); } }',
  '{ then(resolve) { queueMicrotask(() => { log(#); resolve(#); }); } }',
  '{ then(resolve, reject) { log(#); reject(#); } }',
  '{ then() { log(#); throw #; } }',
  '{ then(resolve, reject) { resolve(#); log(#); reject(#); throw #; } }',
  '{ then(resolve) { resolve(Promise.resolve(#)); } }',
  '{ get then() { log(#); return undefined; } }',
  'Derived.resolve(#)',
  'new Derived((resolve) => queueMicrotask(() => resolve(#)))',
  'Promise.resolve(Derived.resolve(#))',
);

/** What is awaited through events and signals. */
const eventWaits = shapes(
  '(() => { const e = new EventEmitter(); process.nextTick(() => { log(#); e.emit("x", #); log(#); }); return once(e, "x"); })()',
  '(() => { const e = new EventEmitter(); queueMicrotask(() => e.emit("error", #)); return once(e, "x"); })()',
  '(() => { const ac = new AbortController(); ac.signal.addEventListener("abort", () => log(#)); process.nextTick(() => { ac.abort(); log(#); }); return once(new EventEmitter(), "x", { signal: ac.signal }); })()',
  'new Promise((resolve, reject) => { const ac = new AbortController(); ac.signal.onabort = () => { log(#); reject(#); }; queueMicrotask(() => ac.abort()); })',
);

/** Loops over emitters and over iterators written by hand. */
const iterations = shapes(
  '{ const e = new EventEmitter(); process.nextTick(() => { e.emit("x", 1); log(#); e.emit("x", 2); }); e.emit("x", 0); for await (const [v] of on(e, "x")) { log(#); if (v === 2) break; } }',
  '{ let n = 0; for await (const v of { [Symbol.asyncIterator]: () => ({ next: () => ({ done: n++ > 1, value: Promise.resolve(#) }), return: () => { log(#); return {}; } }) }) { log(#); if (flip()) break; } }',
  '{ let n = 0; for await (const v of { [Symbol.asyncIterator]: () => ({ next: async () => { log(#); return { done: n++ > 1, value: # }; }, return: async () => { log(#); return {}; } }) }) { log(#); if (flip()) break; } }',
  '{ for await (const v of (function* () { try { yield Promise.resolve(#); yield #; } finally { log(#); } })()) { log(#); if (flip()) break; } }',
  '{ const g = (async function* () { try { yield #; yield #; } catch { log(#); yield #; } finally { log(#); } })(); ignore(g.next().then(() => log(#))); ignore(g.throw(#).then(() => log(#))); ignore(g.next().then(() => log(#))); ignore(g.return(#).then(() => log(#))); }',
  '{ const inner = async function* () { try { yield #; yield #; } finally { await null; log(#); } }; const g = (async function* () { yield* inner(); log(#); })(); for await (const v of g) { log(#); if (flip()) break; } }',
);

const { body } = fc.letrec<{
  value: Piece;
  statement: Piece;
  asyncStatement: Piece;
  body: Piece;
  asyncBody: Piece;
}>((tie) => ({
  /** An expression that can be awaited. */
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant<Piece>(() => 'null'),
    fc.constant<Piece>((next) => `Promise.resolve(${next()})`),
    fc.constant<Piece>((next) => `{ then(resolve) { log(${next()}); resolve(); } }`),
    fc.constant<Piece>((next) => `Promise.reject(${next()})`),
    thenables,
    eventWaits,
    filled(
      tie('value'),
      'new Derived((resolve, reject) => { log(#); reject({0}); }).catch(() => ({1}))',
      'Promise.resolve({0}).then(() => ({1}))',
      '(async () => ({0}))()',
      '(async () => { try { return await {0}; } finally { log(#); } })()',
      '(async () => { try { throw await {0}; } catch { return {1}; } })()',
      '(async (x = log(#)) => { await {0}; return {1}; })()',
    ),
    tie('asyncBody').map<Piece>((inner) => (next) => `(async () => {\n${inner(next)}\n})()`),
    fc.tuple(tie('value'), tie('body')).map<Piece>(
      ([value, inner]) =>
        (next) =>
          `Promise.resolve(${value(next)}).then(() => {\n${inner(next)}\n})`,
    ),
    fc.tuple(tie('value'), tie('body')).map<Piece>(
      ([value, inner]) =>
        (next) =>
          `Promise.resolve(${value(next)}).finally(() => {\n${inner(next)}\n})`,
    ),
    fc
      .tuple(
        fc.constantFrom('all', 'race', 'any', 'allSettled'),
        fc.array(tie('value'), { maxLength: 3 }),
      )
      .filter(([name, members]) => name !== 'race' || members.length > 0)
      .map<Piece>(
        ([name, members]) =>
          (next) =>
            `Promise.${name}([${members.map((member) => member(next)).join(', ')}])`,
      ),
    tie('value').map<Piece>(
      (value) => (next) => `new Promise((resolve) => resolve(${value(next)}))`,
    ),
  ),
  statement: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constant(log),
    tie('body').map<Piece>((inner) => (next) => `process.nextTick(() => {\n${inner(next)}\n});`),
    tie('body').map<Piece>((inner) => (next) => `queueMicrotask(() => {\n${inner(next)}\n});`),
    tie('body').map<Piece>((inner) => (next) => `later(() => {\n${inner(next)}\n});`),
    fc.tuple(tie('value'), tie('body')).map<Piece>(
      ([value, inner]) =>
        (next) =>
          `Promise.resolve(${value(next)}).then(() => {\n${inner(next)}\n}).catch(() => log(${next()}));`,
    ),
    tie('value').map<Piece>((value) => (next) => `ignore(${value(next)});`),
    filled(
      tie('body'),
      'timer(50, () => {\n{0}\n});',
      'timer(100, () => {\n{0}\n});',
      '{ const t = timer(50, () => {\n{0}\n}); process.nextTick(() => { clearTimeout(t);\n{1}\n}); }',
      'interval(50, () => {\n{0}\n});',
      '{ const i = setImmediate(() => log(#)); process.nextTick(() => clearImmediate(i)); }',
      '{ const e = new EventEmitter(); e.once("x", () => {\n{0}\n}); e.on("x", () => { log(#); }); e.prependListener("x", () => {\n{1}\n}); e.emit("x"); e.emit("x"); }',
    ),
    shapes(
      'clamped(0, () => { log(#); process.nextTick(() => log(#)); queueMicrotask(() => log(#)); });',
      'clamped(-3, () => { log(#); queueMicrotask(() => log(#)); });',
      'clamped(NaN, () => { log(#); });',
      'clamped(1.7, () => { log(#); });',
    ),
  ),
  asyncStatement: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('statement'),
    tie('value').map<Piece>((value) => (next) => `await ${value(next)};`),
    fc.tuple(tie('asyncBody'), tie('body'), tie('asyncBody')).map<Piece>(
      ([inner, handler, finalizer]) =>
        (next) =>
          `try {\n${inner(next)}\n} catch {\n${handler(next)}\n} finally {\n${finalizer(next)}\n}`,
    ),
    tie('value').map<Piece>((value) => (next) => `if (flip()) return ${value(next)};`),
    fc.constant<Piece>((next) => `if (flip()) throw ${next()};`),
    iterations,
    filled(
      tie('asyncBody'),
      '{ await using r = { async [Symbol.asyncDispose]() {\n{0}\n} };\n{1}\n}',
      '{ using r = { [Symbol.dispose]() { log(#); } }; await using q = null;\n{0}\n}',
      'await (async () => { try {\n{0}\n} finally { return #; } })();',
    ),
    filled(
      tie('value'),
      '{ const { promise, resolve } = Promise.withResolvers(); process.nextTick(resolve, {0}); await promise; }',
      'await Array.fromAsync([{0}, {1}]);',
      'await Promise.try(() => ({0}));',
      'await Array.fromAsync((async function* () { yield {0}; log(#); yield {1}; })(), () => log(#));',
    ),
    fc
      .array(tie('value'), { maxLength: 3 })
      .map<Piece>(
        (values) => (next) =>
          `for await (const v of [${values.map((value) => value(next)).join(', ')}]) { log(${next()}); if (flip()) break; }`,
      ),
    fc.tuple(tie('asyncBody'), tie('value'), tie('asyncBody')).map<Piece>(
      ([before, value, after]) =>
        (next) =>
          `for await (const v of (async function* () {\ntry {\n${before(next)}\nyield ${value(next)};\n${after(next)}\nyield 0;\n} finally { log(${next()}); }\n})()) { log(${next()}); if (flip()) break; }`,
    ),
    fc.tuple(tie('value'), tie('value')).map<Piece>(
      ([first, second]) =>
        (next) =>
          `{ const g = (async function* () { yield* [${first(next)}]; return ${second(next)}; })(); ignore(g.next().then(() => log(${next()}))); ignore(g.return(${next()}).then(() => log(${next()}))); ignore(g.next().then(() => log(${next()}))); }`,
    ),
  ),
  body: fc.array(tie('statement'), { minLength: 1, maxLength: 3 }).map(join),
  asyncBody: fc.array(tie('asyncStatement'), { minLength: 1, maxLength: 3 }).map(join),
}));

/** `later` is setImmediate: its order against the other queues is fixed only once the loop runs, so all starts in a timer. */
const prelude = `
class Derived extends Promise {}
let flips = 0;
const flip = () => flips++ % 3 === 1;
const out = [];
const log = (n) => { if (out.push(n) > 2000) { console.log('many'); process.exit(); } };
const later = (callback) => setImmediate(callback);
const ignore = (promise) => { Promise.resolve(promise).catch(() => {}); };
/** Timers that are due at times of their own, 50 ms apart. A run in which one came late proves nothing: it says so. */
const begin = performance.now();
let now = 0;
let late = false;
const arrive = (due) => {
  now = due;
  if (performance.now() - begin - due > 25) late = true;
};
const dues = new Set();
const free = (ms, times) => {
  let each = ms;
  const all = () => Array.from({ length: times }, (_, n) => now + each * (n + 1));
  while (all().some((due) => dues.has(due))) each += 50;
  for (const due of all()) dues.add(due);
  return each;
};
const timer = (ms, callback) => {
  if (dues.size > 10) return undefined;
  const due = now + free(ms, 1);
  const delay = begin + due - performance.now();
  if (delay < 25) late = true;
  return setTimeout(() => { arrive(due); callback(); }, delay);
};
const interval = (ms, callback) => {
  if (dues.size > 10) return;
  const each = free(ms, 2);
  const start = now;
  let turns = 0;
  const handle = setInterval(() => {
    arrive(start + each * ++turns);
    if (turns === 2) clearInterval(handle);
    callback();
  }, each);
};
/** A timer whose delay counts as 1 ms; only where all start at once. */
let started = false;
const clamped = (ms, callback) => {
  if (started) return;
  const start = now;
  arrive(start);
  setTimeout(() => { arrive(start); callback(); }, ms);
};
process.on('unhandledRejection', (reason) => log('unhandled ' + (reason?.name ?? reason)));
process.on('exit', () => console.log(late ? 'late' : out.join(' ')));
`;

export interface RandomProgram {
  readonly module: boolean;
  /** The oldest major version of Node that has all that it uses. */
  readonly node: 20 | 24;
  readonly text: string;
}

const recent = /\busing\b|withResolvers|fromAsync|Promise\.try/;

/** Code for the main program, and more in a timer: two could run in one turn of a busy machine's loop. */
export const randomProgram: fc.Arbitrary<RandomProgram> = fc
  .tuple(fc.boolean(), body, body)
  .map(([module, main, inner]) => {
    let last = 0;
    const next = (): number => ++last;
    const events = module
      ? "import { EventEmitter, on, once } from 'node:events';"
      : "const { EventEmitter, on, once } = require('node:events');";
    const start = main(next).replaceAll('later(', 'queueMicrotask(');
    const timer = `timer(50, () => {\nstarted = true;\n${inner(next)}\n});`;
    const text = [events, prelude, start, timer].join('\n');
    return { module, node: recent.test(text) ? 24 : 20, text };
  });
