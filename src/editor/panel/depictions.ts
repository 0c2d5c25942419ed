import type { Depiction, ToPanel } from '../../protocol/messages';

/** Milliseconds for which a page's answer is waited for: one that is hidden has none. */
const patience = 20_000;

/** Asks a page how it looks. */
export class Depictions {
  private readonly waiting = new Map<number, (depiction: Depiction) => void>();
  private lastId = 0;

  constructor(private readonly send: (message: ToPanel) => void) {}

  /** Null if the page does not answer. */
  ask(): Promise<Depiction | null> {
    const id = ++this.lastId;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        resolve(null);
      }, patience);
      this.waiting.set(id, (depiction) => {
        clearTimeout(timer);
        resolve(depiction);
      });
      this.send({ type: 'depict', id });
    });
  }

  answer(id: number, depiction: Depiction): void {
    this.waiting.get(id)?.(depiction);
    this.waiting.delete(id);
  }
}
