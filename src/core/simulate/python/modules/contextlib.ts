import type { PyDict } from '../objects/containers';
import { PyTuple } from '../objects/containers';
import type { PyException } from '../objects/exceptions';
import { Raised, isRaised, raise, stopAsyncIteration, stopIteration } from '../objects/exceptions';
import { PyAsyncGenerator, PyCoroutine, PyGenerator } from '../objects/functions';
import { PyObject, typeOf } from '../objects/object';
import type { PyClass, Steps, Value } from '../objects/object';
import { callMethod, callSpecial, getAttribute, setAttribute } from '../operations/attributes';
import { awaitValue } from '../operations/awaiting';
import { call, send, throwInto } from '../operations/call';
import { define, makeModule, native, nativeClass } from '../operations/native';
import { truth } from '../operations/truth';
import { isInstanceOf } from '../builtins/functions';
import { machine } from '../machine';
import { namedOf } from './contextvars';
import { updateWrapper } from './functools';

/* Lib/contextlib.py. */

const generatorManagerClass = nativeClass('_GeneratorContextManager', 'contextlib');
const asyncGeneratorManagerClass = nativeClass('_AsyncGeneratorContextManager', 'contextlib');

class Manager extends PyObject {
  constructor(
    cls: PyClass,
    readonly generator: Value,
    private readonly again: () => Value,
  ) {
    super(cls);
  }

  recreate(): Manager {
    return new Manager(this.cls, this.again(), this.again);
  }
}

function generatorOf(self: Manager): PyGenerator {
  if (self.generator instanceof PyGenerator) return self.generator;
  return raise('TypeError', `'${typeOf(self.generator).name}' object is not an iterator`);
}

define(generatorManagerClass, {
  '__enter__(self)': (self: Manager) => {
    const { done, value } = send(generatorOf(self), null);
    return done ? raise('RuntimeError', "generator didn't yield") : value;
  },
  '__exit__(self, typ, value, traceback)': (
    self: Manager,
    _: Value,
    exception: PyException | null,
  ) => {
    const generator = generatorOf(self);
    if (!exception) {
      return send(generator, null).done ? false : raise('RuntimeError', "generator didn't stop");
    }
    try {
      if (!throwInto(generator, exception).done) {
        raise('RuntimeError', "generator didn't stop after throw()");
      }
      return true;
    } catch (thrown) {
      return stillRaised(thrown, exception);
    }
  },
  '__call__(self, func)': (self: Manager, func: Value) => decorated(() => self.recreate(), func),
});

/** False if what left the generator is the very exception that was thrown into it. */
function stillRaised(thrown: unknown, exception: PyException): boolean {
  if (!(thrown instanceof Raised)) throw thrown;
  if (thrown.exception === exception) return false;
  // PEP 479 has turned a StopIteration of the body into a RuntimeError.
  if (isRaised(new Raised(exception), stopIteration) && thrown.exception.cause === exception)
    return false;
  throw thrown;
}

/** A context manager used as a decorator (`ContextDecorator`): every call runs inside a new one. */
function decorated(recreate: () => Value, func: Value): Value {
  const inner = native('inner(*args, **kwds)', (args: PyTuple, named: PyDict) => {
    const manager = recreate();
    callMethod(manager, '__enter__');
    let result: Value;
    try {
      result = call(func, args.items, namedOf(named));
    } catch (thrown) {
      if (!(thrown instanceof Raised)) throw thrown;
      const { exception } = thrown;
      if (truth(callMethod(manager, '__exit__', exception.cls, exception, null))) return null;
      throw thrown;
    }
    callMethod(manager, '__exit__', null, null, null);
    return result;
  });
  return updateWrapper(new Helper(inner), func);
}

