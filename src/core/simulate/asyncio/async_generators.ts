import {
  Raised,
  generatorExit,
  isRaised,
  makeException,
  raise,
  stopAsyncIteration,
} from '../python/objects/exceptions';
import type { PyException } from '../python/objects/exceptions';
import type { PyAsyncGenerator } from '../python/objects/functions';
import { PyCoroutine, asyncGeneratorClass } from '../python/objects/functions';
import { PyClass } from '../python/objects/object';
import type { Steps, Value } from '../python/objects/object';
import { machine } from '../python/machine';
import { checkReceives, stepAsyncGenerator } from '../python/operations/awaiting';
import { frameEnded } from '../python/operations/lifetime';
import { call, stoppedByMistake } from '../python/operations/call';
import { define } from '../python/operations/native';

/* Asynchronous generators as the loop meets them: PEP 525, Objects/genobject.c. */

function stepping(
  generator: PyAsyncGenerator,
  name: 'asend' | 'athrow',
  steps: Steps,
  thrownFirst: (exception: PyException) => Steps = (exception) => throwSteps(generator, exception),
): PyCoroutine {
  const all = new StepsOrThrow(steps, thrownFirst);
  const coroutine = new PyCoroutine(name, `async_generator_${name}`, all, null);
  coroutine.awaiting = generator;
  return coroutine;
}

/**
 * Steps that have others in their place where an exception comes before they have begun: a task that is cancelled
 * before its first step throws into the generator (Objects/genobject.c, `async_gen_athrow_throw`).
 */
class StepsOrThrow implements Generator<Value, Value, Value> {
  private begun = false;

  constructor(
    private steps: Steps,
    private readonly thrownFirst: (exception: PyException) => Steps,
  ) {}

  next(value: Value): IteratorResult<Value, Value> {
    this.begun = true;
    return this.steps.next(value);
  }

  throw(thrown: unknown): IteratorResult<Value, Value> {
    if (this.begun || !(thrown instanceof Raised)) return this.steps.throw(thrown);
    this.steps = this.thrownFirst(thrown.exception);
    return this.next(null);
  }

  return(value: Value): IteratorResult<Value, Value> {
    return this.steps.return(value);
  }

  [Symbol.iterator](): this {
    return this;
  }

  readonly [Symbol.toStringTag] = 'Generator';
}

function start(generator: PyAsyncGenerator): void {
  if (generator.hooked) return;
  generator.hooked = true;
  machine.loop.firstIteration(generator);
}

function* sendSteps(generator: PyAsyncGenerator, value: Value): Steps {
  if (generator.state === 'running') {
    raise('RuntimeError', 'anext(): asynchronous generator is already running');
  }
  if (generator.state === 'closed') throw new Raised(makeException(stopAsyncIteration));
  checkReceives(generator, value);
  generator.state = 'running';
  return yield* guarded(generator, () => generator.steps.next(value));
}

function* throwSteps(generator: PyAsyncGenerator, exception: PyException): Steps {
  if (generator.state === 'closed') throw new Raised(exception);
  generator.state = 'running';
  return yield* guarded(generator, () => generator.steps.throw(new Raised(exception)));
}

function* guarded(generator: PyAsyncGenerator, first: () => IteratorResult<Value, Value>): Steps {
  try {
    return yield* stepAsyncGenerator(generator, first);
  } catch (thrown) {
    const ended = generator.state === 'closed';
    generator.state = 'closed';
    machine.mortal.delete(generator);
    frameEnded(generator.frame);
    throw ended ? thrown : stoppedByMistake(generator, thrown);
  }
}

export function anext(generator: PyAsyncGenerator, value: Value = null): PyCoroutine {
  start(generator);
  return stepping(generator, 'asend', sendSteps(generator, value));
}

/** `aclose()`: GeneratorExit inside; a generator that has not begun just ends. */
export function closeAsyncGenerator(generator: PyAsyncGenerator): PyCoroutine {
  const close = (exception: PyException): Steps => closeSteps(generator, exception);
  return stepping(generator, 'athrow', close(makeException(generatorExit)), close);
}

function* closeSteps(generator: PyAsyncGenerator, exception: PyException): Steps {
  if (generator.state === 'created' || generator.state === 'closed') {
    generator.state = 'closed';
    return null;
  }
  try {
    yield* throwSteps(generator, exception);
  } catch (thrown) {
    if (isRaised(thrown, generatorExit) || isRaised(thrown, stopAsyncIteration)) return null;
    throw thrown;
  }
  raise('RuntimeError', 'async generator ignored GeneratorExit');
}

define(asyncGeneratorClass, {
  '__aiter__(self)': (self: PyAsyncGenerator) => self,
  '__anext__(self)': (self: PyAsyncGenerator) => anext(self),
  'asend(self, value, /)': (self: PyAsyncGenerator, value: Value) => anext(self, value),
  'athrow(self, typ, val=None, tb=None, /)': (
    self: PyAsyncGenerator,
    type: Value,
    value: Value,
  ) => {
    start(self);
    const made = type instanceof PyClass ? call(type, value === null ? [] : [value]) : type;
    return stepping(self, 'athrow', throwSteps(self, made as PyException));
  },
  'aclose(self)': (self: PyAsyncGenerator) => {
    start(self);
    return closeAsyncGenerator(self);
  },
});
