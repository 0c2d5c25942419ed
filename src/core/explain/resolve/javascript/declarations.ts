import type { SyntaxNode } from '../../../syntax/document';
import { either } from '../either';
import { folderOf, joined } from '../paths';
import type { ClassInfo, Value } from '../value';
import { isKnown } from '../value';
import { parameterOf, returnTypeOf, typeOf } from './bindings';
import { implemented } from './implementations';
import { declarationsApart, nearestPackage, rootEntries } from './packages';
import type { JavaScriptParts } from './parts';

/**
 * What is declared of JavaScript beside its code: in JSDoc comments, and in the `.d.ts` file beside it or that of its
 * package. Facts from TypeScript's handbook, "JSDoc Reference" and "Publishing".
 */

/** How far from a name the other that it is exported by may stand, in UTF-16 code units. */
const longestName = 80;

/** A type as it is written, and the place that its names belong to. */
interface Written {
  readonly home: JavaScriptParts;
  readonly text: string;
  readonly offset: number;
}

/** What a comment or declaration says of a parameter of a function of this file; null if there is none. */
export function declaredParameter(
  javascript: JavaScriptParts,
  index: number,
  position: number,
  name: string,
): Value | null {
  const node = javascript.source.functionNode(index);
  const text = node && typeInDoc(node, 'param', name);
  const documented = text ? said({ home: javascript, text, offset: node.startIndex }) : null;
  if (documented) return documented;
  return (
    saidByAll(javascript, index, (declared) => {
      const parameter = parameterOf(declared, position);
      return parameter ? typeOf(parameter) : null;
    }) ??
    declaredCallable(javascript, index)?.parameter?.(position) ??
    null
  );
}

/** What a comment says of a member of an object that a parameter unpacks, `options.load`; null if it does not. */
export function declaredPart(
  javascript: JavaScriptParts,
  index: number,
  name: string,
): Value | null {
  const node = javascript.source.functionNode(index);
  const text = node && typeInDoc(node, 'param', `.${name}`);
  return text ? said({ home: javascript, text, offset: node.startIndex }) : null;
}

/** What a comment or declaration says that a function of this file returns; null if there is none. */
export function declaredReturn(javascript: JavaScriptParts, index: number): Value | null {
  const node = javascript.source.functionNode(index);
  const text = node && typeInDoc(node, 'returns?', null);
  const documented = text ? said({ home: javascript, text, offset: node.startIndex }) : null;
  if (documented) return documented;
  return (
    saidByAll(javascript, index, returnTypeOf) ??
    declaredCallable(javascript, index)?.returns ??
    null
  );
}

/** What `@type` before a declaration, field or assignment says; null if there is none. */
export function declaredType(javascript: JavaScriptParts, node: SyntaxNode): Value | null {
  const text = typeInDoc(node, 'type', null);
  return text ? said({ home: javascript, text, offset: node.startIndex }) : null;
}

/** What the declarations beside a file, or those of its package, say of a member of a class; null if nothing. */
export function declaredMember(
  javascript: JavaScriptParts,
  info: ClassInfo,
  name: string,
  on: Value | null,
): Value | null {
  for (const home of declarationsOf(javascript)) {
    const other = declaredClass(javascript, home, info.name);
    if (!other || other.node.tree === info.node.tree) continue;
    const value = home.classMember(other, name, on);
    if (isKnown(value)) return implemented(javascript, value);
  }
  return null;
}

/** The class that declarations have under a name: one that they export, or in the file beside the code, any. */
function declaredClass(
  javascript: JavaScriptParts,
  home: JavaScriptParts,
  name: string,
): ClassInfo | null {
  if (name === '') return null;
  const exported = home.exported(name);
  if (exported.kind === 'class') return exported.class;
  const own = home.bindings.classes.find((one) => one.name === name);
  return own && isBeside(javascript, home) ? own : null;
}

/** A class as the declarations beside its file, or those of its package, have it. */
export function declarationsOfClass(
  javascript: JavaScriptParts,
  { name }: ClassInfo,
): readonly ClassInfo[] {
  return declarationsOf(javascript).flatMap((home) => declaredClass(javascript, home, name) ?? []);
}

function said({ home, text, offset }: Written): Value | null {
  const value = home.annotated(text, offset);
  return isKnown(value) ? value : null;
}

/** What the declarations of a function say by one of their types: of overloads, one of these. */
function saidByAll(
  javascript: JavaScriptParts,
  index: number,
  typeIn: (declared: SyntaxNode) => string | null,
): Value | null {
  const values = signaturesOf(javascript, index).flatMap((declared) => {
    const text = typeIn(declared);
    const value =
      text === null ? null : javascript.at(declared).annotated(text, declared.startIndex);
    return value ? [implemented(javascript, value)] : [];
  });
  return values.some(isKnown) ? either(values) : null;
}

/** The comment `/** … *\/` before what a node belongs to: its statement, member or property. */
function docOf(node: SyntaxNode): string | null {
  let current: SyntaxNode | null = node;
  for (let level = 0; current && level < 4; level++, current = current.parent) {
    const before: SyntaxNode | null = current.previousNamedSibling;
    if (before?.type === 'comment') return before.text.startsWith('/**') ? before.text : null;
    if (before && !/^(?:property_identifier|identifier|member_expression)$/.test(before.type))
      return null;
    if (
      /(?:statement|definition|declaration)$/.test(current.type) &&
      current.parent?.type !== 'export_statement'
    )
      return null;
  }
  return null;
}

/** The type that a tag of the comment before a node gives; null if it has none. */
function typeInDoc(node: SyntaxNode, tag: string, name: string | null): string | null {
  const comment = docOf(node);
  return comment === null ? null : typeOfTag(comment, tag, name);
}

