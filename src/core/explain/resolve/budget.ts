import type { Value } from './value';
import { tooDeep, unknown } from './value';

/** How deeply expressions are followed in all. */
const deepestNesting = 60;
/** How many expressions one question may cost, so that no source makes it slow. */
const fuelPerQuestion = 3000;

/** How often a question looks again for what rests on circles, which would be once for each way round all of them. */
const mostRounds = 4;

/** What one question may still cost, over all the files that it leads to. */
export class Budget {
  private fuel = fuelPerQuestion;
  private nesting = 0;
  /** How many answers were left open so far, for want of fuel or because they rest on themselves. */
  cuts = 0;
  /** How many of them for want of fuel, or of depth. */
  private limits = 0;
  /** The values that are being worked out: where one of them is come back to, that is a circle. */
  readonly circles = new Set<Value>();
  /** How often what rests on them was looked for again in this question. */
  private rounds = new Map<object, Map<unknown, number>>();
  /** With how much room the remembered answers were looked for that were left open for want of it. */
  private readonly short = new WeakMap<object, Map<unknown, number>>();

  /** Starts a new question: what the last one spent no longer counts. */
  refuel(): void {
    this.fuel = fuelPerQuestion;
    this.rounds = new Map();
  }

  /** Does one more step of a question, unless it has gone too deep or cost too much already. */
  nested(step: () => Value): Value {
    if (this.fuel-- <= 0 || this.nesting > deepestNesting) {
      this.cuts++;
      this.limits++;
      return unknown(tooDeep());
    }
    this.nesting++;
    const value = step();
    this.nesting--;
    return value;
  }

  /** Whether what rests on circles is looked for once more in this question, as other circles are open now. */
  mayGoRound(memo: object, key: unknown): boolean {
    const rounds = this.rounds.get(memo) ?? new Map<unknown, number>();
    this.rounds.set(memo, rounds);
    const count = (rounds.get(key) ?? 0) + 1;
    rounds.set(key, count);
    if (count <= mostRounds) return true;
    this.limits++;
    return false;
  }

  /**
   * What is remembered under a key; undefined where it was left open at the end of a question, or deep inside one, and there
   * is at least twice the room for it now: what is said of a place does not hang on what was asked before.
   */
  recall<Key, Found>(memo: ReadonlyMap<Key, Found>, key: Key): Found | undefined {
    const tried = this.limits === 0 ? undefined : this.short.get(memo)?.get(key);
    if (tried === undefined) return memo.get(key);
    if (this.room >= 2 * tried) return undefined;
    // What is made of it is left open as well.
    this.limits++;
    return memo.get(key);
  }

  /** Finds a value with one more step, and notes with how much room if that was not enough; `recall` looks that up. */
  step<Key>(memo: ReadonlyMap<Key, Value>, key: Key, find: () => Value): Value {
    const { limits, room } = this;
    this.forget(memo, key);
    return this.noted(memo, key, this.nested(find), limits, room);
  }

  /** The same for any answer, which is no step itself. */
  attempt<Key, Found>(memo: ReadonlyMap<Key, Found>, key: Key, find: () => Found): Found {
    const { limits, room } = this;
    this.forget(memo, key);
    return this.noted(memo, key, find(), limits, room);
  }

  private forget(memo: object, key: unknown): void {
    if (this.limits > 0) this.short.get(memo)?.delete(key);
  }

  private noted<Key, Found>(
    memo: ReadonlyMap<Key, Found>,
    key: Key,
    found: Found,
    limits: number,
    room: number,
  ): Found {
    if (this.limits !== limits) {
      const tried = this.short.get(memo) ?? new Map<unknown, number>();
      this.short.set(memo, tried.set(key, room));
    }
    return found;
  }

  /** How many steps can still be done, fewer where few levels of nesting are left; at least 1, for what doubles it. */
  private get room(): number {
    const levels = deepestNesting - this.nesting;
    return Math.max(1, Math.min(this.fuel, (levels * fuelPerQuestion) / deepestNesting));
  }
}
