import type { Budget } from './resolve/budget';
import type { Extent } from './resolve/extents';

/** How many functions deep an await is followed to what it finally waits for; fewer than there are bits below `limit`. */
const deepestRun = 12;

/** How many functions one question follows, so that no circle of calls makes it slow. */
const mostRuns = 500;

/** How many of them are left where answers begin to be taken as they are, though parts of them could be looked at again. */
const scarce = mostRuns / 2;

/** How many values that lead to each other are gone through, so that no circle of them is without end. */
const longestChain = 60;

/** The bit of an answer that was left open because the calls go too deep, or are too many. */
const limit = 1 << 30;

/** What was found by following calls. */
export interface Answer<Found> {
  readonly found: Found;
  /**
   * Which functions around it the answer rests on, as they were come back to: a bit for each level, and `limit`. In a circle of
   * calls, what an inner function does holds only as long as the outer ones are followed; none where it always holds.
   */
  readonly rests: number;
  /** The visits of the innermost of those functions, which is the first that ends, and of the outermost. */
  readonly visits: readonly [innermost: number, outermost: number];
  /** How many functions were followed around it. */
  readonly depth: number;
}

/** Which functions are being followed to what they wait for, and how long what is found there holds. */
export class Following {
  /** Those functions, by their extents, with how many are around each. */
  private readonly levels = new Map<Extent, number>();
  /** A number for each time that a function was begun, by its level. */
  private readonly visits: number[] = [];
  private begun = 1;
  private effort = mostRuns;
  private chain = 0;
  /** What the answers since this was last set rest on. */
  private rests = 0;

  constructor(private readonly budget: Budget) {}

  /** Starts a new question. */
  refuel(): void {
    this.budget.refuel();
    this.effort = mostRuns;
    this.chain = 0;
  }

  /** Begins to follow a function; false where that would go round in a circle, or too far. */
  enter(extent: Extent): boolean {
    const level = this.levels.get(extent);
    if (level !== undefined || this.levels.size > deepestRun || this.effort-- <= 0) {
      this.rests |= level === undefined ? limit : 1 << level;
      return false;
    }
    this.levels.set(extent, this.levels.size);
    this.visits.push(this.begun++);
    return true;
  }

  leave(extent: Extent): void {
    this.levels.delete(extent);
    this.visits.pop();
  }

  isRunning(extent: Extent): boolean {
    return this.levels.has(extent);
  }

  /** Goes one value further on the way to what is waited for; `otherwise` where that goes on and on. */
  further<Found>(find: () => Found, otherwise: () => Found): Found {
    if (this.chain >= longestChain) return otherwise();
    this.chain++;
    const found = find();
    this.chain--;
    return found;
  }

  /** Finds an answer, unless it is remembered and still holds. */
  answer<Key, Found>(known: Map<Key, Answer<Found>>, key: Key, find: () => Found): Found {
    const before = this.budget.recall(known, key);
    if (before && this.holds(before)) {
      this.rests |= before.rests;
      return before.found;
    }
    const outer = this.rests;
    this.rests = 0;
    const depth = this.levels.size;
    const answer = this.budget.attempt(known, key, () => {
      const found = find();
      // What comes back to the function itself rests on nothing around it; and with nothing around it, all was tried.
      const rests = depth === 0 ? 0 : this.rests & (limit | ((1 << depth) - 1));
      return { found, rests, depth, visits: this.visitsOf(rests) };
    });
    known.set(key, answer);
    this.rests = outer | answer.rests;
    return answer.found;
  }

  /** What is found, and whether it rests on no function around it. */
  whole<Found>(find: () => Found): { readonly found: Found; readonly isWhole: boolean } {
    const outer = this.rests;
    this.rests = 0;
    const found = find();
    const isWhole = this.rests === 0;
    this.rests |= outer;
    return { found, isWhole };
  }

  /**
   * Whether an answer holds as well here. Where the functions that all call each other are many, it is taken once the outermost
   * of those that it rests on is the only one left: what the others wait for has then been found on the way to them.
   */
  private holds({ rests, visits, depth }: Answer<unknown>): boolean {
    if (rests === 0) return true;
    // With fewer functions around it, what went too deep may be reached.
    if ((rests & limit) !== 0 && this.levels.size < depth) return false;
    const [inner, outer] = this.visitsOf(rests);
    return inner === visits[0] || (this.effort < scarce && outer === visits[1]);
  }

  private visitsOf(rests: number): readonly [number, number] {
    return [this.visits[innermost(rests)] ?? 0, this.visits[outermost(rests)] ?? 0];
  }
}

/** The level of the innermost function that an answer rests on; what was left open holds for the whole question. */
function innermost(rests: number): number {
  const circles = rests & ~limit;
  return circles === 0 ? 0 : 31 - Math.clz32(circles);
}

function outermost(rests: number): number {
  return rests & limit ? 0 : 31 - Math.clz32(rests & -rests);
}
