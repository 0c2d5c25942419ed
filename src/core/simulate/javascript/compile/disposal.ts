import type { Declaration, Statement } from '../ast';
import { symbolAsyncDispose, symbolDispose } from '../realm';
import { getProperty } from '../values/access';
import { isCallable } from '../values/convert';
import type { ErrorObject } from '../values/error';
import type { Value } from '../values/object';
import { Thrown, typeError } from '../values/throw';
import { Unknown } from '../values/unknown';
import type { Completion, Scope, Site, StatementCode } from './code';
import { flow, GeneratorReturn, pause } from './code';
import type { Compiler } from './context';
import { patternNames } from './scope';
import { compileRead } from './variables';

/** A resource of a block that is to be disposed of when the block is left. */
interface Resource {
  readonly value: Value;
  readonly method: Value;
  readonly async: boolean;
  readonly site: Site;
}

/** A block with `using` or `await using` declarations: resources are disposed of at its end, last first. */
export function compileDisposal(
  compiler: Compiler,
  nodes: readonly Statement[],
  codes: readonly StatementCode[],
  hoist: (scope: Scope) => void,
): StatementCode {
  const { realm } = compiler;
  const collected = nodes
    .filter((node) => node.type !== 'functionDeclaration')
    .map((node) => resourceNames(compiler, node));
  const isAsync = nodes.some((node) => node.type === 'declaration' && node.kind === 'await using');

  function* dispose(resources: Resource[], failure: { error: Value } | null) {
    let current = failure;
    for (const { value, method, async, site } of resources.reverse()) {
      try {
        const result = isCallable(method) ? method.call(value, []) : undefined;
        if (async) yield* pause('await', result, site);
      } catch (error) {
        const raised = realm.caught(error);
        if (current) {
          const both: ErrorObject = realm.error(
            'Error',
            'An error was suppressed during disposal.',
          );
          both.proto = realm.prototype('SuppressedError', realm.prototype('Error'));
          both.hide('error', raised).hide('suppressed', current.error);
          current = { error: both };
        } else current = { error: raised };
      }
    }
    return current;
  }

  const steps: StatementCode['steps'] = function* (scope) {
    hoist(scope);
    const resources: Resource[] = [];
    let completion: Completion | undefined;
    let failure: { error: Value } | null = null;
    let returned: GeneratorReturn | null = null;
    try {
      for (const [n, code] of codes.entries()) {
        completion = code.run ? code.run(scope) : yield* code.steps(scope);
        if (completion) break;
        for (const add of collected[n] ?? []) add(scope, resources);
      }
    } catch (error) {
      if (error instanceof GeneratorReturn) returned = error;
      else failure = { error: realm.caught(error) };
    }
    failure = yield* dispose(resources, failure);
    if (failure) throw new Thrown(failure.error);
    if (returned) throw returned;
    return completion;
  };
  return isAsync ? { run: null, steps } : flow(codes, steps);
}

type Collector = (scope: Scope, resources: Resource[]) => void;

function resourceNames(compiler: Compiler, node: Statement): Collector[] {
  if (node.type !== 'declaration' || (node.kind !== 'using' && node.kind !== 'await using'))
    return [];
  const async = node.kind === 'await using';
  return node.declarators
    .flatMap(({ target }) => patternNames(target))
    .map((name) => collector(compiler, name, node, async));
}

function collector(
  compiler: Compiler,
  name: string,
  { place }: Declaration,
  async: boolean,
): Collector {
  const { realm } = compiler;
  const read = compileRead(compiler, { name, place });
  const site: Site = { keyword: 'await using', place, into: null };
  return (scope, resources) => {
    const value = read.run?.(scope);
    if (value === null || value === undefined) {
      if (async) resources.push({ value, method: undefined, async, site });
      return;
    }
    if (value instanceof Unknown) {
      const method = async
        ? realm.function('', () => new Unknown(`${value.name}[Symbol.asyncDispose]()`))
        : undefined;
      resources.push({ value, method, async, site });
      return;
    }
    const asyncMethod = async ? getProperty(realm, value, symbolAsyncDispose) : undefined;
    const method = asyncMethod ?? getProperty(realm, value, symbolDispose);
    if (!isCallable(method)) {
      throw typeError(
        async
          ? 'Symbol(Symbol.asyncDispose) is not a function'
          : 'Symbol(Symbol.dispose) is not a function',
      );
    }
    // A sync method's own promise, if it gives one, is not awaited.
    const called =
      async && asyncMethod === undefined
        ? realm.function('', () => void method.call(value, []))
        : method;
    resources.push({ value, method: called, async, site });
  };
}
