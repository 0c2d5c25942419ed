import type { PyDict, PyTuple } from '../objects/containers';
import type { Value } from '../objects/object';
import { machine, perWalkthrough } from '../machine';
import { call } from '../operations/call';
import { equal } from '../operations/compare';
import { makeModule } from '../operations/native';
import { namedOf } from './contextvars';

/* Modules/atexitmodule.c, and what the interpreter finalizes when it ends. */

interface Registered {
  readonly func: Value;
  readonly run: () => void;
}

const state = perWalkthrough(() => ({
  registered: [] as Registered[],
  finalizers: [] as (() => void)[],
}));

/** The objects that are left when the program ends are finalized after its exit functions, in this order. */
export function atExit(run: () => void): void {
  if (!machine.muted) state().finalizers.push(run);
}

/** Registers a function of the library's, as `atexit.register` does. */
export function registerExit(run: () => void): void {
  state().registered.push({ func: null, run });
}

/** What runs when the program has ended: the function that was registered last comes first. */
export function runExitFunctions(): void {
  const { registered, finalizers } = state();
  for (let next = registered.pop(); next; next = registered.pop()) next.run();
  for (const run of finalizers) run();
}

export const atexitModule = makeModule('atexit', {
  'register(func, /, *args, **kwargs)': (func: Value, args: PyTuple, kwargs: PyDict) => {
    state().registered.push({ func, run: () => void call(func, args.items, namedOf(kwargs)) });
    return func;
  },
  'unregister(func, /)': (func: Value) => {
    const all = state();
    all.registered = all.registered.filter((each) => !equal(each.func, func));
  },
});

/** A function that runs at most once. */
export function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    run();
  };
}
