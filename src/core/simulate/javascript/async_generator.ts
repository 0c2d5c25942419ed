import type { CalledFunction } from './async_call';
import { Driver, TaskRecord } from './async_call';
import type { Resumption, Site, Steps } from './compile/code';
import { GeneratorReturn } from './compile/code';
import type { Capability } from './promises';
import type { Realm } from './realm';
import { iteratorResult } from './values/iterate';
import type { Value } from './values/object';
import { JSObject } from './values/object';
import { PromiseObject } from './values/promise';

interface Request {
  readonly resumption: Resumption;
  readonly capability: Capability;
}

/** The life of an async generator (ECMA-262 27.6): requests queue up, one at a time drives the body. */
class AsyncGeneratorDriver extends Driver {
  private state: 'start' | 'yielded' | 'running' | 'draining' | 'done' = 'start';
  private readonly queue: Request[] = [];
  private site: Site | null = null;

  constructor(
    realm: Realm,
    name: string,
    record: TaskRecord,
    private readonly steps: Steps<Value>,
  ) {
    super(realm, name, record);
  }

  /** `next`, `throw` and `return`: the promise of what the generator answers. */
  request(resumption: Resumption): Value {
    const { promises } = this.realm;
    const promise = promises.create();
    promise.source = { task: this.record.id };
    const capability: Capability = {
      promise,
      resolve: (value) => promises.resolve(promise, value),
      reject: (reason) => promises.reject(promise, reason),
    };
    this.queue.push({ resumption, capability });
    if (this.state === 'start' && resumption.kind !== 'next') this.finish(null);
    if (this.state === 'start' || this.state === 'yielded') this.run(resumption, null);
    else if (this.state === 'done') this.drain();
    return promise;
  }

  protected override readonly reactionLabel = 'async generator await resume';

  /** Lets the body run until it awaits, yields or ends. */
  private run(resumption: Resumption, entry: number | null): void {
    this.asTask(() => {
      const first = this.state === 'start';
      this.state = 'running';
      if (this.site) this.realm.context.place = this.site.place;
      this.record.resumed(first, entry, this.site, resumption);
      return this.advance(resumption);
    })();
  }

  private advance(resumption: Resumption): () => void {
    let result: IteratorResult<
      { readonly kind: 'await' | 'yield'; readonly value: Value; readonly site: Site },
      Value
    >;
    try {
      result = this.steps.next(resumption);
    } catch (error) {
      if (error instanceof GeneratorReturn) return this.ended('returned', error.value);
      return this.ended('raised', this.realm.caught(error));
    }
    if (result.done) return this.ended('returned', result.value);
    const { value: pause } = result;
    this.site = pause.site;
    if (pause.kind === 'await') {
      return () => this.await(pause, (entry, next) => this.run(next, entry));
    }
    this.answer(pause.value, false);
    const [waiting] = this.queue;
    // A request that is already there goes on at once.
    if (waiting) return this.advance(waiting.resumption);
    this.state = 'yielded';
    this.record.suspended(pause.site, null);
    return () => undefined;
  }

  private ended(outcome: 'returned' | 'raised', value: Value): () => void {
    this.record.ended(outcome, value);
    this.state = 'done';
    return () => {
      if (outcome === 'raised') this.queue.shift()?.capability.reject(value);
      else this.answer(value, true);
      this.drain();
    };
  }

  /** It ends without having started. */
  private finish(value: Value): void {
    this.state = 'done';
    this.record.ended('returned', value ?? undefined);
  }

  private answer(value: Value, done: boolean): void {
    const request = this.queue.shift();
    if (!request) return;
    const { promise } = request.capability;
    if (promise instanceof PromiseObject) {
      promise.settledBy = { kind: 'task', task: this.record.id, watch: null };
    }
    request.capability.resolve(iteratorResult(this.realm, value, done));
  }

  /** AsyncGeneratorDrainQueue: what was asked of it after its end. A `return` awaits its value. */
  private drain(): void {
    for (let [request] = this.queue; request; [request] = this.queue) {
      const { kind, value } = request.resumption;
      if (kind === 'next') this.answer(undefined, true);
      else if (kind === 'throw') {
        this.queue.shift();
        request.capability.reject(value);
      } else {
        this.awaitReturn(value);
        return;
      }
    }
  }

  private awaitReturn(value: Value): void {
    const { promises } = this.realm;
    this.state = 'draining';
    const go = (settle: () => void): void => {
      this.state = 'done';
      settle();
      this.drain();
    };
    promises.whenSettled(
      promises.from(value),
      'AsyncGenerator.return',
      (result) => go(() => this.answer(result, true)),
      (reason) => go(() => this.queue.shift()?.capability.reject(reason)),
    );
  }
}

const drivers = new WeakMap<JSObject, AsyncGeneratorDriver>();

class AsyncGeneratorObject extends JSObject {
  override get kind(): string {
    return 'AsyncGenerator';
  }
}

/** What the call of an async generator function gives; `own` is the function's `prototype` property. */
export function startAsyncGenerator(
  realm: Realm,
  fn: CalledFunction,
  own: Value,
  steps: Steps<Value>,
): JSObject {
  realm.observable();
  const prototype = own instanceof JSObject ? own : realm.prototype('AsyncGenerator');
  return makeAsyncGenerator(realm, fn.name, prototype, new TaskRecord(realm, fn), steps);
}

export function makeAsyncGenerator(
  realm: Realm,
  name: string,
  prototype: JSObject,
  record: TaskRecord,
  steps: Steps<Value>,
): JSObject {
  const object = new AsyncGeneratorObject(prototype);
  drivers.set(object, new AsyncGeneratorDriver(realm, name, record, steps));
  return object;
}

export function installAsyncGenerator(realm: Realm): void {
  const prototype = realm.prototype('AsyncGenerator', realm.prototype('AsyncIterator'));
  const request =
    (kind: Resumption['kind']) =>
    (self: Value, [value]: Value[]) => {
      const driver = self instanceof JSObject ? drivers.get(self) : undefined;
      if (!driver) {
        return realm.promises.rejected(
          realm.error('TypeError', `${kind} method called on incompatible receiver`),
        );
      }
      return driver.request({ kind, value });
    };
  realm.methods(prototype, {
    next: request('next'),
    return: request('return'),
    throw: request('throw'),
  });
  prototype.hide(Symbol.toStringTag, 'AsyncGenerator');
}
