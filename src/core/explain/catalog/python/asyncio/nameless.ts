import type { CallWords } from '../../schema';

/**
 * Whether an event or a future is made in the `await` itself, as in `await asyncio.Event().wait()`: nobody else has it, so
 * that only a cancellation ends the wait.
 */
export function isNameless({ receiver }: CallWords): boolean {
  return /(?:^|\.)(?:Event|Future|create_future)\(\)$/.test(receiver);
}
