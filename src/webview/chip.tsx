import * as l10n from '@vscode/l10n';
import type { TraceTask } from '../core/trace/format';
import type { TaskState, TaskStatus } from '../core/replay/state';
import { Icon } from './icon';

export type Look = TaskStatus | 'failed';

const icons: Readonly<Record<Look, string>> = {
  created: 'circle-large-outline',
  ready: 'circle-large-outline',
  running: 'play',
  waiting: 'watch',
  done: 'check',
  failed: 'close',
};

export function lookOf(state: TaskState | undefined): Look {
  if (!state) return 'created';
  return state.outcome && state.outcome.outcome !== 'returned' ? 'failed' : state.status;
}

/** A task's state, in a word. */
export function statusText(look: Look): string {
  switch (look) {
    case 'created':
      return l10n.t('not scheduled');
    case 'ready':
      return l10n.t('ready');
    case 'running':
      return l10n.t('running');
    case 'waiting':
      return l10n.t('suspended');
    case 'done':
      return l10n.t('done');
    case 'failed':
      return l10n.t('failed');
  }
}

interface Props {
  readonly task: TraceTask;
  readonly look: Look;
  /** Whether this is the one chip that shows where the task is: it moves. A ghost only names the task. */
  readonly present: boolean;
  /** Whether Tab goes to it; the arrow keys lead to the others. */
  readonly tabStop?: boolean;
}

/** A task, as a button for `taskActs`. Its state is told by the icon and the edge, not by colour alone. */
export function Chip({ task, look, present, tabStop = false }: Props) {
  const named = task.name.includes(task.function);
  return (
    <button
      type="button"
      class={`chip ${look}${present ? '' : ' ghost'}`}
      data-chip={present ? task.id : undefined}
      data-task={task.id}
      tabIndex={tabStop ? 0 : -1}
      title={named ? task.name : `${task.name}: ${task.function}`}
    >
      <Icon name={icons[look]} />
      <span class="name">{task.name}</span>
      {!named && <span class="function">{task.function}</span>}
    </button>
  );
}
