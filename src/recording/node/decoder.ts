import * as l10n from '@vscode/l10n';
import type { Keyword } from '../../core/suspension/types';
import type { Phase, SuspendEvent, Waker } from '../../core/trace/format';
import type { TraceWriter } from '../../core/trace/writer';
import type { WireDecoder } from '../recorder';
import { WireProblem } from '../recorder';
import type { Definitions, FunctionSite, Site } from './instrument';
import { Incomplete, RecordReader, kinds } from './records';
import { resourceKind } from './resources';
import type { ResourceKind } from './resources';

/** A site, with what its events share. */
interface KnownSite extends Site {
  readonly file: string;
  /** Null where it is not in the program's own file. */
  readonly place: Place | null;
  readonly start: { readonly line?: number; readonly column?: number };
  /** The chain of awaits of those that are suspended there; made at the first of them. */
  chain: SuspendEvent['chain'] | null;
}

type Writable<T> = { -readonly [key in keyof T]: T[key] };

/** Code that ran this long, in ms, without telling anything held the loop up. */
const blockingMs = 50;

/** What comes before the program's own first event. */
const preparing = new Set<number>([kinds.hello, kinds.define, kinds.type, kinds.turn, kinds.sleep]);

const combinators = ['Promise.all', 'Promise.allSettled', 'Promise.race', 'Promise.any'];

/** A running async function. */
interface Call {
  readonly task: number;
  readonly definition: FunctionSite | undefined;
  /** The file it is in, as the definitions name it. */
  readonly file: string | undefined;
  awaited: boolean;
  /** What wakes it where it awaits what is settled. */
  itself: Waker | null;
  site: KnownSite | undefined;
  /** The suspension that it is in; null while it runs. */
  waiting: Writable<SuspendEvent> | null;
  /** The entry of the microtask queue that will run it. */
  entry: number | null;
  over: boolean;
}

/** A promise that somebody waits for. */
interface Promised {
  /** Calls that await it. */
  readonly waiters: Set<Call>;
  /** Ids of what a combinator made it of. */
  readonly members: readonly number[];
  /** `Promise.all` or its like; null where none made it. */
  readonly combinator: string | null;
  /** The resource that was begun while it was made; null for none. */
  resource: Resource | null;
  /** The generator whose next value it is for; null for none. */
  producer: number | null;
  settled: boolean;
}

interface Resource {
  readonly kind: ResourceKind;
  readonly label: string;
  readonly site: KnownSite | undefined;
  /** Whether it was begun for a promise. What the program begins for none may settle promises that know nothing of it. */
  readonly owned: boolean;
  readonly task: number | null;
  watch: number | null;
  entry: number | null;
}

/** What is on the stack: a call, or the entry of a callback. */
type Frame = Call | number;

/** Turns the records of recorders/node into a trace's events. */
export class NodeDecoder implements WireDecoder {
  dropped = 0;
  hello = false;
  private readonly reader = new RecordReader();
  private readonly functions = new Map<number, FunctionSite & { file: string }>();
  private readonly sites = new Map<number, KnownSite>();
  private readonly calls = new Map<number, Call>();
  private readonly promises = new Map<number, Promised>();
  private readonly types = new Map<number, string>();
  private readonly resources = new Map<number, Resource>();
  private readonly named = new Map<string, number>();
  private readonly stack: Frame[] = [];
  /** The callback whose microtasks are being run: what they settle, it brought about. */
  private cause: Resource | null = null;
  /** Since the program's own first event; null before it. */
  private microseconds: number | null = null;
  private readonly lines: readonly string[];
  private iteration = 0;
  private phase: Phase | null = null;
  /** The last known place of what runs, for stretches that block. */
  private place: { line?: number; column?: number } = {};

  constructor(
    private readonly writer: TraceWriter,
    /** The absolute path of the program's file: positions in any other are left out. */
    private readonly path: string,
    text: string,
  ) {
    this.lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  }

  read(payload: Buffer): void {
    const { reader } = this;
    reader.add(payload);
    while (reader.more) {
      try {
        this.record();
      } catch (error) {
        if (!(error instanceof Incomplete)) throw error;
        reader.rollBack();
        return;
      }
      reader.commit();
    }
  }

  end(): void {
    // What still waits was waiting when the program ended: the trace leaves it so.
  }

