import type { SyntaxNode } from '../../../syntax/document';
import { partIndex, partsOf } from '../../../syntax/nodes';
import type { Bound, Scope } from '../bindings';
import { Bindings } from '../bindings';
import type { ClassInfo } from '../value';

/** How a name of a JavaScript or TypeScript file gets its value. */
export type JavaScriptBinding =
  /** What an import gives: a name that the module exports, `default`, or `*` for the module itself. */
  | { readonly kind: 'import'; readonly module: string; readonly member: string }
  | {
      readonly kind: 'value';
      readonly node: SyntaxNode | null;
      readonly annotation: string | null;
      /** What it is where the unpacked value has nothing for it: `load` of `{ get = load }`. */
      readonly default?: SyntaxNode | null;
      /** Set where the name is not declared, so it may belong to a function around this one. */
      readonly assigned?: true;
    }
  | { readonly kind: 'element'; readonly node: SyntaxNode; readonly async: boolean }
  | { readonly kind: 'function'; readonly function: number }
  | { readonly kind: 'class'; readonly class: ClassInfo }
  /** An interface or type alias. */
  | { readonly kind: 'type'; readonly node: SyntaxNode }
  /** A function or method without a body: what its annotation says that it returns. */
  | {
      readonly kind: 'signature';
      readonly annotation: string | null;
      readonly node: SyntaxNode;
    }
  | {
      readonly kind: 'parameter';
      readonly function: number;
      /** Place among the parameters; -1 for a rest parameter. */
      readonly position: number;
      readonly annotation: string | null;
      readonly default: SyntaxNode | null;
      /** What it is where the unpacked value has nothing for it: `load` of `({ get = load })`. */
      readonly inner?: SyntaxNode | null;
    };

/** What operators of which a name is an operand begin with; `||=`, `&&=` and `??=` may give it a value. */
const operators = new Set('-*%^>');

const beforeOwnName =
  /(?:^|[{};,)\n]|\b(?:function|class|interface|type|async|static|get|set|public|private|protected|override|abstract))[\s*]*$/;

/** What stands before a name that is used: operators, and words that ask for a value. */
const beforeUse =
  /(?:[=!&|^~?%]|=>|(?:^|[^\w$.])(?:return|await|throw|typeof|new|case|extends|instanceof))\s*$/;

type Found = Bound<JavaScriptBinding> | null;

/** Finds the bindings of a JavaScript or TypeScript file. */
export class JavaScriptBindings extends Bindings<JavaScriptBinding> {
  /** The functions that are looked at as classes, by their index. */
  readonly constructors = new Map<number, ClassInfo>();
  /** The expressions that stand for the prototypes of classes, by where a class starts. */
  readonly prototypes = new Map<number, readonly SyntaxNode[]>();
  /** The classes that implement interfaces, by the numbers of their declarations. */
  readonly implementers = new Map<number, readonly ClassInfo[]>();
  private readonly owned = new Map<
    number | null,
    Map<string, readonly Bound<JavaScriptBinding>[]>
  >();

  /** The bindings of `name` as code of a scope sees it: those of the nearest scope that declares it, set in inner functions too. */
  visible(name: string, from: Scope): readonly Bound<JavaScriptBinding>[] {
    const owner = this.declaring(name, from);
    const owned = this.owned.get(owner) ?? new Map<string, readonly Bound<JavaScriptBinding>[]>();
    this.owned.set(owner, owned);
    let bounds = owned.get(name);
    if (!bounds) {
      // A member of a class is no name of the code around it.
      bounds = this.inside(name, owner).filter(
        (bound) =>
          (isAssigned(bound) && !isClass(bound.scope)
            ? this.declaring(name, bound.scope)
            : bound.scope) === owner,
      );
      owned.set(name, bounds);
    }
    return bounds;
  }

  /** The innermost scope around code that declares a name; null for the module, which also owns what nothing declares. */
  private declaring(name: string, from: Scope): number | null {
    let scope = this.functionOf(from);
    while (scope !== null && this.in(name, scope).every(isAssigned)) {
      scope = this.functionOf(this.scopeOutside(scope));
    }
    return scope;
  }

  protected *searchClasses(): Generator<ClassInfo> {
    const { source } = this;
    for (const offset of source.occurrences('class', source.whole)) {
      const word = source.nodeAt({ start: offset, end: offset + 'class'.length });
      const node = word?.parent;
      if (!node || word.type !== 'class' || !/^(?:abstract_)?class/.test(node.type)) continue;
      // A class without a name of its own goes by that of the variable that it is given to.
      const named = node.childForFieldName('name') ?? node.parent?.childForFieldName('name');
      const name = named?.text ?? '';
      yield { name, start: node.startIndex, end: node.endIndex, node };
    }
  }

