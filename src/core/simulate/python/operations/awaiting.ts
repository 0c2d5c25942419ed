import {
  Raised,
  isRaised,
  makeException,
  raise,
  stopAsyncIteration,
  stopIteration,
} from '../objects/exceptions';
import {
  AsyncYield,
  Awaitable,
  PyAsyncGenerator,
  PyCoroutine,
  PyGenerator,
} from '../objects/functions';
import type { AwaitPoint, Frame } from '../objects/functions';
import type { PyIterator } from '../objects/iterators';
import { typeOf } from '../objects/object';
import type { Steps, Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import { callSpecial } from './attributes';
import { reused } from './call';
import { iterate } from './iterate';
import { frameEnded } from './lifetime';
import { preview } from './repr';

/** A value can be sent only to where a `yield` or `await` receives it (Objects/genobject.c, `gen_send_ex2`). */
export function checkReceives(target: PyGenerator | PyAsyncGenerator, value: Value): void {
  if (value === null || target.state !== 'created') return;
  const kind = typeOf(target).name.replace('_', ' ');
  raise('TypeError', `can't send non-None value to a just-started ${kind}`);
}

/** `await value` at a suspension point of the source. */
export function* awaitAt(frame: Frame, value: Value, point: AwaitPoint): Steps {
  const turn = machine.turn;
  frame.at = point;
  machine.at = point.site;
  let result: Value;
  try {
    result = yield* awaited(frame, value, point);
  } catch (thrown) {
    if (thrown instanceof Raised) {
      machine.wake(turn, () => ({ error: preview(thrown.exception) }));
    }
    throw thrown;
  } finally {
    frame.awaiting = null;
  }
  machine.at = point.site;
  const into = point.into === null ? {} : { into: point.into };
  if (machine.turn !== turn) {
    machine.wake(turn, () => ({ value: preview(result), ...into }));
  } else {
    machine.emit({
      kind: 'pass',
      task: machine.task,
      keyword: point.keyword,
      value: preview(result),
      ...into,
      ...machine.position(point.site),
    });
  }
  return result;
}

function* awaited(frame: Frame, value: Value, point: AwaitPoint): Steps {
  if (value instanceof PyCoroutine) {
    frame.awaiting = value;
    return yield* runCoroutine(value);
  }
  if (value instanceof Awaitable) return yield* value.await();
  if (value instanceof Unknown) return yield* machine.loop.awaitUnknown(value, point.text);
  return yield* awaitIterator(value, frame);
}

/** A call of the program's, or a coroutine of the library, and what it drives in its turn. */
type Driver = Pick<Frame, 'awaiting'>;

/** An object with `__await__`, whose iterator is stepped. */
function* awaitIterator(value: Value, driver: Driver | null): Steps {
  const iterator = callSpecial(value, '__await__');
  if (iterator === undefined) {
    raise('TypeError', `object ${typeOf(value).name} can't be used in 'await' expression`);
  }
  if (iterator instanceof Unknown) return yield* machine.loop.awaitUnknown(iterator, iterator.name);
  if (!(iterator instanceof PyGenerator) && typeOf(iterator).lookup('__next__') === undefined) {
    const { name } = typeOf(iterator);
    raise('TypeError', `__await__() returned non-iterator of type '${name}'`);
  }
  return yield* delegate(iterator, driver);
}

/** Awaits any value inside the library's own coroutines. */
export function* awaitValue(value: Value, driver: Driver | null = machine.driving): Steps {
  if (driver) driver.awaiting = value instanceof PyGenerator ? value : null;
  if (value instanceof PyCoroutine) return yield* runCoroutine(value);
  if (value instanceof Awaitable) return yield* value.await();
  if (value instanceof Unknown) return yield* machine.loop.awaitUnknown(value, value.name);
  return yield* awaitIterator(value, driver);
}

/** Runs a coroutine to its end inside the one that awaits it: the same task, no turn of the loop. */
export function* runCoroutine(coroutine: PyCoroutine): Steps {
  if (coroutine.state === 'closed') reused(coroutine);
  if (coroutine.state !== 'created') raise('RuntimeError', 'coroutine is being awaited already');
  coroutine.state = 'suspended';
  const { frame, qualname } = coroutine;
  if (!frame) return yield* finishing(coroutine);
  const site = frame.code?.site ?? null;
  machine.emit({
    kind: 'call',
    task: machine.task,
    function: frame.code?.qualname ?? qualname,
    ...machine.start(site),
  });
  machine.step();
  machine.depth++;
  let result: Value;
  try {
    if (machine.tooDeep) raise('RecursionError', 'maximum recursion depth exceeded');
    result = yield* finishing(coroutine);
  } catch (thrown) {
    if (thrown instanceof Raised) {
      returned(coroutine, { error: preview(thrown.exception) });
      throw notStopIteration(thrown);
    }
    throw thrown;
  } finally {
    machine.depth--;
  }
  returned(coroutine, { value: preview(result) });
  return result;
}

function* finishing(coroutine: PyCoroutine): Steps {
  try {
    return yield* coroutine.frame ? coroutine.steps : driven(coroutine);
  } finally {
    coroutine.state = 'closed';
    frameEnded(coroutine.frame);
  }
}

/** The steps of a coroutine of the library, which is known as the one that drives what it awaits in them. */
function* driven(coroutine: PyCoroutine): Steps {
  const step = (next: () => IteratorResult<Value, Value>): IteratorResult<Value, Value> => {
    const outer = machine.driving;
    machine.driving = coroutine;
    try {
      return next();
    } finally {
      machine.driving = outer;
    }
  };
  const { steps } = coroutine;
  let result = step(() => steps.next(null));
  while (!result.done) {
    let sent: Value;
    try {
      sent = yield result.value;
    } catch (thrown) {
      result = step(() => steps.throw(thrown));
      continue;
    }
    result = step(() => steps.next(sent));
  }
  return result.value;
}

function returned(coroutine: PyCoroutine, outcome: { value?: string; error?: string }): void {
  machine.emit({
    kind: 'return',
    task: machine.task,
    function: coroutine.frame?.code?.qualname ?? coroutine.qualname,
    ...outcome,
    ...machine.position(),
  });
}

/** PEP 479: a StopIteration does not leave a coroutine. */
function notStopIteration(thrown: Raised): Raised {
  if (!isRaised(thrown, stopIteration)) return thrown;
  const error = makeException('RuntimeError', 'coroutine raised StopIteration');
  error.cause = thrown.exception;
  error.context = thrown.exception;
  return new Raised(error);
}

/** `yield from iterator`, in a call of the program's or in the library. */
export function* delegate(value: Value, driver: Driver | null): Steps {
  if (driver) driver.awaiting = value instanceof PyGenerator ? value : null;
  try {
    if (value instanceof PyCoroutine) return yield* runCoroutine(value);
    return yield* iterated(iterate(value));
  } finally {
    if (driver) driver.awaiting = null;
  }
}

function* iterated(iterator: PyIterator): Steps {
  const { generator } = iterator;
  if (generator) {
    if (generator.state === 'created') generator.state = 'suspended';
    return yield* generator.steps;
  }
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) yield item;
  return iterator.result();
}

