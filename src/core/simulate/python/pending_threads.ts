/** Something that a thread does while the program goes on. */
interface Action {
  /** When, on the virtual clock, in ms. */
  readonly at: number;
  /** Whether the end of the program does not wait for it. */
  readonly daemon: boolean;
  readonly run: () => void;
}

/** What threads will still do, in the order of time. */
export class PendingThreads {
  private actions: Action[] = [];

  /** When the next of it comes, in ms; infinite if there is none. */
  get next(): number {
    return this.actions[0]?.at ?? Infinity;
  }

  /** When the last comes that the program waits for at its end, in ms; 0 if there is none. */
  get last(): number {
    return this.actions.findLast(({ daemon }) => !daemon)?.at ?? 0;
  }

  add(action: Action): void {
    this.actions.push(action);
    this.actions.sort((a, b) => a.at - b.at);
  }

  /** Takes the next that comes up to `end`, in ms. */
  take(end: number): Action | undefined {
    return this.next <= end ? this.actions.shift() : undefined;
  }
}
