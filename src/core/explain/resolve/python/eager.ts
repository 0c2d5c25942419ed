import type { Source } from '../source';

/** What makes tasks that run at once when they are made (since Python 3.12), and so may be done already. */
const eager = [
  'eager_task_factory',
  'create_eager_task_factory',
  'eager_start',
  'set_task_factory',
];

/** Whether a file has tasks made that take their first step where they are made, as far as it shows. */
export function hasEagerTasks(source: Source): boolean {
  return source.hasWord(eager, source.whole);
}
