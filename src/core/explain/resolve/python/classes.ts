import type { ClassInfo, Value } from '../value';
import type { PythonParts } from './parts';

/** What a class of this file inherits from. */
export function basesOf(python: PythonParts, info: ClassInfo): readonly Value[] {
  const list = info.node.childForFieldName('superclasses');
  return (list?.namedChildren ?? []).flatMap((base) =>
    base.type !== 'keyword_argument' ? [python.evaluate(base, null)] : [],
  );
}

/** The library class that a class of this file inherits from, through others of this file too. */
export function libraryBase(
  python: PythonParts,
  info: ClassInfo,
  seen = new Set<ClassInfo>(),
): string | null {
  seen.add(info);
  for (const base of basesOf(python, info)) {
    if (base.kind === 'reference' && python.catalog.isClass(base.name)) return base.name;
    if (base.kind === 'class' && !seen.has(base.class)) {
      const found = libraryBase(python, base.class, seen);
      if (found !== null) return found;
    }
  }
  return null;
}

/** A class with methods of its own is looked at itself; one without is only its library base by another name. */
export function hasOwnBehaviour(python: PythonParts, info: ClassInfo): boolean {
  return /\bdef\s/.test(python.at(info.node).source.text.slice(info.start, info.end));
}
