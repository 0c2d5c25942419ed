import type { SuspendEvent, Waker } from '../../core/trace/format';
import type { FunctionSite } from './sites';
import type { KnownSite, Start } from './places';
import type { ResourceKind } from './resources';

type Writable<T> = { -readonly [key in keyof T]: T[key] };

/** A running async function. */
export interface Call {
  readonly task: number;
  readonly definition: FunctionSite | undefined;
  /** The file it is in, as the definitions name it. */
  readonly file: string | undefined;
  /** Whether the promise that it returned is settled. */
  settled: boolean;
  /** What wakes it where it awaits what is settled. */
  itself: Waker | null;
  site: KnownSite | undefined;
  /** The suspension that it is in; null while it runs. */
  waiting: Writable<SuspendEvent> | null;
  /** The promise, or the call, that it awaits; null where it runs, or awaits something else. */
  awaits: number | null;
  /** The entry of the microtask queue that will run it. */
  entry: number | null;
  over: boolean;
}

/** A promise that somebody waits for. */
export interface Promised {
  /** Calls that await it. */
  readonly waiters: Set<Call>;
  /** Ids of what a combinator made it of. */
  readonly members: readonly number[];
  /** `Promise.all` or its like; null where none made it. */
  readonly combinator: string | null;
  /** The resource that was begun while it was made; null for none. */
  resource: Resource | null;
  /** The generator whose next value it is for; null for none. */
  producer: number | null;
}

/** A timer, an I/O request or a queued callback, as `async_hooks` tells of it. */
export interface Resource {
  readonly kind: ResourceKind;
  readonly label: string;
  readonly site: KnownSite | undefined;
  /** Whether it was begun for a promise. What the program begins for none may settle promises that know nothing of it. */
  readonly owned: boolean;
  readonly task: number | null;
  watch: number | null;
  entry: number | null;
}

/** What is on the stack: a call, or the entry of a callback. */
export type Frame = Call | number;

/** What is known of the program when a record is read. A call has the id of the promise that it returned. */
export class ProgramState {
  readonly calls = new Map<number, Call>();
  readonly promises = new Map<number, Promised>();
  readonly stack: Frame[] = [];
  /** The callback whose microtasks are being run: what they settle, it brought about. */
  cause: Resource | null = null;
  /** The last known place of what runs, for stretches that block. */
  place: Start = {};

  /** The task of a call; null for 0, which is code outside all calls, and for a call that is not known. */
  taskOf(id: number): number | null {
    return id === 0 ? null : (this.calls.get(id)?.task ?? null);
  }

  /** What is known of a promise: nothing yet, the first time. */
  promised(id: number): Promised {
    let promised = this.promises.get(id);
    if (!promised)
      this.promises.set(
        id,
        (promised = {
          waiters: new Set(),
          members: [],
          combinator: null,
          resource: null,
          producer: null,
        }),
      );
    return promised;
  }

  /** Takes what is on the stack from there on off it. */
  leave(frame: Frame): void {
    const { stack } = this;
    // Nearly always it is the innermost.
    if (stack.at(-1) === frame) {
      stack.pop();
      return;
    }
    const index = stack.lastIndexOf(frame);
    if (index !== -1) stack.length = index;
  }
}

export function nameOf({ definition }: Call): string {
  return definition?.name ?? '<function>';
}
