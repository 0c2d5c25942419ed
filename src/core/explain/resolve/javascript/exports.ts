import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { bestOf } from '../bindings';
import type { Value } from '../value';
import { isKnown, unknown } from '../value';
import { moduleName } from './bindings';
import { fileOf, valueOfImport } from './modules';
import { boundValue, withBodies } from './names';
import type { JavaScriptParts } from './parts';

/** What other files get under a name: by `export`, or from a CommonJS module by `exports`. */
export function valueOfExport(javascript: JavaScriptParts, name: string): Value {
  const { root } = javascript.source.document;
  const stars: string[] = [];
  for (const statement of root.namedChildren) {
    if (statement.type !== 'export_statement') continue;
    const from = statement.childForFieldName('source');
    const value = exportedBy(javascript, statement, name, from);
    if (value) return value;
    if (from && statement.children.some(({ type }) => type === '*')) stars.push(from.text);
  }
  const common = commonExport(javascript, name);
  if (common) return common;
  for (const from of name === 'default' ? [] : stars) {
    const value = fileOf(javascript, moduleName(from))?.exported(name);
    if (value && isKnown(value)) return value;
  }
  return unknown(l10n.t('{0} is not in that file', name));
}

/** What one `export` statement gives for a name; null if it exports others. */
function exportedBy(
  javascript: JavaScriptParts,
  statement: SyntaxNode,
  name: string,
  from: SyntaxNode | null,
): Value | null {
  const declaration = statement.childForFieldName('declaration');
  if (statement.children.some(({ type }) => type === 'default')) {
    if (name !== 'default') return null;
    const value = statement.childForFieldName('value');
    if (value) return javascript.evaluate(value, null);
    const own = declaration?.childForFieldName('name')?.text;
    return own === undefined ? null : ofModule(javascript, own);
  }
  if (declaration) return declares(declaration, name) ? ofModule(javascript, name) : null;
  for (const clause of statement.namedChildren) {
    if (clause.type === 'namespace_export' && from && clause.namedChild(0)?.text === name) {
      return valueOfImport(javascript, moduleName(from.text), '*');
    }
    for (const specifier of clause.type === 'export_clause' ? clause.namedChildren : []) {
      const own = specifier.childForFieldName('name')?.text ?? '';
      if ((specifier.childForFieldName('alias')?.text ?? own) !== name) continue;
      return from
        ? valueOfImport(javascript, moduleName(from.text), own)
        : ofModule(javascript, own);
    }
  }
  return null;
}

/** Whether a declaration binds a name, as far as the tree's top tells. */
function declares(declaration: SyntaxNode, name: string): boolean {
  const own = declaration.childForFieldName('name');
  if (own) return own.text === name;
  return declaration.namedChildren.some((child) => {
    const bound = child.childForFieldName('name');
    if (bound?.type === 'identifier') return bound.text === name;
    return bound?.text.includes(name) ?? false;
  });
}

/** What a name stands for at the top of its module. */
function ofModule(javascript: JavaScriptParts, name: string): Value {
  const here = javascript.bindings.in(name, null);
  return here.length > 0
    ? bestOf(withBodies(here), Infinity, (bound) => boundValue(javascript, bound, null))
    : unknown(l10n.t('{0} is not defined in this file', name));
}

/** `module.exports = …`, `exports.name = …`, and a property of the object that `module.exports` is. */
function commonExport(javascript: JavaScriptParts, name: string): Value | null {
  const { source } = javascript;
  let whole: Value | null = null;
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
        whole ??= javascript.evaluate(value, null);
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
  if (!whole) return null;
  return name === 'default' || name === '*' ? whole : javascript.property(whole, name);
}
