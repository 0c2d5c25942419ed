import type { Evaluator } from '../evaluator';
import type { SyntaxNode } from '../../../syntax/document';
import type { Site, Value } from '../value';
import type { Bound } from '../bindings';
import type { PythonBinding, PythonBindings } from './bindings';

/**
 * The evaluator as its parts see it. A part calls the parts below it directly, and goes through
 * this interface where an answer may lead back to itself: a name's value to its annotation, that
 * to other names.
 */
export interface PythonParts extends Evaluator {
  readonly bindings: PythonBindings;

  /** The evaluator of the file that a node belongs to. */
  at(node: SyntaxNode): PythonParts;

  /** What calling a value gives. */
  called(target: Value, site: Site): Value;

  /**
   * What a binding gives its name, whichever call it is seen from. It is found once, unless a part of it had to be left open
   * because of the question that led to it.
   */
  settle(bound: Bound<PythonBinding>, find: () => Value): Value;

  /** What an annotation says its name is. */
  annotated(text: string, offset: number): Value;
}
