import type { Realm } from '../../realm';
import type { Value } from '../../values/object';
import type { PromiseObject } from '../../values/promise';
import { Thrown } from '../../values/throw';
import type { Strategy } from './algorithm';
import { asyncResult, handled, invalidState, parked } from './algorithm';
import { ReadableState } from './readable_state';
import { WritableState } from './writable_state';

/** What the program's transformer does; `transform` passes chunks on where it has none. */
interface Transformer {
  readonly transform: (chunk: Value) => Value;
  readonly flush: () => Value;
  readonly cancel: (reason: Value) => Value;
}

/** A TransformStream with its controller (Streams Standard, 6.2 to 6.5). */
export class TransformState {
  readonly readable: ReadableState;
  readonly writable: WritableState;
  private backpressure = true;
  /** The readable side has asked for a chunk and waits until there is one. */
  private pulling = false;
  /** A chunk that waits until the readable side wants it. */
  private waiting: { readonly chunk: Value; readonly written: PromiseObject } | null = null;
  private finished: PromiseObject | null = null;

  constructor(
    readonly realm: Realm,
    private readonly transformer: Transformer,
    writableStrategy: Strategy,
    readableStrategy: Strategy,
    onAbort: (reason: Value) => void,
  ) {
    const sink = {
      write: (chunk: Value): Value => this.write(chunk),
      close: (): PromiseObject => this.close(),
      abort: (reason: Value): PromiseObject =>
        asyncResult(realm, () =>
          this.cancel(reason, this.readable, () => this.readable.error(reason)),
        ),
    };
    this.writable = new WritableState(realm, sink, writableStrategy, onAbort);
    const pull = (): Value => {
      this.setBackpressure(false);
      this.pulling = true;
      return parked;
    };
    const cancel = (reason: Value): PromiseObject =>
      this.cancel(reason, this.writable, (error) => {
        this.writable.errorIfNeeded(error);
        if (this.backpressure) this.setBackpressure(false);
      });
    this.readable = new ReadableState(realm, pull, cancel, readableStrategy);
  }

  private later(label: string, run: () => void): void {
    const { promises } = this.realm;
    promises.whenSettled(promises.fulfilled(undefined), label, run, run);
  }

  private setBackpressure(backpressure: boolean): void {
    this.backpressure = backpressure;
    if (backpressure) {
      if (this.pulling) this.later('stream pull', this.readable.pulled);
      this.pulling = false;
    } else if (this.waiting) this.later('stream transform', () => this.goOn());
  }

  private goOn(): void {
    const { promises } = this.realm;
    const { waiting } = this;
    this.waiting = null;
    if (!waiting) return;
    if (this.writable.state === 'erroring')
      promises.reject(waiting.written, this.writable.storedError);
    else promises.resolve(waiting.written, this.transform(waiting.chunk));
  }

  private write(chunk: Value): Value {
    if (!this.backpressure) return this.transform(chunk);
    const written = this.realm.promises.create();
    this.waiting = { chunk, written };
    return written;
  }

  private transform(chunk: Value): PromiseObject {
    const { promises } = this.realm;
    let result: PromiseObject;
    try {
      const value = this.transformer.transform(chunk);
      result = promises.from(value);
    } catch (error) {
      result = promises.rejected(this.realm.caught(error));
    }
    const transformed = promises.create();
    promises.whenSettled(
      result,
      'stream transform',
      () => promises.resolve(transformed, undefined),
      (reason) => {
        this.error(reason);
        promises.reject(transformed, reason);
      },
    );
    return transformed;
  }

  enqueue(chunk: Value): void {
    if (!this.readable.canEnqueue) throw invalidState('Unable to enqueue');
    try {
      this.readable.enqueue(chunk);
    } catch (error) {
      this.errorWritable(this.realm.caught(error));
      throw new Thrown(this.readable.storedError);
    }
    if (this.readable.hasBackpressure && !this.backpressure) this.setBackpressure(true);
  }

  error(reason: Value): void {
    this.readable.error(reason);
    this.errorWritable(reason);
  }

  private errorWritable(reason: Value): void {
    this.writable.errorIfNeeded(reason);
    if (this.backpressure) this.setBackpressure(false);
  }

  terminate(): void {
    this.readable.requestClose();
    this.errorWritable(this.realm.caught(invalidState('TransformStream has been terminated')));
  }

  private close(): PromiseObject {
    if (this.finished) return this.finished;
    const { promises } = this.realm;
    const finished = promises.create();
    this.finished = finished;
    promises.whenSettled(
      asyncResult(this.realm, () => this.transformer.flush()),
      'stream flush',
      () => {
        if (this.readable.state === 'errored') promises.reject(finished, this.readable.storedError);
        else {
          this.readable.requestClose();
          promises.resolve(finished, undefined);
        }
      },
      (reason) => {
        this.readable.error(reason);
        promises.reject(finished, reason);
      },
    );
    return finished;
  }

  /** One side was given up: the other one ends with it. */
  private cancel(
    reason: Value,
    other: ReadableState | WritableState,
    end: (reason: Value) => void,
  ): PromiseObject {
    if (this.finished) return this.finished;
    const { promises } = this.realm;
    const finished = promises.create();
    this.finished = finished;
    promises.whenSettled(
      asyncResult(this.realm, () => this.transformer.cancel(reason)),
      'stream cancel',
      () => {
        if (other.state === 'errored') {
          promises.reject(handled(finished), other.storedError);
          return;
        }
        end(reason);
        promises.resolve(finished, undefined);
      },
      (error) => {
        end(error);
        promises.reject(finished, error);
      },
    );
    return finished;
  }
}
