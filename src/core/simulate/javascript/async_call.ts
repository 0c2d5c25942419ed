import type { Keyword } from '../../suspension/types';
import type { SourcePlace } from '../node/context';
import type { Place } from './ast';
import type { Pause, Resumption, Site, Steps } from './compile/code';
import { errorLine, preview } from './inspect/preview';
import type { Realm } from './realm';
import type { Value } from './values/object';
import type { PromiseObject } from './values/promise';
import { describeWaiting } from './values/promise';
import { Unknown } from './values/unknown';

/** The function that a task runs an instance of. */
export interface CalledFunction {
  readonly name: string;
  readonly qualifiedName: string;
  readonly place: Place;
}

/** The trace of one instance of an async function, async generator or module: its life as a task. */
export class TaskRecord {
  readonly id: number;

  constructor(
    protected readonly realm: Realm,
    private readonly fn: CalledFunction,
  ) {
    const { writer, context } = realm;
    const parent = context.task;
    const earlier = (realm.callCounts.get(fn.qualifiedName) ?? 0) + 1;
    realm.callCounts.set(fn.qualifiedName, earlier);
    const name = earlier === 1 ? fn.qualifiedName : `${fn.qualifiedName} #${earlier}`;
    this.id = writer.addTask({ name, function: fn.qualifiedName, parent });
    writer.emit({ kind: 'create', task: this.id, by: parent, ...placeFields(context.place) });
  }

  resumed(first: boolean, entry: number | null, site: Site | null, resumption: Resumption): void {
    const { writer } = this.realm;
    const gives = resumption.kind !== 'throw' && site !== null && site.keyword !== 'yield';
    const into = gives ? site.into : null;
    writer.emit({
      kind: 'resume',
      task: this.id,
      first,
      entry,
      ...placeFields(site?.place ?? this.fn.place),
      ...(gives && (into !== null || resumption.value !== undefined)
        ? { value: preview(resumption.value) }
        : {}),
      ...(resumption.kind === 'throw' ? { error: errorLine(resumption.value) } : {}),
      ...(into === null ? {} : { into }),
    });
  }

  suspended(site: Site, promise: PromiseObject | null): void {
    const { writer, context } = this.realm;
    const waiting = promise
      ? describeWaiting(promise, context.watched)
      : ({ waitsFor: 'iterator', detail: null, watches: [], tasks: [] } as const);
    const { line, column, endLine, endColumn } = site.place;
    const { waitsFor, detail, watches, tasks } = waiting;
    writer.emit({
      kind: 'suspend',
      task: this.id,
      keyword: site.keyword satisfies Keyword,
      waitsFor,
      detail,
      watches,
      tasks,
      chain: [{ function: this.fn.qualifiedName, line, column }],
      line,
      column,
      endLine,
      endColumn,
    });
  }

  ended(outcome: 'returned' | 'raised', value: Value): void {
    const { endLine, endColumn } = this.fn.place;
    const { context, writer } = this.realm;
    writer.emit({
      kind: 'end',
      task: this.id,
      outcome,
      ...(outcome === 'raised'
        ? { error: errorLine(value) }
        : value === undefined
          ? {}
          : { value: preview(value) }),
      ...placeFields(context.place ?? { line: endLine, column: Math.max(1, endColumn - 1) }),
    });
  }
}

function placeFields(place: SourcePlace | Place | null): Partial<Place> {
  if (!place) return {};
  return 'endLine' in place ? place : { line: place.line, column: place.column };
}

/** Runs suspended code as one task, step by step: what the drivers of async functions and async generators share. */
export class Driver {
  /** What V8 calls the reaction that goes on after an await (src/builtins/builtins-async-function-gen.cc). */
  protected readonly reactionLabel: string = 'async function await resume';

  constructor(
    protected readonly realm: Realm,
    protected readonly name: string,
    readonly record: TaskRecord,
  ) {}

