import type { TraceTask } from '../core/trace/format';
import type { TaskState, TaskStatus } from '../core/replay/state';
import { Icon } from './icon';

type Look = TaskStatus | 'failed';

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

interface Props {
  readonly task: TraceTask;
  readonly look: Look;
  /** Whether this is the one chip that shows where the task is: it moves. A ghost only names the task. */
  readonly present: boolean;
}

/** A task. Its state is told by the icon and the edge, not by colour alone. */
export function Chip({ task, look, present }: Props) {
  const named = task.name.includes(task.function);
  return (
    <span
      class={`chip ${look}${present ? '' : ' ghost'}`}
      data-chip={present ? task.id : undefined}
      title={named ? task.name : `${task.name}: ${task.function}`}
    >
      <Icon name={icons[look]} />
      <span class="name">{task.name}</span>
      {!named && <span class="function">{task.function}</span>}
    </span>
  );
}
