import { Raised, raise } from '../objects/exceptions';
import { Completion } from '../objects/functions';
import type { AwaitPoint, Code, Frame } from '../objects/functions';
import { typeOf } from '../objects/object';
import type { Steps, Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import { callSpecial } from '../operations/attributes';
import { awaitAt } from '../operations/awaiting';
import { truth } from '../operations/truth';
import type { Statement, WithItem } from '../syntax/ast';
import { step, suspending, unlessSuspending } from './code';
import type { Context } from './context';
import { compileStore } from './targets';
import type { Store } from './targets';
import { asRaised } from './try';

type With = Statement & { type: 'With' };

/** `with a, b:` is `with a:` around `with b:`. */
export function compileWith(context: Context, node: With): Code<Completion> {
  let body = context.block(node.body);
  for (const item of [...node.items].reverse()) {
    body = node.isAsync ? asyncWith(context, item, body) : plainWith(context, item, body);
  }
  return body;
}

function storeOf(context: Context, { target }: WithItem): Store | null {
  return target && compileStore(context, target);
}

function plainWith(context: Context, item: WithItem, body: Code<Completion>): Code<Completion> {
  const manager = context.expression(item.context);
  const store = storeOf(context, item);
  const { site } = item.context;
  return unlessSuspending([manager, body], function* (frame): Steps<Completion> {
    const object = yield* step(manager, frame);
    machine.at = site;
    const entered = enter(object, '__enter__', '__exit__');
    store?.(frame, entered);
    return yield* around(frame, body, function* (raised) {
      machine.at = site;
      return exit(object, '__exit__', raised);
    });
  });
}

function enter(object: Value, method: string, exitMethod: string): Value {
  if (object instanceof Unknown) return new Unknown(object.name, object.io);
  const cls = typeOf(object);
  if (cls.lookup(method) === undefined || cls.lookup(exitMethod) === undefined) {
    const protocol = method === '__enter__' ? 'context manager' : 'asynchronous context manager';
    const missing = cls.lookup(method) === undefined ? '' : ` (missed ${exitMethod} method)`;
    raise('TypeError', `'${cls.name}' object does not support the ${protocol} protocol${missing}`);
  }
  return callSpecial(object, method) ?? null;
}

function exit(object: Value, method: string, raised: Raised | null): Value {
  if (object instanceof Unknown) return null;
  const exception = raised?.exception ?? null;
  return callSpecial(object, method, [exception?.cls ?? null, exception, null]) ?? null;
}

/** Runs the body and leaves the context however the body ends. */
function* around(
  frame: Frame,
  body: Code<Completion>,
  leave: (raised: Raised | null) => Steps,
): Steps<Completion> {
  let completion: Completion;
  try {
    completion = yield* step(body, frame);
  } catch (thrown) {
    const raised = asRaised(thrown);
    const outer = machine.handling;
    machine.handling = raised.exception;
    try {
      if (truth(yield* leave(raised))) return Completion.Normal;
    } catch (again) {
      if (again instanceof Raised && again.exception !== raised.exception) {
        again.exception.context ??= raised.exception;
      }
      throw again;
    } finally {
      machine.handling = outer;
    }
    throw raised;
  }
  const { returned } = frame;
  yield* leave(null);
  frame.returned = returned;
  return completion;
}

function asyncWith(context: Context, item: WithItem, body: Code<Completion>): Code<Completion> {
  const manager = context.expression(item.context);
  const store = storeOf(context, item);
  const into = item.target ? context.text(item.target.site) : null;
  const { site } = item.context;
  const entering: AwaitPoint = context.point('async with', site, item.context, into);
  const leaving: AwaitPoint = { ...entering, into: null };
  return suspending(function* (frame): Steps<Completion> {
    const object = yield* step(manager, frame);
    machine.at = site;
    const awaitable = enter(object, '__aenter__', '__aexit__');
    const entered = yield* awaitAt(frame, awaitable, entering);
    store?.(frame, entered);
    return yield* around(frame, body, function* (raised) {
      // Leaving an unknown context is taken to need no wait of its own.
      if (object instanceof Unknown) return null;
      machine.at = site;
      return yield* awaitAt(frame, exit(object, '__aexit__', raised), leaving);
    });
  });
}
