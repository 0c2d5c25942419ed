import type { SyntaxNode } from '../../../syntax/document';
import { folderOf } from '../paths';
import type { ClassInfo, Value } from '../value';
import { baseOf } from './classes';
import { nearestPackage } from './packages';
import type { JavaScriptParts } from './parts';

/** Who uses what a file defines: the calls of its functions, and the classes that inherit from its own. */

/** How many calls with the name of a function are looked at in a file. */
const mostCalls = 12;
/** How many generations of subclasses are followed. */
const deepestFamily = 3;

/** A call, and the file that it stands in. */
export interface Caller {
  readonly user: JavaScriptParts;
  readonly call: SyntaxNode;
}

/** The files that may use what this one defines: itself, then others of its package, or of its folder, whose text matches. */
function* usersOf(javascript: JavaScriptParts, pattern: RegExp): Generator<JavaScriptParts> {
  yield javascript;
  const { path } = javascript.source;
  if (path === null) return;
  const manifest = nearestPackage(javascript.program, folderOf(path));
  const folder = manifest?.folder ?? folderOf(path);
  for (const user of javascript.program.users(folder, manifest !== null, pattern, path)) {
    if (user.source.document.language !== 'python') yield javascript.at(user.source.document.root);
  }
}

/** The calls of a function, in its own file first; for a constructor, those of its class and of the classes that inherit it. */
export function* callsOf(
  javascript: JavaScriptParts,
  index: number,
  owner: ClassInfo | null,
): Generator<Caller> {
  const qualified = javascript.source.functionName(index);
  const name = qualified.slice(qualified.lastIndexOf('.') + 1);
  if (owner && name === 'constructor') {
    yield* constructions(javascript, owner, 0);
    return;
  }
  yield* callsNamed(
    javascript,
    name,
    (target) =>
      target.kind === 'function' && target.home === javascript && target.function === index,
  );
}

/** The calls that make an object of a class, or that hand on to its constructor. */
function* constructions(
  javascript: JavaScriptParts,
  owner: ClassInfo,
  generation: number,
): Generator<Caller> {
  yield* callsNamed(
    javascript,
    owner.name,
    (target) => target.kind === 'class' && target.class === owner,
  );
  if (generation >= deepestFamily) return;
  for (const { user, info } of subclassesOf(javascript, owner)) {
    const isOwn = user.bindings.in('constructor', info).length > 0;
    if (isOwn) yield* handedOn(user, info);
    else yield* constructions(user, info, generation + 1);
  }
}

/** `super(…)` in a class. */
function* handedOn(user: JavaScriptParts, info: ClassInfo): Generator<Caller> {
  for (const offset of user.source.occurrences('super', info)) {
    const callee = user.source.nodeAt({ start: offset, end: offset + 5 });
    const call = callee?.parent;
    if (call?.type === 'call_expression' && call.childForFieldName('function')?.id === callee?.id)
      yield { user, call };
  }
}

function* callsNamed(
  javascript: JavaScriptParts,
  name: string,
  matches: (target: Value) => boolean,
): Generator<Caller> {
  if (!/^#?[\w$]+$/.test(name)) return;
  const pattern = new RegExp(`${name.replace(/\$/g, '\\$&')}\\(`);
  // Nobody outside a class sees its private names.
  for (const user of name.startsWith('#') ? [javascript] : usersOf(javascript, pattern)) {
    let calls = 0;
    for (const offset of user.source.occurrences(name, user.source.whole)) {
      if (user.source.text.charCodeAt(offset + name.length) !== 40 /* ( */) continue;
      const word = user.source.nodeAt({ start: offset, end: offset + name.length });
      const callee = word?.parent?.type === 'member_expression' ? word.parent : word;
      const call = callee?.parent;
      if (!callee || (call?.type !== 'call_expression' && call?.type !== 'new_expression'))
        continue;
      if (++calls > mostCalls) break;
      if (matches(user.evaluate(callee, null))) yield { user, call };
    }
  }
}

/** The classes that extend a class, in its own file first. */
export function* subclassesOf(
  javascript: JavaScriptParts,
  info: ClassInfo,
): Generator<{ readonly user: JavaScriptParts; readonly info: ClassInfo }> {
  if (!/^[\w$]+$/.test(info.name)) return;
  const pattern = new RegExp(`\\bextends\\s+[\\w$.]*${info.name.replace(/\$/g, '\\$&')}\\b`);
  for (const user of usersOf(javascript, pattern)) {
    for (const other of user.bindings.classes) {
      if (other === info) continue;
      const base = baseOf(user, other);
      if (base?.kind === 'class' && base.class === info) yield { user, info: other };
    }
  }
}