  protected mayBind(name: string, offset: number): boolean {
    const { text } = this.source;
    const before = text.charCodeAt(offset - 1);
    // `...rest` binds, `object.property` does not.
    if (before === 46 /* . */ && text.charCodeAt(offset - 2) !== 46) return false;
    const next = this.source.nextSolid(offset + name.length);
    if (next === '.' || next === '[' || next === '+' || next === '`') return false;
    if (this.isOperand(offset + name.length, operators)) return false;
    // Of what is followed by parameters, only a function's, class's or method's own name binds.
    if (next === '(' || next === '<')
      return beforeOwnName.test(text.slice(Math.max(0, offset - 30), offset));
    // What is set again may stand behind any of these: `first = second = load`.
    return next === '=' || !beforeUse.test(text.slice(Math.max(0, offset - 12), offset));
  }

  protected classify(node: SyntaxNode): Found {
    if (!node.type.includes('identifier')) return null;
    const path: (number | string)[] = [];
    let fallback: SyntaxNode | null = null;
    if (node.type === 'shorthand_property_identifier_pattern') path.push(node.text);
    let child = node;
    for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
      switch (parent.type) {
        case 'array_pattern':
          path.unshift(partIndex(parent, child));
          continue;
        case 'pair_pattern': {
          if (parent.childForFieldName('value')?.id !== child.id) return null;
          path.unshift(parent.childForFieldName('key')?.text ?? '');
          continue;
        }
        case 'assignment_pattern':
        case 'object_assignment_pattern':
          if (parent.childForFieldName('left')?.id !== child.id) return null;
          if (isParameterList(parent.parent)) {
            return this.parameter(node, parent, path, parent.childForFieldName('right'), fallback);
          }
          // Of several around each other, the innermost is the name's own.
          fallback ??= parent.childForFieldName('right');
          continue;
        case 'object_pattern':
        case 'rest_pattern':
        case 'array':
          if (isParameterList(parent.parent))
            return this.parameter(node, parent, path, null, fallback);
          continue;
        default:
          return this.bindingIn(parent, child, node, path, fallback);
      }
    }
    return null;
  }

  private bindingIn(
    parent: SyntaxNode,
    child: SyntaxNode,
    node: SyntaxNode,
    path: readonly (number | string)[],
    fallback: SyntaxNode | null,
  ): Found {
    const is = (field: string) => parent.childForFieldName(field)?.id === child.id;
    switch (parent.type) {
      case 'variable_declarator':
        return is('name')
          ? this.bound(node, path, {
              kind: 'value',
              node: parent.childForFieldName('value'),
              annotation: typeOf(parent),
              default: fallback,
            })
          : null;
      case 'assignment_expression':
      case 'augmented_assignment_expression':
        return is('left') && !isArithmetic(parent)
          ? this.bound(node, path, {
              kind: 'value',
              node: parent.childForFieldName('right'),
              annotation: null,
              assigned: true,
            })
          : null;
      case 'for_in_statement': {
        const iterable = parent.childForFieldName('right');
        if (!is('left') || !iterable) return null;
        const async = parent.children.some(({ type }) => type === 'await');
        return this.bound(node, path, { kind: 'element', node: iterable, async });
      }
      case 'function_declaration':
      case 'generator_function_declaration': {
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
      case 'class_declaration':
      case 'abstract_class_declaration': {
        const info = this.classes.find(({ start }) => start === parent.startIndex);
        if (!info || !is('name')) return null;
        const scope = this.scopeAround(parent.startIndex - 1);
        return { offset: node.startIndex, scope, path, binding: { kind: 'class', class: info } };
      }
      case 'interface_declaration':
      case 'type_alias_declaration':
        return is('name') ? this.bound(node, path, { kind: 'type', node: parent }) : null;
      case 'function_signature':
        return is('name')
          ? this.bound(node, path, {
              kind: 'signature',
              annotation: returnTypeOf(parent),
              node: parent,
            })
          : null;
      case 'method_signature':
      case 'abstract_method_signature':
      case 'method_definition':
      case 'public_field_definition':
      case 'field_definition':
        return this.member(parent, child, node);
      case 'import_clause':
      case 'namespace_import':
      case 'import_specifier':
      case 'import_require_clause':
        return this.imported(parent, child, node);
      case 'formal_parameters':
        return this.parameter(node, child, path, null);
      case 'arrow_function':
        return is('parameter') ? this.parameter(node, child, path, null) : null;
      case 'required_parameter':
      case 'optional_parameter':
        return is('pattern')
          ? this.parameter(node, parent, path, parent.childForFieldName('value'), fallback)
          : null;
      default:
        return null;
    }
  }

  /** Members of a class are bound in the class's own scope. */
  private member(parent: SyntaxNode, child: SyntaxNode, node: SyntaxNode): Found {
    const name = parent.childForFieldName('name') ?? parent.childForFieldName('property');
    if (name?.id !== child.id) return null;
    const info = this.classes.find(({ node: owner }) => owner.id === parent.parent?.parent?.id);
    if (!info) return null;
    const at = { offset: node.startIndex, scope: info, path: [] };
    if (parent.type === 'method_definition') {
      const index = this.source.functionOf(parent);
      return index === null ? null : { ...at, binding: { kind: 'function', function: index } };
    }
    if (parent.type.endsWith('method_signature')) {
      return {
        ...at,
        binding: { kind: 'signature', annotation: returnTypeOf(parent), node: parent },
      };
    }
    const value = parent.childForFieldName('value');
    return { ...at, binding: { kind: 'value', node: value, annotation: typeOf(parent) } };
  }

  private parameter(
    name: SyntaxNode,
    parameter: SyntaxNode,
    path: readonly (number | string)[],
    value: SyntaxNode | null,
    inner: SyntaxNode | null = null,
  ): Found {
    const list = parameter.parent;
    const owner = list?.type === 'arrow_function' ? list : list?.parent;
    if (!list || !owner) return null;
    const index = this.source.functionOf(owner);
    if (index === null) return null;
    const rest =
      parameter.type === 'rest_pattern' ||
      parameter.childForFieldName('pattern')?.type === 'rest_pattern';
    return {
      offset: name.startIndex,
      scope: index,
      path,
      binding: {
        kind: 'parameter',
        function: index,
        position: rest ? -1 : list.id === owner.id ? 0 : partIndex(list, parameter),
        annotation: typeOf(parameter),
        default: value,
        inner,
      },
    };
  }

  private imported(parent: SyntaxNode, child: SyntaxNode, node: SyntaxNode): Found {
    let statement: SyntaxNode | null = parent;
    while (statement && statement.type !== 'import_statement') statement = statement.parent;
    const module = statement && moduleOf(statement, parent);
    if (!module) return null;
    if (parent.type !== 'import_specifier') {
      const member = parent.type === 'import_clause' ? 'default' : '*';
      return this.bound(node, [], { kind: 'import', module, member });
    }
    const imported = parent.childForFieldName('name');
    const alias = parent.childForFieldName('alias');
    if ((alias ?? imported)?.id !== child.id || !imported) return null;
    return this.bound(node, [], { kind: 'import', module, member: imported.text });
  }
}

