import type { Disposable } from 'vscode';

/** Runs an action once things have been calm for a while; a new call starts the wait again. */
export class Debounced implements Disposable {
  private timer: TimerHandle | undefined;

  /** `delay` in milliseconds. */
  constructor(
    private readonly delay: number,
    private readonly action: () => void,
  ) {}

  schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), this.delay);
  }

  /** Runs it at once, instead of what was scheduled. */
  now(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.action();
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}

/** Runs an action at most once in a while, however often it is asked for. */
export class Throttled implements Disposable {
  private timer: TimerHandle | undefined;

  /** `action` says how long the next one has to wait at least, the first one waits for `interval`; both in milliseconds. */
  constructor(
    private readonly action: () => number,
    private interval: number,
  ) {}

  schedule(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.interval = this.action();
    }, this.interval);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}

/** In ms. */
const longestAnswer = 3000;

/** Lets the extension host answer what has come in meanwhile: a hover, the next keystroke. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Ends when an answer has taken longer than anybody waits for it. */
export function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, longestAnswer));
}

/** What the editor's search answers in time; undefined if it does not, or fails. */
export async function withinLimit<T>(asked: Thenable<T>): Promise<T | undefined> {
  let timer: TimerHandle | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), longestAnswer);
  });
  try {
    return await Promise.race([asked, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