/** `async for` asks for the next item: undefined at the end. */
export function* asyncNext(
  frame: Frame,
  iterator: Value,
  point: AwaitPoint,
): Steps<Value | undefined> {
  if (iterator instanceof Unknown) return yield* unknownItem(frame, iterator, point);
  try {
    const step = callSpecial(iterator, '__anext__');
    if (step === undefined) {
      raise(
        'TypeError',
        `'async for' requires an iterator with __anext__ method, got ${typeOf(iterator).name}`,
      );
    }
    return yield* awaitAt(frame, step, point);
  } catch (thrown) {
    if (isRaised(thrown, stopAsyncIteration)) return undefined;
    throw thrown;
  }
}

function* unknownItem(
  frame: Frame,
  iterator: Unknown,
  point: AwaitPoint,
): Steps<Value | undefined> {
  const turn = machine.loop.unknownTurn(iterator);
  if (turn === null) return undefined;
  return yield* awaitAt(frame, new Unknown(`${iterator.name}[${turn}]`, iterator.io), point);
}

/** The object whose `__anext__` an `async for` calls. */
export function asyncIterator(value: Value): Value {
  if (value instanceof Unknown || value instanceof PyAsyncGenerator) return value;
  const iterator = callSpecial(value, '__aiter__');
  if (iterator === undefined) {
    raise(
      'TypeError',
      `'async for' requires an object with __aiter__ method, got ${typeOf(value).name}`,
    );
  }
  return iterator;
}

/** What an async generator's step does: awaits go up to the loop, a yielded value ends the step. */
export function* stepAsyncGenerator(
  generator: PyAsyncGenerator,
  first: () => IteratorResult<Value, Value>,
): Steps {
  let result = first();
  for (;;) {
    if (result.done) {
      generator.state = 'closed';
      throw new Raised(makeException('StopAsyncIteration'));
    }
    if (result.value instanceof AsyncYield) {
      generator.state = 'suspended';
      return result.value.value;
    }
    const waited = result.value;
    let sent: Value;
    try {
      sent = yield waited;
    } catch (thrown) {
      if (!(thrown instanceof Raised)) throw thrown;
      result = generator.steps.throw(thrown);
      continue;
    }
    result = generator.steps.next(sent);
  }
}
