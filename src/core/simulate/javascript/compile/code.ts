import type { Keyword } from '../../../suspension/types';
import type { Place } from '../ast';
import type { Value } from '../values/object';
import { Thrown } from '../values/throw';

/** The variables of one block or call at run time; which slot is whose is decided when compiling. */
export class Scope {
  constructor(
    readonly slots: Value[],
    readonly parent: Scope | null,
  ) {}
}

/** What a `let`, `const` or `class` holds before its declaration has run. */
export const uninitialized = Symbol('uninitialized');

/** Where a coroutine may give up control, and what a viewer wants to know of it. */
export interface Site {
  readonly keyword: Keyword;
  readonly place: Place;
  /** The name that receives the value; null where it is dropped. */
  readonly into: string | null;
}

/** What suspended code hands to whoever drives it. */
export interface Pause {
  readonly kind: 'await' | 'yield';
  readonly value: Value;
  readonly site: Site;
}

/** How it is told to go on. */
export interface Resumption {
  readonly kind: 'next' | 'throw' | 'return';
  readonly value: Value;
}

export type Steps<T> = Generator<Pause, T, Resumption>;

/**
 * A compiled piece of program. Code that never suspends is a plain function, which is fast; code with an `await` or
 * `yield` in it is a generator function, so that it can stop in the middle.
 */
export interface Code<T = Value> {
  readonly run: ((scope: Scope) => T) | null;
  readonly steps: (scope: Scope) => Steps<T>;
}

export function plain<T>(run: (scope: Scope) => T): Code<T> {
  return {
    run,

    *steps(scope) {
      return run(scope);
    },
  };
}

export function suspending<T>(steps: (scope: Scope) => Steps<T>): Code<T> {
  return { run: null, steps };
}

/** Code written once, as steps: where no part of it suspends it runs to its end at once. */
export function flow<T>(
  parts: readonly Code<unknown>[],
  steps: (scope: Scope) => Steps<T>,
): Code<T> {
  if (parts.some((part) => part.run === null)) return suspending(steps);
  return {
    steps,
    run: (scope) => {
      const result = steps(scope).next();
      if (!result.done) throw new Error('Plain code has suspended');
      return result.value;
    },
  };
}

/** The host raises this through suspended code when its generator is told to return; only `finally` sees it. */
export class GeneratorReturn {
  constructor(readonly value: Value) {}
}

/** Suspends, and gives the value that the code is resumed with. */
export function* pause(kind: Pause['kind'], value: Value, site: Site): Steps<Value> {
  const resumption = yield { kind, value, site };
  if (resumption.kind === 'throw') throw new Thrown(resumption.value);
  if (resumption.kind === 'return') throw new GeneratorReturn(resumption.value);
  return resumption.value;
}

/** An expression of parts that are all evaluated, in order, before anything happens. */
export function combine(
  parts: readonly Code[],
  apply: (values: Value[], scope: Scope) => Value,
): Code {
  const runs = parts.map((part) => part.run);
  if (runs.every((run) => run !== null)) {
    return plain((scope) => {
      const values = new Array<Value>(runs.length);
      for (let n = 0; n < runs.length; n++) values[n] = runs[n]?.(scope);
      return apply(values, scope);
    });
  }
  return suspending(function* (scope) {
    const values: Value[] = [];
    for (const part of parts) values.push(part.run ? part.run(scope) : yield* part.steps(scope));
    return apply(values, scope);
  });
}

export function combine1(part: Code, apply: (value: Value, scope: Scope) => Value): Code {
  const { run } = part;
  if (run) return plain((scope) => apply(run(scope), scope));
  return suspending(function* (scope) {
    return apply(yield* part.steps(scope), scope);
  });
}

export function combine2(
  left: Code,
  right: Code,
  apply: (left: Value, right: Value, scope: Scope) => Value,
): Code {
  const a = left.run;
  const b = right.run;
  if (a && b) return plain((scope) => apply(a(scope), b(scope), scope));
  return suspending(function* (scope) {
    const first = a ? a(scope) : yield* left.steps(scope);
    return apply(first, b ? b(scope) : yield* right.steps(scope), scope);
  });
}

/** How a statement ended, if not normally. */
export class Completion {
  constructor(
    readonly kind: 'break' | 'continue' | 'return',
    readonly label: string | null,
    readonly value: Value,
  ) {}
}

export type StatementCode = Code<Completion | undefined>;

/** The variables of a block that begins: nothing in them yet, and nothing readable where `let` or `const` says so. */
export function freshScope(size: number, lexical: readonly number[], outer: Scope | null): Scope {
  const slots = new Array<Value>(size).fill(undefined);
  for (const index of lexical) slots[index] = uninitialized;
  return new Scope(slots, outer);
}