/** The same for asynchronous managers and coroutine functions (`AsyncContextDecorator`). */
function asyncDecorated(recreate: () => Value, func: Value): Value {
  const inner = native(
    'async inner(*args, **kwds)',
    function* (args: PyTuple, named: PyDict): Steps {
      const manager = recreate();
      yield* awaitValue(callMethod(manager, '__aenter__'));
      let result: Value;
      try {
        result = yield* awaitValue(call(func, args.items, namedOf(named)));
      } catch (thrown) {
        if (!(thrown instanceof Raised)) throw thrown;
        const { exception } = thrown;
        const exit = callMethod(manager, '__aexit__', exception.cls, exception, null);
        if (truth(yield* awaitValue(exit))) return null;
        throw thrown;
      }
      yield* awaitValue(callMethod(manager, '__aexit__', null, null, null));
      return result;
    },
  );
  return updateWrapper(new Helper(inner), func);
}

function* asyncEnter(self: Manager): Steps {
  try {
    return yield* awaitValue(callMethod(self.generator, '__anext__'));
  } catch (thrown) {
    if (isRaised(thrown, stopAsyncIteration)) raise('RuntimeError', "generator didn't yield");
    throw thrown;
  }
}

function* asyncExit(self: Manager, exception: PyException | null): Steps {
  try {
    if (exception) yield* awaitValue(callMethod(self.generator, 'athrow', exception));
    else yield* awaitValue(callMethod(self.generator, '__anext__'));
  } catch (thrown) {
    if (isRaised(thrown, stopAsyncIteration))
      return exception !== null && thrown.exception !== exception;
    if (!exception) throw thrown;
    return stillRaised(thrown, exception);
  }
  raise(
    'RuntimeError',
    exception ? "generator didn't stop after athrow()" : "generator didn't stop",
  );
}

/** A coroutine of the manager's, which drives its generator. */
function driving({ cls, generator }: Manager, name: string, steps: Steps): PyCoroutine {
  const coroutine = new PyCoroutine(name, `${cls.name}.${name}`, steps, null);
  if (generator instanceof PyAsyncGenerator) coroutine.awaiting = generator;
  return coroutine;
}

define(asyncGeneratorManagerClass, {
  '__aenter__(self)': (self: Manager) => driving(self, '__aenter__', asyncEnter(self)),
  '__aexit__(self, typ, value, traceback)': (
    self: Manager,
    _: Value,
    exception: PyException | null,
  ) => driving(self, '__aexit__', asyncExit(self, exception)),
  '__call__(self, func)': (self: Manager, func: Value) =>
    asyncDecorated(() => self.recreate(), func),
});

function managerMaker(cls: PyClass): (func: Value) => Value {
  return (func) => {
    const maker = native('helper(*args, **kwds)', (args: PyTuple, named: PyDict) => {
      const make = (): Value => call(func, args.items, namedOf(named));
      return new Manager(cls, make(), make);
    });
    // A method stays one: the helper takes the instance like the function itself.
    maker.owner = null;
    return updateWrapper(new Helper(maker), func);
  };
}

const helperClass = nativeClass('function', 'builtins');

/** A function of the library that binds to an instance when it stands in a class. */
class Helper extends PyObject {
  constructor(readonly func: Value) {
    super(helperClass);
  }
}

define(helperClass, {
  '__call__(self, /, *args, **kwds)': (self: Helper, args: PyTuple, named: PyDict) =>
    call(self.func, args.items, namedOf(named)),
  '__get__(self, instance, owner=None, /)': (self: Helper, instance: Value) =>
    instance === null
      ? self
      : native('method(*args, **kwds)', (args: PyTuple, named: PyDict) =>
          call(self.func, [instance, ...args.items], namedOf(named)),
        ),
});

const suppressClass = nativeClass('suppress', 'contextlib', (cls) => new Suppress(cls));

class Suppress extends PyObject {
  classes = new PyTuple([]);
}

define(suppressClass, {
  '__init__(self, *exceptions)': (self: Suppress, classes: PyTuple) => {
    self.classes = classes;
  },
  '__enter__(self)': () => null,
  '__exit__(self, exctype, excinst, exctb)': (self: Suppress, _: Value, exception: Value) =>
    exception !== null && isInstanceOf(exception, self.classes),
});

const closingClass = nativeClass('closing', 'contextlib', (cls) => new Closing(cls));

class Closing extends PyObject {
  thing: Value = null;
}

