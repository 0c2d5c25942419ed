/** Where a walkthrough stops, and what it takes for granted. Every use of them is an assumption in the trace. */

/** Trace events after which an endless program is cut. */
export const defaultMaxEvents = 200_000;

/** Loop turns and calls after which a program that never ends is cut. */
export const maxSteps = 10_000_000;

/** Calls on the stack, about as many as Node's default stack of 984 kB holds. */
export const maxCallDepth = 9_000;

/** How often one condition that is not known is taken the same way: after that it goes the other way, so that recursions end. */
export const sameBranchTurns = 20;

/** Turns of a loop whose end is not known. */
export const unknownLoopTurns = 2;

/** Time that a wait for something outside the program is assumed to take, in ms. */
export const assumedWaitMs = 100;

/** The moment at which every walkthrough starts, in ms since the epoch: 2025-01-01T00:00:00Z. */
export const epochMs = 1_735_689_600_000;
