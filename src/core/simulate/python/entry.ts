import type { CompiledModule } from './compile/module';
import type { Definition } from './compile/scope';
import {
  Cell,
  PyAsyncGenerator,
  PyClassMethod,
  PyCoroutine,
  PyFunction,
  PyGenerator,
  PyStaticMethod,
} from './objects/functions';
import type { Frame } from './objects/functions';
import { Raised } from './objects/exceptions';
import { PyClass } from './objects/object';
import type { Steps, Value } from './objects/object';
import { Unknown } from './objects/unknown';
import { machine } from './machine';
import { call, send } from './operations/call';
import { awaitValue } from './operations/awaiting';
import { callMethod } from './operations/attributes';
import { stopAsyncIteration, isRaised } from './objects/exceptions';
import { run } from '../asyncio/runners';

/** Thrown through the definitions when the function that a walkthrough starts from has been made. */
class Found extends Error {
  constructor(readonly made: PyFunction) {
    super('found');
  }
}

/** Items that are taken from an endless generator. */
const generatorItems = 10;

/**
 * Walks through one function: the module's own code is evaluated for its definitions, unseen; then the function is called
 * with its parameters unknown, an async one as under `asyncio.run`.
 */
export function startFunction(module: CompiledModule, frame: Frame, name: string): void {
  const wanted = name.replaceAll('.<locals>', '');
  const made = findFunction(module, frame, wanted);
  if (!made) return;
  machine.at = made.code.site;
  const result = callWithUnknowns(made, ownerOf(frame, wanted));
  if (result instanceof PyCoroutine) run(result);
  else if (result instanceof PyAsyncGenerator) run(driver(made, result));
  else if (result instanceof PyGenerator) drain(result);
}

function findFunction(module: CompiledModule, frame: Frame, wanted: string): PyFunction | null {
  const found: { made: PyFunction | null } = { made: null };
  machine.muted = true;
  machine.defined = (made) => {
    if (made.code.qualname.replaceAll('.<locals>', '') !== wanted) return;
    found.made ??= made;
    // A nested function exists only while its outer one runs; no need to go on.
    if (made.code.qualname.includes('<locals>')) throw new Found(made);
  };
  const quietly = (body: () => void): void => {
    try {
      body();
    } catch (thrown) {
      if (thrown instanceof Found) found.made = thrown.made;
      else if (thrown instanceof Raised) frame.globals.incomplete = true;
      else throw thrown;
    }
  };
  try {
    quietly(() => {
      if (!module.body.suspends) module.body.run(frame);
    });
    if (!found.made) callOuter(module, frame, wanted, quietly);
    found.made ??= definedFunction(module, frame, wanted);
  } finally {
    machine.muted = false;
    machine.defined = () => undefined;
  }
  return found.made;
}

/**
 * The function as the source defines it, where running the code around it did not come to its definition: what it
 * takes from outer functions is unknown.
 */
function definedFunction(module: CompiledModule, frame: Frame, wanted: string): PyFunction | null {
  const definition = definitionOf(module, wanted);
  if (!definition) return null;
  const closure = definition.free.map((name) => new Cell(new Unknown(name)));
  return new PyFunction(definition.code(), frame.globals, closure, [], null, '__main__');
}

/** Compiling an outer function tells the definitions inside it. */
function definitionOf(module: CompiledModule, wanted: string): Definition | null {
  const find = (): Definition | undefined =>
    [...module.functions].find(([name]) => name.replaceAll('.<locals>', '') === wanted)?.[1];
  const known = find();
  if (known) return known;
  const end = wanted.lastIndexOf('.');
  const outer = end < 0 ? null : definitionOf(module, wanted.slice(0, end));
  outer?.code();
  return find() ?? null;
}

