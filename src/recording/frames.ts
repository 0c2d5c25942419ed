import { WireProblem } from './recorder';

/** Longer than any frame a recorder writes: what says otherwise is no frame. */
const maxLength = 16 * 1024 * 1024;
const headLength = 4;

/**
 * Cuts the bytes of a recorder's pipe into frames: four bytes with the length of the payload (unsigned, little
 * endian), then the payload. A frame that the end of the pipe cuts short is left out.
 */
export class FrameReader {
  private pending: Buffer = Buffer.alloc(0);

  /** The payloads that `chunk` completes. Errors: `WireProblem` for an impossible length. */
  *read(chunk: Buffer): Generator<Buffer> {
    const bytes = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    let at = 0;
    while (bytes.length - at >= headLength) {
      const length = bytes.readUInt32LE(at);
      if (length > maxLength) throw new WireProblem(`a frame of ${length} bytes`);
      const end = at + headLength + length;
      if (end > bytes.length) break;
      yield bytes.subarray(at + headLength, end);
      at = end;
    }
    this.pending = bytes.subarray(at);
  }
}
