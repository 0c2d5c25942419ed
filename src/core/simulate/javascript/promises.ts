import { describe } from './values/describe';
import type { Waker } from '../../trace/format';
import type { Context, SourcePlace } from '../node/context';
import type { EventLoop } from '../node/event_loop';
import { isCallable } from './values/convert';
import type { FunctionObject, NativeCode } from './values/function';
import { NativeFunction } from './values/function';
import type { Value } from './values/object';
import { JSObject } from './values/object';
import type { Reaction } from './values/promise';
import { PromiseObject } from './values/promise';
import type { ErrorClass } from './values/throw';
import { Raised } from './values/throw';

/** A promise with the functions that settle it; of any class with such a constructor (ECMA-262 27.2.1.1). */
export interface Capability {
  readonly promise: Value;
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: Value) => void;
}

/** What promises need of the realm they live in. */
export interface PromiseHost {
  readonly loop: EventLoop;
  readonly context: Context;
  readonly global: JSObject;
  readonly functionPrototype: JSObject;
  prototype(name: string): JSObject;
  function(name: string, code: NativeCode, arity?: number): NativeFunction;
  error(errorClass: ErrorClass, message: string): JSObject;
  caught(error: unknown): Value;
  call(target: Value, self: Value, args: Value[]): Value;
}

/** Promise abstract operations of ECMA-262 27.2, job by job: the number of microtasks is what users observe. */
export class Promises {
  private unhandled: PromiseObject[] = [];
  /** Promises whose rejection was reported, and those of them that somebody listens to after all. */
  private readonly reported = new Set<PromiseObject>();
  private readonly handledLate: PromiseObject[] = [];

  constructor(private readonly realm: PromiseHost) {}

  create(proto: JSObject = this.realm.prototype('Promise')): PromiseObject {
    return new PromiseObject(proto);
  }

  fulfilled(value: Value): PromiseObject {
    const promise = this.create();
    this.fulfill(promise, value);
    return promise;
  }

  rejected(reason: Value): PromiseObject {
    const promise = this.create();
    this.reject(promise, reason);
    return promise;
  }

  /** What a promise's resolve function does (27.2.1.3.2): a thenable is adopted in a job of its own. */
  resolve(promise: PromiseObject, value: Value): void {
    if (value === promise) {
      this.reject(
        promise,
        this.realm.error('TypeError', 'Chaining cycle detected for promise #<Promise>'),
      );
      return;
    }
    if (!(value instanceof JSObject)) {
      this.fulfill(promise, value);
      return;
    }
    let then: Value;
    try {
      then = value.get('then');
    } catch (error) {
      this.reject(promise, this.realm.caught(error));
      return;
    }
    if (!isCallable(then)) {
      this.fulfill(promise, value);
      return;
    }
    if (value instanceof PromiseObject) promise.source = { ...promise.source, from: [value] };
    this.adopt(promise, value, then);
  }

  /** NewPromiseResolveThenableJob (27.2.2.2); the job's name is V8's (src/builtins/promise-jobs.tq). */
  private adopt(promise: PromiseObject, thenable: JSObject, then: FunctionObject): void {
    this.realm.loop.microtasks.enqueue({
      label: 'PromiseResolveThenableJob',
      internal: thenable instanceof PromiseObject,
      run: () => {
        const { resolve, reject } = this.resolvingFunctions(promise);
        const { context } = this.realm;
        const outer = context.collecting;
        context.collecting = [];
        try {
          then.call(thenable, [resolve, reject]);
        } catch (error) {
          reject.call(undefined, [this.realm.caught(error)]);
        }
        if (context.collecting.length > 0)
          promise.source = { ...promise.source, watches: context.collecting };
        context.collecting = outer;
      },
    });
  }

  /** The two functions that an executor gets (27.2.1.3): the first call of either counts. */
  resolvingFunctions(promise: PromiseObject): { resolve: NativeFunction; reject: NativeFunction } {
    const { functionPrototype } = this.realm;
    let used = false;
    const once = (settle: (value: Value) => void): NativeFunction =>
      new NativeFunction(
        functionPrototype,
        '',
        1,
        (_self, [value]) => {
          if (!used) {
            used = true;
            settle(value);
          }
          return undefined;
        },
        null,
        true,
      );
    return {
      resolve: once((value) => this.resolve(promise, value)),
      reject: once((reason) => this.reject(promise, reason)),
    };
  }

  fulfill(promise: PromiseObject, value: Value): void {
    this.settle(promise, 'fulfilled', value);
  }

  reject(promise: PromiseObject, reason: Value): void {
    if (promise.state !== 'pending') return;
    if (!promise.handled) this.unhandled.push(promise);
    this.settle(promise, 'rejected', reason);
  }

  private settle(promise: PromiseObject, state: 'fulfilled' | 'rejected', value: Value): void {
    if (promise.state !== 'pending') return;
    promise.state = state;
    promise.result = value;
    promise.settledBy ??= this.realm.context.waker('resolve');
    const { reactions } = promise;
    promise.reactions = [];
    for (const reaction of reactions) this.trigger(reaction, promise, promise.settledBy);
  }

