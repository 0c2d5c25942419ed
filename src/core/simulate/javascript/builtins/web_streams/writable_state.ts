import type { Realm } from '../../realm';
import type { Value } from '../../values/object';
import type { PromiseObject } from '../../values/promise';
import type { Strategy } from './algorithm';
import { afterStart, ChunkQueue, follow, handled, invalidState } from './algorithm';

/** Who is told what became of a chunk. */
interface WriteRequest {
  resolve(): void;
  reject(reason: Value): void;
}

interface SinkAlgorithms {
  readonly write: (chunk: Value) => Value;
  readonly close: () => PromiseObject;
  readonly abort: (reason: Value) => PromiseObject;
}

interface PendingAbort {
  readonly promise: PromiseObject;
  readonly reason: Value;
  readonly wasErroring: boolean;
}

/** Stands in the queue for the end. */
const closeSentinel = Symbol('close');

/** A WritableStream with its default controller (Streams Standard, 5.2 and 5.4). */
export class WritableState {
  state: 'writable' | 'erroring' | 'errored' | 'closed' = 'writable';
  storedError: Value = undefined;
  writer: WriterState | null = null;
  backpressure = false;
  /** `close` was called: it waits in the queue, or is under way. */
  closing = false;
  private started = false;
  private readonly requests: WriteRequest[] = [];
  private writing: WriteRequest | null = null;
  private closeRequest: PromiseObject | null = null;
  private closeUnderWay: PromiseObject | null = null;
  private pendingAbort: PendingAbort | null = null;
  private readonly queue = new ChunkQueue();

  constructor(
    readonly realm: Realm,
    private readonly sink: SinkAlgorithms,
    private readonly strategy: Strategy,
    /** Aborts the controller's signal. */
    private readonly onAbort: (reason: Value) => void,
  ) {
    this.updateBackpressure();
  }

  start(result: Value): void {
    const started = (): void => {
      this.started = true;
      this.advance();
    };
    const failed = (reason: Value): void => {
      this.started = true;
      this.fail(reason);
    };
    afterStart(this.realm, result, started, failed);
  }

  get desiredSize(): number | null {
    if (this.state === 'errored' || this.state === 'erroring') return null;
    return this.state === 'closed' ? 0 : this.strategy.highWaterMark - this.queue.total;
  }

  private updateBackpressure(): void {
    const backpressure = this.strategy.highWaterMark - this.queue.total <= 0;
    const changed = this.backpressure !== backpressure;
    this.backpressure = backpressure;
    if (changed) this.writer?.backpressureChanged();
  }

  /** What a write is refused with; null where it is taken. */
  private refusal(): { readonly reason: Value } | null {
    if (this.state === 'errored') return { reason: this.storedError };
    if (this.closing || this.state === 'closed')
      return { reason: this.realm.caught(invalidState('WritableStream is closed')) };
    return this.state === 'erroring' ? { reason: this.storedError } : null;
  }

  /** Queues a chunk; gives the reason where it is refused. */
  write(chunk: Value, request: WriteRequest): { readonly reason: Value } | null {
    let size = 1;
    try {
      size = this.strategy.size(chunk);
    } catch (error) {
      this.errorIfNeeded(this.realm.caught(error));
    }
    const refusal = this.refusal();
    if (refusal) return refusal;
    this.requests.push(request);
    this.queue.add(chunk, size);
    if (!this.closing) this.updateBackpressure();
    this.advance();
    return null;
  }

  close(): PromiseObject {
    const { promises } = this.realm;
    const refusal = this.state === 'closed' || this.state === 'errored' || this.closing;
    if (refusal)
      return promises.rejected(this.realm.caught(invalidState('WritableStream is closed')));
    const promise = promises.create();
    this.closeRequest = promise;
    this.closing = true;
    if (this.backpressure && this.state === 'writable') this.writer?.resolveReady();
    this.queue.add(closeSentinel, 0);
    this.advance();
    return promise;
  }

  private advance(): void {
    if (!this.started || this.writing) return;
    if (this.state === 'erroring') {
      this.finishErroring();
      return;
    }
    if (this.queue.length === 0) return;
    const { first } = this.queue;
    if (first === closeSentinel) this.runClose();
    else this.runWrite(first);
  }

  private runWrite(chunk: Value): void {
    this.writing = this.requests.shift() ?? null;
    const written = (): void => {
      this.writing?.resolve();
      this.writing = null;
      this.queue.take();
      if (!this.closing && this.state === 'writable') this.updateBackpressure();
      this.advance();
    };
    const failed = (reason: Value): void => {
      this.writing?.reject(reason);
      this.writing = null;
      this.fail(reason);
    };
    follow(this.realm, 'stream write', () => this.sink.write(chunk), written, failed);
  }

  private runClose(): void {
    const { promises } = this.realm;
    this.closeUnderWay = this.closeRequest;
    this.closeRequest = null;
    this.queue.take();
    const end = (settle: (promise: PromiseObject) => void): void => {
      if (this.closeUnderWay) settle(this.closeUnderWay);
      this.closeUnderWay = null;
      this.closing = false;
      if (this.pendingAbort) settle(this.pendingAbort.promise);
      this.pendingAbort = null;
    };
    const closed = (): void => {
      end((promise) => promises.resolve(promise, undefined));
      this.storedError = undefined;
      this.state = 'closed';
      this.writer?.settleClosed();
    };
    const failed = (reason: Value): void => {
      end((promise) => promises.reject(promise, reason));
      this.fail(reason);
    };
    promises.whenSettled(this.sink.close(), 'stream close', closed, failed);
  }

