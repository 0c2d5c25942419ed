import * as fc from 'fast-check';

/*
 * Random small programs about the order of things: ticks, microtasks, awaits, thenables, async generators, immediates.
 * What they print must not depend on how fast the machine is, so there is one timer.
 */

/** A piece of program; `log(n)` numbers are filled in when the whole is put together. */
type Piece = (next: () => number) => string;

const join =
  (pieces: readonly Piece[]): Piece =>
  (next) =>
    pieces.map((piece) => piece(next)).join('\n');

const log: Piece = (next) => `log(${next()});`;

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
let flips = 0;
const flip = () => flips++ % 3 === 1;
const out = [];
const log = (n) => { if (out.push(n) > 2000) { console.log('many'); process.exit(); } };
const later = (callback) => setImmediate(callback);
const ignore = (promise) => { Promise.resolve(promise).catch(() => {}); };
process.on('unhandledRejection', (reason) => log('unhandled ' + reason));
process.on('exit', () => console.log(out.join(' ')));
`;

export interface RandomProgram {
  readonly module: boolean;
  readonly text: string;
}

/** Code for the main program, and more in a timer: two could run in one turn of a busy machine's loop. */
export const randomProgram: fc.Arbitrary<RandomProgram> = fc
  .tuple(fc.boolean(), body, body)
  .map(([module, main, inner]) => {
    let last = 0;
    const next = (): number => ++last;
    const start = main(next).replaceAll('later(', 'queueMicrotask(');
    const timer = `setTimeout(() => {\n${inner(next)}\n}, 5);`;
    return { module, text: [prelude, start, timer].join('\n') };
  });
