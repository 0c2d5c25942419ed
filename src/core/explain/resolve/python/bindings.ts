import { partIndex } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import type { Bound, Scope } from '../bindings';
import { Bindings } from '../bindings';
import type { Source } from '../source';
import type { ClassInfo } from '../value';

/** How a name of a Python file gets its value. */
export type PythonBinding =
  | { readonly kind: 'import'; readonly name: string }
  | { readonly kind: 'value'; readonly node: SyntaxNode | null; readonly annotation: string | null }
  | { readonly kind: 'entered'; readonly node: SyntaxNode; readonly async: boolean }
  | { readonly kind: 'element'; readonly node: SyntaxNode; readonly async: boolean }
  | { readonly kind: 'function'; readonly function: number }
  | { readonly kind: 'class'; readonly class: ClassInfo }
  | {
      readonly kind: 'parameter';
      readonly function: number;
      /** Place among the parameters; -1 for `*args` and `**kwargs`. */
      readonly position: number;
      /** Of these two, which arguments they hold: the positional ones from a place on, or those that have names. */
      readonly rest?: { readonly kind: 'positional' | 'named'; readonly from: number };
      readonly annotation: string | null;
      readonly default: SyntaxNode | null;
    };

/** What operators of which a name is an operand begin with, but for `==`. */
const operators = new Set('+-*/%@<>&|^!');

