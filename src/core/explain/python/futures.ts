import { moduleName } from '../../suspension/types';
import type { SyntaxNode } from '../../syntax/document';
import type { Wait } from '../catalog/schema';
import { nameForSentence } from '../names';
import { completionsOf } from '../resolve/python/completions';
import type { PythonEvaluator } from '../resolve/python/evaluator';
import type { Site } from '../resolve/value';
import type { Waiting } from '../waiting';
import { quoteWidth } from '../waiting';
import { completedBy, notBegunYet, notDoneYet } from './forms';
import { areJustMade, isJustMade, mayBeDone } from './fresh';

/** What a file shows of the futures and tasks that it awaits: whether they can be done already, and who completes them. */

/** Whether a call waits for several tasks, none of which can have run. */
export function awaitsNewTasks(
  python: PythonEvaluator,
  { wait, words }: Waiting,
  { node }: Site,
): boolean {
  const isSeveral = wait.waitsFor === 'tasks' && (words(quoteWidth).count ?? 0) > 0;
  return isSeveral && areJustMade(python.at(node).source, node);
}

/** Whether a call began what it gave so long ago that it may be done when it is awaited. */
export function wasKept(python: PythonEvaluator, awaited: SyntaxNode, { node }: Site): boolean {
  return mayBeDone(python.at(awaited).source, awaited, node);
}

/** What awaiting an object waits for: one that was just made cannot be done, and its file may show who completes it. */
export function awaitedObject(
  python: PythonEvaluator,
  wait: Wait,
  type: string,
  node: SyntaxNode,
): Wait {
  const isFuture = type === 'asyncio.Future';
  if (!isFuture && type !== 'asyncio.Task') return wait;
  const { source } = python.at(node);
  const told = isFuture ? completed(python, wait, node) : wait;
  if (!isJustMade(source, node, isFuture ? 'future' : 'task')) return told;
  return isFuture ? notDoneYet(told) : notBegunYet(told);
}

/** The wait for a future, with who completes it, if its file shows that. */
function completed(python: PythonEvaluator, wait: Wait, node: SyntaxNode): Wait {
  const home = python.at(node);
  const places = completionsOf(home, node).map(({ function: index, offset }) => ({
    who:
      index === null ? nameForSentence(moduleName) : nameForSentence(home.source.localName(index)),
    line: home.source.document.lines.positionAt(offset).line + 1,
  }));
  return places.length > 0 ? completedBy(wait, places) : wait;
}
