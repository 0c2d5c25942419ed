import type { SyntaxNode } from '../../../syntax/document';
import { fileName, folderOf } from '../paths';
import type { Source } from '../source';
import { remembered } from '../source';
import type { ClassInfo, Value } from '../value';
import { isSameClass } from '../value';
import { baseOf } from './classes';
import { nearestPackage } from './packages';
import type { JavaScriptParts } from './parts';

/** Who uses what a file defines: the calls of its functions, and the classes that inherit from its own. */

/** How many calls with the name of a function are looked at in a file. */
const mostCalls = 12;
/** How many generations of subclasses are followed. */
const deepestFamily = 3;
/** How many bases and mixins of a class are followed, each of which extends the next. */
const longestLine = 16;

/** A call, and the file that it stands in. */
export interface Caller {
  readonly user: JavaScriptParts;
  readonly call: SyntaxNode;
}

/** The files that may use what this one defines: itself, then others of its package, or of its folder, whose text matches. */
export function* usersOf(javascript: JavaScriptParts, pattern: RegExp): Generator<JavaScriptParts> {
  yield javascript;
  const { path } = javascript.source;
  if (path === null) return;
  const manifest = nearestPackage(javascript.program, folderOf(path));
  const folder = manifest?.folder ?? folderOf(path);
  for (const user of javascript.program.users(folder, manifest !== null, pattern, path)) {
    if (user.source.document.language !== 'python') yield javascript.at(user.source.document.root);
  }
}

/** A name as a regular expression has it. */
function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|-]/g, '\\$&');
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
  const isIt = (target: Value) =>
    target.kind === 'function' && target.home === javascript && target.function === index;
  const matches = (target: Value) =>
    target.kind === 'either' ? target.of.some(isIt) : isIt(target);
  yield* callsNamed(javascript, name, matches);
  const node = javascript.source.functionNode(index);
  if (node && isWholeExport(node)) yield* callsOfImports(javascript, name, matches);
}

/** Whether a function is all that its file exports, or the default of it: who imports it names it. */
function isWholeExport({ parent }: SyntaxNode): boolean {
  return parent?.type === 'assignment_expression'
    ? parent.childForFieldName('left')?.text === 'module.exports'
    : parent?.type === 'export_statement' && parent.children.some(({ type }) => type === 'default');
}

/** The calls of what a file exports whole, in the files that import it under other names than its own. */
function* callsOfImports(
  javascript: JavaScriptParts,
  own: string,
  matches: (target: Value) => boolean,
): Generator<Caller> {
  const path = javascript.source.path ?? '';
  const stem = fileName(path).replace(/\.[^.]+$/, '');
  const file = stem === 'index' ? fileName(folderOf(path)) : stem;
  if (file === '') return;
  const specifier = `['"](?:[^'"\\n]*/)?${escaped(file)}(?:/index)?(?:\\.[cm]?[jt]sx?)?['"]`;
  const importing = new RegExp(
    `\\b([\\w$]+)\\s*=\\s*require\\(\\s*${specifier}|\\bimport\\s+([\\w$]+)[^'"\\n]*\\sfrom\\s*${specifier}`,
    'g',
  );
  for (const user of usersOf(javascript, new RegExp(specifier))) {
    for (const [, required, imported] of user.source.text.matchAll(importing)) {
      const name = required ?? imported ?? '';
      if (name === own) continue;
      for (const { callee, call } of callsWritten(user.source, name)) {
        if (matches(user.evaluate(callee, null))) yield { user, call };
      }
    }
  }
}

/** The calls that make an object of a class, or that hand on to its constructor. */
function* constructions(
  javascript: JavaScriptParts,
  owner: ClassInfo,
  generation: number,
): Generator<Caller> {
  const isOwner = (target: Value) => target.kind === 'class' && isSameClass(target.class, owner);
  yield* callsNamed(javascript, owner.name, isOwner);
  // What CommonJS makes of `new Parser()` where that is the default export of another file.
  if (defaultsOf(javascript.source).has(owner.name))
    yield* callsNamed(javascript, 'default', isOwner);
  if (generation >= deepestFamily) return;
  for (const { user, info } of subclassesOf(javascript, owner)) {
    const isOwn = user.bindings.in('constructor', info).length > 0;
    if (isOwn) yield* handedOn(user, info);
    else yield* constructions(user, info, generation + 1);
  }
}

