import type { ChainLink, EventKind, TraceEvent, Waker } from './format';
import type { List } from './list';
import { Numbers } from './list';

/** `number` is one that may be null; `text` a string that may be null; the others are as they are called. */
type Type = 'number' | 'text' | 'boolean' | 'numbers' | 'chain' | 'waker';

interface Field {
  readonly name: string;
  readonly type: Type;
}

interface Layout {
  readonly required: readonly Field[];
  /** At most 31: which of them an event has is told by the bits of one number. */
  readonly optional: readonly Field[];
}

function layout(
  required: Readonly<Record<string, Type>>,
  optional: Readonly<Record<string, Type>> = {},
): Layout {
  return {
    required: fieldsOf({ t: 'number', task: 'number', ...required }),
    optional: fieldsOf({
      ...{ thread: 'text' },
      ...{ line: 'number', column: 'number', endLine: 'number', endColumn: 'number' },
      ...optional,
    }),
  };
}

function fieldsOf(types: Readonly<Record<string, Type>>): readonly Field[] {
  return Object.entries(types).map(([name, type]) => ({ name, type }));
}

const outcome = { value: 'text', error: 'text' } as const;

/** What an event of each kind holds besides its kind; a test compares it with the schema. */
export const layouts: Readonly<Record<EventKind, Layout>> = {
  create: layout({ by: 'number' }),
  resume: layout({ first: 'boolean', entry: 'number' }, { ...outcome, into: 'text' }),
  suspend: layout({
    ...{ keyword: 'text', waitsFor: 'text', detail: 'text' },
    ...{ watches: 'numbers', tasks: 'numbers', chain: 'chain' },
  }),
  pass: layout({ keyword: 'text' }, { value: 'text', into: 'text' }),
  call: layout({ function: 'text' }),
  return: layout({ function: 'text' }, outcome),
  end: layout({ outcome: 'text' }, outcome),
  cancel: layout({ target: 'number' }),
  enqueue: layout({ entry: 'number', queue: 'text', label: 'text', waker: 'waker' }),
  callback: layout({ entry: 'number', label: 'text', internal: 'boolean' }),
  callbackEnd: layout({ entry: 'number' }, { error: 'text' }),
  drop: layout({ entry: 'number' }),
  watch: layout({ watch: 'number', place: 'text', label: 'text', due: 'number' }),
  fire: layout({ watch: 'number' }),
  unwatch: layout({ watch: 'number' }),
  phase: layout({ phase: 'text', iteration: 'number' }, { timeout: 'number' }),
  output: layout({ stream: 'text', text: 'text' }),
  block: layout({ ms: 'number', label: 'text' }),
  assume: layout({ assumption: 'number' }),
  warn: layout({ text: 'text' }),
};

const kinds = Object.keys(layouts) as EventKind[];
const numberOf = new Map(kinds.map((kind, index) => [kind, index]));
const layoutOf = kinds.map((kind) => layouts[kind]);

/** The numbers and texts of a table: plain data, which can go from one thread to another. */
export interface EventColumns {
  readonly kinds: Uint8Array<ArrayBuffer>;
  /** Where each event's numbers start, and where those of the last one end. */
  readonly starts: Float64Array<ArrayBuffer>;
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly texts: readonly string[];
}

/** Events that were made last are kept, for who looks at one and its neighbours: a power of 2. */
const recent = 128;

/**
 * The events of a trace as columns of numbers: some 70 bytes an event, where an object with its fields takes several hundred.
 * An event is made when it is asked for, and is equal to the one that was added.
 */
export class EventTable implements List<TraceEvent> {
  private readonly made = new Array<TraceEvent | undefined>(recent);
  private readonly madeAt = new Int32Array(recent).fill(-1);

  private readonly reader: Reader;

  constructor(private readonly columns: EventColumns) {
    this.reader = new Reader(columns);
  }

  get length(): number {
    return this.columns.kinds.length;
  }

  at(index: number): TraceEvent | undefined {
    const at = index < 0 ? this.length + index : index;
    if (!(at >= 0 && at < this.length)) return undefined;
    const slot = at & (recent - 1);
    if (this.madeAt[slot] !== at) {
      this.made[slot] = this.reader.event(at);
      this.madeAt[slot] = at;
    }
    return this.made[slot];
  }

  *[Symbol.iterator](): Iterator<TraceEvent> {
    for (let index = 0; index < this.length; index++) yield this.reader.event(index);
  }
}

/** Texts that are longer are hardly ever the same. */
const longestShared = 200;

