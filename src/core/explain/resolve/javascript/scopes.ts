import type { Bound } from '../bindings';
import type { JavaScriptBinding } from './bindings';
import type { JavaScriptParts } from './parts';

/** The names of the namespaces around a place, the innermost first; `internal_module` is tree-sitter's word for one. */
export function namespacesAround({ source }: JavaScriptParts, offset: number): readonly string[] {
  const names: string[] = [];
  for (let node = source.nodeAt({ start: offset, end: offset }); node; node = node.parent) {
    const name = /^(?:internal_)?module$/.test(node.type) && node.childForFieldName('name');
    if (name) names.push(name.text);
  }
  return names;
}

/** Of several declarations of a name, those of the innermost namespace around a place that has some, else those outside of all. */
export function inSight(
  javascript: JavaScriptParts,
  bounds: readonly Bound<JavaScriptBinding>[],
  offset: number,
): readonly Bound<JavaScriptBinding>[] {
  const { source } = javascript;
  const { language } = source.document;
  if (bounds.length < 2 || language !== 'typescript') return bounds;
  if (!source.hasWord(['namespace', 'module'], source.whole)) return bounds;
  const spaces = bounds.map((bound) => namespacesAround(javascript, bound.offset)[0]);
  for (const space of [...namespacesAround(javascript, offset), undefined]) {
    const own = bounds.filter((_, index) => spaces[index] === space);
    if (own.length > 0) return own;
  }
  return bounds;
}