define(closingClass, {
  '__init__(self, thing)': (self: Closing, thing: Value) => {
    self.thing = thing;
  },
  '__enter__(self)': (self: Closing) => self.thing,
  '__exit__(self, *exc_info)': (self: Closing) => {
    callMethod(self.thing, 'close');
  },
  'async __aenter__(self)': function* (self: Closing): Steps {
    return self.thing;
  },
  'async __aexit__(self, *exc_info)': function* (self: Closing): Steps {
    return yield* awaitValue(callMethod(self.thing, 'aclose'));
  },
});

const nullcontextClass = nativeClass('nullcontext', 'contextlib', (cls) => new NullContext(cls));

class NullContext extends PyObject {
  result: Value = null;
}

define(nullcontextClass, {
  '__init__(self, enter_result=None)': (self: NullContext, result: Value) => {
    self.result = result;
  },
  '__enter__(self)': (self: NullContext) => self.result,
  '__exit__(self, *exc_info)': () => null,
  'async __aenter__(self)': function* (self: NullContext): Steps {
    return self.result;
  },
  'async __aexit__(self, *exc_info)': function* (): Steps {
    return null;
  },
});

const exitStackClass = nativeClass('ExitStack', 'contextlib', (cls) => new ExitStack(cls));
const asyncExitStackClass = nativeClass('AsyncExitStack', 'contextlib', null, [exitStackClass]);

type Exit = (exception: PyException | null) => Steps;

class ExitStack extends PyObject {
  exits: Exit[] = [];

  enter(manager: Value): Value {
    const result = callSpecial(manager, '__enter__');
    if (result === undefined) notManager(manager, 'context manager');
    this.push((exception) => callSpecial(manager, '__exit__', exitArguments(exception)) ?? null);
    return result;
  }

  push(run: (exception: PyException | null) => Value): void {
    this.exits.push(function* (exception) {
      return run(exception);
    });
  }

  /** Leaves everything in reverse order; an exception in one goes on to the next. */
  *leave(given: PyException | null): Steps {
    let exception = given;
    for (let exit = this.exits.pop(); exit; exit = this.exits.pop()) {
      const outer = machine.handling;
      machine.handling = exception ?? outer;
      try {
        if (truth(yield* exit(exception))) exception = null;
      } catch (thrown) {
        if (!(thrown instanceof Raised)) throw thrown;
        if (exception && thrown.exception !== exception) thrown.exception.context ??= exception;
        ({ exception } = thrown);
      } finally {
        machine.handling = outer;
      }
    }
    if (exception && exception !== given) throw new Raised(exception);
    return given !== null && exception === null;
  }
}

function exitArguments(exception: PyException | null): Value[] {
  return [exception?.cls ?? null, exception, null];
}

function notManager(value: Value, protocol: string): never {
  raise('TypeError', `'${typeOf(value).name}' object does not support the ${protocol} protocol`);
}

/** Runs steps that cannot wait. */
function atOnce(steps: Steps): Value {
  const { done, value } = steps.next(null);
  return done ? value : raise('RuntimeError', 'an exit callback has to be awaited');
}

define(exitStackClass, {
  '__init__(self)': () => null,
  '__enter__(self)': (self: ExitStack) => self,
  '__exit__(self, typ, value, traceback)': (
    self: ExitStack,
    _: Value,
    exception: PyException | null,
  ) => atOnce(self.leave(exception)),
  'enter_context(self, cm)': (self: ExitStack, manager: Value) => self.enter(manager),
  'push(self, exit)': (self: ExitStack, exit: Value) => {
    self.push(
      (exception) =>
        callSpecial(exit, '__exit__', exitArguments(exception)) ??
        call(exit, exitArguments(exception)),
    );
    return exit;
  },
  'callback(self, callback, /, *args, **kwds)': (
    self: ExitStack,
    func: Value,
    args: PyTuple,
    named: PyDict,
  ) => {
    self.push(() => {
      call(func, args.items, namedOf(named));
      return false;
    });
    return func;
  },
  'pop_all(self)': (self: ExitStack) => {
    const other = new ExitStack(self.cls);
    other.exits = self.exits;
    self.exits = [];
    return other;
  },
  'close(self)': (self: ExitStack) => {
    atOnce(self.leave(null));
  },
});

