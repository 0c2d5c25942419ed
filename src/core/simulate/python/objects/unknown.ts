import { PyClass, PyObject } from './object';

export const unknownClass = new PyClass('unknown');

/** A value that the source alone does not tell. It travels through the program and prints as ⟨name⟩. */
export class Unknown extends PyObject {
  constructor(
    readonly name: string,
    /** What an `await` of it waits for, where that is known: `HTTP response from example.com`. */
    readonly io: string | null = null,
    /** What a condition on it is taken to be, unless the user chooses: an unknown is there, not empty, not None. */
    readonly plausible = true,
  ) {
    super(unknownClass);
  }

  override toString(): string {
    return `⟨${this.name}⟩`;
  }
}
