import type { ComparedTask, Times } from '../../core/compare/compare';
import { append } from '../../core/compare/pairs';
import type { Folds } from '../lanes/rows';

/** A task's two lanes as they are listed. */
export interface ComparedTaskRow {
  readonly kind: 'task';
  readonly item: ComparedTask;
  readonly depth: number;
}

/** The tasks of one function in one row. */
export interface ComparedGroupRow extends Pick<Times, 'before' | 'after'> {
  readonly kind: 'group';
  readonly function: string;
  readonly tasks: readonly ComparedTask[];
  /** Whether the rows of its tasks follow. */
  readonly open: boolean;
}

export type ComparedRow = ComparedTaskRow | ComparedGroupRow;

/** A row for each task. */
export function taskRows(tasks: readonly ComparedTask[]): readonly ComparedRow[] {
  return tasks.map((item) => ({ kind: 'task', item, depth: 0 }));
}

/** A row for each function that several tasks run, with theirs below it if it is open. */
export function groupRows(tasks: readonly ComparedTask[], folds: Folds): readonly ComparedRow[] {
  const groups = new Map<string, ComparedTask[]>();
  for (const item of tasks)
    append(groups, (item.task.before ?? item.task.after)?.function ?? '', item);
  return [...groups].flatMap(([name, members]): readonly ComparedRow[] => {
    if (members.length === 1) return taskRows(members);
    const open = folds.has(name);
    const group: ComparedGroupRow = {
      ...{ kind: 'group', function: name, tasks: members, open },
      before: sumOf(members, 'before'),
      after: sumOf(members, 'after'),
    };
    return open ? [group, ...taskRows(members).map((row) => ({ ...row, depth: 1 }))] : [group];
  });
}

function sumOf(tasks: readonly ComparedTask[], side: 'before' | 'after'): Times['before'] {
  return tasks.reduce(
    (sum, { [side]: each }) => ({
      count: sum.count + each.count,
      totalMs: sum.totalMs + each.totalMs,
      longestMs: Math.max(sum.longestMs, each.longestMs),
    }),
    { count: 0, totalMs: 0, longestMs: 0 },
  );
}
