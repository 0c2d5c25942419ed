import type { Explanation } from '../../src/core/explain/types';
import type { Visit } from './visits';

/** What `witness.py` saw at a place of a program in Python. */
export interface Witnessed {
  readonly line: number;
  readonly column: number;
  readonly part: 'await' | 'next' | 'enter' | 'exit';
  /** How often it was done without giving up control. */
  readonly passed: number;
  /** At which lines control was given up, each set of lines once: by what came to its end, and by what did not. */
  readonly through: readonly Lines[];
  readonly broken: readonly Lines[];
}

type Lines = readonly number[];

/** Where a call is said to wait each time: at one of these lines of the file. */
const waitsAt = [
  /; at line (\d+) it always waits for /,
  /whichever way it goes, it waits: for .* at line (\d+), or for .* at line (\d+)\.$/,
  /; it always waits, for .* at line (\d+) or, in .*, which overrides it, for .* at line (\d+)\.$/,
];

/** Where a call is said to wait if it does. */
const onlyAt = [
  /^If .* does not come to line (\d+), it does not suspend\.$/,
  /^If .* need not wait at line (\d+), it does not suspend\.$/,
];

/** What of an explanation a run of the program by CPython has shown to be false; null if nothing. */
export function refuted(explanation: Explanation, seen: Witnessed): string | null {
  const { suspends, suspendsBecause, summary, steps } = explanation;
  const { part, passed, through, broken } = seen;
  const all = [...through, ...broken];
  if (part === 'exit' && steps[4].endsWith(' Leaving does not suspend.') && all.length > 0)
    return `leaving does not suspend, but did at ${linesOf(all)}`;
  if (part === 'exit' && steps[4].includes(' Leaving waits for ') && passed > 0)
    return `leaving waits, but did not ${passed} times`;
  if (suspends === 'never' && all.length > 0) return `never suspends, but did at ${linesOf(all)}`;
  // What else is said of an `async with` is said of the end at which it waits.
  const isOfLeaving = steps[1].startsWith('At the end ');
  if ((part === 'enter' && isOfLeaving) || (part === 'exit' && !isOfLeaving)) return null;
  if (suspends === 'always' && passed > 0) return `always suspends, but did not ${passed} times`;
  return (
    wrongLine(linesIn(waitsAt, summary), through) ??
    wrongLine(linesIn(onlyAt, suspendsBecause ?? ''), all)
  );
}

/** What is said of calls and promises of JavaScript that are over before the event loop goes on. */
const saidShort = [
  /(?:it waits for nothing|it waits for microtasks only)$/,
  /^(?:no promise|already resolved): waits one microtask turn$/,
];

const saidLong = /^Waits for a [^,]* timer\.$/;

const waitsAtInJavaScript = [
  /; at line (\d+) it waits for /,
  /whichever way it goes, it waits: for .* at line (\d+), or for .* at line (\d+)\.$/,
];

/** The same of a run by Node. */
export function refutedByNode(
  { lens, summary, callee }: Explanation,
  { isLong, isSettled, isFulfilled, lines }: Visit,
): string | null {
  if (isLong && saidShort.some((said) => said.test(lens)))
    return 'the event loop went on meanwhile';
  if (!isFulfilled) return null;
  if (!isLong && saidLong.test(summary)) return 'the event loop did not go on meanwhile';
  const said = linesIn(waitsAtInJavaScript, summary);
  // What was called before may have waited before, too; what has no name may be called by a promise.
  const isSeen =
    callee !== null && !(summary.includes('called before') && (isSettled || lines.length === 0));
  return isSeen ? wrongLine(said, [lines]) : null;
}

function wrongLine(said: Lines | null, seen: readonly Lines[]): string | null {
  const wrong = seen.filter((lines) => said && !lines.some((line) => said.includes(line)));
  return said && wrong.length > 0
    ? `waits at line ${said.join(' or ')}, but did at ${linesOf(wrong)}`
    : null;
}

function linesIn(patterns: readonly RegExp[], text: string): Lines | null {
  for (const pattern of patterns) {
    const found = pattern.exec(text);
    if (found) return found.slice(1).map(Number);
  }
  return null;
}

function linesOf(seen: readonly Lines[]): string {
  return seen.map((lines) => lines.join('+')).join(', ');
}