  /** Runs `code` as the task, on top of whatever runs now. */
  protected asTask<T>(code: () => T): T {
    const { realm } = this;
    const { context } = realm;
    const { task, place } = context;
    const depth = realm.enter(this.name);
    context.task = this.record.id;
    try {
      return code();
    } finally {
      realm.leave(depth);
      context.task = task;
      context.place = place;
    }
  }

  /** What an await does: PromiseResolve, then go on in the reaction's own microtask. */
  protected await(
    pause: Pause,
    resume: (entry: number | null, resumption: Resumption) => void,
  ): void {
    const { realm } = this;
    let promise: PromiseObject;
    try {
      promise = this.asTask(() => awaited(realm, pause));
    } catch (error) {
      const reason = realm.caught(error);
      promise = realm.promises.rejected(reason);
    }
    this.asTask(() => this.record.suspended(pause.site, promise));
    realm.promises.react(promise, {
      label: this.reactionLabel,
      task: this.record.id,
      internal: false,
      place: pause.site.place,
      run: (settled, value) => {
        resume(realm.context.entry, { kind: settled === 'fulfilled' ? 'next' : 'throw', value });
      },
    });
  }
}

/** The promise that an await waits for; one for something unknown takes an assumed time. */
function awaited(realm: Realm, { value, site }: Pause): PromiseObject {
  if (!(value instanceof Unknown)) return realm.promises.from(value);
  realm.context.place = site.place;
  const result =
    site.into !== null && /^[\w$]+$/.test(site.into) ? site.into : `await ${value.name}`;
  return realm.external(value.name, () => new Unknown(result), {
    waitsFor: 'unknown',
    detail: value.name,
  });
}

type Started = { readonly value: Value } | { readonly steps: Steps<Value> };

/** One running instance of an async function, and the promise of its result (ECMA-262 27.7.5). */
export class AsyncCall extends Driver {
  private readonly promise: PromiseObject;
  private steps: Steps<Value> | null = null;

  constructor(realm: Realm, fn: CalledFunction) {
    realm.observable();
    super(realm, fn.name, new TaskRecord(realm, fn));
    this.promise = realm.promises.create();
    this.promise.source = { task: this.record.id };
  }

  /** Runs the body until its first await, on the caller's stack. */
  start(begin: () => Started): PromiseObject {
    const first = { kind: 'next', value: undefined } as const;
    this.asTask(() => {
      this.record.resumed(true, null, null, first);
      try {
        const started = begin();
        if ('value' in started) {
          this.record.ended('returned', started.value);
          return () => this.settle('returned', started.value);
        }
        this.steps = started.steps;
      } catch (error) {
        return this.failed(error);
      }
      return this.advance(first);
    })();
    return this.promise;
  }

  /** Runs to the next pause; gives what is to be done when the task no longer runs. */
  private advance(resumption: Resumption): () => void {
    const { steps } = this;
    if (!steps) return () => undefined;
    try {
      const result = steps.next(resumption);
      if (!result.done) {
        const { value: pause } = result;
        return () => this.await(pause, (entry, next) => this.resume(entry, pause.site, next));
      }
      this.record.ended('returned', result.value);
      return () => this.settle('returned', result.value);
    } catch (error) {
      return this.failed(error);
    }
  }

  private failed(error: unknown): () => void {
    const reason = this.realm.caught(error);
    this.record.ended('raised', reason);
    return () => this.settle('raised', reason);
  }

  private resume(entry: number | null, site: Site, resumption: Resumption): void {
    this.asTask(() => {
      this.realm.context.place = site.place;
      this.record.resumed(false, entry, site, resumption);
      return this.advance(resumption);
    })();
  }

  private settle(outcome: 'returned' | 'raised', value: Value): void {
    const { promises } = this.realm;
    this.promise.settledBy = { kind: 'task', task: this.record.id, watch: null };
    if (outcome === 'returned') promises.resolve(this.promise, value);
    else promises.reject(this.promise, value);
  }
}
