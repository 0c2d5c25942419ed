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
import type { PythonBinding } from './bindings';
import { PythonBindings } from './bindings';

/** Types that stand for a collection of their first argument. */
const collections =
  /^(?:typing\.)?(?:[Ll]ist|[Tt]uple|[Ss]et|[Ff]rozen[Ss]et|Sequence|Iterable|Iterator|Collection|[Dd]eque|MutableSequence)$/;
const mappings = /^(?:typing\.)?(?:[Dd]ict|Mapping|MutableMapping|[Dd]efault[Dd]ict)$/;
const awaitableTypes = /^(?:typing\.|collections\.abc\.|asyncio\.)?(?:Awaitable|Coroutine)$/;
/** Methods of collections whose result is, or holds, one of their elements. */
const elementMethods = new Set(['pop', 'popleft', 'get', 'setdefault', 'popitem']);
const copyMethods = new Set(['copy', 'values']);
/** Built-in functions that give a collection of the elements of their first argument. */
const copyFunctions = new Set(['list', 'tuple', 'set', 'frozenset', 'sorted', 'reversed', 'iter']);

/** Their type argument is the type of their result. */
const taskTypes = /^asyncio\.(?:Task|Future)$/;

/** How many calls of a function are looked at for what they pass to it. */
const mostCallers = 12;

/** What expressions of a Python file are. */
export class PythonEvaluator extends Evaluator {
  readonly bindings: PythonBindings;

  constructor(source: Source, catalog: Catalog) {
    super(source, catalog);
    this.bindings = new PythonBindings(source);
  }

  protected evaluateNode(node: SyntaxNode, frame: Frame | null): Value {
    const field = (name: string) => {
      const child = node.childForFieldName(name);
      return child ? this.evaluate(child, frame) : unknown(l10n.t('the code is incomplete'));
    };
    switch (node.type) {
      case 'identifier':
        return this.name(node.text, node.startIndex, frame);
      case 'attribute':
        return this.attribute(node, frame);
      case 'call':
        return this.call(node, frame);
      case 'await': {
        const operand = node.namedChild(0);
        return operand ? this.awaited(this.evaluate(operand, frame)) : plain;
      }
      case 'parenthesized_expression': {
        const inner = node.namedChild(0);
        return inner ? this.evaluate(inner, frame) : plain;
      }
      case 'named_expression':
        return field('value');
      case 'conditional_expression':
        return this.firstKnown([node.namedChild(0), node.namedChild(2)], frame);
      case 'boolean_operator':
        return this.firstKnown(
          [node.childForFieldName('left'), node.childForFieldName('right')],
          frame,
        );
      case 'subscript': {
        const value = field('value');
        const index = Number(node.childForFieldName('subscript')?.text);
        if (value.kind === 'reference') return value;
        return value.kind === 'list'
          ? this.unpacked(value, [Number.isInteger(index) ? index : -1])
          : unknown(l10n.t('it is taken out of a collection whose elements are not known'));
      }
      case 'list':
      case 'tuple':
      case 'set':
      case 'expression_list':
        return this.collection(node, frame);
      case 'dictionary': {
        const pair = node.namedChildren.find((child) => child.type === 'pair');
        const value = pair?.childForFieldName('value');
        const element = value
          ? this.evaluate(value, frame)
          : unknown(l10n.t('the dictionary is empty here'));
        return { kind: 'list', elements: null, element, count: null };
      }
      case 'list_comprehension':
      case 'generator_expression':
      case 'set_comprehension':
        return this.comprehension(node, frame);
      case 'none':
        return { kind: 'plain', node, absent: true };
      case 'string':
      case 'concatenated_string':
      case 'integer':
      case 'float':
      case 'true':
      case 'false':
      case 'comparison_operator':
      case 'not_operator':
        return { kind: 'plain', node, absent: false };
      case 'lambda': {
        const index = this.source.functionOf(node);
        return index === null ? plain : { kind: 'function', function: index };
      }
      default:
        return unknown(l10n.t('it is computed where the code runs'));
    }
  }

  /** What a name stands for where it is used. */
  name(name: string, offset: number, frame: Frame | null): Value {
    let scope = this.bindings.scopeAround(offset);
    let useOffset = offset;
    for (;;) {
      const here = this.bindings.in(name, scope);
      if (here.length > 0) return this.bestOf(here, useOffset, frame);
      if (scope === null) break;
      const around: Scope = this.bindings.scopeOutside(scope);
      // A class body's names are not seen from the functions inside it.
      scope = typeof scope === 'number' ? this.skipClasses(around) : around;
      // Code in an enclosing scope may run later than it stands, so all its bindings count.
      useOffset = Infinity;
    }
    return this.globalName(name);
  }

