import { PyObject } from './object';

/** An object that does not keep alive what it refers to. */
export abstract class WeakHolder extends PyObject {
  /** What it keeps alive all the same. */
  strong(): Iterable<unknown> {
    return [];
  }
}
