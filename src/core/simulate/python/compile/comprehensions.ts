import { PyDict, PyList } from '../objects/containers';
import { Cell } from '../objects/functions';
import type { Code, Frame } from '../objects/functions';
import type { Steps, Value } from '../objects/object';
import { machine } from '../machine';
import { asyncIterator, asyncNext } from '../operations/awaiting';
import { invoke } from '../operations/call';
import { dictSet, makeSet } from '../operations/hash';
import { iterate } from '../operations/iterate';
import { truthAt } from '../operations/truth';
import type { Comprehension, Expression, Site } from '../syntax/ast';
import { combine1, plain, step, suspending } from './code';
import type { Context } from './context';
import { makeFunction } from './functions';
import { compileStore } from './targets';
import type { Store } from './targets';

type ComprehensionNode = Expression & { type: 'ListComp' | 'SetComp' | 'DictComp' };

/** One `for … in … if …` clause, compiled. */
interface Clause {
  readonly iterable: Code;
  readonly store: Store;
  readonly conditions: readonly { readonly code: Code; readonly site: Site }[];
  readonly node: Comprehension;
}

/** Comprehensions run in the frame they stand in, with slots of their own (PEP 709). */
export function compileComprehension(context: Context, node: ComprehensionNode): Code {
  const inner = context.inside(node);
  const clauses = compileClauses(context, inner, node.generators);
  const key = inner.expression(node.type === 'DictComp' ? node.key : node.elt);
  const value = node.type === 'DictComp' ? inner.expression(node.value) : plain<Value>(() => null);
  const finish = finisher(node.type);
  const cells = [...inner.scope.bound.values()].flatMap((variable) =>
    variable?.captured ? [variable.slot] : [],
  );
  const enter = (frame: Frame): void => {
    for (const slot of cells) frame.slots[slot] = new Cell(undefined);
  };
  if (!isSuspending(clauses, [key, value])) {
    const keyRun = key.suspends ? null : key.run;
    const valueRun = value.suspends ? null : value.run;
    return plain((frame) => {
      enter(frame);
      const pairs: [Value, Value][] = [];
      runClauses(clauses, 0, frame, () => {
        pairs.push([keyRun?.(frame) ?? null, valueRun?.(frame) ?? null]);
      });
      return finish(pairs);
    });
  }
  return suspending(function* (frame) {
    enter(frame);
    const pairs: [Value, Value][] = [];
    yield* stepClauses(context, clauses, 0, frame, function* () {
      const first = yield* step(key, frame);
      pairs.push([first, yield* step(value, frame)]);
      return null;
    });
    return finish(pairs);
  });
}

function finisher(type: ComprehensionNode['type']): (pairs: [Value, Value][]) => Value {
  switch (type) {
    case 'ListComp':
      return (pairs) => new PyList(pairs.map(([value]) => value));
    case 'SetComp':
      return (pairs) => makeSet(pairs.map(([value]) => value));
    case 'DictComp':
      return (pairs) => {
        const dict = new PyDict();
        for (const [key, value] of pairs) dictSet(dict, key, value);
        return dict;
      };
  }
}

/** The first iterable is evaluated outside the comprehension, as `outer` sees the names. */
function compileClauses(
  outer: Context,
  inner: Context,
  generators: readonly Comprehension[],
): Clause[] {
  return generators.map((node, index) => ({
    iterable: (index === 0 ? outer : inner).expression(node.iter),
    store: compileStore(inner, node.target),
    conditions: node.ifs.map((test) => ({ code: inner.expression(test), site: test.site })),
    node,
  }));
}

function isSuspending(clauses: readonly Clause[], results: readonly Code[]): boolean {
  return (
    results.some((code) => code.suspends) ||
    clauses.some(
      ({ iterable, conditions, node }) =>
        node.isAsync || iterable.suspends || conditions.some(({ code }) => code.suspends),
    )
  );
}

function runClauses(
  clauses: readonly Clause[],
  depth: number,
  frame: Frame,
  body: () => void,
): void {
  const clause = clauses[depth];
  if (!clause) {
    body();
    return;
  }
  const { iterable, store, conditions } = clause;
  if (iterable.suspends) return;
  const iterator = iterate(iterable.run(frame));
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    machine.step();
    store(frame, item);
    if (conditions.every(({ code, site }) => !code.suspends && truthAt(site, code.run(frame)))) {
      runClauses(clauses, depth + 1, frame, body);
    }
  }
}

function* stepClauses(
  context: Context,
  clauses: readonly Clause[],
  depth: number,
  frame: Frame,
  body: () => Steps,
): Steps<void> {
  const clause = clauses[depth];
  if (!clause) {
    yield* body();
    return;
  }
  const { iterable, store, conditions, node } = clause;
  const values = yield* step(iterable, frame);
  const point = context.point('async comprehension', node.site, node.iter);
  const asynchronous = node.isAsync ? asyncIterator(values) : null;
  const iterator = node.isAsync ? null : iterate(values);
  if (node.isAsync) frame.iterating.push(asynchronous);
  for (;;) {
    machine.step();
    const item = iterator ? iterator.next() : yield* asyncNext(frame, asynchronous, point);
    if (item === undefined) {
      if (node.isAsync) frame.iterating.pop();
      return;
    }
    store(frame, item);
    let wanted = true;
    for (const condition of conditions) {
      if (!truthAt(condition.site, yield* step(condition.code, frame))) {
        wanted = false;
        break;
      }
    }
    if (wanted) yield* stepClauses(context, clauses, depth + 1, frame, body);
  }
}

/** A generator expression is a generator function that is called at once with its first iterator. */
export function compileGeneratorExpression(
  context: Context,
  node: Expression & { type: 'GeneratorExp' },
): Code {
  const make = makeFunction(context, node);
  const [first] = node.generators;
  if (!first) return plain(() => null);
  return combine1(context.expression(first.iter), (iterable, frame) => {
    const iterator = first.isAsync ? asyncIterator(iterable) : iterate(iterable);
    return invoke(make(frame, [], null), [iterator], null);
  });
}

/** The body of a generator expression's function: its first iterator is the parameter `.0`. */
export function generatorBody(
  inner: Context,
  node: Expression & { type: 'GeneratorExp' },
  give: (value: Value) => Value,
): { code: Code; isAsync: boolean } {
  const clauses = compileClauses(inner, inner, node.generators);
  const [first, ...rest] = clauses;
  const element = inner.expression(node.elt);
  const isAsync = isAsyncGenerator(clauses, element);
  const parameter = plain<Value>((frame) => frame.slots[0] as Value);
  const all = first ? [{ ...first, iterable: parameter }, ...rest] : [];
  const code = suspending(function* (frame: Frame): Steps {
    yield* stepClauses(inner, all, 0, frame, function* () {
      const value = yield* step(element, frame);
      return yield isAsync ? give(value) : value;
    });
    return null;
  });
  return { code, isAsync };
}

function isAsyncGenerator(clauses: readonly Clause[], element: Code): boolean {
  return (
    element.suspends ||
    clauses.some(
      ({ node, conditions }) => node.isAsync || conditions.some(({ code }) => code.suspends),
    ) ||
    clauses.slice(1).some(({ iterable }) => iterable.suspends)
  );
}
