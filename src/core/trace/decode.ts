import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { EventKind, Trace, TraceEvent } from './format';
import { traceVersion } from './format';
import { checkOf } from './check';
import { eventSchemas, headSchema, limits } from './schema';

/** A trace, or the sentences that say why a value is none. */
export type Decoded =
  | { readonly trace: Trace; readonly problems?: never }
  | { readonly problems: readonly string[]; readonly trace?: never };

/** After this many problems the reader knows enough. */
const maxProblems = 20;

/** All of a trace but its events. */
export type TraceHead = Omit<Trace, 'events'>;

/**
 * Reads an unknown value (parsed JSON) as a trace. Never throws; unknown fields are left out, so a file
 * written by a later version of the same format still opens.
 */
export function decodeTrace(input: unknown): Decoded {
  const decoder = new TraceDecoder();
  const items = decoder.list((input as { readonly events?: unknown } | null | undefined)?.events);
  const events: TraceEvent[] = [];
  for (const item of items) {
    const event = decoder.event(item);
    if (event) events.push(event);
    if (!decoder.goesOn) break;
  }
  const { head, problems } = decoder.finish(input);
  return head ? { trace: { ...head, events } } : { problems };
}

/** Checks the parts of a trace as they are read, and collects what is wrong with them as sentences. */
export class TraceDecoder {
  private readonly problems: string[] = [];
  private readonly consistency = new Consistency();
  private count = 0;

  /** False when so much is wrong that there is no use in reading on. */
  get goesOn(): boolean {
    return this.problems.length < maxProblems;
  }

  /** The items of what should be the list of events; none if it is none, or too long. */
  list(input: unknown): readonly unknown[] {
    if (!Array.isArray(input)) {
      this.problems.push(
        l10n.t('{0}: expected {1}, but found {2}.', 'events', 'Array', shown(input)),
      );
      return [];
    }
    if (input.length <= limits.events) return input;
    this.problems.push(
      l10n.t('The trace has {0} events; at most {1} can be opened.', input.length, limits.events),
    );
    return [];
  }

  /** The next event, without the fields that are not known; null if it is none. */
  event(item: unknown): TraceEvent | null {
    const index = this.count++;
    const schema = schemaOf(item);
    if (!schema) {
      this.problems.push(
        l10n.t('{0}: this is not an event of a kind that is known.', placeOf(index)),
      );
      return null;
    }
    const event = v.safeParse(schema, item);
    if (!event.success) {
      this.problems.push(...event.issues.map((issue) => sentence(placeOf(index), issue)));
      return null;
    }
    this.consistency.note(event.output, index);
    return event.output;
  }

  /** The same at a tenth of the cost, for long traces; fields that are not known stay. */
  eventAsIs(item: unknown): TraceEvent | null {
    const kind = kindOf(item);
    if (kind === null || !isEvent[kind](item)) return this.event(item);
    this.consistency.note(item, this.count++);
    return item;
  }

  /** The head of the trace (a value with all of it but the events), or all that is wrong with either. */
  finish(input: unknown): {
    readonly head: TraceHead | null;
    readonly problems: readonly string[];
  } {
    const foreign = versionProblem(input);
    if (foreign !== null) return { head: null, problems: [foreign] };
    const head = v.safeParse(headSchema, input);
    const problems = [
      ...(head.issues ?? []).map((issue) => sentence('', issue)),
      ...this.problems,
      ...(head.success && this.problems.length === 0 ? this.consistency.problems(head.output) : []),
    ].slice(0, maxProblems);
    return { head: head.success && problems.length === 0 ? head.output : null, problems };
  }
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

function schemaOf(item: unknown): v.GenericSchema<unknown, TraceEvent> | undefined {
  const kind = kindOf(item);
  return kind === null ? undefined : eventSchemas[kind];
}

function kindOf(item: unknown): EventKind | null {
  if (typeof item !== 'object' || item === null || !('kind' in item)) return null;
  return isEventKind(item.kind) ? item.kind : null;
}

/** By event kind: whether a value fits its schema as it is. */
const isEvent = Object.fromEntries(
  Object.entries(eventSchemas).map(([kind, schema]) => [kind, checkOf(schema)]),
) as Readonly<Record<EventKind, (item: unknown) => item is TraceEvent>>;

function isEventKind(kind: unknown): kind is EventKind {
  return typeof kind === 'string' && Object.hasOwn(eventSchemas, kind);
}

/** What no single field shows: time that runs backwards, and names of things that are not there. */
class Consistency {
  private now = 0;
  private readonly backwards: Finding[] = [];
  /** Ids that events name, each with the first event that does. */
  private readonly tasks = new Map<number, number>();
  private readonly assumptions = new Map<number, number>();

  /** Looks at the next event; `index` is its place in the trace. */
  note(event: TraceEvent, index: number): void {
    if (event.t < this.now && this.backwards.length < maxProblems)
      this.backwards.push({
        index,
        text: l10n.t(
          '{0}: time runs backwards, from {1} to {2}.',
          placeOf(index),
          this.now,
          event.t,
        ),
      });
    this.now = Math.max(this.now, event.t);
    for (const id of tasksOf(event)) if (!this.tasks.has(id)) this.tasks.set(id, index);
    if (event.kind === 'assume' && !this.assumptions.has(event.assumption))
      this.assumptions.set(event.assumption, index);
  }

  /** What contradicts the head, when all events have been seen. */
  problems({ tasks, assumptions, endMs }: TraceHead): string[] {
    const problems: string[] = [];
    const taskIds = new Set(tasks.map((task) => task.id));
    const assumptionIds = new Set(assumptions.map((assumption) => assumption.id));
    if (taskIds.size < tasks.length) problems.push(l10n.t('tasks: two tasks have the same id.'));
    for (const { parent } of tasks)
      if (parent !== null && !taskIds.has(parent) && problems.length < maxProblems)
        problems.push(l10n.t('tasks: there is no task {0}.', parent));
    const findings = [...this.backwards];
    for (const [id, index] of this.tasks)
      if (!taskIds.has(id))
        findings.push({ index, text: l10n.t('{0}: there is no task {1}.', placeOf(index), id) });
    for (const [id, index] of this.assumptions)
      if (!assumptionIds.has(id))
        findings.push({
          index,
          text: l10n.t('{0}: there is no assumption {1}.', placeOf(index), id),
        });
    problems.push(
      ...findings
        .sort((a, b) => a.index - b.index)
        .map(({ text }) => text)
        .slice(0, maxProblems),
    );
    if (endMs < this.now)
      problems.push(
        l10n.t('endMs: the trace ends at {0}, before its last event at {1}.', endMs, this.now),
      );
    return problems.slice(0, maxProblems);
  }
}

interface Finding {
  /** Of the event. */
  readonly index: number;
  readonly text: string;
}

function placeOf(index: number): string {
  return `events[${index}]`;
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
