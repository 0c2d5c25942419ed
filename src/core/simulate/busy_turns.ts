import * as l10n from '@vscode/l10n';

/** Turns of a loop at one moment that may be work; code that goes on after them waits for time to pass. */
const turnsOfWork = 1000;

/** What the first turn after those takes, in ms: about as long as one of asyncio's. */
const firstCost = 0.02;

/** Each takes longer than the one before, so that a wait of minutes has no more than some 2,000 of them. */
const growth = 1.005;

/** What a turn takes where the program only waits for the clock, in ms. */
const clockStep = 1;

/**
 * Lets time pass for code that gives up control over and over until something has happened (`while not done: await
 * asyncio.sleep(0)`). A walkthrough's turns take no time, so it would never see that; a real loop needs some for each.
 */
export class BusyTurns {
  private turns = 0;
  private clockReads = 0;

  /** Whether the turns take time now. */
  get areBusy(): boolean {
    return this.turns > turnsOfWork;
  }

  /**
   * A turn begins without a pause at `now`; gives the time it is then, at most that at which something is `due` (Infinity if
   * nothing is). Times in ms. `clockReads`: how often the program has looked at the clock so far.
   */
  turn(now: number, due: number, clockReads: number): number {
    const looks = clockReads > this.clockReads;
    this.clockReads = clockReads;
    if (!looks && due === Infinity) return now;
    this.turns++;
    if (!this.areBusy) return now;
    if (due === Infinity) return now + clockStep;
    return Math.min(due, now + firstCost * growth ** (this.turns - turnsOfWork));
  }

  /** Something was due. */
  somethingHappened(): void {
    this.turns = Math.min(this.turns, turnsOfWork);
  }

  /** The loop has paused: what it does next is work again. */
  paused(): void {
    this.turns = 0;
  }
}

/** What a walkthrough says where it lets turns take time. */
export function busyTurnsText(): string {
  return l10n.t('Turn after turn waits here for time to pass: each is assumed to take some.');
}
