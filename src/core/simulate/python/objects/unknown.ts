import { PyClass, PyObject } from './object';

export const unknownClass = new PyClass('unknown');

/** How many UTF-16 units of a name are kept, and of each end of one that is longer. */
const longestName = 200;
const keptOfName = 90;

/** A value that the source alone does not tell. It travels through the program and prints as ⟨name⟩. */
export class Unknown extends PyObject {
  readonly name: string;

  constructor(
    name: string,
    /** What an `await` of it waits for, where that is known: `HTTP response from example.com`. */
    readonly io: string | null = null,
    /** What a condition on it is taken to be, unless the user chooses: an unknown is there, not empty, not None. */
    readonly plausible = true,
  ) {
    super(unknownClass);
    // What is worked out from unknowns in a loop has a name that doubles with each turn.
    this.name =
      name.length <= longestName ? name : `${name.slice(0, keptOfName)}…${name.slice(-keptOfName)}`;
  }

  override toString(): string {
    return `⟨${this.name}⟩`;
  }
}
