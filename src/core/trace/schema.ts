/**
 * The run-time twin of format.ts: what a value must look like to be a trace. The compiler checks at the
 * end of this file that both say the same, so neither can change alone.
 */

import * as v from 'valibot';
import type { WaitsFor } from '../explain/types';
import type { Keyword } from '../suspension/types';
import type { Choice, EventKind, Phase, QueueName, Trace, TraceEvent, WatchPlace } from './format';
import { traceVersion } from './format';
import type { MeasuredWait } from './measured';

/**
 * Limits on what a file may hold. They are far above what a recorder or a walkthrough writes, and keep
 * a file from a stranger from filling the memory or hanging the panel.
 */
export const limits = {
  events: 2_000_000,
  tasks: 200_000,
  lines: 1_000_000,
  assumptions: 100_000,
  alternatives: 100,
  chain: 1_000,
  watches: 200_000,
  name: 1_000,
  text: 100_000,
  source: 10_000_000,
} as const;

const name = v.pipe(v.string(), v.maxLength(limits.name));
const text = v.pipe(v.string(), v.maxLength(limits.text));
const milliseconds = v.pipe(v.number(), v.finite(), v.minValue(0));
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const count = id;
const oneBased = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const task = v.nullable(id);
const ids = v.pipe(v.array(id), v.maxLength(limits.watches));

const keyword = v.picklist([
  'await',
  'async for',
  'async with',
  'async comprehension',
  'for await',
  'await using',
  'yield',
] satisfies readonly Keyword[]);

const waitsFor = v.picklist([
  'timer',
  'network',
  'file',
  'process',
  'thread',
  'task',
  'tasks',
  'lock',
  'queue',
  'event',
  'coroutine',
  'iterator',
  'promise',
  'nothing',
  'unknown',
] satisfies readonly WaitsFor[]);

const queue = v.picklist([
  'ready',
  'nextTick',
  'microtask',
  'timers',
  'poll',
  'check',
  'close',
] satisfies readonly QueueName[]);

const place = v.picklist([
  'timers',
  'selector',
  'poll',
  'threads',
  'other',
] satisfies readonly WatchPlace[]);

const phase = v.picklist([
  'iteration',
  'select',
  'main',
  'timers',
  'pending',
  'poll',
  'check',
  'close',
] satisfies readonly Phase[]);

const waker = v.object({
  kind: v.picklist([
    'start',
    'timer',
    'io',
    'thread',
    'task',
    'resolve',
    'release',
    'put',
    'set',
    'cancel',
    'callback',
  ]),
  task,
  watch: v.nullable(id),
});

const link = v.object({ function: name, line: oneBased, column: oneBased });

/** The fields that every event has. */
const base = {
  t: milliseconds,
  task,
  thread: v.exactOptional(name),
  line: v.exactOptional(oneBased),
  column: v.exactOptional(oneBased),
  endLine: v.exactOptional(oneBased),
  endColumn: v.exactOptional(oneBased),
};
const ofTask = { ...base, task: id };
const ofLoop = { ...base, task: v.null() };

/** By event kind: the decoder picks the schema by the kind instead of trying them one after the other. */
export const eventSchemas = {
  create: v.object({ ...ofTask, kind: v.literal('create'), by: task }),
  resume: v.object({
    ...ofTask,
    kind: v.literal('resume'),
    first: v.boolean(),
    entry: v.nullable(id),
    value: v.exactOptional(text),
    error: v.exactOptional(text),
    into: v.exactOptional(name),
  }),
  suspend: v.object({
    ...ofTask,
    kind: v.literal('suspend'),
    keyword,
    waitsFor,
    detail: v.nullable(text),
    watches: ids,
    tasks: ids,
    chain: v.pipe(v.array(link), v.maxLength(limits.chain)),
  }),
  pass: v.object({
    ...base,
    kind: v.literal('pass'),
    keyword,
    value: v.exactOptional(text),
    into: v.exactOptional(name),
  }),
  call: v.object({ ...base, kind: v.literal('call'), function: name }),
  return: v.object({
    ...base,
    kind: v.literal('return'),
    function: name,
    value: v.exactOptional(text),
    error: v.exactOptional(text),
  }),
  end: v.object({
    ...ofTask,
    kind: v.literal('end'),
    outcome: v.picklist(['returned', 'raised', 'cancelled']),
    value: v.exactOptional(text),
    error: v.exactOptional(text),
  }),
  cancel: v.object({ ...base, kind: v.literal('cancel'), target: id }),
  enqueue: v.object({ ...base, kind: v.literal('enqueue'), entry: id, queue, label: name, waker }),
  callback: v.object({
    ...ofLoop,
    kind: v.literal('callback'),
    entry: id,
    label: name,
    internal: v.boolean(),
  }),
  callbackEnd: v.object({
    ...ofLoop,
    kind: v.literal('callbackEnd'),
    entry: id,
    error: v.exactOptional(text),
  }),
  drop: v.object({ ...base, kind: v.literal('drop'), entry: id }),
  watch: v.object({
    ...base,
    kind: v.literal('watch'),
    watch: id,
    place,
    label: name,
    due: v.nullable(milliseconds),
  }),
  fire: v.object({ ...base, kind: v.literal('fire'), watch: id }),
  unwatch: v.object({ ...base, kind: v.literal('unwatch'), watch: id }),
  phase: v.object({
    ...ofLoop,
    kind: v.literal('phase'),
    phase,
    iteration: count,
    timeout: v.exactOptional(v.nullable(milliseconds)),
  }),
  output: v.object({
    ...base,
    kind: v.literal('output'),
    stream: v.picklist(['stdout', 'stderr']),
    text,
  }),
  block: v.object({ ...base, kind: v.literal('block'), ms: milliseconds, label: name }),
  assume: v.object({ ...base, kind: v.literal('assume'), assumption: id }),
  warn: v.object({ ...base, kind: v.literal('warn'), text }),
} satisfies Record<EventKind, v.GenericSchema>;

