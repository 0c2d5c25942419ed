/**
 * Backpressure: a fast producer and a slow consumer, with room for two items between them.
 * Look at: `put` waits only while the channel is full; the consumer's `take` then makes room and wakes it.
 */

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

class Channel<T> {
  private readonly items: T[] = [];
  private wake: () => void = () => {};

  constructor(private readonly room: number) {}

  async put(item: T): Promise<void> {
    while (this.items.length >= this.room) await this.change();
    this.items.push(item);
    this.wake();
  }

  async take(): Promise<T> {
    while (this.items.length === 0) await this.change();
    const item = this.items.shift() as T;
    this.wake();
    return item;
  }

  /** Pends until the other side has put or taken something. */
  private change(): Promise<void> {
    return new Promise((resolve) => (this.wake = resolve));
  }
}

async function produce(channel: Channel<number | null>): Promise<void> {
  for (let number = 0; number < 5; number++) {
    await channel.put(number);
    console.log(`put ${number}`);
  }
  await channel.put(null);
}

async function consume(channel: Channel<number | null>): Promise<void> {
  for (;;) {
    const number = await channel.take();
    if (number === null) return;
    console.log(`got ${number}`);
    await sleep(200); // slow
  }
}

async function main(): Promise<void> {
  const channel = new Channel<number | null>(2);
  await Promise.all([produce(channel), consume(channel)]);
}

main();

export {};
