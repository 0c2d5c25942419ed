import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { partsOf } from '../../../syntax/nodes';
import type { ClassInfo, Value } from '../value';
import { isKnown, unknown } from '../value';
import { oneOf } from './alternatives';
import { resolutionOrder } from './classes';
import { returnValues } from './functions';
import type { PythonParts } from './parts';

/** Attributes that a class makes up, or whose name is put together where the code runs. */

/**
 * What `__getattr__` makes of a name that a class does not have: what another object has under it (`return getattr(self.other,
 * name)`), or what it gives for any name. `method` is `__getattr__`; null where the class has none.
 */
export function madeUp(
  python: PythonParts,
  method: Value,
  info: ClassInfo,
  name: string,
  on: Value | null,
): Value | null {
  if (name.startsWith('__') || method.kind !== 'function') return null;
  const home = python.at(info.node);
  const { source } = method.home;
  const frame = home.frame(method, null, on);
  const parameters = source.functionNode(method.function)?.childForFieldName('parameters');
  const [, attribute] = parameters ? partsOf(parameters) : [];
  const found: Value[] = [];
  for (const returned of returnValues(source, method.function)) {
    const [object, asked, ...rest] = returned.childForFieldName('arguments')?.namedChildren ?? [];
    const isGetattr = returned.childForFieldName('function')?.text === 'getattr';
    const isSame = /^\w+/.exec(attribute?.text ?? '')?.[0] === asked?.text;
    const isHandedOn = isGetattr && object !== undefined && isSame && rest.length === 0;
    // A proxy around another of its kind comes back to itself.
    const value = isHandedOn
      ? python
          .at(returned)
          .memberOnce(returned, name, frame, () =>
            python.property(python.evaluate(object, frame), name),
          )
      : python.evaluate(returned, frame);
    if (isHandedOn && isKnown(value)) return value;
    found.push(value);
  }
  const value = oneOf(found);
  return found.length > 0 && isKnown(value) && value.kind !== 'plain'
    ? value
    : unknown(l10n.t('{0} is what __getattr__ of class {1} makes up', name, info.name));
}

/** How a name that is put together begins: `f'on_{event}'`, `'on_' + event`, `'on_%s' % event`; empty where nothing tells. */
function beginning(key: SyntaxNode): string {
  return /^f?(?:'|"|'''|""")(\w+)(?:\{|%s|['"]\s*\+)/.exec(key.text)?.[1] ?? '';
}

/** Shorter beginnings than this say too little. */
const shortestBeginning = 3;
/** How many attributes that begin alike are told apart. */
const mostAlike = 8;

/**
 * What `getattr(object, key)` gives for a key that is put together: one of the methods that begin so. Of a name without an
 * underscore in front a subclass may define others.
 */
export function attributeNamed(python: PythonParts, object: Value, key: SyntaxNode): Value | null {
  const start = beginning(key);
  if (object.kind !== 'object' || start.length < shortestBeginning) return null;
  const names = new Set<string>();
  for (const ancestor of resolutionOrder(python, object.class)) {
    if (typeof ancestor === 'string') continue;
    const { bindings, source } = python.at(ancestor.node);
    for (const [index] of source.functions.entries()) {
      const name = source.functionName(index).replace(/^.*\./, '');
      if (name.startsWith(start) && bindings.ownerOf(index) === ancestor) names.add(name);
    }
  }
  if (names.size === 0 || names.size > mostAlike) return null;
  const found = [...names].map((name) => python.property(object, name));
  const isOwn = start.startsWith('_') || object.exact === true;
  return oneOf(isOwn ? found : [...found, unknown(l10n.t('a subclass may define others'))]);
}
