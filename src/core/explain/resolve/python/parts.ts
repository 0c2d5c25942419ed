import type { Evaluator } from '../evaluator';
import type { SyntaxNode } from '../../../syntax/document';
import type { Site, Value } from '../value';
import type { PythonBindings } from './bindings';

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

  /** What an annotation says its name is. */
  annotated(text: string, offset: number): Value;
}