/** Runs the enclosing function, unseen, up to the definition of the one inside it. */
function callOuter(
  module: CompiledModule,
  frame: Frame,
  wanted: string,
  quietly: (body: () => void) => void,
): void {
  const outerName = wanted.split('.').slice(0, -1).join('.');
  if (outerName === '') return;
  const outer = resolve(frame, outerName);
  if (!(outer instanceof PyFunction)) return;
  quietly(() => {
    const result = callWithUnknowns(outer, ownerOf(frame, outerName));
    if (result instanceof PyCoroutine || result instanceof PyGenerator) {
      // Whatever it waits for is taken to give nothing, until the definition is met.
      for (let turn = 0; turn < 100 && !send(result, null).done; turn++);
    }
  });
}

/** What a qualified name stands for in the module: a class, or a function of one. */
function resolve(frame: Frame, name: string): Value | undefined {
  const [first = '', ...rest] = name.split('.');
  let value = frame.globals.get(first);
  for (const part of rest) {
    if (!(value instanceof PyClass)) return undefined;
    const found = value.dict.get(part);
    value = found instanceof PyStaticMethod || found instanceof PyClassMethod ? found.func : found;
  }
  return value;
}

function ownerOf(frame: Frame, name: string): { cls: PyClass; attribute: Value } | null {
  const parts = name.split('.');
  const attribute = parts.pop() ?? '';
  const owner = parts.length > 0 ? resolve(frame, parts.join('.')) : undefined;
  if (!(owner instanceof PyClass)) return null;
  return { cls: owner, attribute: owner.dict.get(attribute) ?? null };
}

function callWithUnknowns(
  func: PyFunction,
  owner: { cls: PyClass; attribute: Value } | null,
): Value {
  return call(func, argumentsFor(func, owner), namedFor(func));
}

/** Keyword-only parameters without a default are unknown too. */
function namedFor({ code, keywordDefaults }: PyFunction): Map<string, Value> | null {
  const needed = code.parameters.filter(
    ({ kind, name }) => kind === 'keyword' && !keywordDefaults?.has(name),
  );
  return needed.length > 0 ? new Map(needed.map(({ name }) => [name, new Unknown(name)])) : null;
}

/** An unknown for every parameter without a default, named after it; `self` is a fresh instance. */
function argumentsFor(func: PyFunction, owner: { cls: PyClass; attribute: Value } | null): Value[] {
  const positional = func.code.parameters.filter(
    ({ kind }) => kind === 'ordinary' || kind === 'positional',
  );
  const required = positional.slice(0, positional.length - func.defaults.length);
  const args: Value[] = required.map(({ name }) => new Unknown(name));
  if (!owner || owner.attribute instanceof PyStaticMethod || args.length === 0) return args;
  const takesClass = owner.attribute instanceof PyClassMethod || func.name === '__new__';
  args[0] = takesClass ? owner.cls : (machine.given = instanceOf(owner.cls));
  return args;
}

/** An instance made through `__init__` with unknowns; a bare one if that fails. */
function instanceOf(cls: PyClass): Value {
  const init = cls.lookup('__init__');
  const wasMuted = machine.muted;
  machine.muted = true;
  try {
    const args = init instanceof PyFunction ? argumentsFor(init, null).slice(1) : [];
    return call(cls, args, init instanceof PyFunction ? namedFor(init) : null);
  } catch (thrown) {
    if (!(thrown instanceof Raised)) throw thrown;
    return cls.allocate(cls);
  } finally {
    machine.muted = wasMuted;
  }
}

/** A small `async for` over an asynchronous generator. */
function driver(func: PyFunction, generator: PyAsyncGenerator): PyCoroutine {
  function* steps(): Steps {
    try {
      for (let count = 0; count < generatorItems; count++) {
        yield* awaitValue(callMethod(generator, '__anext__'));
      }
      yield* awaitValue(callMethod(generator, 'aclose'));
    } catch (thrown) {
      if (!isRaised(thrown, stopAsyncIteration)) throw thrown;
    }
    return null;
  }
  const coroutine = new PyCoroutine(func.name, func.qualname, steps(), null);
  coroutine.awaiting = generator;
  return coroutine;
}

function drain(generator: PyGenerator): void {
  for (let count = 0; count < generatorItems && !send(generator, null).done; count++);
}
