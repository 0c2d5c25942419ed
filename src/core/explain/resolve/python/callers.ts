import type { SyntaxNode } from '../../../syntax/document';
import type { Extent } from '../extents';
import type { Source } from '../source';
import { remembered } from '../source';
import type { ClassInfo, FunctionRef, Value } from '../value';
import { basesOf } from './classes';
import { usersOf } from './modules';
import type { PythonParts } from './parts';

/** Who uses what a file defines: the calls of its functions, and the classes that inherit from its own. */

/** How many calls with the name of a function are looked at in a file. */
const mostCalls = 12;
/** Under how many other names a class is looked for. */
const mostNames = 3;
/** What stands before a class that is given to a name: `connection_class = module.` */
const givenTo = /\b(\w+)[ ]*=[ ]*(?:\w+\.)*$/;
/** How much of it is looked at, in UTF-16 code units. */
const longestGiven = 200;
/** How many generations of subclasses are followed. */
const deepestFamily = 3;

/** A call, and the file that it stands in. */
export interface Caller {
  readonly user: PythonParts;
  readonly call: SyntaxNode;
  /** How many arguments stand before those that the function gets: `start_soon(work, job)` hands on all but the first. */
  readonly before?: number;
}

/** What calls a function that it is given with the arguments after it: nurseries, loops, threads. */
const handers =
  /(?:^|\.)(?:start_soon|start|run|to_thread|run_sync|call_soon|call_soon_threadsafe)$/;

/** The calls of a function, in its own file first; for a constructor, those of its class and of the classes that inherit it. */
export function* callsOf(
  python: PythonParts,
  index: number,
  owner: ClassInfo | null,
): Generator<Caller> {
  const { source } = python;
  const qualified = source.functionName(index);
  const name = qualified.slice(qualified.lastIndexOf('.') + 1);
  const isMeant = (target: Value) =>
    target.kind === 'function' && target.home === python && target.function === index;
  const around = source.suspensions.functions[index]?.parent ?? null;
  const reach = around === null ? undefined : source.functions[around];
  if (owner && name === '__init__') {
    yield* constructions(python, owner, 0);
  } else if (!owner && reach) {
    yield* callsInside(python, name, reach, isMeant);
  } else {
    yield* callsNamed(python, name, isMeant);
  }
}

/** How many functions with a decorator count. */
const mostDecorated = 6;

/**
 * The functions that are decorated with one, or with what a call of the function around it gives, as `@retry(3)`; for
 * the constructor of a class, with the class, and for its `__call__`, with an object that it makes.
 */
export function* decoratedWith(
  python: PythonParts,
  index: number,
  owner: ClassInfo | null,
): Generator<FunctionRef> {
  const { source } = python;
  const outermost = nameOfOutermost(source, index);
  const isOfClass = owner !== null && /^__(?:init|call)__$/.test(outermost);
  const outer = isOfClass ? owner.name : outermost;
  const kind = outermost === '__init__' ? 'class' : 'object';
  if (!/^\w+$/.test(outer)) return;
  let found = 0;
  for (const user of usersOf(python, new RegExp(`@(?:\\w+\\.)*${outer}\\b`))) {
    // An object that decorates mostly has a name of its own: `breaker = Breaker(3)`.
    const named = isOfClass && user === python ? decorating(user.source) : [];
    for (const offset of [...user.source.occurrences(outer, user.source.whole), ...named]) {
      const decorator = decoratorAround(user.source, offset, user.source.wordAt(offset).length);
      const expression = decorator?.namedChild(0);
      const definition = decorator?.parent?.childForFieldName('definition');
      if (!expression || definition?.type !== 'function_definition') continue;
      const value = user.evaluate(expression, null);
      const isMeant = isOfClass
        ? value.kind === kind && value.class === owner
        : value.kind === 'function' && value.home === python && value.function === index;
      const decorated = isMeant ? user.source.functionOf(definition) : null;
      if (decorated === null) continue;
      yield { home: user, function: decorated };
      if (++found >= mostDecorated) return;
    }
  }
}

