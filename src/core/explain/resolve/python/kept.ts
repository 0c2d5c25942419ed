import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import type { Site, Value } from '../value';
import { unknown } from '../value';
import { oneOf } from './alternatives';
import { assignedTo, valuesAssigned } from './assigned';
import { typeOfAssignment } from './bindings';
import { plainText } from './collections';
import { usersOf } from './modules';
import type { PythonParts } from './parts';

/** What a program keeps in a library's object that takes whatever it is given: `app.state.pool`, `app['db']`. */

const keys = /\.(?:AppKey|RequestKey|ResponseKey)$/;

/** An attribute of such an object, by all that the file and its package put there; null if nothing is seen. */
export function keptAttribute(python: PythonParts, type: string, name: string): Value | null {
  const keeper = python.catalog.keeper(type);
  if (keeper?.keeps !== 'attributes') return null;
  const found: Value[] = [];
  for (const user of usersOf(python, new RegExp(`\\.${name}\\s*[:,=]`))) {
    const isMeant = (object: SyntaxNode) => isKeptBy(user, object, keeper.name);
    found.push(...valuesAssigned(user, name, user.source.whole, null, isMeant));
  }
  return found.length > 0 ? oneOf(found) : null;
}

/** What such an object has under a key, which is a text or the name of one. */
export function keptItem(python: PythonParts, type: string, key: SyntaxNode): Value | null {
  const keeper = python.catalog.keeper(type);
  const name = wordOf(key);
  if (keeper?.keeps !== 'keys' || !/^\w+$/.test(name)) return null;
  const found: Value[] = [];
  for (const user of usersOf(python, new RegExp(`\\b${name}['"]?\\s*\\]\\s*=`))) {
    for (const offset of user.source.occurrences(name, user.source.whole)) {
      const target = subscriptWith(
        user.source.nodeAt({ start: offset, end: offset + name.length }),
      );
      const object = target?.childForFieldName('value');
      if (!target || !object) continue;
      const value = assignedTo(user, target);
      if (value && isKeptBy(user, object, keeper.name)) found.push(value);
    }
  }
  if (found.length > 0) return oneOf(found);
  return (
    typeOfKey(python, key) ??
    unknown(l10n.t('what is kept under {0} is not seen in this file and its package', key.text))
  );
}

function isKeptBy(python: PythonParts, object: SyntaxNode, keeper: string): boolean {
  const value = python.evaluate(object, null);
  return value.kind === 'instance' && python.catalog.keeper(value.type)?.name === keeper;
}

/** The word that a key is looked for by: its text, or the last part of the name that stands for it. */
function wordOf(key: SyntaxNode): string {
  if (key.type === 'string') return plainText(key);
  return (key.childForFieldName('attribute') ?? key).text;
}

/** `app['db']` for the text in it. */
function subscriptWith(word: SyntaxNode | null): SyntaxNode | null {
  let key = word;
  while (key?.parent && /^(?:string|string_content|attribute)$/.test(key.parent.type))
    key = key.parent;
  const around = key?.parent;
  return around?.type === 'subscript' && around.childForFieldName('subscript')?.id === key?.id
    ? around
    : null;
}

/** What a key says of what is kept under it: `web.AppKey('db', Pool)`, or `db: web.AppKey[Pool] = web.AppKey('db')`. */
function typeOfKey(python: PythonParts, key: SyntaxNode): Value | null {
  const made = python.evaluate(key, null);
  if (made.kind !== 'call' || !keys.test(made.name)) return null;
  const { node } = made.site;
  const home = python.at(node);
  const type = home.argument(made.site, 1, 't');
  if (type) return home.annotated(type.text, type.startIndex);
  const assignment = node.parent?.type === 'assignment' ? node.parent : null;
  const annotation = assignment && typeOfAssignment(home.source, assignment);
  const inner = /Key\[(.+)\]$/s.exec(annotation ?? '')?.[1];
  return inner === undefined ? null : home.annotated(inner, node.startIndex);
}

/** What `get(key)` or `pop(key)` of such an object gives; null for other calls. */
export function keptByCall(
  python: PythonParts,
  { name, on }: Extract<Value, { kind: 'reference' }>,
  site: Site,
): Value | null {
  if (on?.kind !== 'instance' || !/\.(?:get|pop)$/.test(name)) return null;
  const key = python.argument(site, 0);
  return key && keptItem(python, on.type, key);
}
