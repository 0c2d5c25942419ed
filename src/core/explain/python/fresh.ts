import type { SyntaxNode } from '../../syntax/document';
import { partsOf } from '../../syntax/nodes';
import { assignedValue } from '../resolve/python/bindings';
import { hasEagerTasks } from '../resolve/python/eager';
import type { Source } from '../resolve/source';

/**
 * Futures and tasks that a function makes just before it awaits them. A task takes its first step on the loop's next turn at
 * the earliest. A future is done when other code says so, which can only run once this function gives up control.
 */

/** What gives other code a turn, or comes to the same place again. */
const turns = ['await', 'async', 'yield', 'for', 'while'];

/** What makes one. `ensure_future` may give what it was given. */
const makers = {
  future: /(?:\b|_)(?:create_future|Future)$/,
  task: /(?:\b|_)(?:create_task|Task)$/,
} as const;

/** What may be called between with the future in hand: it keeps it, or has something done on a later turn of the loop. */
const harmless =
  /^(?:append|appendleft|add|heappush|partial|add_done_callback|call_soon|call_soon_threadsafe|call_later|call_at|_?add_reader|_?add_writer|if|elif|assert|not|and|or|is|in)$/;

/** Whether an expression names a future or task that was made on the way to it, and so cannot be done yet; `end` is where the `await` begins. */
export function isJustMade(
  source: Source,
  awaited: SyntaxNode,
  kind: keyof typeof makers,
  end = awaited.parent?.startIndex ?? 0,
): boolean {
  if (isMaker(awaited, kind)) return kind === 'future' || !hasEagerTasks(source);
  const made = lastAssignment(source, awaited);
  if (!made || !isMaker(assignedValue(made), kind)) return false;
  let statement = made;
  while (statement.parent?.type === 'assignment') statement = statement.parent;
  const block = statement.parent?.parent;
  // Made in a branch that is over, it may be another that is awaited.
  if (!block || awaited.startIndex >= block.endIndex) return false;
  const between = { start: statement.endIndex, end };
  if (source.hasWord(turns, between)) return false;
  if (kind === 'task') return !hasEagerTasks(source);
  // What is called before the future is given away cannot know of it.
  const text = source.text.slice(between.start, between.end);
  const given =
    awaited.type === 'identifier' ? text.search(new RegExp(`\\b${awaited.text}\\b`)) : 0;
  const first = given < 0 ? text.length : text.lastIndexOf('\n', given) + 1;
  return [...text.slice(first).matchAll(/(\w+)\s*\(/g)].every(([, called]) =>
    harmless.test(called ?? ''),
  );
}

/**
 * Whether what a call began may be done by the time that it is awaited: it was kept, and the loop may have turned since.
 * `awaited` names it, is the call itself, or calls a function that gives what the call gives.
 */
export function mayBeDone(source: Source, awaited: SyntaxNode, call: SyntaxNode): boolean {
  const isWithin = awaited.startIndex <= call.startIndex && call.endIndex <= awaited.endIndex;
  if (isWithin || (awaited.type === 'call' && call.parent?.type === 'return_statement'))
    return false;
  const made = lastAssignment(source, awaited);
  if (!made || assignedValue(made)?.id !== call.id) return true;
  return source.hasWord(turns, { start: made.endIndex, end: awaited.parent?.startIndex ?? 0 });
}

/** Whether each argument of a call is a task that was made on the way to it, or a collection of such: `gather(*tasks)`. */
export function areJustMade(source: Source, call: SyntaxNode): boolean {
  const start = (call.parent?.type === 'await' ? call.parent : call).startIndex;
  const list = call.childForFieldName('arguments');
  const given = (list ? partsOf(list) : []).filter(({ type }) => type !== 'keyword_argument');
  return (
    given.length > 0 &&
    given.every((one) => {
      const named = one.type === 'list_splat' ? one.namedChild(0) : one;
      return named !== null && isJustMade(source, named, 'task', start);
    })
  );
}

function isMaker(made: SyntaxNode | null, kind: keyof typeof makers): boolean {
  switch (made?.type) {
    case 'list':
    case 'tuple':
      return partsOf(made).every((one) => isMaker(one, kind));
    case 'list_comprehension':
      return isMaker(made.childForFieldName('body'), kind);
    default:
      return makers[kind].test(made?.childForFieldName('function')?.text ?? '');
  }
}

/** The last assignment to a name or attribute before it is used, in the same function. */
function lastAssignment(source: Source, { text, startIndex }: SyntaxNode): SyntaxNode | null {
  const around = source.functionAround(startIndex);
  const extent = around === null ? undefined : source.functions[around];
  const word = /\w+$/.exec(text)?.[0] ?? '';
  let last: SyntaxNode | null = null;
  for (const offset of extent ? source.occurrences(word, { ...extent, end: startIndex }) : []) {
    if (source.functionAround(offset) !== around) continue;
    const name = source.nodeAt({ start: offset, end: offset + word.length });
    const target = name?.parent?.type === 'attribute' ? name.parent : name;
    const assignment = target?.parent;
    if (target?.text !== text || assignment?.type !== 'assignment') continue;
    if (assignment.childForFieldName('left')?.id === target.id) last = assignment;
  }
  return last;
}
