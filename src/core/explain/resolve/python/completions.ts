import type { SyntaxNode } from '../../../syntax/document';
import type { ClassInfo } from '../value';
import { isSameClass } from '../value';
import type { PythonParts } from './parts';

/** Who completes a future that is kept under a name: where the file calls, or hands on, its `set_result` and `set_exception`. */

/** A place that completes a future. */
export interface Completion {
  /** The function by its index; null at the top of the file. */
  readonly function: number | null;
  /** Where it does so, as an offset in UTF-16 code units. */
  readonly offset: number;
}

const setters = ['set_result', 'set_exception'];

/** The first such place of each function for the future that an expression names, in source order. */
export function completionsOf(python: PythonParts, future: SyntaxNode): readonly Completion[] {
  const names = namesOf(python, future);
  if (names.length === 0) return [];
  const { source } = python;
  const found = new Map<number | null, number>();
  for (const setter of setters) {
    for (const offset of source.occurrences(setter, source.whole)) {
      const word = source.nodeAt({ start: offset, end: offset + setter.length });
      const object = word && completedAt(word);
      if (!object || !names.some((name) => isNamed(python, object, name))) continue;
      const around = source.functionAround(offset);
      found.set(around, Math.min(offset, found.get(around) ?? offset));
    }
  }
  return [...found]
    .map(([index, offset]) => ({ function: index, offset }))
    .sort((a, b) => a.offset - b.offset);
}

/** What a mention of a setter completes: the object that it is a method of, or, of a helper of that name, its first argument. */
function completedAt(setter: SyntaxNode): SyntaxNode | null {
  const { parent } = setter;
  if (parent?.type === 'attribute') return parent.childForFieldName('object');
  const isCallee = parent?.childForFieldName('function')?.id === setter.id;
  return isCallee ? (parent.childForFieldName('arguments')?.namedChild(0) ?? null) : null;
}

/** A name of a future: an attribute, or a variable of one function and those inside it. */
interface Name {
  readonly text: string;
  /** Where a variable is known; null for an attribute. */
  readonly within: { readonly start: number; readonly end: number } | null;
  /** The class whose `self` has the attribute; null where that may be any object. */
  readonly owner: ClassInfo | null;
}

/** The names that a future is kept under, if what is awaited is a name: a variable's, and those of attributes that it is put in. */
function namesOf(python: PythonParts, future: SyntaxNode): readonly Name[] {
  if (future.type === 'attribute') {
    return attributeNames(python, future);
  }
  if (future.type !== 'identifier') return [];
  const { source } = python;
  const around = source.functionAround(future.startIndex);
  const within = around === null ? source.whole : (source.functions[around] ?? source.whole);
  const names: Name[] = [{ text: future.text, within, owner: null }];
  for (const offset of source.occurrences(future.text, within)) {
    const node = source.nodeAt({ start: offset, end: offset + future.text.length });
    const target = node && keeperOf(node);
    if (target?.type === 'attribute') names.push(...attributeNames(python, target));
  }
  return names;
}

function attributeNames(python: PythonParts, attribute: SyntaxNode): readonly Name[] {
  const text = attribute.childForFieldName('attribute')?.text;
  return text === undefined ? [] : [{ text, within: null, owner: ownerOf(python, attribute) }];
}

/** The class around `self.waiter`; null for an attribute of another object. */
function ownerOf({ bindings }: PythonParts, attribute: SyntaxNode): ClassInfo | null {
  const isOwn = attribute.childForFieldName('object')?.text === 'self';
  return isOwn ? bindings.classAround(attribute.startIndex) : null;
}

/** What a variable is put in: the target of `self.waiter = future`, or of `future = self.waiter = …`, or `self.waiters` in `self.waiters.append(future)`. */
function keeperOf(variable: SyntaxNode): SyntaxNode | null {
  const { parent } = variable;
  if (parent?.type === 'assignment') {
    const left = parent.childForFieldName('left');
    if (left?.id !== variable.id) return left;
    const right = parent.childForFieldName('right');
    return right?.type === 'assignment' ? right.childForFieldName('left') : null;
  }
  const callee =
    parent?.type === 'argument_list' ? parent.parent?.childForFieldName('function') : null;
  const method = callee?.childForFieldName('attribute')?.text ?? '';
  return /^(?:append|add|put_nowait)$/.test(method)
    ? (callee?.childForFieldName('object') ?? null)
    : null;
}

/** Whether an expression is the future of a name, or a variable that was taken out of the attribute of that name. */
function isNamed(python: PythonParts, object: SyntaxNode, name: Name): boolean {
  if (object.type === 'attribute') return name.within === null && isKeeper(python, object, name);
  if (object.type !== 'identifier') return false;
  if (name.within) {
    const { start, end } = name.within;
    return object.text === name.text && start <= object.startIndex && object.startIndex < end;
  }
  const scope = python.source.functionAround(object.startIndex);
  return python.bindings.in(object.text, scope).some(({ binding }) => {
    const from = binding.kind === 'value' || binding.kind === 'element' ? binding.node : null;
    if (!from) return false;
    return mentionsOf(python, name.text, from).some(
      ({ parent }) => parent?.type === 'attribute' && isKeeper(python, parent, name),
    );
  });
}

/** Where a word stands in an expression. */
function mentionsOf(
  { source }: PythonParts,
  word: string,
  { startIndex, endIndex }: SyntaxNode,
): readonly SyntaxNode[] {
  const offsets = source.occurrences(word, { start: startIndex, end: endIndex });
  return offsets.flatMap((start) => source.nodeAt({ start, end: start + word.length }) ?? []);
}

/** Whether it is the attribute of a name; that of an object of another class is not. */
function isKeeper(python: PythonParts, attribute: SyntaxNode, { text, owner }: Name): boolean {
  if (attribute.childForFieldName('attribute')?.text !== text) return false;
  const other = ownerOf(python, attribute);
  return !owner || !other || inherits(python, owner, other) || inherits(python, other, owner);
}

/** Whether a class is another, or has it above it in this file. */
function inherits(python: PythonParts, info: ClassInfo, from: ClassInfo): boolean {
  if (isSameClass(info, from)) return true;
  const bases = info.node.childForFieldName('superclasses')?.namedChildren ?? [];
  return python.bindings.classes.some(
    (each) =>
      each.start < info.start &&
      bases.some((base) => base.text === each.name) &&
      inherits(python, each, from),
  );
}
