import * as l10n from '@vscode/l10n';
import { moduleName } from '../suspension/types';
import type { SyntaxNode } from '../syntax/document';
import type { Value } from './resolve/value';
import { oneLine, shorten } from './words';

/** A function as a sentence names it. */
export function nameForSentence(name: string): string {
  if (name === moduleName) return l10n.t('the module');
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (last === '<lambda>') return l10n.t('this lambda');
  if (last === '<arrow>') return l10n.t('this arrow function');
  if (last.startsWith('<')) return l10n.t('this function');
  return `${fromNamed(name)}()`;
}

/** A qualified name from where its parts have names: `close` of `<class>.close`. */
export function fromNamed(name: string): string {
  return name.replace(/^.*<\w+>\.(?=.)/, '');
}

/** The same for a function that is called, so that one without a name is not taken for the one that calls it. */
export function nameOfCalled(name: string): string {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (last === '<arrow>') return l10n.t('the arrow function');
  return isNameless(name) && last !== '<lambda>' ? l10n.t('the function') : nameForSentence(name);
}

/** Whether a function has no name of its own. */
export function isNameless(name: string): boolean {
  return name.endsWith('>');
}

/** Why nothing is known of a library's function. */
export function unknownCall(name: string): string {
  return name.startsWith('.')
    ? l10n.t('{0} comes from another file', name)
    : l10n.t('Await Lens does not know {0}', name);
}

/** An expression as a lens names it: a call without its arguments. */
export function nameInLens(node: SyntaxNode): string {
  const called = node.childForFieldName('function');
  return called ? `${shorten(oneLine(called.text), 38)}()` : shorten(oneLine(node.text), 40);
}

/** The reason why nothing is known of a value. */
export function reasonOf(value: Value): string {
  return value.kind === 'unknown'
    ? value.because
    : l10n.t('it is not something that Await Lens knows');
}