/** How many decorators of a file are looked at for the one that is meant. */
const mostDecorators = 24;

/** Where the names of the decorators of a file begin that are a name alone. */
const decorating = remembered((source: Source): readonly number[] =>
  [...source.text.matchAll(/@(?=[A-Za-z_]\w*[ \t]*$)/gm)]
    .filter(({ index }) => isFirstOfLine(source.text, index))
    .slice(0, mostDecorators)
    .map(({ index }) => index + 1),
);

function isFirstOfLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset) + 1, offset).trim() === '';
}

/** The last part of the name of the function that is around all others that a function stands in. */
function nameOfOutermost(source: Source, index: number): string {
  let outermost = index;
  for (
    let at: number | null = index;
    at !== null;
    at = source.suspensions.functions[at]?.parent ?? null
  )
    outermost = at;
  return source.functionName(outermost).replace(/^.*\./, '');
}

/** The decorator that a name stands in, as what is called or alone. */
function decoratorAround(source: Source, start: number, length: number): SyntaxNode | null {
  let node = source.nodeAt({ start, end: start + length })?.parent ?? null;
  while (node && /^(?:attribute|call)$/.test(node.type)) node = node.parent;
  return node?.type === 'decorator' ? node : null;
}

/** The calls of a function that is only seen inside the one around it. */
function* callsInside(
  python: PythonParts,
  name: string,
  extent: Extent,
  matches: (target: Value) => boolean,
): Generator<Caller> {
  const { start, end } = extent;
  for (const { callee, call, before } of callsWritten(python.source, name, start, end)) {
    const isName = callee.type === 'identifier';
    if (isName && matches(python.evaluate(callee, null))) yield { user: python, call, before };
  }
}

/** The calls that make an object of a class, or that hand on to its constructor. */
export function* constructions(
  python: PythonParts,
  owner: ClassInfo,
  generation: number,
): Generator<Caller> {
  const isOfOwner = (target: Value) => target.kind === 'class' && target.class === owner;
  // A class method that makes an object calls the class by the name of its parameter.
  yield* callsInside(python, 'cls', owner, isOfOwner);
  yield* callsNamed(python, owner.name, isOfOwner);
  for (const name of namesFor(python, owner)) yield* callsNamed(python, name, isOfOwner);
  if (generation >= deepestFamily) return;
  for (const { user, info } of subclassesOf(python, owner)) {
    const isOwn = user.bindings.in('__init__', info).length > 0;
    if (isOwn) yield* handedOn(user, info);
    else yield* constructions(user, info, generation + 1);
  }
}

/** The names under which a class is handed around: `connection_class` of `connect(connection_class=Connection)`. */
function namesFor(python: PythonParts, { name }: ClassInfo): ReadonlySet<string> {
  const found = new Set<string>();
  const pattern = new RegExp(`\\b\\w+[ ]*=[ ]*(?:\\w+\\.)*${name}\\b(?![(.[])`);
  for (const { source } of usersOf(python, pattern)) {
    for (const offset of source.occurrences(name, source.whole)) {
      if (found.size >= mostNames) return found;
      if ('(.['.includes(source.text.charAt(offset + name.length) || ' ')) continue;
      const given = givenTo.exec(source.text.slice(Math.max(0, offset - longestGiven), offset));
      if (given?.[1] !== undefined && given[1] !== name) found.add(given[1]);
    }
  }
  return found;
}

