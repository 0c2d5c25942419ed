import type { Evaluator } from '../evaluator';
import type { SyntaxNode } from '../../../syntax/document';
import type { TypeText } from '../typeText';
import type { Value } from '../value';
import type { Bound } from '../bindings';
import type { JavaScriptBinding, JavaScriptBindings } from './bindings';

/** The `export` statements of a file, by the names that they export. */
export interface Exports {
  readonly named: ReadonlyMap<string, () => Value>;
  /** The modules of `export * from`. */
  readonly stars: readonly string[];
  /** What TypeScript's `export =` names. */
  readonly whole: SyntaxNode | null;
}

/** What the type parameters of a declaration stand for, by their names. */
export type TypeArguments = ReadonlyMap<string, Value>;

/** Where a type is written: an offset of its file, in UTF-16 code units, and what its declaration is given. */
export interface TypePlace {
  readonly offset: number;
  readonly given?: TypeArguments | undefined;
}

/**
 * The evaluator as its parts see it. A part calls the parts below it directly, and goes through
 * this interface where an answer may lead back to itself: a name's value to its annotation, that
 * to other names.
 */
export interface JavaScriptParts extends Evaluator {
  readonly bindings: JavaScriptBindings;
  readonly exports: Exports;
  /** The members of classes that are being looked for outside of them, as the number of the class's node and the name. */
  readonly askedFor: Set<string>;
  /** What parameters stand for where no call is followed, by the offsets of their names. */
  readonly parameters: Map<number, Value>;
  /** What can give names their values where they are used, as offset and name. */
  readonly named: Map<string, readonly Bound<JavaScriptBinding>[]>;
  /** What guards say of names and members, as offset and name. */
  readonly guarded: Map<string, Value | null>;
  /** The declarations of types that are being read, by their nodes' numbers. */
  readonly typesInReading: Set<number>;

  /** The evaluator of the file that a node belongs to. */
  at(node: SyntaxNode): JavaScriptParts;

  /** A type that is written in this file, read once. */
  readType(text: string): readonly TypeText[];

  /** What a type that is written in this file says, one step deeper into a question. */
  nestedType(type: TypeText, place: TypePlace): Value;

  /** What an annotation says its name is; `given` is what the type parameters of its declaration stand for. */
  annotated(text: string, offset: number, given?: TypeArguments): Value;
}
