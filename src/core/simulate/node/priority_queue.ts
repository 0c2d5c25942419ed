/**
 * A binary heap that sifts exactly as Node's does (lib/internal/priority_queue.js), because equal elements come out in
 * the order that the sifting gives: timers of different durations that are due in the same millisecond.
 */
export class PriorityQueue<T extends { position: number }> {
  /** From index 1. */
  private readonly heap: (T | undefined)[] = [undefined];
  private size = 0;

  constructor(private readonly key: (item: T) => number) {}

  peek(): T | undefined {
    return this.heap[1];
  }

  insert(item: T): void {
    const at = ++this.size;
    this.heap[at] = item;
    item.position = at;
    this.percolateUp(at);
  }

  /** Called when the key of the item at `position` has grown or shrunk. */
  percolateDown(position: number): void {
    const { heap, size, key } = this;
    const item = heap[position];
    if (!item) return;
    let at = position;
    while (at * 2 <= size) {
      let child = at * 2;
      const left = heap[child];
      const right = heap[child + 1];
      if (!left) break;
      let smaller = left;
      if (child < size && right && key(right) < key(left)) {
        child++;
        smaller = right;
      }
      if (key(item) <= key(smaller)) break;
      smaller.position = at;
      heap[at] = smaller;
      at = child;
    }
    heap[at] = item;
    item.position = at;
  }

  remove(item: T): void {
    const { position } = item;
    const last = this.heap[this.size];
    this.heap[this.size] = undefined;
    this.heap.length = Math.max(1, this.size);
    this.size--;
    if (this.size === 0 || position > this.size || !last) return;
    this.heap[position] = last;
    last.position = position;
    const parent = this.heap[position >> 1];
    if (position > 1 && parent && this.key(parent) > this.key(last)) this.percolateUp(position);
    else this.percolateDown(position);
  }

  private percolateUp(position: number): void {
    const { heap, key } = this;
    const item = heap[position];
    if (!item) return;
    let at = position;
    while (at > 1) {
      const parent = heap[at >> 1];
      if (!parent || key(parent) <= key(item)) break;
      heap[at] = parent;
      parent.position = at;
      at >>= 1;
    }
    heap[at] = item;
    item.position = at;
  }
}
