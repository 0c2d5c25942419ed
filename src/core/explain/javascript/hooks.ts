import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../syntax/document';
import { childOfType, partsOf } from '../../syntax/nodes';
import type { Wait } from '../catalog/schema';
import type { Source } from '../resolve/source';
import { remembered } from '../resolve/source';
import type { FunctionRef, Value } from '../resolve/value';

/** Methods that do nothing, and are there for classes that inherit them to put theirs in the place. */

/** Whether a method of an object does nothing, and may be another one where a class of other files inherits it. */
export function isHook(
  { home: { source }, function: index }: FunctionRef,
  on: Value | null | undefined,
  call: SyntaxNode,
): boolean {
  if (on?.kind !== 'object' || on.exact || isOfSuper(call)) return false;
  const node = source.functionNode(index);
  return (
    node?.type === 'method_definition' &&
    !/^[#_]/.test(node.childForFieldName('name')?.text ?? '#') &&
    !isPrivate(node) &&
    isEmpty(node.childForFieldName('body')) &&
    isModule(source)
  );
}

function isPrivate(method: SyntaxNode): boolean {
  return childOfType(method, 'accessibility_modifier')?.text === 'private';
}

function isEmpty(body: SyntaxNode | null): boolean {
  return body?.type === 'statement_block' && partsOf(body).length === 0;
}

/** Whether other files can get at what a file defines. */
const isModule = remembered(({ text }: Source) => /\bexports?\b/.test(text));

/** Whether a call is that of a method of `super`, which no class below puts another in the place of. */
export function isOfSuper(call: SyntaxNode): boolean {
  return call.childForFieldName('function')?.childForFieldName('object')?.type === 'super';
}

/** What calling such a method waits for: nothing by itself. */
export function hookCall(name: string): Wait {
  return {
    waitsFor: 'unknown',
    mechanism: 'signal',
    suspends: 'always',
    thing: () => l10n.t('{0}, or whatever overrides it', name),
    lens: () => l10n.t('runs {0}, or whatever overrides it', name),
    summary: () =>
      l10n.t('Runs {0}, which does nothing; a subclass may define one that waits.', name),
    value: () => l10n.t('what {0} returns', name),
    registers: () => l10n.t('{0} does nothing; one of a subclass may give a promise.', name),
    watches: () => l10n.t('What the event loop watches for depends on the promise.'),
    wokenBy: () =>
      l10n.t(
        'The promise’s settling wakes it; if it is no promise, the next turn of the microtask queue does.',
      ),
  };
}
