import type { Suspends } from './types';
import type { Leaf } from './waiting';

/** Whether running one of the file's functions to its end gives up control. */
export interface Run {
  suspends: Suspends;
  /** Index of the point where it does, or first may; null if there is none, or if it only calls itself. */
  at: number | null;
  /** What is finally waited for there. */
  leaf: Leaf | null;
  /** How much must hold for it to come there; see `Leaf`. */
  conditions?: number;
  /** Where each run comes to either of two points: the point that is not at `at`, and what is waited for there. */
  otherwise?: { readonly at: number; leaf: Leaf | null };
  /** Whether it may suspend at other points too. */
  hasOthers?: boolean;
  /** Whether it may raise an error of its own before it comes there. */
  mayRaise?: boolean;
  /** Whether the function has no body of its own: what runs is up to the classes that define it. */
  isOpen?: boolean;
  /** Whether it does nothing, and others may put what they want in its place. */
  isHook?: boolean;
  /** Whether the calls around it are too many for it to be followed. */
  isTooDeep?: boolean;
  /** A method in the place of this one, in a class that the object may be of, that waits as surely at another place. */
  elsewhere?: Elsewhere;
  /**
   * A method in the place of this one in a class that the object may be of: it suspends where this does not, or the reverse,
   * or `isBody` where this has no body.
   */
  override?: {
    readonly name: string;
    readonly isTheOneThatWaits: boolean;
    /** Whether it may suspend, where this one surely does. */
    readonly mayWait?: boolean;
    readonly isBody?: boolean;
  };
}

/** A method by its name, and where it waits. */
export interface Elsewhere {
  readonly name: string;
  readonly leaf: Leaf;
}

/** The part of a function that is run: all of it, or what a context manager does up to its `yield`, or from there on. */
export type Stretch = 'whole' | 'entering' | 'leaving';
