import * as l10n from '@vscode/l10n';
import type { ForEach, Pattern, Place, Statement } from '../ast';
import { unknownLoopTurns } from '../limits';
import { getProperty } from '../values/access';
import { ArrayObject } from '../values/array';
import { asyncIteratorOf } from '../values/async_iterate';
import { isCallable } from '../values/convert';
import { describe } from '../values/describe';
import { closeQuietly, iterate } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { typeError } from '../values/throw';
import { Unknown } from '../values/unknown';
import type { Code, Completion, Site, StatementCode, Steps } from './code';
import { flow, freshScope, GeneratorReturn, pause, plain, Scope, suspending } from './code';
import type { Compiler, Writer } from './context';
import { write } from './patterns';
import { iterableText } from './source_text';
import { declareLexical, patternNames, StaticScope } from './scope';

type Node<T extends Statement['type']> = Extract<Statement, { type: T }>;

/** What a loop does with its body's completion: `next` turn, or leave with a completion (undefined: normally). */
function afterBody(
  completion: Completion | undefined,
  labels: readonly string[],
): 'next' | 'leave' | Completion {
  if (completion === undefined) return 'next';
  const own = completion.label === null || labels.includes(completion.label);
  if (completion.kind === 'continue' && own) return 'next';
  if (completion.kind === 'break' && completion.label === null) return 'leave';
  return completion;
}

/** The labels of this loop; those of loops inside are their own. */
function takeLabels(compiler: Compiler): readonly string[] {
  const { labels } = compiler;
  compiler.labels = [];
  return labels;
}

/** Decides whether a loop goes on; a condition that is not known holds for a few turns. */
class Turns {
  private count = 0;

  private turns = unknownLoopTurns;

  constructor(
    private readonly compiler: Compiler,
    private readonly place: Place,
  ) {}

  goesOn(test: Value): boolean {
    const { realm } = this.compiler;
    realm.step();
    if (!(test instanceof Unknown)) return Boolean(test);
    if (this.count === 0) {
      realm.context.place = this.place;
      this.turns = realm.decide('loop', test.name, unknownLoopTurns, (chosen) =>
        l10n.t('{0} is not known; the loop is assumed to run {1} times.', test.name, chosen),
      );
    }
    return this.count++ < this.turns;
  }
}

const always: Code = plain(() => true);

export function compileWhile(
  compiler: Compiler,
  node: Node<'while'> | Node<'doWhile'>,
): StatementCode {
  const labels = takeLabels(compiler);
  const test = compiler.expression(node.test);
  const body = compiler.statement(node.body);
  const testsFirst = node.type === 'while';
  return flow<Completion | undefined>([test, body], function* (scope) {
    const turns = new Turns(compiler, node.place);
    let first = !testsFirst;
    for (;;) {
      if (!first && !turns.goesOn(test.run ? test.run(scope) : yield* test.steps(scope)))
        return undefined;
      first = false;
      const after = afterBody(body.run ? body.run(scope) : yield* body.steps(scope), labels);
      if (after === 'leave') return undefined;
      if (after !== 'next') return after;
    }
  });
}

export function compileFor(compiler: Compiler, node: Node<'for'>): StatementCode {
  const labels = takeLabels(compiler);
  const { initial } = node;
  const own = new StaticScope(compiler.scope, null);
  if (initial?.type === 'declaration') declareLexical(own, [initial]);
  const scoped = own.size > 0;
  return compiler.within(scoped ? own : compiler.scope, () => {
    const start: Code<unknown> =
      initial === null
        ? plain(() => undefined)
        : initial.type === 'declaration'
          ? compiler.statement(initial)
          : compiler.expression(initial);
    const test = node.test ? compiler.expression(node.test) : always;
    const update = node.update ? compiler.expression(node.update) : plain<Value>(() => undefined);
    const body = compiler.statement(node.body);
    const { size, lexical } = own;
    // Closures keep the variables of their own turn (CreatePerIterationEnvironment).
    const copies =
      scoped && own.hasClosure && initial?.type === 'declaration' && initial.kind === 'let';
    return flow<Completion | undefined>([start, test, update, body], function* (outer) {
      const turns = new Turns(compiler, node.place);
      let scope = scoped ? freshScope(size, lexical, outer) : outer;
      if (start.run) start.run(scope);
      else yield* start.steps(scope);
      for (;;) {
        if (copies) scope = new Scope([...scope.slots], outer);
        if (!turns.goesOn(test.run ? test.run(scope) : yield* test.steps(scope))) return undefined;
        const after = afterBody(body.run ? body.run(scope) : yield* body.steps(scope), labels);
        if (after === 'leave') return undefined;
        if (after !== 'next') return after;
        if (copies) scope = new Scope([...scope.slots], outer);
        if (update.run) update.run(scope);
        else yield* update.steps(scope);
      }
    });
  });
}

/** One turn's own scope and the writer that puts the element into it. */
interface Target {
  readonly names: StaticScope;
  readonly writer: Writer;
  readonly body: StatementCode;
}

