import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import type { Catalog } from '../../catalog/catalog';
import type { Entry } from '../../catalog/schema';
import type { Bound, Scope } from '../bindings';
import { Evaluator, arithmetic } from '../evaluator';
import type { Source } from '../source';
import { classAround } from '../source';
import type { TypeText } from '../typeText';
import { readType } from '../typeText';
import type { ClassInfo, Frame, Site, Value } from '../value';
import { isKnown, plain, unknown } from '../value';
import type { JavaScriptBinding } from './bindings';
import { JavaScriptBindings, moduleName } from './bindings';

/** Array methods that give an array of the same elements. */
const sameElements = new Set([
  'filter',
  'slice',
  'concat',
  'reverse',
  'sort',
  'toSorted',
  'toReversed',
  'splice',
  'values',
  'flat',
]);
/** Array methods that give one element. */
const oneElement = new Set(['pop', 'shift', 'at', 'find', 'findLast', 'get']);
const mapping = new Set(['map', 'flatMap']);
const promiseMethods = new Set(['then', 'catch', 'finally']);
/** Collections that `new` makes, empty or from what they are given. */
const collections = new Set(['Array', 'Set', 'Map']);
/** Names of the global object. */
const globalObjects = new Set(['globalThis', 'window', 'self', 'global']);
/** How many calls of a function are looked at for what they pass to it. */
const mostCallers = 12;

/** What expressions of a JavaScript or TypeScript file are. */
export class JavaScriptEvaluator extends Evaluator {
  readonly bindings: JavaScriptBindings;

  constructor(source: Source, catalog: Catalog) {
    super(source, catalog);
    this.bindings = new JavaScriptBindings(source);
  }

  protected evaluateNode(node: SyntaxNode, frame: Frame | null): Value {
    const field = (name: string) => {
      const child = node.childForFieldName(name);
      return child ? this.evaluate(child, frame) : unknown(l10n.t('the code is incomplete'));
    };
    const first = () => {
      const child = node.namedChild(0);
      return child ? this.evaluate(child, frame) : plain;
    };
    switch (node.type) {
      case 'identifier':
      case 'shorthand_property_identifier':
        return this.name(node.text, node.startIndex, frame);
      case 'undefined':
      case 'null':
        return { kind: 'plain', node, absent: true };
      case 'this':
        return this.thisAt(node.startIndex, frame);
      case 'super':
        return this.superAt(node.startIndex);
      case 'member_expression': {
        const object = node.childForFieldName('object');
        const name = node.childForFieldName('property')?.text ?? '';
        return object ? this.property(this.evaluate(object, frame), name) : plain;
      }
      case 'subscript_expression': {
        const object = field('object');
        const index = node.childForFieldName('index');
        if (object.kind === 'list') return this.unpacked(object, [Number(index?.text) || 0]);
        if (index?.type === 'string') return this.property(object, index.text.slice(1, -1));
        return unknown(l10n.t('it is taken out of a collection whose elements are not known'));
      }
      case 'call_expression':
        return this.call(node, frame);
      case 'new_expression':
        return this.construct(node, frame);
      case 'await_expression':
        return this.awaited(first());
      case 'parenthesized_expression':
      case 'non_null_expression':
        return first();
      case 'as_expression':
      case 'satisfies_expression':
      case 'type_assertion':
        return this.asserted(node, frame);
      case 'ternary_expression':
        return this.firstKnown(['consequence', 'alternative'], node, frame);
      case 'binary_expression': {
        const operator = node.childForFieldName('operator')?.type ?? '';
        if (!['??', '||', '&&'].includes(operator)) return { kind: 'plain', node, absent: false };
        return this.firstKnown(operator === '&&' ? ['right'] : ['left', 'right'], node, frame);
      }
      case 'assignment_expression':
        return field('right');
      case 'sequence_expression': {
        const last = node.lastNamedChild;
        return last ? this.evaluate(last, frame) : plain;
      }
      case 'array':
        return this.array(node, frame);
      case 'object':
        return { kind: 'record', node, frame };
      case 'arrow_function':
      case 'function_expression':
      case 'generator_function': {
        const index = this.source.functionOf(node);
        return index === null ? plain : { kind: 'function', function: index };
      }
      case 'class': {
        const info = this.bindings.classes.find(({ node: own }) => own.id === node.id);
        return info ? { kind: 'class', class: info } : plain;
      }
      case 'string':
      case 'template_string':
      case 'number':
      case 'true':
      case 'false':
      case 'regex':
      case 'unary_expression':
      case 'update_expression':
        return {
          kind: 'plain',
          node,
          absent: node.type === 'unary_expression' && node.text.startsWith('void'),
        };
      default:
        return unknown(l10n.t('it is computed where the code runs'));
    }
  }

