import type { Realm } from '../../realm';
import { iteratorResult } from '../../values/iterate';
import type { Value } from '../../values/object';
import type { PromiseObject } from '../../values/promise';
import type { Algorithm, Strategy } from './algorithm';
import { afterStart, ChunkQueue, follow, handled, invalidState } from './algorithm';

/** Who waits for a chunk: exactly one of these is called. */
interface ReadRequest {
  chunk(value: Value): void;
  close(): void;
  error(reason: Value): void;
}

/** A ReadableStream with its default controller (Streams Standard, 4.2 and 4.6). */
export class ReadableState {
  state: 'readable' | 'closed' | 'errored' = 'readable';
  storedError: Value = undefined;
  reader: ReaderState | null = null;
  closeRequested = false;
  private started = false;
  private pulling = false;
  private pullAgain = false;
  private readonly queue = new ChunkQueue();

  constructor(
    readonly realm: Realm,
    private readonly pullAlgorithm: Algorithm,
    private readonly cancelAlgorithm: (reason: Value) => PromiseObject,
    private readonly strategy: Strategy,
  ) {}

  /** Pulls for the first time when what `start` gave is there. */
  start(result: Value): void {
    const started = (): void => {
      this.started = true;
      this.pullIfNeeded();
    };
    afterStart(this.realm, result, started, (reason) => this.error(reason));
  }

  isReadable(): boolean {
    return this.state === 'readable';
  }

  get desiredSize(): number | null {
    if (this.state === 'errored') return null;
    return this.state === 'closed' ? 0 : this.strategy.highWaterMark - this.queue.total;
  }

  get canEnqueue(): boolean {
    return !this.closeRequested && this.state === 'readable';
  }

  get hasBackpressure(): boolean {
    return !this.shouldPull;
  }

  hasChunks(): boolean {
    return this.queue.length > 0;
  }

  private get shouldPull(): boolean {
    if (!this.canEnqueue || !this.started) return false;
    return (this.reader?.requests.length ?? 0) > 0 || (this.desiredSize ?? 0) > 0;
  }

  pullIfNeeded(): void {
    if (this.shouldPull) this.pull();
  }

  private pull(): void {
    if (this.pulling) {
      this.pullAgain = true;
      return;
    }
    this.pulling = true;
    follow(
      this.realm,
      'stream pull',
      () => this.pullAlgorithm(undefined),
      () => this.pulled(),
      (reason) => this.error(reason),
    );
  }

  /** The pull is over: one that was asked for meanwhile follows. */
  readonly pulled = (): void => {
    this.pulling = false;
    if (!this.pullAgain) return;
    this.pullAgain = false;
    this.pullIfNeeded();
  };

  enqueue(chunk: Value): void {
    if (!this.canEnqueue) return;
    const request = this.reader?.requests.shift();
    if (request) request.chunk(chunk);
    else {
      try {
        this.queue.add(chunk, this.strategy.size(chunk));
      } catch (error) {
        this.error(this.realm.caught(error));
        throw error;
      }
    }
    this.pullIfNeeded();
  }

  /** No more chunks come; those of the queue can still be read. */
  requestClose(): void {
    if (!this.canEnqueue) return;
    this.closeRequested = true;
    if (this.queue.length === 0) this.close();
  }

  private close(): void {
    this.state = 'closed';
    const { reader } = this;
    reader?.settleClosed();
    for (const request of reader?.requests.splice(0) ?? []) request.close();
  }

  error(reason: Value): void {
    if (this.state !== 'readable') return;
    this.queue.clear();
    this.state = 'errored';
    this.storedError = reason;
    const { reader } = this;
    reader?.settleClosed();
    for (const request of reader?.requests.splice(0) ?? []) request.error(reason);
  }

  read(request: ReadRequest): void {
    if (this.state === 'closed') request.close();
    else if (this.state === 'errored') request.error(this.storedError);
    else if (this.queue.length > 0) {
      const chunk = this.takeChunk();
      this.pullIfNeeded();
      request.chunk(chunk);
    } else {
      this.reader?.requests.push(request);
      this.pullIfNeeded();
    }
  }

  /** The oldest chunk; the stream closes with the last one if that was asked for. */
  takeChunk(): Value {
    const chunk = this.queue.take();
    if (this.closeRequested && this.queue.length === 0) this.close();
    return chunk;
  }

  cancel(reason: Value): PromiseObject {
    const { promises } = this.realm;
    if (this.state === 'closed') return promises.fulfilled(undefined);
    if (this.state === 'errored') return promises.rejected(this.storedError);
    this.close();
    this.queue.clear();
    const result = promises.create();
    promises.whenSettled(
      this.cancelAlgorithm(reason),
      'stream cancel',
      () => promises.resolve(result, undefined),
      (error) => promises.reject(result, error),
    );
    return result;
  }
}

/** A ReadableStreamDefaultReader (Streams Standard, 4.4). */
export class ReaderState {
  readonly requests: ReadRequest[] = [];
  private closedPromise: PromiseObject | null = null;
  stream: ReadableState | null;

  constructor(
    private readonly realm: Realm,
    stream: ReadableState,
  ) {
    if (stream.reader) throw invalidState('ReadableStream is locked');
    this.stream = stream;
    stream.reader = this;
  }

  /** Made when first asked for, in the state of then. */
  get closed(): PromiseObject {
    this.closedPromise ??= this.realm.promises.create();
    this.settleClosed();
    return this.closedPromise;
  }

  settleClosed(): void {
    const { promises } = this.realm;
    if (this.closedPromise?.state !== 'pending') return;
    if (!this.stream)
      promises.reject(
        handled(this.closedPromise),
        this.realm.caught(invalidState('Reader released')),
      );
    else if (this.stream.state === 'closed') promises.resolve(this.closedPromise, undefined);
    else if (this.stream.state === 'errored')
      promises.reject(handled(this.closedPromise), this.stream.storedError);
  }

  read(): PromiseObject {
    const { realm } = this;
    const { promises } = realm;
    if (!this.stream)
      return promises.rejected(
        realm.caught(invalidState('The reader is not attached to a stream')),
      );
    const promise = promises.create();
    promise.source = { waitsFor: 'iterator', detail: 'read()' };
    this.stream.read({
      chunk: (value) => promises.resolve(promise, iteratorResult(realm, value, false)),
      close: () => promises.resolve(promise, iteratorResult(realm, undefined, true)),
      error: (reason) => promises.reject(promise, reason),
    });
    return promise;
  }

  /** Gives the stream free; what still waits is rejected. */
  release(): void {
    const { stream } = this;
    if (!stream) return;
    if (stream.state !== 'readable') this.closedPromise = null;
    stream.reader = null;
    this.stream = null;
    this.settleClosed();
    const reason = this.realm.caught(invalidState('Releasing reader'));
    for (const request of this.requests.splice(0)) request.error(reason);
  }
}
