import type { Code, Frame } from '../objects/functions';
import type { Steps, Value } from '../objects/object';

/*
 * The program is compiled to closures once per text. Where no suspension point lies inside, a piece of code is a
 * plain function, so ordinary code runs at the speed of JavaScript calls; where one does, it is a generator
 * function, so that an `await` deep inside an expression gives up control of the whole coroutine.
 */

export function plain<T>(run: (frame: Frame) => T): Code<T> {
  return { suspends: false, run };
}

export function suspending<T>(steps: (frame: Frame) => Steps<T>): Code<T> {
  return { suspends: true, steps };
}

/** Evaluates code of either kind inside a generator. */
export function* step<T>(code: Code<T>, frame: Frame): Steps<T> {
  return code.suspends ? yield* code.steps(frame) : code.run(frame);
}

/** Code for generator-only logic: where nothing inside suspends, it runs through in one go. */
export function unlessSuspending<T>(
  inner: readonly Code<unknown>[],
  steps: (frame: Frame) => Steps<T>,
): Code<T> {
  if (inner.some((code) => code.suspends)) return suspending(steps);
  return plain((frame) => {
    const result = steps(frame).next(null);
    if (!result.done) throw new Error('Code without a suspension point has suspended');
    return result.value;
  });
}

/** Evaluates parts from left to right and combines their values. */
export function combine(
  parts: readonly Code[],
  build: (values: Value[], frame: Frame) => Value,
): Code {
  if (!parts.some((part) => part.suspends)) {
    const runs = parts.map(runOf);
    return plain((frame) => {
      const values = new Array<Value>(runs.length);
      for (let index = 0; index < runs.length; index++)
        values[index] = runs[index]?.(frame) ?? null;
      return build(values, frame);
    });
  }
  return suspending(function* (frame) {
    const values: Value[] = [];
    for (const part of parts)
      values.push(part.suspends ? yield* part.steps(frame) : part.run(frame));
    return build(values, frame);
  });
}

export function combine1(part: Code, build: (value: Value, frame: Frame) => Value): Code {
  if (part.suspends) {
    return suspending(function* (frame) {
      return build(yield* part.steps(frame), frame);
    });
  }
  const { run } = part;
  return plain((frame) => build(run(frame), frame));
}

export function combine2(
  first: Code,
  second: Code,
  build: (first: Value, second: Value, frame: Frame) => Value,
): Code {
  if (!first.suspends && !second.suspends) {
    const left = first.run;
    const right = second.run;
    return plain((frame) => build(left(frame), right(frame), frame));
  }
  return suspending(function* (frame) {
    const left = yield* step(first, frame);
    return build(left, yield* step(second, frame), frame);
  });
}

export function runOf(code: Code): (frame: Frame) => Value {
  if (code.suspends) throw new Error('Code with a suspension point cannot run at once');
  return code.run;
}
