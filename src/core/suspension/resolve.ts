import type { Position } from '../position';
import type { Lines } from '../syntax/lines';
import type { Finding, FoundPoint, FoundScope } from './findings';
import type { FunctionInfo, SuspensionPoint, Suspensions } from './types';

interface ResolvedFunction {
  readonly found: FoundScope;
  readonly name: string;
  readonly parent: number | null;
  generator: boolean;
}

/** A scope around the place that is being looked at. */
interface Enclosing {
  readonly scope: FoundScope;
  /** The qualified name. */
  readonly name: string;
  /** Index of the function that code in here belongs to; null at module level. */
  readonly function: number | null;
}

/**
 * Settles what depends on the surroundings: who belongs to which function, qualified names, and
 * whether a `yield` or a doubtful `await` suspends at all. `findings` are in source order. What an
 * earlier call made of a finding is taken again where it still holds, so that a keystroke makes
 * hardly any new objects.
 */
export function resolve(findings: readonly Finding[], lines: Lines): Suspensions {
  const functions: ResolvedFunction[] = [];
  const points: FoundPoint[] = [];
  const owners: (number | null)[] = [];
  const stack: Enclosing[] = [];

  for (const found of findings) {
    const around = enclosingAt(stack, found.range.start);
    const owner = around ? around.function : null;
    if (found.kind === 'point') {
      points.push(found);
      owners.push(owner);
      const yielding = found.keyword === 'yield' && owner !== null ? functions[owner] : undefined;
      if (yielding) yielding.generator = true;
      continue;
    }
    const name = qualifiedName(found, around?.name ?? '');
    if (found.kind === 'function') {
      stack.push({ scope: found, name, function: functions.length });
      functions.push({ found, name, parent: owner, generator: found.generator });
    } else {
      stack.push({ scope: found, name, function: owner });
    }
  }

  const resolved: { functions: FunctionInfo[]; points: SuspensionPoint[] } = {
    functions: [],
    points: [],
  };
  for (const one of functions) resolved.functions.push(functionInfo(one, lines));
  for (let n = 0; n < points.length; n++) {
    const found = points[n];
    const owner = owners[n] ?? null;
    if (found && suspends(found, owner === null ? undefined : functions[owner])) {
      resolved.points.push(suspensionPoint(found, owner, lines));
    }
  }
  return resolved;
}

/** The innermost scope that the code at `offset` belongs to. Scopes that have ended leave the stack. */
function enclosingAt(stack: Enclosing[], offset: number): Enclosing | undefined {
  let top = stack.length - 1;
  while (top >= 0 && (stack[top]?.scope.range.end ?? 0) <= offset) top--;
  stack.length = top + 1;
  for (; top >= 0; top--) {
    const inner = stack[top]?.scope.inner;
    if (inner && inner.start <= offset && offset < inner.end) return stack[top];
  }
  return undefined;
}

/** The same string as long as nothing about it changes, so that it is told at a glance. */
function qualifiedName(found: FoundScope, scope: string): string {
  if (found.qualified?.scope !== scope) {
    found.qualified = { scope, name: scope === '' ? found.name : `${scope}.${found.name}` };
  }
  return found.qualified.name;
}

function suspends({ needs, delegates }: FoundPoint, owner: ResolvedFunction | undefined): boolean {
  if (needs === 'async') return owner?.found.async !== false;
  if (needs === 'generator') return !delegates && owner?.found.async === true && owner.generator;
  return true;
}

function functionInfo(resolved: ResolvedFunction, lines: Lines): FunctionInfo {
  const { found, name, parent, generator } = resolved;
  const last = found.info;
  if (
    last?.name === name &&
    last.parent === parent &&
    last.generator === generator &&
    standsAt(last.range.start, found.range.start, lines)
  ) {
    return last;
  }
  found.info = {
    name,
    range: lines.rangeOf(found.range),
    nameRange: lines.rangeOf(found.nameSpan),
    async: found.async,
    generator,
    parent,
  };
  return found.info;
}

function suspensionPoint(found: FoundPoint, owner: number | null, lines: Lines): SuspensionPoint {
  const last = found.point;
  if (last?.function === owner && standsAt(last.range.start, found.range.start, lines)) return last;
  found.point = {
    keyword: found.keyword,
    range: lines.rangeOf(found.range),
    keywordRange: lines.rangeOf(found.keywordSpan),
    operands: found.operands.map((operand) => lines.rangeOf(operand)),
    function: owner,
  };
  return found.point;
}

/** Whether `offset` is still at `position`: then so is all of what no edit has touched. */
function standsAt({ line, character }: Position, offset: number, lines: Lines): boolean {
  return lines.startOf(line) + character === offset && offset < lines.startOf(line + 1);
}
