import program from 'worker:./worker.ts';

/** Starts the page's worker; null where the page may have none. It says `ready` when it can be given its task. */
export function startWorker(): Worker | null {
  const address = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
  try {
    return new Worker(address);
  } catch {
    return null;
  } finally {
    // The worker has its program by now, or will never have one.
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
}

/** Bytes up to which a trace is read at once: that takes less time than to start a worker. */
export const small = 300_000;

/** Bytes that can be given away: what comes from VS Code may be a part of something larger. */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = bytes.byteLength === bytes.buffer.byteLength;
  return (whole ? bytes : bytes.slice()) as Uint8Array<ArrayBuffer>;
}
