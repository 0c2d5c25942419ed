import type { SyntaxNode } from '../../../syntax/document';
import { folderOf, joined } from '../paths';
import type { ClassInfo, Value } from '../value';
import { isKnown } from '../value';
import { typeOf } from './bindings';
import { nearestPackage, rootEntries } from './packages';
import type { JavaScriptParts } from './parts';

/**
 * What is declared of JavaScript beside its code: in JSDoc comments, and in the `.d.ts` file beside it or that of its
 * package. Facts from TypeScript's handbook, "JSDoc Reference" and "Publishing".
 */

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
  if (text) return said({ home: javascript, text, offset: node.startIndex });
  const declared = signatureOf(javascript, index);
  const parameter = declared?.node
    .childForFieldName('parameters')
    ?.namedChildren.filter(({ type }) => type !== 'comment')[position];
  const annotation = parameter && typeOf(parameter);
  return declared && annotation
    ? said({ home: declared.home, text: annotation, offset: declared.node.startIndex })
    : null;
}

/** What a comment or declaration says that a function of this file returns; null if there is none. */
export function declaredReturn(javascript: JavaScriptParts, index: number): Value | null {
  const node = javascript.source.functionNode(index);
  const text = node && typeInDoc(node, 'returns?', null);
  if (text) return said({ home: javascript, text, offset: node.startIndex });
  const declared = signatureOf(javascript, index);
  const annotation = declared?.node.childForFieldName('return_type')?.text.replace(/^\s*:\s*/, '');
  return declared && annotation
    ? said({ home: declared.home, text: annotation, offset: declared.node.startIndex })
    : null;
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
    const other = info.name === '' ? null : home.exported(info.name);
    if (other?.kind !== 'class' || other.class.node.tree === info.node.tree) continue;
    const value = home.classMember(other.class, name, on);
    if (isKnown(value)) return value;
  }
  return null;
}

function said({ home, text, offset }: Written): Value | null {
  const value = home.annotated(text, offset);
  return isKnown(value) ? value : null;
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

/** The type of a tag, `{…}` with its braces matched; of several `@param`, that of the name. */
function typeOfTag(comment: string, tag: string, name: string | null): string | null {
  for (const match of comment.matchAll(new RegExp(`@${tag}\\s*\\{`, 'g'))) {
    let depth = 1;
    let end = match.index + match[0].length;
    const start = end;
    for (; end < comment.length && depth > 0; end++) {
      if (comment[end] === '{') depth++;
      else if (comment[end] === '}') depth--;
    }
    const named = /^\s*\[?([\w$]+)/.exec(comment.slice(end))?.[1];
    if (name === null || named === name) return plainType(comment.slice(start, end - 1));
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

/** The declaration of a function or method of this file, in the declarations beside it or of its package. */
function signatureOf(
  javascript: JavaScriptParts,
  index: number,
): { readonly home: JavaScriptParts; readonly node: SyntaxNode } | null {
  const name = javascript.source.localName(index);
  const dot = name.lastIndexOf('.');
  const owner = dot < 0 ? null : name.slice(0, dot);
  const member = name.slice(dot + 1);
  if (member === '' || member.startsWith('<')) return null;
  for (const home of declarationsOf(javascript)) {
    if (owner !== null) {
      const declared = home.exported(owner);
      if (declared.kind !== 'class') continue;
      const there = javascript.at(declared.class.node);
      const node = signatureIn(there, member, declared.class);
      if (node) return { home: there, node };
      // The functions of a package's root have too common names to be told by them alone.
    } else if (stemOf(home) === stemOf(javascript)) {
      const node = signatureIn(home, member, null);
      if (node) return { home, node };
    }
  }
  return null;
}

function stemOf({ source }: JavaScriptParts): string {
  return (source.path ?? '').replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
}

function signatureIn(
  home: JavaScriptParts,
  name: string,
  owner: ClassInfo | null,
): SyntaxNode | null {
  const found = home.bindings.in(name, owner).find(({ binding }) => binding.kind === 'signature');
  return found?.binding.kind === 'signature' ? found.binding.node : null;
}

/** The declarations beside a file of JavaScript, then that of its package. */
function declarationsOf(javascript: JavaScriptParts): readonly JavaScriptParts[] {
  const { path } = javascript.source;
  const ending = path === null ? undefined : /\.[cm]?jsx?$/.exec(path)?.[0];
  if (path === null || ending === undefined) return [];
  const stem = path.slice(0, -ending.length);
  const manifest = nearestPackage(javascript.program, folderOf(path));
  const [types] = manifest ? rootEntries(manifest.json, true) : [];
  const ofPackage = manifest && types !== undefined ? joined(manifest.folder, types) : null;
  return [`${stem}.d.ts`, `${stem}.d.mts`, `${stem}.d.cts`, ofPackage].flatMap((file) => {
    const home = file?.includes('.d.') ? javascript.program.file(file) : null;
    return home ? [javascript.at(home.source.document.root)] : [];
  });
}
