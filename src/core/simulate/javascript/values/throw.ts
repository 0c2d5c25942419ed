import type { Value } from './object';

/** The engine's own error classes. */
export type ErrorClass =
  | 'Error'
  | 'TypeError'
  | 'RangeError'
  | 'ReferenceError'
  | 'SyntaxError'
  | 'EvalError'
  | 'URIError'
  | 'AggregateError';

/** An exception of the simulated program on its way up the host's stack. */
export class Thrown {
  constructor(readonly value: Value) {}
}

/** An error that a built-in raises; it becomes an error object where the program catches it. */
export class Raised {
  constructor(
    readonly errorClass: ErrorClass,
    readonly message: string,
    /** Node's error codes (`ERR_INVALID_ARG_TYPE`); null for the language's own errors. */
    readonly code: string | null = null,
  ) {}
}

/** Ends the walkthrough at once: a limit was reached, or the program exits. No `catch` or `finally` of the program sees it. */
export class Stop {
  constructor(readonly reason: 'limit' | 'exit' | 'quiet') {}
}

export const typeError = (message: string): Raised => new Raised('TypeError', message);
export const rangeError = (message: string): Raised => new Raised('RangeError', message);
export const referenceError = (message: string): Raised => new Raised('ReferenceError', message);
/** One of Node's own errors, whose stack begins `TypeError [CODE]: message`. */
export const nodeError = (errorClass: ErrorClass, code: string, message: string): Raised =>
  new Raised(errorClass, message, code);
