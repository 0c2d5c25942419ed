import { isSameObject } from './frames';
import type { ClassInfo, Memo, Value } from './value';

/** The members of classes that were looked up, for the objects of which they were asked. */
export class Members {
  private readonly byClass = new Map<
    ClassInfo,
    { readonly on: Value | null; readonly memo: Memo }[]
  >();

  /** What was found of the members of a class, by their names, where they are asked of such an object. */
  of(info: ClassInfo, on: Value | null): Memo {
    const objects = this.byClass.get(info) ?? [];
    const known = objects.find((object) => isSameObject(object.on, on));
    if (known) return known.memo;
    const memo: Memo = new Map();
    objects.push({ on, memo });
    this.byClass.set(info, objects);
    return memo;
  }
}
