import { PyTuple } from '../objects/containers';
import type { PyException } from '../objects/exceptions';
import { Raised, baseException, raise } from '../objects/exceptions';
import { Completion } from '../objects/functions';
import type { Code, Frame } from '../objects/functions';
import { PyClass } from '../objects/object';
import type { Steps, Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import { combineGroup, splitGroup } from '../operations/groups';
import type { Statement } from '../syntax/ast';
import { step, unlessSuspending } from './code';
import type { Context } from './context';
import { deleteName, storeName } from './names';

interface Handler {
  readonly test: Code | null;
  readonly bind: ((frame: Frame, value: Value) => void) | null;
  readonly unbind: ((frame: Frame) => void) | null;
  readonly body: Code<Completion>;
}

export function compileTry(context: Context, node: Statement & { type: 'Try' }): Code<Completion> {
  const body = context.block(node.body);
  const orelse = context.block(node.orelse);
  const finalbody = context.block(node.finalbody);
  const handlers = node.handlers.map(({ test, name, body: block }): Handler => {
    const access = name === null ? null : context.scope.access(name);
    return {
      test: test && context.expression(test),
      bind: name !== null && access ? storeName(name, access) : null,
      unbind: name !== null && access ? forget(name, access) : null,
      body: context.block(block),
    };
  });
  const inner = [body, orelse, ...handlers.map((handler) => handler.body)];
  const handle = node.isGroup ? handleGroup : handleOne;
  const guarded =
    handlers.length === 0
      ? body
      : unlessSuspending(inner, function* (frame): Steps<Completion> {
          let completion: Completion;
          try {
            completion = yield* step(body, frame);
          } catch (thrown) {
            return yield* handle(handlers, frame, asRaised(thrown));
          }
          return completion === Completion.Normal ? yield* step(orelse, frame) : completion;
        });
  if (node.finalbody.length === 0) return guarded;
  return unlessSuspending([guarded, finalbody], function* (frame): Steps<Completion> {
    let completion: Completion;
    let returned: Value;
    try {
      completion = yield* step(guarded, frame);
      ({ returned } = frame);
    } catch (thrown) {
      const raised = asRaised(thrown);
      const final = yield* handling(raised.exception, finalbody, frame);
      if (final !== Completion.Normal) return final;
      throw raised;
    }
    const final = yield* step(finalbody, frame);
    if (final !== Completion.Normal) return final;
    frame.returned = returned;
    return completion;
  });
}

function forget(name: string, access: Parameters<typeof storeName>[1]): (frame: Frame) => void {
  const remove = deleteName(name, access);
  return (frame) => {
    try {
      remove(frame);
    } catch (thrown) {
      // The handler has deleted the name itself.
      if (!(thrown instanceof Raised)) throw thrown;
    }
  };
}

/** Only exceptions of the program reach its handlers; the end of the walkthrough passes through them. */
export function asRaised(thrown: unknown): Raised {
  if (thrown instanceof Raised) return thrown;
  if (thrown instanceof RangeError) {
    try {
      raise('RecursionError', 'maximum recursion depth exceeded');
    } catch (raised) {
      if (raised instanceof Raised) return raised;
    }
  }
  throw thrown;
}

/** Runs a block while the exception counts as being handled (`sys.exception`). */
function* handling(
  exception: PyException,
  body: Code<Completion>,
  frame: Frame,
): Steps<Completion> {
  const outer = machine.handling;
  machine.handling = exception;
  try {
    return yield* step(body, frame);
  } catch (thrown) {
    if (thrown instanceof Raised && thrown.exception !== exception) {
      thrown.exception.context ??= exception;
    }
    throw thrown;
  } finally {
    machine.handling = outer;
  }
}

function* handleOne(handlers: readonly Handler[], frame: Frame, raised: Raised): Steps<Completion> {
  const { exception } = raised;
  for (const { test, bind, unbind, body } of handlers) {
    if (test && !matches(exception, yield* step(test, frame))) continue;
    bind?.(frame, exception);
    try {
      return yield* handling(exception, body, frame);
    } finally {
      unbind?.(frame);
    }
  }
  throw raised;
}

/** Whether an `except` clause with this class (or tuple of classes) takes the exception. */
export function matches(exception: PyException, test: Value): boolean {
  if (test instanceof PyTuple) return test.items.some((item) => matches(exception, item));
  if (test instanceof PyClass && test.isSubclassOf(baseException)) {
    return exception.cls.isSubclassOf(test);
  }
  // An exception class of an unknown library is taken not to be the one.
  if (test instanceof Unknown) return false;
  raise('TypeError', 'catching classes that do not inherit from BaseException is not allowed');
}

/** `except*`: each clause takes its part of the group; what is left, and what they raise, goes on. */
function* handleGroup(
  handlers: readonly Handler[],
  frame: Frame,
  raised: Raised,
): Steps<Completion> {
  let rest: PyException | null = raised.exception;
  const raisedInside: PyException[] = [];
  for (const { test, bind, unbind, body } of handlers) {
    if (!rest || !test) continue;
    const types = yield* step(test, frame);
    const { matching, others } = splitGroup(rest, (member) => matches(member, types));
    rest = others;
    if (!matching) continue;
    bind?.(frame, matching);
    try {
      yield* handling(matching, body, frame);
    } catch (thrown) {
      raisedInside.push(asRaised(thrown).exception);
    } finally {
      unbind?.(frame);
    }
  }
  const left = combineGroup(raised.exception, rest, raisedInside);
  if (left) throw new Raised(left);
  return Completion.Normal;
}
