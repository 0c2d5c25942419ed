import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { either } from '../either';
import type { Value } from '../value';
import { isKnown, unknown } from '../value';
import { moduleName } from './bindings';
import { compiledExports } from './compiled';
import { declarationsBeside } from './declarations';
import { fileOf, valueOfImport } from './modules';
import { boundValue, valueOfBounds, withBodies } from './names';
import type { Exports, JavaScriptParts } from './parts';

/** What other files get under a name: by `export`, or from a CommonJS module by `exports`. */
export function valueOfExport(javascript: JavaScriptParts, name: string): Value {
  const { named, stars, whole } = javascript.exports;
  const own = named.get(name);
  if (own) return own();
  if (whole) {
    const value = javascript.evaluate(whole, null);
    return name === 'default' || name === '*' ? value : javascript.property(value, name);
  }
  const common = commonExport(javascript, name);
  if (common) return common;
  for (const from of name === 'default' ? [] : stars) {
    const value = fileOf(javascript, from)?.exported(name);
    if (value && isKnown(value)) return value;
  }
  // What only the declarations beside it have are types.
  for (const beside of declarationsBeside(javascript)) {
    const value = beside.exported(name);
    if (value.kind === 'type') return value;
  }
  return unknown(l10n.t('{0} is not in that file', name));
}

/** Finds the `export` statements of a file. */
export function findExports(javascript: JavaScriptParts): Exports {
  const named = new Map<string, () => Value>();
  const stars: string[] = [];
  let whole: SyntaxNode | null = null;
  for (const statement of javascript.source.document.root.namedChildren) {
    const compiled = compiledExports(javascript, statement);
    for (const [name, value] of compiled.named) named.set(name, value);
    stars.push(...compiled.stars);
    if (statement.type !== 'export_statement') continue;
    const kinds = new Set(statement.children.map(({ type }) => type));
    const from = statement.childForFieldName('source');
    const declaration = statement.childForFieldName('declaration');
    const value = statement.childForFieldName('value');
    if (kinds.has('=')) whole = statement.namedChild(0);
    if (kinds.has('*') && from) stars.push(moduleName(from.text));
    if (kinds.has('default')) {
      const own = declaration && namesOf(declaration)[0];
      if (value) named.set('default', () => javascript.evaluate(value, null));
      else if (own !== undefined && own !== null)
        named.set('default', () => ofModule(javascript, own));
      continue;
    }
    for (const name of declaration ? namesOf(declaration) : []) {
      named.set(name, () => ofModule(javascript, name));
    }
    for (const clause of statement.namedChildren) {
      if (clause.type === 'namespace_export' && from) {
        named.set(clause.namedChild(0)?.text ?? '', () =>
          valueOfImport(javascript, moduleName(from.text), '*'),
        );
      }
      for (const specifier of clause.type === 'export_clause' ? clause.namedChildren : []) {
        const own = specifier.childForFieldName('name')?.text ?? '';
        named.set(specifier.childForFieldName('alias')?.text ?? own, () =>
          from ? valueOfImport(javascript, moduleName(from.text), own) : ofModule(javascript, own),
        );
      }
    }
  }
  return { named, stars, whole };
}

/** The names that a declaration binds. */
function namesOf(declaration: SyntaxNode): readonly string[] {
  const own = declaration.childForFieldName('name');
  if (own?.type.endsWith('identifier')) return [own.text];
  if (own) return own.text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
  return declaration.namedChildren.flatMap((child) => namesOf(child));
}

/** What a name stands for at the top of its module. */
function ofModule(javascript: JavaScriptParts, name: string): Value {
  const here = javascript.bindings.visible(name, null);
  return here.length > 0
    ? valueOfBounds(withBodies(here), (bound) => boundValue(javascript, bound, null))
    : unknown(l10n.t('{0} is not defined in this file', name));
}

/** `module.exports = …`, `exports.name = …`, and a property of the object that `module.exports` is. */
function commonExport(javascript: JavaScriptParts, name: string): Value | null {
  const { source } = javascript;
  const wholes: Value[] = [];
  for (const offset of source.occurrences('exports', source.whole)) {
    const word = source.nodeAt({ start: offset, end: offset + 'exports'.length });
    let target = word?.parent ?? null;
    if (target?.type !== 'member_expression') continue;
    // `module.exports` is a member expression itself, and `module.exports.name` one of it.
    const isModule = target.childForFieldName('property')?.id === word?.id;
    if (isModule && target.childForFieldName('object')?.text !== 'module') continue;
    if (isModule && target.parent?.type === 'assignment_expression') {
      const value = target.parent.childForFieldName('right');
      if (value && target.parent.childForFieldName('left')?.id === target.id)
        wholes.push(javascript.evaluate(value, null));
      continue;
    }
    if (isModule) target = target.parent;
    if (target?.type !== 'member_expression') continue;
    const assignment = target.parent;
    if (assignment?.childForFieldName('left')?.id !== target.id) continue;
    if (target.childForFieldName('property')?.text !== name) continue;
    const value = assignment.childForFieldName('right');
    const known = value && javascript.evaluate(value, null);
    if (known && isKnown(known)) return known;
  }
  if (wholes.length === 0) return null;
  // Where several branches set it, only a run decides which.
  const whole = either(wholes);
  return name === 'default' || name === '*' ? whole : javascript.property(whole, name);
}
