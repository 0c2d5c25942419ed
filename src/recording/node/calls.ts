import type { Keyword } from '../../core/suspension/types';
import type { ResumeEvent, SuspendEvent, Waker } from '../../core/trace/format';
import type { TraceWriter } from '../../core/trace/writer';
import { startOf } from './places';
import type { KnownSite, Places } from './places';
import { nameOf } from './state';
import type { Call, ProgramState, Promised } from './state';
import { notWatched, produced, unknownPromise, waitFor, waitingFor, wakerOf } from './waits';

const combinators = ['Promise.all', 'Promise.allSettled', 'Promise.race', 'Promise.any'];

/** The life of async functions and generators: how they begin, wait, are woken and end. */
export class CallDecoder {
  private readonly named = new Map<string, number>();
  /** Stands behind the names of what a worker thread runs. */
  private suffix = '';
  /** The task that started this thread. */
  private creator: number | null = null;

  constructor(
    private readonly writer: TraceWriter,
    private readonly places: Places,
    private readonly state: ProgramState,
  ) {}

  /** The calls are those of a worker thread. `creator`: the task that started it. */
  inWorker(thread: string, creator: number | null): void {
    this.suffix = ` (${thread})`;
    this.creator = creator;
  }

  enter(id: number, definitionId: number, by: number): void {
    const definition = this.places.definition(definitionId);
    const name = definition?.name ?? '<function>';
    const number = (this.named.get(name) ?? 0) + 1;
    this.named.set(name, number);
    const parent = this.state.taskOf(by) ?? this.creator;
    const task = this.writer.addTask({
      name: (number === 1 ? name : `${name} #${number}`) + this.suffix,
      function: name,
      parent,
    });
    const { file } = definition ?? {};
    const call: Call = {
      task,
      definition,
      file,
      settled: false,
      itself: null,
      awaits: null,
      site: undefined,
      waiting: null,
      entry: null,
      over: false,
    };
    this.state.calls.set(id, call);
    this.writer.emit({ kind: 'create', task, by: parent });
    const place = this.places.of(definition);
    this.writer.emit({ kind: 'resume', task, first: true, entry: null, ...place });
    this.state.place = startOf(place);
    this.state.stack.push(call);
  }

  /** `operand`: the id of the promise that it awaits; or that it is settled, or no promise and only has a `then`. */
  suspend(id: number, siteId: number, operand: number | 'settled' | 'thenable'): void {
    const call = this.state.calls.get(id);
    if (!call) return;
    const site = this.places.site(siteId);
    call.site = site;
    const place = site?.place ?? null;
    const keyword = (site?.keyword ?? 'await') as Keyword;
    const { waitsFor, detail, watches, tasks } =
      keyword === 'yield' ? produced : waitFor(this.state, operand);
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
    this.state.leave(call);
    if (site?.keyword === 'yield') return;
    if (typeof operand === 'string') {
      call.awaits = null;
      if (operand === 'settled') this.wakeAtOnce(call);
      return;
    }
    call.awaits = operand;
    if (this.state.calls.get(operand)?.settled === true) this.wakeAtOnce(call);
    else this.state.promised(operand).waiters.add(call);
  }

  combine(id: number, combinator: number, members: readonly number[]): void {
    this.state.promises.set(id, {
      waiters: new Set(),
      members,
      combinator: combinators[combinator] ?? null,
      resource: null,
      producer: null,
    });
  }

  settle(id: number, by: number): void {
    const source = this.state.calls.get(id);
    if (source) source.settled = true;
    const promised = this.state.promises.get(id);
    if (!promised) return;
    for (const call of promised.waiters) {
      if (source) this.wake(call, { kind: 'task', task: source.task, watch: null });
      else this.wake(call, wakerOf(this.state, this.writer.events, promised, by), promised);
    }
    this.state.promises.delete(id);
  }

  /** The call's continuation joins the microtask queue. */
  private wake(call: Call, waker: Waker, promised?: Promised): void {
    const { waiting } = call;
    if (waiting === null || call.entry !== null) return;
    // Only now it is certain what it really waited for.
    if (promised?.combinator === null)
      Object.assign(
        waiting,
        waker.watch !== null && this.state.cause
          ? waitingFor(this.state.cause)
          : notWatched(waiting),
      );
    const { task } = call;
    const entry = (call.entry = this.writer.nextEntry());
    const t = this.writer.now;
    this.writer.add({ kind: 'enqueue', task, entry, queue: 'microtask', label: 'await', waker, t });
  }

  resume(id: number, value: string | null, error: string | null): void {
    const call = this.state.calls.get(id);
    if (!call?.waiting) return;
    const { site, waiting, task } = call;
    const produces = site?.keyword === 'yield';
    if (call.entry === null && !produces) this.wakeUntold(call);
    if (waiting.waitsFor === 'unknown' && waiting.watches.length === 0)
      waiting.waitsFor = 'promise';
    const { entry } = call;
    this.writer.add(this.resumption(task, entry, site, value, error));
    this.state.place = site?.start ?? {};
    call.waiting = null;
    call.entry = call.awaits = null;
    this.state.stack.push(call);
  }

  /** It goes on, and nothing told why. */
  private wakeUntold(call: Call): void {
    if (call.awaits === null) {
      this.wake(call, wakerOf(this.state, this.writer.events, unknownPromise, 0), unknownPromise);
      return;
    }
    // When a promise that somebody awaits is settled is told: this one was settled before it was awaited.
    this.state.promised(call.awaits).waiters.delete(call);
    this.wakeAtOnce(call);
  }

  private wakeAtOnce(call: Call): void {
    this.wake(call, (call.itself ??= { kind: 'resolve', task: call.task, watch: null }));
  }

  private resumption(
    task: number,
    entry: number | null,
    site: KnownSite | undefined,
    value: string | null,
    error: string | null,
  ): ResumeEvent {
    const t = this.writer.now;
    const kind = 'resume';
    const first = false;
    const place = site?.place ?? null;
    const into = error === null && typeof site?.into === 'string' ? site.into.slice(0, 200) : null;
    if (place !== null && error === null) {
      const { line, column, endLine, endColumn } = place;
      // Literals, and no copies: there are as many of these as suspensions.
      if (value === null && into === null)
        return { kind, task, first, entry, line, column, endLine, endColumn, t };
      if (value !== null && into === null)
        return { kind, task, first, entry, value, line, column, endLine, endColumn, t };
      if (value !== null && into !== null)
        return { kind, task, first, entry, value, into, line, column, endLine, endColumn, t };
    }
    return {
      kind,
      task,
      first,
      entry,
      ...(value === null ? {} : { value }),
      ...(error === null ? {} : { error }),
      ...(into === null ? {} : { into }),
      ...place,
      t,
    };
  }

  leave(id: number, raised: boolean, result: string | null): void {
    const call = this.state.calls.get(id);
    if (!call || call.over) return;
    call.over = true;
    this.writer.emit({
      kind: 'end',
      task: call.task,
      outcome: raised ? 'raised' : 'returned',
      ...(result === null ? {} : raised ? { error: result } : { value: result }),
      ...this.state.place,
    });
    this.state.leave(call);
  }
}