  private skipClasses(scope: Scope): Scope {
    let current = scope;
    while (current !== null && typeof current !== 'number')
      current = this.bindings.scopeOutside(current);
    return current;
  }

  /** The nearest binding before the use, else whichever says something. */
  private bestOf(
    bounds: readonly Bound<PythonBinding>[],
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

  private globalName(name: string): Value {
    if (this.catalog.find(`builtins.${name}`) ?? builtinNames.has(name)) {
      return { kind: 'reference', name: `builtins.${name}` };
    }
    const star = /^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]*\*/gm;
    for (const match of this.source.text.matchAll(star)) {
      const full = this.catalog.canonical(`${match[1] ?? ''}.${name}`);
      if (this.catalog.find(full) ?? this.catalog.isClass(full))
        return { kind: 'reference', name: full };
    }
    return unknown(l10n.t('{0} is not defined in this file', name));
  }

  private boundValue(
    { binding, path, scope, offset }: Bound<PythonBinding>,
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
        if (binding.annotation !== null) {
          const typed = this.annotated(binding.annotation, offset);
          if (isKnown(typed)) return typed;
        }
        if (!binding.node)
          return unknown(l10n.t('its annotation names no type that is known here'));
        const value = this.unpacked(this.evaluate(binding.node, inner), path);
        return this.appended(value, offset, inner);
      }
      case 'entered':
        return this.unpacked(this.entered(this.evaluate(binding.node, inner)), path);
      case 'element': {
        const iterable = this.evaluate(binding.node, inner);
        return this.unpacked(this.elementOf(iterable, binding.async), path);
      }
      case 'parameter':
        return this.parameter(binding, offset, inner);
    }
  }

  /** A list that starts empty holds what is appended to it. */
  private appended(value: Value, offset: number, frame: Frame | null): Value {
    if (value.kind !== 'list') return value;
    const name = /^[\w]+/.exec(this.source.text.slice(offset))?.[0] ?? '';
    if (isKnown(value.element)) {
      return this.isGrown(name) ? { ...value, count: null, elements: null } : value;
    }
    const scope = this.source.functionAround(offset);
    const extent = scope === null ? this.source.whole : this.source.functions[scope];
    if (!extent) return value;
    for (const use of this.source.occurrences(name, extent)) {
      const rest = this.source.text.slice(use + name.length, use + name.length + 12);
      const method = /^\.(?:append|add)\(/.exec(rest)?.[0];
      if (method === undefined) continue;
      const open = use + name.length + method.length;
      const argumentList = this.source.nodeAt({ start: open - 1, end: open })?.parent;
      const added = argumentList?.type === 'argument_list' ? argumentList.namedChild(0) : null;
      if (!added) continue;
      const element = this.evaluate(added, frame);
      if (isKnown(element)) return { kind: 'list', elements: null, element, count: null };
    }
    return value;
  }

  /** Whether elements are added to a collection, or taken from it, anywhere in the file. */
  private isGrown(name: string): boolean {
    for (const offset of this.source.occurrences(name, this.source.whole)) {
      const rest = this.source.text.slice(offset + name.length, offset + name.length + 12);
      if (/^\.(?:append|add|extend|insert|remove|pop|discard)\(/.test(rest)) return true;
    }
    return false;
  }

  private parameter(
    binding: Extract<PythonBinding, { kind: 'parameter' }>,
    offset: number,
    frame: Frame | null,
  ): Value {
    const name = /^[\w]+/.exec(this.source.text.slice(offset))?.[0] ?? '';
    const owner = this.bindings.ownerOf(binding.function);
    const start = this.source.functions[binding.function]?.start ?? 0;
    const bound = owner !== null && !this.isStatic(start);
    if (bound && binding.position === 0) {
      return frame?.on ?? { kind: 'object', class: owner };
    }
    if (frame?.site && binding.position >= 0) {
      const shift = frame.on !== null && bound ? 1 : 0;
      const given = this.argument(frame.site, binding.position - shift, name);
      if (given) {
        const value = this.evaluate(given, frame.site.frame);
        if (isKnown(value)) return value;
      }
    }
    if (binding.annotation !== null) {
      const typed = this.annotated(binding.annotation, offset);
      if (isKnown(typed)) return typed;
    }
    if (binding.default) {
      const value = this.evaluate(binding.default, null);
      if (isKnown(value)) return value;
    }
    const passed = this.passedByCallers(binding.function, binding.position, name, owner);
    if (passed) return passed;
    return unknown(
      binding.annotation === null
        ? l10n.t('{0} is a parameter without a type', name)
        : l10n.t('the type of parameter {0} is not one that is known here', name),
    );
  }

  /** What the calls of a function in this file pass for a parameter; the first that is known stands for all. */
  private passedByCallers(
    index: number,
    position: number,
    name: string,
    owner: ClassInfo | null,
  ): Value | null {
    if (position < 0) return null;
    const qualified = this.source.functionName(index);
    const last = qualified.slice(qualified.lastIndexOf('.') + 1);
    const called = owner && last === '__init__' ? owner.name : last;
    const shift = owner && !this.isStatic(this.source.functions[index]?.start ?? 0) ? 1 : 0;
    let calls = 0;
    for (const offset of this.source.occurrences(called, this.source.whole)) {
      if (this.source.text.charCodeAt(offset + called.length) !== 40 /* ( */) continue;
      const word = this.source.nodeAt({ start: offset, end: offset + called.length });
      const callee = word?.parent?.type === 'attribute' ? word.parent : word;
      const call = callee?.parent;
      if (!callee || call?.type !== 'call' || call.childForFieldName('function')?.id !== callee.id)
        continue;
      if (++calls > mostCallers) break;
      const target = this.evaluate(callee, null);
      const matches =
        target.kind === 'function'
          ? target.function === index
          : target.kind === 'class' && target.class === owner;
      if (!matches) continue;
      const given = this.argument({ node: call, frame: null }, position - shift, name);
      const value = given && this.evaluate(given, null);
      if (value && isKnown(value) && value.kind !== 'plain') return value;
    }
    return null;
  }

  private isStatic(start: number): boolean {
    return /@staticmethod\s+(?:async\s+)?$/.test(
      this.source.text.slice(Math.max(0, start - 80), start),
    );
  }

  /** The decorators of a function, as written. */
  decorators(index: number): readonly string[] {
    const parent = this.source.functionNode(index)?.parent;
    if (parent?.type !== 'decorated_definition') return [];
    return parent.namedChildren.flatMap((child) =>
      child.type === 'decorator' ? [child.text.slice(1).trim()] : [],
    );
  }

  private attribute(node: SyntaxNode, frame: Frame | null): Value {
    const object = node.childForFieldName('object');
    const name = node.childForFieldName('attribute')?.text ?? '';
    if (!object) return unknown(l10n.t('the code is incomplete'));
    return this.property(this.evaluate(object, frame), name);
  }

  property(value: Value, name: string): Value {
    switch (value.kind) {
      case 'reference':
        return { kind: 'reference', name: this.catalog.canonical(`${value.name}.${name}`) };
      case 'instance': {
        const full = `${value.type}.${name}`;
        const type = this.catalog.attribute(full);
        if (type !== null) return this.typed(type, undefined);
        return { kind: 'reference', name: full, on: value };
      }
      case 'call': {
        // Something known only by the call that made it: its methods are known by that name, if at all.
        const type = this.catalog.find(value.name)?.entry.returns;
        return typeof type === 'string'
          ? { kind: 'reference', name: `${type}.${name}`, on: value }
          : unknown(l10n.t('what {0} returns is not known', value.name));
      }
      case 'object':
        return this.classMember(value.class, name, value, new Set());
      case 'class':
        return this.classMember(value.class, name, null, new Set());
      case 'list':
        return elementMethods.has(name) || copyMethods.has(name) || name === 'items'
          ? { kind: 'reference', name: `list.${name}`, on: value }
          : unknown(l10n.t('{0} of a collection is not known', name));
      case 'invocation':
        return { kind: 'reference', name: `collections.abc.AsyncGenerator.${name}` };
      case 'unknown':
        return value;
      default:
        return unknown(l10n.t('attribute {0} of it is not known', name));
    }
  }

  /** A method or attribute of a class of this file, its own or inherited. */
  classMember(info: ClassInfo, name: string, on: Value | null, seen: Set<ClassInfo>): Value {
    seen.add(info);
    const own = [...this.bindings.in(name, info)];
    for (const bound of own.reverse()) {
      if (bound.binding.kind === 'function') {
        const method: Value = {
          kind: 'function',
          function: bound.binding.function,
          ...(on && { on }),
        };
        if (!this.isProperty(bound.binding.function)) return method;
        const frame = this.frame(bound.binding.function, null, on);
        return frame ? this.invoked(bound.binding.function, frame) : plain;
      }
      const value = this.boundValue(bound, null);
      if (isKnown(value)) return value;
    }
    const assigned = this.assignedAttribute(info, name);
    if (assigned && isKnown(assigned)) return assigned;
    for (const base of this.basesOf(info)) {
      if (base.kind === 'class' && !seen.has(base.class)) {
        const inherited = this.classMember(base.class, name, on, seen);
        if (isKnown(inherited)) return inherited;
      } else if (base.kind === 'reference') {
        const full = `${base.name}.${name}`;
        const type = this.catalog.attribute(full);
        if (type !== null) return this.typed(type, undefined);
        if (this.catalog.find(full)) return { kind: 'reference', name: full, ...(on && { on }) };
      }
    }
    return assigned ?? unknown(l10n.t('{0} is not set in class {1}', name, info.name));
  }

  private isProperty(index: number): boolean {
    return this.decorators(index).some((name) => /(?:^|\.)(?:cached_)?property$/.test(name));
  }

  /** What `self.name = …` in the methods of a class assigns. */
  private assignedAttribute(info: ClassInfo, name: string): Value | null {
    let found: Value | null = null;
    for (const offset of this.source.occurrences(name, info)) {
      if (this.source.text.charCodeAt(offset - 1) !== 46) continue;
      if (
        !/^\s*(?:[:,]|=[^=])/.test(
          this.source.text.slice(offset + name.length, offset + name.length + 20),
        )
      )
        continue;
      const attribute = this.source.nodeAt({ start: offset, end: offset + name.length })?.parent;
      if (attribute?.type !== 'attribute') continue;
      const value = this.assignedTo(attribute, offset);
      if (value && isKnown(value)) return value;
      found ??= value;
    }
    return found;
  }

  private assignedTo(target: SyntaxNode, offset: number): Value | null {
    let child = target;
    const path: number[] = [];
    let parent = child.parent;
    while (parent?.type === 'pattern_list' || parent?.type === 'tuple_pattern') {
      const here = child.id;
      path.unshift(parent.namedChildren.findIndex((sibling) => sibling.id === here));
      child = parent;
      parent = parent.parent;
    }
    if (parent?.type !== 'assignment' || parent.childForFieldName('left')?.id !== child.id)
      return null;
    const annotation = parent.childForFieldName('type')?.text;
    if (annotation !== undefined) {
      const typed = this.annotated(annotation, offset);
      if (isKnown(typed)) return typed;
    }
    let right = parent.childForFieldName('right');
    while (right?.type === 'assignment') right = right.childForFieldName('right');
    return right ? this.unpacked(this.evaluate(right, null), path) : null;
  }

  basesOf(info: ClassInfo): readonly Value[] {
    const list = info.node.childForFieldName('superclasses');
    return (list?.namedChildren ?? []).flatMap((base) =>
      base.type !== 'keyword_argument' ? [this.evaluate(base, null)] : [],
    );
  }

  private call(node: SyntaxNode, frame: Frame | null): Value {
    const callee = node.childForFieldName('function');
    if (!callee) return unknown(l10n.t('the code is incomplete'));
    const target = this.evaluate(callee, frame);
    const site: Site = { node, frame };
    switch (target.kind) {
      case 'reference':
        if (target.on?.kind === 'list') return this.collectionMethod(target.name, target.on);
        if (target.name.startsWith('builtins.')) {
          const value = this.builtin(target.name.slice('builtins.'.length), site);
          if (value) return value;
        }
        return this.libraryCall(target.name, site, target.on);
      case 'function': {
        const inner = this.frame(target.function, site, target.on ?? null);
        return inner
          ? this.invoked(target.function, inner)
          : unknown(l10n.t('its calls are nested too deeply to follow'));
      }
      case 'class': {
        const library = this.libraryBase(target.class, new Set());
        return library !== null && !this.hasOwnBehaviour(target.class)
          ? { kind: 'instance', type: library }
          : { kind: 'object', class: target.class };
      }
      case 'object': {
        const method = this.classMember(target.class, '__call__', target, new Set());
        const inner = method.kind === 'function' ? this.frame(method.function, site, target) : null;
        return inner && method.kind === 'function'
          ? this.invoked(method.function, inner)
          : unknown(
              l10n.t('what calling an object of class {0} gives is not known', target.class.name),
            );
      }
      case 'unknown':
        return target;
      default:
        return unknown(l10n.t('what the call returns is not known'));
    }
  }

  /** A class with methods of its own is looked at itself; one without is only its library base by another name. */
  private hasOwnBehaviour(info: ClassInfo): boolean {
    return /\bdef\s/.test(this.source.text.slice(info.start, info.end));
  }

  /** The library classes that a class of this file inherits from, through others of this file too. */
  libraryBases(info: ClassInfo): readonly string[] {
    const base = this.libraryBase(info, new Set());
    return base === null ? [] : [base];
  }

  private libraryBase(info: ClassInfo, seen: Set<ClassInfo>): string | null {
    seen.add(info);
    for (const base of this.basesOf(info)) {
      if (base.kind === 'reference' && this.catalog.isClass(base.name)) return base.name;
      if (base.kind === 'class' && !seen.has(base.class)) {
        const found = this.libraryBase(base.class, seen);
        if (found !== null) return found;
      }
    }
    return null;
  }

  private invoked(index: number, frame: Frame): Value {
    const info = this.source.suspensions.functions[index];
    const decorators = this.decorators(index);
    if (decorators.some((name) => /(?:^|\.)asynccontextmanager$/.test(name))) {
      const of: Value = { kind: 'invocation', function: index, frame };
      return { kind: 'instance', type: 'contextlib.asynccontextmanager', of };
    }
    const coroutine = decorators.some((name) => /(?:^|\.)coroutine$/.test(name));
    if (info?.async || coroutine) return { kind: 'invocation', function: index, frame };
    const annotation = this.returnAnnotation(index);
    const returned = info?.generator ? unknown(l10n.t('it is a generator')) : this.returned(frame);
    return isKnown(returned) || annotation === null ? returned : annotation;
  }

  returned(frame: Frame): Value {
    const node = this.source.functionNode(frame.function);
    const body = node?.childForFieldName('body');
    if (!node || !body) return unknown(l10n.t('its body is not there'));
    if (node.type === 'lambda') return this.evaluate(body, frame);
    let best: Value = { kind: 'plain', node: null, absent: true };
    for (const value of this.returnValues(frame.function)) {
      const returned = this.evaluate(value, frame);
      if (isKnown(returned)) return returned;
      best = returned;
    }
    return best;
  }

  /** The expressions that a function's own `return` statements give. */
  private *returnValues(index: number): Generator<SyntaxNode> {
    const extent = this.source.functions[index];
    if (!extent) return;
    for (const offset of this.source.occurrences('return', extent)) {
      if (this.source.functionAround(offset) !== index) continue;
      const statement = this.source.nodeAt({ start: offset, end: offset + 6 })?.parent;
      const value = statement?.type === 'return_statement' ? statement.namedChild(0) : null;
      if (value) yield value;
    }
  }

  private returnAnnotation(index: number): Value | null {
    const node = this.source.functionNode(index);
    const annotation = node?.childForFieldName('return_type');
    return node && annotation ? this.annotated(annotation.text, node.startIndex) : null;
  }

  awaited(value: Value): Value {
    switch (value.kind) {
      case 'call':
        return this.libraryResult(value.name, value.site);
      case 'invocation':
        return this.invocationResult(value);
      case 'instance':
        if (value.of && taskTypes.test(value.type)) return this.awaited(value.of);
        return this.typed(this.catalog.find(value.type)?.entry.await?.gives, value.of);
      case 'promise':
        return value.of;
      case 'unknown':
        return value;
      default:
        return unknown(l10n.t('the result of awaiting it is not known'));
    }
  }

  private invocationResult(value: Extract<Value, { kind: 'invocation' }>): Value {
    const returned = this.returned(value.frame);
    if (isKnown(returned)) return returned;
    return this.returnAnnotation(value.function) ?? returned;
  }

  /** What `with` or `async with` binds after `as`. */
  entered(value: Value): Value {
    const type = value.kind === 'call' ? value.name : value.kind === 'instance' ? value.type : null;
    if (
      value.kind === 'instance' &&
      value.of?.kind === 'invocation' &&
      type?.startsWith('contextlib.')
    ) {
      return this.yielded(value.of.frame);
    }
    if (value.kind === 'object') {
      const method = this.classMember(value.class, '__aenter__', value, new Set());
      if (method.kind === 'function') {
        const frame = this.frame(method.function, null, value);
        const result = frame ? this.returned(frame) : value;
        return isKnown(result) ? result : value;
      }
      return method.kind === 'reference'
        ? value
        : unknown(l10n.t('what entering it gives is not known'));
    }
    const enter = type === null ? undefined : this.catalog.find(type)?.entry.enter;
    if (enter?.gives === 'self') return value;
    if (enter?.gives !== undefined) return this.typed(enter.gives, undefined);
    return value.kind === 'unknown'
      ? value
      : unknown(l10n.t('what entering it gives is not known'));
  }

  /** What a generator of this file hands out. */
  private yielded(frame: Frame): Value {
    const extent = this.source.functions[frame.function];
    if (!extent) return plain;
    for (const offset of this.source.occurrences('yield', extent)) {
      if (this.source.functionAround(offset) !== frame.function) continue;
      const node = this.source.nodeAt({ start: offset, end: offset + 5 })?.parent;
      const value = node?.type === 'yield' ? node.namedChild(0) : null;
      if (value) return this.evaluate(value, frame);
    }
    return { kind: 'plain', node: null, absent: true };
  }

  private elementOf(iterable: Value, async: boolean): Value {
    if (iterable.kind === 'list') return iterable.element;
    if (iterable.kind === 'invocation') return this.yielded(iterable.frame);
    const type =
      iterable.kind === 'call'
        ? iterable.name
        : iterable.kind === 'instance'
          ? iterable.type
          : null;
    const entry = type === null ? undefined : this.catalog.find(type)?.entry;
    // `as_completed` gives awaitables one by one, each with the result of one of its members.
    if (iterable.kind === 'call' && entry?.awaitables && entry.next && !async) {
      const members = this.awaitables(entry, iterable.site);
      return members.kind === 'list'
        ? { kind: 'promise', of: this.awaited(members.element) }
        : members;
    }
    if (entry?.next && async) return this.typed(entry.next.gives, undefined);
    return iterable.kind === 'unknown'
      ? iterable
      : unknown(l10n.t('the elements it goes through are not known'));
  }

  private collectionMethod(name: string, on: Extract<Value, { kind: 'list' }>): Value {
    const method = name.slice('list.'.length);
    if (elementMethods.has(method)) return on.element;
    if (method !== 'items') return on;
    const pair: Value = { kind: 'list', elements: [plain, on.element], element: plain, count: 2 };
    return { kind: 'list', elements: null, element: pair, count: on.count };
  }

  private builtin(name: string, site: Site): Value | null {
    const first = this.argument(site, 0);
    if (copyFunctions.has(name) && first) return this.evaluate(first, site.frame);
    if (name === 'range') {
      const count = this.constant(first, site.frame);
      return {
        kind: 'list',
        elements: null,
        element: plain,
        count: this.argument(site, 1) ? null : count,
      };
    }
    if (name === 'enumerate' && first) {
      const inner = this.evaluate(first, site.frame);
      const element = this.elementOf(inner, false);
      const pair: Value = { kind: 'list', elements: [plain, element], element: plain, count: 2 };
      return {
        kind: 'list',
        elements: null,
        element: pair,
        count: inner.kind === 'list' ? inner.count : null,
      };
    }
    if (name === 'super') {
      const info = classAround(this.bindings.classes, site.node.startIndex);
      const base = info ? this.basesOf(info)[0] : undefined;
      if (base?.kind === 'class') return { kind: 'object', class: base.class };
      if (base?.kind === 'reference') return { kind: 'instance', type: base.name };
    }
    return null;
  }

  private collection(node: SyntaxNode, frame: Frame | null): Value {
    const elements: Value[] = [];
    let count: number | null = 0;
    for (const child of node.namedChildren) {
      if (child.type === 'comment') continue;
      if (child.type === 'list_splat') {
        const inner = child.namedChild(0);
        const spread = inner ? this.evaluate(inner, frame) : plain;
        if (spread.kind !== 'list') {
          count = null;
          elements.push(spread);
          continue;
        }
        count = count === null || spread.count === null ? null : count + spread.count;
        elements.push(...(spread.elements ?? [spread.element]));
        continue;
      }
      if (count !== null) count++;
      elements.push(this.evaluate(child, frame));
    }
    const element =
      elements.find(isKnown) ?? elements[0] ?? unknown(l10n.t('the collection is empty here'));
    return { kind: 'list', elements: count === elements.length ? elements : null, element, count };
  }

  private comprehension(node: SyntaxNode, frame: Frame | null): Value {
    const body = node.childForFieldName('body');
    const clauses = node.namedChildren.filter((child) => child.type === 'for_in_clause');
    const filtered = node.namedChildren.some((child) => child.type === 'if_clause');
    const right = clauses.length === 1 ? clauses[0]?.childForFieldName('right') : null;
    const iterable = right && !filtered ? this.evaluate(right, frame) : null;
    return {
      kind: 'list',
      elements: null,
      element: body ? this.evaluate(body, frame) : plain,
      count: iterable?.kind === 'list' ? iterable.count : null,
    };
  }

  private firstKnown(nodes: readonly (SyntaxNode | null)[], frame: Frame | null): Value {
    let best: Value | undefined;
    for (const node of nodes) {
      if (!node) continue;
      const value = this.evaluate(node, frame);
      if (isKnown(value) && value.kind !== 'plain') return value;
      best ??= value;
    }
    return best ?? plain;
  }

  awaitables(entry: Entry, site: Site): Value {
    const list = site.node.childForFieldName('arguments');
    if (!list) return plain;
    if (entry.awaitables === 'arguments') {
      if (list.type === 'generator_expression') return this.evaluate(list, site.frame);
      return this.positional(list, site.frame);
    }
    const first = this.argument(site, 0);
    return first ? this.evaluate(first, site.frame) : plain;
  }

  private positional(list: SyntaxNode, frame: Frame | null): Value {
    const elements: Value[] = [];
    let count: number | null = 0;
    for (const child of list.namedChildren) {
      if (
        child.type === 'keyword_argument' ||
        child.type === 'comment' ||
        child.type === 'dictionary_splat'
      )
        continue;
      const inner = child.type === 'list_splat' ? child.namedChild(0) : null;
      const value = this.evaluate(inner ?? child, frame);
      if (inner && value.kind === 'list') {
        elements.push(...(value.elements ?? [value.element]));
        count = count === null || value.count === null ? null : count + value.count;
      } else {
        elements.push(value);
        count = count === null || inner ? null : count + 1;
      }
    }
    const element = elements.find(isKnown) ?? elements[0] ?? plain;
    return { kind: 'list', elements: count === elements.length ? elements : null, element, count };
  }

  argument(site: Site, position: number | null, keyword?: string): SyntaxNode | null {
    const list = site.node.childForFieldName('arguments');
    if (!list) return null;
    if (list.type === 'generator_expression') return position === 0 ? list : null;
    let index = 0;
    let splat = false;
    for (const child of list.namedChildren) {
      if (child.type === 'comment') continue;
      if (child.type === 'keyword_argument') {
        if (keyword !== undefined && child.childForFieldName('name')?.text === keyword) {
          return child.childForFieldName('value');
        }
        continue;
      }
      if (child.type === 'list_splat' || child.type === 'dictionary_splat') splat = true;
      else if (!splat && index++ === position) return child;
    }
    return null;
  }

  receiver(call: SyntaxNode): SyntaxNode | null {
    const callee = call.childForFieldName('function');
    return callee?.type === 'attribute' ? callee.childForFieldName('object') : null;
  }

  /** The number that an expression is fixed to by the source; null if it is not. */
  constant(node: SyntaxNode | null, frame: Frame | null, depth = 0): number | null {
    if (!node || depth > 8) return null;
    switch (node.type) {
      case 'integer':
      case 'float': {
        const value = Number(node.text.replaceAll('_', ''));
        return Number.isFinite(value) ? value : null;
      }
      case 'parenthesized_expression':
        return this.constant(node.namedChild(0), frame, depth + 1);
      case 'binary_operator': {
        const left = this.constant(node.childForFieldName('left'), frame, depth + 1);
        const right = this.constant(node.childForFieldName('right'), frame, depth + 1);
        const operator = node.childForFieldName('operator')?.text;
        return left === null || right === null ? null : arithmetic(operator, left, right);
      }
      case 'identifier':
        return this.constantName(node, frame, depth);
      default:
        return null;
    }
  }

  private constantName(node: SyntaxNode, frame: Frame | null, depth: number): number | null {
    const given = frame && this.givenFor(node, frame);
    if (given) return this.constant(given, frame.site?.frame ?? null, depth + 1);
    const bounds = this.bindings.of(node.text);
    const parameter = bounds.find(({ binding }) => binding.kind === 'parameter');
    if (
      frame?.site &&
      parameter?.binding.kind === 'parameter' &&
      parameter.scope === frame.function
    ) {
      return this.constant(parameter.binding.default, null, depth + 1);
    }
    // A name that is assigned more than once has no fixed value.
    const only = bounds.length === 1 ? bounds[0] : undefined;
    if (only?.binding.kind !== 'value' || only.path.length > 0) return null;
    if (this.isChanged(node.text)) return null;
    return this.constant(only.binding.node, frame, depth + 1);
  }

  givenFor(node: SyntaxNode, frame: Frame): SyntaxNode | null {
    if (!frame.site || node.type !== 'identifier') return null;
    const bound = this.bindings
      .of(node.text)
      .find(({ scope, binding }) => scope === frame.function && binding.kind === 'parameter');
    if (bound?.binding.kind !== 'parameter' || bound.binding.position < 0) return null;
    const shift = frame.on !== null && this.bindings.ownerOf(frame.function) ? 1 : 0;
    return this.argument(frame.site, bound.binding.position - shift, node.text);
  }

  private isChanged(name: string): boolean {
    return new RegExp(`(?<![\\w.])${name}\\s*(?:[-+*/%|&^]|//|\\*\\*|<<|>>)=`).test(
      this.source.text,
    );
  }

  /** What an annotation says its name is. */
  annotated(text: string, offset: number): Value {
    return this.nested(() => this.readAnnotation(text, offset));
  }

  private readAnnotation(text: string, offset: number): Value {
    const alternatives = readType(text.replace(/^->\s*/, ''));
    let best: Value = unknown(l10n.t('its annotation names no type that is known here'));
    for (const alternative of alternatives) {
      const value = this.typeValue(alternative, offset);
      if (isKnown(value)) return value;
      if (value.kind === 'plain') best = value;
    }
    return best;
  }

  private typeValue(type: TypeText, offset: number): Value {
    const inner = type.arguments.map((argument) => this.typeValue(argument, offset));
    return this.namedType(type.name, inner, offset);
  }

  protected namedType(name: string, inner: readonly Value[], offset = 0): Value {
    const last = name.slice(name.lastIndexOf('.') + 1);
    if (name === 'None') return { kind: 'plain', node: null, absent: true };
    if (/^(?:int|str|float|bool|bytes|complex)$/.test(name)) return plain;
    if (/^(?:Optional|Annotated|Union|Final|ClassVar|Required|NotRequired)$/.test(last)) {
      return inner.find(isKnown) ?? inner[0] ?? plain;
    }
    if (collections.test(last)) {
      return { kind: 'list', elements: null, element: inner[0] ?? unknownElement(), count: null };
    }
    if (mappings.test(last)) {
      return { kind: 'list', elements: null, element: inner[1] ?? unknownElement(), count: null };
    }
    if (awaitableTypes.test(last)) return { kind: 'promise', of: inner.at(-1) ?? unknownElement() };
    const dot = name.indexOf('.');
    const root = this.name(dot < 0 ? name : name.slice(0, dot), offset, null);
    if (root.kind === 'class' && dot < 0) return { kind: 'object', class: root.class };
    if (root.kind !== 'reference') return unknown(l10n.t('the type {0} is not known here', name));
    const full = this.catalog.canonical(dot < 0 ? root.name : root.name + name.slice(dot));
    const of = inner[0] && taskTypes.test(full) ? promiseOf(inner[0]) : inner[0];
    if (/^(?:typing|collections\.abc|types)\./.test(full)) {
      const alias = full.slice(full.lastIndexOf('.') + 1);
      if (alias !== name) return this.namedType(alias, inner, offset);
      if (/^Async(?:Iterator|Iterable|Generator)$/.test(alias)) {
        return { kind: 'instance', type: 'collections.abc.AsyncGenerator', ...(of && { of }) };
      }
    }
    return this.catalog.isClass(full)
      ? { kind: 'instance', type: full, ...(of && { of }) }
      : unknown(l10n.t('the type {0} is not known here', full));
  }
}

function promiseOf(of: Value): Value {
  return { kind: 'promise', of };
}

function unknownElement(): Value {
  return unknown(l10n.t('the type of its elements is not written'));
}

/** Built-in functions that are looked through. */
const builtinNames = new Set([...copyFunctions, 'range', 'enumerate', 'super']);
