import type { Digest } from '../../core/replay/digest';
import { buffersOf, digest } from '../../core/replay/digest';
import type { TraceHead } from '../../core/trace/decode';
import type { Reading } from '../../core/trace/read';
import { readTrace } from '../../core/trace/read';
import type { EventColumns } from '../../core/trace/table';
import { EventTable } from '../../core/trace/table';

/** A trace with what is worked out from it, as plain data. */
export interface ReadTrace {
  readonly head: TraceHead;
  readonly columns: EventColumns;
  readonly digest: Digest;
}

/** How far a trace has been read. The last one is `whole` or `broken`. */
export type Read =
  | Extract<Reading, { readonly kind: 'progress' | 'broken' }>
  | { readonly kind: 'beginning' | 'whole'; readonly trace: ReadTrace };

/** Reads a trace and works out what the panel shows of it: what the worker does. */
export function* read(bytes: Uint8Array): Generator<Read> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (const reading of readTrace(bytes, (part) => decoder.decode(part))) {
    if (reading.kind === 'progress' || reading.kind === 'broken') yield reading;
    else {
      const { kind, head, columns } = reading;
      const events = new EventTable(columns);
      yield { kind, trace: { head, columns, digest: digest({ ...head, events }) } };
    }
  }
}

/** The memory that can be handed over with a message, instead of being copied. */
export function handedOver(message: Read): ArrayBuffer[] {
  if (message.kind !== 'beginning' && message.kind !== 'whole') return [];
  const { columns, digest: found } = message.trace;
  const { kinds, starts, numbers } = columns;
  return [kinds.buffer, starts.buffer, numbers.buffer, ...buffersOf(found)];
}