  /** Reads a record whole before it changes anything: the next frame may bring its rest. */
  private record(): void {
    const kind = this.reader.byte();
    const elapsed = this.reader.number();
    this.recordOf(kind, elapsed);
  }

  /** All of a record is there: it counts from here on. */
  private begin(kind: number, elapsed: number): void {
    this.advance(elapsed);
    if (this.microseconds === null && !preparing.has(kind)) this.microseconds = 0;
  }

  private advance(elapsed: number): void {
    if (this.microseconds === null) return;
    const before = this.writer.now;
    this.microseconds += elapsed;
    const ms = this.microseconds / 1000;
    const running = this.stack.at(-1);
    if (elapsed >= blockingMs * 1000 && typeof running === 'object')
      this.block(running, before, ms);
    this.writer.now = ms;
  }

  private block(call: Call, since: number, until: number): void {
    this.writer.emit({
      kind: 'block',
      task: call.task,
      ms: Math.round((until - since) * 1000) / 1000,
      label: nameOf(call),
      ...this.place,
    });
  }

  /** Reads the fields of a record, then does what it says. */
  private recordOf(kind: number, elapsed: number): void {
    const { reader } = this;
    switch (kind) {
      case kinds.enter: {
        const id = reader.number();
        const definition = reader.number();
        const by = reader.number();
        this.begin(kind, elapsed);
        this.enter(id, definition, by);
        return;
      }
      case kinds.suspend: {
        const id = reader.number();
        const site = reader.number();
        const operand = reader.number();
        const promise = operand === 2 || operand === 4 ? reader.number() : null;
        const producer = operand === 4 ? reader.number() : null;
        this.begin(kind, elapsed);
        if (promise !== null && producer !== null) this.promised(promise).producer = producer;
        this.suspend(id, site, operand, promise);
        return;
      }
      case kinds.resume: {
        const id = reader.number();
        const value = reader.value();
        this.begin(kind, elapsed);
        this.resume(id, value, null);
        return;
      }
      case kinds.raised: {
        const id = reader.number();
        const error = reader.string();
        this.begin(kind, elapsed);
        this.resume(id, null, error);
        return;
      }
      case kinds.leave: {
        const id = reader.number();
        const raised = reader.number() === 1;
        const result = raised ? reader.string() : reader.value();
        this.begin(kind, elapsed);
        this.leave(id, raised, result);
        return;
      }
      case kinds.settled: {
        const id = reader.number();
        const by = reader.number();
        this.begin(kind, elapsed);
        this.settle(id, by);
        return;
      }
      case kinds.combine: {
        const id = reader.number();
        const combinator = reader.number();
        const members = Array.from({ length: reader.number() }, () => reader.number());
        this.begin(kind, elapsed);
        this.combine(id, combinator, members);
        return;
      }
      case kinds.open: {
        const id = reader.number();
        const type = reader.number();
        const site = reader.number();
        const by = reader.number();
        const owner = reader.number();
        const delay = reader.number();
        this.begin(kind, elapsed);
        this.open(id, type, site, by, owner, delay / 1000);
        return;
      }
      case kinds.before:
      case kinds.after:
      case kinds.close: {
        const id = reader.number();
        this.begin(kind, elapsed);
        if (kind === kinds.before) this.before(id);
        else if (kind === kinds.after) this.after(id);
        else this.close(id);
        return;
      }
      case kinds.sleep: {
        const slept = reader.number();
        this.begin(kind, elapsed);
        this.sleep(slept / 1000);
        return;
      }
      case kinds.turn:
        this.begin(kind, elapsed);
        {
          this.turn();
          return;
        }
      case kinds.output: {
        const stream = reader.number();
        const by = reader.number();
        const text = reader.string();
        const place = { file: reader.string(), line: reader.number(), column: reader.number() };
        this.begin(kind, elapsed);
        this.output(stream, by, text, place);
        return;
      }
      case kinds.begin: {
        const site = reader.number();
        this.begin(kind, elapsed);
        this.beginReaction(site);
        return;
      }
      case kinds.end:
        this.begin(kind, elapsed);
        {
          this.endCallback();
          return;
        }
      default:
        this.rare(kind, elapsed);
    }
  }

