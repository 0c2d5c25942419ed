/**
 * A chat room: every member waits on an inbox of their own, and one message wakes all of them.
 * Look at: `inbox.next()` suspends a member until `say` resolves its promise; `put` itself waits for nothing.
 */

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

class Inbox {
  private readonly messages: (string | null)[] = [];
  private wake: () => void = () => {};

  put(message: string | null): void {
    this.messages.push(message);
    this.wake();
  }

  async next(): Promise<string | null> {
    if (this.messages.length === 0) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.messages.shift() ?? null;
  }
}

const inboxes = new Map<string, Inbox>();

function join(name: string): Inbox {
  const inbox = new Inbox();
  inboxes.set(name, inbox);
  return inbox;
}

function say(sender: string, text: string): void {
  for (const [name, inbox] of inboxes) if (name !== sender) inbox.put(`${sender}: ${text}`);
}

async function member(name: string, inbox: Inbox): Promise<void> {
  for (;;) {
    const message = await inbox.next(); // parked until somebody says something
    if (message === null) break;
    console.log(`${name} reads «${message}»`);
  }
  console.log(`${name} leaves`);
}

async function main(): Promise<void> {
  const members = ['Ann', 'Ben', 'Cleo'].map((name) => member(name, join(name)));
  say('Ann', 'Hello!');
  await sleep(200);
  say('Ben', 'Hi Ann.');
  await sleep(200);
  for (const inbox of inboxes.values()) inbox.put(null);
  await Promise.all(members);
}

main();

export {};
