import { PyTuple, PyDict } from '../objects/containers';
import {
  Raised,
  exceptionClass,
  raise,
  generatorExit,
  isRaised,
  stopIteration,
  makeException,
  stopAsyncIteration,
} from '../objects/exceptions';
import type { PyException } from '../objects/exceptions';
import {
  Cell,
  Completion,
  Frame,
  PyAsyncGenerator,
  PyBuiltin,
  PyClassMethod,
  PyCoroutine,
  PyFunction,
  PyGenerator,
  PyMethod,
  PyStaticMethod,
} from '../objects/functions';
import type { Code, Slot } from '../objects/functions';
import { PyClass, isInstance, typeOf } from '../objects/object';
import type { Kwargs, Steps, Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import { frameEnded } from './lifetime';

/** Calls any value of the program. */
export function call(func: Value, args: readonly Value[], kwargs: Kwargs | null = null): Value {
  if (func instanceof PyFunction) return invoke(func, args, kwargs);
  if (func instanceof PyMethod) return call(func.func, [func.self, ...args], kwargs);
  if (func instanceof PyBuiltin) return callBuiltin(func, args, kwargs);
  if (func instanceof Unknown) return callUnknown(func);
  if (func instanceof PyStaticMethod || func instanceof PyClassMethod) {
    return call(func.func, args, kwargs);
  }
  const method = typeOf(func).lookup('__call__');
  if (method === undefined) raise('TypeError', `'${typeOf(func).name}' object is not callable`);
  return call(method, [func, ...args], kwargs);
}

function callUnknown(func: Unknown): Value {
  return new Unknown(`${func.name}()`);
}

export function callBuiltin(func: PyBuiltin, args: readonly Value[], kwargs: Kwargs | null): Value {
  const { owner } = func;
  const [self] = args;
  if (owner && (self === undefined || !isInstance(self, owner))) {
    if (self instanceof Unknown) return new Unknown(`${self.name}.${func.name}()`);
    const given = self === undefined ? 'no' : `'${typeOf(self).name}'`;
    raise(
      'TypeError',
      `descriptor '${func.name}' for '${owner.name}' objects doesn't apply to a ${given} object`,
    );
  }
  let result: ReturnType<typeof func.run>;
  try {
    result = func.run(...func.bind(args, kwargs));
  } catch (thrown) {
    if (!failsForUnknown(thrown, args, kwargs)) throw thrown;
    return new Unknown(`${func.name}()`);
  }
  if (!func.isAsync) return (result as Value | undefined) ?? null;
  const qualname = owner ? `${owner.name}.${func.name}` : func.name;
  return new PyCoroutine(func.name, qualname, result as Steps, null);
}

/** A library function that finds an unknown where it needs a value of a type gives an unknown itself. */
function failsForUnknown(thrown: unknown, args: readonly Value[], kwargs: Kwargs | null): boolean {
  const isTypeError = thrown instanceof TypeError || isRaised(thrown, exceptionClass('TypeError'));
  if (!isTypeError) return false;
  return [...args, ...(kwargs?.values() ?? [])].some((value) => value instanceof Unknown);
}

export function invoke(func: PyFunction, args: readonly Value[], kwargs: Kwargs | null): Value {
  const { code } = func;
  const slots = bindArguments(func, args, kwargs);
  for (const slot of code.cellSlots) slots[slot] = new Cell(slots[slot] as Value | undefined);
  const { freeSlots } = code;
  for (let index = 0; index < freeSlots.length; index++) {
    slots[freeSlots[index] ?? 0] = func.closure[index];
  }
  const frame = new Frame(code, slots, func.globals);
  switch (code.kind) {
    case 'function':
      return runBody(code.body, frame);
    case 'generator':
      return new PyGenerator(func.name, func.qualname, bodySteps(code.body, frame), frame);
    case 'coroutine':
      return new PyCoroutine(func.name, func.qualname, bodySteps(code.body, frame), frame);
    case 'asyncGenerator':
      return new PyAsyncGenerator(func.name, func.qualname, bodySteps(code.body, frame), frame);
  }
}

function runBody(body: Code<Completion>, frame: Frame): Value {
  machine.step();
  machine.depth++;
  try {
    if (machine.tooDeep) raise('RecursionError', 'maximum recursion depth exceeded');
    // A plain function has no suspension point, so its body is never of the other kind.
    return body.suspends ? null : resultOf(body.run(frame), frame);
  } catch (thrown) {
    if (thrown instanceof RangeError) raise('RecursionError', 'maximum recursion depth exceeded');
    throw thrown;
  } finally {
    machine.depth--;
  }
}

function* bodySteps(body: Code<Completion>, frame: Frame): Steps {
  return resultOf(body.suspends ? yield* body.steps(frame) : body.run(frame), frame);
}

/** A `return` whose block was left by an exception after it, which somebody handled, returns nothing. */
function resultOf(completion: Completion, frame: Frame): Value {
  return completion === Completion.Return ? frame.returned : null;
}

function bindArguments(func: PyFunction, args: readonly Value[], kwargs: Kwargs | null): Slot[] {
  const { parameters } = func.code;
  const slots = new Array<Slot>(func.code.slots);
  if (kwargs === null && args.length === parameters.length) {
    let index = 0;
    for (; index < args.length; index++) {
      const kind = parameters[index]?.kind;
      if (kind !== 'ordinary' && kind !== 'positional') break;
      slots[index] = args[index];
    }
    if (index === args.length) return slots;
  }
  bindSlowly(func, args, kwargs, slots);
  return slots;
}

function bindSlowly(
  func: PyFunction,
  args: readonly Value[],
  kwargs: Kwargs | null,
  slots: Slot[],
): void {
  const { parameters } = func.code;
  const name = `${func.qualname}()`;
  const positional = parameters.filter(({ kind }) => kind === 'ordinary' || kind === 'positional');
  const star = parameters.findIndex(({ kind }) => kind === 'star');
  const doubleStar = parameters.findIndex(({ kind }) => kind === 'doubleStar');
  for (let index = 0; index < positional.length && index < args.length; index++) {
    slots[index] = args[index];
  }
  if (star >= 0) slots[star] = new PyTuple(args.slice(positional.length));
  const rest = doubleStar >= 0 ? new PyDict() : null;
  if (rest) slots[doubleStar] = rest;
  for (const [key, value] of kwargs ?? []) {
    const index = parameters.findIndex(
      ({ name: parameter, kind }) =>
        parameter === key && (kind === 'ordinary' || kind === 'keyword'),
    );
    if (index >= 0) {
      if (slots[index] !== undefined) {
        raise('TypeError', `${name} got multiple values for argument '${key}'`);
      }
      slots[index] = value;
    } else if (rest) {
      rest.set(key, key, value);
    } else if (positional.some((parameter) => parameter.name === key)) {
      raise(
        'TypeError',
        `${name} got some positional-only arguments passed as keyword arguments: '${key}'`,
      );
    } else {
      raise('TypeError', `${name} got an unexpected keyword argument '${key}'`);
    }
  }
  if (args.length > positional.length && star < 0) {
    tooManyArguments(func, name, positional.length, args.length, slots);
  }
  fillDefaults(func, name, positional.length, slots);
}

function tooManyArguments(
  func: PyFunction,
  name: string,
  accepted: number,
  given: number,
  slots: readonly Slot[],
): never {
  const least = accepted - func.defaults.length;
  const takes =
    func.defaults.length > 0
      ? `from ${least} to ${accepted} positional arguments`
      : `${accepted} positional argument${accepted === 1 ? '' : 's'}`;
  // Python/ceval.c, `too_many_positional`: keyword-only arguments that were given are counted beside.
  const keywords = func.code.parameters.filter(
    ({ kind }, index) => kind === 'keyword' && slots[index] !== undefined,
  ).length;
  const plural = (count: number): string => (count === 1 ? '' : 's');
  const beside = ` positional argument${plural(given)} (and ${keywords} keyword-only argument${plural(keywords)})`;
  const counted = `${given}${keywords > 0 ? beside : ''}`;
  const verb = given === 1 && keywords === 0 ? 'was' : 'were';
  raise('TypeError', `${name} takes ${takes} but ${counted} ${verb} given`);
}

function fillDefaults(func: PyFunction, name: string, positional: number, slots: Slot[]): void {
  const { parameters } = func.code;
  const missing: string[] = [];
  const missingKeywords: string[] = [];
  for (let index = 0; index < parameters.length; index++) {
    const parameter = parameters[index];
    if (!parameter || slots[index] !== undefined) continue;
    if (parameter.kind === 'keyword') {
      const value = func.keywordDefaults?.get(parameter.name);
      if (value === undefined) missingKeywords.push(parameter.name);
      else slots[index] = value;
    } else {
      const value = func.defaults[index - positional + func.defaults.length];
      if (value === undefined) missing.push(parameter.name);
      else slots[index] = value;
    }
  }
  if (missing.length > 0) missingArguments(name, 'positional', missing);
  if (missingKeywords.length > 0) missingArguments(name, 'keyword-only', missingKeywords);
}

function missingArguments(name: string, kind: string, names: readonly string[]): never {
  const quoted = names.map((parameter) => `'${parameter}'`);
  const last = quoted.pop() ?? '';
  const separator = quoted.length > 1 ? ',' : '';
  const listed = quoted.length > 0 ? `${quoted.join(', ')}${separator} and ${last}` : last;
  const plural = names.length === 1 ? '' : 's';
  raise(
    'TypeError',
    `${name} missing ${names.length} required ${kind} argument${plural}: ${listed}`,
  );
}

type Resumable = PyGenerator | PyAsyncGenerator;

/** A coroutine runs once; a step of an asynchronous generator says so in words of its own (Objects/genobject.c). */
export function reused({ qualname }: PyCoroutine): never {
  const what =
    qualname === 'async_generator_asend'
      ? '__anext__()/asend()'
      : qualname === 'async_generator_athrow'
        ? 'aclose()/athrow()'
        : 'coroutine';
  raise('RuntimeError', `cannot reuse already awaited ${what}`);
}

/** One step of a generator or coroutine: the value it yields, or (`done`) the one it returns. */
export function send(generator: Resumable, value: Value): IteratorResult<Value, Value> {
  if (generator.state === 'closed') {
    if (generator instanceof PyCoroutine) reused(generator);
    return { done: true, value: null };
  }
  return resume(generator, () => generator.steps.next(value));
}

/** Raises `exception` where the generator or coroutine stands. */
export function throwInto(
  generator: Resumable,
  exception: PyException,
): IteratorResult<Value, Value> {
  if (generator.state === 'closed') {
    if (generator instanceof PyCoroutine) reused(generator);
    throw new Raised(exception);
  }
  return resume(generator, () => generator.steps.throw(new Raised(exception)));
}

function resume(
  generator: Resumable,
  step: () => IteratorResult<Value, Value>,
): IteratorResult<Value, Value> {
  if (generator.state === 'running') {
    const kind = generator instanceof PyCoroutine ? 'coroutine' : 'generator';
    raise('ValueError', `${kind} already executing`);
  }
  generator.state = 'running';
  const outer = machine.handling;
  machine.handling = generator.handling ?? outer;
  machine.step();
  machine.depth++;
  try {
    if (machine.tooDeep) raise('RecursionError', 'maximum recursion depth exceeded');
    const result = step();
    generator.state = result.done ? 'closed' : 'suspended';
    if (result.done) frameEnded(generator.frame);
    generator.handling = machine.handling === outer ? null : machine.handling;
    return result;
  } catch (thrown) {
    generator.state = 'closed';
    frameEnded(generator.frame);
    if (thrown instanceof RangeError) raise('RecursionError', 'maximum recursion depth exceeded');
    throw stoppedByMistake(generator, thrown);
  } finally {
    machine.depth--;
    machine.handling = outer;
  }
}

/** A StopIteration that leaves a generator's body would end its consumer's loop: PEP 479 forbids it, PEP 525 for both kinds. */
export function stoppedByMistake(generator: Resumable, thrown: unknown): unknown {
  if (generator.frame === null) return thrown;
  const isAsync = generator instanceof PyAsyncGenerator;
  const stop = isRaised(thrown, stopIteration)
    ? 'StopIteration'
    : isAsync && isRaised(thrown, stopAsyncIteration)
      ? 'StopAsyncIteration'
      : null;
  if (!stop || !(thrown instanceof Raised)) return thrown;
  const kind = isAsync
    ? 'async generator'
    : generator instanceof PyCoroutine
      ? 'coroutine'
      : 'generator';
  const error = makeException('RuntimeError', `${kind} raised ${stop}`);
  error.cause = thrown.exception;
  error.context = thrown.exception;
  return new Raised(error);
}

/** `generator.close()`: raises GeneratorExit inside, unless it has not begun. */
export function close(generator: PyGenerator): void {
  if (generator.state === 'created') {
    generator.state = 'closed';
    return;
  }
  if (generator.state === 'closed') return;
  try {
    const { done } = throwInto(generator, makeException(generatorExit));
    if (!done) {
      const kind = generator instanceof PyCoroutine ? 'coroutine' : 'generator';
      raise('RuntimeError', `${kind} ignored GeneratorExit`);
    }
  } catch (thrown) {
    if (isRaised(thrown, generatorExit) || isRaised(thrown, stopIteration)) return;
    throw thrown;
  }
}

/** Whether a value can be called, as the built-in `callable` tells. */
export function isCallable(value: Value): boolean {
  return (
    value instanceof PyFunction ||
    value instanceof PyMethod ||
    value instanceof PyBuiltin ||
    value instanceof PyClass ||
    value instanceof Unknown ||
    typeOf(value).lookup('__call__') !== undefined
  );
}