  /** The records of which a recording has few. */
  private rare(kind: number, elapsed: number): void {
    const { reader } = this;
    switch (kind) {
      case kinds.hello:
        reader.string();
        this.begin(kind, elapsed);
        {
          this.greet();
          return;
        }
      case kinds.define: {
        const text = reader.string();
        this.begin(kind, elapsed);
        this.define(JSON.parse(text) as Definitions);
        return;
      }
      case kinds.type: {
        const id = reader.number();
        const name = reader.string();
        this.begin(kind, elapsed);
        this.types.set(id, name);
        return;
      }
      case kinds.warn: {
        const text = reader.string();
        this.begin(kind, elapsed);
        this.writer.emit({ kind: 'warn', task: null, text });
        return;
      }
      case kinds.gap: {
        const count = reader.number();
        this.begin(kind, elapsed);
        this.dropped += count;
        return;
      }
      case kinds.cap:
        this.begin(kind, elapsed);
        {
          this.cap();
          return;
        }
      default:
        throw new WireProblem(`a record of kind ${kind}`);
    }
  }

  private cap(): void {
    // How many more there would have been nobody knows: the hooks are off.
    this.dropped++;
    const text = l10n.t('The recording reached its limit here; the program went on unrecorded.');
    this.writer.emit({ kind: 'warn', task: null, text });
  }

  private greet(): void {
    this.hello = true;
    this.enterPhase('main');
  }

  private define({ file, functions, sites }: Definitions): void {
    for (const item of functions) this.functions.set(item.id, { ...item, file });
    for (const item of sites) {
      const place = this.knownPlace(item, file);
      this.sites.set(item.id, { ...item, file, place, start: startOf(place ?? {}), chain: null });
    }
  }

  private enter(id: number, definitionId: number, by: number): void {
    const definition = this.functions.get(definitionId);
    const name = definition?.name ?? '<function>';
    const number = (this.named.get(name) ?? 0) + 1;
    this.named.set(name, number);
    const parent = by === 0 ? null : (this.calls.get(by)?.task ?? null);
    const task = this.writer.addTask({
      name: number === 1 ? name : `${name} #${number}`,
      function: name,
      parent,
    });
    const { file } = definition ?? {};
    const call: Call = {
      task,
      definition,
      file,
      awaited: false,
      itself: null,
      site: undefined,
      waiting: null,
      entry: null,
      over: false,
    };
    this.calls.set(id, call);
    this.writer.emit({ kind: 'create', task, by: parent });
    const place = this.placeOf(definition);
    this.writer.emit({ kind: 'resume', task, first: true, entry: null, ...place });
    this.place = startOf(place);
    this.stack.push(call);
  }

  private suspend(id: number, siteId: number, operand: number, promiseId: number | null): void {
    const call = this.calls.get(id);
    if (!call) return;
    const site = this.sites.get(siteId);
    call.site = site;
    const place = site?.place ?? null;
    const keyword = (site?.keyword ?? 'await') as Keyword;
    const { waitsFor, detail, watches, tasks } =
      keyword === 'yield' ? produced : this.waitFor(promiseId, operand);
    const { task } = call;
    const t = this.writer.now;
    const kind = 'suspend';
    if (site === undefined || place === null) {
      const chain: SuspendEvent['chain'] = [];
      call.waiting = { kind, task, keyword, waitsFor, detail, watches, tasks, chain, t };
    } else {
      const { line, column, endLine, endColumn } = place;
      const chain = (site.chain ??= [{ function: nameOf(call), line, column }]);
      // One literal, and no copy: there are as many of these as suspensions.
      call.waiting = {
        kind,
        task,
        keyword,
        waitsFor,
        detail,
        watches,
        tasks,
        chain,
        line,
        column,
        endLine,
        endColumn,
        t,
      };
    }
    this.writer.add(call.waiting);
    this.leaveStack(call);
    if (site?.keyword === 'yield') return;
    const promised = promiseId === null ? undefined : this.promised(promiseId);
    const awaited = promiseId === null ? undefined : this.calls.get(promiseId);
    // A value, or a promise that is settled: the microtask is there at once.
    if (operand <= 1 || promised?.settled === true)
      this.wake(call, (call.itself ??= { kind: 'resolve', task: call.task, watch: null }));
    else promised?.waiters.add(call);
    if (awaited) awaited.awaited = true;
  }

