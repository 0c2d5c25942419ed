import type { Range } from '../position';

/** The words of the source that mark a suspension point. */
export type Keyword =
  | 'await'
  | 'async for'
  | 'async with'
  | 'async comprehension'
  | 'for await'
  | 'await using'
  | 'yield';

/**
 * A function of the source, async or not: suspension points belong to functions, and a
 * walkthrough can start at any of them.
 */
export interface FunctionInfo {
  /** Qualified name: `Class.method`, `outer.inner`; `<lambda>` or `<arrow>` where it has no name. */
  readonly name: string;
  /** The whole definition, decorators not included. */
  readonly range: Range;
  /** The name itself, or the first token where there is none. */
  readonly nameRange: Range;
  readonly async: boolean;
  /** Whether its own body has a `yield`: with `async` this makes it an async generator. */
  readonly generator: boolean;
  /** Index of the enclosing function in `Suspensions.functions`; null at module level. */
  readonly parent: number | null;
}

/** A place where a coroutine or async function may give up control. */
export interface SuspensionPoint {
  readonly keyword: Keyword;
  /**
   * What the language's own parser gives for it: the await expression, the `async for` / `async with`
   * / `for await` statement, the `await using` declaration, the `yield` expression; for an async
   * comprehension its clause from `async` to the end of the iterable.
   */
  readonly range: Range;
  /** The keyword's own tokens: where a hover answers. */
  readonly keywordRange: Range;
  /**
   * What is awaited, iterated, entered or disposed of: one range, or one per item of an
   * `async with` or declarator of an `await using`. Empty only in broken code and for a bare `yield`.
   */
  readonly operands: readonly Range[];
  /** Index in `Suspensions.functions` of the function that gives up control; null at module level. */
  readonly function: number | null;
}

/** All that the suspension layer knows of a text: both lists in source order. */
export interface Suspensions {
  readonly functions: readonly FunctionInfo[];
  readonly points: readonly SuspensionPoint[];
}

/** The name under which code outside every function is shown. */
export const moduleName = '<module>';