  private trigger(reaction: Reaction, promise: PromiseObject, waker: Waker): void {
    const { state, result } = promise;
    if (state === 'pending') return;
    this.realm.loop.microtasks.enqueue({
      label: reaction.label,
      task: reaction.task,
      internal: reaction.internal,
      place: reaction.place,
      waker,
      frame: reaction.frame,
      run: () => reaction.run(state, result),
    });
  }

  /** PerformPromiseThen (27.2.5.4.1). */
  react(promise: PromiseObject, reaction: Reaction): void {
    reaction.frame = this.realm.context.frame;
    if (promise.state === 'pending') promise.reactions.push(reaction);
    else {
      if (promise.state === 'rejected' && !promise.handled) {
        this.unhandled = this.unhandled.filter((each) => each !== promise);
      } else if (this.reported.delete(promise)) this.handledLate.push(promise);
      this.trigger(reaction, promise, this.realm.context.waker('resolve'));
    }
    promise.handled = true;
  }

  /** `promise.then(…)` with the result going to a capability; null where nobody gets it. */
  then(
    promise: PromiseObject,
    onFulfilled: Value,
    onRejected: Value,
    result: Capability | null,
  ): void {
    const handlers = { fulfilled: onFulfilled, rejected: onRejected };
    const callable = [onFulfilled, onRejected].filter((each) => isCallable(each));
    const user = callable.find((each) => !(each instanceof NativeFunction && each.internal));
    const [own] = callable;
    const named = user === undefined && own?.name ? own.name : null;
    if (result?.promise instanceof PromiseObject && !result.promise.source.from) {
      result.promise.source = { ...result.promise.source, from: [promise] };
    }
    this.react(promise, {
      label: named ?? 'then callback',
      task: null,
      internal: user === undefined,
      place: placeOfFunction(user) ?? this.realm.context.place,
      run: (settled, value) => {
        const handler = handlers[settled];
        if (!isCallable(handler)) {
          if (settled === 'fulfilled') result?.resolve(value);
          else result?.reject(value);
          return;
        }
        this.settleWith(result, () => handler.call(undefined, [value]));
      },
    });
  }

  private settleWith(result: Capability | null, code: () => Value): void {
    let value: Value;
    try {
      value = code();
    } catch (error) {
      const reason = this.realm.caught(error);
      result?.reject(reason);
      return;
    }
    result?.resolve(value);
  }

  /** Built-in code that goes on when a promise is settled, without a promise for its result (as V8's own awaits do). */
  whenSettled(
    promise: PromiseObject,
    label: string,
    fulfilled: (value: Value) => void,
    rejected: (reason: Value) => void,
  ): void {
    this.react(promise, {
      label,
      task: null,
      internal: true,
      place: null,
      run: (settled, value) => (settled === 'fulfilled' ? fulfilled(value) : rejected(value)),
    });
  }

  /** PromiseResolve with the built-in constructor (27.2.4.7.1): a promise of ours stays itself. */
  from(value: Value): PromiseObject {
    if (
      value instanceof PromiseObject &&
      value.get('constructor') === this.realm.global.get('Promise')
    )
      return value;
    const promise = this.create();
    this.resolve(promise, value);
    return promise;
  }

  /** NewPromiseCapability (27.2.1.5). */
  capability(constructor: Value): Capability {
    if (constructor === this.realm.global.get('Promise')) {
      const promise = this.create();
      let used = false;
      const once = (settle: (value: Value) => void) => (value: Value) => {
        if (used) return;
        used = true;
        settle(value);
      };
      return {
        promise,
        resolve: once((value) => this.resolve(promise, value)),
        reject: once((reason) => this.reject(promise, reason)),
      };
    }
    if (!isCallable(constructor) || !constructor.isConstructor) {
      throw new Raised('TypeError', `${describe(constructor)} is not a constructor`);
    }
    let resolve: Value;
    let reject: Value;
    const executor = this.realm.function(
      '',
      (_self, args) => {
        [resolve, reject] = args;
        return undefined;
      },
      2,
    );
    const promise = constructor.construct([executor], constructor);
    if (!isCallable(resolve) || !isCallable(reject))
      throw new Raised('TypeError', 'Promise resolve or reject function is not callable');
    return {
      promise,
      resolve: (value) => void this.realm.call(resolve, undefined, [value]),
      reject: (reason) => void this.realm.call(reject, undefined, [reason]),
    };
  }

  /** `processPromiseRejections`: tells of rejections that nobody handled until now. */
  processRejections(
    report: (reason: Value, promise: PromiseObject) => void,
    tellHandled: (promise: PromiseObject) => void,
  ): boolean {
    if (this.unhandled.length === 0 && this.handledLate.length === 0) return false;
    for (const promise of this.handledLate.splice(0)) tellHandled(promise);
    const batch = this.unhandled;
    this.unhandled = [];
    for (const promise of batch) {
      if (promise.handled) continue;
      promise.handled = true;
      this.reported.add(promise);
      this.rejectionOf = promise;
      report(promise.result, promise);
    }
    return true;
  }

  /** The promise whose rejection is being reported. */
  rejectionOf: PromiseObject | null = null;
}

/** Functions of the program know where they are defined. */
export interface Placed {
  readonly place: SourcePlace;
}

function isPlaced(value: object): value is Placed {
  return 'place' in value;
}

export function placeOfFunction(value: Value): SourcePlace | null {
  return value instanceof JSObject && isPlaced(value) ? value.place : null;
}