/** `super().__init__(…)` in a class. */
function* handedOn(user: PythonParts, info: ClassInfo): Generator<Caller> {
  for (const offset of user.source.occurrences('__init__', info)) {
    const attribute = user.source.nodeAt({ start: offset, end: offset + 8 })?.parent;
    const call = attribute?.parent;
    if (attribute?.type !== 'attribute' || call?.type !== 'call') continue;
    if (/^super\s*\(/.test(attribute.childForFieldName('object')?.text ?? '')) yield { user, call };
  }
}

function* callsNamed(
  python: PythonParts,
  name: string,
  matches: (target: Value) => boolean,
): Generator<Caller> {
  if (!/^\w+$/.test(name)) return;
  for (const user of usersOf(python, new RegExp(`\\b${name}[(,]`))) {
    const { start, end } = user.source.whole;
    for (const { callee, call, before } of callsWritten(user.source, name, start, end)) {
      if (matches(user.evaluate(callee, null))) yield { user, call, before };
    }
  }
}

/** The first calls between two offsets whose callee goes by a name, its own or that of an attribute. */
const callsWritten = remembered((source: Source, name: string, start: number, end: number) => {
  const calls: {
    readonly callee: SyntaxNode;
    readonly call: SyntaxNode;
    readonly before: number;
  }[] = [];
  for (const offset of source.occurrences(name, { start, end })) {
    const next = source.text.charAt(offset + name.length);
    if (next !== '(' && next !== ',') continue;
    const word = source.nodeAt({ start: offset, end: offset + name.length });
    const callee = word?.parent?.type === 'attribute' ? word.parent : word;
    const call = callee && (next === '(' ? callOf(callee) : handedTo(callee));
    if (!callee || !call) continue;
    if (calls.push({ callee, call, before: next === '(' ? 0 : 1 }) >= mostCalls) break;
  }
  return calls;
});

function callOf(callee: SyntaxNode): SyntaxNode | null {
  const call = callee.parent;
  return call?.type === 'call' && call.childForFieldName('function')?.id === callee.id
    ? call
    : null;
}

/** The call that hands on its other arguments to the function that it is given first. */
function handedTo(given: SyntaxNode): SyntaxNode | null {
  const list = given.parent;
  const call = list?.type === 'argument_list' ? list.parent : null;
  if (call?.type !== 'call' || list?.namedChild(0)?.id !== given.id) return null;
  return handers.test(call.childForFieldName('function')?.text ?? '') ? call : null;
}

/** Where classes that inherit from one are looked for: in its own file, or then in those of its package, too. */
type Reach = 'file' | 'package';

/** The methods that the classes below one have in the place of its own. */
export function* overridesOf(
  python: PythonParts,
  info: ClassInfo,
  name: string,
  reach: Reach,
  generation = 0,
): Generator<FunctionRef> {
  for (const { user, info: below } of subclassesOf(python, info, reach)) {
    const binding = user.bindings.in(name, below).at(-1)?.binding;
    if (binding?.kind === 'function') yield { home: user, function: binding.function };
    if (generation < deepestFamily) yield* overridesOf(user, below, name, reach, generation + 1);
  }
}

/** The classes that name a class among their bases, in its own file first. */
export function* subclassesOf(
  python: PythonParts,
  info: ClassInfo,
  reach: Reach = 'package',
): Generator<{ readonly user: PythonParts; readonly info: ClassInfo }> {
  const pattern = new RegExp(`^[ \\t]*class[ \\t]+\\w+[ \\t]*\\([^)]*\\b${info.name}\\b`, 'm');
  for (const user of reach === 'file' ? [python] : usersOf(python, pattern))
    for (const below of familiesOf(user).get(info) ?? []) yield { user, info: below };
}

/** For each class that others of a file inherit from, those. */
type Families = ReadonlyMap<ClassInfo, readonly ClassInfo[]>;

/** The families of files, each kept as long as its file. */
const families = new WeakMap<PythonParts, Families>();

function familiesOf(user: PythonParts): Families {
  return user.once(families, user, () => {
    const found = new Map<ClassInfo, ClassInfo[]>();
    for (const below of user.bindings.classes)
      for (const base of new Set(basesOf(user, below)))
        if (base.kind === 'class' && base.class !== below)
          found.set(base.class, [...(found.get(base.class) ?? []), below]);
    return found;
  });
}