export const taskSchema = v.object({
  id,
  name,
  function: name,
  parent: task,
  thread: v.exactOptional(name),
});

export const assumptionSchema = v.object({
  id,
  kind: v.picklist(['duration', 'branch', 'value', 'loop', 'limit', 'unsupported']),
  text,
  subject: v.nullable(text),
  line: v.nullable(oneBased),
  column: v.nullable(oneBased),
  value: v.nullable(v.pipe(v.number(), v.finite())),
  alternatives: v.pipe(v.array(v.pipe(v.number(), v.finite())), v.maxLength(limits.alternatives)),
  chosen: v.boolean(),
});

export const choiceSchema = v.object({
  kind: v.picklist(['duration', 'branch', 'loop']),
  line: oneBased,
  column: oneBased,
  subject: v.nullable(text),
  value: milliseconds,
});

/** What is kept of a recording beside its trace. */
export const measuredWaitSchema = v.object({
  count,
  total: milliseconds,
  longest: milliseconds,
  waker: v.nullable(waker),
  waitsFor: v.array(waitsFor),
});

/** A list whose length is checked before its items are: a stranger's may be as long as its file lets it. */
function listOf<T extends v.GenericSchema>(item: T, most: number) {
  return v.pipe(v.array(v.unknown()), v.maxLength(most), v.array(item));
}

/** All of a trace but its events, which the decoder reads one by one. */
export const headSchema = v.object({
  version: v.literal(traceVersion),
  mode: v.picklist(['walkthrough', 'recording']),
  language: v.picklist(['python', 'typescript', 'javascript']),
  file: text,
  source: v.exactOptional(v.pipe(v.string(), v.maxLength(limits.source))),
  endMs: milliseconds,
  tasks: listOf(taskSchema, limits.tasks),
  stdout: listOf(text, limits.lines),
  assumptions: listOf(assumptionSchema, limits.assumptions),
  dropped: count,
});

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;
/* eslint-disable @typescript-eslint/no-unnecessary-type-parameters -- what follows is there for its types alone */

/** True only where two types are identical: fields, optionality and read-only marks included. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type EventOf<K extends EventKind> = DeepReadonly<v.InferOutput<(typeof eventSchemas)[K]>>;
type Flat<T> = { readonly [K in keyof T]: DeepReadonly<T[K]> };
/** The event kinds whose schema and type differ. */
type Different = {
  [K in EventKind]: Same<EventOf<K>, Flat<Extract<TraceEvent, { kind: K }>>> extends true
    ? never
    : K;
}[EventKind];

/** Does not compile unless its type parameter is true. */
function agree<Yes extends true>(): Yes | undefined {
  return undefined;
}
agree<Same<Different, never>>();
agree<Same<DeepReadonly<v.InferOutput<typeof choiceSchema>>, Flat<Choice>>>();
agree<Same<DeepReadonly<v.InferOutput<typeof headSchema>>, Flat<Omit<Trace, 'events'>>>>();
agree<Same<DeepReadonly<v.InferOutput<typeof measuredWaitSchema>>, MeasuredWait>>();
