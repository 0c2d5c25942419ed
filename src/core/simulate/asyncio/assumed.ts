import * as l10n from '@vscode/l10n';
import type { Unknown } from '../python/objects/unknown';
import { machine } from '../python/machine';

/**
 * How long things outside the program are assumed to take, in ms. A walkthrough says so where it assumes one.
 */
export const assumedMs = {
  /** A connection, or the headers of a response. */
  network: 100,
  /** The body of a response. */
  body: 50,
  /** A file operation. */
  file: 10,
  /** A subprocess. */
  process: 200,
  /** A delay whose length is unknown. */
  delay: 1000,
  /** Anything else. */
  other: 100,
} as const;

/** An unknown number of seconds, as ms. */
export function assumedDelay(value: Unknown): number {
  return machine.decide('duration', value.name, assumedMs.delay, (ms) =>
    l10n.t('{0} is assumed to be {1} s.', String(value), ms / 1000),
  );
}

/** What an operation is assumed to take, in ms. */
export function assumedDuration(what: string, ms: number): number {
  return machine.decide('duration', what, ms, (chosen) =>
    l10n.t('{0} is assumed to take {1} ms.', what, chosen),
  );
}
