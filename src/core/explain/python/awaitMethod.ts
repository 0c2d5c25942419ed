import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../syntax/document';
import type { Source } from '../resolve/source';
import type { FunctionRef } from '../resolve/value';
import type { Suspends } from '../types';
import type { Waiting } from '../waiting';
import { isConditional } from './conditions';
import { ownAwaitable } from './forms';

/** What the `__await__()` of a class of the program does: it gives up control itself, or goes on to that of another object. */

/** The `yield`s of a generator function if none gives anything, which is a turn of the loop each; null of others. */
export function bareYields({
  home: { source },
  function: index,
}: FunctionRef): readonly SyntaxNode[] | null {
  const extent = source.functions[index];
  const found: SyntaxNode[] = [];
  for (const offset of extent ? source.occurrences('yield', extent) : []) {
    const node = source.nodeAt({ start: offset, end: offset + 5 })?.parent;
    if (node?.type !== 'yield' || node.text !== 'yield') return null;
    found.push(node);
  }
  return found.length > 0 ? found : null;
}

/** Whether each run of a generator function comes to one of its `yield`s, some runs do, or none: a `return` stands before. */
export function comesTo(
  { home: { source }, function: index }: FunctionRef,
  yields: readonly SyntaxNode[],
): Suspends {
  const body = source.functionNode(index)?.childForFieldName('body');
  const end = body?.namedChildren.find(({ type }) => /^(?:return|raise)_statement$/.test(type));
  const live = yields.filter(({ startIndex }) => !end || startIndex < end.endIndex);
  if (live.length === 0) return 'never';
  return live.some((one) => isOnEachRun(source, index, one)) ? 'always' : 'maybe';
}

function isOnEachRun(source: Source, index: number, node: SyntaxNode): boolean {
  if (isConditional(node)) return false;
  let statement = node;
  while (statement.parent && !/(?:_statement|block)$/.test(statement.type))
    statement = statement.parent;
  const start = source.functions[index]?.start ?? 0;
  return !source.hasWord(['return'], { start, end: statement.startIndex });
}

/** Where a class's own `__await__` goes on to that of another object. */
export interface Delegation {
  readonly object: SyntaxNode;
  /** Whether each run does. */
  readonly isSure: boolean;
  /** Whether what that gives is what awaiting gives. */
  readonly isReturned: boolean;
}

/** The object whose `__await__()` a class's own `__await__` goes on to. */
export function delegateOf({ home: { source }, function: index }: FunctionRef): Delegation | null {
  const extent = source.functions[index];
  if (!extent) return null;
  for (const offset of source.occurrences('__await__', extent)) {
    const attribute = source.nodeAt({ start: offset, end: offset + 9 })?.parent;
    const object = attribute?.type === 'attribute' ? attribute.childForFieldName('object') : null;
    if (!attribute || !object) continue;
    let result = attribute.parent;
    while (result?.parent && /^(?:yield|parenthesized_expression)$/.test(result.parent.type))
      result = result.parent;
    return {
      object,
      isSure: isOnEachRun(source, index, attribute),
      isReturned: result?.parent?.type === 'return_statement',
    };
  }
  return null;
}

/** The wait of an `__await__` that goes on to that of another object, whose own result counts only if it is returned. */
export function through(
  waiting: Waiting,
  runner: string,
  { isSure, isReturned }: Delegation,
): Waiting {
  const isShort = !isSure && waiting.suspends() === 'always';
  return {
    ...waiting,
    wait: {
      ...waiting.wait,
      ...(isShort && { because: () => ownAwaitable(runner).because?.(waiting.words(40)) ?? '' }),
      ...(!isReturned && { value: () => l10n.t('what {0} returns', runner) }),
    },
    ...(isShort && { suspends: () => 'maybe' }),
  };
}