  /** What an awaited thing is, as far as it is known now. */
  private waitFor(
    id: number | null,
    operand: number,
  ): Pick<SuspendEvent, 'waitsFor' | 'detail' | 'watches' | 'tasks'> {
    if (id === null)
      return {
        waitsFor: operand === 3 ? 'unknown' : 'promise',
        detail: null,
        watches: [],
        tasks: [],
      };
    const call = this.calls.get(id);
    if (call) return { waitsFor: 'task', detail: null, watches: [], tasks: [call.task] };
    const { members, combinator, resource, producer } = this.promised(id);
    const generator = producer === null ? undefined : this.calls.get(producer);
    if (generator) return { waitsFor: 'task', detail: null, watches: [], tasks: [generator.task] };
    if (combinator !== null) {
      const tasks = members.flatMap((member) => this.calls.get(member)?.task ?? []);
      const watches = members.flatMap((member) => this.promises.get(member)?.resource?.watch ?? []);
      return { waitsFor: 'tasks', detail: combinator, watches, tasks };
    }
    return resource === null ? { ...produced, waitsFor: 'promise' } : waitingFor(resource);
  }

  private promised(id: number): Promised {
    let promised = this.promises.get(id);
    if (!promised)
      this.promises.set(
        id,
        (promised = {
          waiters: new Set(),
          members: [],
          combinator: null,
          resource: null,
          producer: null,
          settled: false,
        }),
      );
    return promised;
  }

  private combine(id: number, combinator: number, members: readonly number[]): void {
    this.promises.set(id, {
      waiters: new Set(),
      members,
      combinator: combinators[combinator] ?? null,
      resource: null,
      producer: null,
      settled: false,
    });
  }

  private settle(id: number, by: number): void {
    const promised = this.promised(id);
    promised.settled = true;
    const source = this.calls.get(id);
    for (const call of promised.waiters) {
      if (source) this.wake(call, { kind: 'task', task: source.task, watch: null });
      else this.wake(call, this.wakerOf(promised, by), promised);
    }
    promised.waiters.clear();
    if (!source) this.promises.delete(id);
  }

  private wakerOf({ members, combinator, producer }: Promised, by: number): Waker {
    const generator = producer === null ? undefined : this.calls.get(producer);
    if (generator) return { kind: 'task', task: generator.task, watch: null };
    const last = combinator === null ? undefined : this.lastOver(members);
    if (last !== undefined) return { kind: 'task', task: last, watch: null };
    const task = by === 0 ? null : (this.calls.get(by)?.task ?? null);
    const { cause } = this;
    const foreign = cause?.site !== undefined && !cause.owned;
    if (task !== null || cause === null || cause.kind.queued || foreign)
      return { kind: 'resolve', task, watch: null };
    return { kind: cause.kind.waitsFor === 'timer' ? 'timer' : 'io', task, watch: cause.watch };
  }

  /** The task among a combinator's members that ended last. */
  private lastOver(members: readonly number[]): number | undefined {
    const tasks = new Set(members.map((member) => this.calls.get(member)?.task));
    for (let index = this.writer.events.length - 1; index >= 0; index--) {
      const event = this.writer.events[index];
      if (event?.kind === 'end' && tasks.has(event.task)) return event.task;
      if (event?.kind === 'phase') return undefined;
    }
    return undefined;
  }

  /** The call's continuation joins the microtask queue. */
  private wake(call: Call, waker: Waker, promised?: Promised): void {
    const { waiting } = call;
    if (waiting === null || call.entry !== null) return;
    // Only now it is certain what it really waited for.
    if (promised?.combinator === null)
      Object.assign(
        waiting,
        waker.watch !== null && this.cause ? waitingFor(this.cause) : notWatched(waiting),
      );
    const { task } = call;
    const entry = (call.entry = this.writer.nextEntry());
    const t = this.writer.now;
    this.writer.add({ kind: 'enqueue', task, entry, queue: 'microtask', label: 'await', waker, t });
  }

