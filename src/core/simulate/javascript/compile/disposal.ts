import type { Declaration, Statement } from '../ast';
import type { Resource } from '../disposal';
import { disposeResources, resourceOf } from '../disposal';
import type { Completion, Scope, Site, StatementCode } from './code';
import { flow, GeneratorReturn } from './code';
import type { Compiler } from './context';
import { patternNames } from './scope';
import { compileRead } from './variables';
import { Thrown } from '../values/throw';

/** A block with `using` or `await using` declarations: resources are disposed of at its end, last first. */
export function compileDisposal(
  compiler: Compiler,
  parts: readonly { readonly node: Statement; readonly code: StatementCode }[],
  hoist: ((scope: Scope) => void) | null,
): StatementCode {
  const { realm } = compiler;
  const collected = parts.map(({ node }) => resourceNames(compiler, node));
  const isAsync = parts.some(
    ({ node }) => node.type === 'declaration' && node.kind === 'await using',
  );
  const steps: StatementCode['steps'] = function* (scope) {
    hoist?.(scope);
    const resources: Resource[] = [];
    let completion: Completion | undefined;
    let failure: Thrown | null = null;
    let returned: GeneratorReturn | null = null;
    try {
      for (const [n, { code }] of parts.entries()) {
        completion = code.run ? code.run(scope) : yield* code.steps(scope);
        if (completion) break;
        for (const add of collected[n] ?? []) add(scope, resources);
      }
    } catch (error) {
      if (error instanceof GeneratorReturn) returned = error;
      else failure = new Thrown(realm.caught(error));
    }
    failure = yield* disposeResources(realm, resources, failure);
    if (failure) throw failure;
    if (returned) throw returned;
    return completion;
  };
  return isAsync
    ? { run: null, steps }
    : flow(
        parts.map(({ code }) => code),
        steps,
      );
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
  const read = compileRead(compiler, { name, place });
  const site: Site = { keyword: 'await using', place, into: null };
  return (scope, resources) => {
    const resource = resourceOf(compiler.realm, read.run?.(scope), async, site);
    if (resource) resources.push(resource);
  };
}