  /** What a name stands for where it is used. */
  name(name: string, offset: number, frame: Frame | null): Value {
    let scope = this.skipClasses(this.bindings.scopeAround(offset));
    let useOffset = offset;
    for (;;) {
      const here = this.bindings.in(name, scope);
      if (here.length > 0) return this.bestOf(here, useOffset, frame);
      if (scope === null) break;
      scope = this.skipClasses(this.bindings.scopeOutside(scope));
      // Code in an enclosing scope may run later than it stands, so all its bindings count.
      useOffset = Infinity;
    }
    if (globalObjects.has(name)) return { kind: 'reference', name: '' };
    return this.globalName(name);
  }

  private globalName(name: string): Value {
    return this.catalog.knows(name)
      ? { kind: 'reference', name: this.catalog.canonical(name) }
      : unknown(l10n.t('{0} is not defined in this file', name));
  }

  private skipClasses(scope: Scope): number | null {
    let current = scope;
    while (current !== null && typeof current !== 'number') {
      current = this.bindings.scopeOutside(current);
    }
    return current;
  }

  /** The nearest binding before the use, else whichever says something. */
  private bestOf(
    bounds: readonly Bound<JavaScriptBinding>[],
    offset: number,
    frame: Frame | null,
  ): Value {
    const before = bounds.filter((bound) => bound.offset < offset).reverse();
    const after = bounds.filter((bound) => bound.offset >= offset);
    let best: Value | undefined;
    for (const bound of [...before, ...after]) {
      const value = this.boundValue(bound, frame);
      if (isKnown(value)) return value;
      if (best === undefined || best.kind === 'plain') best = value;
    }
    return best ?? unknown(l10n.t('it is never assigned in this file'));
  }

  private boundValue(
    { binding, path, scope, offset }: Bound<JavaScriptBinding>,
    frame: Frame | null,
  ): Value {
    const inner = frame?.function === scope ? frame : null;
    switch (binding.kind) {
      case 'import':
        return { kind: 'reference', name: this.catalog.canonical(binding.name) };
      case 'function':
        return { kind: 'function', function: binding.function };
      case 'class':
        return { kind: 'class', class: binding.class };
      case 'value': {
        const typed =
          binding.annotation === null ? null : this.annotated(binding.annotation, offset);
        if (!binding.node) {
          return typed
            ? this.unpacked(typed, path)
            : unknown(l10n.t('it is declared without a type or value'));
        }
        const value = this.evaluate(binding.node, inner);
        const best = typed && (!isKnown(value) || value.kind === 'plain') ? typed : value;
        return this.pushed(this.unpacked(best, path), offset, inner);
      }
      case 'element':
        return this.unpacked(
          this.elementOf(this.evaluate(binding.node, inner), binding.async),
          path,
        );
      case 'parameter':
        return this.unpacked(this.parameter(binding, offset, inner), path);
    }
  }

  /** An array that starts empty holds what is pushed to it. */
  private pushed(value: Value, offset: number, frame: Frame | null): Value {
    if (value.kind !== 'list') return value;
    const name = this.wordAt(offset);
    if (isKnown(value.element))
      return this.isGrown(name) ? { ...value, count: null, elements: null } : value;
    const scope = this.source.functionAround(offset);
    const extent = scope === null ? this.source.whole : this.source.functions[scope];
    if (!extent) return value;
    for (const use of this.source.occurrences(name, extent)) {
      const open = use + name.length + '.push'.length;
      if (this.source.text.slice(use + name.length, open + 1) !== '.push(') continue;
      const list = this.source.nodeAt({ start: open, end: open + 1 })?.parent;
      const added = list?.type === 'arguments' ? list.namedChild(0) : null;
      const element = added && this.evaluate(added, frame);
      if (element && isKnown(element))
        return { kind: 'list', elements: null, element, count: null };
    }
    return value;
  }

