import type { Evaluator } from '../evaluator';
import type { ClassInfo, Value } from '../value';
import type { PythonBindings } from './bindings';

/**
 * The evaluator as its parts see it. A part calls the parts below it directly, and goes through
 * this interface where an answer may lead back to itself: a name's value to its annotation, that
 * to other names.
 */
export interface PythonParts extends Evaluator {
  readonly bindings: PythonBindings;

  /** What an annotation says its name is. */
  annotated(text: string, offset: number): Value;

  /** A method or attribute of a class of this file, its own or inherited; `on` is the object it is asked of. */
  classMember(info: ClassInfo, name: string, on: Value | null): Value;
}
