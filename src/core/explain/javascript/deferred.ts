import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../syntax/document';
import type { Wait } from '../catalog/schema';
import { nameInLens } from '../names';
import type { JavaScriptEvaluator } from '../resolve/javascript/evaluator';
import { returnedExpressions } from '../resolve/javascript/returns';
import type { Executor } from '../resolve/value';
import type { After } from './executor';
import { mentions, waitOfExecutor, waitOfUse } from './executor';
import { settledElsewhere } from './settling';

/** What a promise waits for that the file settles itself: who is handed `resolve`, and when that calls it. */
export function executorWait(evaluator: JavaScriptEvaluator, made: Executor, after: After): Wait {
  return made.node.type === 'new_expression'
    ? waitOfExecutor(evaluator, made, after)
    : resolversWait(evaluator, made);
}

/** What a promise of `Promise.withResolvers()` waits for: the `resolve` that comes with it may be anywhere in its function. */
function resolversWait(evaluator: JavaScriptEvaluator, made: Executor): Wait {
  const declarator = made.node.parent;
  const target = declarator?.childForFieldName('name') ?? null;
  const name = target ? nameOfResolve(target) : null;
  const registers = () =>
    l10n.t('{0} has given the promise, and the resolve that settles it.', nameInLens(made.node));
  const wait = name === null ? null : handedOutWait(evaluator, made, name);
  return {
    ...(wait ?? {
      ...settledElsewhere,
      thing: () =>
        name === null
          ? l10n.t('other code to settle the promise')
          : l10n.t('other code to call {0}', name),
    }),
    registers,
  };
}

/** What a promise waits for whose `resolve` has this name where it was made; null if nothing there is handed it. */
function handedOutWait(evaluator: JavaScriptEvaluator, made: Executor, name: string): Wait | null {
  const declarator = made.node.parent;
  const { source } = evaluator;
  const scope = source.functionAround(made.node.startIndex);
  const extent = (scope === null ? undefined : source.functions[scope]) ?? source.whole;
  for (const use of mentions(evaluator, extent, name)) {
    // The declaration itself hands it to nobody.
    const isOwn =
      declarator && use.startIndex >= declarator.startIndex && use.endIndex <= declarator.endIndex;
    const wait = isOwn ? null : waitOfUse(evaluator, use, null, made);
    if (wait) return wait;
  }
  return null;
}

/**
 * What a promise waits for that a function of the program gave together with its `resolve`, as `Promise.withResolvers()`
 * does, where that is handed on in the function that awaits it; null for any other.
 */
export function deferredWait(
  evaluator: JavaScriptEvaluator,
  operand: SyntaxNode,
  frame: Executor['frame'],
): Wait | null {
  const isMember = operand.type === 'member_expression';
  const kept = isMember ? operand.childForFieldName('object') : operand;
  if (kept?.type !== 'identifier') return null;
  const { source } = evaluator;
  const scope = source.functionAround(kept.startIndex);
  const extent = (scope === null ? undefined : source.functions[scope]) ?? source.whole;
  for (const start of source.occurrences(kept.text, extent)) {
    const declarator = declaratorAt(source.nodeAt({ start, end: start + kept.text.length }));
    const target = declarator?.childForFieldName('name');
    const call = declarator?.childForFieldName('value');
    if (!target || call?.type !== 'call_expression') continue;
    if (isMember !== (target.type === 'identifier')) continue;
    const name = nameOfResolve(target);
    const made = { node: call, frame };
    const wait = name === null ? null : handedOutWait(evaluator, made, name);
    return wait && resolversWait(evaluator, made);
  }
  return null;
}

/** The same for a call of a function that returns such a promise, and hands on its `resolve` itself. */
export function deferredInside(
  evaluator: JavaScriptEvaluator,
  node: SyntaxNode,
  frame: Executor['frame'],
): Wait | null {
  const callee = node.type === 'call_expression' ? node.childForFieldName('function') : null;
  const target = callee && evaluator.evaluate(callee, frame);
  if (target?.kind !== 'function') return null;
  const home = evaluator.at(target.home.source.document.root);
  const [only, ...others] = returnedExpressions(home, target.function) ?? [];
  const call = evaluator.frame(target, { node, frame }, target.on ?? null);
  return only && others.length === 0 && call ? deferredWait(home, only, call) : null;
}

/** The declaration in whose name or pattern a name stands. */
function declaratorAt(name: SyntaxNode | null): SyntaxNode | null {
  let child = name;
  let parent = name?.parent;
  while (child && parent && /^(?:object|pair)_pattern$/.test(parent.type)) {
    child = parent;
    parent = parent.parent;
  }
  const isName = parent?.childForFieldName('name')?.id === child?.id;
  return parent?.type === 'variable_declarator' && isName ? parent : null;
}

/** What `resolve` is called where the three are unpacked, or kept under one name. */
function nameOfResolve(target: SyntaxNode): string | null {
  if (target.type === 'identifier') return `${target.text}.resolve`;
  for (const part of target.namedChildren) {
    if (part.text === 'resolve') return part.text;
    if (part.childForFieldName('key')?.text === 'resolve')
      return part.childForFieldName('value')?.text ?? null;
  }
  return null;
}
