import * as l10n from '@vscode/l10n';
import type { Context } from '../replay/context';
import { contextOf } from '../replay/context';
import { reasonLabel } from '../replay/waits';
import type { Trace, TraceEvent } from '../trace/format';

/** What a reader, and a renderer, can take in. */
const maxTasks = 40;
const maxLines = 400;

/**
 * The trace as a Mermaid sequence diagram (mermaid.js.org/syntax/sequenceDiagram.html), to be pasted into Markdown: control
 * that goes to a task and comes back, tasks created, what is printed, time that passes.
 */
export function toMermaid(trace: Trace): string {
  const shown = trace.tasks.slice(0, maxTasks);
  const ids = new Set(shown.map((task) => task.id));
  const context = contextOf(trace, '');
  const lines = [
    'sequenceDiagram',
    `  participant L as ${clean(l10n.t('event loop'))}`,
    ...shown.map(
      (task) => `  participant T${task.id} as ${clean(`${task.name} ${task.function}`)}`,
    ),
  ];
  let t = 0;
  for (const event of trace.events) {
    const line = lineOf(event, ids, context);
    if (line === null) continue;
    if (lines.length >= maxLines) {
      lines.push(`  Note over L: ${clean(l10n.t('The rest is left out.'))}`);
      break;
    }
    if (event.t > t)
      lines.push(
        `  Note over L: ${clean(l10n.t('T = {0} ms', Math.round(event.t * 1000) / 1000))}`,
      );
    t = event.t;
    lines.push(`  ${line}`);
  }
  if (trace.tasks.length > maxTasks)
    lines.push(
      `  Note over L: ${clean(l10n.t('{0} more tasks are left out.', trace.tasks.length - maxTasks))}`,
    );
  return `${lines.join('\n')}\n`;
}

function lineOf(event: TraceEvent, shown: ReadonlySet<number>, context: Context): string | null {
  const { task } = event;
  if (task === null || !shown.has(task)) return null;
  switch (event.kind) {
    case 'create':
      return event.by === null || !shown.has(event.by)
        ? null
        : `T${event.by}-)T${task}: ${clean(l10n.t('creates'))}`;
    case 'resume':
      return `L->>T${task}: ${clean(event.first ? l10n.t('starts') : l10n.t('goes on'))}`;
    case 'suspend':
      return `T${task}-->>L: ${clean(`${event.keyword} ${reasonLabel(event, context)}`)}`;
    case 'end':
      return `T${task}-xL: ${clean(event.error ?? event.outcome)}`;
    case 'output':
      return `Note over T${task}: ${clean(event.text)}`;
    case 'block':
      return `Note over T${task}: ${clean(l10n.t('{0} holds the loop up for {1} ms', event.label, event.ms))}`;
    default:
      return null;
  }
}

/** A text on one line, with what has a meaning in Mermaid as its entity codes. */
function clean(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().slice(0, 120);
  return line.replace(/[#;<>:"{}%]/g, (character) => `#${character.codePointAt(0) ?? 32};`) || '-';
}