/** The names that CommonJS exports as the default of a file: `exports.default = Parser`. */
const defaultsOf = remembered(({ text }: Source): ReadonlySet<string> => {
  const set = text.matchAll(/\.default\s*=\s*([\w$]+)/g);
  return new Set([...set].flatMap(([, name]) => name ?? []));
});

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
  const pattern = new RegExp(`${escaped(name)}(?:\\)?\\(|<)`);
  // Nobody outside a class sees its private names.
  for (const user of name.startsWith('#') ? [javascript] : usersOf(javascript, pattern)) {
    for (const { callee, call } of callsWritten(user.source, name)) {
      if (matches(user.evaluate(callee, null))) yield { user, call };
    }
  }
}

/** The first calls of a file whose callee goes by a name, its own or that of a member. */
const callsWritten = remembered((source: Source, name: string) => {
  const calls: { readonly callee: SyntaxNode; readonly call: SyntaxNode }[] = [];
  for (const offset of source.occurrences(name, source.whole)) {
    const end = offset + name.length;
    // Type arguments may come first: `new Cache<string>(load)`.
    if (!/^(?:\)?\(|<)/.test(source.text.slice(end, end + 2))) continue;
    const word = source.nodeAt({ start: offset, end });
    const callee = word?.parent?.type === 'member_expression' ? word.parent : word;
    // Compilers make `(0, module.load)(…)` of a call of what is imported.
    const isLast = callee?.parent?.type === 'sequence_expression';
    const call = isLast ? callee.parent.parent?.parent : callee?.parent;
    if (!callee || (call?.type !== 'call_expression' && call?.type !== 'new_expression')) continue;
    if (calls.push({ callee, call }) >= mostCalls) break;
  }
  return calls;
});

/** A class that inherits from another, and the file that it stands in. */
interface Heir {
  readonly user: JavaScriptParts;
  readonly info: ClassInfo;
}

/** The classes that extend a class, in its own file first. */
export function* subclassesOf(javascript: JavaScriptParts, info: ClassInfo): Generator<Heir> {
  if (isMixin(javascript, info)) yield* mixedInto(javascript, info);
  if (!/^[\w$]+$/.test(info.name)) return;
  const pattern = new RegExp(`\\bextends\\s+[\\w$.]*${escaped(info.name)}\\b`);
  for (const user of usersOf(javascript, pattern)) {
    for (const other of user.bindings.classes) {
      if (other === info) continue;
      const base = baseOf(user, other);
      if (base?.kind === 'class' && isSameClass(base.class, info)) yield { user, info: other };
    }
  }
}

/** Whether a class extends what the function around it is given: `(Base) => class extends Base`. */
function isMixin(javascript: JavaScriptParts, info: ClassInfo): boolean {
  const heritage = info.node.namedChildren.find(({ type }) => type === 'class_heritage');
  const around = javascript.bindings.scopeOutside(info);
  return (
    typeof around === 'number' &&
    /^extends\s+[\w$]+$/.test(heritage?.text ?? '') &&
    javascript.bindings
      .in(heritage?.text.replace(/^extends\s+/, '') ?? '', around)
      .some(({ binding }) => binding.kind === 'parameter')
  );
}

/** The classes of the files that import a mixin's, in whose line of bases it is. */
function* mixedInto(javascript: JavaScriptParts, mixin: ClassInfo): Generator<Heir> {
  const stem = fileName(javascript.source.path ?? '').replace(/\.[^.]+$/, '');
  if (stem === '') return;
  const pattern = new RegExp(`/${escaped(stem)}(?:\\.[cm]?[jt]sx?)?['"]`);
  for (const user of usersOf(javascript, pattern)) {
    for (const info of user.bindings.classes) {
      if (!isSameClass(info, mixin) && inheritsFrom(user, info, mixin)) yield { user, info };
    }
  }
}

function inheritsFrom(user: JavaScriptParts, info: ClassInfo, mixin: ClassInfo): boolean {
  let current = info;
  for (let generation = 0; generation < longestLine; generation++) {
    const base = baseOf(user.at(current.node), current);
    if (base?.kind !== 'class') return false;
    if (isSameClass(base.class, mixin)) return true;
    current = base.class;
  }
  return false;
}
