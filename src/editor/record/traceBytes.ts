import type { Trace } from '../../core/trace/format';

/** So many events, or tasks, become text at once: a few milliseconds. */
const atOnce = 5_000;

/**
 * The bytes of a trace's JSON. They are made in pieces, between which the extension host does what there is to do: a program that
 * makes events without an end is stopped while they are made.
 */
export async function traceBytes({ events, tasks, ...head }: Trace): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  // The events are last: what is before them is found without reading them.
  const pieces = [encoder.encode(JSON.stringify(head).slice(0, -1))];
  for (const [name, list] of Object.entries({ tasks, events })) {
    pieces.push(encoder.encode(`,"${name}":[`));
    for (let from = 0; from < list.length; from += atOnce) {
      const text = JSON.stringify(list.slice(from, from + atOnce)).slice(1, -1);
      pieces.push(encoder.encode(from === 0 ? text : `,${text}`));
      await new Promise<void>((resolve) => setTimeout(resolve, 0));
    }
    pieces.push(encoder.encode(']'));
  }
  pieces.push(encoder.encode('}'));
  return joined(pieces);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
