import { constructorName } from './access';
import { isCallable } from './convert';
import { describe } from './describe';
import type { Value } from './object';
import { JSObject } from './object';
import type { Raised } from './throw';
import { nodeError } from './throw';
import { Unknown } from './unknown';

const longestText = 28;

/** Node's words for a value that is none of the expected ones (`determineSpecificType`, lib/internal/errors.js). */
function specificType(value: Value): string {
  if (value === null || value === undefined) return String(value);
  if (value instanceof Unknown) return value.name;
  if (isCallable(value)) return `function ${describe(value)}`;
  if (value instanceof JSObject) {
    const name = constructorName(value);
    return name === null ? '[Object: null prototype] {}' : `an instance of ${name}`;
  }
  if (typeof value === 'string') {
    const text = value.length > longestText ? `${value.slice(0, longestText - 3)}...` : value;
    return `type string (${text.includes("'") ? JSON.stringify(text) : `'${text}'`})`;
  }
  if (typeof value === 'bigint') return `type bigint (${value}n)`;
  return `type ${typeof value} (${Object.is(value, -0) ? '-0' : String(value)})`;
}

/** ERR_INVALID_ARG_TYPE: `expected` goes on after “must be”, as in `of type function`. */
export function invalidArgument(name: string, expected: string, value: Value): Raised {
  const kind = name.includes('.') ? 'property' : 'argument';
  const subject = name.endsWith(' argument') ? `The ${name}` : `The "${name}" ${kind}`;
  return nodeError(
    'TypeError',
    'ERR_INVALID_ARG_TYPE',
    `${subject} must be ${expected}. Received ${specificType(value)}`,
  );
}