/** The type of a tag, `{…}` with its braces matched; of several `@param`, that of the name, or of `.name` in whatever object. */
function typeOfTag(comment: string, tag: string, name: string | null): string | null {
  for (const match of comment.matchAll(new RegExp(`@${tag}\\s*\\{`, 'g'))) {
    let depth = 1;
    let end = match.index + match[0].length;
    const start = end;
    for (; end < comment.length && depth > 0; end++) {
      if (comment[end] === '{') depth++;
      else if (comment[end] === '}') depth--;
    }
    const [, whole, part] = /^\s*\[?([\w$]+)(\.[\w$]+)?(?![\w$.])/.exec(comment.slice(end)) ?? [];
    if (name === null || (part ?? whole) === name) return plainType(comment.slice(start, end - 1));
  }
  return null;
}

/** A type of JSDoc as TypeScript writes it: without `?`, `!`, `=` and `...`, and `Promise.<T>` as `Promise<T>`. */
function plainType(text: string): string {
  return text
    .replace(/\n\s*\*/g, ' ')
    .replace(/\.</g, '<')
    .replace(/^\s*(?:\.\.\.|[?!])|=\s*$/g, '')
    .trim();
}

/** The declarations of a function or method of this file, in those beside it or of its package: of overloads, all. */
function signaturesOf(javascript: JavaScriptParts, index: number): readonly SyntaxNode[] {
  const name = javascript.source.localName(index);
  const dot = name.lastIndexOf('.');
  const owner = dot < 0 ? null : name.slice(0, dot);
  const member = name.slice(dot + 1);
  if (member === '' || member.startsWith('<')) return [];
  for (const home of declarationsOf(javascript)) {
    if (owner !== null) {
      const declared = declaredClass(javascript, home, owner);
      if (!declared) continue;
      const nodes = javascript
        .at(declared.node)
        .bindings.in(member, declared)
        .flatMap(({ binding }) => (binding.kind === 'signature' ? [binding.node] : []));
      if (nodes.length > 0) return nodes;
      // The functions of a package's root have too common names to be told by them alone.
    } else if (isBeside(javascript, home)) {
      for (const exported of exportedAs(javascript, member)) {
        const declared = home.exported(exported);
        const all = declared.kind === 'either' ? declared.of : [declared];
        const nodes = all.flatMap((one) =>
          one.kind === 'callable' && one.signature ? [one.signature] : [],
        );
        if (nodes.length > 0) return nodes;
      }
    }
  }
  return [];
}

/** What declarations say of a function of this file that is declared as a value: `declare const load: Loader`. */
function declaredCallable(
  javascript: JavaScriptParts,
  index: number,
): Extract<Value, { kind: 'callable' }> | null {
  const name = javascript.source.localName(index);
  if (!/^[\w$]+$/.test(name)) return null;
  for (const home of declarationsBeside(javascript)) {
    for (const exported of exportedAs(javascript, name)) {
      const declared = home.exported(exported);
      if (declared.kind === 'callable') return declared;
    }
  }
  return null;
}

/** The names that other files may know a function by: its own, and those that an export gives it. */
function* exportedAs({ source }: JavaScriptParts, name: string): Generator<string> {
  yield name;
  for (const offset of source.occurrences(name, source.whole)) {
    const before = source.text.slice(Math.max(0, offset - longestName), offset);
    const after = source.text.slice(offset + name.length, offset + name.length + longestName);
    const other =
      /\bexports\.([\w$]+)\s*=\s*$/.exec(before)?.[1] ??
      /^\s+as\s+([\w$]+)\s*[,}]/.exec(after)?.[1];
    if (other !== undefined) yield other;
  }
}

/** Whether declarations are those of one file of code. */
function isBeside(javascript: JavaScriptParts, home: JavaScriptParts): boolean {
  return declarationsBeside(javascript).includes(home);
}

/** The declarations beside a file of JavaScript, then that of its package. */
function declarationsOf(javascript: JavaScriptParts): readonly JavaScriptParts[] {
  const { path } = javascript.source;
  if (path === null || stemOfCode(path) === null) return [];
  const manifest = nearestPackage(javascript.program, folderOf(path));
  const [types] = manifest ? rootEntries(manifest.json, true) : [];
  const ofPackage = manifest && types !== undefined ? [joined(manifest.folder, types)] : [];
  return [...declarationsBeside(javascript), ...declarationsIn(javascript, ofPackage)];
}

/** The declarations beside a file of JavaScript, or in the folder that its package keeps them in. */
export function declarationsBeside(javascript: JavaScriptParts): readonly JavaScriptParts[] {
  const stem = stemOfCode(javascript.source.path ?? '');
  if (stem === null) return [];
  const beside = declarationsIn(javascript, [`${stem}.d.ts`, `${stem}.d.mts`, `${stem}.d.cts`]);
  const manifest = beside.length > 0 ? null : nearestPackage(javascript.program, folderOf(stem));
  return manifest ? declarationsIn(javascript, declarationsApart(manifest, stem)) : beside;
}

/** The path of a file of JavaScript without its ending; null for another file. */
function stemOfCode(path: string): string | null {
  return /^(.*)\.[cm]?jsx?$/.exec(path)?.[1] ?? null;
}

/** Those of several files that are there and are declarations. */
function declarationsIn(
  javascript: JavaScriptParts,
  paths: readonly string[],
): readonly JavaScriptParts[] {
  return paths.flatMap((path) => {
    const home = path.includes('.d.') ? javascript.program.file(path) : null;
    return home ? [javascript.at(home.source.document.root)] : [];
  });
}
