import * as l10n from '@vscode/l10n';
import type { Value } from '../value';
import { isKnown, unknown } from '../value';
import { boundValue, valueOfName } from './names';
import { namespacesAround } from './scopes';
import type { JavaScriptParts } from './parts';

/** What a type's dotted name stands for: through modules, and through namespaces, which may share their name with a type. */
export function qualifiedName(javascript: JavaScriptParts, name: string, offset: number): Value {
  const [first = '', ...steps] = name.split('.');
  let home = javascript;
  let before = first;
  let value = valueOfName(javascript, first, offset, null);
  for (const step of steps) {
    if (value.kind === 'reference') return value;
    if (value.kind === 'module') home = javascript.at(value.home.source.document.root);
    else if (value.kind === 'type') home = javascript.at(value.node);
    else if (value.kind === 'class') home = javascript.at(value.class.node);
    const exported = value.kind === 'module' ? javascript.property(value, step) : null;
    value = exported && isKnown(exported) ? exported : ofNamespace(home, before, step);
    before = step;
  }
  return value;
}

/** What a namespace of a file declares under a name. */
function ofNamespace(home: JavaScriptParts, namespace: string, name: string): Value {
  const bound = home.bindings
    .of(name)
    .find(({ offset }) => namespacesAround(home, offset)[0] === namespace);
  return bound
    ? boundValue(home, bound, null)
    : unknown(l10n.t('the type {0} is not known here', `${namespace}.${name}`));
}
