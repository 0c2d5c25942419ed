import type { Waker } from '../../trace/format';
import type { AsyncFrame, Context, JobAbout } from './context';
import type { TaskQueues } from './task_queues';

/** Messages that one port hands over in a row before the loop goes on, if not more were there (`OnMessage`). */
const atLeastInARow = 1000;

interface Message<T> {
  /** Absent in the last message, which closes the port that takes it. */
  readonly content: { readonly value: T } | null;
  readonly waker: Waker;
}

/** The program's object for an end of a channel. */
export interface PortOwner<T> {
  deliver(value: T): void;
  closed(): void;
}

/** One end of a channel: its queue of messages, and the `uv_async_t` that the loop watches for it. */
export class Port<T> {
  readonly incoming: Message<T>[] = [];
  sibling: Port<T> | null = null;
  referenced = false;
  receiving = false;
  /** Whether `uv_async_send` was called since the last poll phase looked. */
  signalled = false;
  closing = false;

  constructor(
    /** Where it was made: its callbacks run in that async context. */
    readonly frame: AsyncFrame,
    readonly owner: PortOwner<T>,
  ) {}
}

/** The ports of MessageChannels, whose messages arrive in the poll phase (Node: src/node_messaging.cc). */
export class MessagePorts {
  /** In the order in which libuv's `uv__async_io` looks at them. */
  private readonly open = new Set<Port<unknown>>();

  constructor(
    private readonly context: Context,
    private readonly taskQueues: TaskQueues,
    private readonly closeHandle: (about: JobAbout) => void,
  ) {}

  get keepsAlive(): boolean {
    return this.some((port) => port.referenced);
  }

  get signalled(): boolean {
    return this.some((port) => port.signalled);
  }

  add(port: Port<unknown>): void {
    this.open.add(port);
  }

  post<T>(from: Port<T>, value: T): void {
    if (from.sibling) this.push(from.sibling, { value });
  }

  start(port: Port<unknown>): void {
    port.receiving = true;
    if (port.incoming.length > 0) this.signal(port);
  }

  /** Begins to close: the `close` phase ends it, which tells the other end (`Disentangle`). */
  close<T>(port: Port<T>): void {
    if (port.closing) return;
    port.closing = true;
    this.open.delete(port);
    this.closeHandle({
      label: 'MessagePort close',
      frame: port.frame,
      run: () => {
        const { sibling } = port;
        port.sibling = null;
        port.incoming.length = 0;
        if (sibling) {
          sibling.sibling = null;
          this.push(sibling, null);
        }
        port.owner.closed();
      },
    });
  }

  /** The poll phase: a port that is signalled by one before it still has its turn, one before it waits for the next. */
  process(): void {
    for (const port of [...this.open]) {
      if (!port.signalled) continue;
      port.signalled = false;
      this.drain(port);
    }
  }

  private drain(port: Port<unknown>): void {
    const { context } = this;
    for (let left = Math.max(port.incoming.length, atLeastInARow); ; left--) {
      const [message] = port.incoming;
      if (!message || (!port.receiving && message.content)) return;
      if (left === 0) {
        this.signal(port);
        return;
      }
      port.incoming.shift();
      const { content, waker } = message;
      if (!content) {
        this.close(port);
        return;
      }
      context.task = null;
      context.place = null;
      context.run(
        context.enqueue('poll', {
          label: 'MessagePort message',
          waker,
          frame: port.frame,
          run: () => port.owner.deliver(content.value),
        }),
      );
      this.taskQueues.runNextTicks();
    }
  }

  private push<T>(port: Port<T>, content: Message<T>['content']): void {
    port.incoming.push({ content, waker: this.context.waker('callback') });
    this.signal(port);
  }

  private signal(port: Port<unknown>): void {
    if (!port.closing) port.signalled = true;
  }

  private some(holds: (port: Port<unknown>) => boolean): boolean {
    for (const port of this.open) if (holds(port)) return true;
    return false;
  }
}
