import * as l10n from '@vscode/l10n';
import type { TraceHead } from './decode';
import { TraceDecoder } from './decode';
import type { TraceEvent } from './format';
import type { List } from './list';
import { limits } from './schema';
import { maxDepth, ScanError, Scanner } from './scan';
import type { EventColumns } from './table';
import { EventTableBuilder } from './table';

/** A trace whose events need not be objects in memory. Every `Trace` is one. */
export interface LongTrace extends TraceHead {
  readonly events: List<TraceEvent>;
}

/** How far the reading of a trace has come. */
export type Reading =
  | { readonly kind: 'progress'; readonly share: number }
  /** What has been read so far is a trace of its own: its first events. */
  | { readonly kind: 'beginning'; readonly head: TraceHead; readonly columns: EventColumns }
  | { readonly kind: 'whole'; readonly head: TraceHead; readonly columns: EventColumns }
  | { readonly kind: 'broken'; readonly problems: readonly string[] };

/** So many events are shown while the others are read. */
const firstEvents = 20_000;

/** Events between two reports of progress. */
const reportEvery = 50_000;

/**
 * Reads a trace out of the UTF-8 bytes of its JSON, in steps. The last one is `whole` or `broken`. Never more than a part of
 * the events is in memory as objects; limits on counts, depth and lengths hold from the first byte on. `decode` makes a
 * text of UTF-8 bytes, and throws for others.
 */
export function* readTrace(
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => string,
  most: number = limits.events,
): Generator<Reading> {
  const scanner = new Scanner(bytes, decode);
  const decoder = new TraceDecoder();
  const builder = new EventTableBuilder();
  const head: Record<string, unknown> = {};
  let hasList = false;
  let reported = 0;
  let begun = false;
  try {
    for (const [name, value] of scanner.members('events')) {
      if (name !== 'events') {
        head[name] = value;
        continue;
      }
      hasList ||= Array.isArray(value);
      for (const item of decoder.list(value)) {
        const event = decoder.eventAsIs(item);
        if (event) builder.add(event);
        if (!decoder.goesOn) break;
      }
      if (builder.length > most) {
        yield {
          kind: 'broken',
          problems: [l10n.t('The trace has more events than the {0} that can be opened.', most)],
        };
        return;
      }
      if (!decoder.goesOn) break;
      if (!begun && builder.length >= firstEvents) {
        begun = true;
        const beginning = beginningOf(head, builder);
        if (beginning) yield beginning;
      }
      if (builder.length - reported >= reportEvery) {
        reported = builder.length;
        yield { kind: 'progress', share: scanner.progress };
      }
    }
  } catch (error) {
    if (!(error instanceof ScanError)) throw error;
    const problem =
      error.reason === 'depth'
        ? l10n.t('The file is nested deeper than {0} levels, which no trace is.', maxDepth)
        : l10n.t('The file is not JSON.');
    yield { kind: 'broken', problems: [problem] };
    return;
  }
  if (!hasList) decoder.list(undefined);
  const result = decoder.finish(head);
  yield result.head
    ? { kind: 'whole', head: result.head, columns: builder.columns() }
    : { kind: 'broken', problems: result.problems };
}

/** The events that have been read, under the head; null while the head has not been read or is none. */
function beginningOf(
  head: Readonly<Record<string, unknown>>,
  builder: EventTableBuilder,
): Reading | null {
  const decoder = new TraceDecoder();
  const { head: complete } = decoder.finish({
    stdout: [],
    assumptions: [],
    dropped: 0,
    endMs: 0,
    ...head,
  });
  return complete && { kind: 'beginning', head: complete, columns: builder.columns() };
}
