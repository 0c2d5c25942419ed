import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../syntax/document';
import { hasEagerTasks } from '../resolve/python/eager';
import type { Source } from '../resolve/source';
import type { Waiting } from '../waiting';
import { aliasOf } from './place';

/** Groups of tasks, at whose end a task that was made just before cannot be done: its first step is on the loop's next turn. */

/** What gives other tasks a turn. */
const turns = ['await', 'async', 'yield'];
/** What leaves the block, or passes by a part of it. */
const leaves = ['return', 'break', 'continue'];
const starts = /^(?:create_task|start_soon)$/;

/** The wait at the end of an `async with` on a group, which surely suspends where the block ends with starting tasks. */
export function groupEnd(source: Source, item: SyntaxNode, end: Waiting): Waiting {
  const isOpen = end.wait.waitsFor === 'tasks' && end.suspends() === 'maybe';
  const name = isOpen ? aliasOf(item) : null;
  if (name === null || hasEagerTasks(source) || !startsLast(source, item, name)) return end;
  const because = () => l10n.t('The tasks that the block starts last have not run when it ends.');
  return { ...end, suspends: () => 'always', wait: { ...end.wait, because } };
}

/** Whether the last that a block of a group does is to start a task in it, as a statement of its own. */
function startsLast(source: Source, item: SyntaxNode, name: string): boolean {
  let statement: SyntaxNode | null = item;
  while (statement && statement.type !== 'with_statement') statement = statement.parent;
  // What is entered after the group is left before it, and may wait for that.
  const start = statement?.childForFieldName('body')?.startIndex ?? 0;
  if (
    source.text
      .slice(item.parent?.endIndex ?? 0, start)
      .replace(/#.*/g, '')
      .includes(',')
  )
    return false;
  const body = statement?.childForFieldName('body');
  for (const child of [...(body?.namedChildren ?? [])].reverse()) {
    if (source.hasWord(turns, { start: child.startIndex, end: child.endIndex })) return false;
    if (!startsTask(child, name)) continue;
    return !source.hasWord(leaves, { start: body?.startIndex ?? 0, end: child.startIndex });
  }
  return false;
}

/** Whether a statement is a call that starts a task in a group, or gives the task a name. */
function startsTask(statement: SyntaxNode, group: string): boolean {
  const only = statement.type === 'expression_statement' ? statement.namedChild(0) : null;
  const call = only?.type === 'assignment' ? only.childForFieldName('right') : only;
  const callee = call?.type === 'call' ? call.childForFieldName('function') : null;
  return (
    callee?.childForFieldName('object')?.text === group &&
    starts.test(callee.childForFieldName('attribute')?.text ?? '')
  );
}