  private resume(id: number, value: string | null, error: string | null): void {
    const call = this.calls.get(id);
    if (!call?.waiting) return;
    const { site, waiting, task } = call;
    const produces = site?.keyword === 'yield';
    if (call.entry === null && !produces)
      this.wake(call, this.wakerOf(unknownPromise, 0), unknownPromise);
    if (waiting.waitsFor === 'unknown' && waiting.watches.length === 0)
      waiting.waitsFor = 'promise';
    const { entry } = call;
    const place = site?.place ?? null;
    if (place !== null && value === null && error === null && site?.into === null) {
      const { line, column, endLine, endColumn } = place;
      const t = this.writer.now;
      const kind = 'resume';
      this.writer.add({ kind, task, first: false, entry, line, column, endLine, endColumn, t });
    } else {
      const into = error === null && typeof site?.into === 'string' ? site.into : null;
      this.writer.emit({
        kind: 'resume',
        task,
        first: false,
        entry,
        ...(value === null ? {} : { value }),
        ...(error === null ? {} : { error }),
        ...(into === null ? {} : { into: into.slice(0, 200) }),
        ...place,
      });
    }
    this.place = site?.start ?? {};
    call.waiting = null;
    call.entry = null;
    this.stack.push(call);
  }

  private leave(id: number, raised: boolean, result: string | null): void {
    const call = this.calls.get(id);
    if (!call || call.over) return;
    call.over = true;
    this.writer.emit({
      kind: 'end',
      task: call.task,
      outcome: raised ? 'raised' : 'returned',
      ...(result === null ? {} : raised ? { error: result } : { value: result }),
      ...this.place,
    });
    this.leaveStack(call);
  }

  private open(
    id: number,
    type: number,
    siteId: number,
    by: number,
    owner: number,
    delay: number,
  ): void {
    const kind = resourceKind(this.types.get(type) ?? '');
    const site = this.sites.get(siteId);
    const task = by === 0 ? null : (this.calls.get(by)?.task ?? null);
    const timer = kind.waitsFor === 'timer';
    const label = timer ? `${durationText(delay)} timer` : kind.label;
    const owned = owner !== 0 && !this.calls.has(owner);
    const resource: Resource = { kind, label, site, owned, task, watch: null, entry: null };
    this.resources.set(id, resource);
    const place = this.callOf(site);
    if (kind.queued) {
      resource.entry = this.writer.nextEntry();
      this.writer.emit({
        kind: 'enqueue',
        task: null,
        entry: resource.entry,
        queue: kind.queue,
        label: kind.callback,
        waker: { kind: 'callback', task, watch: null },
        ...startOf(place),
      });
      return;
    }
    this.watch(resource, timer ? this.writer.now + delay : null, startOf(place));
    if (owned) this.promised(owner).resource = resource;
  }

  private watch(
    resource: Resource,
    due: number | null,
    place: { line?: number; column?: number },
  ): void {
    resource.watch = this.writer.nextWatch();
    const { task, watch, label, kind } = resource;
    this.writer.emit({ kind: 'watch', task, watch, place: kind.place, label, due, ...place });
  }

  private before(id: number): void {
    const resource = this.resources.get(id);
    if (!resource) return;
    const { kind, site } = resource;
    if (kind.phase !== null) this.enterPhase(kind.phase);
    if (kind.phase !== null) this.cause = resource;
    if (!kind.queued) {
      const { watch } = resource;
      if (watch !== null) this.writer.emit({ kind: 'fire', task: null, watch });
      resource.entry = this.writer.nextEntry();
      this.writer.emit({
        kind: 'enqueue',
        task: null,
        entry: resource.entry,
        queue: kind.queue,
        label: kind.callback,
        waker: { kind: kind.waitsFor === 'timer' ? 'timer' : 'io', task: null, watch },
      });
    }
    this.writer.emit({
      kind: 'callback',
      task: null,
      entry: resource.entry ?? this.writer.nextEntry(),
      label: kind.callback,
      internal: site === undefined,
      ...startOf(this.placeOf(site)),
    });
    this.stack.push(resource.entry ?? 0);
  }

  private after(id: number): void {
    const resource = this.resources.get(id);
    if (!resource) return;
    this.endCallback();
    if (resource.kind.queued) this.resources.delete(id);
  }

  private endCallback(): void {
    const entry = this.stack.findLast((frame) => typeof frame === 'number');
    if (entry === undefined) return;
    this.leaveStack(entry);
    this.writer.emit({ kind: 'callbackEnd', task: null, entry });
  }

  private close(id: number): void {
    const resource = this.resources.get(id);
    if (!resource) return;
    this.resources.delete(id);
    if (resource.entry === null && resource.watch !== null)
      this.writer.emit({ kind: 'unwatch', task: null, watch: resource.watch });
  }

