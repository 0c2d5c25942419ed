import type { Expression } from '../ast';
import type { Realm } from '../realm';
import { getProperty } from '../values/access';
import { asyncIteratorOf } from '../values/async_iterate';
import { isCallable } from '../values/convert';
import { describe } from '../values/describe';
import { iterate } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { Thrown, typeError } from '../values/throw';
import { Unknown } from '../values/unknown';
import type { Code, Resumption, Site, Steps } from './code';
import { GeneratorReturn, pause, plain, suspending } from './code';
import type { Compiler } from './context';

type Node<T extends Expression['type']> = Extract<Expression, { type: T }>;

export function compileYield(compiler: Compiler, node: Node<'yield'>): Code {
  const argument = node.argument ? compiler.expression(node.argument) : plain(() => undefined);
  const site: Site = { keyword: 'yield', place: node.place, into: node.into };
  const { realm } = compiler;
  const isAsync = compiler.owner.async;
  if (node.delegate) {
    return suspending(function* (scope) {
      const iterable = argument.run ? argument.run(scope) : yield* argument.steps(scope);
      return yield* isAsync
        ? delegateAsync(realm, iterable, site)
        : delegate(realm, iterable, site);
    });
  }
  if (isAsync) {
    return suspending(function* (scope) {
      const value = argument.run ? argument.run(scope) : yield* argument.steps(scope);
      return yield* yieldAsync(yield* pause('await', value, { ...site, keyword: 'await' }), site);
    });
  }
  return suspending(function* (scope) {
    const value = argument.run ? argument.run(scope) : yield* argument.steps(scope);
    return yield* pause('yield', value, site);
  });
}

/** AsyncGeneratorYield (ECMA-262 27.6.3.8): being told to return awaits the value first. */
function* yieldAsync(value: Value, site: Site): Steps<Value> {
  const resumption = yield { kind: 'yield', value, site };
  if (resumption.kind === 'next') return resumption.value;
  if (resumption.kind === 'throw') throw new Thrown(resumption.value);
  throw new GeneratorReturn(yield* pause('await', resumption.value, { ...site, keyword: 'await' }));
}

/** `yield* iterable`: hands on values, and what the generator is told, until the inner one is done. */
function* delegate(realm: Realm, iterable: Value, site: Site): Steps<Value> {
  if (iterable instanceof Unknown || typeof iterable === 'string') {
    const iteration = iterate(realm, iterable);
    while (iteration.next()) yield* pause('yield', iteration.value, site);
    return undefined;
  }
  const method = getProperty(realm, iterable, Symbol.iterator);
  if (!isCallable(method)) throw typeError(`${describe(iterable)} is not iterable`);
  const iterator = method.call(iterable, []);
  const next = getProperty(realm, iterator, 'next');
  let received: Resumption = { kind: 'next', value: undefined };
  for (;;) {
    const result = tell(realm, iterator, next, received);
    if (result === noReturn) throw new GeneratorReturn(received.value);
    if (!(result instanceof JSObject))
      throw typeError(`Iterator result ${describe(result)} is not an object`);
    if (realm.truth(result.get('done'))) {
      if (received.kind === 'return') throw new GeneratorReturn(result.get('value'));
      return result.get('value');
    }
    received = yield { kind: 'yield', value: result.get('value'), site };
  }
}

function* delegateAsync(realm: Realm, iterable: Value, site: Site): Steps<Value> {
  const iterator = asyncIteratorOf(realm, iterable);
  const next = getProperty(realm, iterator, 'next');
  const awaited: Site = { ...site, keyword: 'await' };
  let received: Resumption = { kind: 'next', value: undefined };
  for (;;) {
    const answer = tell(realm, iterator, next, received);
    if (answer === noReturn) {
      throw new GeneratorReturn(yield* pause('await', received.value, awaited));
    }
    const result = yield* pause('await', answer, awaited);
    if (!(result instanceof JSObject))
      throw typeError(`Iterator result ${describe(result)} is not an object`);
    if (realm.truth(result.get('done'))) {
      if (received.kind === 'return') throw new GeneratorReturn(result.get('value'));
      return result.get('value');
    }
    received = yield { kind: 'yield', value: result.get('value'), site };
    if (received.kind === 'return') {
      // Being told to return awaits the value first, as in a plain yield; a rejection goes on as a throw.
      const told = yield { kind: 'await', value: received.value, site: awaited };
      received = told.kind === 'throw' ? told : { kind: 'return', value: told.value };
    }
  }
}

/** The iterator has no `return` to tell. */
const noReturn: unique symbol = Symbol('no return');

function tell(
  realm: Realm,
  iterator: Value,
  next: Value,
  received: Resumption,
): Value | typeof noReturn {
  if (received.kind === 'next') return realm.call(next, iterator, [received.value]);
  const method = getProperty(realm, iterator, received.kind);
  if (method !== undefined && method !== null)
    return realm.call(method, iterator, [received.value]);
  if (received.kind === 'return') return noReturn;
  throw typeError("The iterator does not provide a 'throw' method.");
}