define(asyncExitStackClass, {
  'async __aenter__(self)': function* (self: ExitStack): Steps {
    return self;
  },
  'async __aexit__(self, typ, value, traceback)': (
    self: ExitStack,
    _: Value,
    exception: PyException | null,
  ) => self.leave(exception),
  'async enter_async_context(self, cm)': function* (self: ExitStack, manager: Value): Steps {
    const entering = callSpecial(manager, '__aenter__');
    if (entering === undefined) notManager(manager, 'asynchronous context manager');
    const result = yield* awaitValue(entering);
    self.exits.push(function* (exception) {
      return yield* awaitValue(callMethod(manager, '__aexit__', ...exitArguments(exception)));
    });
    return result;
  },
  'push_async_callback(self, callback, /, *args, **kwds)': (
    self: ExitStack,
    func: Value,
    args: PyTuple,
    named: PyDict,
  ) => {
    self.exits.push(function* () {
      yield* awaitValue(call(func, args.items, namedOf(named)));
      return false;
    });
    return func;
  },
  'push_async_exit(self, exit)': (self: ExitStack, manager: Value) => {
    self.exits.push(function* (exception) {
      const given = exitArguments(exception);
      return yield* awaitValue(callSpecial(manager, '__aexit__', given) ?? call(manager, given));
    });
    return manager;
  },
  'async aclose(self)': (self: ExitStack) => self.leave(null),
});

/** `redirect_stdout` and `redirect_stderr`: what is printed meanwhile goes to another stream. */
class Redirect extends PyObject {
  target: Value = null;
  outer: Value = null;
}

function redirectClass(kind: 'stdout' | 'stderr'): PyClass {
  const cls = nativeClass(`redirect_${kind}`, 'contextlib', (made) => new Redirect(made));
  define(cls, {
    '__init__(self, new_target)': (self: Redirect, target: Value) => {
      self.target = target;
    },
    '__enter__(self)': (self: Redirect) => {
      const sys = machine.importModule('sys');
      self.outer = getAttribute(sys, kind);
      setAttribute(sys, kind, self.target);
      return self.target;
    },
    '__exit__(self, typ, value, traceback)': (self: Redirect) => {
      setAttribute(machine.importModule('sys'), kind, self.outer);
    },
  });
  return cls;
}

const abstractManagers = Object.fromEntries(
  [
    'AbstractContextManager',
    'AbstractAsyncContextManager',
    'ContextDecorator',
    'AsyncContextDecorator',
  ].map((name) => {
    const cls = nativeClass(name, 'contextlib');
    define(cls, { '@classmethod __class_getitem__(cls, item)': (given: Value) => given });
    return [name, cls];
  }),
);
define(abstractManagers.ContextDecorator ?? nullcontextClass, {
  '__call__(self, func)': (self: Value, func: Value) => decorated(() => self, func),
});
define(abstractManagers.AsyncContextDecorator ?? nullcontextClass, {
  '__call__(self, func)': (self: Value, func: Value) => asyncDecorated(() => self, func),
});
define(abstractManagers.AbstractContextManager ?? nullcontextClass, {
  '__enter__(self)': (self: Value) => self,
});
define(abstractManagers.AbstractAsyncContextManager ?? nullcontextClass, {
  'async __aenter__(self)': function* (self: Value): Steps {
    return self;
  },
});

export const contextlibModule = makeModule(
  'contextlib',
  {
    'contextmanager(func)': managerMaker(generatorManagerClass),
    'asynccontextmanager(func)': managerMaker(asyncGeneratorManagerClass),
  },
  {
    suppress: suppressClass,
    closing: closingClass,
    aclosing: closingClass,
    nullcontext: nullcontextClass,
    ExitStack: exitStackClass,
    AsyncExitStack: asyncExitStackClass,
    redirect_stdout: redirectClass('stdout'),
    redirect_stderr: redirectClass('stderr'),
    ...abstractManagers,
  },
);
