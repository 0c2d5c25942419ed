import { PyList } from '../objects/containers';
import type { Value } from '../objects/object';
import { items } from '../operations/iterate';
import { makeModule } from '../operations/native';
import { str } from '../operations/repr';

/** A shell pattern as a regular expression: Lib/fnmatch.py, `translate`. */
export function expressionOf(pattern: string): RegExp {
  const source = pattern.replace(
    /\*+|\?|\[(!?)(\]?[^\]]*)\]|[\\^$.|+()[\]{}]/g,
    (part, negated?: string, set?: string) => {
      if (part.startsWith('*')) return '[^]*';
      if (part === '?') return '[^]';
      if (set === undefined) return `\\${part}`;
      return `[${negated ? '^' : ''}${set.replace(/[\\\]^]/g, '\\$&')}]`;
    },
  );
  return new RegExp(`^(?:${source})$`, 'u');
}

function matches(name: Value, pattern: Value): boolean {
  return expressionOf(str(pattern)).test(str(name));
}

export const fnmatchModule = makeModule('fnmatch', {
  'fnmatch(name, pat)': matches,
  'fnmatchcase(name, pat)': matches,
  'filter(names, pat)': (names: Value, pattern: Value) =>
    new PyList(items(names).filter((name) => matches(name, pattern))),
});
