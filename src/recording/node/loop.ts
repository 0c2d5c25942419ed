import type { Phase, Waker } from '../../core/trace/format';
import type { TraceWriter } from '../../core/trace/writer';
import { startOf } from './places';
import type { Places, Start } from './places';
import { resourceKind } from './resources';
import type { ProgramState, Resource } from './state';

/** The turns of the event loop: its phases, what it watches, and the callbacks it runs. */
export class LoopDecoder {
  private readonly types = new Map<number, string>();
  private readonly resources = new Map<number, Resource>();
  private iteration = 0;
  private phase: Phase | null = null;

  constructor(
    private readonly writer: TraceWriter,
    private readonly places: Places,
    private readonly state: ProgramState,
  ) {}

  /** Names a type of resource, as `async_hooks` calls it. */
  nameType(id: number, name: string): void {
    this.types.set(id, name);
  }

  open(id: number, type: number, siteId: number, by: number, owner: number, delay: number): void {
    const name = this.types.get(type) ?? '';
    const kind = resourceKind(name);
    const site = this.places.site(siteId);
    const task = this.state.taskOf(by);
    const timer = kind.waitsFor === 'timer';
    const label = timer ? `${durationText(delay)} timer` : kind.label;
    const owned = owner !== 0 && !this.state.calls.has(owner);
    const resource: Resource = { kind, label, site, owned, task, watch: null, entry: null };
    this.resources.set(id, resource);
    const place = this.places.ofCall(site);
    if (kind.queued) {
      this.enqueue(resource, { kind: 'callback', task, watch: null }, startOf(place));
      return;
    }
    this.watch(resource, timer ? this.writer.now + delay : null, startOf(place));
    if (owned) this.state.promised(owner).resource = resource;
  }

  private watch(resource: Resource, due: number | null, place: Start): void {
    resource.watch = this.writer.nextWatch();
    const { task, watch, label, kind } = resource;
    this.writer.emit({ kind: 'watch', task, watch, place: kind.place, label, due, ...place });
  }

  private enqueue(resource: Resource, waker: Waker, place?: Start): void {
    const { queue, callback: label } = resource.kind;
    const entry = this.writer.nextEntry();
    resource.entry = entry;
    this.writer.emit({ kind: 'enqueue', task: null, entry, queue, label, waker, ...place });
  }

  before(id: number): void {
    const resource = this.resources.get(id);
    if (!resource) return;
    const { kind, site } = resource;
    if (kind.phase !== null) this.enterPhase(kind.phase);
    if (kind.phase !== null) this.state.cause = resource;
    if (!kind.queued) {
      const { watch } = resource;
      if (watch !== null) this.writer.emit({ kind: 'fire', task: null, watch });
      const waker = kind.waitsFor === 'timer' ? 'timer' : 'io';
      this.enqueue(resource, { kind: waker, task: null, watch });
    }
    this.writer.emit({
      kind: 'callback',
      task: null,
      entry: resource.entry ?? this.writer.nextEntry(),
      label: kind.callback,
      internal: site === undefined,
      ...startOf(this.places.of(site)),
    });
    this.state.stack.push(resource.entry ?? 0);
  }

  after(id: number): void {
    const resource = this.resources.get(id);
    if (!resource) return;
    this.endCallback();
    if (resource.kind.queued) this.resources.delete(id);
  }

  endCallback(): void {
    const entry = this.state.stack.findLast((frame) => typeof frame === 'number');
    if (entry === undefined) return;
    this.state.leave(entry);
    this.writer.emit({ kind: 'callbackEnd', task: null, entry });
  }

  close(id: number): void {
    const resource = this.resources.get(id);
    if (!resource) return;
    this.resources.delete(id);
    if (resource.entry === null && resource.watch !== null)
      this.writer.emit({ kind: 'unwatch', task: null, watch: resource.watch });
  }

  beginReaction(siteId: number): void {
    const entry = this.writer.nextEntry();
    const site = this.places.site(siteId);
    const place = startOf(this.places.of(site));
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
    this.state.stack.push(entry);
  }

  sleep(ms: number): void {
    const { writer } = this;
    const last = writer.events.at(-1)?.t ?? 0;
    const { now } = writer;
    writer.now = Math.max(last, now - ms);
    this.phase = null;
    this.enterPhase('poll');
    writer.now = now;
  }

  turn(): void {
    this.iteration++;
    this.phase = null;
    this.state.stack.length = 0;
  }

  enterPhase(phase: Phase): void {
    if (this.phase === phase) return;
    this.phase = phase;
    const iteration = phase === 'main' ? 0 : this.iteration + 1;
    this.writer.emit({ kind: 'phase', task: null, phase, iteration });
  }
}

/** Milliseconds as walkthroughs write them. */
function durationText(ms: number): string {
  return ms >= 1000 ? `${Math.round(ms) / 1000} s` : `${Math.round(ms * 1000) / 1000} ms`;
}