  private beginReaction(siteId: number): void {
    const entry = this.writer.nextEntry();
    const site = this.sites.get(siteId);
    const place = startOf(this.placeOf(site));
    this.writer.emit({
      kind: 'enqueue',
      task: null,
      entry,
      queue: 'microtask',
      label: 'then callback',
      waker: { kind: 'resolve', task: null, watch: null },
      ...place,
    });
    this.writer.emit({
      kind: 'callback',
      task: null,
      entry,
      label: 'then callback',
      internal: false,
      ...place,
    });
    this.stack.push(entry);
  }

  private sleep(ms: number): void {
    const { writer } = this;
    const last = writer.events.at(-1)?.t ?? 0;
    const { now } = writer;
    writer.now = Math.max(last, now - ms);
    this.phase = null;
    this.enterPhase('poll');
    writer.now = now;
  }

  private turn(): void {
    this.iteration++;
    this.phase = null;
    this.stack.length = 0;
  }

  private enterPhase(phase: Phase): void {
    if (this.phase === phase) return;
    this.phase = phase;
    const iteration = phase === 'main' ? 0 : this.iteration + 1;
    this.writer.emit({ kind: 'phase', task: null, phase, iteration });
  }

  private output(
    stream: number,
    by: number,
    text: string,
    place: { file: string; line: number; column: number },
  ): void {
    const own = place.file === this.path && place.line > 0;
    const at = { line: place.line, column: this.callStart(place.line, place.column) };
    if (own) this.place = at;
    this.writer.emit({
      kind: 'output',
      task: by === 0 ? null : (this.calls.get(by)?.task ?? null),
      stream: stream === 2 ? 'stderr' : 'stdout',
      text,
      ...(own ? at : {}),
    });
  }

  /** V8 says where the name of a called method is; a trace says where the call begins. */
  private callStart(line: number, column: number): number {
    const before = this.lines[line - 1]?.slice(0, column - 1) ?? '';
    return column - (/(?:[\w$#]+\s*\??\.\s*)+$/.exec(before)?.[0].length ?? 0);
  }

  private leaveStack(frame: Frame): void {
    const index = this.stack.lastIndexOf(frame);
    if (index !== -1) this.stack.length = index;
  }

  private placeOf(
    site: ((Site | FunctionSite) & { readonly file: string }) | undefined,
  ): Place | Record<string, never> {
    return (site && this.knownPlace(site, site.file)) ?? {};
  }

  /** Where the call is that hands a function to the loop. */
  private callOf(site: (Site & { file?: string }) | undefined): Place | Record<string, never> {
    if (!site?.call || site.file !== this.path) return {};
    const [line, column, endLine, endColumn] = site.call;
    return { line, column, endLine, endColumn };
  }

  /** Null where it is not in the program's own file. */
  private knownPlace(site: Site | FunctionSite, file: string): Place | null {
    const { line, column, endLine, endColumn } = site;
    return file === this.path ? { line, column, endLine, endColumn } : null;
  }
}

interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const produced = { waitsFor: 'iterator', detail: null, watches: [], tasks: [] } as const;

const unknownPromise: Promised = {
  waiters: new Set(),
  members: [],
  combinator: null,
  resource: null,
  producer: null,
  settled: true,
};

function nameOf({ definition }: Call): string {
  return definition?.name ?? '<function>';
}

function startOf(place: Place | Record<string, never>): { line?: number; column?: number } {
  const { line, column } = place as Partial<Place>;
  return line === undefined || column === undefined ? {} : { line, column };
}

function waitingFor({
  kind,
  label,
  watch,
}: Resource): Pick<SuspendEvent, 'waitsFor' | 'detail' | 'watches' | 'tasks'> {
  return {
    waitsFor: kind.waitsFor,
    detail: kind.waitsFor === 'timer' ? label.replace(/ timer$/, '') : label,
    watches: watch === null ? [] : [watch],
    tasks: [],
  };
}

/** What was taken for a wait for a resource, and was none. */
function notWatched({ waitsFor, detail, watches, tasks }: SuspendEvent): Partial<SuspendEvent> {
  return watches.length === 0
    ? { waitsFor, detail, watches, tasks }
    : { waitsFor: 'promise', detail: null, watches: [], tasks };
}

/** Milliseconds as walkthroughs write them. */
function durationText(ms: number): string {
  return ms >= 1000 ? `${Math.round(ms) / 1000} s` : `${Math.round(ms * 1000) / 1000} ms`;
}