function compileTarget(compiler: Compiler, node: ForEach): Target {
  const names = new StaticScope(compiler.scope, null);
  if (node.kind !== null && node.kind !== 'var') {
    for (const name of patternNames(node.target))
      names.declare(name, node.kind === 'const' ? 'const' : 'let');
  }
  const declares = node.kind !== null;
  return compiler.within(names, () => ({
    names,
    writer: compiler.writer(node.target, declares),
    body: compiler.statement(node.body),
  }));
}

export function compileForEach(compiler: Compiler, node: ForEach): StatementCode {
  const labels = takeLabels(compiler);
  const iterated = compiler.expression(node.iterated);
  const target = compileTarget(compiler, node);
  if (node.await) return compileForAwait(compiler, node, labels, iterated, target);
  const { realm } = compiler;
  const { names, writer, body } = target;
  const what = iterableText(node.iterated);
  return flow<Completion | undefined>([iterated, writerCode(writer), body], function* (outer) {
    const iterable = iterated.run ? iterated.run(outer) : yield* iterated.steps(outer);
    realm.context.place = node.place;
    const iteration =
      node.over === 'in'
        ? iterate(realm, realm.array(enumerableKeys(iterable)))
        : iterate(realm, iterable, what);
    while (iteration.next()) {
      realm.step();
      const scope =
        names.size > 0 ? freshScope(names.size, names.lexical, outer) : new Scope([], outer);
      let after: ReturnType<typeof afterBody>;
      try {
        yield* write(writer, scope, iteration.value);
        after = afterBody(body.run ? body.run(scope) : yield* body.steps(scope), labels);
      } catch (error) {
        if (error instanceof GeneratorReturn) iteration.close();
        else closeQuietly(realm, iteration, error);
        throw error;
      }
      if (after === 'next') continue;
      iteration.close();
      return after === 'leave' ? undefined : after;
    }
    return undefined;
  });
}

function writerCode(writer: Writer): Code<unknown> {
  return { run: writer.run && (() => undefined), steps: plain(() => undefined).steps };
}

/** `for … in`: own and inherited enumerable text keys. */
function enumerableKeys(value: Value): Value[] {
  if (typeof value === 'string') return Array.from(value, (_, index) => String(index));
  const keys: string[] = [];
  const seen = new Set<string>();
  for (let link = value instanceof JSObject ? value : null; link; link = link.proto) {
    for (const key of link instanceof ArrayObject && link.proto === null ? [] : link.ownKeys()) {
      if (typeof key !== 'string' || seen.has(key)) continue;
      seen.add(key);
      if (link.getOwn(key)?.enumerable) keys.push(key);
    }
  }
  return keys;
}

function compileForAwait(
  compiler: Compiler,
  node: ForEach,
  labels: readonly string[],
  iterated: Code,
  { names, writer, body }: Target,
): StatementCode {
  const { realm } = compiler;
  const site: Site = { keyword: 'for await', place: node.place, into: targetText(node.target) };
  const closing: Site = { ...site, into: null };
  const what = iterableText(node.iterated);
  return suspending(function* (outer) {
    const iterable = iterated.run ? iterated.run(outer) : yield* iterated.steps(outer);
    realm.context.place = node.place;
    const iterator = asyncIteratorOf(realm, iterable, what);
    const nextMethod = iterator.get('next');
    for (;;) {
      realm.step();
      realm.context.place = node.place;
      const result = yield* pause('await', realm.call(nextMethod, iterator, []), site);
      if (!(result instanceof JSObject))
        throw typeError(`Iterator result ${describe(result)} is not an object`);
      if (realm.truth(result.get('done'))) return undefined;
      const scope =
        names.size > 0 ? freshScope(names.size, names.lexical, outer) : new Scope([], outer);
      let after: ReturnType<typeof afterBody>;
      try {
        yield* write(writer, scope, result.get('value'));
        after = afterBody(body.run ? body.run(scope) : yield* body.steps(scope), labels);
      } catch (error) {
        if (error instanceof GeneratorReturn) yield* closeAsync(compiler, iterator, closing);
        else yield* closeAsyncQuietly(compiler, iterator, closing, error);
        throw error;
      }
      if (after === 'next') continue;
      yield* closeAsync(compiler, iterator, closing);
      return after === 'leave' ? undefined : after;
    }
  });
}

function targetText(target: Pattern): string | null {
  return target.type === 'identifier' ? target.name : null;
}

/** AsyncIteratorClose (ECMA-262 7.4.12). */
function* closeAsync(compiler: Compiler, iterator: JSObject, site: Site): Steps<void> {
  const { realm } = compiler;
  const method = getProperty(realm, iterator, 'return');
  if (!isCallable(method)) return;
  const result = yield* pause('await', method.call(iterator, []), site);
  if (!(result instanceof JSObject) && !(result instanceof Unknown))
    throw typeError(`Iterator result ${describe(result)} is not an object`);
}

/** The same because of an exception, which counts more than one that closing raises. */
function* closeAsyncQuietly(
  compiler: Compiler,
  iterator: JSObject,
  site: Site,
  error: unknown,
): Steps<void> {
  // What ends the walkthrough itself calls no code of the program.
  compiler.realm.caught(error);
  try {
    yield* closeAsync(compiler, iterator, site);
  } catch (second) {
    compiler.realm.caught(second);
  }
}
