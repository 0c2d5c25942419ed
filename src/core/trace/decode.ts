import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { EventKind, Trace, TraceEvent } from './format';
import { traceVersion } from './format';
import { eventSchemas, headSchema, limits } from './schema';

/** A trace, or the sentences that say why a value is none. */
export type Decoded =
  | { readonly trace: Trace; readonly problems?: never }
  | { readonly problems: readonly string[]; readonly trace?: never };

/** After this many problems the reader knows enough. */
const maxProblems = 20;

/**
 * Reads an unknown value (parsed JSON) as a trace. Never throws; unknown fields are left out, so a file
 * written by a later version of the same format still opens.
 */
export function decodeTrace(input: unknown): Decoded {
  const foreign = versionProblem(input);
  if (foreign !== null) return { problems: [foreign] };
  const problems: string[] = [];
  const head = v.safeParse(headSchema, input);
  if (!head.success) problems.push(...head.issues.map((issue) => sentence('', issue)));
  const events = decodeEvents((input as { events?: unknown }).events, problems);
  if (!head.success || problems.length > 0) return { problems: problems.slice(0, maxProblems) };
  const trace: Trace = { ...head.output, events };
  problems.push(...contradictions(trace));
  return problems.length > 0 ? { problems } : { trace };
}

/** A file of another format or version is one clear problem, not a hundred missing fields. */
function versionProblem(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || Array.isArray(input) || !('version' in input))
    return l10n.t('This is not an Await Lens trace: it has no "version".');
  const { version } = input;
  if (version === traceVersion) return null;
  return typeof version === 'number' && version > traceVersion
    ? l10n.t(
        'This trace has version {0}, which is newer than this Await Lens can read ({1}). Update the extension.',
        version,
        traceVersion,
      )
    : l10n.t(
        'This trace has version {0}; Await Lens reads version {1}.',
        shown(version),
        traceVersion,
      );
}

function decodeEvents(input: unknown, problems: string[]): TraceEvent[] {
  if (!Array.isArray(input)) {
    problems.push(l10n.t('{0}: expected {1}, but found {2}.', 'events', 'Array', shown(input)));
    return [];
  }
  if (input.length > limits.events) {
    problems.push(
      l10n.t('The trace has {0} events; at most {1} can be opened.', input.length, limits.events),
    );
    return [];
  }
  const events: TraceEvent[] = [];
  for (const [index, item] of input.entries()) {
    const place = `events[${index}]`;
    const schema = schemaOf(item);
    if (!schema) {
      problems.push(l10n.t('{0}: this is not an event of a kind that is known.', place));
    } else {
      const event = v.safeParse(schema, item);
      if (event.success) events.push(event.output);
      else problems.push(...event.issues.map((issue) => sentence(place, issue)));
    }
    if (problems.length >= maxProblems) break;
  }
  return events;
}

function schemaOf(item: unknown): v.GenericSchema<unknown, TraceEvent> | undefined {
  if (typeof item !== 'object' || item === null || !('kind' in item)) return undefined;
  const { kind } = item;
  return isEventKind(kind) ? eventSchemas[kind] : undefined;
}

function isEventKind(kind: unknown): kind is EventKind {
  return typeof kind === 'string' && Object.hasOwn(eventSchemas, kind);
}

/** What no single field shows: time that runs backwards, and names of things that are not there. */
function contradictions({ tasks, assumptions, events, endMs }: Trace): string[] {
  const problems: string[] = [];
  const taskIds = new Set(tasks.map((task) => task.id));
  const assumptionIds = new Set(assumptions.map((assumption) => assumption.id));
  if (taskIds.size < tasks.length) problems.push(l10n.t('tasks: two tasks have the same id.'));
  for (const task of tasks)
    if (task.parent !== null && !taskIds.has(task.parent))
      problems.push(l10n.t('tasks: there is no task {0}.', task.parent));
  let now = 0;
  for (const [index, event] of events.entries()) {
    if (problems.length >= maxProblems) break;
    const place = `events[${index}]`;
    if (event.t < now)
      problems.push(l10n.t('{0}: time runs backwards, from {1} to {2}.', place, now, event.t));
    now = Math.max(now, event.t);
    for (const id of tasksOf(event))
      if (!taskIds.has(id)) problems.push(l10n.t('{0}: there is no task {1}.', place, id));
    if (event.kind === 'assume' && !assumptionIds.has(event.assumption))
      problems.push(l10n.t('{0}: there is no assumption {1}.', place, event.assumption));
  }
  if (endMs < now)
    problems.push(
      l10n.t('endMs: the trace ends at {0}, before its last event at {1}.', endMs, now),
    );
  return problems.slice(0, maxProblems);
}

function tasksOf(event: TraceEvent): readonly number[] {
  const own = event.task === null ? [] : [event.task];
  switch (event.kind) {
    case 'create':
      return event.by === null ? own : [...own, event.by];
    case 'cancel':
      return [...own, event.target];
    case 'suspend':
      return own.concat(event.tasks);
    case 'enqueue':
      return event.waker.task === null ? own : [...own, event.waker.task];
    default:
      return own;
  }
}

function sentence(place: string, issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).reduce(
    (before, { key }) =>
      typeof key === 'number' ? `${before}[${key}]` : `${before}${before ? '.' : ''}${String(key)}`,
    place,
  );
  if (issue.type === 'max_length')
    return l10n.t('{0}: too long, at most {1} are allowed.', path, String(issue.requirement));
  if (issue.received === 'undefined') return l10n.t('{0}: missing.', path);
  return issue.expected === null
    ? l10n.t('{0}: {1} is not possible here.', path, shorten(issue.received))
    : l10n.t('{0}: expected {1}, but found {2}.', path, issue.expected, shorten(issue.received));
}

function shown(value: unknown): string {
  if (value === undefined) return l10n.t('nothing');
  if (Array.isArray(value)) return 'Array';
  return typeof value === 'object' && value !== null ? 'Object' : shorten(JSON.stringify(value));
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