  /** Whether elements are added to a collection, or taken from it, anywhere in the file. */
  private isGrown(name: string): boolean {
    for (const offset of this.source.occurrences(name, this.source.whole)) {
      const rest = this.source.text.slice(offset + name.length, offset + name.length + 12);
      if (/^\.(?:push|unshift|splice|pop|shift|add|delete)\(/.test(rest)) return true;
    }
    return false;
  }

  private wordAt(offset: number): string {
    return /^[\p{L}\p{N}_$#]+/u.exec(this.source.text.slice(offset, offset + 100))?.[0] ?? '';
  }

  private parameter(
    binding: Extract<JavaScriptBinding, { kind: 'parameter' }>,
    offset: number,
    frame: Frame | null,
  ): Value {
    const name = this.wordAt(offset);
    if (frame?.site && binding.position >= 0) {
      const given = this.argument(frame.site, binding.position);
      const value = given && this.evaluate(given, frame.site.frame);
      if (value && isKnown(value)) return value;
    }
    if (binding.annotation !== null) {
      const typed = this.annotated(binding.annotation, offset);
      if (isKnown(typed)) return typed;
    }
    const value = binding.default && this.evaluate(binding.default, null);
    if (value && isKnown(value)) return value;
    return (
      this.callbackElement(binding) ??
      this.passedByCallers(binding.function, binding.position) ??
      unknown(
        binding.annotation === null
          ? l10n.t('{0} is a parameter without a type', name)
          : l10n.t('the type of parameter {0} is not one that is known here', name),
      )
    );
  }

  /** The parameter of a callback that an array method calls for each element. */
  private callbackElement({
    function: index,
    position,
  }: {
    function: number;
    position: number;
  }): Value | null {
    const node = this.source.functionNode(index);
    const call = node?.parent?.type === 'arguments' ? node.parent.parent : null;
    const callee = call?.childForFieldName('function');
    if (position !== 0 || callee?.type !== 'member_expression') return null;
    const method = callee.childForFieldName('property')?.text ?? '';
    if (!mapping.has(method) && method !== 'forEach' && method !== 'filter' && method !== 'then')
      return null;
    const object = callee.childForFieldName('object');
    const value = object && this.evaluate(object, null);
    if (!value) return null;
    if (method === 'then') return this.awaited(value);
    return value.kind === 'list' ? value.element : null;
  }

  /** What the calls of a function in this file pass for a parameter; the first that is known stands for all. */
  private passedByCallers(index: number, position: number): Value | null {
    if (position < 0) return null;
    const qualified = this.source.functionName(index);
    const last = qualified.slice(qualified.lastIndexOf('.') + 1);
    const owner = this.bindings.ownerOf(index);
    const called = owner && last === 'constructor' ? owner.name : last;
    if (called === '' || called.startsWith('<')) return null;
    let calls = 0;
    for (const offset of this.source.occurrences(called, this.source.whole)) {
      if (this.source.text.charCodeAt(offset + called.length) !== 40 /* ( */) continue;
      const word = this.source.nodeAt({ start: offset, end: offset + called.length });
      const callee = word?.parent?.type === 'member_expression' ? word.parent : word;
      const call = callee?.parent;
      if (!callee || (call?.type !== 'call_expression' && call?.type !== 'new_expression'))
        continue;
      if (++calls > mostCallers) break;
      const target = this.evaluate(callee, null);
      const matches =
        target.kind === 'function'
          ? target.function === index
          : target.kind === 'class' && target.class === owner;
      if (!matches) continue;
      const given = this.argument({ node: call, frame: null }, position);
      const value = given && this.evaluate(given, null);
      if (value && isKnown(value) && value.kind !== 'plain') return value;
    }
    return null;
  }

  /** `this` belongs to the innermost function that is no arrow function. */
  private thisAt(offset: number, frame: Frame | null): Value {
    if (frame?.on) return frame.on;
    for (let index = this.source.functionAround(offset); index !== null;) {
      const owner = this.bindings.ownerOf(index);
      if (owner) return { kind: 'object', class: owner };
      const node = this.source.functionNode(index);
      if (node?.type === 'method_definition' && node.parent?.type === 'object') {
        return { kind: 'record', node: node.parent, frame: null };
      }
      index = this.source.suspensions.functions[index]?.parent ?? null;
    }
    const info = classAround(this.bindings.classes, offset);
    return info
      ? { kind: 'object', class: info }
      : unknown(l10n.t('what this is depends on the caller'));
  }

  private superAt(offset: number): Value {
    const info = classAround(this.bindings.classes, offset);
    const base = info && this.baseOf(info);
    if (base?.kind === 'class') return { kind: 'object', class: base.class };
    if (base?.kind === 'reference') return { kind: 'instance', type: base.name };
    return unknown(l10n.t('the base class is not known here'));
  }

  baseOf(info: ClassInfo): Value | null {
    const heritage = info.node.namedChildren.find(({ type }) => type === 'class_heritage');
    const first = heritage?.namedChild(0);
    if (!first || first.type === 'implements_clause') return null;
    const base = first.type === 'extends_clause' ? first.childForFieldName('value') : first;
    return base && this.evaluate(base, null);
  }

  property(value: Value, name: string): Value {
    switch (value.kind) {
      case 'reference': {
        const full = value.name === '' ? name : `${value.name}.${name}`;
        if (value.name === '') return this.globalName(name);
        const type = this.catalog.attribute(full);
        if (type !== null) return this.typed(type, undefined);
        return {
          kind: 'reference',
          name: this.catalog.canonical(full),
          ...(value.on && { on: value.on }),
        };
      }
      case 'instance': {
        const type = this.catalog.attribute(`${value.type}.${name}`);
        if (type !== null) return this.typed(type, undefined);
        return { kind: 'reference', name: `${value.type}.${name}`, on: value };
      }
      case 'object':
        return this.classMember(value.class, name, value, new Set());
      case 'class':
        return this.classMember(value.class, name, null, new Set());
      case 'record':
        return this.recordMember(value.node, name, value.frame);
      case 'list':
        return { kind: 'reference', name: `Array.${name}`, on: value };
      case 'call':
        if (!this.catalog.find(value.name)?.entry.await && !promiseMethods.has(name)) {
          return unknown(l10n.t('what {0} returns is not known', value.name));
        }
        return { kind: 'reference', name: `Promise.prototype.${name}`, on: value };
      case 'invocation':
      case 'promise':
        if (
          value.kind === 'invocation' &&
          this.source.suspensions.functions[value.function]?.generator
        ) {
          return { kind: 'reference', name: `AsyncIterator.${name}`, on: value };
        }
        return { kind: 'reference', name: `Promise.prototype.${name}`, on: value };
      case 'unknown':
        return value;
      default:
        return unknown(l10n.t('property {0} of it is not known', name));
    }
  }

  /** A method or field of a class of this file, its own or inherited. */
  classMember(info: ClassInfo, name: string, on: Value | null, seen: Set<ClassInfo>): Value {
    seen.add(info);
    let best: Value | null = null;
    for (const bound of this.bindings.in(name, info)) {
      if (bound.binding.kind === 'function') {
        const method: Value = {
          kind: 'function',
          function: bound.binding.function,
          ...(on && { on }),
        };
        if (!this.isGetter(bound.binding.function)) return method;
        const frame = this.frame(bound.binding.function, null, on);
        return frame ? this.returned(frame) : plain;
      }
      const value = this.boundValue(bound, null);
      if (isKnown(value)) return value;
      best = value;
    }
    const assigned = this.assignedProperty(info, name);
    if (assigned && isKnown(assigned)) return assigned;
    const base = this.baseOf(info);
    if (base?.kind === 'class' && !seen.has(base.class)) {
      return this.classMember(base.class, name, on, seen);
    }
    if (base?.kind === 'reference') {
      const type = this.catalog.attribute(`${base.name}.${name}`);
      if (type !== null) return this.typed(type, undefined);
      return { kind: 'reference', name: `${base.name}.${name}`, ...(on && { on }) };
    }
    return assigned ?? best ?? unknown(l10n.t('{0} is not set in class {1}', name, info.name));
  }

  private isGetter(index: number): boolean {
    return this.source.functionNode(index)?.children.some(({ type }) => type === 'get') ?? false;
  }

  /** What `this.name = …`, or a parameter property of the constructor, gives to a field. */
  private assignedProperty(info: ClassInfo, name: string): Value | null {
    let found: Value | null = null;
    for (const offset of this.source.occurrences(name, info)) {
      const word = this.source.nodeAt({ start: offset, end: offset + name.length });
      const parent = word?.parent;
      let value: Value | null = null;
      if (
        parent?.type === 'member_expression' &&
        parent.childForFieldName('object')?.type === 'this'
      ) {
        const assignment = parent.parent;
        if (assignment?.type !== 'assignment_expression') continue;
        if (assignment.childForFieldName('left')?.id !== parent.id) continue;
        const right = assignment.childForFieldName('right');
        value = right && this.evaluate(right, null);
      } else if (
        parent?.type === 'required_parameter' &&
        parent.namedChildren.some(({ type }) =>
          /accessibility_modifier|override_modifier/.test(type),
        )
      ) {
        value = this.name(name, offset, null);
      } else if (parent?.type === 'required_parameter' && /\breadonly\b/.test(parent.text)) {
        value = this.name(name, offset, null);
      }
      if (value && isKnown(value)) return value;
      found ??= value;
    }
    return found;
  }

  private recordMember(node: SyntaxNode, name: string, frame: Frame | null): Value {
    for (const member of node.namedChildren) {
      const key = member.childForFieldName('key') ?? member.childForFieldName('name');
      if (member.type === 'shorthand_property_identifier' && member.text === name) {
        return this.evaluate(member, frame);
      }
      if (key?.text.replace(/^['"]|['"]$/g, '') !== name) continue;
      if (member.type === 'method_definition') {
        const index = this.source.functionOf(member);
        return index === null ? plain : { kind: 'function', function: index };
      }
      const value = member.childForFieldName('value');
      if (value) return this.evaluate(value, frame);
    }
    return unknown(l10n.t('the object has no {0} where it is written', name));
  }

  private call(node: SyntaxNode, frame: Frame | null): Value {
    const callee = node.childForFieldName('function');
    if (!callee) return unknown(l10n.t('the code is incomplete'));
    const site: Site = { node, frame };
    if (callee.type === 'import' || callee.text === 'require') {
      const specifier = this.argument(site, 0);
      if (specifier?.type !== 'string') return unknown(l10n.t('the module’s name is computed'));
      const module: Value = {
        kind: 'reference',
        name: this.catalog.canonical(moduleName(specifier.text)),
      };
      return callee.type === 'import' ? { kind: 'call', name: 'import', site, on: module } : module;
    }
    const target = this.evaluate(callee, frame);
    switch (target.kind) {
      case 'reference':
        return this.referenceCall(target.name, target.on, site);
      case 'function': {
        const inner = this.frame(target.function, site, target.on ?? null);
        return inner
          ? this.invoked(target.function, inner)
          : unknown(l10n.t('its calls are nested too deeply to follow'));
      }
      case 'unknown':
        return target;
      default:
        return unknown(l10n.t('what the call returns is not known'));
    }
  }

  private referenceCall(name: string, on: Value | undefined, site: Site): Value {
    if (on?.kind === 'list') return this.arrayMethod(name.slice('Array.'.length), on, site);
    if (name.startsWith('Promise.prototype.') && on) {
      return this.chained(name.slice('Promise.prototype.'.length), on, site);
    }
    const first = this.argument(site, 0);
    if (name === 'Array.from' || name === 'Object.values') return this.arrayFrom(site);
    if (name === 'Array.of' || name === 'Object.freeze')
      return first ? this.evaluate(first, site.frame) : plain;
    if (name === 'util.promisify' && first) {
      const promisified = this.evaluate(first, site.frame);
      if (promisified.kind === 'reference') {
        return { kind: 'reference', name: `promisify(${promisified.name})` };
      }
    }
    if (name === 'Promise.resolve' && first) {
      const inner = this.evaluate(first, site.frame);
      if (isAwaitable(inner)) return inner;
    }
    return this.libraryCall(name, site, on);
  }

  /** `promise.then(callback)` and its like: waits for the same thing first. */
  private chained(method: string, on: Value, site: Site): Value {
    if (method === 'catch' || method === 'finally') return on;
    const callback = method === 'then' ? this.argument(site, 0) : null;
    if (!callback) return unknown(l10n.t('what {0} gives is not known', method));
    const target = this.evaluate(callback, site.frame);
    const inner = target.kind === 'function' ? this.frame(target.function, null, null) : null;
    if (!inner || target.kind !== 'function') return { kind: 'promise', of: plain, after: on };
    const returned = this.invoked(target.function, inner);
    return {
      kind: 'promise',
      of: isAwaitable(returned) ? this.awaited(returned) : returned,
      after: on,
    };
  }

  private arrayMethod(method: string, on: Extract<Value, { kind: 'list' }>, site: Site): Value {
    if (oneElement.has(method)) return on.element;
    if (sameElements.has(method))
      return { ...on, elements: null, count: method === 'filter' ? null : on.count };
    const callback = this.argument(site, 0);
    if (!mapping.has(method) || !callback) {
      return unknown(l10n.t('what {0}() of an array gives is not known', method));
    }
    return {
      kind: 'list',
      elements: null,
      element: this.callbackResult(callback, site),
      count: on.count,
    };
  }

  private callbackResult(callback: SyntaxNode, site: Site): Value {
    const target = this.evaluate(callback, site.frame);
    if (target.kind === 'reference') return this.libraryCall(target.name, site, target.on);
    const inner =
      target.kind === 'function' ? this.frame(target.function, null, target.on ?? null) : null;
    return inner && target.kind === 'function'
      ? this.invoked(target.function, inner)
      : unknown(l10n.t('the function that is called for each element is not known'));
  }

  private arrayFrom(site: Site): Value {
    const first = this.argument(site, 0);
    const callback = this.argument(site, 1);
    const from = first ? this.evaluate(first, site.frame) : plain;
    let count = from.kind === 'list' ? from.count : null;
    if (from.kind === 'record') {
      const length = from.node.namedChildren.find(
        (pair) => pair.childForFieldName('key')?.text === 'length',
      );
      count = this.constant(length?.childForFieldName('value') ?? null, site.frame);
    }
    const element = callback
      ? this.callbackResult(callback, site)
      : from.kind === 'list'
        ? from.element
        : unknown(l10n.t('the elements of the array are not known'));
    return { kind: 'list', elements: null, element, count };
  }

  private construct(node: SyntaxNode, frame: Frame | null): Value {
    const constructor = node.childForFieldName('constructor');
    if (!constructor) return unknown(l10n.t('the code is incomplete'));
    if (constructor.text === 'Promise' && this.bindings.of('Promise').length === 0) {
      return { kind: 'promise', of: this.promised(node), executor: { node, frame } };
    }
    if (collections.has(constructor.text) && this.bindings.of(constructor.text).length === 0) {
      const element = unknown(l10n.t('the collection is empty here'));
      return { kind: 'list', elements: null, element, count: null };
    }
    const target = this.evaluate(constructor, frame);
    switch (target.kind) {
      case 'class':
        return { kind: 'object', class: target.class };
      case 'reference': {
        return this.made(target.name, { node, frame });
      }
      case 'unknown':
        return unknown(l10n.t('class {0} is not defined in this file', constructor.text));
      default:
        return unknown(l10n.t('what it constructs is not known'));
    }
  }

  private promised(node: SyntaxNode): Value {
    const type = node.childForFieldName('type_arguments')?.text;
    return type === undefined
      ? unknown(l10n.t('its result is not typed'))
      : this.annotated(type.slice(1, -1), node.startIndex);
  }

  private asserted(node: SyntaxNode, frame: Frame | null): Value {
    const [inner, type] =
      node.type === 'type_assertion' ? node.namedChildren.slice().reverse() : node.namedChildren;
    const value = inner ? this.evaluate(inner, frame) : plain;
    if (isKnown(value) && value.kind !== 'record') return value;
    const typed = type ? this.annotated(type.text.replace(/^<|>$/g, ''), node.startIndex) : value;
    return isKnown(typed) ? typed : value;
  }

  private invoked(index: number, frame: Frame): Value {
    const info = this.source.suspensions.functions[index];
    if (info?.async) return { kind: 'invocation', function: index, frame };
    if (info?.generator) return unknown(l10n.t('it is a generator'));
    const returned = this.returned(frame);
    if (isKnown(returned) && !(returned.kind === 'promise' && !returned.executor)) return returned;
    const annotation = this.returnAnnotation(index);
    return annotation && isKnown(annotation) && !isKnown(returned) ? annotation : returned;
  }

  returned(frame: Frame): Value {
    const node = this.source.functionNode(frame.function);
    const body = node?.childForFieldName('body');
    if (!node || !body) return unknown(l10n.t('its body is not there'));
    if (body.type !== 'statement_block') return this.evaluate(body, frame);
    let best: Value = { kind: 'plain', node: null, absent: true };
    const extent = this.source.functions[frame.function];
    for (const offset of extent ? this.source.occurrences('return', extent) : []) {
      if (this.source.functionAround(offset) !== frame.function) continue;
      const statement = this.source.nodeAt({ start: offset, end: offset + 6 })?.parent;
      const value = statement?.type === 'return_statement' ? statement.namedChild(0) : null;
      if (!value) continue;
      const returned = this.evaluate(value, frame);
      if (isKnown(returned) && returned.kind !== 'plain') return returned;
      if (!isKnown(best)) best = returned;
    }
    return best;
  }

  private returnAnnotation(index: number): Value | null {
    const node = this.source.functionNode(index);
    const annotation = node?.childForFieldName('return_type');
    return node && annotation
      ? this.annotated(annotation.text.replace(/^\s*:\s*/, ''), node.startIndex)
      : null;
  }

  awaited(value: Value): Value {
    switch (value.kind) {
      case 'call':
        if (value.name === 'import') return value.on ?? plain;
        return this.libraryResult(value.name, value.site);
      case 'invocation': {
        const returned = this.returned(value.frame);
        if (isAwaitable(returned)) return this.awaited(returned);
        if (isKnown(returned) && returned.kind !== 'plain') return returned;
        const annotation = this.returnAnnotation(value.function);
        return annotation?.kind === 'promise' ? annotation.of : returned;
      }
      case 'promise':
        return value.of;
      case 'instance': {
        const wait = this.catalog.find(value.type)?.entry.await;
        return wait ? this.typed(wait.gives, value.of) : value;
      }
      default:
        // Awaiting what is no promise gives the value itself.
        return value;
    }
  }

  private elementOf(iterable: Value, async: boolean): Value {
    if (iterable.kind === 'list') return async ? this.awaited(iterable.element) : iterable.element;
    if (iterable.kind === 'invocation') return this.yielded(iterable.frame);
    const type =
      iterable.kind === 'call'
        ? iterable.name
        : iterable.kind === 'instance'
          ? iterable.type
          : null;
    const next = type === null ? undefined : this.catalog.find(type)?.entry.next;
    if (next && async) return this.typed(next.gives, undefined);
    return iterable.kind === 'unknown'
      ? iterable
      : unknown(l10n.t('the elements it goes through are not known'));
  }

  private yielded(frame: Frame): Value {
    const extent = this.source.functions[frame.function];
    for (const offset of extent ? this.source.occurrences('yield', extent) : []) {
      if (this.source.functionAround(offset) !== frame.function) continue;
      const node = this.source.nodeAt({ start: offset, end: offset + 5 })?.parent;
      const value = node?.type === 'yield_expression' ? node.namedChild(0) : null;
      if (value) return this.evaluate(value, frame);
    }
    return plain;
  }

  private array(node: SyntaxNode, frame: Frame | null): Value {
    const elements: Value[] = [];
    let count: number | null = 0;
    for (const child of node.namedChildren) {
      if (child.type === 'comment') continue;
      const inner = child.type === 'spread_element' ? child.namedChild(0) : null;
      const value = this.evaluate(inner ?? child, frame);
      if (inner && value.kind === 'list') {
        elements.push(...(value.elements ?? [value.element]));
        count = count === null || value.count === null ? null : count + value.count;
      } else {
        elements.push(value);
        count = count === null || inner ? null : count + 1;
      }
    }
    const element =
      elements.find(isKnown) ?? elements[0] ?? unknown(l10n.t('the collection is empty here'));
    return { kind: 'list', elements: count === elements.length ? elements : null, element, count };
  }

  private firstKnown(fields: readonly string[], node: SyntaxNode, frame: Frame | null): Value {
    let best: Value | undefined;
    for (const field of fields) {
      const child = node.childForFieldName(field);
      if (!child) continue;
      const value = this.evaluate(child, frame);
      // Which of the alternatives it is, and so how many elements, only the program knows.
      if (value.kind === 'list') return { ...value, elements: null, count: null };
      if (isKnown(value) && value.kind !== 'plain') return value;
      best ??= value;
    }
    return best ?? plain;
  }

  awaitables(entry: Entry, site: Site): Value {
    const first = this.argument(site, 0);
    return first ? this.evaluate(first, site.frame) : plain;
  }

  argument(site: Site, position: number | null): SyntaxNode | null {
    const list = site.node.childForFieldName('arguments');
    if (!list) return null;
    let index = 0;
    for (const child of list.namedChildren) {
      if (child.type === 'comment') continue;
      // What a spread stands for, and all after it, cannot be counted.
      if (child.type === 'spread_element') return null;
      if (index++ === position) return child;
    }
    return null;
  }

  receiver(call: SyntaxNode): SyntaxNode | null {
    const callee = call.childForFieldName('function');
    return callee?.type === 'member_expression' ? callee.childForFieldName('object') : null;
  }

  givenFor(node: SyntaxNode, frame: Frame): SyntaxNode | null {
    if (!frame.site || node.type !== 'identifier') return null;
    const bound = this.bindings
      .of(node.text)
      .find(
        ({ scope, binding, path }) =>
          scope === frame.function && binding.kind === 'parameter' && path.length === 0,
      );
    if (bound?.binding.kind !== 'parameter' || bound.binding.position < 0) return null;
    return this.argument(frame.site, bound.binding.position);
  }

  constant(node: SyntaxNode | null, frame: Frame | null, depth = 0): number | null {
    if (!node || depth > 8) return null;
    switch (node.type) {
      case 'number': {
        const value = Number(node.text.replaceAll('_', ''));
        return Number.isFinite(value) ? value : null;
      }
      case 'parenthesized_expression':
        return this.constant(node.namedChild(0), frame, depth + 1);
      case 'binary_expression': {
        const left = this.constant(node.childForFieldName('left'), frame, depth + 1);
        const right = this.constant(node.childForFieldName('right'), frame, depth + 1);
        const operator = node.childForFieldName('operator')?.type;
        return left === null || right === null ? null : arithmetic(operator, left, right);
      }
      case 'identifier': {
        const given = frame && this.givenFor(node, frame);
        if (given) return this.constant(given, frame.site?.frame ?? null, depth + 1);
        const bounds = this.bindings.of(node.text);
        const only = bounds.length === 1 ? bounds[0] : undefined;
        if (only?.binding.kind === 'parameter') {
          return this.constant(only.binding.default, null, depth + 1);
        }
        if (only?.binding.kind !== 'value' || only.path.length > 0) return null;
        // Only a `const` cannot be counted up or down later.
        const declaration = only.binding.node?.parent?.parent;
        if (declaration?.firstChild?.type !== 'const') return null;
        return this.constant(only.binding.node, frame, depth + 1);
      }
      default:
        return null;
    }
  }

  /** What an annotation says its name is. */
  annotated(text: string, offset: number): Value {
    return this.nested(() => this.readAnnotation(text, offset));
  }

  private readAnnotation(text: string, offset: number): Value {
    let best: Value = unknown(l10n.t('its annotation names no type that is known here'));
    for (const alternative of readType(text)) {
      const value = this.typeValue(alternative, offset, 0);
      if (isKnown(value)) return value;
      if (value.kind === 'plain') best = value;
    }
    return best;
  }

  private typeValue(type: TypeText, offset: number, depth: number): Value {
    if (depth > 6) return plain;
    const inner = type.arguments.map((argument) => this.typeValue(argument, offset, depth + 1));
    const of = inner[0];
    const { name } = type;
    if (name === 'undefined' || name === 'null' || name === 'void') {
      return { kind: 'plain', node: null, absent: true };
    }
    if (/^(?:string|number|boolean|bigint|symbol|Date|RegExp|Error|Buffer|Uint8Array)$/.test(name))
      return plain;
    if (name === 'Promise' || name === 'PromiseLike' || name === 'Thenable') {
      return { kind: 'promise', of: of ?? unknown(l10n.t('its result is not typed')) };
    }
    if (/^(?:Array|ReadonlyArray|Set|ReadonlySet|Iterable)$/.test(name)) {
      return {
        kind: 'list',
        elements: null,
        element: of ?? unknown(l10n.t('the type of its elements is not written')),
        count: null,
      };
    }
    if (/^(?:Map|ReadonlyMap|Record)$/.test(name)) {
      return { kind: 'list', elements: null, element: inner[1] ?? plain, count: null };
    }
    if (/^(?:Partial|Readonly|Required|NonNullable|Awaited)$/.test(name) && of) return of;
    if (/^Async(?:Iterable|Iterator|Generator|IterableIterator)$/.test(name)) {
      return { kind: 'instance', type: 'AsyncIterator', ...(of && { of }) };
    }
    const dot = name.indexOf('.');
    const root = this.name(dot < 0 ? name : name.slice(0, dot), offset, null);
    if (root.kind === 'class' && dot < 0) return { kind: 'object', class: root.class };
    if (root.kind !== 'reference') return unknown(l10n.t('the type {0} is not known here', name));
    const full = this.catalog.canonical(dot < 0 ? root.name : root.name + name.slice(dot));
    return this.catalog.isClass(full)
      ? { kind: 'instance', type: full, ...(of && { of }) }
      : unknown(l10n.t('the type {0} is not known here', full));
  }
}

/** Whether awaiting it waits for something of which more may be known. */
export function isAwaitable(value: Value): boolean {
  return value.kind === 'promise' || value.kind === 'invocation' || value.kind === 'call';
}
