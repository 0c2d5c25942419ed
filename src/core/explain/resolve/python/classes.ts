import type { ClassInfo, Value } from '../value';
import type { PythonParts } from './parts';

/** What classes inherit from, each kept as long as its class: whoever looks for those below one asks all of a file. */
const bases = new WeakMap<ClassInfo, readonly Value[]>();

/** What a class of this file inherits from. */
export function basesOf(python: PythonParts, info: ClassInfo): readonly Value[] {
  return python.once(bases, info, () => {
    const list = info.node.childForFieldName('superclasses');
    return (list?.namedChildren ?? []).flatMap((base) =>
      base.type !== 'keyword_argument' ? [python.evaluate(base, null)] : [],
    );
  });
}

/** What `type(value)` and `value.__class__` are. */
export function classOf({ class: info, exact }: Extract<Value, { kind: 'object' }>): Value {
  return { kind: 'class', class: info, ...(!exact && { orBelow: true }) };
}

/** A class that another inherits from: one whose source is there, or one of a library, by its dotted name. */
export type Ancestor = ClassInfo | string;

/** The orders that were worked out, each kept as long as its class: most classes are asked often. */
const orders = new WeakMap<ClassInfo, readonly Ancestor[]>();

/**
 * The classes in which a member is looked for, the class itself first: C3, as "The Python 2.3 Method Resolution Order" tells
 * it. Bases of which nothing is known are left out, and where C3 finds no order, the first base goes before the others.
 */
export function resolutionOrder(python: PythonParts, info: ClassInfo): readonly Ancestor[] {
  const known = orders.get(info);
  if (known) return known;
  // A class that comes to itself inherits nothing from that.
  orders.set(info, [info]);
  const bases = basesOf(python, info).flatMap((base): readonly Ancestor[] => {
    if (base.kind === 'class') return [base.class];
    return base.kind === 'reference' ? [base.name] : [];
  });
  const lists = bases.map((base) =>
    typeof base === 'string' ? [base] : resolutionOrder(python.at(base.node), base),
  );
  const order = [info, ...merged([...lists, bases])];
  orders.set(info, order);
  return order;
}

/** The merge of C3: again and again the first head that is in no other list's tail. */
function merged(lists: readonly (readonly Ancestor[])[]): readonly Ancestor[] {
  const order: Ancestor[] = [];
  let left = lists.filter(({ length }) => length > 0);
  while (left.length > 0) {
    const heads = left.flatMap(([head]) => head ?? []);
    const next =
      heads.find((head) => left.every((list) => list.indexOf(head) <= 0)) ?? heads[0] ?? '';
    order.push(next);
    left = left
      .map((list) => list.filter((one) => one !== next))
      .filter(({ length }) => length > 0);
  }
  return order;
}

/** The library class that a class inherits from, through others too; null where there is none that is known. */
export function libraryBase(python: PythonParts, info: ClassInfo): string | null {
  for (const base of resolutionOrder(python, info)) {
    if (typeof base === 'string' && python.catalog.isClass(base)) return base;
  }
  return null;
}

/** Whether a class only says which methods others have: `typing.Protocol` is one of its own bases. */
export function isProtocolClass(python: PythonParts, info: ClassInfo): boolean {
  return basesOf(python.at(info.node), info).some(
    (base) => base.kind === 'reference' && /^typing(?:_extensions)?\.Protocol$/.test(base.name),
  );
}

/** Whether the objects of a class can be awaited themselves. */
export function isAwaitable(python: PythonParts, info: ClassInfo): boolean {
  return resolutionOrder(python, info).some(
    (one) =>
      typeof one !== 'string' && python.at(one.node).bindings.in('__await__', one).length > 0,
  );
}

/** A class with methods of its own is looked at itself; one without is only its library base by another name. */
export function hasOwnBehaviour(python: PythonParts, info: ClassInfo): boolean {
  return /\bdef\s/.test(python.at(info.node).source.text.slice(info.start, info.end));
}