/** Takes events one by one. */
export class EventTableBuilder {
  private kinds = new Uint8Array(1024);
  private count = 0;
  private readonly starts = new Numbers();
  private readonly numbers = new Numbers(4096);
  private readonly texts: string[] = [];
  private readonly known = new Map<string, number>();

  get length(): number {
    return this.count;
  }

  add(event: TraceEvent): void {
    if (this.count === this.kinds.length) {
      const larger = new Uint8Array(this.kinds.length * 2);
      larger.set(this.kinds);
      this.kinds = larger;
    }
    const kind = numberOf.get(event.kind) ?? 0;
    this.kinds[this.count++] = kind;
    this.starts.push(this.numbers.length);
    const fields = event as unknown as Readonly<Record<string, unknown>>;
    const { required, optional } = layoutOf[kind] ?? layouts.warn;
    const bits = this.numbers.length;
    this.numbers.push(0);
    for (const { name, type } of required) this.write(type, fields[name]);
    let present = 0;
    for (let index = 0; index < optional.length; index++) {
      const field = optional[index];
      const value = field && fields[field.name];
      if (!field || value === undefined) continue;
      present |= 1 << index;
      this.write(field.type, value);
    }
    this.numbers.set(bits, present);
  }

  /** The events so far; the builder goes on with copies of its own. */
  columns(): EventColumns {
    const starts = this.starts.take();
    return {
      kinds: this.kinds.slice(0, this.count),
      starts,
      numbers: this.numbers.take(),
      texts: [...this.texts],
    };
  }

  private write(type: Type, field: unknown): void {
    const { numbers } = this;
    switch (type) {
      case 'number':
        numbers.push((field as number | null) ?? Number.NaN);
        return;
      case 'text':
        numbers.push(this.text(field as string | null));
        return;
      case 'boolean':
        numbers.push(Number(field));
        return;
      case 'numbers': {
        const items = field as readonly number[];
        numbers.push(items.length);
        for (const item of items) numbers.push(item);
        return;
      }
      case 'chain': {
        const links = field as readonly ChainLink[];
        numbers.push(links.length);
        for (const link of links) {
          numbers.push(this.text(link.function));
          numbers.push(link.line);
          numbers.push(link.column);
        }
        return;
      }
      case 'waker': {
        const waker = field as Waker;
        numbers.push(this.text(waker.kind));
        numbers.push(waker.task ?? Number.NaN);
        numbers.push(waker.watch ?? Number.NaN);
      }
    }
  }

  private text(text: string | null): number {
    if (text === null) return Number.NaN;
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const index = this.texts.push(text) - 1;
    if (text.length <= longestShared) this.known.set(text, index);
    return index;
  }
}

/** A table of events that are there already. */
export function tableOf(events: Iterable<TraceEvent>): EventTable {
  const builder = new EventTableBuilder();
  for (const event of events) builder.add(event);
  return new EventTable(builder.columns());
}

/** Reads one event after another; one object does for all, as making many costs more than reading. */
class Reader {
  private at = 0;

  constructor(private readonly columns: EventColumns) {}

  event(index: number): TraceEvent {
    const kind = this.columns.kinds[index] ?? 0;
    const { required, optional } = layoutOf[kind] ?? layouts.warn;
    this.at = this.columns.starts[index] ?? 0;
    const present = this.next();
    const event: Record<string, unknown> = { kind: kinds[kind] };
    for (const { name, type } of required) event[name] = this.read(type);
    for (let bit = 0; present >> bit !== 0; bit++) {
      const field = optional[bit];
      if (field && (present & (1 << bit)) !== 0) event[field.name] = this.read(field.type);
    }
    // Only events were written, each with its kind's fields.
    return event as unknown as TraceEvent;
  }

  private read(type: Type): unknown {
    switch (type) {
      case 'number':
        return this.number();
      case 'text':
        return this.text();
      case 'boolean':
        return this.next() === 1;
      case 'numbers': {
        const items: number[] = [];
        for (let left = this.next(); left > 0; left--) items.push(this.next());
        return items;
      }
      case 'chain': {
        const links: ChainLink[] = [];
        for (let left = this.next(); left > 0; left--)
          links.push({ function: this.text() ?? '', line: this.next(), column: this.next() });
        return links;
      }
      case 'waker':
        return { kind: this.text(), task: this.number(), watch: this.number() };
    }
  }

  private next(): number {
    return this.columns.numbers[this.at++] ?? Number.NaN;
  }

  private number(): number | null {
    const number = this.next();
    return Number.isNaN(number) ? null : number;
  }

  private text(): string | null {
    const number = this.next();
    return Number.isNaN(number) ? null : (this.columns.texts[number] ?? '');
  }
}
