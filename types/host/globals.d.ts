/**
 * What the Node extension host and the web worker extension host both offer. No library of
 * TypeScript's describes that common part: `DOM` and `@types/node` would each let through what the
 * other host does not have.
 */

declare function setTimeout(callback: () => void, ms?: number): TimerHandle;
declare function clearTimeout(timer: TimerHandle | undefined): void;
declare function setInterval(callback: () => void, ms?: number): TimerHandle;
declare function clearInterval(timer: TimerHandle | undefined): void;
declare function queueMicrotask(callback: () => void): void;

/** A number in a worker, an object in Node: only to be handed back. */
declare interface TimerHandle {
  readonly timerHandle: unique symbol;
}

declare const performance: { now(): number };

declare const crypto: {
  randomUUID(): string;
  readonly subtle: { digest(algorithm: 'SHA-256', bytes: Uint8Array): Promise<ArrayBuffer> };
  getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
};

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(encoding?: string, options?: { readonly fatal?: boolean });
  decode(bytes?: Uint8Array): string;
}