  private fail(reason: Value): void {
    if (this.state === 'writable') this.startErroring(reason);
    else if (this.state === 'erroring') this.finishErroring();
  }

  /** `controller.error`. */
  errorIfNeeded(reason: Value): void {
    if (this.state === 'writable') this.startErroring(reason);
  }

  private startErroring(reason: Value): void {
    this.state = 'erroring';
    this.storedError = reason;
    this.writer?.rejectReady(reason);
    if (!this.writing && !this.closeUnderWay && this.started) this.finishErroring();
  }

  private finishErroring(): void {
    const { promises } = this.realm;
    this.state = 'errored';
    this.queue.clear();
    for (const request of this.requests.splice(0)) request.reject(this.storedError);
    const abort = this.pendingAbort;
    this.pendingAbort = null;
    const rejectRest = (): void => {
      if (this.closeRequest) promises.reject(this.closeRequest, this.storedError);
      this.closeRequest = null;
      this.closing = false;
      this.writer?.settleClosed();
    };
    if (!abort || abort.wasErroring) {
      if (abort) promises.reject(abort.promise, this.storedError);
      rejectRest();
      return;
    }
    promises.whenSettled(
      this.sink.abort(abort.reason),
      'stream abort',
      () => {
        promises.resolve(abort.promise, undefined);
        rejectRest();
      },
      (error) => {
        promises.reject(abort.promise, error);
        rejectRest();
      },
    );
  }

  abort(reason: Value): PromiseObject {
    const { promises } = this.realm;
    const over = (): boolean => this.state === 'closed' || this.state === 'errored';
    if (over()) return promises.fulfilled(undefined);
    this.onAbort(reason);
    if (over()) return promises.fulfilled(undefined);
    if (this.pendingAbort) return this.pendingAbort.promise;
    const wasErroring = this.state === 'erroring';
    const promise = promises.create();
    this.pendingAbort = { promise, reason: wasErroring ? undefined : reason, wasErroring };
    if (!wasErroring) this.startErroring(reason);
    return promise;
  }
}

/** A WritableStreamDefaultWriter (Streams Standard, 5.5). */
export class WriterState {
  stream: WritableState | null;
  /** Called instead of `ready` being resolved: a pipe goes on in the same step. */
  onReady: (() => void) | null = null;
  private readyPromise: PromiseObject | null = null;
  private closedPromise: PromiseObject | null = null;

  constructor(
    private readonly realm: Realm,
    stream: WritableState,
  ) {
    if (stream.writer) throw invalidState('WritableStream is locked');
    this.stream = stream;
    stream.writer = this;
  }

  private released(): Value {
    return this.realm.caught(invalidState('Writer has been released'));
  }

  /** Made when first asked for, in the state of then. */
  get ready(): PromiseObject {
    if (this.readyPromise) return this.readyPromise;
    const { promises } = this.realm;
    const { stream } = this;
    const promise = promises.create();
    this.readyPromise = promise;
    if (!stream) promises.reject(handled(promise), this.released());
    else if (stream.state === 'errored' || stream.state === 'erroring')
      promises.reject(handled(promise), stream.storedError);
    else if (stream.state === 'closed' || stream.closing || !stream.backpressure)
      promises.resolve(promise, undefined);
    return promise;
  }

  backpressureChanged(): void {
    if (this.stream?.backpressure) this.readyPromise = null;
    else this.resolveReady();
  }

  resolveReady(): void {
    const { onReady } = this;
    this.onReady = null;
    onReady?.();
    if (this.readyPromise) this.realm.promises.resolve(this.readyPromise, undefined);
  }

  rejectReady(reason: Value): void {
    this.onReady = null;
    if (this.readyPromise?.state === 'pending')
      this.realm.promises.reject(handled(this.readyPromise), reason);
    else this.readyPromise = null;
  }

  get closed(): PromiseObject {
    this.closedPromise ??= this.realm.promises.create();
    this.settleClosed();
    return this.closedPromise;
  }

  settleClosed(): void {
    const { promises } = this.realm;
    if (this.closedPromise?.state !== 'pending') return;
    if (!this.stream) promises.reject(handled(this.closedPromise), this.released());
    else if (this.stream.state === 'closed') promises.resolve(this.closedPromise, undefined);
    else if (this.stream.state === 'errored')
      promises.reject(handled(this.closedPromise), this.stream.storedError);
  }

  write(chunk: Value): PromiseObject {
    const { promises } = this.realm;
    if (!this.stream) return promises.rejected(this.released());
    const promise = promises.create();
    promise.source = { waitsFor: 'iterator', detail: 'write()' };
    const refusal = this.stream.write(chunk, {
      resolve: () => promises.resolve(promise, undefined),
      reject: (reason) => promises.reject(promise, reason),
    });
    if (refusal) promises.reject(promise, refusal.reason);
    return promise;
  }

  release(): void {
    const { stream } = this;
    if (!stream) return;
    stream.writer = null;
    this.stream = null;
    this.rejectReady(this.released());
    if (this.closedPromise?.state !== 'pending') this.closedPromise = null;
    this.settleClosed();
  }
}