/** Finds the bindings of a Python file. */
export class PythonBindings extends Bindings<PythonBinding> {
  protected override scopeOf(node: SyntaxNode): Scope {
    const scope = super.scopeOf(node);
    const extent = typeof scope === 'number' ? this.source.functions[scope] : undefined;
    if (!extent || typeof scope !== 'number') return scope;
    for (const word of ['global', 'nonlocal']) {
      for (const offset of this.source.occurrences(word, extent)) {
        const end = this.source.text.indexOf('\n', offset);
        const names = this.source.text.slice(offset + word.length, end < 0 ? extent.end : end);
        if (!names.split(/[\s,;#]+/).includes(node.text)) continue;
        return word === 'global' ? null : this.functionOf(this.scopeOutside(scope));
      }
    }
    return scope;
  }

  protected override bindsOutside(): boolean {
    return this.source.hasWord(['global', 'nonlocal'], this.source.whole);
  }

  protected *searchClasses(): Generator<ClassInfo> {
    const { source } = this;
    for (const offset of source.occurrences('class', source.whole)) {
      const word = source.nodeAt({ start: offset, end: offset + 'class'.length });
      const node = word?.parent;
      if (word?.type !== 'class' || node?.type !== 'class_definition') continue;
      const name = node.childForFieldName('name')?.text ?? '';
      yield { name, start: node.startIndex, end: node.endIndex, node };
    }
  }

  protected mayBind(name: string, offset: number): boolean {
    const { text } = this.source;
    const before = text.charCodeAt(offset - 1);
    if (before === 46 /* . */) return false;
    const next = this.source.nextSolid(offset + name.length);
    if (this.isOperand(offset + name.length, operators)) return false;
    // What has parameters of types (`class Box[T]:`) has them right after its name.
    if (next === '(' || next === '[')
      return /\b(?:def|class|type)\s+$/.test(text.slice(Math.max(0, offset - 12), offset));
    if (next === '.')
      return /\b(?:import|from)\s/.test(text.slice(Math.max(0, offset - 40), offset));
    return true;
  }

  protected classify(node: SyntaxNode): Bound<PythonBinding> | null {
    if (node.type !== 'identifier') return null;
    const path: number[] = [];
    let child = node;
    for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
      switch (parent.type) {
        case 'pattern_list':
        case 'tuple_pattern':
        case 'list_pattern':
        case 'expression_list':
        case 'tuple':
        case 'list':
          path.unshift(partIndex(parent, child));
          continue;
        case 'parenthesized_expression':
        case 'list_splat_pattern':
        case 'dictionary_splat_pattern':
        case 'as_pattern_target':
          if (parent.parent?.type === 'parameters' || parent.parent?.type === 'lambda_parameters') {
            return this.parameter(node, parent, null, null);
          }
          continue;
        default:
          return this.bindingIn(parent, child, node, path);
      }
    }
    return null;
  }

  private bindingIn(
    parent: SyntaxNode,
    child: SyntaxNode,
    node: SyntaxNode,
    path: readonly number[],
  ): Bound<PythonBinding> | null {
    const is = (field: string) => parent.childForFieldName(field)?.id === child.id;
    switch (parent.type) {
      case 'assignment': {
        if (!is('left')) return null;
        return this.bound(node, path, {
          kind: 'value',
          node: assignedValue(parent),
          // A comment may say the types of several names at once, which is not read.
          annotation: path.length === 0 ? typeOfAssignment(this.source, parent) : null,
        });
      }
      case 'type':
      case 'generic_type':
        return this.alias(parent, child, node);
      case 'named_expression':
        return is('name')
          ? this.bound(node, path, {
              kind: 'value',
              node: parent.childForFieldName('value'),
              annotation: null,
            })
          : null;
      case 'for_statement':
      case 'for_in_clause': {
        const iterable = parent.childForFieldName('right');
        if (!is('left') || !iterable) return null;
        const async = parent.firstChild?.type === 'async';
        return this.bound(node, path, { kind: 'element', node: iterable, async });
      }
      case 'as_pattern': {
        const entered = parent.namedChild(0);
        const item = parent.parent;
        if (!entered || item?.type !== 'with_item' || entered.id === child.id) return null;
        const statement = item.parent?.parent;
        const async = statement?.firstChild?.type === 'async';
        return this.bound(node, path, { kind: 'entered', node: entered, async });
      }
      case 'aliased_import':
        return is('alias') ? this.imported(parent, node) : null;
      case 'dotted_name':
        return this.imported(parent, node);
      case 'function_definition': {
        const index = is('name') ? this.source.functionOf(parent) : null;
        if (index === null) return null;
        const scope = this.scopeAround(parent.startIndex - 1);
        return {
          offset: node.startIndex,
          scope,
          path,
          binding: { kind: 'function', function: index },
        };
      }
      case 'class_definition': {
        const info = this.classes.find(({ start }) => start === parent.startIndex);
        if (!info || !is('name')) return null;
        const scope = this.scopeAround(parent.startIndex - 1);
        return { offset: node.startIndex, scope, path, binding: { kind: 'class', class: info } };
      }
      case 'parameters':
      case 'lambda_parameters':
        return this.parameter(node, child, null, null);
      case 'typed_parameter':
        return this.parameter(node, parent, parent.childForFieldName('type'), null);
      case 'default_parameter':
      case 'typed_default_parameter':
        return is('name')
          ? this.parameter(
              node,
              parent,
              parent.childForFieldName('type'),
              parent.childForFieldName('value'),
            )
          : null;
      default:
        return null;
    }
  }

  /** `type Name = …` or `type Name[T] = …`, of which the grammar takes the name for a type. */
  private alias(
    parent: SyntaxNode,
    child: SyntaxNode,
    name: SyntaxNode,
  ): Bound<PythonBinding> | null {
    const type = parent.type === 'type' ? parent : parent.parent;
    const statement = type?.parent;
    if (statement?.type !== 'type_alias_statement' || parent.namedChild(0)?.id !== child.id)
      return null;
    const [left, right] = statement.namedChildren;
    if (!right || left?.id !== type?.id) return null;
    return this.bound(name, [], { kind: 'value', node: right, annotation: null });
  }

  private parameter(
    name: SyntaxNode,
    parameter: SyntaxNode,
    annotation: SyntaxNode | null,
    value: SyntaxNode | null,
  ): Bound<PythonBinding> | null {
    const list = parameter.parent;
    const owner = list?.parent;
    if (!list || !owner) return null;
    const index = this.source.functionOf(owner);
    if (index === null) return null;
    const [stars = ''] = /^\*{0,2}/.exec(parameter.text) ?? [];
    const place = partIndex(list, parameter);
    const kind = stars === '*' ? 'positional' : 'named';
    return {
      offset: name.startIndex,
      scope: index,
      path: [],
      binding: {
        kind: 'parameter',
        function: index,
        position: stars ? -1 : place,
        ...(stars && { rest: { kind, from: place } }),
        annotation: annotation?.text ?? null,
        default: value,
      },
    };
  }

  private imported(node: SyntaxNode, name: SyntaxNode): Bound<PythonBinding> | null {
    const aliased =
      node.type === 'aliased_import'
        ? node
        : node.parent?.type === 'aliased_import'
          ? node.parent
          : null;
    const statement = (aliased ?? node).parent;
    if (!statement) return null;
    const alias = aliased?.childForFieldName('alias');
    if (alias && alias.id !== name.id) return null;
    const dotted = aliased ? (aliased.childForFieldName('name')?.text ?? '') : node.text;
    if (statement.type === 'import_statement') {
      // `import a.b` binds `a`; `import a.b as c` binds `c` to `a.b`.
      if (!aliased && node.namedChild(0)?.id !== name.id) return null;
      return this.bound(name, [], { kind: 'import', name: aliased ? dotted : name.text });
    }
    if (statement.type !== 'import_from_statement') return null;
    const from = statement.childForFieldName('module_name');
    if (from?.id === node.id || !from) return null;
    return this.bound(name, [], {
      kind: 'import',
      name: from.text.endsWith('.') ? from.text + dotted : `${from.text}.${dotted}`,
    });
  }
}

/** `# type: Queue` after an assignment, as PEP 484 has it for what cannot be annotated. */
const typeComment = /^[ \t]*#[ \t]*type:[ \t]*(?!ignore\b)([^#\r\n]+)/;
/** How much of the text after an assignment is looked at for it, in UTF-16 code units. */
const longestComment = 200;

/** The type that an assignment declares, by its annotation or in a comment at its end; null if it declares none. */
export function typeOfAssignment(source: Source, assignment: SyntaxNode): string | null {
  const annotation = assignment.childForFieldName('type')?.text;
  if (annotation !== undefined) return annotation;
  const { endIndex } = assignment;
  const after = source.text.slice(endIndex, endIndex + longestComment);
  return typeComment.exec(after)?.[1]?.trim() ?? null;
}

/** The value of an assignment; of a chain `a = b = value` the last one. */
export function assignedValue(assignment: SyntaxNode): SyntaxNode | null {
  let value = assignment.childForFieldName('right');
  while (value?.type === 'assignment') value = value.childForFieldName('right');
  return value;
}