function moduleOf(statement: SyntaxNode, clause: SyntaxNode): string | null {
  const source = statement.childForFieldName('source') ?? clause.childForFieldName('source');
  return source && moduleName(source.text);
}

/** The name of a module from its quoted specifier; `node:fs` and `fs` are the same. */
export function moduleName(quoted: string): string {
  return quoted.slice(1, -1).replace(/^node:/, '');
}

/** The annotation of what a function or signature returns, as written; null if there is none. */
export function returnTypeOf(node: SyntaxNode): string | null {
  return node.childForFieldName('return_type')?.text.replace(/^\s*:\s*/, '') ?? null;
}

/** The annotation of a declarator, parameter or field, as written; null if there is none. */
export function typeOf(node: SyntaxNode): string | null {
  const annotation = node.childForFieldName('type');
  return annotation?.text.replace(/^\s*:\s*/, '') ?? null;
}

function isAssigned({ binding }: Bound<JavaScriptBinding>): boolean {
  return binding.kind === 'value' && binding.assigned === true;
}

function isClass(scope: Scope): boolean {
  return typeof scope === 'object' && scope !== null;
}

/** `count += 1` gives no new value that matters here; `cache ??= load()` may. */
function isArithmetic(assignment: SyntaxNode): boolean {
  return !/^(?:\?\?=|\|\|=|&&=)?$/.test(assignment.childForFieldName('operator')?.type ?? '');
}

function isParameterList(node: SyntaxNode | null): boolean {
  return node?.type === 'formal_parameters';
}

/** A parameter of a function or signature by its position; undefined if there is none. */
export function parameterOf(node: SyntaxNode, position: number): SyntaxNode | undefined {
  const parameters = node.childForFieldName('parameters');
  return parameters ? partsOf(parameters)[position] : undefined;
}

/** The name of a parameter as it is written; empty if there is none. */
export function nameOfParameter(node: SyntaxNode, position: number): string {
  const parameter = parameterOf(node, position);
  return (parameter?.childForFieldName('pattern') ?? parameter)?.text ?? '';
}
