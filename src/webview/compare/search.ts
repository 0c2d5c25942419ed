import type { Comparison } from '../../core/compare/compare';
import { awaitName, taskName } from '../../core/compare/words';
import type { TaskAtAwait } from './model';

/** What of a comparison has the text that is searched for; all of it without a search. */
export interface Found extends Pick<Comparison, 'tasks' | 'order' | 'printedOnly'> {
  /** Whether an await, by its place in the comparison, is found: by its own name or by that of a task there. */
  readonly hasAwait: (place: number) => boolean;
}

/** `atAwait`: the tasks that were suspended at each await. */
export function search(
  comparison: Comparison,
  atAwait: ReadonlyMap<unknown, readonly TaskAtAwait[]>,
  wanted: string,
): Found {
  const text = wanted.trim().toLowerCase();
  if (text === '') return { ...comparison, hasAwait: () => true };
  const has = (name: string): boolean => name.toLowerCase().includes(text);
  const hasTask = ({ task }: Pick<TaskAtAwait, 'task'>): boolean => has(taskName(task));
  const { tasks, awaits, order, printedOnly } = comparison;
  const places = new Set(
    awaits.flatMap(({ site }, place) =>
      has(awaitName(site)) || (atAwait.get(site) ?? []).some(hasTask) ? [place] : [],
    ),
  );
  return {
    tasks: tasks.filter(hasTask),
    order: {
      resumed: order.resumed.filter(hasTask),
      ended: order.ended.filter(hasTask),
      printed: order.printed.filter((move) => has(move.text)),
    },
    printedOnly: { before: printedOnly.before.filter(has), after: printedOnly.after.filter(has) },
    hasAwait: (place) => places.has(place),
  };
}
